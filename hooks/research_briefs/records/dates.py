"""Dates with the precision of their source: a subset of EDTF (ISO 8601-2, levels 0 and 1).

`2015-12-12`, `2015-12`, `2015`, `2015~` (about), `2015?` (uncertain), `2014/2016`, `2024/..`
(no end yet) and `../2025` (no beginning known). Nothing here ever makes a date more precise.
"""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date as Day

from .wrong import Wrong, wrong

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
_ORDER = "the order is year-month-day: 2015-12-12"


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
    try:
        return _parse(text)
    except Wrong:
        meant = _meant(text)
        if not meant:
            raise
    raise wrong(f"“{text}” is not a date", hint=f"did you mean {meant}?")


def _parse(text: str) -> Date:
    left, slash, right = text.partition("/")
    if not slash:
        point = _point(text)
        return Date(text, point, point)
    start = None if left == ".." else _point(left)
    end = None if right == ".." else _point(right)
    if start is None and end is None:
        hint = "write 2014/.. or ../2016; leave the field out if neither is known"
        raise wrong("an interval needs at least one end that is known", hint=hint)
    if start and end and end.latest < start.earliest:
        hint = f"the earlier end comes first: {right}/{left}"
        raise wrong(f"the interval ends ({right}) before it begins ({left})", hint=hint)
    return Date(text, start, end)


#: Other ways of writing a date, and what they mean here; a day and a month that might be either
#: way round mean nothing.
_MONTHS = "january february march april may june july august september october november december"
_OTHER_WAYS: tuple[tuple[str, str], ...] = (
    (r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?", "{0}-{1:0>2}-{2:0>2}"),
    (r"(?:(\d{1,2})\.? )?([a-z]{3,9})\.?,? (\d{4})", "{2}-{1}-{0:0>2}"),
    (r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})", "{2}-{0}-{1:0>2}"),
    (r"(1[3-9]|2\d|3[01])[./](\d{1,2})[./](\d{4})", "{2}-{1:0>2}-{0}"),
    (r"(\d{1,2})[./](1[3-9]|2\d|3[01])[./](\d{4})", "{2}-{0:0>2}-{1}"),
    (r"(\d{1,2})[./]\1[./](\d{4})", "{1}-{0:0>2}-{0:0>2}"),
    (r"(?:about|circa|ca?\.?|approx\.?|around) ?(\d{4})", "{0}~"),
    (r"(\d{4}) ?(?:-|–|to|until) ?(\d{4})", "{0}/{1}"),
)


def _meant(text: str) -> str:
    """A date that is written in another way, as it would be written here; empty if it is none."""
    for pattern, way in _OTHER_WAYS:
        match = re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE)
        if match:
            meant = way.format(*map(_month, match.groups(""))).removesuffix("-00")
            with suppress(Wrong):
                return _parse(meant).text
    return ""


def _month(part: str) -> str:
    """The name of a month, or its first letters, as a number; any other text as it is."""
    for number, name in enumerate(_MONTHS.split(), start=1):
        if part.isalpha() and name.startswith(part.lower()):
            return f"{number:02}"
    return part


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match or not text.isascii():
        raise wrong(f"“{text}” is not a date" if text else "a date is missing here", text, _WAYS)
    year, month, day = (int(part) if part else 0 for part in match.group(1, 2, 3))
    if year == 0:
        raise wrong("there is no year 0000", text, "leave the field out if the year is not known")
    if match[2] and not 1 <= month <= 12:
        raise wrong(f"there is no month {match[2]}", text, f"{_ORDER}; or {match[1]} alone")
    last = calendar.monthrange(year, month)[1] if month else 31
    if match[3] and not 1 <= day <= last:
        month_alone = f"{match[1]}-{match[2]} alone, if the day is not known"
        message = f"{match[1]}-{match[2]} has no day {match[3]}"
        raise wrong(message, text, f"its last day is {last}; or {month_alone}")
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
        hint = "year, month and day: 2026-11-21"
        raise wrong("this must be one whole day", hint=hint)
    if date.start.qualifier:
        raise wrong("this day cannot be uncertain", hint="leave out “~” and “?”")
    return date
