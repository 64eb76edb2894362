"""A record as the text of its file: every value is text again, a list of them, or fields."""

from __future__ import annotations

from functools import cache
from typing import Any

from .citations import Citation, Locator
from .model import Model, field_order


def written(model: Model) -> dict[str, Any]:
    """The fields of a record or of an item under the names, and in the order, of its file.

    What is not known is left out. A model reads the same record from it again.
    """
    values = model.__dict__
    return {
        name: value if type(value) is str else _text(value)
        for attribute, name in _names(type(model))
        if (value := values[attribute]) or (value is not None and value != ())
    }


def _text(value: Any) -> Any:
    if isinstance(value, tuple):
        if isinstance(value[0], Citation):
            return "; ".join(map(cited, value))
        return [item if type(item) is str else _text(item) for item in value]
    if isinstance(value, Model):
        return written(value)
    return _typed(value.text) if isinstance(value, Locator) else str(value)


@cache
def _names(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """The attributes of a model with the names by which files call them, in their order there."""
    attributes = {f.alias or name: name for name, f in model.model_fields.items() if not f.exclude}
    return tuple((attributes[name], name) for name in field_order(model))


def cited(citation: Citation) -> str:
    """A citation as a file has it: `almanac-2024, paras. 43, 65-67, citing gazette-2023`."""
    place = place_of(citation)
    text = f"{citation.source}, {place}" if place else citation.source
    return f"{text}, citing {citation.citing}" if citation.citing else text


def place_of(citation: Citation) -> str:
    """Where in the source, as a file has it; empty if it does not say."""
    return _typed(citation.place)


def _typed(place: str) -> str:
    """A place in a source with the hyphens that a keyboard has."""
    return place.replace("\N{EN DASH}", "-")
