"""Tables as CSV: RFC 4180, UTF-8, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from .tables import Table

#: How a cell begins that a spreadsheet may take for a formula; in Japan also with wide signs.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
#: What a cell has only between quotes.
_QUOTED = re.compile('[",\r\n]')


def csv(table: Table) -> bytes:
    """A table with the names of its columns in the first line."""
    cells = _Cells()
    rows: Iterable[Sequence[str | int | None]] = chain([table.header], table.flat)
    return b"".join([f"{','.join(map(cells.__getitem__, row))}\r\n".encode() for row in rows])


class _Cells(dict[str | int | None, str]):
    """Cells as CSV has them, each made once: most stand in many rows.

    All texts are defused; numbers and words of our own begin with no such sign.
    """

    def __missing__(self, cell: str | int | None) -> str:
        text = "" if cell is None else defused(str(cell))
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
