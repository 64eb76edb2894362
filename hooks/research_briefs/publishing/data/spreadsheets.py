"""Tables as CSV: RFC 4180, UTF-8, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv as comma_separated
from io import StringIO

from .tables import Table

#: How a cell begins that a spreadsheet may take for a formula; in Japan also with wide signs.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def csv(table: Table) -> bytes:
    """A table with the names of its columns in the first line."""
    text, cells = StringIO(newline=""), _Cells()
    writer = comma_separated.writer(text, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows(map(cells.__getitem__, row) for row in table.flat)
    return text.getvalue().encode()


class _Cells(dict[str | int | None, str]):
    """Cells as CSV has them, each made once: most stand in many rows.

    All texts are defused; numbers and words of our own begin with no such sign.
    """

    def __missing__(self, cell: str | int | None) -> str:
        self[cell] = found = "" if cell is None else defused(str(cell))
        return found


def defused(text: str) -> str:
    """A text behind an apostrophe if it begins as a formula does.

    >>> defused("=1+1"), defused("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{text}" if text[:1] in _FORMULA else text
