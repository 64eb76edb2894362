"""JSON Schemas of the files of records, made from the models.

They see a file as this project reads it: each scalar is the text that was typed, also a date or a
number. What a field means they take from its description, never from a docstring, which optimised
code has not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema, to_json

from ...records.model import Model, Record, Retired
from ...records.shape import model_of
from .dataset import Dataset

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NOTE = "Each scalar is the text that was typed: read the YAML without guessing types."


def of_kind(kind: str, model: type[Record], dataset: Dataset) -> bytes:
    """The schema of a kind's files, as it is published."""
    said = describe(model)
    address = dataset.address(f"data/v1/schema/{kind}.json")
    return dump({"$schema": said.pop("$schema"), "$id": address, **said})


def dump(schema: Mapping[str, Any]) -> bytes:
    """A schema as a file."""
    return to_json(schema, indent=2) + b"\n"


def describe(model: type[Record]) -> dict[str, Any]:
    """The schema of a kind's files; a retired record keeps only its title and what became of it."""
    retired, own = Retired.__name__, model.__name__
    definitions = {**_definitions(model), **_definitions(Retired)}
    models: dict[str, type[Model]] = {**_models(model, {}), retired: Retired}
    return {
        "$schema": _DIALECT,
        "title": model.singular,
        "description": _NOTE,
        "type": "object",
        "if": {"anyOf": [{"required": [name]} for name in ("merged_into", "withdrawn")]},
        "then": {"$ref": f"#/$defs/{retired}"},
        "else": {"$ref": f"#/$defs/{own}"},
        "$defs": {name: _tidy(definitions[name], models[name]) for name in sorted(definitions)},
    }


class _Generator(GenerateJsonSchema):
    """Leaves out defaults: to write one that we would drop takes longer than its field."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """The schema of a field, as if it had no default."""
        return self.generate_inner(schema["schema"])


@cache  # all kinds share what is left of a retired record
def _definitions(model: type[Record]) -> Mapping[str, JsonSchemaValue]:
    """The schema of a model, and those of all that its fields hold, by name."""
    made = model.model_json_schema(ref_template="#/$defs/{model}", schema_generator=_Generator)
    return {**made.pop("$defs", {}), model.__name__: made}


def _models(model: type[Model], found: dict[str, type[Model]]) -> dict[str, type[Model]]:
    """A model and all that its fields hold, by name."""
    if model.__name__ not in found:
        found[model.__name__] = model
        for field in model.model_fields.values():
            inner = model_of(field.annotation)
            if inner:
                _models(inner, found)
    return found


def _tidy(schema: Mapping[str, Any], model: type[Model]) -> dict[str, Any]:
    """The schema of a mapping without what its file does not hold, and with what pydantic omits."""
    hidden = {name for name, field in model.model_fields.items() if field.exclude}
    said: dict[str, Any] = {
        "title": getattr(model, "singular", model.__name__.lower()),
        "type": "object",
        "properties": {
            name: _property(field)
            for name, field in schema["properties"].items()
            if name not in hidden
        },
        "additionalProperties": False,
    }
    required = [name for name in schema.get("required", ()) if name not in hidden]
    if required:
        said["required"] = required
    if model.either:
        said["allOf"] = [
            {"oneOf": [{"required": [name]} for name in names]} for names in model.either
        ]
    return said


def _property(field: Mapping[str, Any]) -> dict[str, Any]:
    """A field; one that is not known is left out, so it is never null."""
    said = {key: value for key, value in field.items() if key not in ("title", "anyOf")}
    for choice in field.get("anyOf", ()):
        if choice != {"type": "null"}:
            said |= choice
    if said.get("type") == "array":
        said["minItems"] = max(1, said.get("minItems", 1))
        said["examples"] = [
            example.strip("[]").split(", ") for example in said.pop("examples", ()) or ()
        ]
    if not said.get("examples"):
        said.pop("examples", None)
    return said
