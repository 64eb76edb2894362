"""The model: every field is explained and in its place, and the fixture shows what there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from tests.helpers import SITE

from research_briefs.catalogue.marks import Mark
from research_briefs.catalogue.status import State
from research_briefs.reading.rewriting import lay_out
from research_briefs.reading.yaml_text import read_yaml
from research_briefs.records import words
from research_briefs.records.model import KINDS, Curated, Model, Record, Retired, field_order
from research_briefs.records.shape import model_of
from research_briefs.records.words import STATUSES
from research_briefs.site import Site

# All models, and their fields


def models(model: type[Model]) -> Iterator[type[Model]]:
    """A model and all that its fields are made of."""
    yield model
    for field in model.model_fields.values():
        inner = model_of(field.annotation)
        if inner:
            yield from models(inner)


RECORDS: list[type[Record]] = [*KINDS.values(), Retired]
MODELS = sorted({model for record in RECORDS for model in models(record)}, key=str)
FIELDS = [
    pytest.param(model, field.alias or name, field, id=f"{model.__name__}.{field.alias or name}")
    for model in MODELS
    for name, field in model.model_fields.items()
    if not field.exclude
]


@pytest.mark.parametrize(("model", "name", "field"), FIELDS)
def test_every_field_says_what_it_means(model: type[Model], name: str, field: FieldInfo) -> None:
    assert field.description
    assert field.description.endswith((".", "`."))


@pytest.mark.parametrize(("model", "name", "field"), FIELDS)
def test_the_example_of_a_field_is_one(model: type[Model], name: str, field: FieldInfo) -> None:
    for example in field.examples or ():
        document, issues = read_yaml(f"{name}: {example}\n", "example")
        assert document is not None, issues
        TypeAdapter(field.rebuild_annotation()).validate_python(document.value[name])


@pytest.mark.parametrize("model", MODELS)
def test_every_field_has_its_place_in_a_file(model: type[Model]) -> None:
    names = [field.alias or name for name, field in model.model_fields.items() if not field.exclude]
    assert sorted(field_order(model)) == sorted(names)


@pytest.mark.parametrize("model", [model for model in MODELS if model.leads])
def test_an_item_begins_with_the_word_that_says_what_it_is(model: type[Model]) -> None:
    lead = model.leads[: len(field_order(model))]
    assert field_order(model)[: len(lead)] == lead


@pytest.mark.parametrize("model", MODELS)
def test_pairs_name_two_fields_that_may_each_be_left_out(model: type[Model]) -> None:
    for pair in model.either:
        assert len(pair) == 2
        assert not any(model.model_fields[name].is_required() for name in pair)


@pytest.mark.parametrize("kind", KINDS)
def test_the_folder_of_a_kind_is_called_as_several_of_it_are(kind: str) -> None:
    assert KINDS[kind].plural == kind
    assert KINDS[kind].__doc__


def test_a_record_cannot_be_changed(site: Site) -> None:
    record = site.catalogue.records["lighthouses"]
    with pytest.raises(ValidationError, match="frozen"):
        setattr(record, "title", "Lamps")  # noqa: B010 — mypy would see it, too


def test_a_record_that_was_merged_or_withdrawn_keeps_nothing_else() -> None:
    assert field_order(Retired) == ("title", "merged_into", "withdrawn", "checked")


# Vocabularies

KINDS_WITH_EVENTS = [model for model in KINDS.values() if model.event_statuses]


@pytest.mark.parametrize("model", KINDS_WITH_EVENTS)
def test_every_event_of_a_kind_is_known_and_gives_a_known_status(model: type[Record]) -> None:
    assert set(model.event_statuses) <= set(words.EVENTS)
    assert set(model.event_statuses.values()) <= {None, *STATUSES}


def test_every_event_is_one_of_some_kind() -> None:
    used = {event for model in KINDS_WITH_EVENTS for event in model.event_statuses}
    assert used == set(words.EVENTS)


def test_every_relation_from_the_wrong_side_is_explained() -> None:
    one_way = [word for word in words.RELATIONS.values() if not word.symmetric]
    assert len(words.INVERSES) == len(one_way)
    assert not set(words.INVERSES) & set(words.RELATIONS)
    assert words.INVERSES["replaced-by"] == "the newer record says this of the older: `replaces`"


# What the fixture shows (that it shows every field: test_broken_fields.py)


def values_of(owner: object, field: str) -> Iterator[str]:
    """Every value of the fields of a name in a record."""
    if isinstance(owner, tuple):
        for item in owner:
            yield from values_of(item, field)
    elif isinstance(owner, Model):
        for name in type(owner).model_fields:
            value = getattr(owner, name)
            if name == field and isinstance(value, str):
                yield value
            yield from values_of(value, field)


@pytest.mark.parametrize(
    ("field", "kinds", "vocabulary"),
    [
        *(("event", (kind,), model.event_statuses) for kind, model in KINDS.items()
          if model.event_statuses),
        ("role", ("agreements",), words.AGREEMENT_ROLES),
        ("role", ("projects",), words.PROJECT_ROLES),
        ("role", ("dialogues",), words.DIALOGUE_ROLES),
        ("role", ("policies",), words.POLICY_ROLES),
        ("relation", tuple(KINDS), words.RELATIONS),
        ("is_", ("agreements",), words.LEGAL_FORCE),
        ("track", ("dialogues",), words.TRACKS),
        ("read", ("sources",), words.READ),
        ("authority", ("sources",), words.AUTHORITIES),
    ],
)  # fmt: skip
def test_the_fixture_shows_every_word(
    site: Site, field: str, kinds: tuple[str, ...], vocabulary: Mapping[str, object]
) -> None:
    records = [r for r in site.catalogue.records.values() if r.kind in kinds]
    shown = {value for record in records for value in values_of(record, field)}
    assert shown == set(vocabulary)


def test_the_fixture_shows_every_kind_of_name(site: Site) -> None:
    found = [name for r in site.catalogue.records.values() for name in getattr(r, "names", ())]
    assert {name.kind for name in found} == {None, *words.NAME_KINDS}
    assert {"ja", "ja-Latn", "ar"} <= {name.lang for name in found}


def test_the_fixture_shows_every_mark(site: Site) -> None:
    catalogue = site.catalogue
    shown = {
        mark
        for statements in catalogue.statements.values()
        for statement in statements
        for mark in catalogue.marks(statement)
    }
    # A statement that a question is about counts as a claim, so none is merely open.
    assert shown == set(Mark) - {Mark.OPEN}


def status(site: Site, id: str) -> str | None:
    state = site.catalogue.states[id]
    assert isinstance(state, State)
    return state.status


def test_the_fixture_shows_proposals_with_all_their_fates(site: Site) -> None:
    relations = site.catalogue.relations_to["lens-exchange-proposal"]
    assert status(site, "lens-exchange-proposal") == "proposed"
    assert [(r.record, r.item.relation) for r in relations] == [("twin-lenses", "realises")]
    assert status(site, "keepers-forum") == "proposed"
    assert [str(q.question) for q in site.catalogue.questions("keepers-forum")] == [
        "Was it set up?"
    ]
    assert status(site, "fog-horn-agreement") == "dropped"


def test_the_fixture_shows_questions_that_are_open_doubtful_and_disputed(site: Site) -> None:
    records = [r for r in site.catalogue.records.values() if isinstance(r, Curated)]
    claims = {len(q.claims) + bool(q.about) for r in records for q in r.questions}
    assert claims >= {0, 1, 2, 3}


def test_the_fixture_has_no_issues_and_is_in_canonical_layout(site: Site) -> None:
    assert site.issues == ()
    folder = SITE / "briefs"
    assert lay_out(sorted(folder.glob("*/*.yaml")), folder, check=True) == ([], [])
