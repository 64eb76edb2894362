"""All generated pages of the site, in a fixed order: home, indexes, states, years, records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..catalogue.catalogue import Catalogue
from ..records.model import Record, Retired
from ..records.words import STATUSES
from ..settings import Settings
from . import addresses, listing
from .canvas import Canvas, Resolver
from .page import Page, Section, relative
from .wording import Wording, wording

TEMPLATES = Path(__file__).parent.parent / "templates"
MAX_DESCRIPTION = 200

#: Pages above a page in the trail, or beside it in a list: address and title.
Place = tuple[str, str]


def build_pages(
    catalogue: Catalogue,
    settings: Settings,
    resolve: Resolver = relative,
    templates: Sequence[Path] = (),
) -> list[Page]:
    """Render all pages; `templates` are folders that are searched before the package's own."""
    return list(Builder(catalogue, settings, resolve, (*templates, TEMPLATES)).pages())


@dataclass
class Builder:
    """Renders pages of one catalogue; templates are compiled once."""

    catalogue: Catalogue
    settings: Settings
    resolve: Resolver
    templates: Sequence[Path]

    @cached_property
    def words(self) -> Wording:
        return wording(self.settings.language)

    @cached_property
    def environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self.templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(
            words=self.words,
            catalogue=self.catalogue,
            settings=self.settings,
            listing=listing,
            addresses=addresses,
            statuses=STATUSES,
        )
        environment.tests["real"] = lambda record: self.catalogue.is_real(record.id)
        return environment

    def pages(self) -> Iterator[Page]:
        """All pages, in the order in which a sitemap would name them."""
        yield self._home()
        yield from self._lists(addresses.STATUS, "status", listing.by_status(self.catalogue))
        yield from self._lists(addresses.YEARS, "years", listing.by_year(self.catalogue))
        for kind in self.catalogue.kinds:
            records = self.catalogue.of_kind(kind)
            yield self._index(kind, records)
            yield from self._records(kind, records)

    def _home(self) -> Page:
        return self._page(
            "home.html",
            addresses.HOME,
            self.settings.site_name,
            description=self.settings.site_description,
            trail=(),
        )

    def _index(self, kind: str, records: Sequence[Record]) -> Page:
        title = self.words["kinds"][kind][1] if kind in self.words["kinds"] else kind.capitalize()
        shown = [record for record in records if not isinstance(record, Retired)]
        return self._page(
            self._template(f"indexes/{kind}.html", "indexes/records.html"),
            addresses.of_kind(kind),
            title,
            description=self.words["leads"].get(kind, ""),
            kind=kind,
            records=shown,
        )

    def _lists(self, address: str, name: str, groups: Mapping[Any, Any]) -> Iterator[Page]:
        """An index of groups, and a page for each group."""
        title = self.words["lists"][name]
        yield self._page(
            f"indexes/{name}.html",
            address,
            title,
            description=self.words["leads"][name],
            groups=groups,
        )
        of_group = addresses.of_status if name == "status" else addresses.of_year
        titles = [(of_group(group), self._group_title(name, group)) for group in groups]
        for (group, items), place, before, after in _with_neighbours(groups.items(), titles):
            yield self._page(
                f"lists/{name}.html",
                place[0],
                place[1],
                description=f"{place[1]}: {self.words['leads'][name]}",
                trail=((address, title),),
                neighbours=(before, after),
                listed_in=address,
                group=group,
                items=items,
            )

    def _group_title(self, name: str, group: Any) -> str:
        if name == "status":
            label = STATUSES[group].label
            return str(self.words["lists"]["state_of"].format(state=label))
        return str(self.words["lists"]["events_of"].format(year=group))

    def _records(self, kind: str, records: Sequence[Record]) -> Iterator[Page]:
        index = addresses.of_kind(kind)
        plural = self.words["kinds"][kind][1] if kind in self.words["kinds"] else kind.capitalize()
        places = [(addresses.of_record(record), record.title) for record in records]
        for record, place, before, after in _with_neighbours(records, places):
            yield self._page(
                self._record_template(record),
                place[0],
                place[1],
                trail=((index, plural),),
                neighbours=(before, after),
                listed_in=index,
                record=record,
                source=f"{self.settings.briefs}/{kind}/{record.id}.yaml",
                updated=str(record.checked) if hasattr(record, "checked") else None,
            )

    def _record_template(self, record: Record) -> str:
        if isinstance(record, Retired):
            return "kinds/retired.html"
        return self._template(f"kinds/{record.kind}.html", "kinds/record.html")

    def _template(self, *names: str) -> str:
        return str(self.environment.select_template(names).name)

    def _page(
        self,
        template: str,
        address: str,
        title: str,
        *,
        description: str = "",
        trail: tuple[Place, ...] | None = None,
        neighbours: tuple[Place | None, Place | None] = (None, None),
        listed_in: str | None = None,
        source: str | None = None,
        updated: str | None = None,
        **context: Any,
    ) -> Page:
        canvas = Canvas(self.catalogue, self.words, address, self.resolve)
        header = self.environment.get_template(template).render(
            canvas=canvas, title=title, description=description, source=source, **context
        )
        sections = tuple(canvas.sections)
        home = ((addresses.HOME, str(self.words["labels"]["home"])),)
        return Page(
            address=address,
            title=title,
            description=description or _description(sections[0].text if sections else title),
            header=header.strip(),
            sections=sections,
            header_anchors=_left(canvas.anchors, sections),
            links=tuple(canvas.links),
            trail=home + trail if trail is not None else home,
            previous=neighbours[0],
            next=neighbours[1],
            source=source,
            updated=updated,
            listed_in=address if listed_in is None else listed_in,
        )


def _with_neighbours(
    items: Iterable[Any], places: Sequence[Place]
) -> Iterator[tuple[Any, Place, Place | None, Place | None]]:
    """Each item with its place and those before and after it."""
    before = [None, *places][: len(places)]
    for item, place, previous, after in zip_longest(items, places, before, places[1:]):
        yield item, place, previous, after


def _left(anchors: Iterable[str], sections: Iterable[Section]) -> tuple[str, ...]:
    """The anchors that stand in no section."""
    within = {anchor for section in sections for anchor in section.anchors}
    return tuple(anchor for anchor in anchors if anchor not in within)


def _description(text: str) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= MAX_DESCRIPTION:
        return text
    return text[:MAX_DESCRIPTION].rsplit(" ", 1)[0] + "…"
