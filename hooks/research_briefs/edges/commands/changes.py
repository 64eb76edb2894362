"""`briefs changes`: which statements differ from those of another folder of records."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ...catalogue.catalogue import Catalogue, build_catalogue
from ...catalogue.comparing import compare
from ...publishing.changed import markdown, told
from ...reading.files import read_briefs
from ...settings import Settings
from ..config_file import ConfigError
from .part import OK, add_part, counted, existing

if TYPE_CHECKING:
    from .part import Parts


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "changes", changes, "briefs changes ../as-it-was/briefs")
    parser.add_argument("base", type=Path, help="the folder of records as they were")


def changes(options: argparse.Namespace, settings: Settings) -> int:
    """List, in Markdown, each statement that differs from what another folder of records says."""
    base = existing(options.base)
    if not base.is_dir():
        raise ConfigError(f"{options.base} is no folder of records")
    old, new = _read(base), _read(settings.folder)
    # Of a record that one side cannot read it is not known what has changed.
    unread = old.unread | new.unread
    before, now = (
        {id: said for id, said in told(catalogue).items() if id not in unread}
        for catalogue in (old, new)
    )
    sys.stdout.write(markdown(compare(before, now, new.former_ids)))
    return OK


def _read(folder: Path) -> Catalogue:
    """The records of a folder; what cannot be read is left out, and said to be."""
    reading = read_briefs(folder)
    wrong = {issue.path for issue in reading.issues}
    if wrong:
        files = counted(len(wrong), "file")
        print(
            f"briefs: {files} in {folder} cannot be compared; see `briefs check`", file=sys.stderr
        )
    unread = [PurePath(path).stem for path in wrong]
    return build_catalogue((entry.record for entry in reading.entries), unread=unread)
