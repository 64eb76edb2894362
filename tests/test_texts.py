"""What makes a new version: the text of a record as data, and what differs between two."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from tests.releasing import TREATY, Place
from tests.samples import WORLD, catalogue_of

from research_briefs.lasting.changes import changes, shown
from research_briefs.lasting.text import Text, is_same, renamed, text_of
from research_briefs.publishing.versions.feeds import ENTRIES, Entry, _newest
from research_briefs.records.model import Curated

FIRST = """\
title: Lamp
summary: |
  A lamp **burns** [@gazette]. See [[lamps|all lamps]]
  and [the web](https://example.org/).

  - One [@gazette].
  - Two [@gazette].
facts:
  - fact: Colour
    value: Green
    source: gazette
  - fact: Smell
    value: Oil, as [[lamps]] do
    source: gazette
checked: 2026-05-01
"""


def text(file: str, **others: str) -> Text:
    """The text of a topic, in a small world."""
    catalogue = catalogue_of(WORLD | {"topics/lamp": file} | others)
    record = catalogue.records["lamp"]
    assert isinstance(record, Curated)
    return text_of(catalogue, record)


def test_a_text_holds_what_a_record_says_and_nothing_else() -> None:
    found = text(FIRST)
    assert found["about"] == {"title": "Lamp"}
    assert [(row["anchor"], row["said"]) for row in found["statements"]] == [
        (
            "summary-1",
            {
                "text": "A lamp **burns** [@gazette]. See [[lamps|all lamps]] and "
                "[the web](https://example.org/).",
                "source": "gazette",
            },
        ),
        ("summary-2", {"text": "- One [@gazette].\n- Two [@gazette].", "source": "gazette"}),
        ("colour", {"fact": "Colour", "value": "Green", "source": "gazette"}),
        ("smell", {"fact": "Smell", "value": "Oil, as [[lamps]] do", "source": "gazette"}),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("See [[lamps|all lamps]]\n  and", "See\n  [[lamps|all lamps]] and"),
        ("value: Green", 'value: "Green"'),
        ("  - fact: Colour\n    value: Green\n", "  - value: Green\n    fact: Colour\n"),
        ("checked: 2026-05-01", "checked: 2027-05-01"),
        ("checked:", "former_ids: [candle]\nchecked:"),
        ("value: Green", "value: Green\n    id: colour"),
    ],
)
def test_this_is_no_change(old: str, new: str) -> None:
    assert old in FIRST
    assert is_same(text(FIRST), text(FIRST.replace(old, new)))
    assert changes(text(FIRST), text(FIRST.replace(old, new))) == []


def test_another_order_is_no_change() -> None:
    head, colour, smell = FIRST.split("  - fact: ")
    smell, _, tail = smell.partition("checked")
    other = f"{head}  - fact: {smell}  - fact: {colour}checked{tail}"
    assert is_same(text(FIRST), text(other))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("value: Green", "value: Blue", [("colour", "changed", "value", "Green", "Blue")]),
        ("title: Lamp", "title: Lamps", [("_about", "changed", "title", "Lamp", "Lamps")]),
        ("See [[lamps|all", "See [[lamps|some", [
            ("summary-1", "changed", "text",
             "A lamp **burns** [@gazette]. See all lamps and [the web](https://example.org/).",
             "A lamp **burns** [@gazette]. See some lamps and [the web](https://example.org/)."),
        ]),
        ("  - fact: Colour\n    value: Green\n    source: gazette\n", "", [
            ("colour", "removed", "fact", "Colour", ""),
            ("colour", "removed", "value", "Green", ""),
            ("colour", "removed", "source", "gazette", ""),
            ("colour", "removed", "marks", "not-verified", ""),
        ]),
    ],
)  # fmt: skip
def test_this_is_a_change(old: str, new: str, expected: list[tuple[str, ...]]) -> None:
    found = changes(text(FIRST), text(FIRST.replace(old, new)))
    assert [
        (change.name, change.sort, each.name, each.old, each.new)
        for change in found
        for each in change.differences
    ] == expected


def test_a_source_that_somebody_reads_in_full_changes_what_rests_on_it() -> None:
    """The statements are not marked as not verified any more."""
    read = WORLD["sources/gazette"].replace("read: excerpt", "read: full\nextent: p. 9")
    placed = FIRST.replace("[@gazette]", "[@gazette, p. 1]")
    placed = placed.replace("source: gazette", "source: gazette, p. 1")
    before, after = text(placed), text(placed, **{"sources/gazette": read})
    assert [change.name for change in changes(before, after)] == [
        *("summary-1", "summary-2", "colour", "smell"),
    ]


def test_ids_of_records_are_those_of_today() -> None:
    old: dict[str, Any] = {
        "about": {"title": "old", "topics": ["old", "other"]},
        "statements": [{"anchor": "old", "said": {"to": "old#old", "text": "[[old|x]] [[older]]"}}],
    }
    assert renamed(old, {"old": "new"}) == {
        "about": {"title": "old", "topics": ["new", "other"]},
        "statements": [{"anchor": "old", "said": {"to": "new#old", "text": "[[new|x]] [[older]]"}}],
    }


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (["a", "b"], "a; b"),
        ("by [[lamps|the lamps]] and [[oil]]", "by the lamps and oil"),
        ("[[open", "[[open"),
    ],
)
def test_a_value_is_shown_as_one_text(value: object, said: str) -> None:
    assert shown(value) == said


# Feeds


def test_a_feed_holds_any_text(site_folder: Any) -> None:
    place = Place(site_folder)
    assert place.release("2027-01-01") == 0
    hostile = "]]> <b>&amp; “quoted” & <script>alert(1)</script> 🗼"
    place.change(TREATY, "value: Twelve\n", f"value: |\n      {hostile}\n")
    assert place.release("2028-01-01") == 0
    feed = place.files()["changes.atom"]
    (entry,) = ET.fromstring(feed).findall("{http://www.w3.org/2005/Atom}entry")  # noqa: S314
    content = entry.findtext("{http://www.w3.org/2005/Atom}content")
    assert content == f"Value: Twelve → {hostile}\nSource: treaty-text-2002, art. 2"
    (read,) = feedparser.parse(feed).entries
    assert read.updated == "2028-01-01T00:00:00Z"
    assert read.link == "https://lights.example.org/agreements/sound-lights-treaty/v/2/#lamps"


def entries(day: str, count: int) -> list[Entry]:
    return [Entry(f"{day}-{n}", day, "", "", "", "", frozenset()) for n in range(count)]


def test_a_long_feed_leaves_out_old_releases_and_cuts_none() -> None:
    new, old, oldest = (
        entries("2029-01-01", ENTRIES - 1),
        entries("2028-01-01", 9),
        entries("2027", 1),
    )
    assert _newest([*new, *old, *oldest]) == [*new, *old]
    assert _newest([*old, *oldest]) == [*old, *oldest]
