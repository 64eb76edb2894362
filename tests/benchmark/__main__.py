"""How long a site of made-up records takes to build, how much memory, how large it gets.

From the checkout, with the package installed (`pip install -e '.[dev]'`) and Hugo beside it
(`apt-get install hugo`), by hand, on a machine that does nothing else:

    python -m tests.benchmark                          # 1,000 briefs, 5 runs, all phases
    python -m tests.benchmark --large                  # and ten times as many, which takes long
    python -m tests.benchmark --large --write docs/speed.md
    python -m tests.benchmark --records 200 --runs 3   # smaller
    python -m tests.benchmark --phases read,catalogue --json
    python -m tests.benchmark --profile pages          # where the time of a phase goes
    python -m tests.benchmark --keep /tmp/site         # leave the site there, to look at

Phases: `read` (files to records), `catalogue` (`load_site`: reading, indexing, checking), `pages`
(`Site.pages()` alone), `build` (the whole of `mkdocs build --strict`, from start to exit of the
process), `searched` (the same without anything to download), `check` (the same of `briefs check`),
`edit` (a build after one statement has changed), `serve` (from saving a record until a browser has
it), `stock` (the same of two pages of MkDocs' own), `peers` (Hugo, MkDocs and Zensical, in turns
with us), `account` (what each part of a build costs). Each run is a process of its own and finds
nothing that an earlier one left, but for `edit`; its memory is the greatest resident size of a
process, imports and earlier phases included; all figures are medians. Sources, bodies, people,
topics and policies come on top of `--records`. What a run made stays until all is measured: that
takes some 3 GB for 1,000 briefs, and ten times as much with `--large`.
"""

from __future__ import annotations

import argparse
import json
import pstats
import shlex
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from .corpus import make
from .document import put, replaced
from .machine import describe
from .measure import PROFILED, clear, profile
from .measuring import ALL, LARGE, Measured, measure_all
from .tables import markdown

_TOP = 30
_TIMES = 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, measure, print or write."""
    given = sys.argv[1:] if arguments is None else arguments
    options = _options(given)
    with tempfile.TemporaryDirectory(prefix="briefs-benchmark-") as temporary:
        folder = options.keep or Path(temporary, "site")
        world = make(folder, options.records, options.seed)
        if options.profile:
            _print_profile(options.profile, folder, Path(temporary, "profile"))
            return
        small = measure_all(folder, world, options.phases, options.runs, options.runs)
        large = _large(Path(temporary, "large"), folder, options) if options.large else None
        clear(folder)
    head = describe(small.versions)
    if options.json:
        sys.stdout.write(_json(options, head, small, large))
        return
    command = shlex.join(["python", "-m", "tests.benchmark", *given])
    text = markdown(head, command, small, large, options.runs)
    if options.write:
        put(options.write, text)
    else:
        sys.stdout.write(text)


def _large(folder: Path, smaller: Path, options: argparse.Namespace) -> Measured:
    world = make(folder, _TIMES * options.records, options.seed)
    phases = [phase for phase in LARGE if phase in options.phases]
    runs = options.large_runs or options.runs
    return measure_all(folder, world, phases, runs, options.runs, smaller)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmark",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--records", type=_count, default=1000, help="how many briefs (1000)", metavar="N")
    add("--runs", type=_count, default=5, help="how often each phase runs (5)", metavar="N")
    add("--seed", type=int, default=1, help="another seed, other records (1)", metavar="N")
    add("--phases", type=_phases, default=ALL, help="some of " + ",".join(ALL))
    add("--large", action="store_true", help="build, edit and serve ten times as many, too")
    add("--large-runs", type=_count, help="how often of these (as often)", metavar="N")
    add("--profile", choices=PROFILED, help="run one phase once under cProfile instead")
    add("--json", action="store_true", help="every run as JSON instead of tables of medians")
    add("--write", type=_page, help="put the tables into this page, between its marks", metavar="F")
    add("--keep", type=_empty, help="make the site in this new folder, leave it", metavar="FOLDER")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    if not text.isdecimal() or not (number := int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of at least 1")
    return number


def _empty(text: str) -> Path:
    folder = Path(text).absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise argparse.ArgumentTypeError("it exists and is not empty")
    return folder


def _page(text: str) -> Path:
    """A page with marks: better to say so now than when all is measured."""
    file = Path(text)
    try:
        replaced(file.read_text(encoding="utf-8"), "")
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return file


def _phases(text: str) -> tuple[str, ...]:
    chosen = tuple(text.split(","))
    unknown = [phase for phase in chosen if phase not in ALL]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(ALL)}")
    return chosen


def _print_profile(phase: str, folder: Path, file: Path) -> None:
    """The functions in which most time goes by, by their own time and with what they call."""
    profile(phase, folder, file)
    for order in ("tottime", "cumulative"):
        pstats.Stats(str(file), stream=sys.stdout).sort_stats(order).print_stats(_TOP)


def _json(options: argparse.Namespace, head: str, small: Measured, large: Measured | None) -> str:
    sites = [asdict(measured) for measured in (small, large) if measured]
    data = {"seed": options.seed, "machine": head, "sites": sites}
    return json.dumps(data, indent=2) + "\n"


if __name__ == "__main__":
    main()
