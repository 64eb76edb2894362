"""Ids, targets, and links within a line of text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import problems

from research_briefs import limits
from research_briefs.records.links import (
    ID_PATTERN,
    TARGET_PATTERN,
    LinkedText,
    RecordLink,
    Target,
    parse_id,
    parse_linked_text,
    parse_target,
)
from research_briefs.records.wrong import Wrong

# Ids


@pytest.mark.parametrize("id", ["a", "7", "us-2", "2015-treaty", "sound-lights-treaty"])
def test_an_id_is_lower_case_words_and_figures_joined_by_hyphens(id: str) -> None:
    assert parse_id(id) == id


@pytest.mark.parametrize(
    "text",
    ["", "A", "us_2", "-a", "a-", "a--b", "a b", "é", "ａ", "a.b", "a/b", "..", "a#b", "a\n", "１"],
)
def test_anything_else_is_none(text: str) -> None:
    with pytest.raises(Wrong):
        parse_id(text)


def test_an_id_has_a_greatest_length() -> None:
    assert parse_id("a" * limits.ID)
    with pytest.raises(Wrong) as caught:
        parse_id("a" * (limits.ID + 1))
    assert str(caught.value) == "the id has 101 characters; 100 is the limit"


# Targets


def test_a_target_is_a_record_or_a_statement_of_it() -> None:
    assert parse_target("lamp-talks") == Target("lamp-talks")
    assert parse_target("lamp-talks#third") == Target("lamp-talks", "third")


@pytest.mark.parametrize("text", ["lamp-talks", "lamp-talks#third"])
def test_a_target_is_printed_as_it_was_written(text: str) -> None:
    assert str(parse_target(text)) == text


@pytest.mark.parametrize("text", ["", "#", "#third", "lamp-talks#", "a#b#c", "a #b"])
def test_what_names_no_record_is_no_target(text: str) -> None:
    with pytest.raises(Wrong):
        parse_target(text)


# Text with links in it (what is wrong in one: cases/reading/fields/links.md)

LAMPS, THIRD = Target("lamps"), Target("talks", "third")

WAYS: list[tuple[str, tuple[str | RecordLink, ...]]] = [
    ("No link.", ("No link.",)),
    ("Of [[lamps]].", ("Of ", RecordLink(LAMPS), ".")),
    ("[[lamps|Lamps of old]]", (RecordLink(LAMPS, "Lamps of old"),)),
    ("[[ lamps | Lamps ]]", (RecordLink(LAMPS, "Lamps"),)),
    ("[[lamps]][[talks#third]]", (RecordLink(LAMPS), RecordLink(THIRD))),
    ("A [bracket] and *stars*", ("A [bracket] and *stars*",)),
    ("ends with ]]", ("ends with ]]",)),
]


@pytest.mark.parametrize(("text", "parts"), WAYS, ids=[text for text, _ in WAYS])
def test_a_text_is_made_of_words_and_links(text: str, parts: tuple[str | RecordLink, ...]) -> None:
    found = parse_linked_text(text)
    assert found.parts == parts
    assert list(found.links) == [part for part in parts if isinstance(part, RecordLink)]
    assert str(found) == text


def test_lines_are_joined() -> None:
    assert parse_linked_text("  one\n  two\n\nthree [[lamps|of\nold]]\n") == LinkedText(
        "one two three [[lamps|of old]]", ("one two three ", RecordLink(LAMPS, "of old"))
    )


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(Wrong) as caught:
        parse_linked_text("[[Lamps]] [[]] [[lamps [@almanac-2024, para. 3]")
    assert [(p.message, p.fragment) for p in caught.value.problems] == [
        ("“Lamps” is not an id", "[[Lamps]]"),
        ("an id is missing here", "[[]]"),
        ("a link is not closed", "[[lamps [@almanac-2024, para. "),
    ]


# Properties

IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
TARGETS = st.builds(Target, IDS, st.just("") | IDS)
WORDS = st.text("abc é日ل,.*_`<&", min_size=1).map(lambda text: " ".join(text.split()))
LINKS = st.builds(RecordLink, TARGETS, WORDS)
BRACKETS = st.text("[]|@#a- \n")
ID, TARGET = re.compile(r"[a-z0-9-]+"), re.compile(r"[a-z0-9-]+(#[a-z0-9-]+)?")
LINK = re.compile(r"\[\[[^\[\]]*\]\]")


def written(link: RecordLink) -> str:
    return f"[[{link.target}|{link.label}]]" if link.label else f"[[{link.target}]]"


@given(TARGETS)
def test_every_target_reads_back_as_the_same(target: Target) -> None:
    assert parse_target(str(target)) == target


@given(st.lists(st.tuples(WORDS.filter(bool), LINKS)))
def test_words_and_links_read_back_as_the_same(pairs: list[tuple[str, RecordLink]]) -> None:
    text = "".join(f"{words} {written(link)} " for words, link in pairs)
    assert list(parse_linked_text(text).links) == [link for _, link in pairs]
    assert str(parse_linked_text(text)) == text.strip()


@given(st.text() | BRACKETS)
def test_no_text_makes_the_readers_fail_but_by_refusing(text: str) -> None:
    assert problems(parse_id, text) or ID.fullmatch(text)
    assert problems(parse_target, text) or TARGET.fullmatch(text)
    assert problems(parse_linked_text, text) or "[[" not in LINK.sub("", " ".join(text.split()))


@given(st.text() | BRACKETS)
def test_no_character_is_lost_but_white_space_and_links(text: str) -> None:
    if not problems(parse_linked_text, text):
        found = parse_linked_text(text)
        assert found.text == " ".join(text.split())
        words = [part for part in found.parts if isinstance(part, str)]
        assert words == [part for part in LINK.split(found.text) if part]


@given(st.text("ab1-#", max_size=12))
def test_the_patterns_of_the_schema_say_the_same_as_the_readers(text: str) -> None:
    assert bool(problems(parse_id, text)) != bool(re.search(ID_PATTERN, text))
    assert bool(problems(parse_target, text)) != bool(re.search(TARGET_PATTERN, text))
