"""The pages of a whole site: well-formed, linked, sourced, plain and always the same.

What some of them say stands as readable text in `cases/pages`; `UPDATE_CASES=1 pytest` rewrites it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Day
from functools import cache
from html import escape
from pathlib import Path
from posixpath import join, normpath
from random import Random
from xml.etree.ElementTree import Element

import html5lib  # type: ignore[import-untyped]
import pytest
from tests.helpers import CASES, SITE
from tests.samples import WORLD, Texts, catalogue_of, record

from research_briefs.catalogue.catalogue import build_catalogue
from research_briefs.edges.config_file import find_settings
from research_briefs.pages.building import build_pages
from research_briefs.pages.page import Content, Page, relative
from research_briefs.records.model import KINDS, Source
from research_briefs.settings import Settings, settings_from
from research_briefs.site import Site, load_site

SETTINGS = Settings(root=Path(), site_name="Lamps")

#: Pages of the fixture site that are not made from records.
HAND_WRITTEN = {"about/", "story/"}


@pytest.fixture(scope="session")
def pages(site: Site) -> dict[str, Page]:
    return {page.address: page for page in site.pages()}


def html_of(page: Page) -> str:
    """The page as one document, with the headings that an edge gives its sections."""
    sections = (
        f'<section><h2 id="{s.anchor}">{escape(s.heading)}</h2>{s.picture}{s.body}</section>'
        for s in page.sections
    )
    body, title = "\n".join((page.header, *sections)), escape(page.title)
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


@cache
def parsed(page: Page) -> Element:
    """The page as a strict parser sees it: any error in the HTML is an exception."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(html_of(page))
    return root


def element(root: Element, id: str) -> Element:
    (found,) = root.iterfind(f".//*[@id='{id}']")
    return found


def words(root: Element) -> str:
    return " ".join("".join(root.itertext()).split())


# What pages say


BLOCKS = frozenset(
    ("p", "li", "h1", "h2", "h3", "tr", "div", "dt", "dd", "ol", "ul", "dl", "section", "table")
)
BEFORE = {"h2": "\n## ", "h3": "### "}
BEHIND = {"td": " |", "th": " |"}


def readable(page: Page) -> str:
    """The page as lines of text: one for each paragraph, item, term or row."""
    (body,) = parsed(page).iterfind("body")
    lines = (" ".join(line.split(" ")).strip(" ") for line in "".join(pieces(body)).split("\0"))
    text = "\n".join(line for line in lines if line)
    return f"title: {page.title}\nabout: {page.description}\n\n{text}\n"


def pieces(node: Element) -> Iterator[str]:
    """The text of an element; blocks begin and end with a sign.

    What is hidden is not read, nor are pictures, which have cases of their own.
    """
    if node.get("hidden") is not None or node.tag.endswith("svg"):
        return
    edge = "\0" if node.tag in BLOCKS else ""
    yield edge + BEFORE.get(node.tag, "") + folded(node.text)
    for child in node:
        yield from pieces(child)
        yield folded(child.tail)
    yield BEHIND.get(node.tag, "") + edge


def folded(text: str | None) -> str:
    """Text with each white space made one space, as a browser does."""
    return re.sub(r"\s+", " ", text or "")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", "home"),
        ("agreements/sound-lights-treaty/", "treaty"),
        ("dialogues/keepers-forum/", "proposal"),
        ("dialogues/", "index-of-dialogues"),
        ("status/", "states"),
        ("years/2002/", "year"),
        ("countries/corland/", "country"),
        ("sources/pilot-book-1887/", "source"),
        ("agreements/lightship-pact/", "withdrawn"),
        ("review/", "review"),
        ("review/doubtful/", "review-of-questions"),
        ("review/sources/", "sources-without-a-copy"),
    ],
)
def test_a_page_says(address: str, file: str, pages: dict[str, Page]) -> None:
    golden, said = CASES / "pages" / f"{file}.txt", readable(pages[address])
    if os.environ.get("UPDATE_CASES"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_of_a_source_that_is_gone_the_copy_comes_first_and_nothing_leads_to_its_address() -> None:
    text = WORLD["sources/gazette"] + "URL: https://gone.example/\ndead: 2026-11-20\n"
    copy = "archived: https://archive.example/gone\n"
    page = built(WORLD | {"sources/gazette": text + copy})["sources/gazette/"]
    said = readable(page)
    assert said.index("https://archive.example/gone") < said.index("https://gone.example/")
    assert "Found gone on 20 November 2026. https://gone.example/" in said
    assert 'href="https://gone.example' not in page.header
    without = readable(built(WORLD | {"sources/gazette": text})["sources/gazette/"])
    assert "Found gone on 20 November 2026. No archived copy is known. https://gone." in without


# Every page of the site


ADDRESSES = sorted(page.address for page in load_site(settings_from(SITE, {})).pages())


@pytest.fixture(params=ADDRESSES, ids=lambda address: address or "home")
def page(request: pytest.FixtureRequest, pages: dict[str, Page]) -> Page:
    return pages[request.param]


def test_it_is_well_formed(page: Page) -> None:
    assert [heading.text for heading in parsed(page).iterfind(".//h1")] == [page.title]


def test_its_ids_are_unique_and_all_declared(page: Page) -> None:
    ids = [node.get("id") for node in parsed(page).iterfind(".//*[@id]")]
    declared = [*page.header_anchors]
    for section in page.sections:
        declared += [section.anchor, *section.anchors]
    assert len(set(ids)) == len(ids)
    assert sorted(map(str, ids)) == sorted(declared)


@cache
def files() -> frozenset[str]:
    """The places of all files beside the pages."""
    return frozenset(place for place, _ in load_site(find_settings(SITE)).files())


def is_file(page: Page, href: str) -> bool:
    """Whether a link leads to a file, and not to a page."""
    return normpath(join(page.address or ".", href)) in files()


def follow(page: Page, href: str, pages: dict[str, Page]) -> None:
    """The page to which a link leads must be there, and the anchor on it."""
    address, _, anchor = href.partition("#")
    place = normpath(join(page.address or ".", address.partition("?")[0]))
    if is_file(page, href):
        return
    if f"{place}/" in HAND_WRITTEN:
        return
    found = pages["" if place == "." else f"{place}/"] if address else page
    if anchor:
        element(parsed(found), anchor)


def test_its_links_lead_to_pages_and_anchors_that_are_there(
    page: Page, pages: dict[str, Page]
) -> None:
    for link in parsed(page).iterfind(".//a"):
        href = str(link.get("href"))
        assert not link.get("target"), "another window needs `noopener`"
        if not href.startswith("https://"):
            follow(page, href, pages)


def test_its_links_are_noted_for_the_check_of_links(page: Page, pages: dict[str, Page]) -> None:
    noted = {relative(page.address, link.address, link.anchor) for link in page.links}
    hrefs = {re.sub(r"\?[^#]*", "", str(link.get("href"))) for link in parsed(page).iterfind(".//a")
             if not str(link.get("href")).startswith("https://")
             and not is_file(page, str(link.get("href")))}  # fmt: skip
    assert noted >= hrefs
    assert {link.address for link in page.links} <= pages.keys() | HAND_WRITTEN


def test_its_links_have_words(page: Page) -> None:
    for link in parsed(page).iterfind(".//a"):
        assert words(link)


def test_its_title_and_description_are_plain(page: Page) -> None:
    for text in (page.title, page.description):
        assert text
        assert text == " ".join(text.split())
        assert not re.search(r"\[@|\[\[|&\w+;|</?[a-z]+", text)


def test_its_trail_leads_home(page: Page, pages: dict[str, Page]) -> None:
    above = [address for address, _ in page.trail]
    assert above[:1] == ([] if page.address == "" else [""])
    for address, title in page.trail[1:]:
        assert title == pages[address].title
        assert page.address.startswith(address)
    assert page.listed_in in pages


def test_its_neighbours_know_it(page: Page, pages: dict[str, Page]) -> None:
    if page.next:
        assert pages[page.next[0]].previous == (page.address, page.title)
    if page.previous:
        assert pages[page.previous[0]].next == (page.address, page.title)


# Records


IDS = sorted(file.stem for file in (SITE / "briefs").rglob("*.yaml"))


def page_of(id: str, site: Site, pages: dict[str, Page]) -> Page:
    return pages[f"{site.catalogue.records[id].kind}/{id}/"]


@pytest.mark.parametrize("id", IDS)
def test_a_record_has_a_page(id: str, site: Site, pages: dict[str, Page]) -> None:
    entry, found = site.catalogue.records[id], page_of(id, site, pages)
    assert found.title == entry.title
    assert found.source == f"briefs/{entry.kind}/{id}.yaml"
    assert found.listed_in == f"{entry.kind}/"
    assert found.updated == (None if isinstance(entry, Source) else "2026-05-01")


@pytest.mark.parametrize("id", IDS)
def test_every_statement_is_on_the_page_with_its_sources(
    id: str, site: Site, pages: dict[str, Page]
) -> None:
    root = parsed(page_of(id, site, pages))
    references = {
        link.get("href", "").split("/")[-2]: f"#{item.get('id')}"
        for item in root.iterfind(".//ol[@class='rb-references']/li")
        for link in item.iterfind("cite/a")
    }
    for statement in site.catalogue.statements[id]:
        told = element(root, statement.anchor)
        hrefs = [link.get("href") for link in told.iterfind(".//a")]
        for citation in statement.sourcing:
            for source in citation.sources:
                assert references[source] in hrefs
            assert citation.place in words(told)


@pytest.mark.parametrize("id", IDS)
def test_every_name_bears_its_language(id: str, site: Site, pages: dict[str, Page]) -> None:
    root = parsed(page_of(id, site, pages))
    for name in getattr(site.catalogue.records[id], "names", ()):
        shown = [node for node in root.iter() if node.text == name.name]
        assert len(shown) == 2  # beside the title, and among the names
        assert {node.get("lang") for node in shown} == {name.lang}


def test_the_title_of_a_source_bears_its_language(pages: dict[str, Page]) -> None:
    (heading,) = parsed(pages["sources/ministry-2021/"]).iterfind(".//h1")
    assert heading.get("lang") == "ar"
    cites = parsed(pages["agreements/sound-lights-treaty/"]).iterfind(".//cite")
    assert [cite.get("lang") for cite in cites] == [
        None,
        "ja",
        "ar",
        None,
    ]  # the page itself is in English


@pytest.mark.parametrize("id", IDS)
def test_proposals_and_only_they_carry_the_banner(
    id: str, site: Site, pages: dict[str, Page]
) -> None:
    shown = "A proposal, not a fact." in page_of(id, site, pages).header
    assert shown == (not site.catalogue.is_real(id))


def test_a_proposal_is_marked_wherever_it_is_linked(site: Site, pages: dict[str, Page]) -> None:
    for found in pages.values():
        for link in parsed(found).iterfind(".//a"):
            id = str(link.get("href")).rstrip("/").split("/")[-1]
            if id in IDS and words(link) == site.catalogue.records[id].title:
                assert (link.get("class") == "rb-proposed") == (not site.catalogue.is_real(id))


# Counts


def counts(text: str) -> dict[str, int]:
    return {label: int(count) for count, label in re.findall(r"^(\d+) (\w+)$", text, re.MULTILINE)}


def test_the_home_page_counts_proposals_policies_and_sources_apart(
    site: Site, pages: dict[str, Page]
) -> None:
    states = site.catalogue.states
    told = {id: state.is_real for id, state in states.items() if state}
    expected = {
        kind: sum(told[r.id] for r in site.catalogue.of_kind(kind) if r.id in told)
        for kind in ("agreements", "projects", "dialogues", "policies")
    }
    expected |= {"proposals": list(told.values()).count(False), "sources": 5}
    assert counts(readable(pages[""])) == expected
    asides = [words(node) for node in parsed(pages[""]).iter("li")
              if "rb-counts__item--aside" in str(node.get("class"))]  # fmt: skip
    assert asides == ["3 policies", "5 sources"]


@pytest.mark.parametrize(
    ("kind", "real"), [("agreements", 3), ("projects", 3), ("dialogues", 2), ("policies", 3)]
)
def test_an_index_counts_no_proposals_and_lists_them_apart(
    kind: str, real: int, site: Site, pages: dict[str, Page]
) -> None:
    text = readable(pages[f"{kind}/"])
    above, _, below = text.partition("## Proposals (")
    assert f"\n{real} in all, proposals not counted\n" in above
    proposals = [r.title for r in site.catalogue.of_kind(kind) if not site.catalogue.is_real(r.id)]
    assert below.startswith(f"{len(proposals)})\n")
    for title in proposals:
        assert title in below
        assert title not in above


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("topics/", "Lighthouses 8"),  # without a proposal, and without bodies, people and topics
        ("topics/", "Fog signals 2"),
        ("years/", "2020 0"),  # a forum was proposed
        ("years/", "2002 6"),
        ("people/", "Ada Lamplighter | Brevia | 3 |"),  # without the two that she proposes
        ("countries/", "Corland | 6 |"),
    ],
)
def test_no_list_counts_proposals(address: str, line: str, pages: dict[str, Page]) -> None:
    assert line in readable(pages[address]).splitlines()


# The same input, the same pages


def test_pages_are_the_same_each_time(site: Site) -> None:
    assert _told(site) == _told(site)


def test_a_page_can_be_rendered_alone_and_in_any_order(site: Site) -> None:
    backwards = [(page.address, page.content) for page in reversed(site.pages())]
    assert dict(backwards) == _told(site)


def test_the_order_in_which_records_are_given_changes_no_page(site: Site) -> None:
    records = list(site.catalogue.records.values())
    Random(1).shuffle(records)  # noqa: S311 — any order will do
    shuffled = build_catalogue(records, KINDS)
    again = replace(site, catalogue=shuffled)
    assert list(_told(again).items()) == list(_told(site).items())


def _told(site: Site) -> dict[str, Content]:
    """What all pages say, made by somebody who makes no others."""
    return {page.address: page.content for page in replace(site).pages()}


# Odd sites


def built(texts: Texts, as_of: Day | None = None) -> dict[str, Page]:
    return {page.address: page for page in build_pages(catalogue_of(texts, as_of), SETTINGS)}


def test_a_site_without_records_has_its_home_and_its_indexes() -> None:
    found = built({})
    lists = ("briefs/", "status/", "years/", "together/", "review/", "review/sources/", "changes/")
    assert found.keys() == {"", *lists, *(f"{kind}/" for kind in KINDS)}
    for page in found.values():
        parsed(page)


def test_a_site_without_a_repository_names_no_file_of_it() -> None:
    assert "The record as YAML" not in readable(built(WORLD)["countries/brevia/"])


def test_pages_can_be_made_for_another_day() -> None:
    told = """
        events:
          - date: 2015
            event: agreed
            source: gazette
        sessions:
          - session: first
            source: gazette
        """
    texts = WORLD | {"dialogues/it": record("dialogues", told)}
    assert "agreed, not yet met during 2015" in readable(
        built(texts, Day(2015, 6, 1))["dialogues/it/"]
    )
    assert "active has met" in readable(built(texts)["dialogues/it/"])


def test_what_was_merged_leads_to_its_heir(pages: dict[str, Page]) -> None:
    (link,) = parsed(pages["organisations/buoy-office/"]).iterfind(".//a")
    assert link.get("href") == "../../organisations/brevian-lighthouse-board/"


def test_what_was_retired_is_in_no_index(pages: dict[str, Page]) -> None:
    assert "Buoy Office" not in readable(pages["organisations/"])
    assert "Lightship Pact" not in readable(pages["agreements/"])


@pytest.mark.parametrize(
    "file",
    [
        "agreements/sound-lights-treaty",
        "countries/brevia",
        "organisations/buoy-office",
        "sources/almanac-2024",
        "topics/lighthouses",
    ],
)
def test_of_a_site_with_a_broken_record_the_sound_ones_have_pages(
    file: str, site_folder: Path
) -> None:
    (site_folder / "briefs" / f"{file}.yaml").write_text("title: [\n", encoding="utf-8")
    site = load_site(settings_from(site_folder, {}))
    assert site.issues
    found = {page.address: page for page in site.pages()}
    assert f"{file}/" not in found
    assert "sources/gazette-2023/" in found  # it leans on nothing
    for page in found.values():
        for link in parsed(page).iterfind(".//a"):
            if not str(link.get("href")).startswith("https://"):
                follow(page, str(link.get("href")), found)


def test_a_folder_of_templates_comes_before_the_packages_own(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "kinds" / "topics.html"
    file.parent.mkdir()
    file.write_text("<h1>{{ title }}, by us</h1>", encoding="utf-8")
    found = build_pages(site.catalogue, site.settings, templates=[tmp_path])
    headers = {page.address: page.header for page in found}
    assert headers["topics/lighthouses/"] == "<h1>Lighthouses, by us</h1>"
    assert headers["countries/brevia/"] != "<h1>Brevia, by us</h1>"


# Hostile text


HOSTILE, HARMLESS = """<script>alert(1)</script><b onclick='x'>"'&amp;{{ 7 * 7 }}</p>""", "harmless"


def everywhere(text: str) -> Texts:
    """Records in which a text stands wherever a record may have one."""
    quoted = "'{}'".format(text.replace("'", "''"))
    said = f"text: {quoted}\n    source: leaflet\n    inferred: {quoted}\n"
    own = said.replace("\n    ", "\n  ")
    common = f"""\
title: {quoted}
names:
  - name: {quoted}
    {said}
summary: |
  {text} [@leaflet] *{text}* [{text}](https://a.example/) [[a-topic|{text}]]

  - {text} [@leaflet]
facts:
  - fact: {quoted}
    value: {quoted}
    {said}
relations:
  - relation: related
    to: a-country
    {said}
questions:
  - question: {quoted}
    about: [title]
    claims:
      - claim: {quoted}
        source: leaflet
        inferred: {quoted}
    assessment: |
      {text} [@leaflet]
checked: 2026-05-01
curators:
  - {quoted}
"""
    who = "  - who: [a-country]\n"
    when = f"  - date: 2015\n    place: {quoted}\n    {said}"
    brief = f"{common}parties:\n{who}    role: ROLE\n    {said}events:\n{when}    event: EVENT\n"
    met = f"sessions:\n  - session: first\n    place: {quoted}\n    {said}"
    held = f"positions:\n  - position: {quoted}\n    at: a-country\n    date: 2015\n    {said}"
    return {
        "agreements/a": f"form: treaty\nbinding:\n  is: mixed\n  {own}"
        + told(brief, "party", "signed"),
        "projects/a-project": "form: mission\n" + told(brief, "partner", "proposed"),
        "dialogues/a-dialogue": f"form: forum\n{met}" + told(brief, "member", "agreed"),
        "policies/a-policy": "form: law\n" + told(brief, "issuer", "adopted"),
        "organisations/an-organisation": f"form: other\ncountry: a-country\n{common}",
        "people/a-person": f"country: a-country\n{held}{common}",
        "countries/a-country": f"code: XA\n{common}".replace("to: a-country", "to: a-topic"),
        "topics/a-topic": common,
        "topics/gone": f"title: {quoted}\nwithdrawn: {quoted}\nchecked: 2026-05-01\n",
        "topics/merged": f"title: {quoted}\nmerged_into: a-topic\nchecked: 2026-05-01\n",
        "sources/leaflet": f"""\
type: report
genre: {quoted}
title: {quoted}
translated-title: {quoted}
author:
  - family: {quoted}
    given: {quoted}
  - literal: {quoted}
container-title: {quoted}
collection-title: {quoted}
number: {quoted}
publisher: {quoted}
DOI: 10.5555/<b>&"'
authority: opinion
read: excerpt
counting: {quoted}
caution: {quoted}
""",
    }


def told(brief: str, role: str, event: str) -> str:
    return brief.replace("role: ROLE", f"role: {role}").replace("event: EVENT", f"event: {event}")


def shape(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes, without any text."""
    return [(node.tag, tuple(sorted(node.attrib))) for node in parsed(page).iter()]


def test_hostile_text_changes_nothing_but_the_text() -> None:
    hostile, harmless = (
        {page.address: page for page in build_pages(catalogue_of(everywhere(text)),
         Settings(root=Path(), site_name=text, site_description=text, repo_url="https://a.example"))}
        for text in (HOSTILE, HARMLESS)
    )  # fmt: skip
    assert hostile.keys() == harmless.keys()
    for address, page in hostile.items():
        assert shape(page) == shape(harmless[address]), address
        assert "script" not in [node.tag for node in parsed(page).iter()]


@pytest.mark.parametrize("address", ["agreements/a/", "people/a-person/", "sources/leaflet/"])
def test_hostile_text_is_shown_as_it_was_typed(address: str) -> None:
    page = built(everywhere(HOSTILE))[address]
    assert page.title == HOSTILE
    assert words(parsed(page)).count(HOSTILE) > 5
    assert all(HOSTILE in section.text for section in page.sections if section.anchor == "facts")
