"""By what lists are filtered, what rows carry for it, and how long lists are cut."""

from __future__ import annotations

import pytest
from tests.samples import WORLD, Texts, catalogue_of, record
from tests.test_building import built, parsed, readable, words

from research_briefs.pages import listing
from research_briefs.pages.facets import Facets
from research_briefs.pages.leaves import ROWS, leaves
from research_briefs.pages.page import Page
from research_briefs.pages.phrases import Phrases
from research_briefs.pages.wording import wording
from research_briefs.reading.files import RESERVED_IDS
from research_briefs.site import Site


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    return {page.address: page for page in site.pages()}


@pytest.fixture(scope="module")
def facets(site: Site) -> Facets:
    return Facets(site.catalogue, wording(), Phrases(site.catalogue, wording()))


def offered(facets: Facets, site: Site, kind: str = "") -> dict[str, list[str]]:
    """The options of each facet of an index, or of the list of all briefs."""
    records = site.catalogue.of_kind(kind) if kind else listing.all_briefs(site.catalogue)
    shown = listing.real_first(site.catalogue, records)
    return {facet.name: [o.value for o in facet.options] for facet in facets.of(shown, not kind)}


# What one can choose


def test_all_briefs_can_be_filtered_by_what_they_differ_in(facets: Facets, site: Site) -> None:
    found = offered(facets, site)
    assert list(found) == ["country", "topic", "kind", "state", "year"]
    assert found["country"] == ["brevia", "corland"]
    assert found["kind"] == ["agreements", "projects", "dialogues", "policies"]
    assert found["state"][:3] == [
        "proposed",
        "in-force",
        "under-way",
    ]  # as things pass through them
    assert found["year"][:2] == ["2024", "2023"]


def test_a_list_of_one_kind_has_its_forms_instead(facets: Facets, site: Site) -> None:
    assert offered(facets, site, "dialogues")["form"] == [
        "committee", "forum", "initiative", "summit",
    ]  # fmt: skip


def test_what_says_nothing_cannot_be_chosen(facets: Facets, site: Site) -> None:
    assert offered(facets, site, "countries") == {}


def test_sources_have_facets_of_their_own(facets: Facets, site: Site) -> None:
    assert offered(facets, site, "sources") == {
        "authority": [
            *("official-text", "official-statement", "research", "reporting", "opinion"),
        ],
        "read": ["full", "excerpt", "none"],
        "year": ["2024", "2023", "2021", "2002", "1887"],
    }


def test_a_topic_comes_with_what_it_is_part_of() -> None:
    fog = "title: Fog\nbroader: [lamps]\nchecked: 2026-05-01\n"
    brief = record("projects", "topics: [fog]\nevents:\n  - event: noted\n    date: 2015\n"
                   "    source: gazette\n")  # fmt: skip
    catalogue = catalogue_of(WORLD | {"topics/fog": fog, "projects/it": brief})
    facets = Facets(catalogue, wording(), Phrases(catalogue, wording()))
    (facet,) = facets.of([catalogue.records["it"]])
    assert [(option.value, option.broader) for option in facet.options] == [
        ("fog", ("lamps",)),
        ("lamps", ()),
    ]


# What a row carries


@pytest.mark.parametrize(
    ("id", "attributes"),
    [
        ("lamp-oil-convention", 'data-topic="lighthouses" data-year="1921 1930 2002"'),
        ("lights-act", 'data-topic="lighthouses" data-year="2002-2003 2006 2008-2009 2024"'),
        ("harbour-dues", 'data-year="2010-2011"'),
        ("almanac-2024", 'data-year="2024"'),
        ("brevia", 'data-topic="lighthouses"'),
        ("corland", ""),
    ],
)
def test_a_row_carries_what_no_column_shows(
    id: str, attributes: str, facets: Facets, site: Site
) -> None:
    assert str(facets.row(site.catalogue.records[id])).strip() == attributes


def test_what_is_only_planned_is_in_no_year(facets: Facets, site: Site) -> None:
    assert 2027 not in facets.years(site.catalogue.records["twin-lenses"])


def test_dates_sort_as_precisely_as_they_are_known(facets: Facets, site: Site) -> None:
    records = site.catalogue.records
    assert facets.date(records["sound-lights-commission"]) == "2021-06-09"
    assert facets.date(records["fog-signal-cable"]) == "2022-12"
    assert facets.date(records["brevia"]) == ""


# The list of all briefs


def rows(page: Page) -> list[str]:
    """The ids in the tables of a list, from top to bottom."""
    links = [
        next(link for link in row.iter("a") if str(link.get("href")).count("/") > 2)
        for row in parsed(page).iterfind(".//tbody/tr")
    ]
    return [str(link.get("href")).split("/")[-2] for link in links]


def test_one_list_has_all_briefs_and_policies_and_proposals_below(
    pages: dict[str, Page], site: Site
) -> None:
    found = rows(pages["briefs/"])
    expected = {id for id, state in site.catalogue.states.items() if state}
    assert set(found) == expected
    assert len(found) == len(expected)
    real = [site.catalogue.is_real(id) for id in found]
    assert real == sorted(real, reverse=True)
    assert "## Proposals (5)" in readable(pages["briefs/"])


@pytest.mark.parametrize("kind", ["agreements", "people", "countries", "sources"])
def test_without_script_an_index_is_a_plain_table_and_no_form(
    kind: str, pages: dict[str, Page], site: Site
) -> None:
    page = pages[f"{kind}/"]
    shown = listing.real_first(site.catalogue, site.catalogue.of_kind(kind))
    assert rows(page) == [entry.id for entry in shown]
    for form in parsed(page).iterfind(".//form"):
        assert form.get("hidden") is not None


def test_every_control_has_a_label(pages: dict[str, Page]) -> None:
    (form,) = parsed(pages["briefs/"]).iterfind(".//form")
    labelled = {id(control) for label in form.iter("label") for control in label}
    controls = [node for tag in ("input", "select") for node in form.iter(tag)]
    assert controls
    assert all(id(control) in labelled for control in controls)


# Long lists


def many(count: int, proposals: int) -> Texts:
    """A world with as many dialogues, and as many proposed ones."""
    told = "events:\n  - event: {}\n    date: 2015\n    source: gazette\n"
    texts = dict(WORLD)
    for number in range(count + proposals):
        event = "started" if number < count else "proposed"
        text = record("dialogues", told.format(event), title=f"Talk {number:04}")
        texts[f"dialogues/talk-{number:04}"] = text
    return texts


@pytest.fixture(scope="module")
def long() -> dict[str, Page]:
    return built(many(2 * ROWS - 1, 3))


def test_a_long_list_is_cut_into_pages_that_lead_to_each_other(long: dict[str, Page]) -> None:
    parts = ["dialogues/", "dialogues/page/2/", "dialogues/page/3/"]
    assert [address for address in long if address in parts] == parts
    assert "dialogues/page/4/" not in long
    assert [len(rows(long[part])) for part in parts] == [ROWS, ROWS, 2]
    assert [row for part in parts for row in rows(long[part])] == [
        f"talk-{number:04}" for number in range(2 * ROWS + 2)
    ]
    for part in parts:
        (nav,) = parsed(long[part]).iterfind(".//nav")
        assert words(nav) == "1 2 3"
        (current,) = (link for link in nav.iter("a") if link.get("aria-current"))
        assert words(current) == str(parts.index(part) + 1)


def test_each_page_counts_the_whole_list(long: dict[str, Page]) -> None:
    for part in ("dialogues/", "dialogues/page/2/", "dialogues/page/3/"):
        assert f"\n{2 * ROWS - 1} in all, proposals not counted\n" in readable(long[part])
    assert "## Proposals (3)" in readable(long["dialogues/page/2/"])
    assert "## Proposals (3)" in readable(long["dialogues/page/3/"])


def test_later_pages_lead_to_the_first_where_the_filters_are(long: dict[str, Page]) -> None:
    assert list(parsed(long["dialogues/"]).iterfind(".//form"))
    second = long["dialogues/page/2/"]
    assert not list(parsed(second).iterfind(".//form"))
    assert "Filter and sort the whole list" in readable(second)
    assert second.trail == (("", "Home"), ("dialogues/", "Dialogues"))
    assert second.title == "Dialogues, page 2"


@pytest.mark.parametrize(
    ("number", "ways"),
    [
        (1, "1 2 3 4 … 12"),
        (5, "1 2 3 4 5 6 7 8 … 12"),
        (6, "1 2 3 4 5 6 7 8 9 … 12"),
        (7, "1 … 4 5 6 7 8 9 10 11 12"),
        (12, "1 … 9 10 11 12"),
    ],
)
def test_a_page_of_a_very_long_list_leads_to_those_near_it_and_to_its_ends(
    number: int, ways: str
) -> None:
    """Never more than eleven, or the links would be as the square of the list."""
    leaf = leaves("dialogues/", range(12 * ROWS))[number - 1]
    assert " ".join(str(way or "…") for way in leaf.ways) == ways


def test_the_list_of_a_state_is_cut_too(long: dict[str, Page]) -> None:
    assert len(rows(long["status/active/"])) == ROWS
    assert len(rows(long["status/active/page/2/"])) == ROWS - 1


def test_no_page_of_a_list_is_large(long: dict[str, Page]) -> None:
    assert max(len(page.header) for page in long.values()) < 100_000


def test_no_record_can_take_the_place_of_a_page_of_a_list() -> None:
    assert "page" in RESERVED_IDS
