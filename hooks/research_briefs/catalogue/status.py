"""The state of a record on a day, derived from its dated events by the rules of the format.

Without another day asked for, a record is seen on the day when it was last checked, so that no
build depends on the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day

from ..records.dates import Date
from ..records.model import Curated, Dialogue, Event, Record, Session
from ..records.words import STATUSES
from .chronology import chronological, when

#: States that something has before it is more than a plan.
NOT_YET = ("proposed", "under-consideration", "in-negotiation", "agreed", "dropped")
#: States in which something works; others may be more than a plan without that.
IN_EFFECT = ("in-force", "under-way", "active", "completed")
#: States that a term can end; the others are plans, or have ended or stopped otherwise.
LASTING = ("agreed", "adopted", "signed", "contracted", "in-force", "under-way", "active")


@dataclass(frozen=True, slots=True)
class Change:
    """An event or session that gives a status, and the days between which it happened."""

    status: str
    item: Event | Session
    earliest: Day
    latest: Day

    @property
    def when(self) -> Date | None:
        return when(self.item)


@dataclass(frozen=True, slots=True)
class State:
    """What the data say of a record on a day.

    `status` is a key of STATUSES, or None if no event gives one. `run` holds the changes of the
    last unbroken run that gives it, the oldest first. `during` are changes to another status whose
    date leaves open whether they had happened by that day. `begun` is the change since which it is
    more than a plan, `until` the end of the term that ran out, and `replaced_by` the id of the
    record that took its place.
    """

    day: Day
    status: str | None = None
    run: tuple[Change, ...] = ()
    during: tuple[Change, ...] = ()
    begun: Change | None = None
    until: Date | None = None
    replaced_by: str = ""
    last_met: Session | None = None

    @property
    def is_real(self) -> bool:
        """False for a mere proposal, also for one that was dropped."""
        return self.status is None or STATUSES[self.status].real

    @property
    def since(self) -> Change | None:
        return self.run[0] if self.run else None


def derive(record: Record, day: Day | None = None) -> State | None:
    """The state of a record by its own events; None for kinds that have none."""
    if not isinstance(record, Curated) or not record.event_statuses:
        return None
    checked = record.checked.latest
    day = day or checked
    changes = list(_changes(record, checked))
    happened = [change for change in changes if change.latest <= day]
    if isinstance(record, Dialogue):
        happened = _without_steps_back(happened)
    run = _last_run(happened)
    status = run[-1].status if run else None
    during, begun, met = _during(changes, status, day), _begun(happened), _last_met(happened)
    state = State(day, status, run, during, begun, last_met=met)
    return _with_term(state, happened, record)


def replaced(state: State, by: str, replacing: State | None) -> State:
    """The state of a record that another one replaces, once that one is more than a plan."""
    if replacing is None or replacing.begun is None:
        return state
    if state.status is None or not state.is_real or state.status in ("ended", "cancelled"):
        return state
    return replace(state, status="replaced", run=(replacing.begun,), replaced_by=by, until=None)


def _changes(record: Curated, checked: Day) -> Iterator[Change]:
    """What gives a status, in the order of time. What a record tells had happened when checked.

    Sessions come before events that overlap them, so that “ended 2020” ends meetings of that year.
    """
    for item in chronological((*getattr(record, "sessions", ()), *getattr(record, "events", ()))):
        status = "active" if isinstance(item, Session) else record.event_statuses.get(item.event)
        date = when(item)
        if status is not None:
            earliest, latest = (date.earliest, date.latest) if date else (Day.min, checked)
            yield Change(status, item, earliest, min(latest, checked))


def _without_steps_back(changes: Sequence[Change]) -> list[Change]:
    """A dialogue that has met is active until an event ends or suspends it."""
    kept: list[Change] = []
    for change in changes:
        if kept and kept[-1].status == "active" and change.status in NOT_YET[:4]:
            continue
        kept.append(change)
    return kept


def _last_met(changes: Sequence[Change]) -> Session | None:
    sessions = [change.item for change in changes if isinstance(change.item, Session)]
    return sessions[-1] if sessions else None


def _during(changes: Sequence[Change], status: str | None, day: Day) -> tuple[Change, ...]:
    """The dated changes to another status between whose first and last day the day lies."""
    return tuple(
        change
        for change in changes
        if change.when and change.status != status and change.earliest <= day < change.latest
    )


def _begun(changes: Sequence[Change]) -> Change | None:
    """The first change that put it into effect, or at least made it more than a plan."""
    real = [change for change in changes if change.status not in NOT_YET]
    in_effect = [change for change in real if change.status in IN_EFFECT]
    return next(iter(in_effect or real), None)


def _last_run(changes: Sequence[Change]) -> tuple[Change, ...]:
    start = len(changes)
    while start and changes[start - 1].status == changes[-1].status:
        start -= 1
    return tuple(changes[start:])


def _with_term(state: State, happened: Sequence[Change], record: Curated) -> State:
    """A term that has run out without anything later ends the state."""
    until = _term(happened)
    if until is None or until.latest >= state.day or state.status not in LASTING:
        return state
    told = (*getattr(record, "events", ()), *getattr(record, "sessions", ()))
    if any(_comes_after(item, until, state.day) for item in told):
        return state
    return replace(state, status="term-ended", until=until)


def _term(happened: Sequence[Change]) -> Date | None:
    """The end of the last term given; an extension without one leaves it open."""
    for change in reversed(happened):
        until: Date | None = getattr(change.item, "until", None)
        if until or getattr(change.item, "event", "") == "extended":
            return until
    return None


def _comes_after(item: Event | Session, until: Date, day: Day) -> bool:
    """Whether something happened after the end of a term, by the day asked for."""
    date = when(item)
    if date is None or getattr(item, "event", "") == "planned":
        return False
    return until.latest < date.earliest <= day
