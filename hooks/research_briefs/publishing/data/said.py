"""What a statement says, in columns: each sort of item fills those that it has values for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...catalogue.statements import Statement
from ...pages.phrases import Phrases
from ...records.amounts import Amount
from ...records.dates import Date
from ...records.links import LinkedText
from ...records.model import (
    Binding,
    Claim,
    Event,
    Fact,
    Name,
    Party,
    Position,
    Question,
    Relation,
    Session,
)
from ...records.prose import Block
from .dates import NO_DATE, parts_of

#: The columns from `what` to `assessment`, in the order of `columns.STATEMENTS`.
Said = tuple[Any, ...]

_NO_MONEY = (None, None, None, None)
_NO_WHEN = (None, *NO_DATE, None)


def said_by(statement: Statement, say: Phrases) -> Said:
    """What a statement says, as the cells of its row between `field` and `source`."""
    return _SAID[statement.field](statement.item, say, statement)


def _said(  # noqa: PLR0913
    what: str | None,
    text: LinkedText | None,
    say: Phrases,
    *,
    value: str | None = None,
    language: str | None = None,
    who: tuple[str, ...] = (),
    place: str | None = None,
    when: tuple[str | None, ...] = _NO_WHEN,
    money: tuple[Any, ...] = _NO_MONEY,
) -> Said:
    said = say.line(text) if text else None
    return (what, value, language, who, place, said, *when, *money, (), None)


def _when(
    date: Date | None, as_of: Date | None = None, until: Date | None = None
) -> tuple[str | None, ...]:
    """Which of the two dates it is, its parts, and the end of a term."""
    term = until.text if until else None
    if date:
        return ("date", *parts_of(date), term)
    return ("as-of", *parts_of(as_of), term) if as_of else (None, *NO_DATE, term)


def _event(item: Event, say: Phrases, _: Statement) -> Said:
    when = _when(item.date, item.as_of, item.until)
    return _said(item.event, item.text, say, who=item.who, place=item.place, when=when)


def _session(item: Session, say: Phrases, _: Statement) -> Said:
    when = _when(item.date)
    return _said(item.session, item.text, say, who=item.who, place=item.place, when=when)


def _fact(item: Fact, say: Phrases, _: Statement) -> Said:
    value = say.line(item.value) if item.value else str(item.amount)
    money, when = _money(item.amount), _when(None, item.as_of)
    return _said(item.fact, item.text, say, value=value, money=money, when=when)


def _name(item: Name, say: Phrases, _: Statement) -> Said:
    return _said(item.kind, item.text, say, value=item.name, language=item.lang)


def _binding(item: Binding, say: Phrases, _: Statement) -> Said:
    return _said(item.is_, item.text, say)


def _party(item: Party, say: Phrases, _: Statement) -> Said:
    return _said(item.role, item.text, say, who=item.who)


def _position(item: Position, say: Phrases, _: Statement) -> Said:
    return _said(item.position, item.text, say, value=item.at, when=_when(item.date, item.as_of))


def _relation(item: Relation, say: Phrases, _: Statement) -> Said:
    return _said(item.relation, item.text, say, value=str(item.to))


def _paragraph(_: Block, say: Phrases, statement: Statement) -> Said:
    return (None, None, None, (), None, say.paragraph(statement), *_NO_WHEN, *_NO_MONEY, (), None)


def _question(item: Question, say: Phrases, _: Statement) -> Said:
    judged = say.plain(item.assessment.blocks) if item.assessment else None
    return (*_said(None, item.question, say)[:-2], item.about, judged)


def _claim(item: Claim, say: Phrases, statement: Statement) -> Said:
    return (*_said(None, item.claim, say)[:-2], (statement.question,), None)


def _money(amount: Amount | None) -> tuple[Any, ...]:
    if amount is None:
        return _NO_MONEY
    return amount.currency, amount.low, amount.high, "about" if amount.about else None


_SAID: Mapping[str, Callable[[Any, Phrases, Statement], Said]] = {
    "summary": _paragraph,
    "names": _name,
    "binding": _binding,
    "parties": _party,
    "events": _event,
    "sessions": _session,
    "positions": _position,
    "facts": _fact,
    "relations": _relation,
    "questions": _question,
    "claims": _claim,
}
