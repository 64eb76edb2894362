"""Records as JSON: what the tables say of each, what its file says, and all its statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

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

_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def of_records(tables: Tables) -> Mapping[str, bytes]:
    """Each record by its id, as JSON on one line."""
    rows = iter(tables.statements.rows)
    return {
        id: _dump(_record(tables, row, rows)).encode()
        for id, row in zip(tables.catalogue.records, tables.records.rows, strict=True)
    }


def together(dataset: Dataset, records: Iterable[bytes]) -> bytes:
    """All records in one file, one a line, behind what is said of the whole."""
    whole = {
        "title": dataset.title,
        "description": dataset.about,
        "publisher": dataset.publisher,
        "address": dataset.home,
        "licence": dataset.terms,
    }
    head = _dump({key: value for key, value in whole.items() if value})
    return b"".join((head[:-1].encode(), b',"records":[\n', b",\n".join(records), b"\n]}\n"))


def _record(tables: Tables, row: Row, rows: Iterator[Row]) -> dict[str, Any]:
    """A record; takes from `rows` those of its statements."""
    catalogue = tables.catalogue
    record = catalogue.records[str(row[0])]
    statements = [
        _statement(statement, tables, next(rows)) for statement in catalogue.statements[record.id]
    ]
    said = _filled(tables.records, row)
    said |= {"statements": statements, "record": written(record)}
    if tables.dataset.terms:
        said["licence"] = tables.dataset.terms
    return said


def _statement(statement: Statement, tables: Tables, row: Row) -> dict[str, Any]:
    said = _filled(tables.statements, row)
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


def _filled(table: Table, row: Row) -> dict[str, Any]:
    """The cells of a row that hold something, by their columns."""
    return {
        name: _number(value) if type(value) is Decimal else value
        for name, value in zip(table.header, row, strict=True)
        if value is not None and value != () and name not in _SAID[table.name]
    }


def _number(value: Decimal) -> int | float:
    """An amount exactly, as far as JSON's readers take it."""
    is_whole = value == value.to_integral_value() or value.adjusted() > _MOST_FIGURES
    return int(value) if is_whole else float(value)
