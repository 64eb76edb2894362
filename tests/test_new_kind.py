"""A kind of record of a site's own: one model, one template, one folder, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest

from research_briefs.edges.config_file import find_settings
from research_briefs.issues import render
from research_briefs.pages.building import build_pages
from research_briefs.pages.page import Page
from research_briefs.reading.rewriting import lay_out
from research_briefs.records import words
from research_briefs.records.fields import Line, one_of
from research_briefs.records.model import (
    KINDS,
    Curated,
    Event,
    Party,
    Record,
    optional,
    required,
    several,
)
from research_briefs.site import Site, load_site

EVENTS: words.EventTable = {"proposed": "proposed", "completed": "completed", "planned": None}


class ExerciseEvent(Event):
    """What happened to an exercise."""

    event: Annotated[str, one_of(EVENTS, "event of an exercise")] = required("The event.")


class Exercise(Curated):
    """Keepers of both shores practise together.

    Its fields are among those whose order in a file `records.model.FIELD_ORDER` knows.
    """

    singular = "exercise"
    plural = "exercises"
    is_brief = True
    event_statuses = EVENTS

    form: Line = required("What sort of exercise it is.", "drill")
    track: Line | None = optional("The waters in which it is held.")
    parties: tuple[Party, ...] = several("Who takes part.", least=1)
    events: tuple[ExerciseEvent, ...] = several("What happened; gives the status.", least=1)


TEMPLATE = """\
{% extends "kinds/record.html" %}
{% block card %}
<div><dt>Waters</dt><dd>{{ record.track }}</dd></div>
{% endblock %}
"""

RECORD = """\
title: Dark Night
form: drill
track: Northern
parties:
  - who: [brevia, northern-office]
    role: keeper
    source: gazette-2023
topics: [lighthouses]
events:
  - date: 2019-11
    event: completed
    text: All lamps were out.
    source: gazette-2023
relations:
  - relation: outcome-of
    to: sound-lights-commission
    source: gazette-2023
checked: 2026-05-01
"""

ALL_KINDS: dict[str, type[Record]] = {**KINDS, "exercises": Exercise}


@pytest.fixture
def with_exercises(site_folder: Path) -> Path:
    """The fixture site with the kind's folder, and one record in it."""
    file = site_folder / "briefs" / "exercises" / "dark-night.yaml"
    file.parent.mkdir()
    file.write_text(RECORD, encoding="utf-8")
    template = site_folder / "templates" / "kinds" / "exercises.html"
    template.parent.mkdir(parents=True)
    template.write_text(TEMPLATE, encoding="utf-8")
    return site_folder


def loaded(folder: Path) -> Site:
    return load_site(find_settings(folder), ALL_KINDS)


def built(folder: Path) -> dict[str, Page]:
    site = loaded(folder)
    assert [render(issue) for issue in site.issues] == []
    pages = build_pages(site.catalogue, site.settings, templates=[folder / "templates"])
    return {page.address: page for page in pages}


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "briefs" / "exercises" / "dark-night.yaml"
    assert old in RECORD
    file.write_text(RECORD.replace(old, new), encoding="utf-8")


def test_without_the_model_its_folder_is_no_kind(with_exercises: Path) -> None:
    (issue,) = load_site(find_settings(with_exercises)).issues
    assert str(issue) == "briefs/exercises: this is no kind of record"


def test_its_records_have_pages_made_from_its_template(with_exercises: Path) -> None:
    page = built(with_exercises)["exercises/dark-night/"]
    assert page.title == "Dark Night"
    assert "<div><dt>Waters</dt><dd>Northern</dd></div>" in page.header
    assert "exercise · drill" in page.header
    assert page.trail == (("", "Home"), ("exercises/", "Exercises"))
    headings = [section.heading for section in page.sections]
    assert headings[:2] == ["What happened", "How it hangs together"]


def test_it_has_an_index(with_exercises: Path) -> None:
    page = built(with_exercises)["exercises/"]
    assert page.title == "Exercises"
    assert "Dark Night" in page.header
    assert "1 in all, proposals not counted" in page.header


def test_its_records_have_a_state(with_exercises: Path) -> None:
    assert loaded(with_exercises).catalogue.states["dark-night"] is not None
    pages = built(with_exercises)
    assert "completed" in pages["exercises/dark-night/"].header
    assert "Dark Night" in pages["status/completed/"].header


def test_its_records_are_in_the_data(with_exercises: Path) -> None:
    files = dict(loaded(with_exercises).files())
    told = files["exercises/dark-night/index.md"].decode()
    assert told.startswith("# Dark Night\n\nExercise, drill\n\n- State: **completed**")
    assert "dark-night,exercises,Dark Night,real,completed" in files["data/v1/records.csv"].decode()
    assert b"The waters in which it is held." in files["data/v1/schema/exercises.json"]
    assert b"## Exercises" in files["llms.txt"]


def test_its_proposals_are_proposals(with_exercises: Path) -> None:
    change(with_exercises, "event: completed", "event: proposed")
    (issue,) = loaded(with_exercises).issues
    assert issue.message == "this is a mere proposal and does not say what became of it"


def test_other_pages_know_its_records(with_exercises: Path) -> None:
    pages = built(with_exercises)
    for address in (
        "countries/brevia/",
        "topics/lighthouses/",
        "dialogues/sound-lights-commission/",
    ):
        assert "../../exercises/dark-night/" in "".join(s.body for s in pages[address].sections)
    assert "Dark Night" in pages["years/2019/"].header
    assert "exercises</a>" in pages[""].header  # counted on the home page


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("event: completed", "event: finished", "“finished” is no event of an exercise"),
        ("who: [brevia", "who: [breviia", "there is no record “breviia”"),
        ("form: drill\n", "", "`form` is missing"),
        ("date: 2019-11", "date: 2029", "2029 lies after 2026-05-01, when the record was checked"),
        ("to: sound-lights-commission", "to: dark-night", "a record relates to itself"),
    ],
)
def test_its_records_are_checked(old: str, new: str, message: str, with_exercises: Path) -> None:
    change(with_exercises, old, new)
    (issue,) = loaded(with_exercises).issues
    assert issue.message == message
    assert issue.path == "briefs/exercises/dark-night.yaml"
    assert issue.line


def test_its_records_can_be_laid_out(with_exercises: Path) -> None:
    file = with_exercises / "briefs" / "exercises" / "dark-night.yaml"
    change(with_exercises, "form: drill\ntrack: Northern\n", "track: Northern\nform: drill\n")
    changed, issues = lay_out([file], with_exercises / "briefs", ALL_KINDS)
    assert (changed, issues) == ([file], [])
    assert file.read_text(encoding="utf-8") == RECORD


def test_without_a_template_its_pages_are_those_of_any_record(with_exercises: Path) -> None:
    site = loaded(with_exercises)
    pages = {page.address: page for page in site.pages()}
    assert "Waters" not in pages["exercises/dark-night/"].header
    assert pages["exercises/dark-night/"].title == "Dark Night"


def test_it_need_not_have_states(site_folder: Path) -> None:
    class Lamp(Curated):
        """A lamp."""

        singular = "lamp"
        plural = "lamps"

    file = site_folder / "briefs" / "lamps" / "great-lamp.yaml"
    file.parent.mkdir()
    file.write_text("title: Great Lamp\nchecked: 2026-05-01\n", encoding="utf-8")
    kinds: dict[str, type[Record]] = {**KINDS, "lamps": Lamp}
    site = load_site(find_settings(site_folder), kinds)
    assert site.issues == ()
    pages = {page.address: page for page in site.pages()}
    assert "Great Lamp" in pages["lamps/"].header
    assert pages["lamps/great-lamp/"].description == "Great Lamp (Lamp)"
