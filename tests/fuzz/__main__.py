"""Looks for inputs that the readers of records do not stand.

From the checkout, with the package installed (`pip install -e '.[test]'`):

    python -m tests.fuzz records --minutes 5     # one target
    python -m tests.fuzz all --minutes 3         # each of them for that long
    python -m tests.fuzz prose --seed 7          # other random numbers
    python -m tests.fuzz prose --engine bare     # without atheris, though it is there

With `pip install -e '.[test,fuzz]'` the search is guided by what code an input reaches (atheris);
without that it is guided by what issues an input gives. Both start from `tests/fuzz/corpus/` and
the records of `tests/site/`, and a guided search goes on where the last one ended (`.cache/fuzz/`).

What fails is made as small as possible and written to `tests/fuzz/corpus/<target>/`. Give the file
a name that says what is in it, mend the fault, and commit both: the tests try it from then on.
The program ends with 1 if it has found something.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from .bare import search
from .finds import CORPUS, Finds
from .targets import TARGETS


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and search."""
    options = _options(arguments)
    names = list(TARGETS) if options.target == "all" else [options.target]
    guided = options.engine != "bare" and _has_atheris()
    if options.engine == "atheris" and not guided:
        sys.stderr.write("atheris is not installed: pip install -e '.[test,fuzz]'\n")
        return 2
    found = [
        (_guided if guided else _bare)(name, round(60 * options.minutes), options) for name in names
    ]
    return int(any(found))


def _bare(name: str, seconds: int, options: argparse.Namespace) -> int:
    finds = Finds(TARGETS[name], options.corpus)
    count = search(TARGETS[name], finds, seconds, Random(options.seed))  # noqa: S311
    sys.stdout.write(f"{name}: {count:,} inputs tried, {len(finds.files)} finds\n")
    return len(finds.files)


def _guided(name: str, seconds: int, options: argparse.Namespace) -> int:
    """In a process of its own, since libFuzzer does not come back. What it found are files."""
    folder: Path = options.corpus / name
    before = set(folder.glob("*"))
    own = [str(seconds), str(options.seed), str(options.corpus)]
    subprocess.run([sys.executable, "-m", "tests.fuzz.guided", name, *own], check=True)
    finds = set(folder.glob("*")) - before
    sys.stdout.write(f"{name}: {len(finds)} finds\n")
    return len(finds)


def _has_atheris() -> bool:
    return importlib.util.find_spec("atheris") is not None


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("target", choices=[*TARGETS, "all"])
    add("--minutes", type=float, default=5, help="how long each target is tried (5)")
    add("--seed", type=int, default=1, help="of the random numbers (1)")
    add("--engine", choices=["best", "atheris", "bare"], default="best")
    add("--corpus", type=Path, default=CORPUS, help="where finds go (tests/fuzz/corpus)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
