"""What templates draw on: links, texts, citations and sections, and the words for what data say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from jinja2 import Environment
from markupsafe import Markup
from tests.samples import WORLD, catalogue_of

from research_briefs.pages.canvas import Canvas, Pieces
from research_briefs.pages.page import plain, relative
from research_briefs.pages.phrases import Phrases
from research_briefs.pages.wording import wording
from research_briefs.records.citations import parse_sourcing
from research_briefs.records.links import parse_linked_text, parse_target
from research_briefs.records.prose import parse_prose
from research_briefs.site import Site

HOSTILE = "<script>alert('1')</script> & \"\""
ESCAPED = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &#34;&#34;"


@pytest.fixture
def say(site: Site) -> Phrases:
    return Phrases(site.catalogue, wording())


@pytest.fixture
def canvas(site: Site, say: Phrases) -> Canvas:
    """The page of a project, before anything is on it."""
    return Canvas(site.catalogue, wording(), say, "projects/twin-lenses/", relative)


# Links


@pytest.mark.parametrize(
    ("origin", "address", "anchor", "href"),
    [
        ("projects/x/", "agreements/y/", "", "../../agreements/y/"),
        ("projects/x/", "agreements/y/", "signed", "../../agreements/y/#signed"),
        ("projects/x/", "projects/x/", "signed", "#signed"),
        ("projects/x/", "projects/x/", "", "../../projects/x/"),
        ("projects/x/", "", "", "../../"),
        ("", "projects/", "", "projects/"),
        ("", "", "", "./"),
        ("", "", "top", "#top"),
    ],
)
def test_the_address_of_one_page_as_seen_from_another(
    origin: str, address: str, anchor: str, href: str
) -> None:
    assert relative(origin, address, anchor) == href


def test_a_link_is_called_by_the_title_of_its_record(canvas: Canvas) -> None:
    assert canvas.link("brevia") == '<a href="../../countries/brevia/">Brevia</a>'


def test_a_link_may_be_called_otherwise(canvas: Canvas) -> None:
    link = canvas.link("brevia", HOSTILE, "lights")
    assert link == f'<a href="../../countries/brevia/#lights">{ESCAPED}</a>'


def test_a_link_to_a_proposal_is_marked(canvas: Canvas) -> None:
    assert canvas.link("keepers-forum") == (
        '<a href="../../dialogues/keepers-forum/" class="rb-proposed">Forum of Keepers</a>'
    )


def test_a_link_to_a_statement_says_which(canvas: Canvas) -> None:
    assert canvas.target(parse_target("sound-lights-commission#third")) == (
        '<a href="../../dialogues/sound-lights-commission/#third">'
        "Commission on the Lights of the Sound, third</a>"
    )


def test_several_links_are_joined_by_commas(canvas: Canvas) -> None:
    assert plain(canvas.list_of(["brevia", "corland"])) == "Brevia, Corland"
    assert canvas.list_of([]) == ""


def test_every_link_is_noted_once(canvas: Canvas) -> None:
    canvas.list_of(["brevia", "corland", "brevia"])
    canvas.link("brevia", anchor="lights")
    assert list(canvas.links) == [
        ("countries/brevia/", ""),
        ("countries/corland/", ""),
        ("countries/brevia/", "lights"),
    ]


def test_a_piece_brings_its_links_to_every_page_that_shows_it(site: Site, say: Phrases) -> None:
    """Also those that the page for which it was made had already."""
    template = "{% macro named(canvas, record) %}{{ canvas.link(record.id) }}{% endmacro %}"
    module: Any = Environment(autoescape=True).from_string(template).module
    pieces: Pieces = {}
    first, second = (
        Canvas(site.catalogue, wording(), say, address, relative, pieces)
        for address in ("projects/twin-lenses/", "agreements/light-dues-agreement/")
    )
    link = first.link("brevia")
    assert first.piece(module.named, "brevia") == second.piece(module.named, "brevia") == link
    assert list(first.links) == list(second.links) == [("countries/brevia/", "")]


def test_another_output_gives_its_own_addresses(site: Site, say: Phrases) -> None:
    def as_files(origin: str, address: str, anchor: str) -> str:
        return f"/{address.rstrip('/')}.md{anchor and '#'}{anchor} from {origin}"

    canvas = Canvas(site.catalogue, wording(), say, "home/", as_files)
    assert canvas.link("brevia") == '<a href="/countries/brevia.md from home/">Brevia</a>'


# Texts


def test_a_line_keeps_its_links_and_nothing_else(canvas: Canvas) -> None:
    text = parse_linked_text(f"{HOSTILE} of [[brevia]] *and* [[corland|{HOSTILE}]]")
    assert canvas.text(text) == (
        f'{ESCAPED} of <a href="../../countries/brevia/">Brevia</a> *and* '
        f'<a href="../../countries/corland/">{ESCAPED}</a>'
    )


@pytest.mark.parametrize(
    ("prose", "html"),
    [
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("*soft* **loud**", "<p><em>soft</em> <strong>loud</strong></p>"),
        ("- one\n- two", "<ul><li><p>one</p></li><li><p>two</p></li></ul>"),
        ("1. one\n2. two", "<ol><li><p>one</p></li><li><p>two</p></li></ol>"),
        ("[a list](https://a.example/?b=1&c=2)",
         '<p><a href="https://a.example/?b=1&amp;c=2">a list</a></p>'),
        ("[[brevia]]", '<p><a href="../../countries/brevia/">Brevia</a></p>'),
        ("So [@gazette-2023].",
         '<p>So <small>[<a href="#ref-1">1</a>]</small>.</p>'),
        (HOSTILE, f"<p>{ESCAPED}</p>"),
        ("# No heading", "<p># No heading</p>"),
        ("![no image](https://a.example)",
         '<p>!<a href="https://a.example">no image</a></p>'),
    ],
)  # fmt: skip
def test_prose_becomes_paragraphs_and_lists(prose: str, html: str, canvas: Canvas) -> None:
    assert canvas.prose(parse_prose(prose)) == html


def test_a_paragraph_may_have_an_anchor(canvas: Canvas) -> None:
    (block,) = parse_prose("One").blocks
    assert canvas.block(block, "summary-1") == '<p id="summary-1">One</p>'
    assert canvas.anchors == ["summary-1"]


def test_a_list_may_have_an_anchor(canvas: Canvas) -> None:
    (block,) = parse_prose("- One").blocks
    assert canvas.block(block, "summary-1") == '<ul id="summary-1"><li><p>One</p></li></ul>'


# Citations


def cited(canvas: Canvas, source: str) -> str:
    return plain(canvas.cite(parse_sourcing(source)))


def test_sources_are_numbered_in_the_order_of_the_page(canvas: Canvas) -> None:
    assert cited(canvas, "gazette-2023; almanac-2024, paras. 3, 5-7") == "[1; 2, paras. 3, 5–7]"
    assert cited(canvas, "almanac-2024, sec. 2, para. 9") == "[2, sec. 2, para. 9]"
    assert cited(canvas, "ministry-2021, citing pilot-book-1887") == "[3, citing 4]"


def test_a_number_leads_to_the_reference(canvas: Canvas) -> None:
    assert canvas.cite(parse_sourcing("gazette-2023")) == (
        '<small>[<a href="#ref-1">1</a>]</small>'
    )
    assert ("projects/twin-lenses/", "ref-1") in canvas.links


def test_references_gather_the_places_that_are_cited(canvas: Canvas) -> None:
    for source in ("gazette-2023, p. 1; gazette-2023, p. 3", "gazette-2023, p. 1",
                   "gazette-2023, para. 4"):  # fmt: skip
        canvas.cite(parse_sourcing(source))
    (reference,) = canvas.references.values()
    assert canvas.say.places(reference.source, reference.cited_at.values()) == "pp. 1, 3; para. 4"


def test_a_source_that_is_cited_without_a_place_has_none(canvas: Canvas) -> None:
    canvas.cite(parse_sourcing("ministry-2021, citing pilot-book-1887"))
    assert [list(reference.cited_at) for reference in canvas.references.values()] == [[], []]


# What stands behind a statement


def evidence(canvas: Canvas, anchor: str) -> Markup:
    statement = canvas.catalogue.statement("twin-lenses", anchor)
    assert statement is not None
    return canvas.evidence(statement)


@pytest.mark.parametrize(
    ("anchor", "shown"),
    [
        ("started-2007-about", "[1, para. 35]"),
        ("negotiating-2005", "not verified [1]"),
        ("weight", "curators’ reading [1, fig. 3] How the curators read it: Read from a drawing."),
    ],
)
def test_the_evidence_of_a_statement(anchor: str, shown: str, canvas: Canvas) -> None:
    assert plain(evidence(canvas, anchor)) == shown


def test_a_name_without_a_source_has_no_evidence(canvas: Canvas) -> None:
    statement = canvas.catalogue.statement("northern-office", "name-no")
    assert statement is not None
    assert plain(canvas.evidence(statement)) == ""


def test_only_a_mark_with_a_colour_of_its_own_has_a_class(canvas: Canvas) -> None:
    assert "<i>not verified</i>" in evidence(canvas, "negotiating-2005")
    assert '<i class="rb-mark--inferred">curators’ reading</i>' in evidence(canvas, "weight")


def test_a_mark_that_comes_from_a_question_leads_to_it(canvas: Canvas) -> None:
    assert str(evidence(canvas, "price")).startswith(
        ' <a class="rb-mark--sources-differ" href="#what-cost">sources differ</a> '
    )
    assert list(canvas.marks_shown) == ["sources-differ"]


# Sections


def test_a_section_has_its_heading_its_words_and_its_anchors(canvas: Canvas) -> None:
    canvas.anchor("above")
    canvas.section("facts", lambda: Markup(" <p{}>Six &amp;\n <b>one</b></p> ").format(
        canvas.anchor("seats")))  # fmt: skip
    (section,) = canvas.sections
    assert section.anchor == "facts"
    assert section.heading == "Facts and figures"
    assert section.body == '<p id="seats">Six &amp;\n <b>one</b></p>'
    assert section.text == "Six & one"
    assert section.anchors == ("seats",)
    assert canvas.anchors == ["above", "seats"]


def test_a_section_with_nothing_in_it_is_left_out(canvas: Canvas) -> None:
    canvas.section("facts", lambda: " \n ")
    assert canvas.sections == []


# Statements in a few words


@pytest.mark.parametrize(
    ("id", "anchor", "words"),
    [
        ("twin-lenses", "contract", "Contracted: One lens each."),
        ("twin-lenses", "negotiating-2005", "Negotiated"),
        ("twin-lenses", "weight", "Weight: 12,000 lb"),
        ("twin-lenses", "price", "Price: INR 1072 crore"),
        ("twin-lenses", "from-paper", "Realises Exchange of lenses: Without the exchange."),
        ("twin-lenses", "integrator-northern-office", "Northern Office (integrator)"),
        ("twin-lenses", "name-in-japanese", "双子レンズ: A pun."),
        ("twin-lenses", "what-cost", "What did it cost?"),
        ("twin-lenses", "what-cost-claim-1", "JPY 64.4 billion."),
        ("twin-lenses", "summary-1", "Two lenses, one for each shore, under the third meeting."),
        ("fog-signals", "summary-2", "A horn carries two miles. A bell carries half a mile."),
        ("brevia", "lights", "Lights: Seven"),
        ("sound-lights-treaty", "force", "binding: It is registered as a treaty."),
        ("sound-lights-commission", "second", "Second"),
        ("ada-lamplighter", "keeper",
         "Keeper of the northern light: The last before the new lenses."),
    ],
)  # fmt: skip
def test_a_statement_in_a_few_words(
    id: str, anchor: str, words: str, site: Site, say: Phrases
) -> None:
    statement = site.catalogue.statement(id, anchor)
    assert statement is not None
    assert say.gist(statement) == words


def test_a_paragraph_may_begin_with_its_citation() -> None:
    text = "title: It\nsummary: '[@gazette] has it *so* [@gazette], too.'\nchecked: 2026-05-01\n"
    found = catalogue_of(WORLD | {"topics/it": text})
    statement = found.statement("it", "summary-1")
    assert statement is not None
    assert Phrases(found, wording()).gist(statement) == "has it so, too."


def test_no_statement_of_the_site_is_without_words(site: Site, say: Phrases) -> None:
    for statements in site.catalogue.statements.values():
        for statement in statements:
            assert 0 < len(say.gist(statement)) <= 141, statement


def test_words_are_cut_at_a_word(say: Phrases, site: Site) -> None:
    statement = site.catalogue.statement("sound-lights-treaty", "full-name")
    assert statement is not None
    assert say.gist(statement) == (
        "Treaty on the Lights of the Sound between Brevia and Corland: So called in its preamble, "
        "which names no lighthouse."
    )
    long = statement.item.model_copy(update={"name": "Light " * 30})
    assert say.gist(replace(statement, item=long, anchor="long")).endswith("Light…")


@pytest.mark.parametrize(
    ("id", "status", "label"),
    [
        ("sound-lights-treaty", "agreed", "agreed, not signed"),
        ("sound-lights-commission", "agreed", "agreed, not yet met"),
        ("twin-lenses", "agreed", "agreed"),
        ("twin-lenses", "dropped", "proposal dropped"),
        ("twin-lenses", None, "state not known"),
    ],
)
def test_a_state_is_called_as_its_kind_calls_it(
    id: str, status: str | None, label: str, site: Site, say: Phrases
) -> None:
    assert say.state_label(site.catalogue.records[id], status) == label
