"""A search that is guided by the code that an input reaches, with atheris.

`python -m tests.fuzz` starts it as a process of its own, since libFuzzer ends the process.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

atheris: Any = importlib.import_module("atheris")

with atheris.instrument_imports(include=["research_briefs", "markdown_it"]):
    from .finds import BOUND, Finds
    from .mutation import MOST, Mutator, seeds
    from .targets import TARGETS

CACHE = Path(__file__).parents[2] / ".cache" / "fuzz"


def main() -> None:
    """Search in the target named, for so many seconds, with this seed, into this corpus."""
    name, seconds, seed, corpus = sys.argv[1:]
    target = TARGETS[name]
    mutator = Mutator(target, Random(int(seed)))  # noqa: S311
    finds = Finds(target, Path(corpus), 5 * BOUND)  # code that is watched is slower
    pool = [data for data in seeds(target) if len(data) <= MOST]  # the others are tested anyway
    random = Random(int(seed))  # noqa: S311

    def mutate(data: bytes, most: int, _: int) -> bytes:
        if random.random() < 0.3:
            return bytes(atheris.Mutate(data, most))
        return mutator.mutated(data, pool)[:most]

    (CACHE / name).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(pool):
            Path(folder, str(number)).write_bytes(data)
        options = [f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={mutator.most}"]
        options += ["-rss_limit_mb=0", "-timeout=600", "-print_final_stats=1", "-verbosity=0"]
        options += ["-report_slow_units=600", f"-artifact_prefix={CACHE / name}-"]
        atheris.Setup(
            [sys.argv[0], *options, str(CACHE / name), folder],
            lambda data: finds.try_input(data) and None,
            custom_mutator=mutate,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
