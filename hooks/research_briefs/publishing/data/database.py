"""Tables as a SQLite database whose bytes depend on nothing but the tables.

SQLite notes in the file's header how often it was written and by which version of the library
(https://www.sqlite.org/fileformat.html); these fields get fixed values. Rows go in before indexes
are made, so that pages fill in the order of the rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from .columns import Column
from .tables import Table

_TYPES = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "NUMERIC"}
#: As a file in memory, which can be given out as it lies there; `:memory:` would be copied twice.
_IN_MEMORY = "file:data?vfs=memdb"
#: What must not differ between builds of the library.
_PAGE = 4096
_PRAGMAS = (
    f"page_size = {_PAGE}",
    "encoding = 'UTF-8'",
    "auto_vacuum = NONE",
    "secure_delete = ON",
)
#: Places of the header: counter of changes, the version for which it holds, the library's version.
_CHANGES, _VALID_FOR, _VERSION = slice(24, 28), slice(92, 96), slice(96, 100)
#: The header of the file, and by the sort of a tree's page the length of that of the page.
_HEADER = 100
_HEADS = {2: 12, 5: 12, 10: 8, 13: 8}
#: SQLite keeps it as NULL. Of None Python asks each time, in vain, how it is to be adapted, which
#: takes longer than all that SQLite does with the cell.
_NULL = float("nan")
_ONCE, _SOME_VERSION = (1).to_bytes(4, "big"), (3_040_000).to_bytes(4, "big")


def sqlite(tables: Iterable[Table]) -> bytes:
    """A database of these tables, as the content of its file."""
    with sqlite3.connect(_IN_MEMORY, uri=True, isolation_level=None) as connection:
        for command, rows in script(tables):
            if rows is None:
                connection.execute(command)
            else:
                connection.executemany(command, rows)
        content = connection.serialize()
    connection.close()
    return settled(content)


def script(tables: Iterable[Table]) -> Iterator[tuple[str, Iterable[Sequence[Any]] | None]]:
    """The commands that make the database, with the rows that they insert."""
    for pragma in _PRAGMAS:
        yield f"PRAGMA {pragma}", None
    yield "BEGIN", None
    for table in tables:
        columns = ",\n  ".join(map(_column, table.columns))
        yield f'CREATE TABLE "{table.name}" (\n  {columns}\n)', None
        marks = ", ".join("?" * len(table.columns))
        yield f'INSERT INTO "{table.name}" VALUES ({marks})', _bound(table)  # noqa: S608
        for column in table.columns:
            if column.name == table.key:
                yield _index(table, column, "UNIQUE INDEX"), None
            elif column.refers_to and column.required:
                yield _index(table, column, "INDEX"), None
    yield "COMMIT", None


def _bound(table: Table) -> Iterator[Sequence[Any]]:
    """The rows of a table as they are handed to SQLite."""
    for row in table.flat:
        yield [_NULL if cell is None else cell for cell in row]


def settled(content: bytes) -> bytes:
    """The file without what depends on the library that wrote it."""
    whole = BytesIO(content)  # it can be changed in place, and given out without another copy
    with whole.getbuffer() as file:
        file[_CHANGES] = file[_VALID_FOR] = _ONCE
        file[_VERSION] = _SOME_VERSION
        for start in range(0, len(file), _PAGE):
            _clear_gap(file, start)
    return whole.getvalue()


def _clear_gap(file: memoryview, start: int) -> None:
    """Clear the unused middle of a page, in which scraps of earlier states may lie.

    A page of a tree begins with its sort, the number of its cells and where they begin; behind
    that stand the places of the cells. Pages of another sort have no gap.
    """
    head = start + (_HEADER if start == 0 else 0)
    length = _HEADS.get(file[head])
    if length is not None:
        cells = int.from_bytes(file[head + 3 : head + 5], "big")
        begin, end = head + length + 2 * cells, int.from_bytes(file[head + 5 : head + 7], "big")
        file[begin : start + end] = bytes(start + end - begin)


def _column(column: Column) -> str:
    needed = " NOT NULL" if column.required else ""
    refers = f' REFERENCES "{column.refers_to}" ("id")' if column.refers_to else ""
    return f'"{column.name}" {_TYPES[column.type]}{needed}{refers}'


def _index(table: Table, column: Column, sort: str) -> str:
    name = f"{table.name}_by_{column.name}"
    return f'CREATE {sort} "{name}" ON "{table.name}" ("{column.name}")'
