"""`briefs rename`: a record gets another id, and whatever names it follows."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from os.path import relpath
from pathlib import PurePath
from typing import TYPE_CHECKING

from ...catalogue.catalogue import Catalogue, build_catalogue
from ...catalogue.checking import check
from ...catalogue.narratives import check_narratives
from ...collection import read_collection
from ...reading.files import Entry, read_briefs, read_record
from ...reading.narratives import SUFFIXES, Narrative, read_narrative
from ...reading.renaming import Change, Renaming, rename
from ...reading.rewriting import replace_all
from ...reading.yaml_text import decode
from ...records.model import Retired
from ...settings import Settings
from ..config_file import ConfigError
from .ids import Taken, taken_ids
from .part import OK, WRONG, add_part, counted, is_sound
from .progress import told_as_it_goes

if TYPE_CHECKING:
    from .part import Parts


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "rename", run, "briefs rename lupex lunar-polar-exploration")
    parser.add_argument("old", metavar="OLD", help="the id that the record has")
    parser.add_argument("new", metavar="NEW", help="the id that it gets")
    parser.add_argument("--check", action="store_true", help="write nothing; say what would change")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Give a record another id, in its file and wherever it is named; the old one stays known.

    All files change, or none. While anything is wrong with the records, nothing is renamed.
    """
    with told_as_it_goes("reading the records"):
        collection = read_collection(settings)
    if not is_sound(collection):
        return WRONG
    reading = read_briefs(settings.folder)
    renaming = _renaming(options.old, options.new, collection.catalogue, taken_ids(reading))
    entries, narratives = reading.entries, pages_by_hand(settings, renaming.old)
    changes = rename(renaming, entries, narratives, collection.catalogue.kinds)
    _hold(renaming, changes, entries, narratives)
    if not options.check:
        _write(changes, settings)
    for change in changes:
        print(_told(change, options.check))
    return OK


def _renaming(old: str, new: str, catalogue: Catalogue, taken: Taken) -> Renaming:
    """What is to be done. Raises ConfigError if it cannot be."""
    record = catalogue.records.get(old)
    if record is None:
        heir = catalogue.former_ids.get(old)
        close = heir or catalogue.spellings.of_records(()).nearest(old, cutoff=0.6)
        hint = f"; it is called “{heir}” now" if heir else close and f"; did you mean “{close}”?"
        raise ConfigError(f"there is no record “{old}”{hint}")
    if isinstance(record, Retired):
        raise ConfigError(f"“{old}” was merged or withdrawn: its address stays as it is")
    if new == old:
        raise ConfigError(f"“{old}” is its id already")
    wrong = taken.why_not(new)
    if wrong and catalogue.former_ids.get(new) != old:
        raise ConfigError(wrong)
    return Renaming(record.kind, old, new)


def _hold(
    renaming: Renaming,
    changes: Sequence[Change],
    entries: Sequence[Entry],
    narratives: Sequence[Narrative],
) -> None:
    """Read the new texts before anything is written. Raises ConfigError if they are not as good."""
    by_path = {change.path: change for change in changes}
    made, issues = [], []
    for entry in entries:
        change, read = by_path.get(entry.path), entry
        if change:
            id = renaming.new if entry.record.id == renaming.old else entry.record.id
            again, wrongs = read_record(change.text, change.to, entry.record.kind, id)
            issues += wrongs
            if again is None:
                continue
            read = again
        made.append(read)
    catalogue = build_catalogue(entry.record for entry in made)
    issues += check(made, catalogue)
    pages = [
        read_narrative(by_path[page.path].text, page.path, page.uri, page.folder)
        if page.path in by_path
        else page
        for page in narratives
    ]
    issues += check_narratives(pages, catalogue)
    if issues:
        raise ConfigError(f"nothing was renamed; this would be wrong then: {issues[0]}")


def _write(changes: Sequence[Change], settings: Settings) -> None:
    new = {settings.root / change.to: _data(change, settings) for change in changes}
    gone = [settings.root / change.path for change in changes if change.path != change.to]
    try:
        replace_all(new, gone)
    except OSError as error:
        raise ConfigError(f"nothing was renamed: {error.filename}: {error.strerror}") from error


def _data(change: Change, settings: Settings) -> bytes:
    """The bytes of a file, with the line ends that it had."""
    data, before = change.text.encode(), (settings.root / change.path).read_bytes()
    return data.replace(b"\n", b"\r\n") if b"\r\n" in before else data


def pages_by_hand(settings: Settings, id: str) -> list[Narrative]:
    """The hand-written pages in which an id stands, whether or not it means the record there."""
    found = []
    for file in sorted(settings.pages.rglob("*")):
        if file.suffix not in SUFFIXES or not file.is_file():
            continue
        path = PurePath(relpath(file, settings.root)).as_posix()
        text, issues = decode(file.read_bytes(), path)
        if id in text and not issues:
            uri = file.relative_to(settings.pages).as_posix()
            found.append(read_narrative(text, path, uri, settings.folder.name))
    return found


def _told(change: Change, only_check: bool) -> str:
    names = f"{counted(change.count, 'name')} in it" if change.count else ""
    if change.path != change.to:
        would = "would rename" if only_check else "renamed"
        return f"{would} {change.path} to {change.to}{f', {names}' if names else ''}"
    return f"{'would change' if only_check else 'changed'} {change.path}: {names}"
