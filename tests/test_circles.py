"""Circles: one of each knot is found, whatever else there is, and nothing where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from research_briefs.catalogue.circles import find_circles

Steps = Mapping[str, Sequence[str]]

NAMES = st.sampled_from("abcdefg")
STEPS = st.dictionaries(NAMES, st.lists(NAMES, max_size=4))


def reached(steps: Steps, start: str) -> set[str]:
    """All that can be reached from a name, by going on for as long as there is something new."""
    found: set[str] = set()
    left = list(steps.get(start, ()))
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += steps.get(name, ())
    return found


def test_a_circle_begins_with_its_first_name() -> None:
    assert list(find_circles({"c": "a", "a": "b", "b": "c"})) == [("a", "b", "c")]


def test_a_name_may_lead_to_itself() -> None:
    assert list(find_circles({"a": ["a", "b"], "b": []})) == [("a",)]


def test_there_is_none_where_all_ways_end() -> None:
    assert list(find_circles({"a": "bc", "b": "cd", "c": "d", "d": "x"})) == []


def test_two_circles_that_share_nothing_are_found_both() -> None:
    assert list(find_circles({"a": "b", "b": "ax", "x": "y", "y": "x"})) == [("a", "b"), ("x", "y")]


def test_a_very_long_circle_is_found() -> None:
    size = 10_000
    (circle,) = find_circles({str(n): [str((n + 1) % size)] for n in range(size)})
    assert len(circle) == size


@given(STEPS)
def test_what_is_found_is_a_circle(steps: Steps) -> None:
    for circle in find_circles(steps):
        assert all(b in steps[a] for a, b in zip(circle, (*circle[1:], circle[0]), strict=True))
        assert circle[0] == min(circle)
        assert len(set(circle)) == len(circle)


@given(STEPS)
def test_every_knot_is_told(steps: Steps) -> None:
    told = {name for circle in find_circles(steps) for name in circle}
    for name in steps:
        if name in (ways := reached(steps, name)):
            knot = {other for other in ways if name in reached(steps, other)}
            assert knot & told
