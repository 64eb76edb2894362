"""Rewrites record files, each as a whole or not at all: their layout, or fields put into them."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path as File

from ..issues import Issue, Kind
from ..records.model import KINDS
from .files import RIGHTS, Kinds, bounded
from .layout import canonical
from .setting import with_fields
from .yaml_text import decode


def lay_out(
    files: Iterable[File], folder: File, kinds: Kinds = KINDS, check: bool = False
) -> tuple[list[File], list[Issue]]:
    """Lay out record files of a folder: those that changed, and what kept others from it.

    With `check` nothing is written, and those are given that would change.
    """
    changed: list[File] = []
    issues: list[Issue] = []
    for file in files:
        path = _path(file, folder)
        try:
            has_changed, found = _lay_out(file, path, _why_not(file, folder, kinds), kinds, check)
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            has_changed, found = False, [_issue(path, "unreadable-file", message, RIGHTS)]
        changed += [file] if has_changed else []
        issues += bounded(found, path)
    return changed, issues


def set_fields(
    file: File, folder: File, values: Mapping[str, str], kinds: Kinds = KINDS
) -> list[Issue]:
    """Put fields into a record file of a folder (see `setting`); what kept them from it."""
    path = _path(file, folder)
    try:
        if refusal := _why_not(file, folder, kinds):
            return [_issue(path, "unknown-file", *refusal)]
        data = file.read_bytes()
    except OSError as error:
        return [_issue(path, "unreadable-file", f"cannot be read: {error.strerror}", RIGHTS)]
    text, issues = decode(data, path)
    if not issues:
        text, issues = with_fields(text, path, file.parent.resolve().name, values, kinds)
    if issues:
        return bounded(issues, path)
    return _write(file, path, text.replace("\n", "\r\n") if b"\r\n" in data else text)[1]


def _lay_out(
    file: File, path: str, refusal: tuple[str, str] | None, kinds: Kinds, check: bool
) -> tuple[bool, list[Issue]]:
    if refusal:
        return False, [_issue(path, "unknown-file", *refusal)]
    data = file.read_bytes()
    text, issues = decode(data, path)
    if not issues:
        text, issues = canonical(text, path, file.parent.resolve().name, kinds)
    if issues or text.encode() == data:
        return False, issues
    return _write(file, path, text) if not check else (True, [])


def _write(file: File, path: str, text: str) -> tuple[bool, list[Issue]]:
    try:
        replace(file, text.encode())
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        return False, [_issue(path, "unwritable-file", message, RIGHTS)]
    return True, []


def replace(file: File, data: bytes) -> None:
    """Give a file new contents at one stroke: whoever reads it sees the old ones or the new.

    The file keeps its mode. If this fails, the file is as it was and nothing else is left behind.
    """
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    temporary = File(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(stat.S_IMODE(file.stat().st_mode))
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def replace_all(new: Mapping[File, bytes], gone: Iterable[File]) -> None:
    """Give files new contents, and take others away; all of it is done, or nothing. Raises OSError.

    Everything is written beside the files first. Should a replacement fail all the same, what was
    done is undone. (A machine that stops in between leaves some files new: Git shows which.)
    """
    gone = list(gone)
    before = {file: file.read_bytes() if file.exists() else None for file in (*new, *gone)}
    done: list[File] = []
    try:
        for file, data in new.items():
            _put(file, data)
            done.append(file)
        for file in gone:
            file.unlink()
            done.append(file)
    except BaseException:
        for file in done:
            _put(file, before[file])
        raise


def _put(file: File, data: bytes | None) -> None:
    """Let a file hold this; None takes it away."""
    if data is None:
        file.unlink(missing_ok=True)
    elif file.exists():
        replace(file, data)
    else:
        create(file, data)


def create(file: File, data: bytes) -> None:
    """Make a file that is not there yet; its folder is made if need be. Raises OSError.

    If this fails half-way, nothing is left behind.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as stream:
        try:
            stream.write(data)
        except BaseException:
            file.unlink(missing_ok=True)
            raise


def _why_not(file: File, folder: File, kinds: Kinds) -> tuple[str, str] | None:
    """Why a file is not one to write to, and what to do; None if it is one. Raises OSError."""
    place = file.parent.resolve()
    if place.parent != folder.resolve() or place.name not in kinds:
        message = f"not a record: it is in none of the folders of kinds in {folder.name}"
        return message, "name files of records"
    mode = file.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "a link to another file; a record is a plain file", "name that file"
    if not stat.S_ISREG(mode):
        return "not a plain file", "name files of records"
    if file.suffix == ".yaml":
        return None
    return "a record's file ends in .yaml", f"call it {file.stem}.yaml"


def _path(file: File, folder: File) -> str:
    """How issues call the file: by its path from the folder's parent, if it is in the folder."""
    path, home = file.absolute(), folder.absolute().parent
    return (path.relative_to(home) if path.is_relative_to(home) else file).as_posix()


def _issue(path: str, kind: Kind, message: str, hint: str) -> Issue:
    return Issue(path, 0, 0, "", kind, message, hint)
