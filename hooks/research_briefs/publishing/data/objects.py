"""Records as JSON: what the tables say of each, what its file says, and all its statements.

Pydantic writes it, for which it needs less than half of what Python's own module does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from operator import itemgetter
from typing import Any

from pydantic_core import to_json

from ...catalogue.statements import Statement
from ...records.written import written
from .dataset import Dataset
from .tables import Row, Table, Tables

#: The columns that JSON says otherwise: by the licence, by the record, by the citations.
_SAID = {
    "records": frozenset(("licence",)),
    "statements": frozenset(("record", "kind", "standing", "source", "locator", "citing")),
}
#: A number with more figures before its point is whole to whoever reads it.
_MOST_FIGURES = 15


def of_records(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Each record with its id, as JSON on one line."""
    kept = {table.name: _kept(table) for table in (tables.records, tables.statements)}
    for id, row in zip(tables.catalogue.records, tables.records.rows, strict=True):
        yield id, to_json(_record(tables, id, row, kept))


class Together:
    """All records in one file, one a line, behind what is said of the whole.

    The file is as large as all others together, so it grows in place.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._file, self._between = BytesIO(), b""
        whole = {
            "title": dataset.title,
            "description": dataset.about,
            "publisher": dataset.publisher,
            "address": dataset.home,
            "licence": dataset.terms,
        }
        head = to_json({key: value for key, value in whole.items() if value})
        self._file.write(b'%b,"records":[\n' % head[:-1])

    def add(self, record: bytes) -> None:
        """Put a record behind the others."""
        self._file.write(self._between)
        self._file.write(record)
        self._between = b",\n"

    def ended(self) -> bytes:
        """The whole file."""
        self._file.write(b"\n]}\n")
        return self._file.getvalue()


@dataclass(frozen=True, slots=True)
class _Kept:
    """The columns of a table that JSON has too, what gives their cells, and which are amounts."""

    names: Sequence[str]
    cells: Callable[[Row], Row]
    amounts: Sequence[str]


def _kept(table: Table) -> _Kept:
    found = [column for column in table.columns if column.name not in _SAID[table.name]]
    return _Kept(
        names=[column.name for column in found],
        cells=itemgetter(*(table.columns.index(column) for column in found)),
        amounts=[column.name for column in found if column.type == "number"],
    )


def _record(tables: Tables, id: str, row: Row, kept: Mapping[str, _Kept]) -> dict[str, Any]:
    found = zip(tables.catalogue.statements[id], tables.said[id], strict=True)
    said = _filled(kept["records"], row)
    said["statements"] = [_statement(each, tables, of, kept["statements"]) for each, of in found]
    said["record"] = written(tables.catalogue.records[id])
    if tables.dataset.terms:
        said["licence"] = tables.dataset.terms
    return said


def _statement(statement: Statement, tables: Tables, row: Row, kept: _Kept) -> dict[str, Any]:
    said = _filled(kept, row)
    said["place_in_record"] = "/" + "/".join(map(str, statement.path))
    if statement.sourcing:
        said["citations"] = [_citation(*cited) for cited in tables.cited(row)]
    return said


def _citation(source: str, locator: str, citing: str) -> dict[str, str]:
    found = {"source": source}
    if locator:
        found["locator"] = locator
    if citing:
        found["citing"] = citing
    return found


def _filled(kept: _Kept, row: Row) -> dict[str, Any]:
    """The cells of a row that hold something, by their columns."""
    said: dict[str, Any] = {
        name: value
        for name, value in zip(kept.names, kept.cells(row), strict=True)
        if value or (value is not None and value != ())
    }
    for name in kept.amounts:
        if name in said:
            said[name] = _number(said[name])
    return said


def _number(value: Decimal) -> int | float:
    """An amount exactly, as far as JSON's readers take it."""
    is_whole = value == value.to_integral_value() or value.adjusted() > _MOST_FIGURES
    return int(value) if is_whole else float(value)
