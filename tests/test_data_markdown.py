"""Records as Markdown: what they say, and that whatever reads it finds each statement again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from posixpath import join, normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.helpers import CASES, SITE
from tests.payloads import payloads
from tests.samples import WORLD, catalogue_of, record
from tests.specimens import Specimen, filled, fullest, specimens, written

from research_briefs.catalogue.catalogue import Catalogue, build_catalogue
from research_briefs.edges.config_file import find_settings
from research_briefs.pages.phrases import Phrases
from research_briefs.pages.wording import wording
from research_briefs.publishing import data
from research_briefs.publishing.data.escaping import escaped
from research_briefs.reading.files import read_record
from research_briefs.settings import Settings
from research_briefs.site import Site

Files = Mapping[str, str]
HOME = "https://lights.example.org/"

MARKDOWN = MarkdownIt("commonmark")
#: As most sites and editors read it: with tables, strikethrough and bare addresses.
EXTENDED = MarkdownIt("gfm-like", {"linkify": False, "html": True})


def made_of(catalogue: Catalogue, settings: Settings | None = None) -> Files:
    found = data.files(settings or find_settings(SITE), Phrases(catalogue, wording()))
    return {place: text.decode() for place, text in found if place.endswith((".md", "llms.txt"))}


@pytest.fixture(scope="module")
def made(site: Site) -> Files:
    return made_of(site.catalogue)


def tokens(text: str, parser: MarkdownIt = MARKDOWN) -> Iterator[Token]:
    """All tokens, those within lines too."""
    for token in parser.parse(text):
        yield token
        yield from token.children or ()


def hrefs(text: str) -> list[str]:
    return leading(tokens(text))


def leading(found: Iterable[Token]) -> list[str]:
    """Where the links among tokens lead."""
    return [str(token.attrs["href"]) for token in found if token.type == "link_open"]


def lines(text: str) -> list[tuple[str, list[str]]]:
    """Each paragraph, item or heading: its words, and where its links lead."""
    found = []
    for token in MARKDOWN.parse(text):
        if token.type == "inline":
            inner: Sequence[Token] = token.children or ()
            words = "".join(t.content or " " * (t.type == "softbreak") for t in inner)
            found.append((words, [str(t.attrs["href"]) for t in inner if t.type == "link_open"]))
    return found


@pytest.mark.parametrize(
    ("place", "case"),
    [
        ("agreements/sound-lights-treaty/index.md", "treaty.md"),
        ("agreements/lightship-pact/index.md", "withdrawn.md"),
        ("dialogues/keepers-forum/index.md", "proposal.md"),
        ("people/hoshi-akari/index.md", "person.md"),
        ("sources/pilot-book-1887/index.md", "source.md"),
        ("topics/fog-signals/index.md", "topic.md"),
    ],
)
def test_a_record_says(place: str, case: str, made: Files) -> None:
    golden = CASES / "data" / case
    if os.environ.get("UPDATE_CASES"):
        golden.write_text(made[place], encoding="utf-8")
    assert made[place] == golden.read_text(encoding="utf-8")


def test_every_statement_stands_there_with_its_address_and_its_sources(
    made: Files, site: Site
) -> None:
    for id, found in site.catalogue.statements.items():
        address = f"{site.catalogue.records[id].kind}/{id}/"
        told = lines(made[f"{address}index.md"])
        for statement in found:
            link = f"{HOME}{address}#{statement.anchor}"
            parts = [part for part in told if link in part[1]]
            assert parts, link
            if statement.field == "summary":
                continue  # the address of a list stands below it
            for citation in statement.sourcing:
                assert any(f"../../sources/{citation.source}/index.md" in part[1] for part in parts)
                assert any(citation.place in part[0] for part in parts)


def test_every_name_summary_and_text_is_there_as_it_was_written(made: Files, site: Site) -> None:
    for id, shown in site.catalogue.records.items():
        told = lines(made[f"{shown.kind}/{id}/index.md"])
        assert told[0][0] == shown.title
        words = " ".join(words for words, _ in told)
        for name in getattr(shown, "names", ()):
            assert name.name in words


def test_its_links_lead_to_files_that_are_there(made: Files) -> None:
    for place, text in made.items():
        for href in hrefs(text):
            if not href.startswith("https://"):
                target = normpath(join(Path(place).parent.as_posix(), href.partition("#")[0]))
                assert target in made, (place, href)


def test_links_to_what_is_only_proposed_say_so(made: Files, site: Site) -> None:
    proposed = {id for id in site.catalogue.records if not site.catalogue.is_real(id)}
    for place, text in made.items():
        for id in proposed:
            rest = text.split(f"/{id}/index.md)")[1:]
            if place != "llms.txt" and not place.startswith("sources/"):
                assert all(part.startswith(" *(proposed)*") for part in rest), (place, id)


def test_it_carries_status_day_licence_and_address(made: Files) -> None:
    text = made["agreements/sound-lights-treaty/index.md"]
    state = "- State: **in force** since March 2010 (*sources differ; not verified*), seen on "
    assert f"{state}1 May 2026" in text
    assert "- Licence: CC-BY-4.0 <https://creativecommons.org/licenses/by/4.0/>" in text
    assert f"<{HOME}agreements/sound-lights-treaty/>" in text


def test_llms_txt_names_every_record_but_the_retired(made: Files, site: Site) -> None:
    text = made["llms.txt"]
    named = {href.removeprefix(HOME) for href in hrefs(text)}
    retired = {"agreements/lightship-pact/index.md"}
    assert {place for place in made if place.endswith(".md")} - named <= retired | {
        f"{record.kind}/{record.id}/index.md"
        for record in site.catalogue.records.values()
        if type(record).__name__ == "Retired"
    }
    headings = [words for words, _ in lines(text)][:1]
    assert headings == ["Lights of the Sound"]
    assert "## Optional" in text
    assert "Fog Horn Agreement" in text
    assert "proposal dropped, seen on 2026-05-01" in text


# Texts from strangers


def plain(text: str, parser: MarkdownIt) -> str:
    """The words of a text that stands behind “- ”; whatever is not words is a mistake."""
    found = []
    for token in tokens(f"- {text}\n", parser):
        assert token.type in {
            *("bullet_list_open", "list_item_open", "paragraph_open", "inline"),
            *("paragraph_close", "list_item_close", "bullet_list_close", "text", "text_special"),
        }, (text, token)
        if token.type in ("text", "text_special"):
            found.append(token.content)
    return "".join(found)


@pytest.mark.parametrize("parser", [MARKDOWN, EXTENDED], ids=["commonmark", "extended"])
def test_an_escaped_payload_is_words(parser: MarkdownIt) -> None:
    for payload in payloads():
        text = " ".join(payload.text.split())
        if text.isprintable() and text:
            assert plain(escaped(text), parser) == text


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1))
def test_any_escaped_text_is_words(text: str) -> None:
    folded = " ".join(text.split())
    if folded:
        assert plain(escaped(folded), MARKDOWN) == folded
        assert plain(escaped(folded), EXTENDED) == folded


def attacked() -> tuple[Catalogue, list[str]]:
    """Records that have payloads in every field that takes them, and their ids.

    The published payloads are tried one by one, above.
    """
    bank = [payload for payload in payloads() if payload.sort != "published"]
    topic = next(specimen for specimen in fullest() if specimen.kind == "topics")
    victim = Specimen("topics", "victim", topic.without("former_ids"))
    files = {s.place: written(s.value) for s in specimens()}
    attacks = {f"topics/p{n}": filled(victim, p.text) for n, p in enumerate(bank)}
    records = []
    for place, text in {**files, **attacks}.items():
        kind, _, id = place.partition("/")
        entry, issues = read_record(text, f"briefs/{place}.yaml", kind, id)
        assert entry is not None, issues
        records.append(entry.record)
    return build_catalogue(records), [place.partition("/")[2] for place in attacks]


def test_no_payload_in_any_field_becomes_markup() -> None:
    catalogue, ids = attacked()
    files = made_of(catalogue)
    for id in ids:
        text = files[f"topics/{id}/index.md"]
        found = list(tokens(text))
        kinds = {token.type for token in found}
        assert not kinds & {"html_block", "html_inline", "image", "code_inline", "fence"}, text
        assert not kinds & {"code_block", "blockquote_open", "hr"}, text
        assert all(h.startswith(("https://", "http://", "../../")) for h in leading(found)), text
        addresses = {href for href in leading(found) if href.startswith(f"{HOME}topics/{id}/#")}
        statements = {f"{HOME}topics/{id}/#{s.anchor}" for s in catalogue.statements[id]}
        assert addresses == statements
        assert plain(text.split("\n", 1)[0][2:], MARKDOWN) == catalogue.records[id].title


def test_prose_keeps_its_emphasis_lists_and_links() -> None:
    lamp = record(
        "projects",
        """
        summary: |
          One *two **three** four* __five__, [six](https://x.example/?a=1&b=(2)) and
          [[brevia|seven]] \\*eight\\* <b> [@gazette, p. 3; @almanac].

          - nine [@gazette]
            1. ten [@gazette]
            2. eleven
          - twelve [@gazette]
        events:
          - date: 2020
            event: started
            source: gazette
        """,
    )
    catalogue = catalogue_of({**WORLD, "projects/lamp": lamp})
    text = made_of(catalogue)["projects/lamp/index.md"]
    summary = text.partition("## Summary\n\n")[2].partition("\n\n## ")[0]
    rendered = MARKDOWN.render(summary)
    assert "One <em>two <strong>three</strong> four</em> <strong>five</strong>" in rendered
    assert '<a href="https://x.example/?a=1&amp;b=(2)">six</a>' in rendered
    assert '<a href="../../countries/brevia/index.md">seven</a> *eight* &lt;b&gt; [' in rendered
    assert rendered.count("<ol>") == 1
    assert rendered.count("<ul>") == 1
    assert rendered.count("<li>") == 4
    assert "#summary-2</a>" in rendered


def test_without_an_address_of_the_site_links_begin_at_its_root() -> None:
    settings = Settings(root=Path(), site_name="Lamps")
    files = made_of(catalogue_of(WORLD), settings)
    assert "</countries/brevia/>" in files["countries/brevia/index.md"]
    assert "Licence" not in files["countries/brevia/index.md"]
