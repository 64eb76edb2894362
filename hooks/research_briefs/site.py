"""From a folder of records to a checked catalogue and its pages: what every edge calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from pathlib import PurePath

from .catalogue.catalogue import Catalogue, build_catalogue
from .catalogue.checking import check
from .issues import Issue, sort
from .pages.building import build_pages
from .pages.page import Page
from .reading.files import Entry, Kinds, read_briefs
from .records.model import KINDS
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """A checked catalogue; with issues it holds what could be read, and `entries` from what."""

    settings: Settings
    catalogue: Catalogue
    issues: tuple[Issue, ...]
    entries: tuple[Entry, ...] = ()

    def pages(self) -> list[Page]:
        """All generated pages, rendered; with issues, those of the records that have none."""
        sound = _sound(self.entries, self.catalogue.kinds) if self.issues else self.catalogue
        return build_pages(sound, self.settings)


def load_site(settings: Settings, kinds: Kinds = KINDS, as_of: Day | None = None) -> Site:
    """Read and check the records; `as_of` asks for their state on another day."""
    reading = read_briefs(settings.folder, kinds)
    records = [entry.record for entry in reading.entries]
    unread = [PurePath(issue.path).stem for issue in reading.issues]
    catalogue = build_catalogue(records, kinds, unread=unread)
    issues = (*reading.issues, *check(reading.entries, catalogue))
    if as_of:  # what is wrong with the records is wrong on any day
        catalogue = build_catalogue(records, kinds, as_of, unread)
    return Site(settings, catalogue, sort(issues), reading.entries if issues else ())


def _sound(entries: tuple[Entry, ...], kinds: Kinds) -> Catalogue:
    """The records without issues that lean on no record with issues: those that can be shown."""
    while True:
        catalogue = build_catalogue((entry.record for entry in entries), kinds)
        wrong = {issue.path for issue in check(entries, catalogue)}
        if not wrong:
            return catalogue
        entries = tuple(entry for entry in entries if entry.path not in wrong)
