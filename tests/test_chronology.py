"""The order of dated items: by time where it is certain, by the file where dates overlap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research_briefs.catalogue.chronology import chronological, when
from research_briefs.records.model import Event, Session


def event(date: str, name: str = "noted") -> Event:
    field = "as_of" if date.startswith("as of ") else "date"
    given = {field: date.removeprefix("as of "), "event": name, "source": "almanac, para. 1"}
    return Event.model_validate(given)


def session(name: str, date: str = "") -> Session:
    given = {"session": name, "source": "almanac, para. 1", **({"date": date} if date else {})}
    return Session.model_validate(given)


@pytest.mark.parametrize(
    ("in_the_file", "in_order"),
    [
        pytest.param("2016 2015 2014", "2014 2015 2016", id="by time"),
        pytest.param("2015-12-12 2015-12-11", "2015-12-11 2015-12-12", id="by day"),
        pytest.param("2015-12 2015-12-12", "2015-12 2015-12-12", id="month and day overlap"),
        pytest.param("2015-12-12 2015-12", "2015-12-12 2015-12", id="day and month overlap"),
        pytest.param("2015 2015-12 2014-12-31", "2014-12-31 2015 2015-12", id="year and month"),
        pytest.param("2015 2014/2016", "2015 2014/2016", id="a span overlaps what is in it"),
        pytest.param("2017 2014/2016", "2014/2016 2017", id="a span before a year"),
        pytest.param("2016 2015/2016", "2016 2015/2016", id="a span up to a year overlaps it"),
        pytest.param("2015 ../1930", "../1930 2015", id="what ended long ago"),
        pytest.param("1920 ../1930", "1920 ../1930", id="what ended later may have begun before"),
        pytest.param("2015 2014/..", "2014/.. 2015", id="what goes on counts from its beginning"),
        pytest.param("2015~ 2015?", "2015~ 2015?", id="doubt moves nothing"),
    ],
)
def test_the_order_of(in_the_file: str, in_order: str) -> None:
    ordered = chronological(event(date) for date in in_the_file.split())
    assert [str(item.date) for item in ordered] == in_order.split()


def test_a_day_on_which_something_was_reported_counts_like_a_date() -> None:
    reported, happened = event("as of 2015"), event("2014")
    assert chronological([reported, happened]) == [happened, reported]
    assert str(when(reported)) == "2015"


def test_what_has_no_date_comes_first_in_the_order_of_the_file() -> None:
    first, second, third = session("first", "2014"), session("second"), session("third")
    assert chronological([first, third, second]) == [third, second, first]
    assert when(second) is None


# Whatever the dates


dates = st.one_of(
    st.integers(1990, 1999).map(str),
    st.builds("{}-{:02}".format, st.integers(1990, 1999), st.integers(1, 12)),
    st.builds("{}-{:02}-{:02}".format, st.integers(1990, 1999), st.integers(1, 12),
              st.integers(1, 28)),
    st.builds("{}/{}".format, st.integers(1990, 1994), st.integers(1995, 1999)),
    st.integers(1990, 1999).map("{}/..".format),
    st.integers(1990, 1999).map("../{}".format),
)  # fmt: skip
items = st.lists(dates.map(event), max_size=12)


@given(items)
def test_nothing_is_lost_or_doubled(found: list[Event]) -> None:
    assert sorted(map(id, chronological(found))) == sorted(map(id, found))


@given(items)
def test_nothing_comes_after_what_is_certainly_later(found: list[Event]) -> None:
    ordered = chronological(found)
    for place, item in enumerate(ordered):
        for after in ordered[place:]:
            assert item.date is not None
            assert after.date is not None
            assert not after.date.latest < item.date.earliest


@given(items)
def test_what_is_in_order_stays_so(found: list[Event]) -> None:
    ordered = chronological(found)
    assert list(map(id, chronological(ordered))) == list(map(id, ordered))


@given(st.lists(dates, max_size=12), dates)
def test_items_with_the_same_date_keep_the_order_of_the_file(others: list[str], date: str) -> None:
    same = [event(date, name) for name in ("signed", "adopted", "in-force")]
    found = [same[0], *map(event, others[::2]), same[1], *map(event, others[1::2]), same[2]]
    ordered = [item for item in chronological(found) if any(item is one for one in same)]
    assert list(map(id, ordered)) == list(map(id, same))
