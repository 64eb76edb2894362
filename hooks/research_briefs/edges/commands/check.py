"""`briefs check`: a build without the writing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...collection import read_collection
from ...issues import Issue, most_useful_first
from ...settings import Settings
from ..editors import refresh
from .part import OK, WRONG, add_part, existing, relative, summary
from .progress import told_as_it_goes
from .reports import as_commands, as_json, as_text, ink_for

if TYPE_CHECKING:
    from .part import Parts


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "check", check, "briefs check briefs/projects/lupex.yaml")
    parser.add_argument("files", nargs="*", type=Path, help="only what is wrong with these")
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="for a person (default), a program, or as annotations of a pull request",
    )


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Say everything that is wrong with the records, or with the files named."""
    wanted = [relative(existing(file), settings) for file in options.files]
    with told_as_it_goes("reading and checking the records"):
        collection = read_collection(settings)
    refresh(collection.catalogue, settings)
    issues = [i for i in collection.issues if not wanted or _is_in(i.path, wanted)]
    records = len(collection.catalogue.records)
    for line in _lines(options.format, most_useful_first(issues), settings, records):
        print(line)
    print(summary(issues, records), file=sys.stderr)
    return WRONG if issues else OK


def _lines(form: str, issues: Sequence[Issue], settings: Settings, records: int) -> Sequence[str]:
    if form == "json":
        return [as_json(issues, settings, records)]
    if form == "github":
        return list(as_commands(issues, settings))
    return list(as_text(issues, settings, ink_for(sys.stdout)))


def _is_in(path: str, wanted: Sequence[str]) -> bool:
    return any(path == file or path.startswith(f"{file}/") for file in wanted)
