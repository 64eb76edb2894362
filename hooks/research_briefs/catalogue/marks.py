"""The marks beside a statement: derived from how its sources were read, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from ..records.citations import Sourcing
from ..records.model import Question, Record, Source
from .statements import Statement

Sources = Mapping[str, Record]


class Mark(StrEnum):
    """What a reader must know beside the statement itself."""

    NOT_VERIFIED = "not-verified"
    ACCORDING_TO = "according-to"
    INFERRED = "inferred"
    SOURCES_DIFFER = "sources-differ"
    DOUBTFUL = "doubtful"
    OPEN = "open"


def question_mark(question: Question) -> Mark:
    """Open, doubtful or disputed: what is in `about` counts as the first claim."""
    claims = len(question.claims) + (1 if question.about else 0)
    if claims == 0:
        return Mark.OPEN
    return Mark.DOUBTFUL if claims == 1 else Mark.SOURCES_DIFFER


def attestation(sourcing: Sourcing, sources: Sources) -> tuple[Mark, ...]:
    """How well sources attest a statement; nothing if one of them was read in full."""
    if not sourcing:
        return ()
    marks: list[Mark] = []
    if all(citation.citing is not None for citation in sourcing):
        marks.append(Mark.ACCORDING_TO)
    if all(_is_excerpt(sources.get(citation.source)) for citation in sourcing):
        marks.append(Mark.NOT_VERIFIED)
    return tuple(marks)


def _is_excerpt(source: Record | None) -> bool:
    return not isinstance(source, Source) or source.read == "excerpt"


def marks_of(
    statement: Statement, questions: Iterable[Question], sources: Sources
) -> tuple[Mark, ...]:
    """The marks of a statement; `questions` are those of its record."""
    marks = [question_mark(q) for q in questions if statement.anchor in q.about]
    if statement.inferred is not None:
        marks.append(Mark.INFERRED)
    marks += attestation(statement.sourcing, sources)
    return tuple(dict.fromkeys(marks))


def weakness(marks: Iterable[Mark]) -> int:
    """The better a statement is attested, the lower; to choose the best of several."""
    order = (
        Mark.DOUBTFUL,
        Mark.SOURCES_DIFFER,
        Mark.INFERRED,
        Mark.ACCORDING_TO,
        Mark.NOT_VERIFIED,
    )
    return sum(1 << order.index(mark) for mark in marks)
