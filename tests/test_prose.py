"""Prose: a small part of CommonMark, with citations and links to records."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.helpers import problems

from research_briefs import limits
from research_briefs.records.citations import parse_sourcing
from research_briefs.records.links import RecordLink, Target
from research_briefs.records.prose import (
    Block,
    Cited,
    Emphasis,
    Inline,
    Items,
    Paragraph,
    WebLink,
    is_sourced,
    marked_blocks,
    parse_prose,
    parse_sourced_prose,
    parse_url,
    plain_blocks,
    walk,
)

# What there is


def paragraph(*children: Inline) -> Paragraph:
    return Paragraph(children)


def cited(text: str) -> Cited:
    return Cited(parse_sourcing(text))


def bullets(*items: tuple[Block, ...]) -> Items:
    return Items(items, is_numbered=False)


INLINES: list[tuple[str, tuple[Inline, ...]]] = [
    ("Lamps burn.", ("Lamps burn.",)),
    ("Lamps *burn*.", ("Lamps ", Emphasis(("burn",), strong=False), ".")),
    ("Lamps **burn**.", ("Lamps ", Emphasis(("burn",), strong=True), ".")),
    ("*a **b** c*",
     (Emphasis(("a ", Emphasis(("b",), strong=True), " c"), strong=False),)),
    ("[a *list*](https://x.example/y)",
     (WebLink("https://x.example/y", ("a ", Emphasis(("list",), strong=False))),)),
    ("[[lamps]] and [[talks#third|the third]]",
     (RecordLink(Target("lamps")), " and ", RecordLink(Target("talks", "third"), "the third"))),
    ("Burn [@almanac-2024, para. 3; @gazette-2023].",
     ("Burn ", cited("almanac-2024, para. 3; gazette-2023"), ".")),
    ("[no [[lamps]] [@almanac-2024]]",
     ("[no ", RecordLink(Target("lamps")), " ", cited("almanac-2024"), "]")),
    ("Burn [@almanac-2024,\npara. 3].", ("Burn ", cited("almanac-2024, para. 3"), ".")),
    ("*So says [@almanac-2024].*",
     (Emphasis(("So says ", cited("almanac-2024"), "."), strong=False),)),
    ("one\ntwo", ("one\ntwo",)),
    (r"\*no\* \[[no]] \[@no]", ("*no* [[no]] [@no]",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "children"), INLINES, ids=[text for text, _ in INLINES])
def test_a_paragraph_has_words_emphasis_links_and_citations(
    text: str, children: tuple[Inline, ...]
) -> None:
    prose = parse_prose(text)
    assert prose.blocks == (Paragraph(children),)
    assert str(prose) == text


BLOCKS: list[tuple[str, tuple[Block, ...]]] = [
    ("one\n\ntwo", (paragraph("one"), paragraph("two"))),
    ("- one\n- two", (bullets((paragraph("one"),), (paragraph("two"),)),)),
    ("1. one\n2. two", (Items(((paragraph("one"),), (paragraph("two"),)), is_numbered=True),)),
    ("so:\n\n- one\n\n  more", (paragraph("so:"), bullets((paragraph("one"), paragraph("more"))))),
    ("- one\n  - two", (bullets((paragraph("one"), bullets((paragraph("two"),)))),)),
]


@pytest.mark.parametrize(("text", "blocks"), BLOCKS, ids=[text for text, _ in BLOCKS])
def test_prose_has_paragraphs_and_lists(text: str, blocks: tuple[Block, ...]) -> None:
    assert parse_prose(text).blocks == blocks


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "no heading\n===",
        "<b>no HTML</b> <!-- nor a comment -->",
        "`no code`",
        "```\nno code\n```",
        "&amp; &lt; &#35;",
        "| no | table |\n|---|---|",
        "---",
        "> no quotation",
        "~~no strike~~ ==no mark== ^no^ :no-emoji:",
        "https://no.example/ <https://no.example/>",
        "[no]: https://no.example/",
        "[no][no] [^no]",
        "{{ no }} {% macro %} --8<-- 'no.md' !!! note",
        "[no] and ]no[ and (no)",
    ],
)
def test_everything_else_stays_the_characters_that_were_typed(text: str) -> None:
    assert parse_prose(text).blocks == (paragraph(text),)


def test_an_image_becomes_a_mere_link() -> None:
    assert parse_prose("![no](https://no.example/)").blocks == (
        paragraph("!", WebLink("https://no.example/", ("no",))),
    )


def test_links_and_citations_are_found_at_every_depth() -> None:
    prose = parse_prose("*[[one]] [@a]*\n\n- [[two]]\n  1. **[@b]** [[three]]")
    assert [str(link.target) for link in prose.links] == ["one", "two", "three"]
    assert [sourcing[0].source for sourcing in prose.sourcings] == ["a", "b"]


# What each paragraph of a summary needs


@pytest.mark.parametrize(
    ("text", "sourced"),
    [
        ("They burn [@almanac-2024].", True),
        ("They burn.", False),
        ("*They burn [@almanac-2024].*", True),
        ("- They burn [@almanac-2024].\n- They go out [@gazette-2023].", True),
        ("- They burn [@almanac-2024].\n- They go out.", False),
        ("- They burn.\n\n  They go out [@gazette-2023].", True),
    ],
)
def test_a_paragraph_or_each_item_of_a_list_cites_a_source(text: str, sourced: bool) -> None:
    (block,) = parse_prose(text).blocks
    assert is_sourced(block) == sourced
    assert bool(problems(parse_sourced_prose, text)) != sourced


def test_every_paragraph_and_item_without_a_source_is_named() -> None:
    text = "*One* of them.\n\nTwo [@a].\n\n- Three.\n- Four [@b].\n- Five\n  lines."
    assert [(p.message, p.fragment) for p in problems(parse_sourced_prose, text)] == [
        ("this paragraph cites no source", "One"),
        ("this paragraph cites no source", "Three."),
        ("this paragraph cites no source", "Five"),
    ]


# What is wrong in it (how it is told: cases/reading/fields/prose.md)


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = (
        "[[A]] [@B] [](https://c.example/) [d](e)\n\n2. f\n\n"
        "The [[open\n\nAnd [@open, para. 3"
    )  # fmt: skip
    assert sorted((p.message, p.fragment) for p in problems(parse_prose, text)) == [
        ("a citation is not closed", "@open, para. 3"),
        ("a link is not closed", "[[open"),
        ("this link has no words", "https://c.example/"),
        ("“2.” begins a list here", "2."),
        ("“A” is not an id", "[[A]]"),
        ("“B” is not the id of a source", "@B"),
        ("“e” is not a web address", "e"),
    ]


def test_a_mistake_within_brackets_is_told_once() -> None:
    assert [p.fragment for p in problems(parse_prose, "[no [[A]] and [@B] either]")] == [
        "[[A]]",
        "@B",
    ]


def nested(depth: int, item: str) -> str:
    return "\n".join(f"{'  ' * level}- {item}" for level in range(depth))


def test_lists_can_be_nested_to_a_limit() -> None:
    assert not problems(parse_prose, nested(limits.PROSE_NESTING, "a"))
    assert [p.message for p in problems(parse_prose, nested(limits.PROSE_NESTING + 1, "a"))] == [
        "lists are nested deeper than 8"
    ]


def emphasised(depth: int) -> str:
    """Emphasis in emphasis: `*a **b *c* b** a*`."""
    marks = ["*" if level % 2 else "**" for level in range(depth)]
    return "".join(f"{mark}a " for mark in marks) + "".join(f" b{mark}" for mark in marks[::-1])


def test_emphasis_can_be_nested_to_a_limit() -> None:
    assert not problems(parse_prose, emphasised(limits.PROSE_NESTING))
    assert [p.message for p in problems(parse_prose, emphasised(limits.PROSE_NESTING + 1))] == [
        "emphasis is nested deeper than 8"
    ]


# Web addresses (more of what is wrong: cases/reading/fields/addresses.md)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a/b?c=d&e=%20#f",
        "https://例え.jp/灯台",
        "https://example.org/a_(b)",
        "HTTPS://EXAMPLE.ORG/",
    ],
)
def test_a_web_address_starts_with_http_or_https(url: str) -> None:
    assert parse_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.org", "//example.org", "https:example.org", "https://", "https:///a"),
        *("ftp://example.org", "javascript:alert(1)", "data:text/html,x", " https://a.org"),
        *("https://a.org/\n", "https://[::1", 'https://a.org/"onclick="', "https://a.org/<b>"),
        *("java\nscript:alert(1)", "JaVaScRiPt://example.org/%0Aalert(1)", "https://a.org\\b"),
    ],
)
def test_anything_else_is_none(url: str) -> None:
    assert problems(parse_url, url)


# Properties

MARKS = st.text("*_[]()@|#-+1.\\ \nab<`!", max_size=60)
WORD = st.text("abcdeé日", min_size=1, max_size=8)
SENTENCE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)


@given(st.text() | MARKS)
@example("[" * 2000)
@example("*a " * 2000)
@example("- " * 2000)
@example("[@" * 2000)
@example("[[" * 2000)
def test_no_text_makes_the_readers_fail_but_by_refusing(text: str) -> None:
    if not problems(parse_prose, text):
        prose = parse_prose(text)
        assert str(prose) == text
        assert bool(problems(parse_sourced_prose, text)) != all(map(is_sourced, prose.blocks))
    if not problems(parse_url, text):
        assert text.lower().startswith(("https://", "http://"))


@given(st.lists(SENTENCE, min_size=1, max_size=4))
def test_plain_paragraphs_read_back_as_they_are(paragraphs: list[str]) -> None:
    assert parse_prose("\n\n".join(paragraphs)).blocks == tuple(map(paragraph, paragraphs))


@given(st.lists(SENTENCE, min_size=1, max_size=4), st.sampled_from(["- ", "* ", "+ ", "1. "]))
def test_plain_items_read_back_as_they_are(items: list[str], mark: str) -> None:
    text = "\n".join(f"{mark}{item}" for item in items)
    expected = Items(tuple((paragraph(item),) for item in items), is_numbered=mark == "1. ")
    assert parse_prose(text).blocks == (expected,)


@given(st.text("ab *_[]()!<>&`", max_size=40))
def test_no_letter_is_lost_or_added(text: str) -> None:
    if not problems(parse_prose, text):
        nodes = list(walk(parse_prose(text).blocks))
        words = "".join(n for n in nodes if isinstance(n, str))
        addresses = "".join(n.url for n in nodes if isinstance(n, WebLink))
        assert sorted(c for c in words + addresses if c in "ab") == sorted(
            c for c in text if c in "ab"
        )


# The quick way


#: Pieces of prose that mean something to CommonMark, to us, or to nobody.
PIECES = st.sampled_from(
    [
        *("word", " ", "\n", "\n\n", ". ", "[[lamps]]", "[[lamps|the lamp]]", "[@almanac-2024]"),
        *("[@almanac-2024, para. 3;\n@gazette-2023]", "[", "]", "[[", "[@", "(https://x.example)"),
        *("*", "**", "_", "\\", "- ", "+ ", "1. ", "2)", "-", "#", "> ", "`", "&amp;", "<b>", "|"),
        *("\t", "\u00a0", "  ", "!", "~", "=", "半導体", "Tōkyō", "[[Lamps]]", "[@no]"),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@example("word\n\n\nword")
@example("\nword\n")
@example("[[lamps]](https://x.example)")
def test_prose_without_marks_is_read_as_commonmark_reads_it(text: str) -> None:
    plain = plain_blocks(text)
    assert plain is None or plain == marked_blocks(text)


def test_most_prose_is_without_marks() -> None:
    text = "Lamps [[lamps]] burn [@almanac-2024, para. 3].\nSo they say.\n\nAll [@gazette-2023].\n"
    assert plain_blocks(text) == marked_blocks(text)
    assert plain_blocks("Lamps *burn*.") is None
