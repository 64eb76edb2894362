"""A field is put into a record: one line more, in its place, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import SITE

from research_briefs.reading.layout import canonical
from research_briefs.reading.rewriting import set_fields
from research_briefs.reading.setting import with_fields

#: Records of sources that say nothing of their genre.
SOURCES = [
    file
    for file in sorted((SITE / "briefs" / "sources").glob("*.yaml"))
    if "\ngenre:" not in file.read_text(encoding="utf-8")
]
COPY = "https://archive.example.org/2024/x"

#: Texts of one line, of letters, figures, marks and spaces of any sort.
LINES = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])).map(str.strip).filter(bool)

MINISTRY = """\
type: webpage
title: A page
URL: https://coasts.example.org/
accessed: 2026-05-02
authority: research
read: excerpt
"""


def put(text: str, **values: str) -> str:
    """A text with more fields, which must have taken them."""
    found, issues = with_fields(text, "x.yaml", "sources", values)
    assert issues == []
    return found


def kept_out(text: str, **values: str) -> str:
    """Why a text cannot have more fields; it is then as it was."""
    found, (issue, *_) = with_fields(text, "x.yaml", "sources", values)
    assert found == text
    return issue.message


def test_it_stands_where_the_layout_has_it() -> None:
    text = put(MINISTRY, archived=COPY, dead="2026-11-20")
    assert text == MINISTRY.replace("accessed:", f"archived: {COPY}\ndead: 2026-11-20\naccessed:")
    assert canonical(text, "x.yaml", "sources") == (text, [])


@pytest.mark.parametrize(
    ("comment", "before"),
    [
        ("# A page of the ministry.\n\n", "type:"),
        ("# seen by two curators\n", "accessed:"),
        ("\n# seen by two curators\n# on the same day\n", "accessed:"),
    ],
)
def test_comments_stay_with_what_they_are_about(comment: str, before: str) -> None:
    text = MINISTRY.replace(before, comment + before)
    assert put(text, dead="2026-11-20") == text.replace(
        comment + "accessed:" if before == "accessed:" else "accessed:",
        "dead: 2026-11-20\n" + (comment if before == "accessed:" else "") + "accessed:",
    )


@pytest.mark.parametrize("end", ["", "\n\n", "\n# the end\n", "# the end\n"])
def test_the_last_field_stands_above_what_is_said_at_the_end(end: str) -> None:
    text = MINISTRY + "counting: |\n  para. = a paragraph\n" + end
    found = put(text, caution="A mirror.")
    head = text[: len(text) - len(end)]
    assert found == f"{head}caution: A mirror.\n{end}"


def test_what_yaml_would_misread_is_quoted() -> None:
    assert 'caution: "Mirror: altered #2"\n' in put(MINISTRY, caution="Mirror: altered #2")


def test_an_odd_layout_is_kept() -> None:
    text = (
        "read:   excerpt\nauthority: 'research'  # why\nURL: https://a.example/\n"
        "type: book\ntitle: It\n"
    )
    assert put(text, dead="2026-11-20") == "dead: 2026-11-20\n" + text


def test_a_field_that_is_there_is_not_replaced() -> None:
    text = put(MINISTRY, dead="2026-11-20")
    assert kept_out(text, dead="2026-11-21").startswith("there is no room for `dead`")


def test_a_value_that_is_wrong_is_not_written() -> None:
    assert kept_out(MINISTRY, dead="yesterday") == "“yesterday” is not a date"
    assert kept_out(MINISTRY, archived="nowhere") == "“nowhere” is not a web address"


def test_a_record_that_cannot_be_read_is_not_touched() -> None:
    assert kept_out("title: [It\n", dead="2026-11-20")
    assert kept_out("  " + MINISTRY.replace("\n", "\n  ").rstrip(" "), dead="2026-11-20")


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
@given(value=LINES)
def test_any_text_is_one_line_more(file: Path, value: str) -> None:
    text = file.read_text(encoding="utf-8")
    found, issues = with_fields(text, "x.yaml", "sources", {"genre": value})
    lines = found.split("\n")
    if not issues:
        added = [line for line in lines if line.startswith("genre: ")]
        assert len(added) == 1
        lines.remove(added[0])
    assert lines == text.split("\n")


def test_only_records_are_written_to(site_folder: Path) -> None:
    folder = site_folder / "briefs"
    config = site_folder / "mkdocs.yml"
    link = folder / "sources" / "link.yaml"
    link.symlink_to(config)
    before = config.read_bytes()
    for file in (config, link, folder / "sources" / "nowhere.yaml"):
        (issue,) = set_fields(file, folder, {"dead": "2026-11-20"})
        assert issue.message
    assert config.read_bytes() == before
