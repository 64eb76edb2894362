"""What a model is made of: the fields of a mapping as they are written, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, get_origin

from pydantic.fields import FieldInfo

from .fields import Parsed
from .model import Model


def fields_of(model: type[Model]) -> dict[str, Any]:
    """The fields of a mapping under the names by which they are written."""
    return {f.alias or name: f for name, f in model.model_fields.items() if not f.exclude}


def model_at(model: type[Model], path: Sequence[str | int]) -> type[Model] | None:
    """The model of the mapping at a path; None where the path leads to none."""
    for part in path:
        if isinstance(part, int):
            continue
        field = fields_of(model).get(part)
        inner = model_of(field.annotation) if field else None
        if inner is None:
            return None
        model = inner
    return model


def model_of(annotation: Any) -> type[Model] | None:
    """The model inside an annotation such as `tuple[Event, ...]` or `Binding | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = model_of(argument)
        if found:
            return found
    return None


def parser_of(field: FieldInfo | None) -> Parsed | None:
    """What reads the text of a field, or of an item of it; None if that is not known."""
    if field is None:
        return None
    parsers = [*field.metadata, *_metadata(field.annotation)]
    return next((parser for parser in parsers if isinstance(parser, Parsed)), None)


def _metadata(annotation: Any) -> Iterator[Any]:
    """What stands in the `Annotated` of an annotation such as `tuple[Id, ...] | None`."""
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
    for argument in getattr(annotation, "__args__", ()):
        yield from _metadata(argument)


def vocabulary(field: FieldInfo) -> tuple[str, ...]:
    """The words that a field takes; empty if it takes any text."""
    parser = parser_of(field)
    return tuple(parser.schema.get("enum", ())) if parser else ()
