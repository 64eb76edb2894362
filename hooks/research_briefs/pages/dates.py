"""Dates written out, as precise as their source and never more."""

from __future__ import annotations

from ..records.dates import Date, Point
from .wording import Wording


def written(date: Date, words: Wording) -> str:
    """`12 December 2015`, `December 2015`, `about 2015`, `9–10 June 2024`, `from 2024`."""
    forms = words["dates"]
    if date.start is None and date.end is not None:
        return str(forms["until"].format(end=_point(date.end, words)))
    assert date.start is not None
    if date.end is None:
        return str(forms["from"].format(start=_point(date.start, words)))
    if not date.is_interval:
        return _point(date.start, words)
    if _same_month(date.start, date.end):
        month = words["months"][date.start.earliest.month - 1]
        return str(
            forms["days_of_month"].format(
                first=date.start.earliest.day,
                last=date.end.earliest.day,
                month=month,
                year=date.start.earliest.year,
            )
        )
    start, end = _point(date.start, words), _point(date.end, words)
    return str(forms["between"].format(start=start, end=end))


def beginning(date: Date, words: Wording) -> str:
    """When what lasts began: `2024` of what has no end yet, `1930 or before` of what has no start.

    It stands behind “since” and “during”.
    """
    if date.start is None and date.end is not None:
        return str(words["dates"]["before"].format(end=_point(date.end, words)))
    if date.end is None and date.start is not None:
        return _point(date.start, words)
    return written(date, words)


def machine(date: Date) -> str:
    """The value of an HTML `time` element's `datetime`, or '' where HTML has no such value."""
    if date.is_interval or date.start is None or date.start.qualifier:
        return ""
    return date.start.text


def _same_month(start: Point, end: Point) -> bool:
    plain = not (start.qualifier or end.qualifier)
    days = start.precision == end.precision == "day"
    return plain and days and start.text[:7] == end.text[:7]


def _point(point: Point, words: Wording) -> str:
    forms, day = words["dates"], point.earliest
    parts = {"year": day.year, "month": words["months"][day.month - 1], "day": day.day}
    text = forms[point.precision].format(**parts) if point.precision != "year" else str(day.year)
    if point.qualifier == "~":
        return str(forms["about"].format(date=text))
    return str(forms["uncertain"].format(date=text)) if point.qualifier else str(text)
