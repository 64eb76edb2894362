"""Issues: how they are ordered, and how a person reads them in a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research_briefs.issues import EXCERPT_WIDTH, MESSAGE_WIDTH, Issue, printable, render, sort

PATH = "briefs/topics/lamps.yaml"


def test_an_issue_is_shown_with_its_line_a_caret_and_a_hint() -> None:
    issue = Issue(
        PATH, 3, 8, "events[2].date", "wrong-value", "there is no month 13", "write 2015-12",
        "  date: 2015-13", width=7,
    )  # fmt: skip
    assert render(issue) == (
        "briefs/topics/lamps.yaml:3:8: events[2].date: there is no month 13\n"
        "    |   date: 2015-13\n"
        "    |        ^^^^^^^\n"
        "    = write 2015-12"
    )


def test_an_issue_about_a_whole_file_is_one_line() -> None:
    issue = Issue(PATH, 0, 0, "", "unknown-file", "not a plain file")
    assert render(issue) == str(issue) == "briefs/topics/lamps.yaml: not a plain file"


def test_a_caret_may_stand_behind_the_line() -> None:
    issue = Issue(PATH, 1, 7, "title", "empty", "there is no value", excerpt="title:")
    assert render(issue).splitlines()[1:] == ["    | title:", "    |       ^"]


def test_a_caret_never_runs_beyond_its_line() -> None:
    issue = Issue(PATH, 1, 3, "", "empty", "empty", excerpt="abcdef", width=99)
    assert render(issue).splitlines()[2] == "    |   ^^^^"


def test_a_caret_stands_below_letters_that_fill_two_columns_or_none() -> None:
    japanese = Issue(PATH, 1, 11, "", "empty", "empty", excerpt="title: 灯台は 12", width=1)
    assert render(japanese).splitlines()[1:] == ["    | title: 灯台は 12", f"    | {' ' * 13}^"]
    accents = Issue(PATH, 1, 10, "", "empty", "empty", excerpt="le\u0301ge\u0300re 灯台", width=2)
    assert render(accents).splitlines()[2] == f"    | {' ' * 7}^^^^"


LONG = "".join(str(n % 10) for n in range(300))


@pytest.mark.parametrize(
    ("column", "shown", "offset"),
    [
        (1, LONG[:100], 0),
        (34, LONG[:100], 33),
        (150, LONG[116:216], 33),
        (300, LONG[200:], 99),
        (301, LONG[200:], 100),
    ],
)
def test_a_long_line_is_cut_around_the_caret(column: int, shown: str, offset: int) -> None:
    issue = Issue(PATH, 1, column, "", "empty", "empty", excerpt=LONG)
    assert render(issue).splitlines()[1:] == [f"    | {shown}", f"    | {' ' * offset}^"]


def test_what_a_terminal_would_obey_is_made_visible() -> None:
    issue = Issue(PATH, 1, 2, "", "empty", "a\x1b[31m", "b\u202e", "c\u200bd\te")
    assert render(issue) == (
        "briefs/topics/lamps.yaml:1:2: a�[31m\n    | c�d�e\n    |  ^\n    = b�"
    )


def test_a_path_cannot_forge_a_line_of_output() -> None:
    issue = Issue("briefs/topics/a\nb.yaml", 0, 0, "", "unknown-file", "not a plain file")
    assert render(issue) == "briefs/topics/a�b.yaml: not a plain file"


def test_a_very_long_message_is_cut_in_its_middle() -> None:
    text = "a" * MESSAGE_WIDTH + "b" * MESSAGE_WIDTH
    lines = render(
        Issue(PATH, 0, 0, "", "empty", f"“{text}” is not a date", f"not “{text}”")
    ).split("\n")
    assert lines[0].startswith("briefs/topics/lamps.yaml: “aaa")
    assert lines[0].endswith("bbb” is not a date")
    assert [len(line) for line in lines] == [MESSAGE_WIDTH + 3, len("    = ") + MESSAGE_WIDTH + 3]


def test_issues_are_sorted_by_file_and_place() -> None:
    ordered = [
        Issue("a.yaml", 0, 0, "", "empty", "of the file"),
        Issue("a.yaml", 2, 9, "b", "empty", "x"),
        Issue("a.yaml", 10, 1, "a", "empty", "x"),
        Issue("a.yaml", 10, 2, "a", "empty", "first"),
        Issue("a.yaml", 10, 2, "a", "empty", "second"),
        Issue("b.yaml", 1, 1, "a", "empty", "x"),
    ]
    assert sort(reversed(ordered)) == tuple(ordered)


@given(st.text())
def test_printable_text_has_one_character_for_each(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert shown.isprintable()


ISSUES = st.builds(
    Issue,
    path=st.text(max_size=9),
    line=st.integers(0, 9),
    column=st.integers(1, 400),
    field=st.text(max_size=9),
    kind=st.just("empty"),
    message=st.text(max_size=9),
    hint=st.text(max_size=9),
    excerpt=st.text(max_size=9) | st.text("ab", min_size=EXCERPT_WIDTH, max_size=300),
    width=st.integers(0, 400),
)


@given(ISSUES)
def test_an_issue_is_never_wider_than_a_terminal_can_hold(issue: Issue) -> None:
    lines = render(issue).split("\n")
    assert len(lines) == 1 + 2 * bool(issue.excerpt) + bool(issue.hint)
    if issue.excerpt:
        assert len(lines[1]) <= len("    | ") + EXCERPT_WIDTH
        assert lines[2].strip(" |").strip("^") == ""
        assert "^" in lines[2]
        assert len(lines[2]) <= len("    | ") + 2 * EXCERPT_WIDTH + 1
