"""What curators should look at next: what is due, on weak ground, or would be lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date as Day
from pathlib import Path

import pytest
from tests.samples import WORLD, Texts, catalogue_of, record

from research_briefs.catalogue.catalogue import Catalogue
from research_briefs.catalogue.review import (
    Ground,
    due,
    grounds,
    rests_on_one_weak_source,
    unarchived,
)
from research_briefs.edges.command import main
from research_briefs.records.words import STATUSES
from research_briefs.site import Site

OK, WRONG, MISUSED = 0, 1, 2


def days(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """Of each record the state and the day from which it is due."""
    return {d.record.id: (d.status or "", str(d.day)) for d in due(catalogue)}


# How long a check lasts


@pytest.mark.parametrize(
    ("event", "status", "day"),
    [
        ("considered", "under-consideration", "2026-07-30"),
        ("started", "under-way", "2026-10-28"),
        ("proposed", "proposed", "2027-05-01"),
        ("completed", "completed", "2029-04-30"),
    ],
)
def test_a_record_is_due_by_its_state(event: str, status: str, day: str) -> None:
    events = f"events:\n  - date: 2015\n    event: {event}\n    source: gazette\n"
    catalogue = catalogue_of(WORLD | {"projects/it": record("projects", events)})
    assert days(catalogue)["it"] == (status, day)


def test_what_has_no_state_is_due_after_two_years() -> None:
    assert days(catalogue_of(WORLD))["brevia"] == ("", "2028-04-30")


def test_what_is_soonest_comes_first_and_sources_and_retired_records_do_not(site: Site) -> None:
    found = due(site.catalogue)
    assert [d.day for d in found] == sorted(d.day for d in found)
    kinds = {d.record.kind for d in found}
    assert "sources" not in kinds
    assert not {"lightship-pact", "buoy-office"} & {d.record.id for d in found}


def test_a_check_of_the_last_of_days_lasts_to_the_last_of_days() -> None:
    texts = {"topics/x": "title: X\nchecked: 9999-12-01\n"}
    assert days(catalogue_of(texts))["x"] == ("", "9999-12-31")


def test_what_may_change_is_looked_at_sooner_than_what_has_ended() -> None:
    ended = {STATUSES[name].days for name in ("completed", "ended", "cancelled", "dropped")}
    open_ = {STATUSES[name].days for name in ("in-negotiation", "under-way", "active", "signed")}
    assert max(open_) < min(ended)


# Weak ground

SOURCES: Texts = {
    f"sources/{id}": f"type: webpage\ntitle: {id}\nauthority: {authority}\nread: {read}\n{more}"
    for id, authority, read, more in (
        ("news", "reporting", "excerpt", ""),
        ("news-read", "reporting", "full", "extent: p. 9\n"),
        ("view", "opinion", "excerpt", ""),
        ("law", "official-text", "excerpt", ""),
        ("mirror", "official-text", "full", "extent: p. 9\ncaution: A mirror.\n"),
    )
}


@pytest.mark.parametrize(
    ("source", "is_weak"),
    [
        ("news", True),
        ("view", True),
        ("news-read, p. 1", False),
        ("law", False),
        ("mirror, p. 1", True),
        ("news, citing law", True),
        ("law, citing news", False),
        ("news, para. 1; news, para. 2", True),
        ("news; view", False),
        ("news; law", False),
    ],
)
def test_a_statement_rests_on_one_weak_source(source: str, is_weak: bool) -> None:
    fact = f"facts:\n  - fact: Weight\n    value: 12 lb\n    source: {source}\n"
    catalogue = catalogue_of(WORLD | SOURCES | {"topics/it": record("topics", fact)})
    statement = catalogue.statement("it", "weight")
    assert statement is not None
    assert rests_on_one_weak_source(statement, catalogue) == is_weak
    assert (statement in grounds(catalogue)[Ground.WEAK]) == is_weak


QUESTIONS = """
    questions:
      - question: What did it weigh?
        assessment: |
          Nobody knows.
      - question: Who built it?
      - question: When?
        claims:
          - claim: In 2015.
            source: gazette
      - question: Where?
        claims:
          - claim: Here.
            source: gazette
          - claim: There.
            source: almanac, para. 1
    """


def test_questions_come_first_that_nobody_has_assessed() -> None:
    found = grounds(catalogue_of(WORLD | {"topics/it": record("topics", QUESTIONS)}))
    assert {ground: [s.anchor for s in listed] for ground, listed in found.items()} == {
        Ground.SOURCES_DIFFER: ["where"],
        Ground.DOUBTFUL: ["when"],
        Ground.OPEN: ["who-built-it", "what-did-it-weigh"],
        Ground.WEAK: ["when-claim-1", "where-claim-1"],
        Ground.NOT_VERIFIED: ["when-claim-1", "where-claim-1"],
    }


def test_those_come_first_whose_records_are_due_first() -> None:
    texts = {
        "topics/a": record("topics", QUESTIONS),
        "topics/b": record("topics", QUESTIONS).replace("2026-05-01", "2025-05-01"),
    }
    found = grounds(catalogue_of(WORLD | texts))[Ground.DOUBTFUL]
    assert [statement.record for statement in found] == ["b", "a"]


# Sources without a copy


def test_of_sources_without_a_copy_the_dead_come_first_then_the_most_cited() -> None:
    texts = {
        "sources/dead": "URL: https://a.example/\ndead: 2026-11-20\n",
        "sources/saved": "URL: https://a.example/\narchived: https://b.example/\n",
        "sources/idle": "URL: https://a.example/\n",
        "sources/cited": "DOI: 10.5555/x\n",
        "sources/printed": "",
    }
    head = "type: book\ntitle: It\nauthority: research\nread: excerpt\n"
    fact = "facts:\n  - fact: Weight\n    value: 12 lb\n    source: cited\n"
    catalogue = catalogue_of(
        {id: head + text for id, text in texts.items()} | {"topics/it": record("topics", fact)}
    )
    assert [source.id for source in unarchived(catalogue)] == ["dead", "cited", "idle"]


# briefs review

Briefs = Callable[..., tuple[int, str, str]]


@pytest.fixture
def briefs(
    site_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Briefs:
    """The command, run in the folder of a copy of the fixture site."""
    monkeypatch.chdir(site_folder)

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(("review", *arguments))
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_what_is_due_is_told_with_its_file(briefs: Briefs) -> None:
    assert briefs("--only", "due", "--as-of", "2026-10-29") == (
        WRONG,
        "due: 2 records\n"
        "  briefs/dialogues/sound-lights-commission.yaml: active, checked 2026-05-01, "
        "due since 2026-10-28, 1 day\n"
        "  briefs/projects/twin-lenses.yaml: under-way, checked 2026-05-01, "
        "due since 2026-10-28, 1 day\n",
        "2 of 25 records due on 2026-10-29\n",
    )


def test_before_that_nothing_is_due(briefs: Briefs) -> None:
    assert briefs("--only", "due", "--as-of", "2026-10-27") == (
        OK,
        "",
        "0 of 25 records due on 2026-10-27\n",
    )


def test_all_groups_are_told_the_most_urgent_first(briefs: Briefs, site_folder: Path) -> None:
    file = site_folder / "briefs/sources/treaty-text-2002.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("accessed:", "dead: 2026-06-01\naccessed:"), encoding="utf-8")
    code, out, _ = briefs("--as-of", "2027-01-01")
    heads = [line for line in out.splitlines() if not line.startswith(" ")]
    assert code == WRONG
    assert [head.split(":")[0] for head in heads] == [
        "due", "dead", "sources-differ", "doubtful", "open", "weak", "not-verified",
    ]  # fmt: skip
    assert (
        "  briefs/sources/treaty-text-2002.yaml: found gone on 2026-06-01, 16 statements on it: "
        "https://gazette.example.org/treaties/12\n"
    ) in out


def test_the_same_as_json(briefs: Briefs) -> None:
    code, out, _ = briefs("--json", "--as-of", "2026-10-28", "--only", "due", "--only", "open")
    found = json.loads(out)
    assert (code, list(found)) == (WRONG, ["as_of", "due", "open"])
    assert found["due"][0] == {
        "kind": "dialogues",
        "id": "sound-lights-commission",
        "title": "Commission on the Lights of the Sound",
        "status": "active",
        "checked": "2026-05-01",
        "due": "2026-10-28",
        "days_over": 0,
    }
    assert {"kind", "id", "title", "anchor", "says", "assessed"} == set(found["open"][0])


def test_without_a_day_it_is_today(briefs: Briefs) -> None:
    before = Day.today()
    _, _, err = briefs("--only", "due")
    assert err.split()[-1] in (str(before), str(Day.today()))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (("--as-of", "2027"), "argument --as-of: "),
        (("--only", "everything"), "invalid choice: 'everything'"),
        (("lupex",), "unrecognized arguments: lupex"),
    ],
)
def test_a_wrong_call_is_explained(call: tuple[str, ...], message: str, briefs: Briefs) -> None:
    code, out, err = briefs(*call)
    assert (code, out) == (MISUSED, "")
    assert message in err


def test_help_has_an_example(briefs: Briefs) -> None:
    code, out, _ = briefs("--help")
    assert code == OK
    assert "example: briefs review " in out


def test_nothing_is_told_while_something_is_wrong(briefs: Briefs, site_folder: Path) -> None:
    (site_folder / "briefs/topics/lighthouses.yaml").write_text("title: [\n", encoding="utf-8")
    code, out, err = briefs()
    assert (code, out) == (WRONG, "")
    assert err.endswith("see `briefs check`\n")
