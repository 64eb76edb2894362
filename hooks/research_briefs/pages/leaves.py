"""Long lists, cut into pages of a bounded size: the leaves of one list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from . import addresses

#: How many rows a page of a list has at most: some 100 kB of HTML.
ROWS = 200
#: How many pages of a list before and after its own a page links to, beside the first and the last.
NEAR = 3

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Row]):
    """One page of a list: its own `rows` out of `all`, and where the list begins.

    `number` counts from 1; of a list that is cut nowhere the first leaf is the last. `real` is how
    many of all rows are no mere proposals.
    """

    base: str
    number: int
    rows: tuple[Row, ...]
    all: tuple[Row, ...]
    real: int

    @property
    def count(self) -> int:
        """How many leaves the list has."""
        return max(1, -(-len(self.all) // ROWS))

    @property
    def address(self) -> str:
        return addresses.of_leaf(self.base, self.number)

    @property
    def ways(self) -> list[int]:
        """The numbers of the leaves to which this one leads, itself too; 0 stands for a gap.

        If each led to all, the links would be as the square of the list.
        """
        near = range(max(1, self.number - NEAR), min(self.count, self.number + NEAR) + 1)
        ways: list[int] = []
        for number in sorted({1, *near, self.count}):
            left_out = number - ways[-1] - 1 if ways else 0
            ways += [number - 1] if left_out == 1 else [0] if left_out else []
            ways.append(number)
        return ways


def leaves(
    base: str, rows: Sequence[Row], is_real: Callable[[Row], bool] = lambda _: True
) -> list[Leaf[Row]]:
    """The leaves of the list at an address; a list without rows has one, empty."""
    found = tuple(rows)
    real = sum(map(is_real, found))
    starts = range(0, max(1, len(found)), ROWS)
    return [
        Leaf(base, number, found[start : start + ROWS], found, real)
        for number, start in enumerate(starts, 1)
    ]
