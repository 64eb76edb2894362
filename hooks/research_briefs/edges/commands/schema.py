"""`briefs schema`: schemas that let an editor complete and explain what is written."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ...collection import read_collection
from ...publishing import editors
from ...settings import Settings
from ..config_file import ConfigError
from ..editors import FOLDER, stale, write
from .part import OK, WRONG, add_part

if TYPE_CHECKING:
    from .part import Parts


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "schema", schema, "briefs schema --check")
    parser.add_argument(
        "folder", nargs="?", type=Path, help=f"where to (default: {FOLDER}, where VS Code looks)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if it would")


def schema(options: argparse.Namespace, settings: Settings) -> int:
    """Write the JSON Schemas by which an editor completes fields, words and ids of records."""
    folder: Path = options.folder or settings.root / FOLDER
    # What is wrong with some records is no reason to leave the editor without the others.
    found = stale(folder, editors.files(read_collection(settings).catalogue, settings))
    if not options.check:
        try:
            write(found)
        except OSError as error:
            message = f"{folder} cannot be written: {error.strerror}"
            raise ConfigError(message) from error
    for file, _ in found:
        print(f"{'would write' if options.check else 'wrote'} {folder / file.name}")
    return WRONG if found and options.check else OK
