"""Tables as CSV: RFC 4180, UTF-8, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv as comma_separated
from types import SimpleNamespace

from .tables import Table

#: How a cell begins that a spreadsheet may take for a formula; in Japan also with wide signs.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def csv(table: Table, cells: Cells) -> bytes:
    """A table with the names of its columns in the first line; `cells` may serve several tables."""
    # Each row is encoded by itself: one wide letter would make all of a text wide.
    rows = [",".join(map(cells.__getitem__, row)).encode() for row in table.flat]
    return b"\r\n".join([",".join(table.header).encode(), *rows, b""])


class Cells(dict[str | int | None, str]):
    """Cells as CSV has them, each made once: most stand in many rows, ids in several tables.

    All texts are defused; numbers and words of our own begin with no such sign.
    """

    def __init__(self) -> None:
        super().__init__()
        back = SimpleNamespace(write=str)  # the writer gives out what this does: the text itself
        writer = comma_separated.writer(back, quoting=comma_separated.QUOTE_ALL, lineterminator="")
        self._quoted = writer.writerow

    def __missing__(self, cell: str | int | None) -> str:
        text = "" if cell is None else defused(str(cell))
        # Most need no quotes, and to look one sign after the other is quicker than a pattern.
        quoted = "," in text or '"' in text or "\n" in text or "\r" in text
        self[cell] = found = str(self._quoted((text,))) if quoted else text
        return found


def defused(text: str) -> str:
    """A text behind an apostrophe if it begins as a formula does.

    >>> defused("=1+1"), defused("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{text}" if text[:1] in _FORMULA else text
