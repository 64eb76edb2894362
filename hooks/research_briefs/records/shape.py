"""What a model is made of: the fields of a mapping as they are written, and what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
