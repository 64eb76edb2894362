"""Pictures: what is drawn, as precisely as it is known, and how they lie in the page.

What some of them are stands as readable SVG in `cases/pictures`; `UPDATE_CASES=1 pytest` rewrites
it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import CASES
from tests.samples import WORLD, Texts, catalogue_of, record

from research_briefs.catalogue.catalogue import Catalogue
from research_briefs.pages import listing, pictures
from research_briefs.pages.canvas import Canvas
from research_briefs.pages.page import relative
from research_briefs.pages.phrases import Phrases
from research_briefs.pages.pictures import graph, rows
from research_briefs.pages.pictures.axis import Axis
from research_briefs.pages.pictures.together import Shared
from research_briefs.pages.wording import wording
from research_briefs.records.words import PROJECT_EVENTS
from research_briefs.site import Site

Drawn = Callable[[Canvas], str]


def canvas_of(catalogue: Catalogue, address: str = "projects/it/") -> Canvas:
    return Canvas(catalogue, wording(), Phrases(catalogue, wording()), address, relative)


def parsed(picture: str) -> Element:
    """The picture as XML, which is stricter than HTML."""
    return ElementTree.fromstring(f"<div>{picture}</div>")  # noqa: S314 — our own


def links(picture: str) -> list[str]:
    return [str(link.get("href")) for link in parsed(picture).iterfind("svg//a")]


def marks(picture: str) -> dict[str, Element]:
    """The links with a shape in them, by what they lead to."""
    found = parsed(picture).iterfind("svg//a")
    return {str(a.get("href")): a for a in found if {e.tag for e in a} & {"circle", "rect"}}


# What they look like


PICTURES: dict[str, tuple[str, Drawn]] = {
    "timeline": (
        "agreements/sound-lights-treaty/",
        lambda c: pictures.of_record(c, c.catalogue.records["sound-lights-treaty"]),
    ),
    "meetings": (
        "dialogues/sound-lights-commission/",
        lambda c: pictures.of_record(c, c.catalogue.records["sound-lights-commission"], "sessions"),
    ),
    "proposal": (
        "dialogues/keepers-forum/",
        lambda c: pictures.of_record(c, c.catalogue.records["keepers-forum"]),
    ),
    "neighbours": (
        "agreements/sound-lights-treaty/",
        lambda c: around(c, "sound-lights-treaty"),
    ),
    "country": (
        "countries/corland/",
        lambda c: pictures.of_country(c, c.catalogue.records["corland"]),
    ),
    "years": ("years/", pictures.of_all),
}


def around(canvas: Canvas, id: str) -> str:
    ties = listing.ties(canvas.catalogue, id)
    return pictures.neighbours(canvas, canvas.catalogue.records[id], ties)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is(name: str, site: Site) -> None:
    address, draw = PICTURES[name]
    golden = CASES / "pictures" / f"{name}.svg"
    drawn = str(draw(canvas_of(site.catalogue, address))).replace("><", ">\n<")
    if os.environ.get("UPDATE_CASES"):
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_has_a_title_a_description_and_no_style_or_id(name: str, site: Site) -> None:
    address, draw = PICTURES[name]
    drawn = draw(canvas_of(site.catalogue, address))
    (svg,) = parsed(drawn).iterfind("svg")
    assert [child.tag for child in svg][:2] == ["title", "desc"]
    assert all(child.text for child in list(svg)[:2])
    assert not re.search(r"<style|\bstyle=|\bid=|\bon\w+=", drawn)


@pytest.mark.parametrize("name", PICTURES)
def test_each_link_of_a_picture_has_words_and_is_noted(name: str, site: Site) -> None:
    address, draw = PICTURES[name]
    canvas = canvas_of(site.catalogue, address)
    drawn = draw(canvas)
    assert all("".join(link.itertext()).strip() for link in parsed(drawn).iterfind(".//a"))
    noted = {relative(address, *link) for link in canvas.links}
    assert {href.partition("?")[0] for href in links(drawn)} <= noted


def test_search_does_not_read_pictures(site: Site) -> None:
    (page,) = (page for page in site.pages() if page.address == "agreements/sound-lights-treaty/")
    (section,) = (section for section in page.sections if section.anchor == "events")
    assert "<svg" in section.picture
    assert "<svg" not in section.body
    assert "Timeline" not in section.text


# How dates are drawn

years = st.integers(1, 9_999).map(lambda year: f"{year:04}")
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.builds("{}-{:02}".format, months, st.integers(1, 28))
points = st.builds("{}{}".format, years | months | days, st.sampled_from(["", "", "~", "?"]))
spans = st.tuples(points, points).map(sorted).map("/".join)
dates = points | spans | points.map("{}/..".format) | points.map("../{}".format)
events = st.lists(
    st.tuples(st.sampled_from(["date", "as_of"]), dates, st.sampled_from(sorted(PROJECT_EVENTS))),
    min_size=1,
    max_size=8,
)


def told(found: list[tuple[str, str, str]], title: str = "Lamps") -> Texts:
    lines = "".join(
        f"  - {field}: {date}\n    event: {event}\n    source: gazette\n"
        for field, date, event in found
    )
    return WORLD | {"projects/it": record("projects", f"events:\n{lines}", title=title)}


def timeline(texts: Texts) -> str:
    catalogue = catalogue_of(texts)
    return pictures.of_record(canvas_of(catalogue), catalogue.records["it"])


@given(events)
def test_every_event_is_drawn_once_and_within_the_picture(
    found: list[tuple[str, str, str]],
) -> None:
    drawn = timeline(told(found))
    anchors = [s.anchor for s in catalogue_of(told(found)).statements["it"] if s.field == "events"]
    assert sorted(links(drawn)) == sorted(f"#{anchor}" for anchor in anchors)
    (svg,) = parsed(drawn).iterfind("svg")
    for node in svg.iter():
        left = share(node.get("x") or node.get("cx") or node.get("x1"))
        assert 0 <= left <= share(node.get("x2"), left) <= 100
        assert left + share(node.get("width")) <= 100
        for name in ("y", "cy", "y1"):
            assert 0 <= int(node.get(name, "0")) < int(svg.get("height", "0"))


def share(text: str | None, otherwise: float = 0) -> float:
    return float(text.rstrip("%")) if text else otherwise


@given(dates)
def test_only_a_day_is_a_dot(date: str) -> None:
    (mark,) = marks(timeline(told([("date", date, "started")]))).values()
    shapes = {child.tag for child in mark}
    is_day = "/" not in date and date.count("-") == 2
    assert ("circle" in shapes) == is_day
    assert ("rect" in shapes) != is_day
    assert ("line" in shapes) == (".." in date)  # it runs on
    assert (mark.get("class") == "about") == any(doubt in date for doubt in "~?")


@given(events)
def test_the_same_events_are_the_same_picture(found: list[tuple[str, str, str]]) -> None:
    assert timeline(told(found)) == timeline(told(found))


@pytest.mark.parametrize(
    ("date", "width"), [("2015", 0.5), ("2015-06", 0.5 / 12), ("2015/2016", 1.0)]
)
def test_a_band_covers_all_the_days_that_are_meant(date: str, width: float) -> None:
    """The axis runs from 2015 to 2016, and takes what the margins leave."""
    texts = told([("date", date, "started"), ("date", "2016-12-31", "ended")])
    checked = {place: text.replace("2026-05-01", "2016-05-01") for place, text in texts.items()}
    found = (mark.find("rect") for mark in marks(timeline(checked)).values())
    (band,) = (rect for rect in found if rect is not None)
    assert share(band.get("width")) == pytest.approx(96.4 * width, abs=0.2)


@pytest.mark.parametrize(
    ("field", "date", "event", "look"),
    [
        ("date", "2015-05-01", "started", None),
        ("as_of", "2015-05-01", "started", "reported"),
        ("date", "2015~", "started", "about"),
        ("date", "2015-05-01", "planned", "planned"),
        ("date", "2030", "planned", "planned ahead"),
        ("date", "2026", "planned", "planned ahead"),  # it may come in the rest of the year
    ],
)
def test_a_mark_tells_what_it_is(field: str, date: str, event: str, look: str | None) -> None:
    texts = told([("date", "2014-01-01", "agreed"), (field, date, event)])
    looks = [mark.get("class") for mark in marks(timeline(texts)).values()]
    assert looks == [None, look]


def test_what_is_only_proposed_is_marked_and_stands_below() -> None:
    texts = told([("date", "2014-01-01", "proposed"), ("date", "2015-01-01", "agreed")])
    assert [mark.get("class") for mark in marks(timeline(texts)).values()] == [None, "proposed"]


def test_without_dated_events_there_is_no_timeline() -> None:
    text = record("dialogues", "sessions:\n  - session: first\n    source: gazette\n")
    assert timeline(WORLD | {"dialogues/it": text}) == ""


# Hostile texts


@given(st.text("<>&\"'{}% aé漢\u202e/", min_size=1, max_size=200).filter(str.strip))
def test_a_hostile_title_is_a_text(title: str) -> None:
    catalogue = catalogue_of(told([("date", "2015", "started")]))
    entry = catalogue.records["it"].model_copy(update={"title": title})
    drawn = pictures.of_record(canvas_of(catalogue), entry)
    (svg,) = parsed(drawn).iterfind("svg")
    assert svg.findtext("title") == f"Timeline: {title}"
    assert {node.tag for node in svg.iter()} <= {
        *("svg", "title", "desc", "g", "rect", "text", "line", "a", "circle"),
    }


@pytest.mark.parametrize("title", ['"><script>alert(1)</script>', "&amp;<b>", "]]> <!-- x"])
def test_a_hostile_title_stays_one_in_every_picture(title: str) -> None:
    other = """
        events:
          - date: 2015
            event: started
            source: gazette
        relations:
          - relation: follows
            to: it
            source: gazette
        """
    texts = told([("date", "2015", "started")], title=repr(title)) | {
        "projects/next": record("projects", other, title=repr(title))
    }
    catalogue = catalogue_of(texts)
    canvas = canvas_of(catalogue)
    for drawn in (
        around(canvas, "it"),
        around(canvas, "next"),
        pictures.of_country(canvas, catalogue.records["brevia"]),
    ):
        words = "".join(parsed(drawn).itertext())
        assert title in words
        assert "<script" not in drawn


# Many records


def many(count: int) -> Catalogue:
    happened = "events:\n  - date: 2015-05\n    event: started\n    source: gazette\n"
    return catalogue_of(
        WORLD
        | {f"projects/lamp-{n:02}": record("projects", happened, title=f"Lamp {n}")
           for n in range(count)}
    )  # fmt: skip


def test_each_record_has_a_row_with_its_marks_as_long_as_they_are_few() -> None:
    catalogue = many(rows.MOST)
    drawn = pictures.of_country(canvas_of(catalogue), catalogue.records["brevia"])
    for n in range(rows.MOST):
        assert links(drawn).count(f"../../projects/lamp-{n:02}/") == 1
        assert links(drawn).count(f"../../projects/lamp-{n:02}/#started-2015-05") == 1


def test_of_many_records_the_years_are_counted() -> None:
    catalogue = many(rows.MOST + 1)
    drawn = pictures.of_country(canvas_of(catalogue), catalogue.records["brevia"])
    assert links(drawn) == ["../../briefs/?country=brevia&year=2015"]
    assert f"2015: {rows.MOST + 1}" in "".join(parsed(drawn).itertext())


def test_proposals_are_rows_apart_below_the_rest(site: Site) -> None:
    drawn = PICTURES["country"][1](canvas_of(site.catalogue, "countries/corland/"))
    (svg,) = parsed(drawn).iterfind("svg")
    heights = {True: [0], False: [0]}
    for link in svg.iterfind("a"):
        text = link.find("text")
        if text is not None:
            heights["proposed" in str(link.get("class"))].append(int(text.get("y", "0")))
    assert max(heights[False]) < min(heights[True][1:])


def test_columns_count_what_the_pages_of_the_years_list(site: Site) -> None:
    drawn = pictures.of_all(canvas_of(site.catalogue, "years/"))
    counted = {}
    for link in parsed(drawn).iterfind("svg/a"):
        year, *counts = map(int, re.findall(r"\d+", link.findtext("title", "")))
        counted[year] = sum(counts)
    by_year = listing.by_year(site.catalogue)
    assert counted == {year: len(found) for year, found in by_year.items()}


# The neighbourhood


def tied(newer: int) -> Catalogue:
    relation = "relations:\n  - relation: follows\n    to: it\n    source: gazette\n"
    happened = "events:\n  - date: 2015\n    event: started\n    source: gazette\n"
    return catalogue_of(
        told([("date", "2014", "started")])
        | {f"projects/lamp-{n:02}": record("projects", happened, relation) for n in range(newer)}
    )


def test_neighbours_above_are_what_it_rests_on_below_what_rests_on_it(site: Site) -> None:
    drawn = PICTURES["neighbours"][1](canvas_of(site.catalogue, "agreements/x/"))
    (svg,) = parsed(drawn).iterfind("svg")
    (own,) = (int(text.get("y", "0")) for text in svg.iterfind("text[@class='self']"))
    above = {"".join(a.itertext()) for a in svg.iterfind("a") if int(a[0].get("y", "0")) < own}
    assert above == {"follows Lamp Oil Convention", "prompted by Lamp Oil Rules"}
    assert [a.get("class") for a in svg.iterfind("a")].count("proposed") == 1


def test_of_many_neighbours_some_are_drawn_and_the_rest_counted() -> None:
    found = links(around(canvas_of(tied(graph.MOST + 3)), "it"))
    assert len(found) == graph.MOST + 1
    assert found[-1] == "#connections"
    assert "#connections" not in links(around(canvas_of(tied(graph.MOST + 1)), "it"))


def test_without_ties_there_is_no_neighbourhood() -> None:
    assert around(canvas_of(tied(0)), "it") == ""


# Who with whom


def test_countries_share_real_briefs_and_apart_from_them_proposals(site: Site) -> None:
    together = pictures.together(site.catalogue)
    assert [country.id for country in together.countries] == ["brevia", "corland"]
    assert together.of("brevia", "corland") == together.of("corland", "brevia") == Shared(5, 3)
    assert together.of("brevia", "brevia") == Shared()
    assert together.partners("brevia") == [("corland", Shared(5, 3))]


def test_countries_that_share_one_brief_are_not_in_the_table() -> None:
    parties = "parties:\n  - who: [brevia, corland]\n    role: partner\n    source: gazette\n"
    alone = told([("date", "2015", "started")])["projects/it"]
    text = re.sub(r"parties:\n(  .*\n)+", parties, alone)
    found = pictures.together(catalogue_of(WORLD | {"projects/it": text}))
    assert found.countries == ()
    assert found.of("brevia", "corland") == Shared(1, 0)


@pytest.mark.parametrize(("real", "heat"), [(0, 0), (1, 1), (2, 2), (7, 3), (8, 4), (99, 5)])
def test_the_more_they_share_the_darker_the_cell(real: int, heat: int) -> None:
    assert Shared(real, proposed=50).heat == heat


def test_a_cell_leads_to_the_briefs_of_both(site: Site) -> None:
    (page,) = (page for page in site.pages() if page.address == "together/")
    cell = '<a href="../briefs/?country=brevia&amp;country=corland">5 <small>+3</small></a>'
    assert cell in page.header


def test_the_axis_names_no_more_years_than_a_phone_has_room_for() -> None:
    for last in (1900, 1905, 1999, 2899, 9999):
        assert 1 <= Axis(1900, last).drawn().count("<text") <= 7
