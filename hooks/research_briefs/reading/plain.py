"""The quick way through a document in which nothing needs a word of explanation.

Nearly every file is such a document. It notes no places and makes no issues: whatever might need
either is left to the careful reader (`yaml_text.py`), which gives the same value for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

from .. import limits
from ..records.characters import find_unfit

#: A value of the dialect.
Value: TypeAlias = "str | list[Value] | dict[str, Value]"
#: An event of libyaml; its classes have attributes that the type stubs do not know.
Event: TypeAlias = Any

#: What events do not tell: a text that goes on after “ #”, and “?” before the name of a field.
_SUSPECT = re.compile(r"\s#[^\s#]|^[ -]*\?", re.MULTILINE)


class _NeedsCare(Exception):
    """Something is wrong with the document, or might be."""


def read_plainly(text: str) -> dict[str, Value] | None:
    """The value of a document; None if anything in it is to be looked at with care."""
    if _SUSPECT.search(text) or find_unfit(text, allowed="\n") >= 0:
        return None
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    try:
        return _document(events)
    except (yaml.YAMLError, _NeedsCare):
        return None


def _document(events: Iterator[Event]) -> dict[str, Value]:
    next(events)  # the start of the stream
    start, first = next(events), next(events, None)
    _plain(type(first) is yaml.MappingStartEvent and not start.explicit)
    value = _mapping(first, events, 0)
    _plain(not next(events).explicit and type(next(events)) is yaml.StreamEndEvent)
    return value


def _value(event: Event, events: Iterator[Event], depth: int) -> Value:
    if type(event) is yaml.ScalarEvent:
        _plain(bool(event.value or event.style) and event.style != ">")
        _plain(event.anchor is None and event.tag is None)
        value: str = event.value
        return value
    _plain(depth < limits.NESTING)
    if type(event) is yaml.SequenceStartEvent:
        return _sequence(event, events, depth)
    _plain(type(event) is yaml.MappingStartEvent)
    return _mapping(event, events, depth)


def _sequence(event: Event, events: Iterator[Event], depth: int) -> list[Value]:
    _plain(event.anchor is None and event.tag is None)
    items: list[Value] = []
    while type(item := next(events)) is not yaml.SequenceEndEvent:
        items.append(_value(item, events, depth + 1))
    _plain(0 < len(items) <= limits.ITEMS)
    return items


def _mapping(event: Event, events: Iterator[Event], depth: int) -> dict[str, Value]:
    _plain(event.anchor is None and event.tag is None and not event.flow_style)
    mapping: dict[str, Value] = {}
    while type(key := next(events)) is not yaml.MappingEndEvent:
        _plain(type(key) is yaml.ScalarEvent and key.value not in mapping)
        _plain(key.anchor is None and key.tag is None)
        mapping[key.value] = _value(next(events), events, depth + 1)
    return mapping


def _plain(condition: bool) -> None:
    if not condition:
        raise _NeedsCare
