"""The years along the width of a picture, and where a date stands among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache

from ...records.dates import Date, Point
from .svg import LETTER, WIDTH, percent

#: How high the row of the years is.
HEAD = 16
#: Room at both sides, so that a dot on the first or last day is not cut.
_MARGIN = 18
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)
#: At most so many years are named: more would touch on a phone.
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years, from the first day of one to the last day of another."""

    first: int
    last: int

    def at(self, day: Day, *, evening: bool = False) -> int:
        """Where a day stands: its morning, or its evening, so that a span has a width."""
        start = Day(self.first, 1, 1).toordinal()
        length = Day(self.last, 12, 31).toordinal() + 1 - start
        days = day.toordinal() + evening - start
        return _MARGIN + days * (WIDTH - 2 * _MARGIN) // length

    @property
    def step(self) -> int:
        """How many years stand under one name."""
        years = self.last - self.first + 1
        return next((step for step in _STEPS if years <= step * _NAMED), years)

    def drawn(self) -> str:
        """Every second band of years shaded, each with the name of its first year."""
        return _drawn(self.first, self.last)


def axis_of(dates: Iterable[Date], days: Iterable[Day] = ()) -> Axis:
    """The years that hold all dates and days.

    Where a date is open at a side there is a year beside it, in which it runs on.
    """
    years: set[int] = {day.year for day in days}
    for date in dates:
        for point, beside in ((date.start, 1), (date.end, -1)):
            if point is not None:
                years |= {point.earliest.year, point.latest.year}
            else:
                years |= {_known(date).earliest.year - beside}
    return Axis(max(min(years), Day.min.year), min(max(years), Day.max.year))


def _known(date: Date) -> Point:
    """The end of a half-open interval that is known."""
    point = date.start or date.end
    assert point is not None  # parse_date never leaves both sides open
    return point


@lru_cache(maxsize=1_024)
def _drawn(first: int, last: int) -> str:
    """The same years stand on many pages of a site."""
    axis = Axis(first, last)
    step = axis.step
    start = first if step == 1 else -(-first // step) * step
    bands: list[str] = []
    names: list[str] = []
    for number, year in enumerate(range(start, last + 1, step)):
        left = axis.at(Day(year, 1, 1))
        right = axis.at(Day(min(year + step - 1, last), 12, 31), evening=True)
        if number % 2 == 0:
            width = percent(right - left)
            bands.append(f'<rect x="{percent(left)}" width="{width}"/>')
        if WIDTH - left >= 5 * LETTER:
            names.append(f'<text x="{percent(left)}" y="12">{year}</text>')
    return f'<g aria-hidden="true">{"".join(bands + names)}</g>'
