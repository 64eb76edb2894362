"""Dates written out: as precise as their source and never more, anywhere on a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples import WORLD, catalogue_of, record

from research_briefs.pages.building import build_pages
from research_briefs.pages.dates import beginning, machine, written
from research_briefs.pages.wording import wording
from research_briefs.records.dates import parse_date
from research_briefs.settings import Settings

WORDS = wording()
MONTHS = "|".join(WORDS["months"])


@pytest.mark.parametrize(
    ("date", "text", "since", "time"),
    [
        # the date, how it is written, how it stands behind “since”, the value of a `time` element
        ("2015", "2015", "2015", "2015"),
        ("2015-12", "December 2015", "December 2015", "2015-12"),
        ("2015-12-02", "2 December 2015", "2 December 2015", "2015-12-02"),
        ("0987", "987", "987", "0987"),
        ("2015~", "about 2015", "about 2015", ""),
        ("2015-12~", "about December 2015", "about December 2015", ""),
        ("2015-12-02?", "2 December 2015 (uncertain)", "2 December 2015 (uncertain)", ""),
        ("2014/2016", "2014 to 2016", "2014 to 2016", ""),
        ("2014-03/2016", "March 2014 to 2016", "March 2014 to 2016", ""),
        ("2024-06-09/2024-06-10", "9–10 June 2024", "9–10 June 2024", ""),
        ("2024-06-09/2024-07-10", "9 June 2024 to 10 July 2024", "9 June 2024 to 10 July 2024", ""),
        ("2024-06-09~/2024-06-10", "about 9 June 2024 to 10 June 2024",
         "about 9 June 2024 to 10 June 2024", ""),
        ("2024-06/2024-06", "June 2024 to June 2024", "June 2024 to June 2024", ""),
        ("2024/..", "from 2024", "2024", ""),
        ("2024-06-09?/..", "from 9 June 2024 (uncertain)", "9 June 2024 (uncertain)", ""),
        ("../1930", "until 1930", "1930 or before", ""),
    ],
)  # fmt: skip
def test_how_a_date_is_written(date: str, text: str, since: str, time: str) -> None:
    parsed = parse_date(date)
    assert written(parsed, WORDS) == text
    assert beginning(parsed, WORDS) == since
    assert machine(parsed) == time


# Whatever the date


def is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


points = st.one_of(
    st.dates().map(str),
    st.builds("{:04}-{:02}".format, st.integers(1, 9999), st.integers(1, 12)),
    st.integers(1, 9999).map("{:04}".format),
)
ends = st.builds(str.__add__, points, st.sampled_from(["", "", "~", "?"]))
spans = st.tuples(ends, ends).map(lambda two: "/".join(sorted(two)))
dates = st.one_of(ends, ends.map("{}/..".format), ends.map("../{}".format), spans.filter(is_date))


@given(dates)
def test_no_number_and_no_month_is_written_that_the_date_lacks(date: str) -> None:
    told = {int(number) for number in re.findall(r"\d+", date)}
    months = [WORDS["months"][int(month) - 1] for month in re.findall(r"\d{4}-(\d\d)", date)]
    for text in (written(parse_date(date), WORDS), beginning(parse_date(date), WORDS)):
        assert {int(number) for number in re.findall(r"\d+", text)} <= told
        assert set(re.findall(MONTHS, text)) <= set(months)


@given(dates)
def test_doubt_is_never_left_out(date: str) -> None:
    text = written(parse_date(date), WORDS)
    assert ("~" in date) == ("about" in text)
    assert ("?" in date) == ("uncertain" in text)


@given(dates)
def test_machines_are_told_nothing_that_is_doubtful_or_more_precise(date: str) -> None:
    assert machine(parse_date(date)) in (date, "")


# Anywhere on a page


def pages_with(date: str) -> str:
    """All pages of a site on which one date stands wherever a date can."""
    dated = f"""
        events:
          - date: {date}
            event: agreed
            until: {date}
            source: leaflet
          - as_of: {date}
            event: noted
            source: leaflet
        sessions:
          - session: first
            date: {date}
            source: leaflet
        facts:
          - fact: Seats
            value: Six
            as_of: {date}
            source: leaflet
        """
    office = f"""\
        positions:
          - position: Keeper
            at: brevia
            date: {date}
            source: leaflet
          - position: Pilot
            at: brevia
            as_of: {date}
            source: leaflet
        """
    leaflet = f"type: report\ntitle: Leaflet\nissued: {date}\nauthority: opinion\nread: excerpt\n"
    events = f"events:\n  - date: {date}\n    event: in-force\n    source: leaflet\n"
    texts = {
        "dialogues/table": record("dialogues", dated),
        "policies/act": record("policies", events),
        "people/ada": record("people", office),
        "sources/leaflet": leaflet,
    }
    settings = Settings(root=Path(), site_name="Tables")
    return "\n".join(
        part
        for page in build_pages(catalogue_of(WORLD | texts), settings)
        for part in (
            page.title,
            page.description,
            page.header,
            *(f"{section.heading} {section.body} {section.text}" for section in page.sections),
        )
    )


@pytest.mark.parametrize(
    ("date", "text"),
    [("1787", "1787"), ("1787~", "about 1787"), ("1787/1793", "1787 to 1793"), ("1787/..", "1787")],
)
def test_of_a_year_no_page_shows_a_month(date: str, text: str) -> None:
    everything = pages_with(date)
    assert text in everything
    assert not re.search(rf"(17(87|93)-\d\d\b)|(({MONTHS}) 17(87|93))", everything)


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("1787-07", "July 1787"),
        ("1787-07?", "July 1787 (uncertain)"),
        ("1787-07/1793-09", "July 1787 to September 1793"),
        ("../1787-07", "until July 1787"),
    ],
)
def test_of_a_month_no_page_shows_a_day(date: str, text: str) -> None:
    everything = pages_with(date)
    assert text in everything
    assert not re.search(rf"(17(87|93)-\d\d-\d\d\b)|(\d(–\d+)? ({MONTHS}) 17(87|93))", everything)


def test_a_day_is_shown_as_a_day() -> None:
    """So that the two tests above look where dates really stand."""
    everything = pages_with("1787-07-14")
    assert everything.count("14 July 1787") > 10
    assert 'datetime="1787-07-14"' in everything
