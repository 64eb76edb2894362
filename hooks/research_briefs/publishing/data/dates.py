"""A date in columns: as its source gives it, and what it allows, never more exactly than that."""

from __future__ import annotations

from functools import lru_cache

from ...records.dates import Date

#: The text, the first and the last day, the precision, the certainty.
Parts = tuple[str | None, str | None, str | None, str | None, str | None]

NO_DATE: Parts = (None, None, None, None, None)
_CERTAINTY = {"~": "about", "?": "uncertain"}


def parts_of(date: Date | None) -> Parts:
    """The columns of a date; an end that is not known has no day.

    >>> from research_briefs.records.dates import parse_date
    >>> parts_of(parse_date("2015-12~"))
    ('2015-12~', '2015-12-01', '2015-12-31', 'month', 'about')
    >>> parts_of(parse_date("2024/.."))
    ('2024/..', '2024-01-01', None, 'interval', None)
    """
    return _parts(date) if date else NO_DATE


@lru_cache(maxsize=10_000)
def _parts(date: Date) -> Parts:
    points = [point for point in (date.start, date.end) if point]
    doubts = {_CERTAINTY[point.qualifier]: None for point in points if point.qualifier}
    return (
        date.text,
        date.start.earliest.isoformat() if date.start else None,
        date.end.latest.isoformat() if date.end else None,
        "interval" if date.is_interval else points[0].precision,
        " ".join(doubts) or None,
    )
