"""The statements of a record and their anchors: derived, unique, lasting."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.samples import WORLD, catalogue_of, record

from research_briefs.catalogue.statements import MAX_SLUG, RESERVED, Statement, slug
from research_briefs.records.links import ID_PATTERN
from research_briefs.site import Site

STARTED = "events:\n  - date: 2015\n    event: started\n    source: gazette\n"


def statements(*fields: str, kind: str = "projects") -> tuple[Statement, ...]:
    """The statements of a record with these fields; its one party is left out."""
    catalogue = catalogue_of(WORLD | {f"{kind}/it": record(kind, *fields)})
    return tuple(s for s in catalogue.statements["it"] if s.field != "parties")


def anchors(*fields: str, kind: str = "projects") -> list[str]:
    return [statement.anchor for statement in statements(*fields, kind=kind)]


def facts(*labels: str) -> str:
    """Facts with these labels; what stands after a bar is an `id`."""
    lines = ["facts:"]
    for label in labels:
        name, _, id = label.partition(" | ")
        lines += [f"  - fact: {name!r}", "    value: Yes", "    source: gazette"]
        lines += [f"    id: {id}"] if id else []
    return "\n".join(lines)


# What anchors are made of


@pytest.mark.parametrize(
    ("kind", "fields", "anchor"),
    [
        ("projects", "names:\n  - name: Twin Lenses", "name-twin-lenses"),
        (
            "agreements",
            "binding:\n  is: binding\n  source: gazette",
            "legal-force",
        ),
        ("projects", "summary: It shines [@gazette].", "summary-1"),
        ("projects", "facts:\n  - fact: Its weight\n    value: 12\n    source: gazette",
         "its-weight"),
        ("projects", "relations:\n  - relation: enabled-by\n    to: lamps\n    source: gazette",
         "enabled-by-lamps"),
        ("projects", "relations:\n  - relation: overseen-by\n    to: lamps#first\n"
         "    source: gazette", "overseen-by-lamps-first"),
        ("projects", "questions:\n  - question: Does it shine?", "does-it-shine"),
        ("dialogues", "sessions:\n  - session: third\n    source: gazette", "third"),
        ("people", "positions:\n  - position: Keeper\n    at: brevia\n    date: 2015\n"
         "    source: gazette", "keeper-brevia-2015"),
    ],
)  # fmt: skip
def test_an_anchor_is_made_of_what_the_statement_says(kind: str, fields: str, anchor: str) -> None:
    events = STARTED if kind in ("agreements", "projects", "dialogues") else ""
    events = events.replace("started", "signed") if kind == "agreements" else events
    assert anchor in anchors(fields, events, kind=kind)


@pytest.mark.parametrize(
    ("when", "anchor"),
    [
        ("date: 2015-12-12", "started-2015-12-12"),
        ("date: 2015", "started-2015"),
        ("date: 2015~", "started-2015-about"),
        ("date: 2015?", "started-2015-perhaps"),
        ("date: 2014/2016", "started-2014-2016"),
        ("date: 2014/..", "started-2014"),
        ("as_of: 2015-12", "started-2015-12"),
    ],
)
def test_the_anchor_of_an_event_has_its_date(when: str, anchor: str) -> None:
    assert anchors(STARTED.replace("date: 2015", when)) == [anchor]


def test_the_anchor_of_a_party_has_its_role() -> None:
    catalogue = catalogue_of(WORLD | {"projects/it": record("projects", STARTED)})
    assert [s.anchor for s in catalogue.statements["it"]] == ["partner-brevia", "started-2015"]


def test_claims_are_counted_under_their_question() -> None:
    asked = """
        questions:
          - question: Does it shine?
            claims:
              - claim: It does.
                source: gazette
              - claim: It does not.
                source: almanac, para. 1
        """
    found = statements(STARTED, asked)
    assert [s.anchor for s in found if s.field == "claims"] == [
        "does-it-shine-claim-1",
        "does-it-shine-claim-2",
    ]
    assert {s.question for s in found if s.field == "claims"} == {"does-it-shine"}


def test_a_long_text_is_cut_at_a_word() -> None:
    found = slug("What did the two sides say about the lamps on the northern shore of the Sound?")
    assert found == "what-did-the-two-sides-say-about-the-lamps-on-the-northern"
    assert len(found) <= MAX_SLUG


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Kaikyō tōdai jōyaku", "kaikyo-todai-joyaku"),
        ("Prix d’été, 1 000 €", "prix-dete-1-000"),
        ("R&D", "r-d"),
        ("Straße", "strasse"),
    ],
)
def test_accents_and_signs_are_dropped(text: str, anchor: str) -> None:
    assert slug(text) == anchor


def test_other_scripts_give_a_digest_of_their_own() -> None:
    found = [slug(text) for text in ("灯台", "منارات", "ламп", "H3 灯台", "H3 衛星", "٣", "🗼")]
    assert found[0] == "f60ed1b5"
    assert all(re.fullmatch(r"(h3-)?[0-9a-f]{8}", anchor) for anchor in found)
    assert len(set(found)) == len(found)


# One for each


def test_an_id_is_the_anchor() -> None:
    assert anchors(STARTED + "    id: begun\n") == ["begun"]


def test_equal_statements_are_numbered_in_the_order_of_the_file() -> None:
    assert anchors(STARTED, facts("Weight", "Weight", "Weight"))[1:] == [
        "weight",
        "weight-2",
        "weight-3",
    ]


def test_an_id_comes_before_what_is_derived_wherever_it_stands() -> None:
    assert anchors(STARTED, facts("Weight", "Price | weight"))[1:] == ["weight-2", "weight"]


def test_the_name_of_a_session_is_as_good_as_an_id() -> None:
    sessions = "sessions:\n  - session: weight\n    source: gazette\n"
    found = anchors(sessions, facts("Weight"), kind="dialogues")
    assert found == ["weight", "weight-2"]


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_no_derived_anchor_is_a_name_that_the_page_uses(name: str) -> None:
    assert anchors(STARTED, facts(name.capitalize()))[1:] == [f"{name}-2"]


def test_no_derived_anchor_is_that_of_a_reference() -> None:
    assert anchors(STARTED, facts("Ref gazette"))[1:] == ["a-ref-gazette"]


def test_no_derived_anchor_is_that_of_a_claim() -> None:
    asked = """
        questions:
          - question: Why?
            claims:
              - claim: Nobody knows.
                source: gazette
        """
    found = anchors(STARTED, facts("Why claim 1"), asked)
    assert found[1:] == ["why-claim-1", "why", "why-claim-1-2"]


labels = st.one_of(
    st.sampled_from(["Weight", "weight!", "Weight 2", "Facts", "Ref gazette", "灯台", "Name it"]),
    st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=80).map(
        lambda text: " ".join(text.split()) or "Empty"
    ),
)


def facts_of(found: Iterable[str]) -> str:
    items = (
        "  - fact: '{}'\n    value: Yes\n    source: gazette\n".format(label.replace("'", "''"))
        for label in found
    )
    return "facts:\n" + "".join(items)


@given(st.lists(labels, min_size=1, max_size=8))
def test_whatever_the_labels_all_anchors_differ_and_may_be_ids(found: list[str]) -> None:
    made = anchors(facts_of(found), STARTED)
    assert len(set(made)) == len(made) == len(found) + 1
    assert all(re.fullmatch(ID_PATTERN, anchor) for anchor in made)
    assert not RESERVED & set(made)
    assert not any(anchor.startswith("ref-") for anchor in made)


words = st.text(st.sampled_from("abcdé灯台لا"), min_size=1, max_size=6)


@given(st.lists(words, min_size=2, max_size=8, unique_by=slug), st.data())
def test_an_anchor_stays_when_other_statements_go(found: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(found) - 1))
    left = [label for place, label in enumerate(found) if place != gone]
    before, after = (
        {s.item.fact: s.anchor for s in statements(facts_of(these), STARTED) if s.field == "facts"}
        for these in (found, left)
    )
    assert after == {label: before[label] for label in left}


@given(st.lists(words, min_size=2, max_size=8, unique_by=slug), st.data())
def test_an_anchor_stays_when_statements_change_places(
    found: list[str], data: st.DataObject
) -> None:
    moved = data.draw(st.permutations(found))
    assume(moved != found)
    assert sorted(anchors(facts_of(found), STARTED)) == sorted(anchors(facts_of(moved), STARTED))


# On a whole site


def test_every_anchor_of_the_site_is_unique_in_its_record(site: Site) -> None:
    for id, found in site.catalogue.statements.items():
        made = [statement.anchor for statement in found]
        assert len(set(made)) == len(made), id


def test_everything_with_a_source_is_a_statement(site: Site) -> None:
    """No field of the model that bears a source may be forgotten."""
    for id, entry in site.catalogue.records.items():
        told = {repr(s.item) for s in site.catalogue.statements[id]}
        for item in sourced(entry):
            assert repr(item) in told


def sourced(value: object) -> Iterable[object]:
    """Whatever within a record has a source of its own."""
    if isinstance(value, tuple):
        for item in value:
            yield from sourced(item)
    elif hasattr(value, "model_fields_set"):
        if getattr(value, "source", None):
            yield value
        for name in type(value).model_fields:  # type: ignore[attr-defined]
            yield from sourced(getattr(value, name))
