"""The quick way through a document in which nothing needs a word of explanation.

Nearly every file is such a document. It notes no places and makes no issues: whatever might need
either is left to the careful reader (`yaml_text.py`), which gives the same value for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

import yaml

from .. import limits
from ..records.characters import find_unfit

#: A value of the dialect.
Value: TypeAlias = "str | list[Value] | dict[str, Value]"
#: An event of libyaml; its classes have attributes that the type stubs do not know.
Event: TypeAlias = Any
#: Gives the next event of a document.
Next: TypeAlias = Callable[[], Event]

#: What events do not tell: a text that goes on after “ #”, and “?” before the name of a field.
_COMMENT = re.compile(r"\s#[^\s#]")
_COMPLEX_KEY = re.compile(r"\n[ -]*\?")


class _NeedsCare(Exception):
    """Something is wrong with the document, or might be."""


def read_plainly(text: str) -> dict[str, Value] | None:
    """The value of a document; None if anything in it is to be looked at with care."""
    if ("#" in text and _COMMENT.search(text)) or (
        "?" in text and _COMPLEX_KEY.search(f"\n{text}")
    ):
        return None
    if find_unfit(text, allowed="\n") >= 0:
        return None
    try:
        return _document(yaml.CSafeLoader(text).get_event)
    except (yaml.YAMLError, _NeedsCare):
        return None


def _document(next_event: Next) -> dict[str, Value]:
    next_event()  # the start of the stream
    start, first = next_event(), next_event()
    if type(first) is not yaml.MappingStartEvent or start.explicit:
        raise _NeedsCare
    value = _mapping(first, next_event, 0)
    if next_event().explicit or type(next_event()) is not yaml.StreamEndEvent:
        raise _NeedsCare
    return value


def _value(event: Event, next_event: Next, depth: int) -> Value:
    kind = type(event)
    if kind is yaml.ScalarEvent:
        value: str = event.value
        if event.style == ">" or not (value or event.style) or event.anchor or event.tag:
            raise _NeedsCare
        return value
    if depth >= limits.NESTING:
        raise _NeedsCare
    if kind is yaml.SequenceStartEvent:
        return _sequence(event, next_event, depth)
    if kind is yaml.MappingStartEvent:
        return _mapping(event, next_event, depth)
    raise _NeedsCare  # an alias


def _sequence(event: Event, next_event: Next, depth: int) -> list[Value]:
    items: list[Value] = []
    while type(item := next_event()) is not yaml.SequenceEndEvent:
        items.append(_value(item, next_event, depth + 1))
    if not 0 < len(items) <= limits.ITEMS or event.anchor or event.tag:
        raise _NeedsCare
    return items


def _mapping(event: Event, next_event: Next, depth: int) -> dict[str, Value]:
    if event.flow_style or event.anchor or event.tag:
        raise _NeedsCare
    mapping: dict[str, Value] = {}
    while type(key := next_event()) is not yaml.MappingEndEvent:
        if type(key) is not yaml.ScalarEvent or key.value in mapping or key.anchor or key.tag:
            raise _NeedsCare
        mapping[key.value] = _value(next_event(), next_event, depth + 1)
    return mapping
