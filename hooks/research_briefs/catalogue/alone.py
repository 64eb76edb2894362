"""What follows from a record alone, whatever others say: kept as long as the record is the same."""

from __future__ import annotations

from dataclasses import dataclass

from ..records.citations import Citation
from ..records.model import Record
from .statements import WITH_PARTIES, Statement, statements_of
from .status import State, derive


@dataclass(frozen=True, slots=True)
class Use:
    """A source cited in a statement, as the source itself or as what the source cites."""

    statement: Statement
    citation: Citation


@dataclass(frozen=True, slots=True)
class Alone:
    """A record with its statements and its own state on the day when it was last checked.

    `relations` are the statements that relate it to others, `parties` those in which somebody takes
    part, and `uses` its citations.
    """

    record: Record
    statements: tuple[Statement, ...]
    state: State | None
    relations: tuple[Statement, ...]
    parties: tuple[Statement, ...]
    uses: tuple[Use, ...]


#: What followed from records before, by their ids.
Known = dict[str, Alone]


def alone(record: Record, known: Known) -> Alone:
    """What follows from a record; from the very same one as before it need not be found out."""
    found = known.get(record.id)
    if found is None or found.record is not record:
        found = known[record.id] = _alone(record)
    return found


def _alone(record: Record) -> Alone:
    statements = statements_of(record)
    return Alone(
        record,
        statements,
        derive(record),
        tuple([s for s in statements if s.field == "relations"]),
        tuple([s for s in statements if s.field in WITH_PARTIES and s.item.who]),
        tuple([Use(s, citation) for s in statements for citation in s.sourcing]),
    )
