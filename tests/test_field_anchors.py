"""Where the reference of fields speaks of a value: one function knows its anchors."""

from __future__ import annotations

from typing import Any

import pytest

from research_briefs.records.documentation import anchor
from research_briefs.records.model import KINDS, Record


@pytest.mark.parametrize(
    ("kind", "path", "expected"),
    [
        ("agreements", (), "agreements"),
        ("agreements", ("title",), "agreements-title"),
        ("agreements", ("events",), "agreements-events"),
        ("agreements", ("events", 2), "agreements-events"),
        ("agreements", ("events", 2, "date"), "events-date"),
        ("projects", ("parties", 0, "who", 1), "parties-who"),
        ("policies", ("questions", 0, "claims", 1, "source"), "claims-source"),
        ("agreements", ("binding", "is"), "binding-is"),
        ("sources", ("container-title",), "sources-container-title"),
        ("sources", ("author", 0, "given"), "author-given"),
        # What no model knows is explained by what is around it.
        ("agreements", ("titel",), "agreements"),
        ("agreements", ("events", 2, "dat"), "agreements-events"),
        ("people", ("title", "first"), "people-title"),
        # What only a retired record has is the same for every kind.
        ("people", ("merged_into",), "retired-merged_into"),
        ("topics", ("withdrawn",), "retired-withdrawn"),
        ("poems", ("title",), ""),
    ],
)
def test_a_place_in_a_record_has_its_anchor(
    kind: str, path: tuple[str | int, ...], expected: str
) -> None:
    assert anchor(kind, path) == expected


def test_a_kind_of_the_sites_own_has_anchors_too() -> None:
    kinds: dict[str, type[Record]] = {**KINDS, "treatises": KINDS["policies"]}
    assert anchor("treatises", ("form",), kinds) == "treatises-form"


def test_every_field_of_every_kind_has_an_anchor_of_its_own_name() -> None:
    for kind, model in KINDS.items():
        names: list[Any] = [f.alias or n for n, f in model.model_fields.items() if not f.exclude]
        assert [anchor(kind, (name,)) for name in names] == [f"{kind}-{name}" for name in names]
