"""The marks beside a statement and beside a state: nobody types them."""

from __future__ import annotations

import pytest
from tests.samples import WORLD, Texts, catalogue_of, record

from research_briefs.catalogue.catalogue import Catalogue
from research_briefs.pages.phrases import Phrases
from research_briefs.pages.wording import wording

#: What the almanac (read in full), the gazette (in part) and the rumour (not at all) stand for.
FULL, PART = "almanac, para. 1", "gazette"


def shown(catalogue: Catalogue, anchor: str, id: str = "it") -> list[str]:
    """The marks of a statement as a reader sees them."""
    statement = catalogue.statement(id, anchor)
    assert statement is not None
    return [text for _, text, _, _ in Phrases(catalogue, wording()).marks(statement)]


def state_shown(catalogue: Catalogue, id: str = "it") -> list[str]:
    """The marks of a record's state as a reader sees them."""
    return [text for _, text, _, _ in Phrases(catalogue, wording()).status_marks(id)]


def project(*fields: str) -> Catalogue:
    """A catalogue with one project that has these fields."""
    return catalogue_of(WORLD | {"projects/it": record("projects", *fields)})


def fact(source: str, *more: str) -> str:
    """A fact called “Weight” that rests on these sources."""
    return "\n".join(
        ("facts:", "  - fact: Weight", "    value: 12 lb", f"    source: {source}", *more)
    )


def events(*items: str) -> str:
    """Events, each as its date, its word and its source, with what comes after a bar."""
    lines = ["events:"]
    for item in items:
        said, *more = item.split(" | ")
        date, word, source = said.split(" ", 2)
        lines += [f"  - date: {date}", f"    event: {word}", f"    source: {source}"]
        lines += [f"    {line}" for line in more]
    return "\n".join(lines)


STARTED = events("2015 started almanac, para. 1")


# Statements


@pytest.mark.parametrize(
    ("sources", "marks"),
    [
        (FULL, []),
        (f"{FULL}; {PART}", []),
        (f"{PART}; {FULL}", []),
        (PART, ["not verified"]),
        (f"{PART}, p. 1; {PART}, p. 2", ["not verified"]),
        ("almanac, para. 1, citing rumour", ["according to Lamplighter 2024, citing Rumour n.d."]),
        (
            "gazette, citing rumour",
            ["according to Gazette 2023, citing Rumour n.d.", "not verified"],
        ),
        (f"almanac, para. 1, citing rumour; {FULL}", []),
        (f"almanac, para. 1, citing rumour; {PART}", []),
        (f"gazette, citing rumour; {PART}", ["not verified"]),
    ],
)
def test_how_sources_were_read_marks_a_statement(sources: str, marks: list[str]) -> None:
    assert shown(project(STARTED, fact(sources)), "weight") == marks


def test_reading_a_source_in_full_clears_its_mark_everywhere() -> None:
    texts = WORLD | {
        "projects/it": record("projects", STARTED, fact("gazette, p. 1")),
        "projects/other": record("projects", STARTED, fact("gazette, p. 2")),
    }
    read = {"sources/gazette": texts["sources/gazette"].replace("excerpt", "full\nextent: p. 2")}
    for id in ("it", "other"):
        assert shown(catalogue_of(texts), "weight", id) == ["not verified"]
        assert shown(catalogue_of(texts | read), "weight", id) == []


def test_the_curators_reading_is_marked() -> None:
    inferred = "    inferred: Added up."
    assert shown(project(STARTED, fact(FULL, inferred)), "weight") == ["curators’ reading"]
    assert shown(project(STARTED, fact(PART, inferred)), "weight") == [
        "curators’ reading",
        "not verified",
    ]


def question(about: str, *claims: str) -> str:
    lines = ["questions:", "  - question: Is it so?", f"    about: [{about}]"]
    if claims:
        lines.append("    claims:")
    for claim in claims:
        lines += [f"      - claim: {claim}", "        source: almanac, para. 2"]
    return "\n".join(lines)


def test_a_question_about_a_statement_makes_it_doubtful() -> None:
    assert shown(project(STARTED, fact(FULL), question("weight")), "weight") == ["doubtful"]


def test_another_claim_makes_sources_differ() -> None:
    found = project(STARTED, fact(PART), question("weight", "13 lb"))
    assert shown(found, "weight") == ["sources differ", "not verified"]


def test_a_mark_leads_to_its_question() -> None:
    found = project(STARTED, fact(FULL), question("weight"))
    statement = found.statement("it", "weight")
    assert statement is not None
    ((_, _, address, anchor),) = Phrases(found, wording()).marks(statement)
    assert (address, anchor) == ("projects/it/", "is-it-so")


def test_a_question_about_something_else_marks_nothing() -> None:
    assert shown(project(STARTED, fact(FULL), question("title")), "weight") == []


def test_several_questions_give_each_mark_once() -> None:
    twice = question("weight") + "\n  - question: Really?\n    about: [weight]"
    assert shown(project(STARTED, fact(FULL), twice), "weight") == ["doubtful"]


def test_a_name_without_a_source_has_no_mark() -> None:
    found = project("names:\n  - name: Lantern\n", STARTED)
    assert shown(found, "name-lantern") == []


def test_paragraphs_and_claims_have_marks_too() -> None:
    summary = "summary: |\n  One [@gazette].\n\n  Two [@gazette; @almanac, para. 1].\n"
    asked = question("status", "It was never begun.").replace("almanac, para. 2", "gazette")
    found = project(summary, STARTED, asked)
    assert shown(found, "summary-1") == ["not verified"]
    assert shown(found, "summary-2") == []
    assert shown(found, "is-it-so-claim-1") == ["not verified"]


# States


@pytest.mark.parametrize(
    ("told", "marks"),
    [
        (["2015 started almanac, para. 1"], []),
        (["2015 started gazette"], ["not verified"]),
        (["2015 started gazette", "2016 delivered almanac, para. 1"], []),
        (["2015 started almanac, para. 1", "2016 delivered gazette"], []),
        (["2015 started gazette", "2016 noted almanac, para. 1"], ["not verified"]),
        (
            ["2014 started almanac, para. 1", "2015 stalled gazette", "2016 started gazette"],
            ["not verified"],
        ),
        (["2015 started almanac, para. 1 | inferred: Guessed."], ["curators’ reading"]),
        (
            [
                "2015 started almanac, para. 1 | inferred: Guessed.",
                "2016 started gazette",
            ],
            ["curators’ reading"],
        ),
        (
            ["2015 started almanac, para. 1, citing rumour", "2016 delivered gazette"],
            ["according to Lamplighter 2024, citing Rumour n.d."],
        ),
        (
            ["2015 started gazette", "2016 delivered almanac, para. 1, citing rumour"],
            ["according to Lamplighter 2024, citing Rumour n.d."],
        ),
    ],
)
def test_a_state_bears_the_marks_of_its_best_attested_event(
    told: list[str], marks: list[str]
) -> None:
    assert state_shown(project(events(*told))) == marks


def test_a_question_about_the_state_marks_it() -> None:
    assert state_shown(project(STARTED, question("status"))) == ["doubtful"]
    assert state_shown(project(STARTED, question("status", "It ended."))) == ["sources differ"]


def test_a_question_about_the_event_that_gives_the_state_marks_it_too() -> None:
    assert state_shown(project(STARTED, question("started-2015"))) == ["doubtful"]


def test_a_fact_called_status_is_not_the_state() -> None:
    facts = "facts:\n  - fact: Status\n    value: Good\n    source: almanac, para. 1\n"
    found = project(STARTED, facts, question("status-2"))
    assert shown(found, "status-2") == ["doubtful"]
    assert state_shown(found) == []


def test_a_record_without_a_state_has_no_marks_of_one() -> None:
    assert state_shown(project(events("2015 noted gazette"))) == []
    assert state_shown(catalogue_of(WORLD), "brevia") == []


def test_what_was_replaced_bears_the_mark_of_what_replaced_it() -> None:
    replaces = "relations:\n  - relation: replaces\n    to: it\n    source: almanac, para. 1\n"
    texts: Texts = WORLD | {
        "policies/it": record("policies", events("2015 in-force almanac, para. 1")),
        "policies/newer": record("policies", events("2016 in-force gazette"), replaces),
    }
    assert state_shown(catalogue_of(texts)) == ["not verified"]
