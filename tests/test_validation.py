"""A document becomes a record, or issues that a person who never saw YAML can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import SITE, Case, cases, read, shown

from research_briefs.issues import Issue
from research_briefs.reading.files import Entry
from research_briefs.records.amounts import parse_amount
from research_briefs.records.citations import parse_sourcing
from research_briefs.records.dates import parse_date, parse_day
from research_briefs.records.links import Target, parse_linked_text
from research_briefs.records.model import Agreement, Binding, Retired, Topic
from research_briefs.records.prose import parse_prose

CASES = cases("reading/fields")
FILES = sorted((SITE / "briefs").glob("*/*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_wrong_in_a_record_is_told_in_plain_words(case: Case) -> None:
    _, issues = read(case.data, case.path)
    case.assert_prints(shown(issues))


# Hints: whoever does what they say is rid of the issue


def mended(text: str, issue: Issue) -> str:
    """The text after doing what the hint of an issue says; the same text if it is too vague."""
    lines = text.split("\n")
    line, start = lines[issue.line - 1], issue.column - 1
    before, meant, after = line[:start], line[start : start + issue.width], line[start:]
    after = after[len(meant) :]
    hint = issue.hint
    if instead := re.match(r"did you mean “(.+)”\?|write “(.+)” for it|write @(.+)", hint):
        word = instead[1] or (f"@{instead[3]}" if instead[3] else "")
        lines[issue.line - 1] = before + (word or meant.replace(" ", instead[2] or "")) + after
    elif unit := re.fullmatch(r"write(?: a unit)?: ([a-z]+\. [\w-]+)", hint):
        lines[issue.line - 1] = before + unit[1] + after
    elif whole := re.search(r"quote the text: (.+)", hint):
        head = re.match(r" *(- )*", line)
        lines[issue.line - 1] = (head[0] if head else "") + whole[1]
    elif example := re.search(r"for example `(.+)`", hint):
        lines.insert(issue.line, " " * start + example[1])
    elif hint in ("keep one of the two", "delete it") and issue.line > 1:
        del lines[issue.line - 1]
    return "\n".join(lines)


def precise() -> Iterator[tuple[Case, Issue]]:
    """The cases whose hint says exactly what to write."""
    for case in (*CASES, *cases("reading/yaml")):
        _, issues = read(case.data, case.path)
        text = case.data.decode(errors="replace")
        if len(issues) == 1 and issues[0].line and mended(text, issues[0]) != text:
            yield case, issues[0]


PRECISE = list(precise())


def test_many_hints_say_exactly_what_to_write() -> None:
    assert len(PRECISE) > 30


@pytest.mark.parametrize(("case", "issue"), PRECISE, ids=[str(case) for case, _ in PRECISE])
def test_doing_what_a_hint_says_mends_the_record(case: Case, issue: Issue) -> None:
    _, left = read(mended(case.data.decode(), issue), case.path)
    assert str(issue) not in [str(other) for other in left]
    assert [other for other in left if other.line == issue.line] == []


# Records


def record_of(path: str) -> Entry:
    entry, issues = read((SITE / path).read_bytes(), path)
    assert entry is not None, shown(issues)
    return entry


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_record_of_the_fixture_is_read(file: object) -> None:
    record_of(str(file).removeprefix(f"{SITE}/"))


def test_the_fields_of_a_record_are_values_of_their_types() -> None:
    treaty = record_of("briefs/agreements/sound-lights-treaty.yaml").record
    assert isinstance(treaty, Agreement)
    assert treaty.title == "Treaty on the Lights of the Sound: “Twelve Lamps”"
    assert treaty.binding == Binding.model_validate(
        {
            "is": "binding",
            "id": "force",
            "text": "It is registered as a treaty.",
            "source": "treaty-text-2002, art. 14",
            "inferred": "Registration is asked for, not proved.",
        }
    )
    signature = next(event for event in treaty.events if event.event == "signed")
    assert signature.date == parse_date("2002-01-06")
    assert signature.until == parse_date("2032-01-06")
    assert signature.who == ("ada-lamplighter", "hoshi-akari")
    assert signature.text == parse_linked_text("Signed at night, by the light of [[twin-lenses]].")
    assert signature.source == parse_sourcing("treaty-text-2002, art. 14")
    cost = treaty.facts[1]
    assert (cost.value, cost.amount) == (None, parse_amount("about USD 110 to 133 million"))
    assert treaty.relations[0].to == Target("lamp-oil-convention")
    assert treaty.questions[0].assessment == parse_prose(
        "The ministry is the depositary's neighbour and should know [@ministry-2021]. "
        "The Gazette\nwas late.\n"
    )
    assert treaty.checked == parse_day("2026-05-01")


def test_what_is_left_out_is_none_or_an_empty_list() -> None:
    lamps = record_of("briefs/topics/lighthouses.yaml").record
    assert isinstance(lamps, Topic)
    assert (lamps.summary, lamps.facts, lamps.broader) == (None, (), ())


def test_a_record_that_was_merged_or_withdrawn_is_of_no_other_model() -> None:
    for path in ("briefs/organisations/buoy-office.yaml", "briefs/agreements/lightship-pact.yaml"):
        record = record_of(path).record
        assert isinstance(record, Retired)
        assert record.kind == path.split("/")[1]


# Properties


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    """The path of a record of the fixture, and its text after lines were lost or misplaced."""
    file = draw(st.sampled_from(FILES))
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 3))):
        line = draw(st.integers(0, len(lines) - 1))
        other = draw(st.sampled_from(lines))
        way = draw(st.sampled_from(["drop", "double", "replace", "indent", "cut"]))
        changed = {
            "drop": "",
            "double": lines[line] * 2,
            "replace": other,
            "indent": f"  {lines[line]}",
            "cut": lines[line][: draw(st.integers(0, len(lines[line])))] + "\n",
        }
        lines[line] = changed[way]
    return str(file.relative_to(SITE)), "".join(lines)


@given(damaged())
def test_no_text_makes_the_reader_fail_but_by_issues(damage: tuple[str, str]) -> None:
    path, text = damage
    entry, issues = read(text, path)
    assert (entry is None) == bool(issues)
    assert all(issue.path == path and issue.message for issue in issues)
    assert all(issue.line <= text.count("\n") + 1 for issue in issues)
    if entry is not None:
        assert entry.path == path
