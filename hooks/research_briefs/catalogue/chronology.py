"""The order of dated things whose dates are not all equally precise.

One thing is before another if its date certainly is: its last possible day lies before the other's
first. Where dates overlap (`2015-12` and `2015-12-12`) the file's order decides, because a curator
who knows only the month of one may still know which came first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from ..records.dates import Date


class Dated(Protocol):
    """An event, a session or an office; `as_of` exists on the first and the last."""

    @property
    def date(self) -> Date | None:
        """When it was."""


Item = TypeVar("Item", bound=Dated)


def when(item: Dated) -> Date | None:
    """The date of an item, or the day as of which a source reports it."""
    return item.date or getattr(item, "as_of", None)


def chronological(items: Iterable[Item]) -> list[Item]:
    """Items in the order of time; those without a date first."""
    left = list(items)
    ordered = [item for item in left if when(item) is None]
    left = [item for item in left if when(item) is not None]
    while left:
        first = next(item for item in left if not any(_before(other, item) for other in left))
        ordered.append(first)
        left.remove(first)
    return ordered


def _before(one: Dated, other: Dated) -> bool:
    earlier, later = when(one), when(other)
    assert earlier is not None
    assert later is not None
    return earlier.latest < later.earliest
