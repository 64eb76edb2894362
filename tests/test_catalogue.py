"""All records, indexed: what the fixture site's catalogue knows of its records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from random import Random
from typing import Any

import pytest
from tests.samples import WORLD, catalogue_of, record

from research_briefs.catalogue.catalogue import Catalogue, build_catalogue
from research_briefs.catalogue.statements import Statement
from research_briefs.records.model import KINDS
from research_briefs.site import Site


@pytest.fixture(scope="session")
def catalogue(site: Site) -> Catalogue:
    return site.catalogue


def places(statements: tuple[Statement, ...]) -> list[str]:
    return [f"{statement.record}#{statement.anchor}" for statement in statements]


# Records


def test_records_of_a_kind_come_by_title(catalogue: Catalogue) -> None:
    titles = [record.title for record in catalogue.of_kind("organisations")]
    assert titles == [
        "Brevian Lighthouse Board",
        "Buoy Office",
        "Fresnel Works: lenses & lamps",
        "Northern Office",
    ]


def test_the_briefs_are_agreements_projects_and_dialogues_that_were_not_withdrawn(
    catalogue: Catalogue,
) -> None:
    kinds = [catalogue.records[brief.id].kind for brief in catalogue.briefs]
    assert set(kinds) == {"agreements", "projects", "dialogues"}
    assert "lightship-pact" not in [brief.id for brief in catalogue.briefs]
    assert "keepers-forum" in [brief.id for brief in catalogue.briefs]  # a proposal is a brief too


def test_ids_without_a_record_are_left_out_of_a_sorted_list(catalogue: Catalogue) -> None:
    found = catalogue.sorted(["corland", "nowhere", "brevia"])
    assert [record.id for record in found] == ["brevia", "corland"]


def test_titles_are_sorted_without_regard_to_capitals() -> None:
    texts = {f"topics/{id}": f"title: {title}\nchecked: 2026-05-01\n"
             for id, title in (("x", "b"), ("y", "A"), ("z", "C"))}  # fmt: skip
    assert [r.id for r in catalogue_of(texts).of_kind("topics")] == ["y", "x", "z"]


@pytest.mark.parametrize(
    ("id", "real"),
    [
        ("lens-exchange-proposal", False),  # proposed
        ("fog-horn-agreement", False),  # proposed and given up
        ("twin-lenses", True),
        ("brevia", True),  # has no state
        ("lightship-pact", True),  # was withdrawn
        ("nowhere", True),
    ],
)
def test_only_proposals_are_not_real(id: str, real: bool, catalogue: Catalogue) -> None:
    assert catalogue.is_real(id) == real


# What points at a record


def test_relations_are_known_to_the_record_that_they_point_at(catalogue: Catalogue) -> None:
    assert places(catalogue.relations_to["lamp-oil-rules"]) == [
        "sound-lights-treaty#prompted-by-lamp-oil-rules",
        "lights-act#replaces-lamp-oil-rules",
        "brevian-lighthouse-board#founded",
    ]


def test_a_relation_to_a_statement_is_known_to_its_record(catalogue: Catalogue) -> None:
    assert places(catalogue.relations_to["sound-lights-commission"]) == [
        "keeper-exchange-memorandum#outcome-of-sound-lights-commission-second",
        "twin-lenses#overseen-by-sound-lights-commission-third",
    ]


def test_who_takes_part_is_found_in_parties_events_and_sessions(catalogue: Catalogue) -> None:
    assert places(catalogue.parties_of["hoshi-akari"]) == [
        "sound-lights-treaty#signature",
        "twin-lenses#researcher-hoshi-akari",
        "sound-lights-commission#start",
        "sound-lights-commission#third",
    ]


def test_who_is_named_twice_in_one_statement_takes_part_once() -> None:
    texts = WORLD | {
        "projects/it": record("projects", EVENTS).replace("[brevia]", "[brevia, brevia]")
    }
    assert places(catalogue_of(texts).parties_of["brevia"]) == ["it#partner-brevia-brevia"]


EVENTS = "events:\n  - date: 2015\n    event: started\n    source: gazette\n"


@pytest.mark.parametrize(
    ("index", "id", "found"),
    [
        ("on_topic", "fog-signals", ("sound-lights-treaty", "fog-horn-agreement",
                                     "fog-signal-cable", "brevian-lighthouse-board")),
        ("in_country", "corland", ("fresnel-works", "hoshi-akari")),
        ("narrower", "lighthouses", ("fog-signals",)),
        ("former_ids", "two-lenses", "twin-lenses"),
    ],
)  # fmt: skip
def test_the_index(index: str, id: str, found: Any, catalogue: Catalogue) -> None:
    indexed = getattr(catalogue, index)[id]
    assert set(indexed) == set(found) if isinstance(found, tuple) else indexed == found


def test_uses_of_a_source_tell_where_it_is_cited(catalogue: Catalogue) -> None:
    uses = [(places((use.statement,))[0], str(use.citation.place))
            for use in catalogue.uses["treaty-text-2002"]]  # fmt: skip
    assert ("sound-lights-treaty#force", "art. 14") in uses
    assert ("sound-lights-treaty#summary-1", "arts. 2–4, 7") in uses


def test_uses_of_a_source_tell_where_it_is_cited_by_another(catalogue: Catalogue) -> None:
    uses = [(places((use.statement,))[0], use.citation.source)
            for use in catalogue.uses["pilot-book-1887"]]  # fmt: skip
    assert uses == [
        ("lamp-oil-convention#in-force-1930", "almanac-2024"),
        ("twin-lenses#what-cost-claim-2", "gazette-2023"),
        ("pilots-table#observer-brevian-lighthouse-board", "gazette-2023"),
        ("fog-signals#summary-2", "gazette-2023"),
    ]


def test_a_citation_in_an_assessment_is_the_curators_own_and_no_use(catalogue: Catalogue) -> None:
    uses = [use.statement.field for use in catalogue.uses["ministry-2021"]]
    assert "claims" in uses
    assert "questions" not in uses


# Lookups


def test_the_countries_of_a_brief_are_its_parties_and_those_of_its_bodies(
    catalogue: Catalogue,
) -> None:
    assert catalogue.countries_of("sound-lights-treaty") == ("brevia", "corland")
    assert catalogue.countries_of("pilots-table") == ("brevia",)  # through its Lighthouse Board
    assert catalogue.countries_of("brevia") == ()


def test_the_years_of_a_record_are_those_that_its_dates_name(catalogue: Catalogue) -> None:
    assert catalogue.years_of("lamp-oil-convention") == (1921, 1930, 2002)
    assert catalogue.years_of("sound-lights-commission") == (
        2002, 2003, 2015, 2021, 2024, 2026, 2027,
    )  # fmt: skip
    assert catalogue.years_of("brevia") == ()


def test_a_statement_is_found_by_its_anchor(catalogue: Catalogue) -> None:
    found = catalogue.statement("twin-lenses", "price")
    assert found is not None
    assert str(found.item.amount) == "INR 1072 crore"
    assert catalogue.statement("twin-lenses", "nothing") is None
    assert catalogue.statement("nowhere", "price") is None


# How it is built


def test_of_two_records_with_one_id_the_first_kind_counts() -> None:
    texts = WORLD | {
        "topics/it": "title: A topic\nchecked: 2026-05-01\n",
        "projects/it": record("projects", EVENTS),
    }
    assert catalogue_of(texts).records["it"].kind == "projects"


def test_the_order_in_which_records_are_given_changes_nothing(catalogue: Catalogue) -> None:
    records = list(catalogue.records.values())
    Random(1).shuffle(records)  # noqa: S311 — any order will do
    again = build_catalogue(records, KINDS)
    for field in fields(Catalogue):
        before, after = getattr(catalogue, field.name), getattr(again, field.name)
        assert after == before, field.name
        if isinstance(after, Iterable):
            assert list(after) == list(before), field.name


def test_what_could_not_be_read_is_no_record() -> None:
    records = catalogue_of(WORLD).records.values()
    built = build_catalogue(records, unread=["broken", "brevia"])
    assert built.unread == {"broken"}  # another file of that name could be read
    assert "broken" not in built.records


def test_a_catalogue_of_nothing_is_empty() -> None:
    built = build_catalogue([])
    assert built.briefs == ()
    assert not built.records
