"""What the head of a page says to machines, whatever a record and the settings hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import html5lib  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.payloads import payloads
from tests.reading_heads import Head, as_report, expanded, read_head

from research_briefs.catalogue.catalogue import build_catalogue
from research_briefs.pages.phrases import Phrases
from research_briefs.pages.wording import wording
from research_briefs.publishing.citations.citations import Citations
from research_briefs.publishing.citations.items import one_line
from research_briefs.publishing.metadata import highwire, linked
from research_briefs.publishing.metadata.heads import Heads
from research_briefs.publishing.metadata.licences import licences
from research_briefs.records.dates import parse_date
from research_briefs.records.model import Agreement, Curated, Record, Source
from research_briefs.settings import Settings
from research_briefs.site import Site

WORDS = wording()


def citations_of(site: Site, settings: Settings | None = None, *changed: Record) -> Citations:
    """How a site is cited, with some of its records and settings changed."""
    records = {**site.catalogue.records, **{record.id: record for record in changed}}
    say = Phrases(build_catalogue(records.values()), WORDS)
    return Citations(say, settings or site.settings)


def head(citations: Citations, id: str) -> Head:
    return read_head(framed(Heads(citations).record(citations.catalogue.records[id])))


def framed(head: str) -> str:
    return f"<!doctype html><html><head><title>x</title>{head}</head>"


# Names


@pytest.mark.parametrize(
    ("curator", "tag", "read"),
    [
        ("Wick, Ada", "Wick, Ada", ("Wick", "Ada")),
        # Of a name that stands alone with spaces around its comma Zotero would make two.
        ("van der Wick, Ada Maria", "van der Wick, Ada\u00a0Maria", ("van der Wick", "Ada Maria")),
        # Of a body without a comma it would take the last word for the family name.
        ("Society of the Sound", "Society of the Sound,", ("Society of the Sound", "")),
        ("Ministry of Seas, Corland", "Ministry of Seas, Corland", ("Ministry of Seas", "Corland")),
        ("星 あかり", "星 あかり,", ("星 あかり", "")),
    ],
)  # fmt: skip
def test_a_reference_manager_reads_a_name_as_it_is(
    site: Site, curator: str, tag: str, read: tuple[str, str]
) -> None:
    treaty = site.catalogue.records["sound-lights-treaty"]
    assert isinstance(treaty, Curated)
    one = treaty.model_copy(update={"curators": (curator,)})
    found = head(citations_of(site, None, one), one.id)
    assert found.tags["citation_author"] == [tag]
    report = as_report(found)
    assert report is not None
    assert list(report.authors) == [read]


def test_a_body_with_a_comma_in_its_name_stays_one(site: Site) -> None:
    settings = replace(site.settings, publisher="Lights, Lamps and Sons")
    treaty = site.catalogue.records["sound-lights-treaty"]
    assert isinstance(treaty, Curated)
    nobody = treaty.model_copy(update={"curators": ()})
    found = head(citations_of(site, settings, nobody), nobody.id)
    assert found.tags["citation_author"] == ["Lights Lamps and Sons,"]
    assert found.graphs[0]["author"] == [
        {"@type": "Organization", "name": "Lights, Lamps and Sons"}
    ]


# Under attack

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    '"><link rel="stylesheet" href="https://evil.example/x.css">',
    "]]> & &amp; &#34; '",
    "\\u003c/script\\u003e \\",
    "Tōkyō “quoted” 'single' \"double\" <i>ū</i>",
    "emoji 🗼 and 𠮷, a lone \ud800 and \x00",
    "line\nbreak\u2028separator\u2029paragraph\x85next",
    "Wick and Oil, A. and others; Lamp",
    "{{ config }} {% x %}",
    *[payload.text for payload in payloads()[:40]],
]
texts = st.text(min_size=1, max_size=60).filter(one_line) | st.sampled_from(HOSTILE).filter(
    one_line
)


def shape(found: Head) -> Mapping[str, Any]:
    """What there is in a head, whatever it says; who is called like the project is the project."""
    found.links.pop("author", None)
    return {
        "tags": {name: len(contents) for name, contents in found.tags.items()},
        "links": {rel: len(links) for rel, links in found.links.items()},
        "graphs": len(found.graphs),
    }


@given(title=texts, curator=texts, publisher=texts)
@example(HOSTILE[0], HOSTILE[0], HOSTILE[0])
@example(HOSTILE[2], HOSTILE[5], HOSTILE[6])
@example(HOSTILE[1], HOSTILE[7], HOSTILE[8])
def test_whatever_the_texts_a_head_says_them_and_nothing_else(
    site: Site, title: str, curator: str, publisher: str
) -> None:
    settings = replace(site.settings, publisher=publisher)
    treaty, almanac = (site.catalogue.records[id] for id in ("sound-lights-treaty", "almanac-2024"))
    changes = {"title": title, "curators": (curator,)}
    citations = citations_of(
        site,
        settings,
        treaty.model_copy(update=changes),
        almanac.model_copy(update={"title": title, "publisher": publisher}),
    )
    benign = citations_of(site, None, treaty.model_copy(update={"curators": ("Wick, T.",)}))
    for id in ("sound-lights-treaty", "almanac-2024"):
        found = head(citations, id)
        assert shape(found) == shape(head(benign, id))
        assert found.one("og:title") == one_line(title)
        (graph,) = found.graphs
        assert expanded(graph)["@id"] == expanded(head(benign, id).graphs[0])["@id"]
        said = graph.get("mainEntity", graph)
        assert said["name"] == one_line(title)
        assert said["publisher"]["name"] == one_line(publisher)


@given(title=texts, place=texts)
@example(HOSTILE[0], HOSTILE[6])
def test_whatever_the_texts_each_file_holds_one_graph(site: Site, title: str, place: str) -> None:
    records = [site.catalogue.records[id] for id in ("sound-lights-treaty", "almanac-2024")]
    changed = [record.model_copy(update={"title": title}) for record in records]
    meetings = site.catalogue.records["sound-lights-commission"]
    sessions = [s.model_copy(update={"place": place}) for s in getattr(meetings, "sessions", ())]
    assert sessions
    changed.append(meetings.model_copy(update={"sessions": tuple(sessions)}))
    named = {f"{record.kind}/{record.id}/index.jsonld" for record in changed}
    for name, content in linked.files(citations_of(site, None, *changed)):
        if name in named:
            graph = json.loads(content.decode())
            expanded(graph)


@given(texts, texts, texts)
@example(*HOSTILE[:3])
def test_the_licences_say_what_the_settings_say(name: str, url: str, code: str) -> None:
    settings = Settings(root=None, site_name="x", licence=name, licence_url=url, code_licence=code,  # type: ignore[arg-type]
                        code_licence_url="")  # fmt: skip
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parseFragment(licences(settings, WORDS))
    assert [element.tag for element in tree.iter()] == ["DOCUMENT_FRAGMENT", "a"]


# Sites that say less


def test_a_site_without_an_address_names_none(site: Site) -> None:
    citations = citations_of(site, replace(site.settings, site_url=""))
    found = head(citations, "sound-lights-treaty")
    assert "citation_public_url" not in found.tags
    assert "og:url" not in found.tags
    assert "cite-as" not in found.links
    assert found.graphs[0]["@id"] == "/agreements/sound-lights-treaty/"


def test_a_site_without_downloads_leads_to_no_files(site: Site) -> None:
    settings = replace(site.settings, downloads=False)
    found = head(citations_of(site, settings), "sound-lights-treaty")
    assert not {"describedby", "item"} & found.links.keys()
    assert as_report(found) is not None
    home = read_head(framed(Heads(citations_of(site, settings)).page("", "Lights")))
    assert "distribution" not in home.graphs[0]


def test_a_site_without_a_licence_claims_none(site: Site) -> None:
    settings = replace(site.settings, licence="", licence_url="")
    found = head(citations_of(site, settings), "sound-lights-treaty")
    assert "license" not in found.links
    assert "license" not in found.graphs[0]
    assert licences(settings, WORDS).startswith("Code: ")


# Dates and forces


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2002-01-06", "2002-01-06"),
        ("2002-01", "2002-01"),
        ("2002", "2002"),
        ("2002?", None),
        ("2002~", None),
        ("2001/2002", None),
        ("2001/..", None),
    ],
)
def test_no_date_is_made_more_precise_or_more_certain(
    site: Site, date: str, said: str | None
) -> None:
    treaty, almanac = (site.catalogue.records[id] for id in ("sound-lights-treaty", "almanac-2024"))
    assert isinstance(treaty, Agreement)
    assert isinstance(almanac, Source)
    events = [
        event.model_copy(update={"date": parse_date(date)}) if event.event == "signed" else event
        for event in treaty.events
    ]
    changed = (
        treaty.model_copy(update={"events": tuple(events)}),
        almanac.model_copy(update={"issued": parse_date(date)}),
    )
    files = dict(linked.files(citations_of(site, None, *changed)))
    graph = json.loads(files["agreements/sound-lights-treaty/index.jsonld"])
    assert graph["about"].get("legislationDate") == said
    work = json.loads(files["sources/almanac-2024/index.jsonld"])["mainEntity"]
    assert work.get("datePublished") == said


def test_only_what_binds_is_legislation(site: Site) -> None:
    treaty = site.catalogue.records["sound-lights-treaty"]
    assert isinstance(treaty, Agreement)
    assert treaty.binding
    for force, type in (("binding", "Legislation"), ("non-binding", "CreativeWork")):
        binding = treaty.binding.model_copy(update={"is_": force})
        changed = citations_of(site, None, treaty.model_copy(update={"binding": binding}))
        graph = dict(linked.files(changed))["agreements/sound-lights-treaty/index.jsonld"]
        about = json.loads(graph)["about"]
        assert about["@type"] == type
        assert ("legislationLegalForce" in about) == (type == "Legislation")


def test_the_tags_are_those_of_the_item_that_is_cited(site: Site) -> None:
    """So that they say what the files say, under whichever address a page is cited."""
    citations = citations_of(site)
    for record in site.catalogue.records.values():
        if isinstance(record, Curated):
            item = citations.item(record)
            tags = [(name, content) for name, content, _ in highwire.tags(item)]
            assert ("citation_title", item["title"]) in tags
            assert ("citation_public_url", item["URL"]) in tags
