"""Dates: as precise as they are written, and in accord with another reader of EDTF."""

from __future__ import annotations

import importlib
import re
import warnings
from datetime import date as Day
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.helpers import problems

from research_briefs.records.dates import PATTERN, Point, parse_date, parse_day
from research_briefs.records.wrong import Wrong

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its grammar makes newer pyparsings complain
    edtf = importlib.import_module("edtf")

# What can be written, and the days that it allows

WAYS = [
    # text             earliest      latest        precision
    ("2015-12-12", "2015-12-12", "2015-12-12", "day"),
    ("2015-12", "2015-12-01", "2015-12-31", "month"),
    ("2015", "2015-01-01", "2015-12-31", "year"),
    ("2015~", "2015-01-01", "2015-12-31", "year"),
    ("2015-06?", "2015-06-01", "2015-06-30", "month"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("2023-02", "2023-02-01", "2023-02-28", "month"),
    ("1900-02", "1900-02-01", "1900-02-28", "month"),
    ("2000-02", "2000-02-01", "2000-02-29", "month"),
    ("0001", "0001-01-01", "0001-12-31", "year"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "day"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), WAYS)
def test_a_date_allows_the_days_of_its_year_month_or_day(
    text: str, earliest: str, latest: str, precision: str
) -> None:
    date = parse_date(text)
    assert (date.earliest.isoformat(), date.latest.isoformat()) == (earliest, latest)
    assert date.start is not None
    assert date.start.precision == precision
    assert not date.is_interval
    assert str(date) == text


@pytest.mark.parametrize(("text", "qualifier"), [("2015", ""), ("2015~", "~"), ("2015-12?", "?")])
def test_doubt_is_kept_apart_from_the_date(text: str, qualifier: str) -> None:
    point = parse_date(text).start
    assert point is not None
    assert (point.text, point.qualifier) == (text.rstrip("~?"), qualifier)


INTERVALS = [
    # text                   earliest      latest
    ("2014/2016", "2014-01-01", "2016-12-31"),
    ("2014-05/2014-06-03", "2014-05-01", "2014-06-03"),
    ("2015~/2016?", "2015-01-01", "2016-12-31"),
    # Of one without an end, the beginning is what has happened.
    ("2024/..", "2024-01-01", "2024-12-31"),
    # One without a beginning may have begun at any time.
    ("../2025", "0001-01-01", "2025-12-31"),
    # A year and a day in it overlap, so this is no mistake.
    ("2015-12-12/2015", "2015-12-12", "2015-12-31"),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), INTERVALS)
def test_an_interval_allows_the_days_between_its_ends(
    text: str, earliest: str, latest: str
) -> None:
    date = parse_date(text)
    assert (date.earliest.isoformat(), date.latest.isoformat()) == (earliest, latest)
    assert date.is_interval
    assert str(date) == text


@pytest.mark.parametrize("text", ["2024/..", "../2025"])
def test_an_open_side_is_none(text: str) -> None:
    date = parse_date(text)
    assert (date.start is None, date.end is None) == (text.startswith(".."), text.endswith(".."))


# What cannot be written (how it is told: cases/reading/fields/dates.md)


@pytest.mark.parametrize(
    "text",
    [
        *("", " 2015", "2015 ", "2015-12-12\n", "15", "02015", "+2015", "-0044", "2015-W03"),
        *("2015-346", "2015/12", "..", "2015/..~", "2015~~", "~2015", "2015-~12", "Y12000"),
        *("2015.5", "٢٠١٥"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        parse_date(text)


def test_the_wrong_end_of_an_interval_is_named() -> None:
    with pytest.raises(Wrong) as caught:
        parse_date("2014/2015-13")
    (problem,) = caught.value.problems
    assert (problem.message, problem.fragment) == ("there is no month 13", "2015-13")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *(("12.12.2015", "2015-12-12"), ("13/12/2015", "2015-12-13"), ("12/13/2015", "2015-12-13")),
        *(("12 December 2015", "2015-12-12"), ("Dec. 12, 2015", "2015-12-12")),
        *(("May 2014", "2014-05"), ("2015-1-3", "2015-01-03"), ("2015/12", "2015-12")),
        *(("about 2015", "2015~"), ("c. 2015", "2015~")),
        *(("2014-2016", "2014/2016"), ("2014–2016", "2014/2016"), ("2014 to 2016", "2014/2016")),
    ],
)
def test_a_date_in_another_way_of_writing_is_understood_and_refused(text: str, meant: str) -> None:
    with pytest.raises(Wrong) as caught:
        parse_date(text)
    (problem,) = caught.value.problems
    assert (problem.message, problem.hint) == (f"“{text}” is not a date", f"did you mean {meant}?")


@pytest.mark.parametrize("text", ["03/04/2015", "31.02.2015", "2014-13-2016", "32 May 2015"])
def test_what_might_be_either_of_two_dates_or_is_none_is_not_guessed(text: str) -> None:
    with pytest.raises(Wrong) as caught:
        parse_date(text)
    assert "did you mean" not in caught.value.problems[0].hint


# A day


def test_a_day_is_a_date_of_one_day() -> None:
    assert parse_day("2026-05-01").earliest == Day(2026, 5, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-05", "this must be one whole day"),
        ("2026", "this must be one whole day"),
        ("2026-05-01/2026-05-02", "this must be one whole day"),
        ("../2026-05-01", "this must be one whole day"),
        ("2026-05-01~", "this day cannot be uncertain"),
    ],
)
def test_what_is_no_whole_and_certain_day_is_refused(text: str, message: str) -> None:
    with pytest.raises(Wrong) as caught:
        parse_day(text)
    assert str(caught.value) == message


# Properties

DAYS = st.dates()


@st.composite
def points(draw: st.DrawFn) -> str:
    """A year, a month or a day, with or without doubt."""
    day = draw(DAYS).isoformat()
    return day[: draw(st.sampled_from([4, 7, 10]))] + draw(st.sampled_from(["", "~", "?"]))


OPEN = st.just("..")
TEXTS = points() | st.tuples(points() | OPEN, points() | OPEN).map("/".join)


def is_read(text: str) -> bool:
    return not problems(parse_date, text)


def days(theirs: Any) -> tuple[Day, Day]:
    """The first and the last day that the other reader allows."""
    return Day(*theirs.lower_strict()[:3]), Day(*theirs.upper_strict()[:3])


def assert_same(point: Point | None, theirs: Any) -> None:
    if point is not None:
        assert (point.earliest, point.latest) == days(theirs)


@given(TEXTS)
@example("2000-02")
@example("2100-02")
@example("2024-02?")
@example("../0001")
@example("9999-12-31/..")
def test_another_reader_of_edtf_agrees(text: str) -> None:
    assume(is_read(text))
    date = parse_date(text)
    theirs = edtf.parse_edtf(text)
    assert str(theirs) == str(date) == text
    if date.is_interval:
        assert_same(date.start, theirs.lower)
        assert_same(date.end, theirs.upper)
    else:
        assert_same(date.start, theirs)


@pytest.mark.parametrize("year", ["0004", "0100", "1600", "1900", "2000", "2023", "2024", "2100"])
@pytest.mark.parametrize("month", range(1, 13))
def test_another_reader_agrees_on_the_length_of_months(year: str, month: int) -> None:
    text = f"{year}-{month:02}"
    date = parse_date(text)
    assert (date.earliest, date.latest) == days(edtf.parse_edtf(text))
    last = date.latest.day
    assert [day for day in range(100) if is_read(f"{text}-{day:02}")] == list(range(1, last + 1))


ALMOST = st.text("0123456789-~?/. X%", max_size=24) | TEXTS.flatmap(
    lambda text: st.integers(0, len(text)).map(lambda n: text[:n] + text[n + 1 :])
)


@given(ALMOST | TEXTS)
def test_what_another_reader_refuses_is_refused(text: str) -> None:
    if is_read(text):
        edtf.parse_edtf(text)


@given(st.text() | ALMOST | TEXTS)
def test_no_text_makes_the_reader_fail_but_by_refusing(text: str) -> None:
    if is_read(text):
        date = parse_date(text)
        assert str(date) == text
        assert date.earliest <= date.latest


@given(ALMOST | TEXTS)
def test_the_pattern_of_the_schema_refuses_nothing_that_is_read(text: str) -> None:
    if is_read(text):
        assert re.search(PATTERN, text)


@given(points(), points())
def test_an_interval_runs_backwards_only_if_no_day_of_its_end_can_be_later(
    left: str, right: str
) -> None:
    runs_backwards = parse_date(right).latest < parse_date(left).earliest
    assert is_read(f"{left}/{right}") != runs_backwards
