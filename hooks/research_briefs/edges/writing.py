"""Many small files put into the folder of a site, with as little done for each as there can be.

Most files of a site are what they were in the one before, so they are looked for there first: what
is linked need not be written, and keeps its date, by which others see what they need not copy.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")

#: Windows would write other line ends without being told that these are bytes.
_WRITE = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
#: A link in the earlier folder leads elsewhere, and is none of its files.
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def write_files(
    folder: str | os.PathLike[str],
    files: Iterable[tuple[str, bytes]],
    *,
    overwrite: bool = False,
    earlier: Path | None = None,
) -> list[str]:
    """Write files, each given with its place in the folder, into folders made where they lack.

    Unless it may `overwrite`, a file that is there already stays: the places of such come out. What
    an `earlier` folder has at the same place, byte by byte, is linked from there; nobody may change
    it later but by putting another file in its place.
    """
    root, flags = os.fspath(folder), _WRITE | (os.O_TRUNC if overwrite else os.O_EXCL)
    if earlier and not earlier.is_dir():
        earlier = None  # or each file would be looked for in vain
    left = []
    for place, content in files:
        path = f"{root}/{place}"
        try:
            if not (earlier and _linked(f"{earlier}/{place}", path, content)):
                _write(_opened(path, flags), content)
        except FileExistsError:
            left.append(place)
    return left


def _linked(earlier: str, path: str, content: bytes) -> bool:
    """Link a file that holds just this; whether there was one, and the system let us do it."""
    try:
        file = os.open(earlier, _READ)
    except OSError:
        return False
    try:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(content):
            return False
        if os.read(file, len(content)) != content:
            return False
    finally:
        os.close(file)
    try:
        _with_folder(path, lambda: os.link(earlier, path))
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def _opened(path: str, flags: int) -> int:
    return _with_folder(path, lambda: os.open(path, flags, 0o666))


def _with_folder(path: str, act: Callable[[], Found]) -> Found:
    """Do something for which the folder of a path must be there; most often it is."""
    try:
        return act()
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return act()


def _write(file: int, content: bytes) -> None:
    """Write all of it, for which a system may need several goes, and close the file."""
    try:
        while content:
            content = content[os.write(file, content) :]
    finally:
        os.close(file)
