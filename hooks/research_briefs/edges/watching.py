"""How changes are noticed under `mkdocs serve`: the system tells of them, or they are looked for.

MkDocs looks at the state of every file again and again, since no system tells of changes on the
disks of other machines. On a disk of its own Linux tells at once (inotify, see
https://man7.org/linux/man-pages/man7/inotify.7.html), and while a site is built nobody else wants
the processor.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchdog.events import (
    DirDeletedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING or sys.platform == "linux":
    from watchdog.observers.inotify import InotifyObserver
else:
    InotifyObserver = BaseObserver

#: How often changes are looked for where nobody tells of them, in seconds. MkDocs looks twice a
#: second, which can be felt.
INTERVAL = 0.2

#: What changes a file. To open, read and close it does not, and the system is not asked to tell of
#: that: a build reads all records, and to hear of each takes longer than to read it. Of a folder it
#: matters that it is gone; whatever else happens to one is told of its files.
_CHANGES = [
    *(FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent),
    DirDeletedEvent,
]
#: File systems on which nobody but this system changes anything.
_OWN = frozenset(("btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs", "zfs"))
#: What is mounted where: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html
_MOUNTS = Path("/proc/self/mountinfo")


def observer_for(paths: Iterable[str]) -> BaseObserver:
    """What notices changes of these files and folders, and of all that is in them."""
    found = [Path(path).absolute() for path in paths]
    if sys.platform == "linux" and _is_told_of(found):
        return Told()
    return PollingObserver(timeout=INTERVAL)


class Told(InotifyObserver):
    """Hands on what the system tells; it is asked for changes alone."""

    def schedule(
        self, event_handler: FileSystemEventHandler, path: str | Path, **options: Any
    ) -> ObservedWatch:
        """Watch a folder, or a file by its name: editors put another file in its place."""
        if Path(path).is_dir():
            return self._of_changes(_OfFolder(event_handler), path, **options)
        return self._of_changes(_OfFile(event_handler, str(path)), Path(path).parent)

    def _of_changes(
        self, handler: FileSystemEventHandler, folder: str | Path, **options: Any
    ) -> ObservedWatch:
        return super().schedule(handler, str(folder), event_filter=_CHANGES, **options)


class _OfFolder(FileSystemEventHandler):
    """Tells another handler of folders that are gone as if they were files.

    MkDocs listens to files alone, and of those in a folder that is moved away nobody tells.
    """

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler

    def dispatch(self, event: FileSystemEvent) -> None:
        """Hand on what MkDocs would hear."""
        is_gone = isinstance(event, DirDeletedEvent)
        self._handler.dispatch(FileDeletedEvent(event.src_path) if is_gone else event)


class _OfFile(FileSystemEventHandler):
    """Tells another handler of one file alone."""

    def __init__(self, handler: FileSystemEventHandler, file: str) -> None:
        self._handler, self._file = handler, file

    def dispatch(self, event: FileSystemEvent) -> None:
        """Hand on what concerns the file."""
        if self._file in (os.fsdecode(event.src_path), os.fsdecode(event.dest_path)):
            self._handler.dispatch(event)


def _is_told_of(paths: Iterable[Path]) -> bool:
    """Whether all changes below these are told: nothing lies elsewhere, and there is room."""
    try:
        systems = dict(mounts(_MOUNTS.read_text(encoding="utf-8")))
    except OSError:
        return False
    return (
        all(_system_of(path, systems) in _OWN for path in paths)
        and not any(map(_has_links, paths))
        and _have_room(paths)
    )


def mounts(mountinfo: str) -> Iterator[tuple[str, str]]:
    r"""Where something is mounted, and its file system; later ones hide earlier ones.

    >>> dict(mounts("22 1 8:1 / / rw - ext4 /dev/sda1 rw\n29 22 0:6 / /a\\040b rw - nfs h:/ rw"))
    {'/': 'ext4', '/a b': 'nfs'}
    """
    for line in mountinfo.splitlines():
        mounted, _, of = line.partition(" - ")
        place = mounted.split()[4].encode().decode("unicode_escape").encode("latin-1")
        yield os.fsdecode(place), of.split()[0]


def _system_of(path: Path, systems: dict[str, str]) -> str:
    real = path.resolve()
    return next((systems[str(at)] for at in (real, *real.parents) if str(at) in systems), "")


def _has_links(path: Path) -> bool:
    """Whether a folder is a link or holds one, behind which nobody watches."""
    return path.is_symlink() or any(
        os.path.islink(os.path.join(folder, name))  # noqa: PTH114, PTH118 — of thousands
        for folder, folders, files in os.walk(path)
        for name in (*folders, *files)
    )


def _have_room(paths: Iterable[Path]) -> bool:
    """Whether the system has room for so many more watches: their number has a limit."""
    observer = Told()
    try:
        for path in paths:
            observer.schedule(FileSystemEventHandler(), str(path), recursive=True)
        observer.start()
    except OSError:
        return False
    finally:
        observer.stop()
        if observer.is_alive():
            observer.join()
    return True
