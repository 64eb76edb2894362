"""A document becomes a record of its kind, or issues that say what keeps it from being one."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ..issues import Issue, Kind
from ..records.fields import BLANK, most_like, nearest, problems_of
from ..records.model import Model, Record, Retired
from ..records.shape import fields_of, model_at, model_of, vocabulary
from ..records.wrong import Problem
from .yaml_text import Document, Path


def to_record(
    document: Document, model: type[Record], kind: str, id: str
) -> tuple[Record | None, list[Issue]]:
    """Make a record of the model's kind. With issues there is none, but never an exception."""
    if {"merged_into", "withdrawn"} & document.value.keys():
        model = Retired
    taken = [name for name in ("id", "kind") if name in document.value]
    issues = [_unknown(document, (name,), model) for name in taken]
    try:
        record = model.model_validate({**document.value, "id": id, "kind": kind})
    except ValidationError as error:
        details = _without_misspelt(error.errors(), model)
        return None, issues + [i for detail in details for i in _issues(document, detail, model)]
    return (None if issues else record), issues


def _without_misspelt(details: list[ErrorDetails], model: type[Model]) -> list[ErrorDetails]:
    """Leave out fields that are missing because they are misspelt: one mistake is one issue."""
    meant = {
        (*detail["loc"][:-1], most_like(str(detail["loc"][-1]), _names_at(model, detail["loc"])))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    return [d for d in details if d["type"] != "missing" or d["loc"] not in meant]


def _issues(document: Document, detail: ErrorDetails, model: type[Model]) -> Iterator[Issue]:
    """What one finding of pydantic means for the person who wrote the file."""
    path: Path = tuple(detail["loc"])
    kind, found = detail["type"], detail["input"]
    if kind == "wrong":
        if isinstance(found, str) and found.strip() == BLANK:
            yield _blank(document, path, model)
            return
        for problem in problems_of(detail["ctx"]):
            yield _wrong(document, path, problem)
    elif kind == "missing":
        name = path[-1]
        yield document.issue(path, "missing-field", f"`{name}` is missing", _example(path, model))
    elif kind == "extra_forbidden":
        yield _unknown(document, path, model)
    elif kind == "too_short":
        if not found:  # a list whose items are all wrong counts as short: their issues suffice
            hint = "write at least one, each after “- ” on lines of its own"
            yield document.issue(path, "missing-field", "the list needs at least one item", hint)
    else:
        yield _wrong_type(document, path, found, kind)


def _wrong(document: Document, path: Path, problem: Problem) -> Issue:
    if not problem.field:
        return document.issue(path, "wrong-value", problem.message, problem.hint, problem.fragment)
    place = (*path, problem.field)
    is_there = place in document.places.keys
    kind: Kind = "wrong-value" if is_there else "missing-field"
    return document.issue(place, kind, problem.message, problem.hint, key=is_there)


def _blank(document: Document, path: Path, model: type[Model]) -> Issue:
    """What is to be filled in: what the field means, and an example."""
    place = path if isinstance(path[-1], str) else path[:-1]
    name, owner = str(place[-1]), model_at(model, place[:-1])
    field = fields_of(owner).get(name) if owner else None
    hint = f"{field.description} {_such_as(field)}".strip() if field else ""
    return document.issue(path, "blank", f"`{name}` is still to be filled in", hint)


def _such_as(field: FieldInfo) -> str:
    """What may be written: the words that there are, or an example."""
    words = vocabulary(field)
    if words:
        return f"One of {', '.join(words)}."
    return f"For example: {field.examples[0]}" if field.examples else ""


def _wrong_type(document: Document, path: Path, found: object, kind: str) -> Issue:
    if kind in ("tuple_type", "list_type"):
        expected, hint = "a list", "write one item a line after “- ”; ids also as [a, b]"
    else:
        expected, hint = "fields", "write one `field: value` a line"
    message = f"expected {expected}, found {_what(found)}"
    return document.issue(path, "wrong-type", message, hint)


def _what(value: object) -> str:
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "fields"


def _unknown(document: Document, path: Path, model: type[Model]) -> Issue:
    hint = nearest(str(path[-1]), _names_at(model, path))
    if model is Retired:
        hint = "a record that was merged or withdrawn keeps only `title` and `checked`"
    if path in (("id",), ("kind",)):
        hint = "the name of the file and that of its folder say it; drop the field"
    message = f"there is no field `{path[-1]}` here"
    return document.issue(path, "unknown-field", message, hint, key=True)


def _names_at(model: type[Model], path: Path) -> list[str]:
    """The fields of the mapping in which a path ends."""
    owner = model_at(model, path[:-1])
    return list(fields_of(owner)) if owner else []


def _example(path: Path, model: type[Model]) -> str:
    """A line that shows how a missing field is written."""
    owner = model_at(model, path[:-1])
    field = fields_of(owner).get(str(path[-1])) if owner else None
    inner = model_of(field.annotation) if field else None
    if inner and inner.leads:
        return f"write `{path[-1]}:` and below it items that begin with `- {inner.leads[0]}: `"
    return f"for example `{path[-1]}: {field.examples[0]}`" if field and field.examples else ""
