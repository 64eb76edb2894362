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
    left: list[tuple[Date, Item]] = []
    ordered: list[Item] = []
    for item in items:
        date = when(item)
        if date is None:
            ordered.append(item)
        else:
            left.append((date, item))
    while left:
        # Nothing left is certainly before what begins by the day on which the first of all ends.
        soonest = min(date.latest for date, _ in left)
        place = next(n for n, (date, _) in enumerate(left) if date.earliest <= soonest)
        ordered.append(left.pop(place)[1])
    return ordered
