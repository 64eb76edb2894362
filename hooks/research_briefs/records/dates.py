"""Dates with the precision of their source: a subset of EDTF (ISO 8601-2, levels 0 and 1).

`2015-12-12`, `2015-12`, `2015`, `2015~` (about), `2015?` (uncertain), `2014/2016`, `2024/..`
(no end yet) and `../2025` (no beginning known). Nothing here ever makes a date more precise.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date as Day

from .wrong import wrong

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?])?")

#: The pattern of a date field, for the JSON Schema and for messages.
PATTERN = (
    r"^(\d{4}(-\d{2}(-\d{2})?)?[~?]?(/(\.\.|\d{4}(-\d{2}(-\d{2})?)?[~?]?))?"
    r"|\.\./\d{4}(-\d{2}(-\d{2})?)?[~?]?)$"
)


_WAYS = (
    "write 2015-12-12, 2015-12, 2015, 2015~ (about), 2015? (uncertain), 2014/2016 or 2014/.. "
    "(no end known)"
)


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a date: a year, a month or a day, and whether the source doubts it."""

    text: str
    earliest: Day
    latest: Day
    qualifier: str = ""

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return ("year", "month", "day")[self.text.count("-")]


@dataclass(frozen=True, slots=True)
class Date:
    """A date as its source gives it; `start` or `end` is None where that side is open.

    A date that is not an interval has the same point on both sides.
    """

    text: str
    start: Point | None
    end: Point | None

    @property
    def earliest(self) -> Day:
        """The first day that the date allows; the first of all days if its beginning is open."""
        return self.start.earliest if self.start else Day.min

    @property
    def latest(self) -> Day:
        """The last day by which what the date tells has happened or begun.

        An interval without an end has begun once the last day of its start has passed.
        """
        point = self.end or self.start
        assert point is not None  # parse_date never leaves both sides open
        return point.latest

    @property
    def is_interval(self) -> bool:
        return self.start is not self.end

    def __str__(self) -> str:
        return self.text


def parse_date(text: str) -> Date:
    """Read an EDTF date. Raises Wrong."""
    left, slash, right = text.partition("/")
    if not slash:
        point = _point(text)
        return Date(text, point, point)
    start = None if left == ".." else _point(left)
    end = None if right == ".." else _point(right)
    if start is None and end is None:
        raise wrong("an interval needs at least one end that is known")
    if start and end and end.latest < start.earliest:
        raise wrong(f"the interval ends ({right}) before it begins ({left})")
    return Date(text, start, end)


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match or not text.isascii():
        raise wrong(f"“{text}” is not a date" if text else "a date is missing here", text, _WAYS)
    year, month, day = (int(part) if part else 0 for part in match.group(1, 2, 3))
    if year == 0:
        raise wrong("there is no year 0000", text)
    if match[2] and not 1 <= month <= 12:
        raise wrong(f"there is no month {match[2]}", text)
    last = calendar.monthrange(year, month)[1] if month else 31
    if match[3] and not 1 <= day <= last:
        raise wrong(f"{match[1]}-{match[2]} has no day {match[3]}", text)
    return Point(
        text.rstrip("~?"),
        earliest=Day(year, month or 1, day or 1),
        latest=Day(year, month or 12, day or last),
        qualifier=match[4] or "",
    )


def parse_day(text: str) -> Date:
    """Read a date that must be one whole day, such as the day when a record was checked."""
    date = parse_date(text)
    if date.is_interval or date.start is None or date.start.precision != "day":
        raise wrong("give a whole day, such as 2026-11-21")
    if date.start.qualifier:
        raise wrong("this day cannot be uncertain; leave out “~” and “?”")
    return date
