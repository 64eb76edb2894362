"""The nearest of thousands of names, found without comparing them all."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.samples import WORLD, catalogue_of, record

from research_briefs.catalogue.spelling import Spelling

IDS = Spelling(
    [
        *("japan", "india", "united-states", "abe-shinzo", "nec", "quad", "lupex"),
        *("india-japan-2plus2", "gahir-2025", "gahir-2024", "unicorn-integrated-mast"),
        *(f"japan-treaty-{n}" for n in range(3_000)),
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jpan", "japan"),
        ("inida", "india"),
        ("unitedstates", "united-states"),
        ("shinzo-abe", "abe-shinzo"),
        ("india-japan-2-plus-2", "india-japan-2plus2"),
        ("gahir-2052", "gahir-2025"),
        ("unicorn-mast", "unicorn-integrated-mast"),
        ("japan-traety-2718", "japan-treaty-2718"),
    ],
)
def test_a_slip_leads_to_the_name_that_was_meant(typed: str, meant: str) -> None:
    assert IDS.nearest(typed, cutoff=0.5) == meant


@pytest.mark.parametrize("typed", ["zoology", "x", "qqq-www-eee"])
def test_a_name_like_no_other_leads_nowhere(typed: str) -> None:
    assert IDS.nearest(typed, cutoff=0.6) == ""


def test_what_is_known_is_in_it() -> None:
    assert "japan" in IDS
    assert "jpan" not in IDS


WORDS = st.text("abc-", min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=8), WORDS)
def test_what_is_found_is_known_and_like_enough(names: list[str], typed: str) -> None:
    found = Spelling(names).nearest(typed, cutoff=0.6)
    assume(found)
    assert found in names
    assert SequenceMatcher(None, found, typed).ratio() >= 0.6


def test_a_catalogue_knows_what_may_be_named_where() -> None:
    retired = "title: Lamp\nwithdrawn: It never was.\nchecked: 2026-05-01\n"
    facts = "facts:\n  - fact: Reach\n    value: Far\n    source: gazette"
    texts = WORLD | {"topics/lamp": retired, "topics/light": record("topics", facts)}
    known = catalogue_of(texts).spellings
    assert known.of_records(("topics",)).nearest("lamp", cutoff=0.6) == "lamps"
    assert known.of_records(("countries",)).nearest("lamps", cutoff=0.6) == ""
    assert known.of_records(()).nearest("gazete", cutoff=0.6) == "gazette"
    assert known.of_statements("light").nearest("raech", cutoff=0.5) == "reach"
