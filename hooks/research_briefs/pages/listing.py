"""What index pages and the lists on a page show: which records, in which order, how grouped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..catalogue.alone import Use
from ..catalogue.catalogue import Catalogue
from ..catalogue.chronology import chronological, when
from ..catalogue.marks import Mark, question_mark
from ..catalogue.statements import Statement
from ..records.dates import Date
from ..records.model import Record, Retired, Source
from ..records.words import RELATIONS, STATUSES


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as one of its two pages shows it: the other record and the statement."""

    label: str
    other: str
    statement: Statement
    outward: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """A dated item of a record, for lists over many records."""

    record: Record
    statement: Statement
    date: Date


def ties(catalogue: Catalogue, id: str) -> Mapping[str, list[Tie]]:
    """How a record hangs together with others, both ways, gathered under the relation's label."""
    found: dict[str, list[Tie]] = defaultdict(list)
    outward = [s for s in catalogue.statements[id] if s.field == "relations"]
    for statement in outward:
        label = _label(catalogue, statement, outward=True)
        found[label].append(Tie(label, statement.item.to.record, statement, True))
    for statement in catalogue.relations_to.get(id, ()):
        label = _label(catalogue, statement, outward=False)
        found[label].append(Tie(label, statement.record, statement, False))
    return found


def _label(catalogue: Catalogue, statement: Statement, outward: bool) -> str:
    word = RELATIONS[statement.item.relation]
    if catalogue.is_real(statement.record):
        return word.label if outward else word.inverse
    return word.conditional if outward else word.inverse_conditional


def happenings(catalogue: Catalogue, record: Record) -> Iterator[Happening]:
    """The dated events and sessions of a record."""
    for statement in catalogue.statements[record.id]:
        if statement.field in ("events", "sessions"):
            date = when(statement.item)
            if date is not None:
                yield Happening(record, statement, date)


def by_field(statements: Iterable[Statement]) -> Mapping[str, list[Statement]]:
    """The statements of a record by the field that they stand in; none is an empty list."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.field].append(statement)
    return found


def by_record(uses: Iterable[Use]) -> Mapping[str, list[Use]]:
    """Citations of a source by the record in which they stand, in the order of the records' ids."""
    found: dict[str, list[Use]] = defaultdict(list)
    for use in sorted(uses, key=lambda use: use.statement.record):
        found[use.statement.record].append(use)
    return found


def sources_of(catalogue: Catalogue, id: str) -> list[Source]:
    """The sources that the statements of a record cite themselves, each once."""
    cited = dict.fromkeys(c.source for s in catalogue.statements[id] for c in s.sourcing)
    found = (catalogue.records.get(source) for source in cited)
    return [source for source in found if isinstance(source, Source)]


def claims_of(statements: Iterable[Statement]) -> Mapping[str, list[Statement]]:
    """The claims of each question, by the question's anchor."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.question:
            found[statement.question].append(statement)
    return found


def realised_by(catalogue: Catalogue, id: str) -> list[str]:
    """What became of a proposal: the real records that realise it."""
    found = (s for s in catalogue.relations_to.get(id, ()) if s.item.relation == "realises")
    return list(dict.fromkeys(s.record for s in found if catalogue.is_real(s.record)))


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Statements about dated items in the order of time; those without a date first."""
    found = list(statements)
    order = {id(item): place for place, item in enumerate(chronological(s.item for s in found))}
    return sorted(found, key=lambda s: order[id(s.item)])


def by_year(catalogue: Catalogue) -> Mapping[int, list[Happening]]:
    """What real records tell of each year, plans left out, in the order of the dates."""
    found: dict[int, list[Happening]] = defaultdict(list)
    for record in catalogue.records.values():
        for happening in happenings(catalogue, record):
            if is_done(happening):
                for year in years(happening):
                    found[year].append(happening)
    for told in found.values():
        told.sort(key=lambda h: (h.date.earliest, h.date.latest, h.record.id))
    return dict(sorted(found.items(), reverse=True))


def years(happening: Happening) -> set[int]:
    """The years that its date names, at both ends if it spans."""
    date = happening.date
    return {point.earliest.year for point in (date.start, date.end) if point}


def is_done(happening: Happening) -> bool:
    """Whether it has happened, and is not only planned."""
    return getattr(happening.statement.item, "event", "") != "planned"


def by_status(catalogue: Catalogue) -> Mapping[str, list[Record]]:
    """The briefs and policies in each state, in the order in which states follow each other."""
    found: dict[str, list[Record]] = {status: [] for status in STATUSES}
    for record in catalogue.sorted(catalogue.records):
        state = catalogue.states.get(record.id)
        if state is not None and state.status is not None:
            found[state.status].append(record)
    return {status: records for status, records in found.items() if records}


def all_briefs(catalogue: Catalogue) -> list[Record]:
    """The briefs and policies by title, mere proposals behind all that is real."""
    return real_first(catalogue, (r for r in catalogue.records.values() if r.event_statuses))


def real_first(catalogue: Catalogue, records: Iterable[Record]) -> list[Record]:
    """Records by title, mere proposals behind all that is real, without the retired."""
    kept = [record.id for record in records if not isinstance(record, Retired)]
    return sorted(catalogue.sorted(kept), key=lambda record: not catalogue.is_real(record.id))


def by_role(catalogue: Catalogue, id: str) -> Mapping[str, list[str]]:
    """Who takes part in a brief, by role, in the order in which the curator names them."""
    roles: dict[str, list[str]] = defaultdict(list)
    for party in getattr(catalogue.records[id], "parties", ()):
        roles[party.role] += [who for who in party.who if who not in roles[party.role]]
    return roles


def disputed(catalogue: Catalogue, id: str) -> int:
    """How many questions of a record have sources that differ."""
    marks = (question_mark(question) for question in catalogue.questions(id))
    return sum(mark is Mark.SOURCES_DIFFER for mark in marks)


@dataclass(frozen=True, slots=True)
class Part:
    """How a record takes part in a brief: as what, and through which of its bodies, if any."""

    record: Record
    statement: Statement
    through: str = ""
    is_proposal: bool = False

    @property
    def role(self) -> str:
        """As what it takes part; in an event, that event's word; in a meeting, its name."""
        item = self.statement.item
        word: str = getattr(item, "role", "") or getattr(item, "event", "") or item.session
        return word.replace("-", " ")


def parts(catalogue: Catalogue, id: str) -> list[Part]:
    """The briefs in which a country, organisation or person takes part, one row a brief."""
    found: dict[str, Part] = {}
    for who, statement in _taking_part(catalogue, id):
        if statement.record not in found:
            record, through = catalogue.records[statement.record], who if who != id else ""
            is_proposal = not catalogue.is_real(record.id)
            found[record.id] = Part(record, statement, through, is_proposal)
    return sorted(found.values(), key=lambda part: (part.record.title.casefold(), part.record.id))


def _taking_part(catalogue: Catalogue, id: str) -> Iterator[tuple[str, Statement]]:
    """Where a country, organisation or person takes part: itself, then a country's bodies."""
    for who in (id, *catalogue.in_country.get(id, ())):
        for statement in catalogue.parties_of.get(who, ()):
            yield who, statement


def latest(catalogue: Catalogue, count: int) -> list[Happening]:
    """The last things that happened to real briefs and policies, plans left out, newest first."""
    found = [
        happening
        for record in catalogue.records.values()
        if catalogue.is_real(record.id)
        for happening in happenings(catalogue, record)
        if happening.statement.item.date and is_done(happening)
    ]
    found.sort(key=lambda h: (h.date.latest, h.date.earliest, h.record.id), reverse=True)
    return found[:count]


def most_disputed(catalogue: Catalogue, count: int) -> list[tuple[Record, int]]:
    """The records with the most questions in which sources differ."""
    found = [(record, disputed(catalogue, record.id)) for record in catalogue.records.values()]
    found = [pair for pair in found if pair[1]]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].title.casefold()))[:count]


def busiest(catalogue: Catalogue, kind: str, count: int) -> list[str]:
    """The countries with the most briefs, or the topics with the most records."""

    def size(record: Record) -> int:
        if kind == "topics":
            return len(catalogue.on_topic.get(record.id, ()))
        return len({statement.record for _, statement in _taking_part(catalogue, record.id)})

    records = (r for r in catalogue.of_kind(kind) if not isinstance(r, Retired))
    sizes = [(-size(record), record.title, record.id) for record in records]
    return [id for _, _, id in sorted(sizes)[:count]]
