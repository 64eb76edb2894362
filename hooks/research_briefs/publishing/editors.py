"""Schemas for editors: they complete fields, words and ids, and explain each field.

An editor reads YAML by its own rules: it takes `2015` for a number, which is text to us, so here a
text may be one. The ids of records are suggested (as `defaultSnippets`, which only complete) and
never required: an id that is not among them is as good, and `briefs check` knows better. They stand
in one file of their own, which is all that changes when a record comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from ..catalogue.catalogue import Catalogue
from ..catalogue.checking import REFERENCES
from ..records.documentation import PAGE, anchor
from ..records.model import Model, Record, Retired
from ..records.shape import fields_of, model_of
from ..settings import Settings
from .data.schemas import describe, dump

#: The file of the ids that there are.
IDS = "ids.json"
_ALL = "records"
_SOURCES = "sources"
#: The fields that name records, and the definition that suggests which.
_SUGGESTED = {
    "to": _ALL,
    "merged_into": _ALL,
    "source": _SOURCES,
    **{name: "-".join(kinds) for name, kinds in REFERENCES.items()},
}

Schema = dict[str, Any]


def files(catalogue: Catalogue, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """The schemas by their names: `<kind>.json` for each kind, and the ids that they suggest."""
    page = settings.pages / PAGE
    reference = page.read_text(encoding="utf-8") if page.is_file() else ""
    yield from _schemas(tuple(catalogue.kinds.items()), page.resolve().as_uri(), reference)
    yield IDS, dump(_ids(catalogue))


@lru_cache(maxsize=1)  # under `serve` it is asked for after every change
def _schemas(
    kinds: tuple[tuple[str, type[Record]], ...], page: str, reference: str
) -> tuple[tuple[str, bytes], ...]:
    """The schemas of all kinds, by the text of the reference and its address."""
    return tuple(_schemas_of(dict(kinds), _lines(page, reference)))


def _schemas_of(
    kinds: Mapping[str, type[Record]], lines: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    for kind, model in kinds.items():
        schema = describe(model)
        places = {**_places(model, ()), Retired.__name__: ()}
        for name, definition in schema["$defs"].items():
            definition["properties"] = {
                field: _suggesting(field, _lenient(_explained(said, lines.get(address))))
                for field, said in definition["properties"].items()
                for address in (anchor(kind, (*places[name], field), kinds),)
            }
        yield f"{kind}.json", dump(schema)


def _places(model: type[Model], place: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The models of a record by name, each with the fields through which it is reached."""
    found = {model.__name__: place}
    for name, field in fields_of(model).items():
        inner = model_of(field.annotation)
        if inner:
            found |= _places(inner, (*place, name))
    return found


def _lines(page: str, reference: str) -> Mapping[str, str]:
    """Where on the reference's page each field is explained, as an editor opens it."""
    return {
        name: f"{page}#L{number}"
        for number, line in enumerate(reference.split("\n"), 1)
        for name in re.findall(r'<a id="([^"]+)">', line)
    }


def _explained(said: Schema, address: str | None) -> Schema:
    """What is shown beside a field that is pointed at.

    Examples stand there and nowhere else: an editor would offer them as values.
    """
    parts = [said["description"]]
    examples = said.pop("examples", ())
    if examples:
        parts.append(f"For example `{_written(examples[0])}`.")
    if address:
        parts.append(f"[All about this field]({address})")
    return said | {"markdownDescription": "\n\n".join(parts)}


def _written(example: str | list[str]) -> str:
    """An example as it stands in a file."""
    return example if isinstance(example, str) else f"[{', '.join(example)}]"


def _lenient(said: Schema) -> Schema:
    """A field as an editor reads it, which takes some of our texts for numbers."""
    if said.get("type") == "array" and "type" in said["items"]:
        return said | {"items": _lenient(said["items"])}
    if said.get("type") != "string":
        return said
    numbers = [word for word in said.get("enum", ()) if re.fullmatch(r"[0-9.]+", word)]
    if not numbers:
        return said if "enum" in said else said | {"type": ["string", "number"]}
    words = {key: said.pop(key) for key in ("enum", "enumDescriptions")}
    exactly = "|".join(map(re.escape, words["enum"]))
    # Numbers complete without quotes; in quotes they are the same to us.
    as_numbers = words | {"enum": [float(word) if "." in word else int(word) for word in numbers]}
    del said["type"]
    return said | {"anyOf": [as_numbers, {"type": "string", "pattern": f"^({exactly})$"}]}


def _suggesting(field: str, said: Schema) -> Schema:
    """A field that names records, with those that there are."""
    name = _SUGGESTED.get(field)
    if name is None:
        return said
    suggested = {"$ref": f"{IDS}#/$defs/{name}"}
    if said.get("type") == "array":
        return said | {"items": {"allOf": [said["items"], suggested]}}
    return said | suggested


def _ids(catalogue: Catalogue) -> Schema:
    """For each group of kinds that a field may name, the ids that there are, with their titles."""
    others = tuple(kind for kind in catalogue.kinds if kind != _SOURCES)
    groups = {
        _ALL: others,
        _SOURCES: (_SOURCES,),
        **{"-".join(kinds): kinds for kinds in REFERENCES.values()},
    }
    return {"$defs": {name: _group(catalogue, kinds) for name, kinds in groups.items()}}


def _group(catalogue: Catalogue, kinds: tuple[str, ...]) -> Schema:
    found: list[Record] = [
        record
        for id, record in sorted(catalogue.records.items())
        if record.kind in kinds and not isinstance(record, Retired)
    ]
    return {
        "defaultSnippets": [
            {"label": record.id, "description": record.title, "body": record.id} for record in found
        ]
    }
