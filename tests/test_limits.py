"""Each limit is documented with its number, may be reached, and is named when it is passed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.helpers import NOTHING_WRONG, TESTS, TOPIC, read, shown

from research_briefs import limits
from research_briefs.edges.config_file import find_settings
from research_briefs.reading.files import read_briefs
from research_briefs.reading.layout import canonical
from research_briefs.reading.yaml_text import read_yaml
from research_briefs.site import load_site

#: The limits as `docs/format.md` calls them, in its order.
DOCUMENTED = {
    "FILE_BYTES": "a file",
    "FILES": "files in `briefs/`",
    "NESTING": "lists and mappings within each other",
    "ITEMS": "items in a list",
    "LINE": "a line of text, such as a title, a label, a place",
    "PROSE": "prose, a statement's text, a citation",
    "URL": "a web address",
    "ID": "an id",
    "PROSE_NESTING": "lists and emphasis within each other in prose",
    "ISSUES": "issues told of one file",
}


def test_the_documentation_names_every_limit_with_its_number() -> None:
    text = (TESTS.parent / "docs" / "format.md").read_text(encoding="utf-8")
    section = text.split("\n## Limits\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| ([\d,]+)(?: \w+)? \|$", section, re.MULTILINE)
    assert rows == [(label, f"{vars(limits)[name]:,}") for name, label in DOCUMENTED.items()]


def test_every_limit_is_in_the_list_above() -> None:
    assert set(DOCUMENTED) == {name for name in vars(limits) if name.isupper()}


HEAD = "title: Lamps\nchecked: 2026-05-01\n"
SOURCE = "type: book\ntitle: Lamps\nauthority: opinion\nread: none\n"
BOOK = "briefs/sources/book.yaml"


def bytes_of(number: int) -> str:
    """A file of so many bytes; its last character is of two."""
    comment = "#" + "." * 98 + "\n"
    text = HEAD + comment * ((number - len(HEAD)) // 100 - 1)
    return f"{text}# {'.' * (number - len(text) - 4)}é"


def items(number: int) -> str:
    return f"{HEAD}former_ids: [{', '.join(f'lamps-{n}' for n in range(number))}]\n"


def title(number: int) -> str:
    """Figures and letters of any script count one each, as do spaces."""
    return HEAD.replace("Lamps", "灯" * (number - 2) + " a")


def prose(number: int) -> str:
    cited = " [@almanac-2024, p. 1]"
    return f"{HEAD}summary: {'a' * (number - len(cited))}{cited}\n"


def fact(number: int) -> str:
    return f"{HEAD}facts:\n  - fact: a\n    value: {'a' * number}\n    source: c\n"


def citation(number: int) -> str:
    ids = "a;" * ((number - 1) // 2)
    return (
        f"{HEAD}facts:\n  - fact: a\n    value: b\n    source: {ids}{'a' * (number - len(ids))}\n"
    )


def address(number: int) -> str:
    start = "https://example.org/"
    return f"{SOURCE}URL: {start}{'a' * (number - len(start))}\n"


def topic(number: int) -> str:
    return f"{HEAD}topics: [{'a' * number}]\n"


def lists(number: int) -> str:
    """A list in a list, and so on, so deep."""
    prose = "\n".join(f"  {'  ' * n}- a [@b, p. 1]" for n in range(number))
    return f"{HEAD}summary: |\n{prose}\n"


def emphasis(number: int) -> str:
    """Emphasis of the two kinds in turn, so deep."""
    marks = [("*", "**")[n % 2] for n in range(number)]
    opened = "".join(f"{mark}a " for mark in marks)
    closed = "".join(f" b{mark}" for mark in reversed(marks))
    return f"{HEAD}summary: {opened}[@b, p. 1]{closed}\n".replace("summary: *", "summary: a *")


Write = Callable[[int], str]

PASSED: dict[str, tuple[str, Write, str, str]] = {
    # what: the limit, a file that has just so much, its path, what is said of one that has more
    "bytes": (
        "FILE_BYTES",
        bytes_of,
        TOPIC,
        "{path}: the file has more than 200,000 bytes, which is the limit",
    ),
    "items": (
        "ITEMS",
        items,
        TOPIC,
        "{path}:3:{column}: this list has more items than 500, which is the limit",
    ),
    "characters of a title": (
        "LINE",
        title,
        TOPIC,
        "{path}:1:8: title: the text has 1,001 characters; 1,000 is the limit",
    ),
    "characters of prose": (
        "PROSE",
        prose,
        TOPIC,
        "{path}:3:10: summary: the text has 20,001 characters; 20,000 is the limit",
    ),
    "characters of a statement": (
        "PROSE",
        fact,
        TOPIC,
        "{path}:5:12: facts[0].value: the text has 20,001 characters; 20,000 is the limit",
    ),
    "characters of a citation": (
        "PROSE",
        citation,
        TOPIC,
        "{path}:6:13: facts[0].source: the text has 20,001 characters; 20,000 is the limit",
    ),
    "characters of an address": (
        "URL",
        address,
        BOOK,
        "{path}:5:6: URL: the text has 2,001 characters; 2,000 is the limit",
    ),
    "characters of an id": (
        "ID",
        topic,
        TOPIC,
        "{path}:3:10: topics[0]: the id has 101 characters; 100 is the limit",
    ),
    "lists in lists": (
        "PROSE_NESTING",
        lists,
        TOPIC,
        "{path}:3:10: summary: lists are nested deeper than 8",
    ),
    "emphasis in emphasis": (
        "PROSE_NESTING",
        emphasis,
        TOPIC,
        "{path}:3:10: summary: emphasis is nested deeper than 8",
    ),
}


@pytest.mark.parametrize("what", PASSED)
def test_a_limit_may_be_reached(what: str) -> None:
    limit, write, path, _ = PASSED[what]
    _, found = read(write(vars(limits)[limit]), path)
    assert shown(found) == NOTHING_WRONG


@pytest.mark.parametrize("what", PASSED)
def test_one_more_gives_one_issue_that_names_the_limit(what: str) -> None:
    limit, write, path, expected = PASSED[what]
    record, (issue,) = read(write(vars(limits)[limit] + 1), path)
    assert record is None
    assert str(issue) == expected.format(path=path, column=issue.column)
    assert f"{vars(limits)[limit]:,}" in issue.message


def nested(number: int) -> str:
    """Fields in fields, so deep."""
    return "".join(f"{'  ' * n}a:\n" for n in range(number - 1)) + f"{'  ' * (number - 1)}a: b\n"


def test_fields_in_fields_may_be_six_deep() -> None:
    assert limits.NESTING == 6
    assert read_yaml(nested(6), TOPIC)[1] == []
    _, (issue,) = read_yaml(nested(7), TOPIC)
    expected = f"{TOPIC}:7:13: this is nested deeper than 6, which is the limit"
    assert str(issue) == expected
    assert [str(issue) for issue in read(nested(7))[1]] == [expected]


def test_lists_in_lists_may_be_six_deep() -> None:
    for number, expected in ((5, 0), (6, 1)):  # the record itself is one deep
        assert len(read_yaml(f"a: {'[' * number}b{']' * number}\n", TOPIC)[1]) == expected


def test_a_hundred_issues_of_a_file_are_told() -> None:
    fields = [f"field-{number}: a\n" for number in range(limits.ISSUES + 2)]
    _, told = read(HEAD + "".join(fields[: limits.ISSUES]))
    assert {issue.kind for issue in told} == {"unknown-field"}
    assert len(told) == limits.ISSUES == 100
    _, (*told, more) = read(HEAD + "".join(fields))
    assert len(told) == 100
    assert str(more) == f"{TOPIC}: 2 more issues; 100 are shown of one file"


def test_a_file_may_not_be_laid_out_beyond_the_limit() -> None:
    """Lists are indented, which makes a file longer."""
    text = HEAD + "".join(f"field-{number}:\n- Some text\n" for number in range(8_300))
    assert len(text) < limits.FILE_BYTES < len(text) + 2 * 8_300
    laid, issues = canonical(text, TOPIC, "topics")
    assert laid == text
    message = "laid out, it has more than 200,000 bytes, which is the limit"
    assert list(map(str, issues)) == [f"{TOPIC}: {message}"]


@pytest.fixture
def topics(site_folder: Path) -> Path:
    """The folder of topics in a copy of the fixture site."""
    return site_folder / "briefs" / "topics"


def issues_of(topics: Path) -> list[str]:
    """What is wrong with the site, in words."""
    return list(map(str, load_site(find_settings(topics)).issues))


def test_a_hundred_issues_between_records_are_told(topics: Path) -> None:
    ids = ", ".join(f"lost-{number}" for number in range(limits.ITEMS))
    (topics / "lamps.yaml").write_text(f"{HEAD}topics: [{ids}]\nbroader: [{ids}]\n")
    of_file, *told = issues_of(topics)
    assert of_file == "briefs/topics/lamps.yaml: 900 more issues; 100 are shown of one file"
    assert len(told) == 100


def test_the_name_of_a_file_may_have_a_hundred_characters(topics: Path) -> None:
    (topics / f"{'a' * 100}.yaml").write_text(HEAD)
    assert issues_of(topics) == []
    (topics / f"{'b' * 101}.yaml").write_text(HEAD)
    assert issues_of(topics) == [
        f"briefs/topics/{'b' * 101}.yaml: the id has 101 characters; 100 is the limit"
    ]


def test_of_a_file_that_is_too_large_no_more_is_read(topics: Path) -> None:
    with (topics / "lamps.yaml").open("wb") as file:
        file.truncate(10**11)  # takes no space on most systems, and more memory than there is
    message = "briefs/topics/lamps.yaml: the file has more than 200,000 bytes, which is the limit"
    assert issues_of(topics) == [message]


def test_files_are_counted(topics: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    briefs = topics.parent
    number = len(list(briefs.glob("*/*.yaml")))
    monkeypatch.setattr(limits, "FILES", number)
    assert read_briefs(briefs).issues == ()
    (topics / "lamps.yaml").write_text(HEAD)
    reading = read_briefs(briefs)
    assert list(map(str, reading.issues)) == [
        f"briefs: there are more files than {number}, which is the limit"
    ]
    assert len(reading.entries) == number


def test_what_is_no_record_counts_as_well(topics: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or else a folder of other files would be listed without end."""
    monkeypatch.setattr(limits, "FILES", 60)
    for number in range(100):
        (topics / f"{number}.txt").touch()
    reading = read_briefs(topics.parent)
    assert len(reading.issues) + len(reading.entries) == 60 + 1
