"""Where the reference of all fields speaks of one: the only place that knows its anchors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .model import KINDS, Model, Record
from .shape import fields_of, model_at

#: The page of the reference, in the folder of pages written by hand.
PAGE = "fields.md"
#: The heading under which stand the fields that only a retired record has.
RETIRED = "retired"
_ONLY_RETIRED = ("merged_into", "withdrawn")


def anchor(kind: str, path: Sequence[str | int], kinds: Mapping[str, type[Record]] = KINDS) -> str:
    """The anchor of a field in the reference; empty if no kind is called so.

    `path` is the place of a value in a record, as `("events", 2, "date")`. A field of the record
    itself is `<kind>-<field>` (`agreements-events`); one of a mapping inside it is called after the
    field that holds the mapping (`events-date`, `claims-source`, `binding-is`), the same for every
    kind. What no model knows has the anchor of the mapping in which it stands.
    """
    model: type[Model] | None = kinds.get(kind)
    if model is None:
        return ""
    here, owner = kind, kind
    for part in path:
        if isinstance(part, int):
            continue
        if owner == kind and part in _ONLY_RETIRED:
            return f"{RETIRED}-{part}"
        if model is None or part not in fields_of(model):
            break
        here = f"{owner}-{part}"
        model, owner = model_at(model, (part,)), part
    return here


def path_of(field: str) -> tuple[str | int, ...]:
    """The place that an issue writes as `events[2].date`."""
    parts = field.replace("[", ".").replace("]", "").split(".")
    return tuple(int(part) if part.isdecimal() else part for part in parts)
