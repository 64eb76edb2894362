"""Many small files put into the folder of a site, with as little done for each as there can be."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

#: Windows would write other line ends without being told that these are bytes.
_WRITE = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)


def write_files(
    folder: str | os.PathLike[str], files: Iterable[tuple[str, bytes]], *, overwrite: bool
) -> list[str]:
    """Write files, each given with its place in the folder, into folders made where they lack.

    Unless it may `overwrite`, a file that is there already stays: the places of such come out.
    """
    root, flags = os.fspath(folder), _WRITE | (os.O_TRUNC if overwrite else os.O_EXCL)
    left = []
    for place, content in files:
        path = f"{root}/{place}"
        try:
            file = os.open(path, flags, 0o666)
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            file = os.open(path, flags, 0o666)
        except FileExistsError:
            left.append(place)
            continue
        _write(file, content)
    return left


def _write(file: int, content: bytes) -> None:
    """Write all of it, for which a system may need several goes, and close the file."""
    try:
        while content:
            content = content[os.write(file, content) :]
    finally:
        os.close(file)
