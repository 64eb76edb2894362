"""Which records a list shows, in which order, and how they are counted."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.samples import WORLD, Texts, catalogue_of, record

from research_briefs.catalogue.catalogue import Catalogue
from research_briefs.pages import listing
from research_briefs.pages.listing import Happening
from research_briefs.records.words import RELATIONS, STATUSES
from research_briefs.site import Site


@pytest.fixture(scope="session")
def catalogue(site: Site) -> Catalogue:
    return site.catalogue


# How records hang together


def ties(catalogue: Catalogue, id: str) -> dict[str, list[str]]:
    found = listing.ties(catalogue, id)
    return {label: [tie.other for tie in group] for label, group in found.items()}


def test_a_record_shows_its_own_relations_and_those_of_others_to_it(catalogue: Catalogue) -> None:
    assert ties(catalogue, "sound-lights-treaty") == {
        "follows": ["lamp-oil-convention"],
        "prompted by": ["lamp-oil-rules"],
        "would be amended by": ["fog-horn-agreement"],
        "has part": ["keeper-exchange-memorandum"],
        "enables": ["twin-lenses"],
        "established": ["sound-lights-commission"],
        "implemented by": ["lights-act"],
    }


def related(relation: str, event: str) -> Texts:
    """A project with a relation to the lamps: a proposal, or a real one."""
    told = f"""
        events:
          - date: 2015
            event: {event}
            source: gazette
        relations:
          - relation: {relation}
            to: lamps
            text: In its own way.
            source: gazette
        """
    return WORLD | {"projects/it": record("projects", told)}


@pytest.mark.parametrize("relation", RELATIONS)
def test_each_relation_reads_as_its_word_says_from_both_sides(relation: str) -> None:
    word, found = RELATIONS[relation], catalogue_of(related(relation, "started"))
    assert ties(found, "it") == {word.label: ["lamps"]}
    assert ties(found, "lamps") == {word.inverse: ["it"]}


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("event", ["proposed", "dropped"])
def test_what_is_only_proposed_would_be_related(relation: str, event: str) -> None:
    word, found = RELATIONS[relation], catalogue_of(related(relation, event))
    assert ties(found, "it") == {word.conditional: ["lamps"]}
    assert ties(found, "lamps") == {word.inverse_conditional: ["it"]}
    if relation not in ("prompted-by", "contrasted-with", "related"):  # true of a proposal too
        assert word.conditional.startswith("would ")
        assert word.inverse_conditional.startswith("would ")


# Time


def told(found: Iterable[Happening]) -> list[str]:
    return [f"{h.date} {h.record.id}#{h.statement.anchor}" for h in found]


def test_statements_come_in_the_order_of_time(catalogue: Catalogue) -> None:
    events = [s for s in catalogue.statements["sound-lights-treaty"] if s.field == "events"]
    assert [s.anchor for s in listing.in_order(reversed(events))][:6] == [
        "proposed-1998",
        "negotiating-1999-05",
        "adopted-2001-11",  # it overlaps the span before it, so that the given order decides
        "agreed-2000-2001",
        "signature",
        "in-force-2002-06-perhaps",
    ]


def test_statements_without_a_date_come_first(catalogue: Catalogue) -> None:
    sessions = [s for s in catalogue.statements["sound-lights-commission"] if s.field == "sessions"]
    assert [s.anchor for s in listing.in_order(reversed(sessions))] == ["first", "second", "third"]


def test_a_year_lists_what_happened_in_it_the_earliest_first(catalogue: Catalogue) -> None:
    assert told(listing.by_year(catalogue)[2002]) == [
        "2002 keepers-school#dropped-2002",
        "2002 lamp-oil-convention#ended-2002",
        "2002-01-06 sound-lights-commission#agreed-2002-01-06",
        "2002-01-06 sound-lights-treaty#signature",
        "2002-06? sound-lights-treaty#in-force-2002-06-perhaps",
        "2002-09 lights-act#considered-2002-09",
    ]


def test_years_come_with_the_latest_first(catalogue: Catalogue) -> None:
    years = list(listing.by_year(catalogue))
    assert years == sorted(years, reverse=True)
    assert years[-3:] == [1930, 1921, 1920]


def test_plans_are_in_no_year(catalogue: Catalogue) -> None:
    years = listing.by_year(catalogue)
    assert not {2026, 2027, 2028, 2042} & years.keys()
    assert all(h.statement.item.event != "planned" for found in years.values() for h in found
               if h.statement.field == "events")  # fmt: skip


def test_a_span_is_in_the_years_of_both_its_ends(catalogue: Catalogue) -> None:
    for year in (2000, 2001):
        assert "2000/2001 sound-lights-treaty#agreed-2000-2001" in told(
            listing.by_year(catalogue)[year]
        )


def test_the_last_things_to_happen_are_real_dated_and_done(catalogue: Catalogue) -> None:
    assert told(listing.latest(catalogue, 4)) == [
        "2023 twin-lenses#noted-2023",
        "2022-12 fog-signal-cable#ended-2022-12",
        "2021-06-09 sound-lights-commission#third",
        "2016-02 fog-signal-cable#contracted-2016-02",
    ]
    everything = listing.latest(catalogue, 1_000)
    assert not [h for h in everything if not catalogue.is_real(h.record.id)]
    assert not [h for h in everything if h.statement.item.date is None]


# States, roles, disputes


def test_states_come_in_the_order_in_which_things_pass_through_them(catalogue: Catalogue) -> None:
    found = {status: [r.id for r in records] for status, records in
             listing.by_status(catalogue).items()}  # fmt: skip
    assert found == {
        "proposed": ["lens-exchange-proposal", "keepers-forum"],
        "in-force": ["lights-act", "sound-lights-treaty"],
        "under-way": ["twin-lenses"],
        "active": ["sound-lights-commission"],
        "completed": ["keepers-school"],
        "term-ended": ["keeper-exchange-memorandum"],
        "replaced": ["lamp-oil-rules"],
        "ended": ["harbour-dues", "lamp-oil-convention", "pilots-table"],
        "cancelled": ["fog-signal-cable"],
        "dropped": ["dark-coast-plan", "fog-horn-agreement", "lamp-summit"],
    }
    assert list(found) == [status for status in STATUSES if status in found]


def test_roles_keep_the_order_of_the_curator(catalogue: Catalogue) -> None:
    assert listing.by_role(catalogue, "twin-lenses") == {
        "developer": ["brevian-lighthouse-board", "fresnel-works"],
        "integrator": ["northern-office"],
        "researcher": ["hoshi-akari"],
        "overseer": ["brevia"],
    }
    assert listing.by_role(catalogue, "brevia") == {}


def test_who_has_a_role_twice_is_named_once() -> None:
    again = (
        "parties:\n  - who: [corland, brevia]\n    role: partner\n    source: almanac, para. 1\n"
    )
    text = record("projects", "events:\n  - date: 2015\n    event: noted\n    source: gazette\n")
    twice = text.replace("parties:\n", again)
    found = catalogue_of(WORLD | {"projects/it": twice})
    assert listing.by_role(found, "it") == {"partner": ["corland", "brevia"]}


def test_only_questions_in_which_sources_differ_are_disputes(catalogue: Catalogue) -> None:
    assert listing.disputed(catalogue, "sound-lights-treaty") == 1  # one is doubtful, one open
    assert listing.disputed(catalogue, "keepers-forum") == 0
    counted = [(entry.id, count) for entry, count in listing.most_disputed(catalogue, 3)]
    assert counted == [("ada-lamplighter", 1), ("brevia", 1), ("brevian-lighthouse-board", 1)]


# Who takes part in what


def parts(catalogue: Catalogue, id: str) -> dict[str, str]:
    return {part.record.id: f"{part.role} {part.through}".strip()
            for part in listing.parts(catalogue, id)}  # fmt: skip


def test_a_country_takes_part_itself_or_through_its_bodies_and_people(
    catalogue: Catalogue,
) -> None:
    assert parts(catalogue, "corland") == {
        "dark-coast-plan": "issuer",
        "fog-horn-agreement": "party",
        "fog-signal-cable": "buyer",
        "harbour-dues": "issuer",
        "keeper-exchange-memorandum": "party",
        "lamp-oil-convention": "signatory",
        "lamp-summit": "member",
        "lens-exchange-proposal": "partner",
        "sound-lights-commission": "member",
        "sound-lights-treaty": "party",
        "twin-lenses": "developer fresnel-works",
    }


def test_a_person_takes_part_in_events_and_meetings(catalogue: Catalogue) -> None:
    assert parts(catalogue, "hoshi-akari") == {
        "sound-lights-commission": "started",
        "sound-lights-treaty": "signed",
        "twin-lenses": "researcher",
    }


def test_a_part_in_a_proposal_is_told_apart(catalogue: Catalogue) -> None:
    proposals = {p.record.id for p in listing.parts(catalogue, "corland") if p.is_proposal}
    assert proposals == {
        "dark-coast-plan", "fog-horn-agreement", "lamp-summit", "lens-exchange-proposal",
    }  # fmt: skip


def test_the_busiest_come_first(catalogue: Catalogue) -> None:
    assert listing.busiest(catalogue, "countries", 6) == ["brevia", "corland"]
    assert listing.busiest(catalogue, "topics", 1) == ["lighthouses"]
