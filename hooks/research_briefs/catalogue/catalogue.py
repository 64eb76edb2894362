"""All records, indexed: by id, by kind, by what points at them. It resolves what records name."""

from __future__ import annotations

from builtins import id as identity
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import TypeVar

from ..reading.yaml_text import Document
from ..records.model import KINDS, Question, Record
from ..records.words import RELATIONS
from .alone import Alone, Known, Use, alone
from .circles import find_circles
from .marks import Mark, marks_of, question_mark, weakness
from .spelling import Spellings
from .statements import Statement
from .status import State, derive, replaced


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The records and everything derived from them; nothing in it changes once it is made.

    `circles` are the ids in what must not run in a circle and does, by its word (a relation's, or
    `broader`) and the first of them. `unread` are the ids of records whose files could not be read.
    `documents` are the files of the records, where issues may point at them.
    """

    kinds: Mapping[str, type[Record]]
    records: Mapping[str, Record]
    statements: Mapping[str, tuple[Statement, ...]]
    states: Mapping[str, State | None]
    relations_to: Mapping[str, tuple[Statement, ...]]
    parties_of: Mapping[str, tuple[Statement, ...]]
    on_topic: Mapping[str, tuple[str, ...]]
    in_country: Mapping[str, tuple[str, ...]]
    narrower: Mapping[str, tuple[str, ...]]
    uses: Mapping[str, tuple[Use, ...]]
    former_ids: Mapping[str, str]
    circles: Mapping[tuple[str, str], tuple[tuple[str, ...], ...]]
    spellings: Spellings
    unread: frozenset[str]
    documents: Mapping[str, Document]

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """The records of a kind, by title."""
        return self.sorted(id for id, record in self.records.items() if record.kind == kind)

    def sorted(self, ids: Iterable[str]) -> tuple[Record, ...]:
        """The records of these ids, by title; ids without a record are left out."""
        found = (self.records[id] for id in ids if id in self.records)
        return tuple(sorted(found, key=lambda r: (r.title.casefold(), r.id)))

    @property
    def briefs(self) -> tuple[Record, ...]:
        """Agreements, projects and dialogues, mere proposals included, by title."""
        return self.sorted(id for id, record in self.records.items() if record.is_brief)

    def is_real(self, id: str) -> bool:
        """Whether a record is more than a proposal."""
        state = self.states.get(id)
        return state is None or state.is_real

    def questions(self, id: str) -> tuple[Question, ...]:
        """The questions of a record."""
        return getattr(self.records[id], "questions", ())

    def marks(self, statement: Statement) -> tuple[Mark, ...]:
        """The marks of a statement."""
        return marks_of(statement, self.questions(statement.record), self.records)

    def status_marks(self, id: str, best: Statement | None) -> tuple[Mark, ...]:
        """The marks of a record's status: of questions about it, and of what attests it `best`."""
        if best is None:
            return ()
        asked = (question_mark(q) for q in self.questions(id) if "status" in q.about)
        return tuple(dict.fromkeys((*asked, *self.marks(best))))

    def status_statement(self, id: str) -> Statement | None:
        """The best-attested statement of those that give a record its status."""
        state = self.states.get(id)
        if state is None:
            return None
        run = {identity(change.item) for change in state.run}
        # Where another record gives the status (“replaced”), its events are not among ours.
        owner = state.replaced_by or id
        given_by = (s for s in self.statements[owner] if identity(s.item) in run)
        return min(given_by, key=lambda s: weakness(self.marks(s)), default=None)

    def statement(self, id: str, anchor: str) -> Statement | None:
        """The statement of a record with an anchor."""
        return next((s for s in self.statements.get(id, ()) if s.anchor == anchor), None)

    def countries_of(self, id: str) -> tuple[str, ...]:
        """The countries that take part: as parties themselves, or through their bodies."""
        found = dict.fromkeys(
            country
            for party in getattr(self.records[id], "parties", ())
            for who in party.who
            for country in self._countries_behind(who)
        )
        return tuple(record.id for record in self.sorted(found))

    def _countries_behind(self, who: str) -> Iterator[str]:
        record = self.records.get(who)
        if record is None:
            return
        country = who if record.kind == "countries" else getattr(record, "country", None)
        if country:
            yield country

    def years_of(self, id: str) -> tuple[int, ...]:
        """The years that the dates of its events and sessions name, at both ends if they span."""
        record = self.records[id]
        years: set[int] = set()
        for item in (*getattr(record, "events", ()), *getattr(record, "sessions", ())):
            when = item.date or getattr(item, "as_of", None)
            if when is not None:
                years |= {point.earliest.year for point in (when.start, when.end) if point}
        return tuple(sorted(years))


def build_catalogue(
    records: Iterable[Record],
    kinds: Mapping[str, type[Record]] = KINDS,
    as_of: Day | None = None,
    unread: Iterable[str] = (),
    documents: Mapping[str, Document] | None = None,
    known: Known | None = None,
) -> Catalogue:
    """Index records, in the order of kinds and ids, in whichever order they come.

    Of two with the same id the first counts; the check tells of the other. `as_of` asks for the
    state on another day than the one when each record was checked. `known` is what followed from
    the records of an earlier catalogue; what follows from these joins it.
    """
    by_id: dict[str, Record] = {}
    order = list(kinds)
    for record in sorted(records, key=lambda r: (order.index(r.kind), r.id)):
        by_id.setdefault(record.id, record)
    known = {} if known is None else known
    each = {id: alone(record, known) for id, record in by_id.items()}
    statements = {id: found.statements for id, found in each.items()}
    relations = _relations(each)
    return Catalogue(
        kinds=kinds,
        records=by_id,
        statements=statements,
        states=_states(each, relations, as_of),
        relations_to=relations,
        parties_of=_by_party(each),
        on_topic=_index(by_id, "topics"),
        in_country=_index(by_id, "country"),
        narrower=_index(by_id, "broader"),
        uses=_uses(each),
        former_ids={
            former: id for id, r in by_id.items() for former in r.stated("former_ids") or ()
        },
        circles=_circles(by_id),
        spellings=Spellings(by_id, statements),
        unread=frozenset(unread) - by_id.keys(),
        documents=documents or {},
    )


Key = TypeVar("Key")
Found = TypeVar("Found")


def _grouped(pairs: Iterable[tuple[Key, Found]]) -> Mapping[Key, tuple[Found, ...]]:
    """Gather the values of each key in the order in which they come."""
    groups: dict[Key, list[Found]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


Each = Mapping[str, Alone]


def _relations(each: Each) -> Mapping[str, tuple[Statement, ...]]:
    """The relations that point at each record."""
    return _grouped((s.item.to.record, s) for found in each.values() for s in found.relations)


def _by_party(each: Each) -> Mapping[str, tuple[Statement, ...]]:
    """The statements in which each country, organisation or person takes part."""
    return _grouped(
        (who, s)
        for found in each.values()
        for s in found.parties
        for who in dict.fromkeys(s.item.who)
    )


def _index(records: Mapping[str, Record], field: str) -> Mapping[str, tuple[str, ...]]:
    """The records that name each id in a field, which holds one id or several."""
    pairs: list[tuple[str, str]] = []
    for id, record in records.items():
        value = record.stated(field) or ()
        pairs += [(named, id) for named in ((value,) if isinstance(value, str) else value)]
    return _grouped(pairs)


def _uses(each: Each) -> Mapping[str, tuple[Use, ...]]:
    """Where each source is cited."""
    return _grouped(
        (source, use)
        for found in each.values()
        for use in found.uses
        for source in use.citation.sources
    )


def _circles(
    records: Mapping[str, Record],
) -> Mapping[tuple[str, str], tuple[tuple[str, ...], ...]]:
    """The circles, by word and first id, in relations and among topics where there may be none."""
    steps: dict[str, dict[str, list[str]]] = {word: {} for word in ("broader", *RELATIONS)}
    for id, record in records.items():
        steps["broader"][id] = list(record.stated("broader") or ())
        for relation in record.stated("relations") or ():
            if RELATIONS[relation.relation].acyclic:
                steps[relation.relation].setdefault(id, []).append(relation.to.record)
    return _grouped(
        ((word, circle[0]), circle) for word in steps for circle in find_circles(steps[word])
    )


def _states(
    each: Each, relations: Mapping[str, tuple[Statement, ...]], as_of: Day | None
) -> Mapping[str, State | None]:
    own = {id: derive(found.record, as_of) if as_of else found.state for id, found in each.items()}
    states = dict(own)
    for id in own:
        for relation in relations.get(id, ()):
            state = states[id]
            # What replaces one statement of a record does not end the record.
            whole = relation.item.relation == "replaces" and not relation.item.to.statement
            if state and whole:
                states[id] = replaced(state, relation.record, own.get(relation.record))
    return states
