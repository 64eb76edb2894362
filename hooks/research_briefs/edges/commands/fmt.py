"""`briefs fmt`: one layout for all records."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ...issues import render
from ...reading.rewriting import lay_out
from ...settings import Settings
from .part import OK, WRONG, add_part, existing, relative

if TYPE_CHECKING:
    from .part import Parts


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "fmt", fmt, "briefs fmt briefs/projects/lupex.yaml")
    parser.add_argument("files", nargs="*", type=Path, help="only these (default: all)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if it would")


def fmt(options: argparse.Namespace, settings: Settings) -> int:
    """Lay records out in the one canonical way."""
    for file in options.files:
        existing(file)
    files = options.files or sorted(settings.folder.glob("*/*.yaml"))
    changed, issues = lay_out(files, settings.folder, check=options.check)
    for issue in issues:
        print(render(issue))
    for path in changed:
        print(f"{'would lay out' if options.check else 'laid out'} {relative(path, settings)}")
    return WRONG if issues or (options.check and changed) else OK
