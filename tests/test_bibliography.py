"""How sources are written out, in a list of references and within a line."""

from __future__ import annotations

import pytest

from research_briefs.pages.bibliography import authors, issued, places, series, short
from research_briefs.pages.wording import wording
from research_briefs.records.citations import parse_sourcing
from research_briefs.records.model import Source
from research_briefs.site import Site

NEEDED = {"type": "report", "title": "A title", "authority": "opinion", "read": "excerpt"}


def source(**fields: object) -> Source:
    """A source with these fields, CSL's hyphens written as underscores."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return Source.model_validate({"id": "it", "kind": "sources", **NEEDED, **named})


def people(*names: str) -> list[dict[str, str]]:
    """Authors, each as `Family, Given` or as the name of a body."""
    found = []
    for name in names:
        family, comma, given = name.partition(", ")
        found.append({"family": family, "given": given} if comma else {"literal": name})
    return found


@pytest.mark.parametrize(
    ("names", "in_full", "in_a_line"),
    [
        (["Gahir, Soumya Ranjan"], "Gahir, Soumya Ranjan", "Gahir 2025"),
        (["Schoff, J.", "Mori, S."], "Schoff, J.; Mori, S.", "Schoff and Mori 2025"),
        (["Basu, A.", "Ono, B.", "Ray, C."], "Basu, A.; Ono, B.; Ray, C.", "Basu et al. 2025"),
        (["Ministry of Coasts"], "Ministry of Coasts", "Ministry of Coasts 2025"),
        (["Ono, B.", "Ministry of Coasts"], "Ono, B.; Ministry of Coasts",
         "Ono and Ministry of Coasts 2025"),
    ],
)  # fmt: skip
def test_authors(names: list[str], in_full: str, in_a_line: str) -> None:
    written = source(author=people(*names), issued="2025-09-16")
    assert authors(written) == in_full
    assert short(written) == in_a_line


def test_an_author_may_have_a_family_name_only() -> None:
    assert authors(source(author=[{"family": "Wick"}])) == "Wick"


@pytest.mark.parametrize(
    ("fields", "called"),
    [
        ({"publisher": "Sound Institute", "container_title": "Gazette"}, "Sound Institute 2025"),
        ({"container_title": "Gazette"}, "Gazette 2025"),
        ({}, "A title 2025"),
    ],
)
def test_what_has_no_author_is_called_by_its_publisher_journal_or_title(
    fields: dict[str, str], called: str
) -> None:
    assert short(source(issued="2025", **fields)) == called
    assert authors(source(**fields)) == ""


@pytest.mark.parametrize(
    ("date", "year"),
    [("2025-09-16", "2025"), ("1887~", "1887"), ("2014/2016", "2014"), ("../1930", "n.d.")],
)
def test_within_a_line_the_year_is_enough(date: str, year: str) -> None:
    assert short(source(author=people("Wick, T."), issued=date)) == f"Wick {year}"


def test_what_has_no_date_says_so() -> None:
    assert short(source(author=people("Wick, T."))) == "Wick n.d."
    assert issued(source(), wording()) == "undated"
    assert issued(source(issued="2023?"), wording()) == "2023 (uncertain)"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({}, ""),
        ({"publisher": "Sound Institute"}, "Sound Institute"),
        ({"collection_title": "Almanacs", "number": "012"}, "Almanacs 012"),
        ({"number": "012"}, "012"),
        ({"container_title": "Proceedings", "publisher": "Sound Institute"},
         "Proceedings. Sound Institute"),
    ],
)  # fmt: skip
def test_where_it_appeared(fields: dict[str, str], place: str) -> None:
    assert series(source(**fields)) == place


def test_a_source_with_everything(site: Site) -> None:
    almanac = site.catalogue.records["almanac-2024"]
    assert isinstance(almanac, Source)
    assert authors(almanac) == "Lamplighter, Ada; Sound Institute"
    assert short(almanac) == "Lamplighter and Sound Institute 2024"
    assert (
        series(almanac)
        == "Proceedings of the Sound Institute. Almanacs of the Sound 012. Sound Institute"
    )
    assert issued(almanac, wording()) == "1 March 2024"


@pytest.mark.parametrize(
    ("cited", "told"),
    [
        ("para. 3", "para. 3"),
        ("paras. 12, 5", "paras. 5, 12 (“Lamps”)"),
        ("paras. 20-22; x, para. 3", "para. 3; paras. 20–22 (“Oil”)"),
        ("paras. 40, 21, 4", "para. 4 (“Lamps”); para. 21 (“Oil”); para. 40 (“Lamps”)"),
        ("p. 21", "p. 21"),
    ],
)
def test_places_are_told_with_the_heading_that_they_stand_under(cited: str, told: str) -> None:
    headings = [("Lamps", 4), ("Oil", 20), ("Lamps", 30)]
    book = source(
        extent="para. 60",
        counting="as printed",
        headings=[{"heading": heading, "at": f"para. {at}"} for heading, at in headings],
    )
    locators = [place for c in parse_sourcing(f"x, {cited}") for place in c.locators]
    assert places(book, locators, wording()) == told
