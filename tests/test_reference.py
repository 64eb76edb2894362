"""The page of all fields is what the models say; `UPDATE_CASES=1 pytest` writes it anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.helpers import TESTS

from research_briefs.publishing.reference import reference
from research_briefs.records.documentation import PAGE, anchor
from research_briefs.records.model import KINDS, Model, Retired
from research_briefs.records.shape import fields_of, model_of

FILE = TESTS.parent / "docs" / PAGE


def test_the_page_is_what_the_models_say() -> None:
    if os.environ.get("UPDATE_CASES"):
        FILE.write_text(reference(), encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == reference(), "UPDATE_CASES=1 writes it anew"


def paths(model: type[Model], before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The places of all fields in a record."""
    found = []
    for name, field in fields_of(model).items():
        inner = model_of(field.annotation)
        found += [(*before, name), *(paths(inner, (*before, name)) if inner else ())]
    return found


def test_every_field_stands_where_issues_and_editors_say() -> None:
    text = reference()
    headings = re.findall(r"^## `?([A-Za-z_-]+)`?$", text, re.MULTILINE)
    there = [*re.findall(r'<a id="([^"]+)">', text), *map(str.lower, headings)]
    assert len(there) == len(set(there))
    for kind, model in KINDS.items():
        assert anchor(kind, ()) in there
        assert {anchor(kind, path) for path in paths(model)} <= set(there)
        assert {anchor(kind, path) for path in paths(Retired)} <= set(there)


def test_the_places_are_those_of_the_built_page(own_site: Path) -> None:
    html = (own_site / "fields" / "index.html").read_text(encoding="utf-8")
    for place in ("agreements", "agreements-title", "events-date", "binding-is", "events",
                  "retired-merged_into", "retired", "sources-container-title"):  # fmt: skip
        assert html.count(f'id="{place}"') == 1, place


def test_words_are_told_with_their_meaning() -> None:
    text = reference()
    assert "| `memorandum` | a memorandum of understanding, cooperation or implementation |" in text
    assert "Words of `role` of projects:" in text
    assert text.count("| `enabled-by` | could not be without it; the other page") == 1
    assert "list: an id | Countries, organisations or people. | `[corland, brevia]`" in text
