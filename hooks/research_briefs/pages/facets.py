"""By what a list of records can be filtered, and what the script that does it reads in a row.

What a row shows need not be said twice: countries are the links in their column, kind and id stand
in the link to the record, and of a state or form the column has the very words of the option. Only
topics and years, which no column shows, stand in attributes of the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from ..catalogue.catalogue import Catalogue
from ..records.model import Record, Source
from ..records.words import AUTHORITIES, READ, STATUSES
from . import listing
from .markup import escaped, html
from .phrases import Phrases
from .wording import Wording


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet: as an address has it, in words, and the ids of what it is part of."""

    value: str
    label: str
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """Something by which a list can be filtered; of `several` chosen values all must hold."""

    name: str
    options: tuple[Option, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of lists of one catalogue."""

    catalogue: Catalogue
    words: Wording
    say: Phrases
    #: The years of records, by their ids: their rows in lists name them, and the choices of lists.
    known: dict[str, list[int]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, records: Sequence[Record], with_kind: bool = False) -> list[Facet]:
        """The facets in which these records differ; rows show their kind, or else their form."""
        found = [
            Facet("country", self._named(records, self.countries), several=True),
            Facet("topic", self._topics(records), several=True),
            Facet("kind", self._kinds(records) if with_kind else ()),
            Facet("form", () if with_kind else self._forms(records)),
            Facet("state", self._states(records)),
            Facet("authority", self._words(records, "authority", tuple(AUTHORITIES))),
            Facet("read", self._words(records, "read", tuple(READ))),
            Facet("year", self._years(records)),
        ]
        return [facet for facet in found if len(facet.options) > 1]

    def countries(self, record: Record) -> Sequence[str]:
        """The countries of a record: its own, or those that take part."""
        own = getattr(record, "country", None)
        if own:
            return (own,)
        return self.catalogue.countries_of(record.id) if record.event_statuses else ()

    def years(self, record: Record) -> list[int]:
        """The years in which something happened to a record, or when a source was published."""
        if record.id not in self.known:
            self.known[record.id] = self._years_of(record)
        return self.known[record.id]

    def _years_of(self, record: Record) -> list[int]:
        if isinstance(record, Source):
            points = (record.issued.start, record.issued.end) if record.issued else ()
            return sorted({point.earliest.year for point in points if point})
        done = (h for h in listing.happenings(self.catalogue, record) if listing.is_done(h))
        return sorted({year for happening in done for year in listing.years(happening)})

    def row(self, record: Record) -> Markup:
        """The attributes of a row: ` data-topic="a b" data-year="2006-2009 2015"`."""
        topics = " ".join(getattr(record, "topics", ()))
        years = _spans(self.years(record))
        return html(
            (f' data-topic="{escaped(topics)}"' if topics else "")
            + (f' data-year="{years}"' if years else "")
        )

    def date(self, record: Record) -> str:
        """The date behind a record's state as a text that sorts; empty where there is none."""
        state = self.catalogue.states.get(record.id)
        if state is None or not state.status:
            return ""
        if state.last_met is not None and state.status == "active":
            date = state.last_met.date
        else:
            date = state.until or (state.since.when if state.since else None)
        return date.text.lstrip("./") if date else ""

    def _named(
        self, records: Iterable[Record], values: Callable[[Record], Iterable[str]]
    ) -> tuple[Option, ...]:
        """Records that others name, by title."""
        ids = {value for record in records for value in values(record)}
        return tuple(Option(found.id, found.title) for found in self.catalogue.sorted(ids))

    def _topics(self, records: Iterable[Record]) -> tuple[Option, ...]:
        """The topics of records, and those that these are part of."""
        left = [topic for record in records for topic in getattr(record, "topics", ())]
        broader: dict[str, tuple[str, ...]] = {}
        while left:
            topic = left.pop()
            if topic not in broader:
                broader[topic] = getattr(self.catalogue.records.get(topic), "broader", ())
                left += broader[topic]
        found = self.catalogue.sorted(broader)
        return tuple(Option(record.id, record.title, broader[record.id]) for record in found)

    def _kinds(self, records: Iterable[Record]) -> tuple[Option, ...]:
        kinds = {record.kind for record in records}
        ordered = (kind for kind in self.catalogue.kinds if kind in kinds)
        return tuple(Option(kind, self._plural(kind)) for kind in ordered)

    def _plural(self, kind: str) -> str:
        own = self.words["kinds"].get(kind)
        return str(own[1]) if own else self.catalogue.kinds[kind].plural.capitalize()

    def _forms(self, records: Iterable[Record]) -> tuple[Option, ...]:
        forms = {record.form for record in records if hasattr(record, "form")}
        labels = {form: str(self.words["forms"].get(form, form)).capitalize() for form in forms}
        return tuple(Option(form, labels[form]) for form in sorted(forms, key=labels.__getitem__))

    def _states(self, records: Iterable[Record]) -> tuple[Option, ...]:
        """The states as rows call them, in the order in which things pass through them."""
        found: dict[str, str] = {}
        for record in records:
            state = self.catalogue.states.get(record.id)
            if state and state.status:
                found[self.say.state_label(record, state.status)] = state.status
        order = list(STATUSES)
        labels = sorted(found, key=lambda label: (order.index(found[label]), label))
        return tuple(Option(_slug(label), label) for label in labels)

    def _words(
        self, records: Iterable[Record], field: str, order: Sequence[str]
    ) -> tuple[Option, ...]:
        """The words of a vocabulary that the records use in a field, in the vocabulary's order."""
        used = {getattr(record, field, None) for record in records}
        labels = self.words["authorities" if field == "authority" else "reads"]
        return tuple(Option(word, str(labels[word])) for word in order if word in used)

    def _years(self, records: Iterable[Record]) -> tuple[Option, ...]:
        """The newest first."""
        years = {year for record in records for year in self.years(record)}
        return tuple(Option(f"{year:04}", f"{year:04}") for year in sorted(years, reverse=True))


def _slug(label: str) -> str:
    """`agreed, not signed` → `agreed-not-signed`."""
    return "-".join("".join(c if c.isalnum() else " " for c in label).split())


def _spans(years: Sequence[int]) -> str:
    """Years in order, those in a row drawn together: `2006-2009 2015`."""
    if not years:
        return ""
    text = f"{years[0]:04}"
    for index, (before, year) in enumerate(pairwise(years), 1):
        goes_on = index + 1 < len(years) and years[index + 1] == year + 1
        if year != before + 1:
            text += f" {year:04}"
        elif not goes_on:
            text += f"-{year:04}"
    return text
