"""What curators should look at next: what is due for a check, and what rests on weak ground.

Nothing here knows today. A record is due from a day that follows from its last check; whoever knows
today, a command or a reader's browser, tells which of these days have come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from enum import StrEnum
from functools import partial

from ..records.dates import Date, parse_day
from ..records.model import Curated, Question, Record, Source
from ..records.words import DAYS_WITHOUT_STATUS, STATUSES, WEAK_AUTHORITIES
from .catalogue import Catalogue
from .marks import Mark, attestation, question_mark
from .remembered import Remembered, asking
from .statements import Statement


class Ground(StrEnum):
    """Why a statement or question wants another look, the most urgent first."""

    SOURCES_DIFFER = "sources-differ"
    DOUBTFUL = "doubtful"
    OPEN = "open"
    WEAK = "weak"
    NOT_VERIFIED = "not-verified"


@dataclass(frozen=True, slots=True)
class Due:
    """From which `day` on a record is due: so many `days`, by its status, after its check."""

    record: Curated
    status: str | None
    days: int
    day: Day

    @property
    def date(self) -> Date:
        """The day as pages write dates."""
        return parse_day(self.day.isoformat())


def due(catalogue: Catalogue) -> tuple[Due, ...]:
    """All records that curators check, soonest first."""
    found = (_due(r, catalogue) for r in catalogue.records.values() if isinstance(r, Curated))
    return tuple(sorted(found, key=lambda d: (d.day, d.record.title.casefold(), d.record.id)))


#: Statements of a record, each with a ground on which it wants another look.
Grounds = tuple[tuple[Statement, Ground], ...]


def grounds(
    catalogue: Catalogue, remembered: Remembered[Grounds] | None = None
) -> Mapping[Ground, tuple[Statement, ...]]:
    """The statements and questions on each ground, by how soon their records are due.

    Of questions those come first that nobody has assessed.
    """
    ask = asking(catalogue, remembered)
    places = {d.record.id: place for place, d in enumerate(due(catalogue))}
    found: dict[Ground, list[Statement]] = {ground: [] for ground in Ground}
    for id in sorted(catalogue.statements, key=lambda id: places.get(id, -1)):
        statements = catalogue.statements[id]
        for statement, ground in ask(id, statements, partial(_grounds, statements)):
            found[ground].append(statement)
    return {ground: tuple(sorted(listed, key=is_assessed)) for ground, listed in found.items()}


def _grounds(statements: tuple[Statement, ...], catalogue: Catalogue) -> Grounds:
    return tuple((s, ground) for s in statements for ground in _grounds_of(s, catalogue))


def is_assessed(statement: Statement) -> bool:
    """Whether curators have said what they make of a question; not so of anything else."""
    return isinstance(statement.item, Question) and statement.item.assessment is not None


def rests_on_one_weak_source(statement: Statement, catalogue: Catalogue) -> bool:
    """Whether all citations of a statement are of one source, and that one is weak."""
    sources = {citation.source for citation in statement.sourcing}
    return len(sources) == 1 and is_weak(catalogue.records.get(sources.pop()))


def is_weak(source: Record | None) -> bool:
    """Whether there is a caution about a source, or it is reporting or opinion not read in full."""
    if not isinstance(source, Source):
        return False
    return bool(source.caution) or (source.authority in WEAK_AUTHORITIES and source.read != "full")


def unarchived(catalogue: Catalogue) -> tuple[Source, ...]:
    """The sources with an address and no archived copy: the dead first, then the most cited."""

    def order(source: Source) -> tuple[bool, int, str]:
        return not source.dead, -len(catalogue.uses.get(source.id, ())), source.id

    found = (r for r in catalogue.records.values() if isinstance(r, Source))
    return tuple(sorted((s for s in found if s.address and not s.archived), key=order))


def _due(record: Curated, catalogue: Catalogue) -> Due:
    state = catalogue.states.get(record.id)
    status = state.status if state else None
    days = STATUSES[status].days if status else DAYS_WITHOUT_STATUS
    checked = record.checked.earliest
    return Due(record, status, days, min(checked, Day.max - timedelta(days)) + timedelta(days))


def _grounds_of(statement: Statement, catalogue: Catalogue) -> Iterator[Ground]:
    if isinstance(statement.item, Question):
        yield _OF_QUESTION[question_mark(statement.item)]
        return
    if rests_on_one_weak_source(statement, catalogue):
        yield Ground.WEAK
    if Mark.NOT_VERIFIED in attestation(statement.sourcing, catalogue.records):
        yield Ground.NOT_VERIFIED


_OF_QUESTION = {
    Mark.SOURCES_DIFFER: Ground.SOURCES_DIFFER,
    Mark.DOUBTFUL: Ground.DOUBTFUL,
    Mark.OPEN: Ground.OPEN,
}
