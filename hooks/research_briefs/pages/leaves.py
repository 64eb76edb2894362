"""Long lists of records, cut into pages of a bounded size: the leaves of one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..records.model import Record
from . import addresses

#: How many rows a page of a list has at most: some 100 kB of HTML.
ROWS = 200


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list: its own `records` out of `all`, and where the list begins.

    `number` counts from 1; of a list that is cut nowhere the first leaf is the last.
    """

    base: str
    number: int
    records: tuple[Record, ...]
    all: tuple[Record, ...]

    @property
    def count(self) -> int:
        """How many leaves the list has."""
        return max(1, -(-len(self.all) // ROWS))

    @property
    def address(self) -> str:
        return addresses.of_leaf(self.base, self.number)


def leaves(base: str, records: Sequence[Record]) -> list[Leaf]:
    """The leaves of the list at an address; a list without records has one, empty."""
    found = tuple(records)
    starts = range(0, max(1, len(found)), ROWS)
    return [
        Leaf(base, number, found[start : start + ROWS], found)
        for number, start in enumerate(starts, 1)
    ]
