"""A whole site or none: a site is built beside its folder and takes its place when it is done.

All that a build leaves outside the site's folder is in one other beside it, `.site.building/`:

    research-briefs.lock   locked while a build runs, and the mark of a folder that we made
    .gitignore             hides the folder from git, should a killed build leave it there
    new/                   the site that is being built
    old/                   the site that was: only between the two steps of a swap, always whole

Linux exchanges two folders at one stroke, so that readers find a site at any moment. Elsewhere the
old one steps aside and the new one moves in; if a build is killed in between, the next one puts the
old one back. Whatever else a killed build leaves behind, the next one removes.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

try:
    import fcntl
except ImportError:  # Windows: without its lock there is no telling a killed build from a live one
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.hooks.research_briefs")

#: Whether this system can do what is said above; if not, MkDocs builds in place as it always does.
POSSIBLE = fcntl is not None

LOCK = "research-briefs.lock"
_SUFFIX = ".building"

#: Errors of a build that say nothing of its code: no space, beyond the quota, too large a file.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

#: Arguments of Linux's `renameat2`: paths from the current folder on, and both change places.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class Publication:
    """One build, from the first event to the last: `config.site_dir` is another folder meanwhile.

    After `begin` comes `publish`, or `give_up` if the build has failed; `end` never hurts.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self.site = Path(config.site_dir)
        self._config = config
        self._workshop = Workshop(self.site)

    def begin(self, *sources: Path) -> None:
        """Let MkDocs build beside the site's folder, which must hold none of these sources."""
        with self._explained("A new site cannot be built beside the old one"):
            self._workshop.open()  # first: nobody else changes what we look at from here on
            if problem := _problem(self.site, sources):
                self.end()
                raise Abort(f"The site's folder {self.site} {problem} (site_dir in mkdocs.yml).")
            self._config.site_dir = str(self._workshop.make_room())

    def publish(self) -> None:
        """Put the new site in place of the old one, if it is as clean as it has to be."""
        if self._config.strict and (counted := _warnings()):
            self.end()
            raise Abort(f"Aborted with {counted} in strict mode! {self._unchanged()}")
        with self._explained("The new site could not be put in place"):
            self._workshop.swap()
        self.end()
        log.info("Published in %s", self.site)

    def give_up(self, error: Exception) -> None:
        """Leave the site as it was; if there was no room for the new one, say that and no more."""
        self.end()
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise Abort(f"The site could not be built: {error}. {self._unchanged()}") from error

    def end(self) -> None:
        """Remove what was built and not published, and let others build."""
        self._config.site_dir = str(self.site)
        self._workshop.close()

    @contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        """Tell the person at the terminal what the system did not let us do."""
        try:
            yield
        except OSError as error:
            self.end()
            raise Abort(f"{what}: {error}. {self._unchanged()}") from error

    def _unchanged(self) -> str:
        return f"{self.site} is as it was."


def restore(folder: Path) -> None:
    """Put back the sites in this folder that killed builds left aside, and remove the rest.

    This is for commands that build nothing here: they go on whatever happens, and wait for nobody.
    """
    for lock in sorted(folder.glob(f".*{_SUFFIX}/{LOCK}")) if POSSIBLE else ():
        workshop = Workshop(folder / lock.parent.name[1 : -len(_SUFFIX)])
        with suppress(OSError, Abort):
            workshop.open(wait=False)
        workshop.close()


class Workshop:
    """The folder beside that of a site in which a build works; only one build at a time."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.folder = site.with_name(f".{site.name}{_SUFFIX}")
        self.new = self.folder / "new"
        self.old = self.folder / "old"
        self._lock: int | None = None

    def open(self, *, wait: bool = True) -> None:
        """Lock the workshop and tidy up after a build that was killed in it.

        Waits for a build that is running, or raises BlockingIOError.
        """
        while self._lock is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # the build before us has just removed its folder
                self._refuse_foreign()
                self._lock = self._locked(wait)
        self._tidy()

    def make_room(self) -> Path:
        """A new folder for a site, like the one that there is."""
        (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
        self.new.mkdir()
        if self.site.exists():
            _make_alike(self.new, self.site)
        return self.new

    def swap(self) -> None:
        """Put the new site in place of the old one, at one stroke where the system can do that."""
        if not self.site.exists():
            self.new.rename(self.site)
            return
        _carry_over(self.site, self.new)
        if not _exchange(self.new, self.site):
            self.site.rename(self.old)
            self.new.rename(self.site)

    def close(self) -> None:
        """Remove the workshop with what is left in it; does nothing if it is not open."""
        if self._lock is None:
            return
        try:
            self._tidy()
            (self.folder / ".gitignore").unlink(missing_ok=True)
            (self.folder / LOCK).unlink(missing_ok=True)  # the last: it says that all this is ours
            with suppress(OSError):  # a build that waited for us is in it already
                self.folder.rmdir()
        except OSError as error:
            log.info("The next build will remove what is left in %s: %s", self.folder, error)
        os.close(self._lock)
        self._lock = None

    def _refuse_foreign(self) -> None:
        """Keep out of a folder that has our name but not our mark."""
        found = os.listdir(self.folder)  # noqa: PTH208  # names are enough
        if self.folder.is_symlink() or (found and LOCK not in found):
            raise Abort(f"{self.folder} is in the way, and it is not ours: rename or remove it.")

    def _locked(self, wait: bool) -> int:
        """A handle of the lock; raises FileNotFoundError if its file went while we waited."""
        file = self.folder / LOCK
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        try:
            self._lock_handle(handle, wait)
            if not os.path.samestat(os.fstat(handle), file.stat()):
                raise FileNotFoundError(file)
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        except BaseException:
            os.close(handle)
            raise
        return handle

    def _lock_handle(self, handle: int, wait: bool) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not wait:
                raise
            process = os.pread(handle, 20, 0).decode().strip()
            log.info("Waiting for process %s, which is building %s", process, self.site)
            fcntl.flock(handle, fcntl.LOCK_EX)

    def _tidy(self) -> None:
        """Put the old site back if there is none in its place; remove what else there is.

        It goes under another name, so that what is called `old` is never half removed.
        """
        if self.old.exists():
            if self.site.exists():
                _remove(self.new)
                self.old.rename(self.new)
            else:
                self.old.rename(self.site)
        _remove(self.new)


def _problem(site: Path, sources: tuple[Path, ...]) -> str:
    """Why a folder cannot be swapped; empty if it can, or is yet to be made."""
    there, real = site.exists(), site.resolve()
    problems = {
        "is a symbolic link: name the folder that it leads to": site.is_symlink(),
        "is not a folder": there and not site.is_dir(),
        "is a mount point, which nothing can replace: name a folder in it": os.path.ismount(site),
        "has a mount point in it, which would be emptied": site.is_dir()
        and any(map(os.path.ismount, site.iterdir())),
        "holds what the site is made from: name another": any(
            source.resolve().is_relative_to(real) for source in sources
        ),
        "cannot be written to": there and not os.access(site, os.R_OK | os.W_OK | os.X_OK),
    }
    return next((problem for problem, is_so in problems.items() if is_so), "")


def _warnings() -> str:
    """What MkDocs has counted under `strict`: its own look at that comes after the last event.

    It counts from before the first event on, as no counter of ours could.
    """
    handlers = logging.getLogger("mkdocs").handlers
    counters = [handler for handler in handlers if isinstance(handler, CountHandler)]
    counts = [count for counter in counters for count in counter.get_counts()]
    return ", ".join(f"{number} {level.lower()}s" for level, number in counts)


def _make_alike(new: Path, old: Path) -> None:
    """Give a folder the owner, as far as we may, and the mode and the attributes of another."""
    stat = old.stat()
    for owner in (stat.st_uid, -1):
        with suppress(PermissionError):
            os.chown(new, owner, stat.st_gid)
            break
    shutil.copystat(old, new)


def _carry_over(old: Path, new: Path) -> None:
    """Keep what is hidden at the top, such as `.git`, as MkDocs does when it cleans a folder."""
    for entry in old.iterdir():
        if entry.name.startswith("."):
            target = new / entry.name
            if entry.is_dir() and not entry.is_symlink():
                shutil.copytree(entry, target, True, copy_function=_share, dirs_exist_ok=True)
            else:
                _share(entry, target)


def _share(old: str | Path, new: str | Path) -> None:
    """Link a file, or copy it if that cannot be; what the build has made goes first."""
    if not os.path.lexists(new):
        try:
            os.link(old, new, follow_symlinks=False)
        except OSError:
            shutil.copy2(old, new, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places at one stroke; whether the system did it."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):  # not Linux, or an old library
        return False
    paths = _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other)
    return bool(renameat2(*paths, _RENAME_EXCHANGE) == 0)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
