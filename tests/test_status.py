"""The state of a record, derived from its events: golden cases that say it in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import CASES
from tests.samples import CHECKED, WORLD, catalogue_of, record

from research_briefs.catalogue.catalogue import Catalogue
from research_briefs.catalogue.status import State
from research_briefs.pages.phrases import Phrases
from research_briefs.pages.wording import wording
from research_briefs.records.model import KINDS
from research_briefs.records.words import STATUSES
from research_briefs.site import Site

KIND_OF = {
    "agreement": "agreements",
    "project": "projects",
    "dialogue": "dialogues",
    "policy": "policies",
}
TABLES = {kind: model.event_statuses for kind, model in KINDS.items() if model.event_statuses}


# What a record tells, and what the site says


def event(line: str) -> str:
    """A line of a case as an item of `events`: `2010 signed until 2015`, `as of 2025 stalled`."""
    parts = re.fullmatch(r"((?:as of )?\S+) (\S+)(?: until (\S+))?", line)
    assert parts is not None, line
    when, word, until = parts.groups()
    field = "as_of" if when.startswith("as of ") else "date"
    end = f"\n    until: {until}" if until else ""
    return (
        f"  - {field}: {when.removeprefix('as of ')}\n    event: {word}{end}\n    source: gazette\n"
    )


def session(line: str) -> str:
    """A line of a case as an item of `sessions`: a name, and its date if it is known."""
    name, _, date = line.partition(" ")
    held = f"\n    date: {date}" if date else ""
    return f"  - session: {name}{held}\n    source: gazette\n"


def text_of(told: Mapping[str, Any], relations: str = "") -> tuple[str, str]:
    """The kind and the text of a record that tells what a case says."""
    name = next((name for name in KIND_OF if name in told), "dialogue")
    parts = [relations]
    if name in told:
        parts.append("events:\n" + "".join(map(event, told[name])))
    if "sessions" in told:
        parts.append("sessions:\n" + "".join(map(session, told["sessions"])))
    return KIND_OF[name], record(KIND_OF[name], *parts)


def catalogue_on(told: Mapping[str, Any], day: Day | None) -> Catalogue:
    """A catalogue of the record, called `it`, and of what replaces it, on a day."""
    kind, text = text_of(told)
    texts = {**WORLD, f"{kind}/it": text}
    replaces = "relations:\n  - relation: replaces\n    to: it\n    source: gazette\n"
    for name, other in told.get("replaced by", {}).items():
        kind, text = text_of(other, replaces)
        texts[f"{kind}/{name}"] = text
    return catalogue_of(texts, day)


def said(catalogue: Catalogue, id: str = "it") -> str:
    """The state as the site words it, on one line."""
    say, state, entry = Phrases(catalogue, wording()), catalogue.states[id], catalogue.records[id]
    assert state is not None
    label = say.state_label(entry, state.status)
    if state.replaced_by:
        label = f"{wording()['state']['replaced_by']} {state.replaced_by}"
    since = say.state_since(state) if state.status else ""
    first = ", ".join(filter(None, (label, since)))
    return "; ".join((first, *say.states_during(entry, state)))


# Golden cases


@dataclass(frozen=True)
class Case:
    file: str
    name: str
    told: Mapping[str, Any]
    day: str
    words: str

    def __str__(self) -> str:
        return f"{self.file}: {self.name} [{self.day}]"


def cases() -> Iterator[Case]:
    for file in sorted((CASES / "status").glob("*.yaml")):
        for name, told in yaml.load(file.read_text(), Loader=yaml.BaseLoader).items():  # noqa: S506
            for day, words in told["seen"].items():
                yield Case(file.stem, name, told, day, words)


@pytest.mark.parametrize("case", [*cases()], ids=str)
def test_the_state_is_as_the_case_says(case: Case) -> None:
    day = None if case.day == "when checked" else Day.fromisoformat(case.day)
    assert said(catalogue_on(case.told, day)) == case.words


@pytest.mark.parametrize("kind", TABLES)
def test_every_event_of_a_kind_has_a_case(kind: str) -> None:
    lines = [
        line for case in cases() for name in KIND_OF if KIND_OF[name] == kind
        for line in case.told.get(name, ())
    ]  # fmt: skip
    assert {re.sub(r"^(as of )?\S+ | until .*", "", line) for line in lines} == set(TABLES[kind])


def test_every_state_has_a_case() -> None:
    catalogues = (catalogue_on(case.told, None) for case in cases() if case.day == "when checked")
    states = {state.status for c in catalogues if (state := c.states["it"])}
    assert states - {None} == set(STATUSES)


# What is published about events is true


def documented() -> Iterator[tuple[str, str, str]]:
    """Event, kind and state as the table in `docs/format.md` has them."""
    text = (Path(__file__).parent.parent / "docs" / "format.md").read_text(encoding="utf-8")
    table = re.findall(r"^\|.*$", text.split("\n## State\n")[1].split("\n## ")[0], re.MULTILINE)
    head, _, *rows = ([cell.strip() for cell in row[1:-1].split("|")] for row in table)
    for cells in rows:
        for word in cells[0].split(", "):
            for kind, state in zip(head[1:], cells[1:], strict=True):
                yield word.strip("`"), kind, state


@pytest.mark.parametrize(("word", "kind", "state"), [*documented()])
def test_the_table_of_events_in_the_documentation_is_true(word: str, kind: str, state: str) -> None:
    if not state:
        assert word not in TABLES[kind]
        return
    name = next(name for name in KIND_OF if KIND_OF[name] == kind)
    before = [] if state != "as before" else ["2014 proposed"]
    catalogue = catalogue_on({name: [*before, f"2015 {word}"]}, None)
    found = catalogue.states["it"]
    assert found is not None
    label = Phrases(catalogue, wording()).state_label(catalogue.records["it"], found.status)
    assert label == ("proposed" if state == "as before" else state)


def test_the_table_in_the_documentation_is_complete() -> None:
    told = {(kind, word) for word, kind, state in documented() if state}
    assert told == {(kind, word) for kind, table in TABLES.items() for word in table}


# Which records have a state


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - TABLES))
def test_what_has_no_events_has_no_state(kind: str, site: Site) -> None:
    assert site.catalogue.of_kind(kind)
    assert {site.catalogue.states[record.id] for record in site.catalogue.of_kind(kind)} == {None}


def test_a_record_that_was_withdrawn_has_no_state(site: Site) -> None:
    assert site.catalogue.states["lightship-pact"] is None


def test_what_replaces_one_statement_does_not_end_the_record() -> None:
    acts = {"it": "", "newer": "relations:\n  - relation: replaces\n    to: it#in-force-1967\n"
            "    source: gazette\n"}  # fmt: skip
    texts = {
        f"policies/{id}": text_of({"policy": ["1967 in-force"]}, relation)[1]
        for id, relation in acts.items()
    }
    assert said(catalogue_of({**WORLD, **texts})) == "in force, since 1967"


def test_only_proposals_are_not_real() -> None:
    plans = {status for status, meaning in STATUSES.items() if not meaning.real}
    assert plans == {"proposed", "dropped"}
    assert [State(Day(2026, 5, 1), status).is_real for status in ("signed", None)] == [True, True]
    assert not State(Day(2026, 5, 1), "dropped").is_real


# Whatever a record tells


points = st.one_of(
    st.dates(Day(1900, 1, 1), Day(2030, 12, 31)).map(str),
    st.builds("{}-{:02}".format, st.integers(1900, 2030), st.integers(1, 12)),
    st.integers(1900, 2030).map(str),
    st.integers(1900, 2030).map("{}~".format),
)
dates = st.one_of(
    points,
    points.map("{}/..".format),
    points.map("../{}".format),
    st.tuples(st.integers(1900, 1960), st.integers(1961, 2030)).map(lambda p: f"{p[0]}/{p[1]}"),
)
days = st.dates(Day(1890, 1, 1), Day(2040, 12, 31))


@st.composite
def tales(draw: st.DrawFn, terms: bool = True) -> dict[str, Any]:
    """What a record of any kind may tell, in any order, `until` included if `terms`."""
    name = draw(st.sampled_from(sorted(KIND_OF)))
    words = st.sampled_from(sorted(TABLES[KIND_OF[name]]))
    prefixes, ends = st.sampled_from(["", "as of "]), st.just("")
    if terms:
        ends = st.one_of(ends, dates.map(" until {}".format))
    lines = st.builds("{}{} {}{}".format, prefixes, dates, words, ends)
    told: dict[str, Any] = {name: draw(st.lists(lines, min_size=1, max_size=6))}
    if name == "dialogue":
        held = draw(st.lists(st.one_of(st.just(""), dates), max_size=4))
        told["sessions"] = [f"s{n} {date}".strip() for n, date in enumerate(held)] or ["s"]
    return told


@given(tales(), days)
def test_a_state_can_be_told_of_any_record_on_any_day(told: Mapping[str, Any], day: Day) -> None:
    assert said(catalogue_on(told, day))
    assert said(catalogue_on(told, None))


@given(tales(terms=False), st.integers(1, 40_000))
def test_after_the_check_time_alone_changes_nothing(told: Mapping[str, Any], later: int) -> None:
    day = Day.fromisoformat(CHECKED) + timedelta(days=later)
    assert said(catalogue_on(told, day)) == said(catalogue_on(told, None))


@given(tales(), st.integers(1, 40_000))
def test_after_the_check_time_can_only_end_a_term(told: Mapping[str, Any], later: int) -> None:
    day = Day.fromisoformat(CHECKED) + timedelta(days=later)
    then, now = catalogue_on(told, day).states["it"], catalogue_on(told, None).states["it"]
    assert then is not None
    assert now is not None
    assert then.status in (now.status, "term-ended")


@given(st.data())
def test_of_events_on_one_day_the_last_in_the_file_decides(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(set(KIND_OF) - {"dialogue"})))
    words = data.draw(st.permutations(sorted(TABLES[KIND_OF[kind]])))
    state = catalogue_on({kind: [f"2015 {word}" for word in words]}, None).states["it"]
    giving = [status for word in words if (status := TABLES[KIND_OF[kind]][word])]
    assert state is not None
    assert state.status == giving[-1]


@given(tales(terms=False), days)
def test_the_state_is_that_of_an_event_that_has_happened(told: Mapping[str, Any], day: Day) -> None:
    state = catalogue_on(told, day).states["it"]
    assert state is not None
    assert all(change.status == state.status and change.latest <= day for change in state.run)
    assert bool(state.run) == (state.status is not None)
    for change in state.during:
        assert change.earliest <= day < change.latest
