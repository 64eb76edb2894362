"""The only code that reads `briefs/`: folders and files become records and issues."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as File

from .. import limits
from ..issues import Issue, Kind, sort
from ..records.fields import nearest
from ..records.links import parse_id
from ..records.model import KINDS, Record
from ..records.wrong import Wrong
from .validation import to_record
from .yaml_text import Document, Path, decode, read_tolerantly

Kinds = Mapping[str, type[Record]]

#: Names that an id may not be, since the site uses them for pages of its own.
RESERVED_IDS = frozenset(
    (
        *("index", "readme", "v", "data", "search", "status", "years", "briefs", "page", "assets"),
        *("together", "review"),
    )
)
#: Names of devices on Windows, where a repository with such a file cannot be checked out.
WINDOWS_NAMES = frozenset({"con", "prn", "aux", "nul"}) | frozenset(
    f"{device}{number}" for device in ("com", "lpt") for number in range(10)
)

#: What to do about a file that cannot be read.
RIGHTS = "look at who may read it, and whether the disk is well"


@dataclass(frozen=True, slots=True)
class Entry:
    """A record together with the document in which it stands, so that issues can point there."""

    record: Record
    document: Document

    @property
    def path(self) -> str:
        return self.document.path

    @property
    def folder(self) -> str:
        """The folder of all records, as issues call it."""
        return self.path.split("/")[0]


@dataclass(frozen=True, slots=True)
class Reading:
    """All the records that could be read, in the order of their kinds and ids, and the issues."""

    entries: tuple[Entry, ...]
    issues: tuple[Issue, ...]


def read_record(
    text: str, path: str, kind: str, id: str, kinds: Kinds = KINDS
) -> tuple[Entry | None, list[Issue]]:
    """Read the text of one record. `path` is how issues call the file."""
    document, issues = read_tolerantly(text, path)
    if document is None:
        return None, bounded(issues, path)
    record, wrongs = to_record(document, kinds[kind], kind, id)
    if issues:
        told = {issue.line for issue in issues}
        record, wrongs = None, [*issues, *(wrong for wrong in wrongs if wrong.line not in told)]
    return (Entry(record, document) if record else None), bounded(wrongs, path)


def bounded(issues: list[Issue], path: str) -> list[Issue]:
    """The first issues of a file, and how many more there are."""
    more = len(issues) - limits.ISSUES
    if more <= 0:
        return issues
    message = f"{more:,} more issues; {limits.ISSUES} are shown of one file"
    return [
        *sort(issues)[: limits.ISSUES],
        Issue(path, 0, 0, "", "too-many", message, "mend the others first"),
    ]


#: What was made of each file when it was last read, by its path, beside all that it held.
Known = dict[str, tuple[bytes, tuple[Entry | None, list[Issue]]]]

#: A file or folder as the system lists it: what it is, and is not, need not be asked for again.
_Listed = os.DirEntry[str]


def read_briefs(folder: File, kinds: Kinds = KINDS, known: Known | None = None) -> Reading:
    """Read a folder of records; issues call files by their path from the folder's parent.

    What is `known` and has not changed is not read again; what is read joins it. It is for one
    folder and the same kinds.
    """
    entries: list[Entry] = []
    issues: list[Issue] = []
    for number, found in enumerate(_files(folder, kinds)):
        if number == limits.FILES:
            message = f"there are more files than {limits.FILES:,}, which is the limit"
            issues.append(_issue(folder.name, "too-many", message, "split the site in two"))
            break
        if isinstance(found, Issue):
            issues.append(found)
            continue
        entry, wrongs = _read_file(*found, kinds, known)
        issues += wrongs
        if entry:
            entries.append(entry)
    return Reading(tuple(entries), sort(issues))


def _files(folder: File, kinds: Kinds) -> Iterator[tuple[_Listed, str] | Issue]:
    """The record files in the order of kinds and ids, and issues for all that is none.

    Each with the path by which issues call it.
    """
    if not folder.is_dir():
        hint = "make it, or set `extra.briefs.folder` in mkdocs.yml"
        yield _issue(folder.name, "unknown-file", "there is no such folder", hint)
        return
    folders: dict[str, _Listed] = {}
    for found in _in(folder, folder.name):
        if isinstance(found, Issue):
            yield found
        elif found[0].name in kinds:
            folders[found[0].name] = found[0]
        else:
            hint = nearest(found[0].name, list(kinds))
            yield _issue(found[1], "unknown-file", "this is no kind of record", hint)
    for kind in (kind for kind in kinds if kind in folders):
        path = f"{folder.name}/{kind}"
        if folders[kind].is_dir(follow_symlinks=False):
            yield from _files_of_kind(folders[kind], path)
        else:
            hint = "move it away, and make a folder of that name"
            yield _issue(path, "unknown-file", "a kind is a plain folder", hint)


def _files_of_kind(place: _Listed, path: str) -> Iterator[tuple[_Listed, str] | Issue]:
    for found in _in(place, path):
        if isinstance(found, Issue):
            yield found
        else:
            wrong = _why_no_record(found[0])
            yield _issue(found[1], "unknown-file", *wrong) if wrong else found


def _in(place: File | _Listed, path: str) -> Iterator[tuple[_Listed, str] | Issue]:
    """What is in a folder and not hidden, in order, with its path; or why nobody can tell."""
    try:
        with os.scandir(place) as listed:
            found = sorted((file.name, file) for file in listed if not file.name.startswith("."))
    except OSError as error:
        yield _issue(path, "unreadable-file", f"cannot be read: {error.strerror}", RIGHTS)
        return
    yield from ((file, f"{path}/{name}") for name, file in found)


def _why_no_record(file: _Listed) -> tuple[str, str] | None:
    """Why a file is no record, and what to do about it; None if it is one."""
    if file.is_symlink():
        return "a link to another file; a record is a plain file", "put the file itself here"
    if file.is_dir(follow_symlinks=False):
        hint = "move what is in it up"
        return "a folder; records stand in the folder of their kind itself", hint
    if not file.is_file(follow_symlinks=False):
        return "not a plain file", "move it away"
    stem = file.name.removesuffix(".yaml")
    if stem == file.name:
        hint = f"call it {File(stem).stem}.yaml, or move it away"
        return "a record's file ends in .yaml", hint
    return why_no_id(stem)


def why_no_id(id: str) -> tuple[str, str] | None:
    """Why a record cannot be called so, and what to do about it; None if it can."""
    try:
        parse_id(id)
    except Wrong as error:
        return str(error), error.problems[0].hint
    if id in WINDOWS_NAMES:
        return f"“{id}” is a name that no file can have on Windows", "give it another name"
    if id in RESERVED_IDS:
        return f"“{id}” is a name that the site uses itself", "give it another name"
    return None


def _read_file(
    file: _Listed, path: str, kinds: Kinds, known: Known | None
) -> tuple[Entry | None, list[Issue]]:
    try:
        with open(file.path, "rb") as stream:  # noqa: PTH123 — a path is made as slowly as it is read
            # Python makes room for as much as may come: a small file is read as it is.
            is_small = file.stat().st_size <= limits.FILE_BYTES
            data = stream.read() if is_small else stream.read(limits.FILE_BYTES + 1)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        return None, [_issue(path, "unreadable-file", message, RIGHTS)]
    before = known.get(path) if known is not None else None
    if before and before[0] == data:
        return before[1]
    made = _read_data(data, path, kinds)
    if known is not None:
        known[path] = data, made
    return made


def _read_data(data: bytes, path: str, kinds: Kinds) -> tuple[Entry | None, list[Issue]]:
    text, issues = decode(data, path)
    if issues:
        return None, issues
    _, kind, name = path.split("/")
    return read_record(text, path, kind, name.removesuffix(".yaml"), kinds)


def _issue(path: str, kind: Kind, message: str, hint: str = "") -> Issue:
    return Issue(path, 0, 0, "", kind, message, hint)


__all__ = ["Entry", "Kinds", "Path", "Reading", "read_briefs", "read_record"]
