"""All generated pages of the site, in a fixed order: home, indexes, states, years, records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Protocol

from jinja2 import BytecodeCache, Environment
from markupsafe import Markup

from ..catalogue.catalogue import Catalogue
from ..catalogue.narratives import discussed
from ..catalogue.remembered import Remembered
from ..catalogue.review import Grounds, due, grounds, is_assessed, unarchived
from ..reading.narratives import Narrative
from ..records.model import Record, Retired
from ..records.words import DAYS_WITHOUT_STATUS, STATUSES
from ..settings import Settings
from . import addresses, listing, pictures
from .canvas import Canvas, Pieces, Resolver
from .facets import Facets
from .leaves import Leaf, leaves
from .narratives import Telling, tell
from .page import Content, Link, Page, Section, relative
from .phrases import Phrases
from .reporting import Reporting
from .templates import environment
from .wording import Wording, wording

TEMPLATES = Path(__file__).parent.parent / "templates"

#: The templates of lists that know how to be one of several pages.
_CUT = ("indexes/records.html", "indexes/sources.html", "lists/status.html")


def build_pages(
    catalogue: Catalogue,
    settings: Settings,
    resolve: Resolver = relative,
    templates: Sequence[Path] = (),
    narratives: Sequence[Narrative] = (),
) -> list[Page]:
    """Render all pages; `templates` are folders that are searched before the package's own.

    `narratives` are the pages written by hand that name records.
    """
    folders = (*templates, TEMPLATES)
    return list(Builder(catalogue, settings, resolve, folders, narratives).pages())


class Citing(Protocol):
    """What pages say of how they are cited."""

    def text(self, record: Record) -> str:
        """The citation of a record's page, or of a source; empty if it has none."""

    def before(self, record: Record) -> Any:
        """The last version of a record that says something else by now; None if there is none."""

    def has_instrument(self, record: Record) -> bool:
        """Whether the record is about an instrument that can be cited itself."""


class Describing(Protocol):
    """What the head of a page says of it to machines, as safe HTML."""

    def record(self, record: Record) -> Markup:
        """Of the page of a record."""

    def page(self, address: str, title: str) -> Markup:
        """Of any other page."""


class Released(Protocol):
    """What pages say of the versions of records, and of what releases have changed."""

    @property
    def by_day(self) -> Mapping[str, Sequence[Any]]:
        """The versions of each release by its day, the newest first."""


@dataclass
class Builder:
    """Renders pages of one catalogue; templates are compiled once."""

    catalogue: Catalogue
    settings: Settings
    resolve: Resolver
    templates: Sequence[Path]
    narratives: Sequence[Narrative] = ()
    #: How pages are cited; without it they do not say so.
    cite: Citing | None = None
    #: What machines read; without it the heads say no more than the theme makes them say.
    heads: Describing | None = None
    #: Where compiled templates are kept from one builder to the next of the same language.
    compiled: BytecodeCache | None = None
    #: Why statements wanted another look in the catalogue before this one.
    grounds: Remembered[Grounds] | None = None
    #: What was released; without it pages do not say so.
    past: Released | None = None
    #: Whether pages are made to be kept as versions, without what concerns the live page alone.
    is_frozen: bool = False
    pieces: Pieces = field(default_factory=dict, init=False)

    @cached_property
    def words(self) -> Wording:
        return wording(self.settings.language)

    @cached_property
    def say(self) -> Phrases:
        """What the data say, in words."""
        return Phrases(self.catalogue, self.words)

    @cached_property
    def environment(self) -> Environment:
        made = environment(
            self.templates,
            self.words,
            self.compiled,
            catalogue=self.catalogue,
            say=self.say,
            settings=self.settings,
            listing=listing,
            facets=Facets(self.catalogue, self.words, self.say),
            addresses=addresses,
            pictures=pictures,
            cite=self.cite,
            report_forms=Reporting(self.settings),
            past=self.past,
            is_frozen=self.is_frozen,
            together=cache(partial(pictures.together, self.catalogue)),
            statuses=STATUSES,
            discussed=discussed(self.narratives),
        )
        made.tests["real"] = lambda record: self.catalogue.is_real(record.id)
        return made

    def pages(self) -> Iterator[Page]:
        """All pages, as a sitemap would name them; each is rendered when it is asked for."""
        settings = self.settings
        home = _Place(addresses.HOME, settings.site_name, is_home=True)
        yield self._page("home.html", home, settings.site_description)
        yield from self._briefs()
        yield from self._lists(addresses.STATUS, "status", listing.by_status(self.catalogue))
        yield from self._lists(addresses.YEARS, "years", listing.by_year(self.catalogue))
        together = _Place(addresses.TOGETHER, self.words["lists"]["together"])
        yield self._page("indexes/together.html", together, self.words["leads"]["together"])
        yield from self._review()
        yield from self._changes()
        for kind in self.catalogue.kinds:
            records = self.catalogue.of_kind(kind)
            yield from self._index(kind, records)
            yield from self._records(kind, records)

    def _briefs(self) -> Iterator[Page]:
        """The list of all briefs and policies."""
        place = _Place(addresses.BRIEFS, str(self.words["lists"]["briefs"]))
        lead = self.words["leads"]["briefs"]
        found = listing.all_briefs(self.catalogue)
        yield from self._leaves("indexes/briefs.html", place, lead, found)

    def _review(self) -> Iterator[Page]:
        """What curators should look at next: what is due, on weak ground, without a copy."""
        lists, leads, words = self.words["lists"], self.words["leads"], self.words["review"]
        index = _Place(addresses.REVIEW, str(lists["review"]))
        found, lost = grounds(self.catalogue, self.grounds), unarchived(self.catalogue)
        yield from self._leaves(
            "review/due.html",
            index,
            leads["review"],
            due(self.catalogue),
            grounds=found,
            unarchived=len(lost),
            without_status=DAYS_WITHOUT_STATUS,
        )
        for ground, statements in found.items():
            if statements:
                place = index.below(addresses.of_review(ground), str(words["grounds"][ground]))
                lead = words["explained"][ground]
                yield from self._leaves(
                    "review/statements.html", place, lead, statements, is_assessed=is_assessed
                )
        place = index.below(addresses.UNARCHIVED, str(lists["unarchived"]))
        yield from self._leaves("review/sources.html", place, leads["unarchived"], lost)

    def _changes(self) -> Iterator[Page]:
        """What the releases have changed, each on a page of its own."""
        found = self.past.by_day if self.past else {}
        index = _Place(addresses.CHANGES, str(self.words["lists"]["changes"]))
        lead = str(self.words["leads"]["changes"])
        yield self._page("indexes/changes.html", index, lead, days=found)
        titled = {
            day: self.words["lists"]["changes_of"].format(date=self.say.day(day)) for day in found
        }
        places = [index.below(addresses.of_release(day), title) for day, title in titled.items()]
        for place, (day, steps) in zip(_linked(places), found.items(), strict=True):
            yield self._page(
                "lists/changes.html", place, f"{place.title}. {lead}", day=day, steps=steps
            )

    def frozen(self, record: Record, address: str, resolve: Resolver) -> Content:
        """What the page of a record says, as it is kept under another address."""
        canvas, template = self._canvas(address, resolve), self._record_template(record)
        place = _Place(address, record.title)
        return self._content(canvas, template, place, record.title, record=record)

    def tell(self, narrative: Narrative) -> Telling:
        """A page written by hand, with its links and citations."""
        canvas = self._canvas(addresses.of_hand_written(narrative.uri))
        references: Any = self.environment.get_template("references.html").module
        return tell(narrative, canvas, references.section)

    def _index(self, kind: str, records: Sequence[Record]) -> Iterator[Page]:
        template = self._template(f"indexes/{kind}.html", "indexes/records.html")
        place = _Place(addresses.of_kind(kind), self._plural(kind))
        shown = listing.real_first(self.catalogue, records)
        lead = self.words["leads"].get(kind, "")
        if template in _CUT:
            yield from self._leaves(template, place, lead, shown, kind=kind)
        else:
            yield self._page(template, place, lead, kind=kind, records=shown)

    def _leaves(
        self, template: str, place: _Place, lead: str, rows: Sequence[Any], **context: Any
    ) -> Iterator[Page]:
        """A list; if it is long, on several pages."""
        for leaf in leaves(place.address, rows, self._is_real):
            own = place if leaf.number == 1 else place.below(leaf.address, self._title(place, leaf))
            yield self._page(template, own, lead, leaf=leaf, records=leaf.rows, **context)

    def _is_real(self, row: Any) -> bool:
        """Whether a row of a list is more than a proposal, which only a record can be."""
        return not isinstance(row, Record) or self.catalogue.is_real(row.id)

    def _title(self, place: _Place, leaf: Leaf[Any]) -> str:
        page_of: str = self.words["lists"]["page_of"]
        return page_of.format(title=place.title, number=leaf.number)

    def _plural(self, kind: str) -> str:
        """What the records of a kind are called; a kind of the site's own by its model."""
        own = self.words["kinds"].get(kind)
        return str(own[1]) if own else self.catalogue.kinds[kind].plural.capitalize()

    def _lists(self, address: str, name: str, groups: Mapping[Any, Any]) -> Iterator[Page]:
        """An index of groups, and a page for each group."""
        index = _Place(address, self.words["lists"][name])
        lead = self.words["leads"][name]
        yield self._page(f"indexes/{name}.html", index, lead, groups=groups)
        of_group = addresses.of_status if name == "status" else addresses.of_year
        places = [index.below(of_group(group), self._group_title(name, group)) for group in groups]
        for place, (group, items) in zip(_linked(places), groups.items(), strict=True):
            description = f"{place.title}. {lead}"
            template = f"lists/{name}.html"
            if template in _CUT:
                yield from self._leaves(template, place, description, items, group=group)
            else:
                yield self._page(template, place, description, group=group, items=items)

    def _group_title(self, name: str, group: Any) -> str:
        if name == "status":
            state = self.say.term(STATUSES[group].label)
            return str(self.words["lists"]["state_of"].format(state=state))
        return str(self.words["lists"]["events_of"].format(year=group))

    def _records(self, kind: str, records: Sequence[Record]) -> Iterator[Page]:
        index = _Place(addresses.of_kind(kind), self._plural(kind))
        places = [index.below(addresses.of_record(record), record.title) for record in records]
        for place, record in zip(_linked(places), records, strict=True):
            source = f"{self.settings.briefs}/{kind}/{record.id}.yaml"
            checked = getattr(record, "checked", None)
            own = replace(place, source=source, updated=str(checked) if checked else None)
            yield self._placed(own, partial(self._record, record, own))

    def _record(self, record: Record, place: _Place) -> Content:
        canvas, template = self._canvas(place.address), self._record_template(record)
        return self._content(canvas, template, place, self._about(record), record=record)

    def _about(self, record: Record) -> str:
        """What a page says of itself elsewhere: its first paragraph, else its title and kind."""
        if abstract := self.say.abstract(record.id):
            return abstract
        own = self.words["kinds"].get(record.kind)
        kind = own[0] if own else self.catalogue.kinds[record.kind].singular.capitalize()
        return str(self.words["lists"]["page_title"].format(title=record.title, kind=kind))

    def _record_template(self, record: Record) -> str:
        if isinstance(record, Retired):
            return "kinds/retired.html"
        return self._template(f"kinds/{record.kind}.html", "kinds/record.html")

    def _template(self, *names: str) -> str:
        return str(self.environment.select_template(names).name)

    def _page(self, template: str, place: _Place, description: str, **context: Any) -> Page:
        return self._placed(
            place,
            lambda: self._content(
                self._canvas(place.address), template, place, description, **context
            ),
        )

    def _placed(self, place: _Place, render: Callable[[], Content]) -> Page:
        home = ((addresses.HOME, str(self.words["labels"]["home"])),)
        return Page(
            address=place.address,
            title=place.title,
            render=render,
            trail=() if place.is_home else home + place.trail,
            previous=place.previous,
            next=place.next,
            source=place.source,
            updated=place.updated,
            listed_in=place.trail[-1][0] if place.trail else place.address,
        )

    def _content(
        self, canvas: Canvas, template: str, place: _Place, description: str, **context: Any
    ) -> Content:
        header = self.environment.get_template(template).render(
            canvas=canvas, place=place, title=place.title, description=description, **context
        )
        sections = tuple(canvas.sections)
        return Content(
            description=description or place.title,
            header=header.strip(),
            sections=sections,
            header_anchors=_left(canvas.anchors, sections),
            links=tuple(map(_link, canvas.links)),
            head=self._head(place, context.get("record")),
        )

    def _head(self, place: _Place, record: Record | None) -> str:
        if self.heads is None:
            return ""
        if record is not None:
            return self.heads.record(record)
        return self.heads.page(place.address, place.title)

    def _canvas(self, address: str, resolve: Resolver | None = None) -> Canvas:
        resolve = resolve or self.resolve
        return Canvas(self.catalogue, self.words, self.say, address, resolve, self.pieces)


@dataclass(frozen=True)
class _Place:
    """Where a page stands: its address and title, what is above it and beside it."""

    address: str
    title: str
    trail: tuple[tuple[str, str], ...] = ()
    previous: tuple[str, str] | None = None
    next: tuple[str, str] | None = None
    source: str | None = None
    updated: str | None = None
    is_home: bool = False

    def below(self, address: str, title: str) -> _Place:
        """A page in the list that this one is the index of."""
        return _Place(address, title, (*self.trail, (self.address, self.title)))


def _linked(places: Sequence[_Place]) -> Iterator[_Place]:
    """The places of a list, each with those before and after it."""
    ends = [None, *((place.address, place.title) for place in places), None]
    for place, previous, following in zip(places, ends, ends[2:], strict=False):
        yield replace(place, previous=previous, next=following)


#: A link of the pair that a canvas notes, as `Link._make` gives it, without being called for each.
_link = partial(tuple.__new__, Link)


def _left(anchors: Iterable[str], sections: Iterable[Section]) -> tuple[str, ...]:
    """The anchors that stand in no section."""
    within = {anchor for section in sections for anchor in section.anchors}
    return tuple(anchor for anchor in anchors if anchor not in within)
