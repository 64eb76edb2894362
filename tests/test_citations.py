"""Citations: which source, where in it, and what it rests on."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.helpers import problems

from research_briefs.records.citations import (
    Citation,
    Locator,
    Range,
    Sourcing,
    parse_sourcing,
)
from research_briefs.records.words import LOCATORS
from research_briefs.records.wrong import Wrong


def ranges(*numbers: str) -> tuple[Range, ...]:
    """`3`, `5-7` as ranges."""
    ends = (number.partition("-") for number in numbers)
    return tuple(Range(first, last or first) for first, _, last in ends)


WAYS: list[tuple[str, Sourcing]] = [
    ("almanac-2024", (Citation("almanac-2024"),)),
    ("almanac-2024, p. 5", (Citation("almanac-2024", (Locator("p", ranges("5")),)),)),
    ("almanac-2024, pp. 5-7", (Citation("almanac-2024", (Locator("p", ranges("5-7")),)),)),
    ("almanac-2024, pp. 5–7", (Citation("almanac-2024", (Locator("p", ranges("5-7")),)),)),
    (
        "almanac-2024, sec. 4, paras. 43, 65-67",
        (
            Citation(
                "almanac-2024",
                (Locator("sec", ranges("4")), Locator("para", ranges("43", "65-67"))),
            ),
        ),
    ),
    (
        "almanac-2024, time. 1:02:03-1:04",
        (Citation("almanac-2024", (Locator("time", ranges("1:02:03-1:04")),)),),
    ),
    (
        "almanac-2024, app. B, n. iv",
        (Citation("almanac-2024", (Locator("app", ranges("B")), Locator("n", ranges("iv")))),),
    ),
    (
        "almanac-2024, para. 5, citing pilot-book-1887",
        (Citation("almanac-2024", (Locator("para", ranges("5")),), "pilot-book-1887"),),
    ),
    (
        "almanac-2024, citing pilot-book-1887; gazette-2023",
        (Citation("almanac-2024", (), "pilot-book-1887"), Citation("gazette-2023")),
    ),
    ("  almanac-2024 ,\n  p. 5 ;gazette-2023", (
        Citation("almanac-2024", (Locator("p", ranges("5")),)), Citation("gazette-2023"),
    )),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sourcing"), WAYS, ids=[text for text, _ in WAYS])
def test_a_source_names_ids_places_and_what_is_cited(text: str, sourcing: Sourcing) -> None:
    assert parse_sourcing(text) == sourcing


def test_in_prose_each_id_has_an_at_sign() -> None:
    in_prose = "@almanac-2024, para. 51, citing @pilot-book-1887; @gazette-2023"
    assert parse_sourcing(in_prose, marker="@") == parse_sourcing(in_prose.replace("@", ""))


PRINTED = [
    ("almanac-2024, para. 3", "para. 3"),
    ("almanac-2024, paras. 3", "para. 3"),
    ("almanac-2024, para. 3-5", "paras. 3–5"),
    ("almanac-2024, para. 3, 5", "paras. 3, 5"),
    ("almanac-2024, n. 3, 4", "nn. 3, 4"),
    ("almanac-2024, chap. 2, p. 3-4", "chap. 2, pp. 3–4"),
    ("almanac-2024", ""),
]


@pytest.mark.parametrize(("text", "place"), PRINTED)
def test_a_place_is_printed_with_the_right_number_of_its_unit(text: str, place: str) -> None:
    (citation,) = parse_sourcing(text)
    assert citation.place == place


def test_a_citation_knows_all_the_sources_it_names() -> None:
    one, other = parse_sourcing("almanac-2024, citing pilot-book-1887; gazette-2023")
    assert one.sources == ("almanac-2024", "pilot-book-1887")
    assert other.sources == ("gazette-2023",)


@pytest.mark.parametrize("unit", LOCATORS)
def test_every_unit_can_be_written_for_one_and_for_several(unit: str) -> None:
    singular, plural = LOCATORS[unit]
    (citation,) = parse_sourcing(f"almanac-2024, {singular} 3, {plural} 4-5")
    assert [locator.unit for locator in citation.locators] == [unit, unit]


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Wrong) as caught:
        parse_sourcing("Almanac; gazette-2023, 3; almanac-2024; @pilot-book-1887")
    assert [problem.message for problem in caught.value.problems] == [
        "“Almanac” is not the id of a source",
        "“3” does not say what it counts",
        "leave out the @ here",
    ]


# Properties

IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True).filter(
    lambda id: id != "citing"  # a source cannot have that id: see the test below
)
NUMBERS = st.from_regex(
    r"[0-9]{1,4}[a-z]?|[ivxlc]{1,4}|[A-Z]|[0-9]:[0-5][0-9]|[0-9]\.[0-9]", fullmatch=True
)


@st.composite
def some_range(draw: st.DrawFn) -> Range:
    first, last = draw(NUMBERS), draw(NUMBERS)
    if first.isdigit() and last.isdigit() and int(last) < int(first):
        first, last = last, first
    return Range(first, draw(st.sampled_from([first, last])))


LOCATED = st.builds(
    Locator, st.sampled_from(list(LOCATORS)), st.lists(some_range(), min_size=1).map(tuple)
)
CITATIONS = st.builds(Citation, IDS, st.lists(LOCATED, max_size=3).map(tuple), st.none() | IDS)
SOURCINGS = st.lists(CITATIONS, min_size=1, max_size=3).map(tuple)


def printed(citation: Citation, marker: str) -> str:
    """A citation as it would be written in a record."""
    place = f", {citation.place}" if citation.place else ""
    citing = f", citing {marker}{citation.citing}" if citation.citing else ""
    return f"{marker}{citation.source}{place}{citing}"


@given(SOURCINGS, st.sampled_from(["", "@"]))
def test_what_is_printed_reads_back_as_the_same(sourcing: Sourcing, marker: str) -> None:
    text = "; ".join(printed(citation, marker) for citation in sourcing)
    assert parse_sourcing(text, marker) == sourcing


def test_the_word_citing_alone_is_no_source() -> None:
    with pytest.raises(Wrong):
        parse_sourcing("citing")


LIKE_ONE = st.text("ab1 ,;.-@–", max_size=30) | st.lists(
    st.sampled_from(["a", "b-1", ", ", "; ", "para. ", "pp.", "citing", "3", "4-5", "@", " "])
).map("".join)


@given(st.text() | LIKE_ONE, st.sampled_from(["", "@"]))
@example("", "")
@example(",", "@")
@example("a, p. ²", "")
@example("a, p. ٣", "")
def test_no_text_makes_the_reader_fail_but_by_refusing(text: str, marker: str) -> None:
    if not problems(lambda text: parse_sourcing(text, marker), text):
        sourcing = parse_sourcing(text, marker)
        assert parse_sourcing("; ".join(printed(c, marker) for c in sourcing), marker) == sourcing
