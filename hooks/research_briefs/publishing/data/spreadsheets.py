"""Tables as CSV: RFC 4180, UTF-8, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from .tables import Table

#: How a cell begins that a spreadsheet may take for a formula; in Japan also with wide signs.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
#: What a cell has only between quotes.
_QUOTED = re.compile('[",\r\n]')


def csv(table: Table) -> bytes:
    """A table with the names of its columns in the first line."""
    cells, rows = _Cells(), chain([table.header], _harmless(table))
    return b"".join([f"{','.join(map(cells.__getitem__, row))}\r\n".encode() for row in rows])


class _Cells(dict[str | int | None, str]):
    """Cells as CSV has them, each made once: most stand in many rows."""

    def __missing__(self, cell: str | int | None) -> str:
        text = "" if cell is None else str(cell)
        if _QUOTED.search(text):
            text = '"' + text.replace('"', '""') + '"'
        self[cell] = text
        return text


def defused(text: str) -> str:
    """A text behind an apostrophe if it begins as a formula does.

    >>> defused("=1+1"), defused("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{text}" if text[:1] in _FORMULA else text


def _harmless(table: Table) -> Iterator[Sequence[Any]]:
    """The rows with all texts defused; numbers and words of our own stay what they are."""
    texts = [n for n, column in enumerate(table.columns) if not column.ours]
    for row in table.flat:
        cells: list[Any] = row
        if not _FORMULA.isdisjoint([cells[n][:1] for n in texts if cells[n]]):
            cells = [*row]
            for n in texts:
                cells[n] = defused(cells[n] or "")
        yield cells
