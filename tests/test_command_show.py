"""`briefs show`: what a page will say, in the terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.commanding import MISUSED, OK, Briefs, change
from tests.helpers import SITE

from research_briefs.edges.commands.paper import folded
from research_briefs.issues import cells
from research_briefs.site import Site

#: One of each kind, and one that was withdrawn.
IDS = sorted(
    [min(file.stem for file in kind.iterdir()) for kind in (SITE / "briefs").iterdir()]
    + ["lightship-pact"]
)


def test_a_record_is_told_as_its_page_tells_it(briefs: Briefs) -> None:
    done = briefs("show", "fog-signal-cable", "--width", "60")
    assert (done.code, done.err) == (OK, "")
    assert done.out.startswith("Cable for fog signals\n\nProject, infrastructure\n")
    assert "- State: cancelled December 2022 (not verified)" in done.out
    assert re.search(r"(?m)^What happened$", done.out)
    assert re.search(r"(?m)^Who takes part$", done.out)
    assert "index.md" not in done.out  # links are shown by their words
    assert "\x1b" not in done.out


def test_ties_are_told_from_both_ends(briefs: Briefs) -> None:
    out = " ".join(briefs("show", "sound-lights-treaty").out.split())
    assert "Follows Lamp Oil Convention" in out
    assert "Implemented by Lights Act" in out
    assert "Would be amended by Fog Horn Agreement (proposed)" in out
    assert "(sources differ)" in out


@pytest.mark.parametrize("id", IDS)
def test_every_record_can_be_shown(id: str, briefs: Briefs, site: Site) -> None:
    done = briefs("show", id, "--width", "40")
    assert done.code == OK
    assert re.sub(r"\s", "", done.out).startswith(
        re.sub(r"\s", "", site.catalogue.records[id].title)
    )
    long = [line for line in done.out.splitlines() if cells(line) > 40]
    assert long == []


def test_a_former_id_leads_to_the_record(briefs: Briefs) -> None:
    assert briefs("show", "twelve-lamps-treaty").out == briefs("show", "sound-lights-treaty").out


def test_an_id_that_is_not_there_is_a_mistake_in_the_call(briefs: Briefs) -> None:
    assert briefs("show", "sound-light-treaty").err == (
        "briefs: there is no record “sound-light-treaty”; did you mean “sound-lights-treaty”?\n"
    )
    assert briefs("show", "zzz").code == MISUSED


def test_while_another_record_is_wrong_a_sound_one_is_shown(briefs: Briefs) -> None:
    change("briefs/projects/fog-signal-cable.yaml", "title: ", "titel: ")
    done = briefs("show", "harbour-dues")
    assert done.out.startswith("Harbour Dues\n")
    assert done.err == "briefs: 1 issue in 1 file; see `briefs check`\n"
    assert briefs("show", "fog-signal-cable").err == (
        "briefs: “fog-signal-cable”, or a record that it names, cannot be read; "
        "see `briefs check`\n"
    )


def test_what_a_terminal_would_obey_is_made_visible() -> None:
    assert list(folded("a\x1b[31mb\u202ec", 80)) == ["a�[31mb�c"]


def test_japanese_is_folded_by_its_width() -> None:
    assert list(folded("- 海峡灯台条約", 8)) == ["- 海峡灯", "  台条約"]


@given(st.text(alphabet=st.sampled_from("ab *#[]()->\n灯台") | st.characters(), max_size=200),
       st.integers(10, 60))  # fmt: skip
def test_any_text_is_folded_to_lines_that_can_be_printed(text: str, width: int) -> None:
    for line in folded(text, width):
        assert line.isprintable()


def test_the_width_is_that_of_the_terminal(briefs: Briefs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(cells, briefs("show", "lights-act").out.splitlines())) <= 50
    assert Path("briefs").is_dir()
