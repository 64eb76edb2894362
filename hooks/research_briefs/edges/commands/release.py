"""`briefs release`: freeze what has changed since the last release, for ever."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date as Day
from pathlib import Path
from typing import TYPE_CHECKING

from ...collection import Collection, read_collection
from ...lasting.release import Release, prepare, problems, write
from ...reading.versions import LIST, Releases, file_of
from ...settings import Settings
from .part import OK, WRONG, add_part, counted, day, summary

if TYPE_CHECKING:
    from .part import Parts

#: How many files with uncommitted changes are named.
SHOWN = 5


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "release", release, "briefs release --date 2027-01-01")
    parser.add_argument("--date", type=day, help="the day of the release (default: today)")


def release(options: argparse.Namespace, settings: Settings) -> int:
    """Freeze every record that has changed since the last release as a version that never changes.

    The versions go into the folder of records, under `.versions/`: commit them.
    """
    collection = read_collection(settings)
    when: Day = options.date or Day.today()
    if refused := _refusals(collection, when):
        return _refuse(refused)
    made = prepare(collection.catalogue, settings, collection.releases, when)
    if not made:
        since = (
            f" since the release of {collection.releases.days[-1]}" if collection.releases else ""
        )
        print(f"briefs: nothing has changed{since}, so nothing was released", file=sys.stderr)
        return OK
    try:
        write(made)
    except OSError as error:
        return _refuse([str(error)])
    _tell(made)
    return OK


def _refuse(reasons: Sequence[str]) -> int:
    for reason in (*reasons, "nothing was released"):
        print(f"briefs: {reason}", file=sys.stderr)
    return WRONG


def _refusals(collection: Collection, when: Day) -> Sequence[str]:
    """All that stands against a release."""
    if collection.issues:
        return [f"{summary(collection.issues, 0)}; see `briefs check`"]
    found = list(problems(collection.catalogue, collection.releases, when))
    changed = _uncommitted(collection)
    if changed:
        more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
        files = ", ".join(changed[:SHOWN])
        found.append(f"commit first what a release would freeze: {files}{more}")
    return found


def _uncommitted(collection: Collection) -> list[str]:
    """The files of records that differ from what is committed, if there is a repository."""
    settings, git = collection.settings, shutil.which("git")
    if git is None:
        return []
    # It names files by their way from the top of the repository.
    command = [git, "-C", str(settings.root), "-c", "core.quotePath=false", "status"]
    command += ["--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", settings.briefs]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        return []
    top = Path(_top(git, settings.root))
    found = (top / entry[3:] for entry in done.stdout.split("\0") if entry)
    return [_relative(file, settings.root) for file in found if _counts(file, collection.releases)]


def _counts(file: Path, releases: Releases) -> bool:
    """Whether a file belongs to the records or to a release, and not to one that was killed."""
    folder = releases.folder
    if not file.is_relative_to(folder):
        return True
    return file in {folder / LIST, *(file_of(folder, key) for key in releases.versions)}


def _top(git: str, folder: Path) -> str:
    command = [git, "-C", str(folder), "rev-parse", "--show-toplevel"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.rstrip("\n")


def _relative(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)


def _tell(made: Release) -> None:
    """Say what was frozen, and what to do with it."""
    for id, number in made.files:
        print(f"{id} {number}")
    versions, folder = counted(len(made.files), "version"), made.releases.folder
    print(f"released {versions} on {made.day}; commit {folder}", file=sys.stderr)
    if made.day > Day.today().isoformat():
        print(
            "briefs: that day has not come: no release can be older than this one", file=sys.stderr
        )
