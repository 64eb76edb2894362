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
from .reading.files import Kinds, read_briefs
from .records.model import KINDS
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """A checked catalogue; with issues it holds what could be read."""

    settings: Settings
    catalogue: Catalogue
    issues: tuple[Issue, ...]

    def pages(self) -> list[Page]:
        """All generated pages, rendered."""
        return build_pages(self.catalogue, self.settings)


def load_site(settings: Settings, kinds: Kinds = KINDS, as_of: Day | None = None) -> Site:
    """Read and check the records; `as_of` asks for their state on another day."""
    reading = read_briefs(settings.folder, kinds)
    records = [entry.record for entry in reading.entries]
    unread = [PurePath(issue.path).stem for issue in reading.issues]
    catalogue = build_catalogue(records, kinds, unread=unread)
    issues = (*reading.issues, *check(reading.entries, catalogue))
    if as_of:  # what is wrong with the records is wrong on any day
        catalogue = build_catalogue(records, kinds, as_of, unread)
    return Site(settings, catalogue, sort(issues))
