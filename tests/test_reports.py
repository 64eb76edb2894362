"""What `briefs check` tells programs and pull requests, and how it looks on a terminal."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.commanding import OK, WRONG, Briefs, change

from research_briefs.edges.commands.reports import as_commands, as_text, ink_for
from research_briefs.issues import Issue, Place
from research_briefs.settings import Settings

CABLE = "briefs/projects/fog-signal-cable.yaml"
SETTINGS = Settings(Path("/nowhere"), "Lights", repo_url="https://github.com/example/lights")


@pytest.fixture
def mistake(site_folder: Path) -> None:
    change(str(site_folder / CABLE), "who: [corland]", "who: [corlnad]")


# JSON


@pytest.mark.usefixtures("mistake")
def test_a_program_gets_each_issue_with_all_that_is_known_of_it(briefs: Briefs) -> None:
    done = briefs("check", "--format", "json")
    assert done.code == WRONG
    told = json.loads(done.out)
    assert told["records"] > 20
    (issue,) = told["issues"]
    assert issue == {
        "path": CABLE,
        "line": 4,
        "column": 11,
        "field": "parties[0].who[0]",
        "kind": "dangling-id",
        "message": "there is no record “corlnad”",
        "hint": "did you mean “corland”?",
        "excerpt": "  - who: [corlnad]",
        "width": 7,
        "also": [
            {
                "path": "briefs/countries/corland.yaml",
                "line": 1,
                "column": 8,
                "says": "this is “corland”",
                "excerpt": "title: Corland",
                "width": 7,
            }
        ],
        "manual": "",
    }


def test_a_program_is_told_that_nothing_is_wrong(briefs: Briefs) -> None:
    done = briefs("check", "--format", "json")
    assert (done.code, json.loads(done.out)["issues"]) == (OK, [])


# GitHub


@pytest.mark.usefixtures("mistake")
def test_a_pull_request_is_annotated_at_the_very_value(briefs: Briefs) -> None:
    done = briefs("check", "--format", "github")
    assert done.code == WRONG
    assert done.out == (
        f"::error file={CABLE},line=4,col=11,endColumn=17,"
        "title=dangling-id (parties[0].who[0])::"
        "there is no record “corlnad”%0Adid you mean “corland”?%0A"
        "briefs/countries/corland.yaml:1: this is “corland”\n"
    )


UNTRUSTED = st.text(alphabet=st.sampled_from("ab%:,\r\n\x1b\u202e") | st.characters(), max_size=30)


@given(UNTRUSTED, UNTRUSTED, UNTRUSTED)
def test_nothing_that_a_record_says_ends_a_command_or_begins_one(
    path: str, message: str, hint: str
) -> None:
    also = (Place(path, 1, 1, message),)
    issue = Issue(path, 3, 1, message, "wrong-value", message, hint, also=also)
    (line,) = as_commands([issue], SETTINGS)
    assert line.isprintable()
    command, properties, data = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line).groups()  # type: ignore[union-attr]
    assert command == "error"
    names = [part.partition("=")[0] for part in properties.split(",")]
    assert names == ["file", "line", "col", "endColumn", "title"]
    assert re.sub("%(25|0A|0D|3A|2C)", "", properties + data).count("%") == 0


# The reference of fields


@pytest.mark.usefixtures("mistake")
def test_an_issue_leads_to_the_reference_of_its_field_where_the_site_has_one(
    briefs: Briefs,
) -> None:
    assert "= see " not in briefs("check").out
    Path("docs/fields.md").write_text("# Fields\n", encoding="utf-8")
    assert briefs("check").out.endswith("    = see docs/fields.md#parties-who\n")
    assert "blob/main/docs/fields.md#parties-who" in briefs("check", "--format", "github").out
    (issue,) = json.loads(briefs("check", "--format", "json").out)["issues"]
    assert issue["manual"] == "docs/fields.md#parties-who"


# A terminal


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


ISSUE = Issue("a/b.yaml", 1, 3, "f", "empty", "\x1b[31mred", "a hint", "  x", 1)


def test_a_terminal_gets_colours_and_what_is_no_terminal_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    (plain,) = as_text([ISSUE], SETTINGS, ink_for(io.StringIO()))
    (coloured,) = as_text([ISSUE], SETTINGS, ink_for(Terminal()))
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert "\x1b[1;31m^\x1b[0m" in coloured
    assert "�[31mred" in coloured  # what a record holds is no colour


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colours_gets_none(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    assert list(as_text([ISSUE], SETTINGS, ink_for(Terminal()))) == list(
        as_text([ISSUE], SETTINGS, ink_for(io.StringIO()))
    )


def test_files_that_cannot_be_read_come_first(briefs: Briefs) -> None:
    change("briefs/agreements/sound-lights-treaty.yaml", "to: lamp-oil-convention", "to: lampoil")
    change(CABLE, "title: ", "titel: ")
    paths = [line.partition(":")[0] for line in briefs("check").out.splitlines() if line[0] != " "]
    assert paths == [CABLE, "briefs/agreements/sound-lights-treaty.yaml"]
