"""The JSON Schemas: valid themselves, true of every record, and of use to whoever writes one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.specimens import Specimen, fullest, specimens

from research_briefs.publishing.data import schemas
from research_briefs.publishing.data.dataset import Dataset, dataset_of
from research_briefs.reading.yaml_text import read_yaml
from research_briefs.records.model import KINDS
from research_briefs.settings import Settings

DATASET: Dataset = dataset_of(
    Settings(root=Path(), site_name="Lamps", site_url="https://lamps.example.org/")
)


@cache
def schema(kind: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(schemas.of_kind(kind, KINDS[kind], DATASET))
    return found


def faults(kind: str, value: object) -> list[str]:
    validator = Draft202012Validator(
        schema(kind), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [error.message for error in validator.iter_errors(value)]


def nodes(value: object) -> Iterator[Mapping[str, Any]]:
    """All mappings of a schema."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))
    assert schema(kind)["$id"] == f"https://lamps.example.org/data/v1/schema/{kind}.json"


@pytest.mark.parametrize("specimen", specimens(), ids=lambda specimen: specimen.place)
def test_it_is_true_of_every_record_of_the_fixture(specimen: Specimen) -> None:
    assert faults(specimen.kind, specimen.value) == []


def test_it_is_true_of_every_record_of_the_site() -> None:
    folder = Path(__file__).parent.parent / "briefs"
    found = sorted(folder.glob("*/*.yaml"))
    assert found
    for file in found:
        document, issues = read_yaml(file.read_text(encoding="utf-8"), str(file))
        assert document, issues
        assert faults(file.parent.name, document.value) == [], file


@pytest.mark.parametrize("specimen", fullest(), ids=lambda specimen: specimen.place)
def test_no_field_is_left_out_and_none_is_added(specimen: Specimen) -> None:
    assert faults(specimen.kind, {**specimen.value, "colour": "red"})
    for name in specimen.value:
        assert faults(specimen.kind, {**specimen.value, name: {"wrong": "sort"}})


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described(kind: str) -> None:
    for name, model in schema(kind)["$defs"].items():
        assert model["title"], name
        for field in model["properties"].values():
            assert field["description"], (name, field)


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_one(kind: str) -> None:
    definitions = schema(kind)["$defs"]
    shown = 0
    for model in definitions.values():
        for name, field in model["properties"].items():
            for example in field.get("examples", ()):
                validator = Draft202012Validator({**field, "$defs": definitions})
                assert list(validator.iter_errors(example)) == [], (name, example)
                shown += 1
    assert shown > 5


AGREEMENT: dict[str, Any] = {
    "title": "Lamps",
    "form": "treaty",
    "parties": [{"who": ["brevia"], "role": "party", "source": "almanac-2024, para. 5"}],
    "events": [{"date": "2015-12", "event": "signed", "source": "almanac-2024; gazette-2023"}],
    "checked": "2026-05-01",
}


def test_this_agreement_is_one() -> None:
    assert faults("agreements", AGREEMENT) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("form",), "contrat"),
        (("title",), ""),
        (("title",), "a" * 1001),
        (("checked",), "2026-02-30"),
        (("events",), []),
        (("events", 0, "date"), "12/2015"),
        (("events", 0, "date"), "2015-12-12~~"),
        (("events", 0, "as_of"), "2015"),
        (("events", 0, "event"), "contracted"),
        (("events", 0, "source"), "@almanac-2024"),
        (("events", 0, "source"), "almanac-2024;"),
        (("parties", 0, "who"), "brevia"),
        (("parties", 0, "who", 0), "Brevia"),
        (("merged_into",), "other"),
        (("summary",), None),
    ],
)
def test_what_is_no_record_has_a_fault(path: tuple[str | int, ...], value: object) -> None:
    wrong = json.loads(json.dumps(AGREEMENT))
    place: Any = wrong
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert faults("agreements", wrong)


@pytest.mark.parametrize("date", ["2015", "2015-12-12", "2015~", "2014/2016", "2024/..", "../2025"])
def test_dates_of_all_precisions_are_dates(date: str) -> None:
    agreement = {**AGREEMENT, "events": [{**AGREEMENT["events"][0], "date": date}]}
    assert faults("agreements", agreement) == []


def test_the_words_of_a_vocabulary_are_told() -> None:
    enums = [node["enum"] for node in nodes(schema("agreements")) if "enum" in node]
    assert any("memorandum" in words for words in enums)
    assert any("enabled-by" in words for words in enums)
