"""YAML as text: every value is what was typed, stands where it is said to, or is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path as File

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.helpers import SITE, Case, cases, read, shown

from research_briefs.issues import Issue
from research_briefs.reading.plain import Value, read_plainly
from research_briefs.reading.yaml_text import (
    Document,
    Path,
    decode,
    dotted,
    read_carefully,
    read_tolerantly,
    read_yaml,
)
from research_briefs.records.characters import find_unfit

PATH = "briefs/topics/example.yaml"
FILES = sorted((SITE / "briefs").glob("*/*.yaml"))


@pytest.mark.parametrize("case", cases("reading/yaml"), ids=str)
def test_what_is_wrong_with_the_yaml_is_told_in_plain_words(case: Case) -> None:
    _, issues = read(case.data, case.path)
    case.assert_prints(shown(issues))


# Values


def value_of(text: str) -> Value:
    document, issues = read_yaml(text, PATH)
    assert document is not None, shown(issues)
    return document.value


@pytest.mark.parametrize(
    "text",
    [
        *("NO", "no", "yes", "on", "off", "true", "null", "Null", "~", "0", "012", "0x1F", "0o17"),
        *("1.10", "1e3", ".5", ".inf", "1_000", "12:30", "12:30:45", "2015-12-12", "2015-12"),
        *("=", "<<", "a#b", "C#", "a:b", "http://a.example/#b", "-1", "-a", "?a", "a - b"),
        *("“quotes”", "a 'b' \"c\"", "(a)", "a, b", "a]", "a}", "a & b", "50%", "100 %", "a | b"),
    ],
)
def test_a_plain_text_stays_what_was_typed(text: str) -> None:
    assert value_of(f"x: {text}\nlist:\n  - {text}\n") == {"x": text, "list": [text]}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'it''s'", "it's"),
        (r"'a\n'", r"a\n"),
        (r'"a\n\"b\" \\ \u706F"', 'a\n"b" \\ 灯'),
        ('"[a]: b # c"', "[a]: b # c"),
        ("a # a comment", "a"),
        ("a\n  b", "a b"),
        ("|\n  a\n  b\n\n  c: d # e\n", "a\nb\n\nc: d # e\n"),
        ("|-\n  a\n", "a"),
        ("|2\n   a\n", " a\n"),
    ],
)
def test_quotes_and_bars_say_the_same_as_in_any_yaml(written: str, text: str) -> None:
    assert value_of(f"x: {written}\n") == {"x": text}


def test_lists_and_fields_may_stand_in_each_other() -> None:
    text = "who: [a, b]\nitems:\n- x: 1\n  y:\n    - z: 2\n"
    assert value_of(text) == {"who": ["a", "b"], "items": [{"x": "1", "y": [{"z": "2"}]}]}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_another_reader_of_yaml_agrees_on_the_fixture(file: Path) -> None:
    text = (SITE / str(file)).read_text(encoding="utf-8")
    assert value_of(text) == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506


# Places


def document_of(text: str) -> Document:
    document, issues = read_yaml(text, PATH)
    assert document is not None, shown(issues)
    return document


def test_an_issue_points_at_a_value_a_key_or_a_part_of_a_value() -> None:
    document = document_of("title: Lamps\nevents:\n  - date: 2015-13\n    event: signed\n")
    at: Path = ("events", 0, "date")
    value = document.issue(at, "wrong-value", "there is no month 13", "hint")
    assert value == Issue(
        PATH, 3, 11, "events[0].date", "wrong-value", "there is no month 13", "hint",
        "  - date: 2015-13", 7,
    )  # fmt: skip
    key = document.issue(at, "empty", "empty", key=True)
    assert (key.line, key.column, key.width) == (3, 5, 4)
    part = document.issue(at, "empty", "empty", fragment="13")
    assert (part.line, part.column, part.width) == (3, 16, 2)


def test_an_issue_about_what_is_missing_points_at_what_lacks_it() -> None:
    document = document_of("title: Lamps\nevents:\n  - date: 2015\n    event: signed\n")
    of_the_item = document.issue(("events", 0, "source"), "empty", "x")
    assert (of_the_item.line, of_the_item.column, of_the_item.field) == (3, 5, "events[0].source")
    of_the_record = document.issue(("checked",), "empty", "x")
    assert (of_the_record.line, of_the_record.column, of_the_record.field) == (1, 1, "checked")


TEXT = "summary: |\n  A 3 and a 13,\n  then 3 [@a-3, para.\n  3] and [@b]\n"


@pytest.mark.parametrize(
    ("fragment", "line", "column", "width"),
    [
        ("13", 2, 13, 2),
        ("3", 2, 5, 1),  # a whole word, not the end of 13
        ("[@a-3", 3, 10, 5),
        ("[@b]", 4, 10, 4),
        ("para. 3", 3, 17, 5),  # it goes on on the next line: its first word
        ("hen", 3, 4, 3),  # no whole word, but there
        ("nowhere", 1, 10, 1),
    ],
)
def test_a_part_of_a_value_is_found_in_its_lines(
    fragment: str, line: int, column: int, width: int
) -> None:
    issue = document_of(TEXT).issue(("summary",), "empty", "empty", fragment=fragment)
    assert (issue.line, issue.column, issue.width) == (line, column, width)


def test_a_path_is_written_as_people_write_it() -> None:
    assert dotted(("events", 2, "date")) == "events[2].date"
    assert dotted(("topics", 0)) == "topics[0]"
    assert dotted(()) == ""


# Reading on in spite of issues


def test_what_is_read_in_spite_of_issues_is_there_for_more_checks() -> None:
    document, issues = read_tolerantly("title: Lamps\nnames: []\ntitle: Lights\n", PATH)
    assert [str(issue) for issue in issues] == [
        "briefs/topics/example.yaml:2:8: names: the list is empty",
        "briefs/topics/example.yaml:3:1: title: `title` stands here twice; the first is on line 1",
    ]
    assert document is not None
    assert document.value == {"title": "Lamps", "names": []}


def test_there_is_no_document_if_there_are_issues() -> None:
    assert read_yaml("title: Lamps\nnames: []\n", PATH)[0] is None


# Properties


def quoted(text: str) -> str:
    """A text in double quotes, with an escape for each character that is not ASCII."""
    return json.dumps(text, ensure_ascii=False).translate(
        {ord(c): f"\\U{ord(c):08X}" for c in text if ord(c) > 126}
    )


@given(st.text(min_size=1))
@example("\ufeff\u200b")
@example("\U0001f469\u200d\U0001f527")
def test_every_text_comes_back_from_quotes_as_it_was(text: str) -> None:
    assert value_of(f"title: {quoted(text)}\n") == {"title": text}


def visible(text: str) -> bool:
    return find_unfit(text) < 0


@given(st.text(min_size=1).filter(visible))
def test_every_visible_text_comes_back_from_single_quotes_as_it_was(text: str) -> None:
    assert value_of("title: '" + text.replace("'", "''") + "'\n") == {"title": text}


@given(st.text(min_size=1).filter(visible).filter(str.strip))
@example("NO")
@example("1.10")
@example("مرحبا")
@example("[[a]]")
@example("- {a: b} # c")
def test_every_text_can_be_a_title(text: str) -> None:
    entry, issues = read(f"title: {quoted(text)}\nchecked: 2026-05-01\n")
    assert issues == []
    assert entry is not None
    assert entry.record.title == " ".join(text.split())


#: What YAML is made of, to put together at random.
TOKENS = st.sampled_from(
    [
        *("a", "b: ", "- ", "\n", "\n  ", "\n    ", ": ", " #", "'", '"', "|", ">", "[", "]", ", "),
        *("{", "}", "&a ", "*a", "!a ", "? ", "%", "@", "`", "---\n", "...\n", "<<: ", "\\", "日"),
        *("\t", "\r", "\x00", "\ufeff", "\u202e", "~", "-", ":", "x:\n  ", "x:\n  - ", "|\n  "),
    ]
)
YAML = st.lists(TOKENS, max_size=25).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A file of the fixture in which something was cut out, put in or doubled."""
    text = draw(st.sampled_from(FILES)).read_text(encoding="utf-8")
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 30)))
    return text[:start] + draw(st.one_of(YAML, st.just(text[start:end] * 2))) + text[end:]


def assert_well_placed(issues: list[Issue], text: str) -> None:
    """Each issue points into the file, and at most one at each line."""
    lines = text.split("\n")
    assert all(1 <= issue.line <= len(lines) for issue in issues)
    assert all(1 <= issue.column <= len(lines[issue.line - 1]) + 1 for issue in issues)
    assert all(issue.excerpt == lines[issue.line - 1] for issue in issues)
    assert len({issue.line for issue in issues}) == len(issues)


@given(st.text() | YAML | damaged())
def test_no_text_makes_the_reader_fail_but_by_issues(text: str) -> None:
    document, issues = read_yaml(text, PATH)
    assert (document is None) == bool(issues)
    assert_well_placed(issues, text)
    assert_well_placed(read_tolerantly(text, PATH)[1], text)


@given(YAML | damaged())
def test_another_reader_of_yaml_agrees_on_what_is_read(text: str) -> None:
    document, _ = read_yaml(text, PATH)
    if document is not None:
        assert document.value == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506


@given(YAML | damaged())
def test_what_is_wrong_is_always_told_in_words_of_ours(text: str) -> None:
    _, issues = read_yaml(text, PATH)
    assert not [issue for issue in issues if issue.message.startswith("this is not YAML")]


def walk(value: Value, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """All texts in a value, each with its path."""
    if isinstance(value, str):
        yield path, value
    else:
        for part, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from walk(inner, (*path, part))


WORDS = st.text("abc", min_size=1, max_size=5)
TREES: st.SearchStrategy[Value] = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(WORDS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(WORDS, TREES, min_size=1, max_size=3), st.integers(2, 4))
def test_every_value_and_key_is_where_it_is_said_to_be(tree: dict[str, Value], indent: int) -> None:
    assume(max(len(path) for path, _ in walk(tree)) <= 6)
    text = yaml.safe_dump(tree, default_flow_style=False, indent=indent, sort_keys=False)
    document = document_of(text)
    assert document.value == tree
    for path, word in walk(tree):
        span = document.places.values[path]
        assert document.lines[span.line][span.column : span.end_column] == word
        keys = [path[:end] for end in range(1, len(path) + 1) if isinstance(path[end - 1], str)]
        for key in keys:
            place = document.places.keys[key]
            assert document.lines[place.line][place.column : place.end_column] == key[-1]


# The quick way


def both_ways(text: str) -> tuple[dict[str, Value] | None, Document | None, list[Issue]]:
    return read_plainly(text), *read_carefully(text, PATH)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_quick_way_reads_the_records_of_a_site_as_the_careful_one(file: File) -> None:
    plain, careful, issues = both_ways(file.read_text(encoding="utf-8"))
    assert careful is not None
    assert issues == []
    assert plain == careful.value


@given(damaged())
def test_the_quick_way_reads_nothing_that_the_careful_one_refuses(text: str) -> None:
    plain, careful, issues = both_ways(text)
    if plain is not None:
        assert careful is not None
        assert issues == []
        assert plain == careful.value


@pytest.mark.parametrize("case", cases("reading/yaml"), ids=str)
def test_the_quick_way_leaves_all_that_needs_a_word_to_the_careful_one(case: Case) -> None:
    text = case.data.decode("utf-8", errors="replace")
    _, _, issues = both_ways(text)
    assert not issues or read_plainly(text) is None


# Bytes


@given(st.binary() | damaged().map(str.encode))
def test_no_bytes_make_the_decoder_fail_but_by_an_issue(data: bytes) -> None:
    text, issues = decode(data, PATH)
    if issues:
        (issue,) = issues
        assert issue.column <= len(issue.excerpt) + 1
        assert render_is_safe(issue)
    else:
        assert text == data.decode().replace("\r\n", "\n")


def render_is_safe(issue: Issue) -> bool:
    return all(line.isprintable() for line in shown([issue]).split("\n"))


@given(st.sampled_from(FILES))
def test_the_line_ends_of_windows_make_no_difference(file: Path) -> None:
    data = (SITE / str(file)).read_bytes()
    assert decode(data.replace(b"\n", b"\r\n"), PATH) == decode(data, PATH)
