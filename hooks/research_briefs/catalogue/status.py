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
    last unbroken run that gives it, the oldest first. `during` are changes whose date leaves open
    whether they had happened by that day. `until` is the end of the term that ran out, and
    `replaced_by` the id of the record that took its place.
    """

    day: Day
    status: str | None = None
    run: tuple[Change, ...] = ()
    during: tuple[Change, ...] = ()
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
    during = tuple(change for change in changes if change.earliest <= day < change.latest)
    if isinstance(record, Dialogue):
        happened = _without_steps_back(happened)
    state = State(day, during=during, last_met=_last_met(happened))
    if not happened:
        return state
    state = replace(state, status=happened[-1].status, run=_last_run(happened))
    return _with_term(state, day)


def replaced(state: State, by: str, replacing: State | None) -> State:
    """The state of a record that another one replaces, once that one is more than a plan."""
    if replacing is None or replacing.status is None or replacing.status in NOT_YET:
        return state
    if state.status is None or not state.is_real or state.status in ("ended", "cancelled"):
        return state
    return replace(state, status="replaced", run=replacing.run[:1], replaced_by=by, until=None)


def _changes(record: Curated, checked: Day) -> Iterator[Change]:
    """What gives a status, in the order of time. What a record tells had happened when checked."""
    for item in chronological((*getattr(record, "events", ()), *getattr(record, "sessions", ()))):
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


def _last_run(changes: Sequence[Change]) -> tuple[Change, ...]:
    start = len(changes)
    while start and changes[start - 1].status == changes[-1].status:
        start -= 1
    return tuple(changes[start:])


def _with_term(state: State, day: Day) -> State:
    """A term that has run out without anything later ends the state."""
    until = getattr(state.run[-1].item, "until", None)
    if until is None or until.latest >= day or state.status == "suspended":
        return state
    return replace(state, status="term-ended", until=until)
