"""Long lists, cut into pages of a bounded size: the leaves of one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from . import addresses

#: How many rows a page of a list has at most: some 100 kB of HTML.
ROWS = 200

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Row]):
    """One page of a list: its own `rows` out of `all`, and where the list begins.

    `number` counts from 1; of a list that is cut nowhere the first leaf is the last.
    """

    base: str
    number: int
    rows: tuple[Row, ...]
    all: tuple[Row, ...]

    @property
    def count(self) -> int:
        """How many leaves the list has."""
        return max(1, -(-len(self.all) // ROWS))

    @property
    def address(self) -> str:
        return addresses.of_leaf(self.base, self.number)


def leaves(base: str, rows: Sequence[Row]) -> list[Leaf[Row]]:
    """The leaves of the list at an address; a list without rows has one, empty."""
    found = tuple(rows)
    starts = range(0, max(1, len(found)), ROWS)
    return [
        Leaf(base, number, found[start : start + ROWS], found)
        for number, start in enumerate(starts, 1)
    ]
