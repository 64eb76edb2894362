"""From a folder of records to a checked catalogue: all that a command needs which only looks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date as Day
from pathlib import PurePath

from .catalogue import alone
from .catalogue.catalogue import Catalogue, build_catalogue
from .catalogue.checking import check, no_issues
from .catalogue.narratives import check_narratives
from .catalogue.remembered import Remembered
from .catalogue.review import Grounds
from .garbage import uncollected
from .issues import Issue, sort
from .lasting.vanished import check_vanished
from .reading.files import Entry, Kinds, Known, read_briefs
from .reading.narratives import Narrative, published, read_narratives
from .reading.versions import Contents, Releases, read_releases
from .records.model import KINDS
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Memory:
    """What stays from one reading of a folder to the next, of the same folder and kinds.

    Of files what was made of them, of records what follows from them alone, that they are sound and
    on which grounds they want another look, of versions what their files hold. Reading adds to it.
    What is None is not worth the while if the folder is read once.
    """

    files: Known | None = None
    alone: alone.Known = field(default_factory=dict)
    sound: Remembered[list[Issue]] | None = None
    grounds: Remembered[Grounds] | None = None
    contents: Contents = field(default_factory=dict)

    @classmethod
    def lasting(cls) -> Memory:
        """A memory for a folder that is read again and again."""
        return cls(files={}, sound=no_issues(), grounds=Remembered())


@dataclass(frozen=True)
class Collection:
    """The records of a folder, and all that is wrong with them.

    With issues the catalogue holds what could be read, and `entries` from what. `narratives` are
    pages written by hand that name records; `grounds` remembers why statements want another
    look.
    """

    settings: Settings
    catalogue: Catalogue
    issues: tuple[Issue, ...]
    entries: tuple[Entry, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    releases: Releases = field(default_factory=Releases)
    grounds: Remembered[Grounds] | None = None


@uncollected()
def read_collection(
    settings: Settings,
    kinds: Kinds = KINDS,
    as_of: Day | None = None,
    memory: Memory | None = None,
) -> Collection:
    """Read and check the records; `as_of` asks for their state on another day.

    With a lasting `memory` only what changed is read and checked anew.
    """
    known = memory or Memory()
    reading = read_briefs(settings.folder, kinds, known.files)
    records = [entry.record for entry in reading.entries]
    unread = [PurePath(issue.path).stem for issue in reading.issues]
    documents = {entry.record.id: entry.document for entry in reversed(reading.entries)}
    catalogue = build_catalogue(
        records, kinds, unread=unread, documents=documents, known=known.alone
    )
    found, unreadable = read_narratives(settings.pages, settings.root, settings.folder.name)
    narratives = tuple(published(found, settings.hidden))
    releases, changed = read_releases(settings.folder, known.contents)
    issues = (
        *reading.issues,
        *changed,
        *check_vanished(reading.entries, catalogue, releases),
        *unreadable,
        *check(reading.entries, catalogue, known.sound),
        # Without any records each mention would be wrong, which says nothing new.
        *(check_narratives(found, catalogue) if settings.folder.is_dir() else ()),
    )
    if as_of:  # what is wrong with the records is wrong on any day
        catalogue = build_catalogue(records, kinds, as_of, unread, known=known.alone)
    entries = reading.entries if issues else ()
    catalogue = replace(catalogue, documents={})  # nobody points at them any more
    return Collection(
        settings, catalogue, sort(issues), entries, narratives, releases, known.grounds
    )
