"""Records as JSON: what the tables say of each, what its file says, and all its statements."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
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

#: Records hold no circles, and to look for them takes a tenth of the time.
_dump = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def of_records(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Each record with its id, as JSON on one line."""
    kept = {table.name: _kept(table) for table in (tables.records, tables.statements)}
    for id, row in zip(tables.catalogue.records, tables.records.rows, strict=True):
        yield id, _dump(_record(tables, id, row, kept)).encode()


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
        head = _dump({key: value for key, value in whole.items() if value})
        self._file.write(f'{head[:-1]},"records":[\n'.encode())

    def add(self, record: bytes) -> None:
        """Put a record behind the others."""
        self._file.write(self._between)
        self._file.write(record)
        self._between = b",\n"

    def ended(self) -> bytes:
        """The whole file."""
        self._file.write(b"\n]}\n")
        return self._file.getvalue()


#: For each column its name, if JSON has it so.
_Kept = Sequence[str | None]


def _kept(table: Table) -> _Kept:
    return [None if name in _SAID[table.name] else name for name in table.header]


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
    return {
        name: _number(value) if type(value) is Decimal else value
        for name, value in zip(kept, row, strict=True)
        if name and (value or (value is not None and value != ()))
    }


def _number(value: Decimal) -> int | float:
    """An amount exactly, as far as JSON's readers take it."""
    is_whole = value == value.to_integral_value() or value.adjusted() > _MOST_FIGURES
    return int(value) if is_whole else float(value)
