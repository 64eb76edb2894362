"""The made-up records of the benchmark: always the same, valid, and shaped like real ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from tests.benchmark.corpus import make
from tests.benchmark.world import World

from research_briefs.catalogue.marks import Mark, question_mark
from research_briefs.issues import render
from research_briefs.reading.files import read_briefs
from research_briefs.reading.layout import canonical
from research_briefs.records import words
from research_briefs.records.model import KINDS
from research_briefs.records.prose import Prose, walk
from research_briefs.settings import settings_from
from research_briefs.site import Site, load_site

N = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("benchmark")


@pytest.fixture(scope="module")
def world(folder: Path) -> World:
    return make(folder, N, seed=1)


@pytest.fixture(scope="module")
def made(folder: Path, world: World) -> Site:
    """What is read and checked of the records."""
    return load_site(settings_from(folder, {}))


@pytest.fixture(scope="module")
def briefs(made: Site) -> tuple[Any, ...]:
    return made.catalogue.briefs


def test_the_same_count_and_seed_give_the_same_bytes(
    folder: Path, world: World, tmp_path: Path
) -> None:
    make(tmp_path / "again", N, world.seed)
    make(tmp_path / "other", N, world.seed + 1)
    assert contents(tmp_path / "again") == contents(folder)
    assert contents(tmp_path / "other") != contents(folder)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Mine\n")
    with pytest.raises(FileExistsError):
        make(tmp_path, N, seed=1)


def test_the_reader_takes_every_record(folder: Path, world: World) -> None:
    reading = read_briefs(folder / "briefs")
    assert [render(issue) for issue in reading.issues] == []
    assert len(reading.entries) == len(list((folder / "briefs").glob("*/*.yaml")))


@pytest.mark.parametrize(("count", "seed"), [(1, 1), (12, 2), (N, 1), (100, 3)])
def test_the_check_finds_no_issue(tmp_path: Path, count: int, seed: int) -> None:
    make(tmp_path, count, seed)
    assert [render(issue) for issue in load_site(settings_from(tmp_path, {})).issues] == []


def test_every_record_is_laid_out_as_fmt_does_it(folder: Path, world: World) -> None:
    for file in (folder / "briefs").glob("*/*.yaml"):
        text = file.read_text(encoding="utf-8")
        assert canonical(text, file.name, file.parent.name) == (text, [])


def test_every_record_has_a_page(made: Site) -> None:
    addresses = {page.address for page in made.pages()}
    assert {f"{record.kind}/{id}/" for id, record in made.catalogue.records.items()} <= addresses


def test_there_are_as_many_briefs_as_asked_for(made: Site) -> None:
    kinds = [brief.kind for brief in made.catalogue.briefs]
    assert len(kinds) == N
    assert {kind: kinds.count(kind) for kind in kinds} == dict.fromkeys(
        ("agreements", "projects", "dialogues"), N // 3
    )
    assert len(made.catalogue.of_kind("sources")) == N // 2
    assert all(made.catalogue.of_kind(kind) for kind in KINDS)


def test_a_brief_has_25_fields_and_statements_6_sources_and_6_relations(
    briefs: tuple[Any, ...], made: Site
) -> None:
    sizes = [fields_and_items(brief) for brief in briefs]
    assert 24 <= mean(sizes) <= 26
    assert min(sizes) >= 20
    assert max(sizes) <= 30
    for brief in briefs:
        assert len(brief.relations) == 6
        assert len(sources_of(made, brief.id)) == 6


def test_a_brief_has_200_words_of_prose_and_5_kilobytes(
    briefs: tuple[Any, ...], folder: Path
) -> None:
    lengths = [sum(count_words(prose) for prose in prose_of(brief)) for brief in briefs]
    assert 190 <= mean(lengths) <= 220
    sizes = [(folder / "briefs" / b.kind / f"{b.id}.yaml").stat().st_size for b in briefs]
    assert 5_000 <= mean(sizes) <= 5_600


def test_a_brief_has_names_events_and_questions(briefs: tuple[Any, ...]) -> None:
    for brief in briefs:
        assert [name.lang for name in brief.names].count("ja") == 1
        assert brief.events
        assert brief.questions
        assert any(prose.links for prose in prose_of(brief))


def test_relations_lead_to_older_records(world: World, briefs: tuple[Any, ...]) -> None:
    age = {plan.id: place for place, plan in enumerate((*world.policies, *world.briefs))}
    for brief in briefs:
        assert all(age[relation.to.record] < age[brief.id] for relation in brief.relations)


def test_every_source_is_cited(made: Site) -> None:
    cited = {source.id for source in made.catalogue.of_kind("sources")} & set(made.catalogue.uses)
    assert len(cited) == len(made.catalogue.of_kind("sources"))


@pytest.mark.parametrize(
    ("kind", "forms", "roles", "events"),
    [
        ("agreements", words.AGREEMENT_FORMS, words.AGREEMENT_ROLES, words.AGREEMENT_EVENTS),
        ("projects", words.PROJECT_FORMS, words.PROJECT_ROLES, words.PROJECT_EVENTS),
        ("dialogues", words.DIALOGUE_FORMS, words.DIALOGUE_ROLES, words.DIALOGUE_EVENTS),
        ("policies", words.POLICY_FORMS, words.POLICY_ROLES, words.POLICY_EVENTS),
    ],
)
def test_every_form_role_and_event_occurs(
    made: Site, kind: str, forms: words.Words, roles: words.Words, events: words.EventTable
) -> None:
    records: tuple[Any, ...] = made.catalogue.of_kind(kind)
    assert {record.form for record in records} == set(forms)
    assert {party.role for record in records for party in record.parties} == set(roles)
    assert {event.event for record in records for event in record.events} == set(events)


def test_every_other_word_occurs(made: Site, briefs: tuple[Any, ...]) -> None:
    organisations: tuple[Any, ...] = made.catalogue.of_kind("organisations")
    sources: tuple[Any, ...] = made.catalogue.of_kind("sources")
    assert {relation.relation for b in briefs for relation in b.relations} == set(words.RELATIONS)
    assert {organisation.form for organisation in organisations} == set(words.ORGANISATION_FORMS)
    assert {source.read for source in sources} == set(words.READ)
    assert {source.authority for source in sources} == set(words.AUTHORITIES)


def test_proposals_disputes_and_inferences_occur(made: Site, briefs: tuple[Any, ...]) -> None:
    states = {state.status for b in briefs if (state := made.catalogue.states[b.id])}
    assert {"proposed", "dropped", "replaced", "term-ended"} <= states
    marks = {mark for b in briefs for s in made.catalogue.statements[b.id] for mark in
             made.catalogue.marks(s)}  # fmt: skip
    marks |= {question_mark(question) for brief in briefs for question in brief.questions}
    assert marks == set(Mark)
    assert any(brief.sessions for brief in briefs if brief.kind == "dialogues")


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def fields_and_items(record: Any) -> int:
    """How many fields a record has; of a list of statements each counts."""
    values = [getattr(record, name) for name in record.model_fields_set - {"id", "kind"}]
    is_items = [isinstance(value, tuple) and not isinstance(value[0], str) for value in values]
    return sum(len(value) if many else 1 for value, many in zip(values, is_items, strict=True))


def sources_of(made: Site, id: str) -> set[str]:
    statements = made.catalogue.statements[id]
    return {source for s in statements for citation in s.sourcing for source in citation.sources}


def prose_of(brief: Any) -> Iterator[Prose]:
    yield brief.summary
    yield from (question.assessment for question in brief.questions if question.assessment)


def count_words(prose: Prose) -> int:
    """The words that a reader sees: those of links count, citations do not."""
    labels = [link.label for link in prose.links]
    texts = [node for node in walk(prose.blocks) if isinstance(node, str)]
    return sum(len(text.replace(".", " ").split()) for text in (*texts, *labels))
