"""How long a site of made-up records takes to build, how much memory, how large it gets.

From the checkout, with the package installed (`pip install -e '.[dev]'`):

    python -m tests.benchmark                          # 1,000 briefs, 5 runs, all phases
    python -m tests.benchmark --records 200 --runs 3   # smaller
    python -m tests.benchmark --phases read,catalogue --json
    python -m tests.benchmark --profile pages          # where the time of a phase goes
    python -m tests.benchmark --keep /tmp/site         # leave the site there, to look at

Phases: `read` (files to records), `catalogue` (`load_site`: reading, indexing, checking), `pages`
(`Site.pages()` alone), `build` (the whole of `mkdocs build --strict`, from start to exit of the
process). Each run is a process of its own, its memory is the greatest resident size of that
process, imports and earlier phases included; all figures are medians. Sources, bodies, people,
topics and policies come on top of `--records`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import pstats
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from .corpus import make
from .measure import PHASES, Figures, Output, look_at, measure, profile

_TOP = 30


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, measure, print."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="briefs-benchmark-") as temporary:
        folder = options.keep or Path(temporary)
        world = make(folder, options.records, options.seed)
        if options.profile:
            _print_profile(options.profile, folder, Path(temporary, "profile"))
            return
        figures = [measure(phase, folder, options.runs) for phase in options.phases]
        output = look_at(folder, world) if "build" in options.phases else None
    show = _json if options.json else _markdown
    sys.stdout.write(show(options, figures, output))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmark",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--records", type=_count, default=1000, help="how many briefs (1000)", metavar="N")
    add("--runs", type=_count, default=5, help="how often each phase runs (5)", metavar="N")
    add("--seed", type=int, default=1, help="another seed, other records (1)", metavar="N")
    add("--phases", type=_phases, default=PHASES, help="some of " + ",".join(PHASES))
    add("--profile", choices=PHASES, help="run one phase once under cProfile instead")
    add("--json", action="store_true", help="every run as JSON instead of a table of medians")
    add("--keep", type=_empty, help="make the site in this new folder, leave it", metavar="FOLDER")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _empty(text: str) -> Path:
    folder = Path(text).absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise argparse.ArgumentTypeError("it exists and is not empty")
    return folder


def _phases(text: str) -> tuple[str, ...]:
    chosen = tuple(text.split(","))
    unknown = [phase for phase in chosen if phase not in PHASES]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(PHASES)}")
    return chosen


def _print_profile(phase: str, folder: Path, file: Path) -> None:
    """The functions in which most time goes by, by their own time and with what they call."""
    profile(phase, folder, file)
    for order in ("tottime", "cumulative"):
        pstats.Stats(str(file), stream=sys.stdout).sort_stats(order).print_stats(_TOP)


def _markdown(options: argparse.Namespace, figures: list[Figures], output: Output | None) -> str:
    return "\n".join([*_head(options), "", *_table(figures), *_foot(output), ""])


def _head(options: argparse.Namespace) -> Iterator[str]:
    what = f"{options.records:,} briefs, seed {options.seed}, medians of {options.runs} runs"
    yield f"{what}; {_machine()}"


def _table(figures: list[Figures]) -> Iterator[str]:
    yield "| phase | time | CPU | peak memory | output |"
    yield "|---|---:|---:|---:|---|"
    for of_phase in figures:
        run = of_phase.middle()
        memory = f"{run.memory / 1e6:,.0f} MB"
        yield f"| {of_phase.phase} | {run.time:.2f} s | {run.cpu:.2f} s | {memory} | {run.output} |"


def _foot(output: Output | None) -> Iterator[str]:
    if output:
        yield ""
        yield f"{output.pages:,} HTML pages; a brief's has {output.brief_page:,} bytes (median)."


def _json(options: argparse.Namespace, figures: list[Figures], output: Output | None) -> str:
    data = {
        "records": options.records,
        "seed": options.seed,
        "machine": _machine(),
        "phases": {
            found.phase: {
                "median": asdict(found.middle()),
                "runs": [asdict(run) for run in found.runs],
            }
            for found in figures
        },
        "output": asdict(output) if output else None,
    }
    return json.dumps(data, indent=2) + "\n"


def _machine() -> str:
    python = f"Python {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"


if __name__ == "__main__":
    main()
