"""The folder in which editors find the schemas of records, and how it is kept fresh."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ..catalogue.catalogue import Catalogue
from ..publishing import editors
from ..settings import Settings

#: Where the settings of the repository look for schemas. Git ignores it: they name all records, so
#: every new record would change them, and two contributors would be in each other's way.
FOLDER = ".vscode/schema"


def stale(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[tuple[Path, bytes]]:
    """The files that a folder has not, or has otherwise; each with what belongs into it."""
    placed = ((folder / name, content) for name, content in files)
    return [
        (file, content)
        for file, content in placed
        if not file.is_file() or file.read_bytes() != content
    ]


def write(files: Iterable[tuple[Path, bytes]]) -> None:
    """Put files in place, each at one stroke: an editor may be reading them."""
    for file, content in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            beside.write_bytes(content)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)


def refresh(catalogue: Catalogue, settings: Settings) -> None:
    """Keep the schemas of a repository fresh that tells editors of them; else do nothing.

    Nobody asked for it, so a folder that cannot be written is no error.
    """
    folder = settings.root / FOLDER
    if not folder.parent.is_dir():
        return
    try:
        write(stale(folder, editors.files(catalogue, settings)))
    except OSError:
        return
