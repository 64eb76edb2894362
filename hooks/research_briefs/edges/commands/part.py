"""What the parts of the command have in common: how they are declared, and how they say things."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date as Day
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...issues import Issue
from ...records.dates import parse_day
from ...records.wrong import Wrong
from ...settings import Settings
from ..config_file import ConfigError

if TYPE_CHECKING:
    from ...collection import Collection

    #: The parts of a command line, to which each module adds its own.
    Parts = argparse._SubParsersAction[argparse.ArgumentParser]

#: Exit codes: all well; something is wrong with the data; the command was called wrongly; it could
#: not do what it should, for instance without a network; somebody interrupted it.
OK, WRONG, MISUSED, UNABLE, INTERRUPTED = 0, 1, 2, 3, 130

#: What a part does: its options and the site's settings give an exit code.
Run = Callable[[argparse.Namespace, Settings], int]


def add_part(
    parts: Parts, name: str, run: Run, example: str, on_a_site: bool = True
) -> argparse.ArgumentParser:
    """A part of the command, described by the docstring of the function that runs it.

    One that is not `on_a_site` is run where there is none yet, and gets settings that say nothing.
    """
    said = [" ".join(part.split()) for part in (run.__doc__ or "").split("\n\n")]
    parser = parts.add_parser(
        name,
        help=said[0],
        description="\n".join(said),
        epilog=f"example: {example}",
    )
    parser.set_defaults(run=run, on_a_site=on_a_site)
    if on_a_site:
        add_site(parser, argparse.SUPPRESS)  # what stands before the part counts if nothing is here
    return parser


def add_site(parser: argparse.ArgumentParser, default: Any) -> None:
    """Declare the option that names the site: it may stand before the part, or behind it."""
    parser.add_argument(
        "--site",
        type=Path,
        default=default,
        metavar="DIR",
        help="the folder of the site (default: this one)",
    )


def existing(path: Path) -> Path:
    """A path given on the command line, made absolute; ConfigError if there is nothing."""
    if not path.exists():
        raise ConfigError(f"there is no {path}")
    return path.resolve()


def relative(file: Path, settings: Settings) -> str:
    """A file as issues call it; ConfigError if it is not in the site."""
    try:
        return file.resolve().relative_to(settings.root).as_posix()
    except ValueError as error:
        raise ConfigError(f"{file} is not in the site {settings.root}") from error


def is_sound(collection: Collection) -> bool:
    """Whether nothing is wrong with the records; if something is, say how much, and where to look.

    What is derived from records that are wrong would be wrong too.
    """
    if collection.issues:
        print(f"briefs: {summary(collection.issues, 0)}; see `briefs check`", file=sys.stderr)
    return not collection.issues


def day(text: str) -> Day:
    """The type of an option that takes a day, such as 2014-06-01."""
    try:
        return parse_day(text).earliest
    except Wrong as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def summary(issues: Sequence[Issue], records: int) -> str:
    """`3 issues in 2 files`, or how many records there are without any."""
    if not issues:
        return f"{counted(records, 'record')}, no issues"
    files = len({issue.path for issue in issues})
    return f"{counted(len(issues), 'issue')} in {counted(files, 'file')}"


def counted(number: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {word}{'' if number == 1 else 's'}"
