"""The reference of every field, as a page in Markdown, written from the models."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import get_origin

from pydantic.fields import FieldInfo

from ..records.documentation import RETIRED, anchor
from ..records.fields import Parsed
from ..records.model import KINDS, Model, Record, Retired, field_order
from ..records.shape import fields_of, model_of, parser_of

#: A mapping as the kinds of records have it: each kind with the model that it uses.
_Owners = Mapping[str, type[Model]]

_HEAD = """\
---
description: Every field of every kind of record, what it takes and what it means, with an example.
---

# The fields

This page is written from the program, so it says what `briefs check` holds records to. The rules
behind it stand in [How to write a record](format.md). A field with a star must be there.
"""
_COLUMNS = "| field | takes | meaning | example |\n| --- | --- | --- | --- |"
#: Where the format explains what a field takes.
_EXPLAINED = {
    "a date": "dates-and-amounts",
    "a day": "dates-and-amounts",
    "an amount": "dates-and-amounts",
    "sources": "sources",
    "a place": "sources",
    "a sentence": "statements",
}


def reference(kinds: Mapping[str, type[Record]] = KINDS) -> str:
    """The page; the same kinds give the same text."""
    return "\n".join((_HEAD, *_records(kinds), *_retired(kinds), *_items(kinds)))


def _records(kinds: Mapping[str, type[Record]]) -> Iterator[str]:
    """What records have: first what most kinds share, then each kind."""
    lists = {kind: fields_of(model) for kind, model in kinds.items() if kind != "sources"}
    first = next(iter(lists.values()))
    shared = [
        name for name in first if all(_same(first[name], o.get(name)) for o in lists.values())
    ]
    yield "## All kinds but sources\n"
    yield _table(_row([anchor(kind, (name,), kinds) for kind in lists], name, first[name])
                 for name in field_order(next(iter(kinds.values()))) if name in shared)  # fmt: skip
    for kind, model in kinds.items():
        yield f"## {model.plural.capitalize()}\n\n{inspect.getdoc(model)}\n"
        own = [n for n in field_order(model) if kind == "sources" or n not in shared]
        fields = fields_of(model)
        if own:
            yield _table(_row([anchor(kind, (name,), kinds)], name, fields[name]) for name in own)
        for name in own:
            yield from _words(name, {kind: fields[name]})


def _retired(kinds: Mapping[str, type[Record]]) -> Iterator[str]:
    yield f"## {RETIRED.capitalize()}\n\n{inspect.getdoc(Retired)}\n"
    kind, fields = next(iter(kinds)), fields_of(Retired)
    places = {name: anchor(kind, (name,), kinds) for name in field_order(Retired)}
    yield _table(
        _row([place] if place.startswith(RETIRED) else [], name, fields[name])
        for name, place in places.items()
    )


def _items(kinds: Mapping[str, type[Record]]) -> Iterator[str]:
    """What the items of lists have, and the mappings within records."""
    found: dict[str, dict[str, type[Model]]] = {}
    for kind, model in kinds.items():
        for name, inner in _mappings(model):
            found.setdefault(name, {})[kind] = inner
    for name, owners in found.items():
        yield from _item(name, owners)


def _mappings(model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    for name, field in fields_of(model).items():
        inner = model_of(field.annotation)
        if inner:
            yield name, inner
            yield from _mappings(inner)


def _item(name: str, owners: _Owners) -> Iterator[str]:
    models = list(owners.values())
    general = models[0].__mro__[1] if len(set(models)) > 1 else models[0]
    yield f"## `{name}`\n\n{inspect.getdoc(general)}\n"
    fields = fields_of(models[0])
    yield _table(
        _row([f"{name}-{field}"], field, fields[field]) for field in field_order(models[0])
    )
    for one, other in models[0].either:
        yield f"Exactly one of `{one}` and `{other}` must be there.\n"
    for field in field_order(models[0]):
        yield from _words(field, {kind: fields_of(model)[field] for kind, model in owners.items()})


def _table(rows: Iterable[str]) -> str:
    return "\n".join((_COLUMNS, *rows, ""))


def _row(anchors: Iterable[str], name: str, field: FieldInfo) -> str:
    places = "".join(f'<a id="{place}"></a>' for place in anchors)
    star = " \\*" if field.is_required() else ""
    example = f"`{field.examples[0]}`" if field.examples else ""
    meaning = str(field.description).replace("|", "\\|")
    return f"| {places}`{name}`{star} | {_takes(name, field)} | {meaning} | {example} |"


def _takes(name: str, field: FieldInfo) -> str:
    """What a field takes, leading to where that is explained."""
    # What is one text to a file, such as sources, may be several values to us.
    is_one_text = any(isinstance(part, Parsed) for part in field.metadata)
    several = get_origin(field.annotation) is tuple and not is_one_text
    if model_of(field.annotation):
        return f"[{'list' if several else 'fields'}](#{name})"
    parsed = parser_of(field)
    what = parsed.what if parsed else "text"
    if what in _EXPLAINED:
        what = f"[{what}](format.md#{_EXPLAINED[what]})"
    return f"list: {what}" if several else what


def _words(name: str, fields: Mapping[str, FieldInfo]) -> Iterator[str]:
    """The vocabularies of a field, a table for all kinds that have the same."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for kind, field in fields.items():
        said = _vocabulary(field)
        if said:
            groups.setdefault(said, []).append(kind)
    for said, kinds in groups.items():
        of = f" of {', '.join(kinds)}" if len(groups) > 1 else ""
        yield f"Words of `{name}`{of}:\n"
        rows = (f"| `{word}` | {meaning} |" for word, meaning in said)
        yield "\n".join(("| word | meaning |\n| --- | --- |", *rows, ""))


def _vocabulary(field: FieldInfo) -> tuple[tuple[str, str], ...]:
    parsed = parser_of(field)
    schema = parsed.schema if parsed else {}
    return tuple(zip(schema.get("enum", ()), schema.get("enumDescriptions", ()), strict=True))


def _same(field: FieldInfo, other: FieldInfo | None) -> bool:
    """Whether two kinds mean the same by a field."""
    return other is not None and (field.annotation, field.description) == (
        other.annotation,
        other.description,
    )
