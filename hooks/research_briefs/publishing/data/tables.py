"""The tables: what their columns mean, and how one record or statement becomes a row.

A cell is text, a number or nothing; several values in one cell are a tuple. How each sort of file
writes these is its own business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from ...catalogue.catalogue import Catalogue
from ...catalogue.marks import Mark, question_mark
from ...catalogue.statements import Statement
from ...pages import addresses, bibliography
from ...pages.phrases import MarkShown, Phrases
from ...records.model import Record, Source
from ...records.written import place_of
from . import columns
from .columns import Column
from .dataset import Dataset
from .dates import parts_of
from .said import said_by

Cell = str | int | Decimal | tuple[str, ...] | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table with its rows in the order of the catalogue.

    `key` is the column that names a row, if there is one.
    """

    name: str
    about: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    key: str = ""

    @cached_property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    @cached_property
    def flat(self) -> list[list[str | int | None]]:
        """The rows with one value in each cell: several are joined, amounts are figures."""
        several = [n for n, column in enumerate(self.columns) if column.several]
        numbers = [n for n, column in enumerate(self.columns) if column.type == "number"]
        rows: list[list[Any]] = []
        for row in self.rows:
            cells: list[Any] = [*row]
            for place in several:
                cells[place] = joined(cells[place]) if cells[place] else None
            for place in numbers:
                if cells[place] is not None:
                    cells[place] = _figures(cells[place])
            rows.append(cells)
        return rows


#: Columns of statements: what each is called, what it says, its sources with the places in them.
_NAMES = [column.name for column in columns.STATEMENTS]
_FIELD, _TEXT, _FIRST = map(_NAMES.index, ("field", "text", "source"))
_CITED = slice(_FIRST, _FIRST + 3)

#: What stands between several values in one cell.
BETWEEN = "; "


def joined(values: Sequence[str]) -> str | None:
    """Several values as one; nothing if all are empty."""
    return BETWEEN.join(values) if any(values) else None


@dataclass(frozen=True)
class Tables:
    """The tables of a catalogue; each is made once."""

    say: Phrases
    dataset: Dataset

    @property
    def catalogue(self) -> Catalogue:
        """All records."""
        return self.say.catalogue

    @property
    def all(self) -> tuple[Table, ...]:
        """All tables, each behind those that it refers to."""
        return self.records, self.sources, self.statements, self.citations

    @cached_property
    def records(self) -> Table:
        """One row a record, of whatever kind."""
        rows = [self._record(record) for record in self.catalogue.records.values()]
        return Table("records", columns.ABOUT["records"], columns.RECORDS, rows, "id")

    @cached_property
    def sources(self) -> Table:
        """One row a source, under the names of CSL."""
        found = (r for r in self.catalogue.records.values() if isinstance(r, Source))
        rows = [self._source(source) for source in found]
        return Table("sources", columns.ABOUT["sources"], columns.SOURCES, rows, "id")

    @cached_property
    def statements(self) -> Table:
        """One row a statement."""
        rows = [row for found in self.said.values() for row in found]
        return Table("statements", columns.ABOUT["statements"], columns.STATEMENTS, rows, "id")

    @cached_property
    def said(self) -> Mapping[str, Sequence[Row]]:
        """The rows of statements, by the record in which they stand."""
        return {id: list(self._statements(id)) for id in self.catalogue.records}

    @cached_property
    def citations(self) -> Table:
        """One row for each source of each statement."""
        rows: list[Row] = [
            (row[0], number, source, locator or None, citing or None)
            for row in self.statements.rows
            for number, (source, locator, citing) in enumerate(self.cited(row), 1)
        ]
        return Table("citations", columns.ABOUT["citations"], columns.CITATIONS, rows)

    def cited(self, row: Row) -> Iterator[tuple[str, str, str]]:
        """The sources of a row of statements: each with its place, and with what it cites."""
        cells: Any = row[_CITED]
        return zip(*cells, strict=True)

    def _address(self, record: Record) -> str:
        return self.dataset.address(addresses.of_record(record))

    def _standing(self, id: str) -> str:
        return "real" if self.catalogue.is_real(id) else "proposed"

    def _record(self, record: Record) -> Row:
        catalogue, id = self.catalogue, record.id
        statements = self.said[id]
        binding = getattr(record, "binding", None)
        summary = (str(row[_TEXT]) for row in statements if row[_FIELD] == "summary")
        withdrawn = getattr(record, "withdrawn", None)
        return (
            id,
            record.kind,
            record.title,
            self._standing(id),
            *self._state(id),
            getattr(record, "form", None),
            binding.is_ if binding else None,
            getattr(record, "track", None),
            getattr(record, "code", None),
            getattr(record, "country", None),
            catalogue.countries_of(id),
            tuple(dict.fromkeys(who for p in getattr(record, "parties", ()) for who in p.who)),
            getattr(record, "topics", ()),
            getattr(record, "broader", ()),
            tuple(name.name for name in getattr(record, "names", ())),
            " ".join(summary) or None,
            len(statements),
            len(catalogue.questions(id)),
            _text(getattr(record, "checked", None)),
            getattr(record, "curators", ()),
            getattr(record, "former_ids", ()),
            getattr(record, "merged_into", None),
            self.say.line(withdrawn) if withdrawn else None,
            self._address(record),
            self.dataset.licence or None,
        )

    def _state(self, id: str) -> Row:
        """The state of a record, the day on which it is seen, and what stands behind it."""
        state = self.catalogue.states.get(id)
        if state is None:
            return (None,) * 8
        since = state.since.when if state.since else None
        begins = "as-of" if state.since and state.since.item.date is None else "date"
        return (
            state.status,
            state.day.isoformat(),
            _text(since),
            begins if since else None,
            _text(state.until),
            tuple(f"{change.status} {change.when}" for change in state.during),
            state.replaced_by or None,
            _marks(self.say.status_marks(id)),
        )

    def _source(self, source: Source) -> Row:
        return (
            source.id,
            source.type,
            source.genre,
            source.title,
            source.translated_title,
            tuple(map(bibliography.name, source.author)),
            *parts_of(source.issued),
            source.container_title,
            source.collection_title,
            source.number,
            source.publisher,
            source.URL,
            source.DOI,
            source.archived,
            _text(source.accessed),
            source.language,
            source.authority,
            source.read,
            _text(source.extent),
            source.counting,
            source.caution,
            len(self.catalogue.uses.get(source.id, ())),
            self._address(source),
            self.dataset.licence or None,
            _text(source.dead),
        )

    def _statements(self, id: str) -> Iterator[Row]:
        record = self.catalogue.records[id]
        kind, standing, address = record.kind, self._standing(id), self._address(record)
        for statement in self.catalogue.statements[id]:
            anchor, sourcing = statement.anchor, statement.sourcing
            yield (
                f"{id}#{anchor}",
                id,
                kind,
                standing,
                statement.field,
                *said_by(statement, self.say),
                tuple([citation.source for citation in sourcing]),
                tuple([place_of(citation) for citation in sourcing]),
                tuple([citation.citing or "" for citation in sourcing]),
                self._marks(statement),
                self.say.line(statement.inferred) if statement.inferred else None,
                f"{address}#{anchor}",
            )

    def _marks(self, statement: Statement) -> tuple[Mark, ...]:
        if statement.field == "questions":
            return (question_mark(statement.item),)
        return _marks(self.say.marks(statement))


def _marks(shown: Iterable[MarkShown]) -> tuple[Mark, ...]:
    return tuple([mark for mark, _, _, _ in shown])


def _figures(amount: Decimal) -> str:
    """An amount in figures, without zeros that say nothing."""
    figures = format(amount, "f")
    return figures.rstrip("0").rstrip(".") if "." in figures else figures


def _text(value: object) -> str | None:
    return None if value is None else str(value)
