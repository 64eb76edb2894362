"""YAML as text: a strict, small dialect in which every scalar is the string that was typed.

libyaml's events become plain dicts, lists and strings; beside them stands where each of them is in
the file, so that an issue can point at it. What the dialect leaves out (see `docs/format.md`) is
refused with a plain explanation, because it would surprise somebody who does not know YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import NoReturn, TypeAlias

import yaml

from .. import limits
from ..issues import Issue, Kind, Place
from ..records.characters import described, find_unfit
from .plain import Event, Value, read_plainly
from .syntax import FLATTER, TOO_DEEP, explain, in_quotes, no_field

#: Where a value is within a document: keys and positions from the top.
Path: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the file; lines and columns count from 0, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    style: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each value and each key of a document stands in it."""

    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """A file's text and its value. Where things stand in it is found out when somebody asks."""

    path: str
    text: str
    value: dict[str, Value]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text."""
        return tuple(self.text.split("\n"))

    @cached_property
    def places(self) -> Places:
        """Where all is: only issues and the layout need it, so the quick reader notes none."""
        reader = _Reader(self.path, self.lines)
        with suppress(_StopReading):
            reader.read(self.text)
        return reader.places

    def issue(
        self,
        at: Path,
        kind: Kind,
        message: str,
        hint: str = "",
        fragment: str = "",
        key: bool = False,
    ) -> Issue:
        """An issue about the value (or the key) at a path, or about a fragment of that value."""
        line, column, width = self._found(at, fragment, key)
        excerpt = self.lines[line]
        return Issue(
            self.path, line + 1, column + 1, dotted(at), kind, message, hint, excerpt, width
        )

    def place(self, at: Path, says: str, key: bool = False) -> Place:
        """A place that has to do with an issue elsewhere; `says` how."""
        line, column, width = self._found(at, "", key)
        return Place(self.path, line + 1, column + 1, says, self.lines[line], width)

    def _found(self, at: Path, fragment: str, key: bool) -> tuple[int, int, int]:
        """Line, column and width of a path, or of a fragment of what stands there."""
        span = self._span(at, key)
        whole = _first_line(self.lines, span)
        return (find(self.lines, span, fragment) or whole) if fragment else whole

    def _span(self, at: Path, key: bool) -> Span:
        """The place of a path, or of the nearest thing above it that is in the file."""
        for end in range(len(at), 0, -1):
            places = self.places.keys if key else self.places.values
            place = places.get(at[:end])
            if place:
                return place
        return Span(0, 0, 0, len(self.lines[0]) if self.lines else 0)


def dotted(path: Path) -> str:
    """A path as people write it: `events[2].date`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def decode(data: bytes, path: str) -> tuple[str, list[Issue]]:
    """The text of a file's bytes, or why it is not text. CRLF line ends are read as LF."""
    if len(data) > limits.FILE_BYTES:
        size = f"the file has more than {limits.FILE_BYTES:,} bytes, which is the limit"
        hint = "a record is a page: make several of it"
        return "", [Issue(path, 0, 0, "", "file-too-large", size, hint)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").split("\n")
        lines = data.decode("utf-8", errors="replace").replace("\r\n", "\n").split("\n")
        message = f"the file is not UTF-8: here is the byte 0x{data[error.start]:02x}"
        hint = "save the file as UTF-8 in your editor"
        place = len(before), len(before[-1]) + 1
        return "", [Issue(path, *place, "", "not-utf-8", message, hint, lines[place[0] - 1])]
    return text.replace("\r\n", "\n"), []


def read_yaml(text: str, path: str) -> tuple[Document | None, list[Issue]]:
    """Read a document of the dialect; there is none if there are issues."""
    document, issues = read_tolerantly(text, path)
    return (None if issues else document), issues


def read_tolerantly(text: str, path: str) -> tuple[Document | None, list[Issue]]:
    """Read what can be read beside the issues, so that more of them can be found in it."""
    value = read_plainly(text)
    if value is not None:
        return Document(path, text, value), []
    return read_carefully(text, path)


def read_carefully(text: str, path: str) -> tuple[Document | None, list[Issue]]:
    """Read what can be read, and explain what cannot."""
    lines = tuple(text.split("\n"))
    issues = list(_bad_characters(lines, path))
    if issues:
        return None, issues
    reader = _Reader(path, lines)
    try:
        document = reader.read(text)
    except _StopReading:
        document = None
    except yaml.YAMLError as error:
        reader.issues.append(_syntax_issue(error, path, lines))
        document = None
    return document, one_a_line(reader.issues)


def one_a_line(issues: Iterable[Issue]) -> list[Issue]:
    """The first issue of each line: others there are mostly its consequences."""
    first: dict[int, Issue] = {}
    for issue in issues:
        first.setdefault(issue.line, issue)
    return list(first.values())


#: What to do about some characters that a file may not hold; the rest is deleted.
_REMEDIES = {
    "\t": "use spaces",
    "\r": "save the file with the line ends of Unix (LF)",
    "\N{ZERO WIDTH NO-BREAK SPACE}": "save the file as UTF-8 without a byte order mark (BOM)",
}


def _bad_characters(lines: tuple[str, ...], path: str) -> Iterator[Issue]:
    """Tabs, and characters that nobody can see or that change the order of others."""
    for number, line in enumerate(lines):
        column = find_unfit(line)
        if column >= 0:
            character = line[column]
            is_tab = character == "\t"
            message = "a tab; YAML cannot tell how wide it is" if is_tab else described(character)
            hint = _REMEDIES.get(character, "delete it")
            yield Issue(path, number + 1, column + 1, "", "bad-character", message, hint, line)


class _StopReading(Exception):
    """Reading cannot go on; why stands among the issues."""


class _Reader:
    """Makes a document of libyaml's events."""

    def __init__(self, path: str, lines: tuple[str, ...]) -> None:
        self.path = path
        self.lines = lines
        self.issues: list[Issue] = []
        self.places = Places()

    def read(self, text: str) -> Document:
        events: Iterator[Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        next(events)  # the start of the stream
        start = next(events)
        if isinstance(start, yaml.StreamEndEvent):
            self._stop(Span(0, 0, 0, 0), "empty-file", "the file is empty", _NEW)
        if start.explicit:
            self._add(start, "yaml-extra", "a record needs no “---” and no “%”", "delete it")
        first = next(events)
        if isinstance(first, yaml.ScalarEvent) and not first.value:
            self._stop(_span(first), "empty-file", "the file is empty", _NEW)
        if isinstance(first, yaml.ScalarEvent):
            self._stop(_span(first), "wrong-type", *no_field(self._word(first)))
        if not isinstance(first, yaml.MappingStartEvent):
            hint = "begin each line with the name of a field: `title: …`"
            self._stop(_span(first), "wrong-type", "a record is made of fields, not a list", hint)
        value = self._mapping(first, events, ())
        self._end(events)
        return Document(self.path, text, value)

    def _end(self, events: Iterator[Event]) -> None:
        end = next(events)
        if end.explicit:
            self._add(end, "yaml-extra", "a record needs no “...”", "delete it")
        after = next(events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._add(after, "yaml-extra", "a second record begins", "one file is one record")
            raise _StopReading

    def _node(self, event: Event, events: Iterator[Event], path: Path) -> Value:
        if isinstance(event, yaml.AliasEvent):
            hint = "write out what it stands for; quote a text that begins with “*”"
            self._add(event, "yaml-extra", f"“*{event.anchor}” is an alias", hint, path)
            self.places.values[path] = _span(event)
            return ""
        if event.anchor:
            hint = "leave it out; quote a text that begins with “&”"
            self._add(event, "yaml-extra", f"“&{event.anchor}” is an anchor", hint, path)
        if event.tag and (not isinstance(event, yaml.ScalarEvent) or event.implicit == (0, 0)):
            hint = "leave it out; quote a text that begins with “!”"
            self._add(event, "yaml-extra", f"“{self._word(event)}” is a tag", hint, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= limits.NESTING:
            self._stop(_span(event), "too-deep", TOO_DEEP, FLATTER)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, path)
        return self._sequence(event, events, path)

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> str:
        self.places.values[path] = span = _span(event)
        text: str = event.value
        if event.style == ">":
            hint = "begin with “|”; “>” swallows the empty line between two paragraphs"
            self._add(event, "yaml-extra", "“>” joins the lines of a text", hint, path)
        if not text and not event.style:
            self._issue(span, "empty", "there is no value", _EMPTY_HINT, path)
        self._comment_by_mistake(span, path)
        return text

    def _comment_by_mistake(self, span: Span, path: Path) -> None:
        """Refuse a text that goes on after a “#”, of which YAML would say nothing."""
        if span.style == "|" or span.end_line >= len(self.lines):
            return
        line = self.lines[span.end_line]
        rest = line[span.end_column :].lstrip()
        if rest.startswith("#") and rest[1:].strip() and not rest[1].isspace():
            start = len(line) - len(rest)
            here = Span(span.end_line, start, span.end_line, len(line))
            hint = f"write a comment as “# …”; or {in_quotes(line)}"
            self._issue(here, "yaml-extra", "this is lost: “ #” begins a comment", hint, path)

    def _sequence(self, event: Event, events: Iterator[Event], path: Path) -> list[Value]:
        items: list[Value] = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                self.places.values[path] = _span(event, item)
                if not items:
                    self._issue(
                        self.places.values[path], "empty", "the list is empty", _EMPTY_HINT, path
                    )
                break
            if len(items) == limits.ITEMS:
                message = f"this list has more items than {limits.ITEMS}, which is the limit"
                self._stop(_span(item), "too-many", message, "shorten it, or make two records")
            items.append(self._node(item, events, (*path, len(items))))
        return items

    def _mapping(self, event: Event, events: Iterator[Event], path: Path) -> dict[str, Value]:
        if event.flow_style:
            braces = self._word(event).startswith("{")
            message = "fields in braces" if braces else "“: ” in a list in brackets"
            hint = "write one field a line; quote a text that begins with “{”"
            self._add(event, "yaml-extra", message, hint if braces else _LIST_HINT, path)
        mapping: dict[str, Value] = {}
        for key in events:
            if isinstance(key, yaml.MappingEndEvent):
                self.places.values[path] = _span(event, key)
                break
            name = self._key(key, mapping, path)
            value = self._node(next(events), events, (*path, name))
            mapping.setdefault(name, value)
        return mapping

    def _key(self, event: Event, mapping: dict[str, Value], path: Path) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            hint = "quote a text that begins with a bracket"
            self._stop(_span(event), "yaml-extra", "the name of a field is a word", hint)
        name: str = event.value
        here = (*path, name)
        if self._before(event).endswith("?"):
            hint = "leave it out; quote a text that begins with “?”"
            self._stop(_span(event), "yaml-extra", "“?” before the name of a field", hint)
        if event.anchor or event.tag:
            hint = "leave it out"
            self._add(event, "yaml-extra", "the name of a field with an anchor or tag", hint, here)
        if name in mapping:
            first = self.places.keys[here].line + 1
            message = f"`{name}` stands here twice; the first is on line {first}"
            self._add(event, "duplicate-field", message, "keep one of the two", here)
            return name
        self.places.keys[here] = _span(event)
        return name

    def _add(self, event: Event, kind: Kind, message: str, hint: str = "", path: Path = ()) -> None:
        self._issue(_span(event), kind, message, hint, path)

    def _issue(self, span: Span, kind: Kind, message: str, hint: str, path: Path) -> None:
        line, column, width = _first_line(self.lines, span)
        excerpt = self.lines[line]
        self.issues.append(
            Issue(
                self.path, line + 1, column + 1, dotted(path), kind, message, hint, excerpt, width
            )
        )

    def _stop(self, span: Span, kind: Kind, message: str, hint: str = "") -> NoReturn:
        self._issue(span, kind, message, hint, ())
        raise _StopReading

    def _before(self, event: Event) -> str:
        """What stands before an event on its line."""
        span = _span(event)
        return _line(self.lines, span)[: span.column].rstrip()

    def _word(self, event: Event) -> str:
        """The word with which an event begins, as it was typed."""
        span = _span(event)
        return _line(self.lines, span)[span.column :].partition(" ")[0]


_NEW = "begin with `title: …`, or delete the file"
_EMPTY_HINT = "what is not known is left out: drop the field"
_LIST_HINT = "brackets are for ids: [a, b]; write other items one a line, after “- ”"


def _span(event: Event, end: Event | None = None) -> Span:
    start, stop = event.start_mark, (end or event).end_mark
    style = getattr(event, "style", "") or ""
    return Span(start.line, start.column, stop.line, stop.column, style)


def _line(lines: tuple[str, ...], span: Span) -> str:
    """The line at which a span starts; libyaml may put the end behind the last one."""
    return lines[span.line] if span.line < len(lines) else ""


def _first_line(lines: tuple[str, ...], span: Span) -> tuple[int, int, int]:
    """Where a caret goes: line, column and width of what of the span is on its first line."""
    if span.line >= len(lines):
        return len(lines) - 1, len(lines[-1]), 1
    text = lines[span.line]
    end = span.end_column if span.end_line == span.line else len(text)
    return span.line, span.column, max(1, len(text[span.column : end].rstrip()))


def find(lines: tuple[str, ...], span: Span, fragment: str) -> tuple[int, int, int] | None:
    """Where a fragment of a value stands within the lines of the value.

    It is looked for as a whole word first (the 3 of `source-23, 3`); of one that goes on on the
    next line, the first word is found.
    """
    whole = rf"(?<![\w-]){re.escape(fragment)}(?![\w-])"
    for pattern in (whole, re.escape(fragment), *map(re.escape, fragment.split()[:1])):
        for number in range(span.line, min(span.end_line + 1, len(lines))):
            start = span.column if number == span.line else 0
            match = re.compile(pattern).search(lines[number], start)
            if match:
                return number, match.start(), len(match[0])
    return None


def _syntax_issue(error: yaml.YAMLError, path: str, lines: tuple[str, ...]) -> Issue:
    """An issue for what libyaml refuses."""
    found = explain(error, lines)
    place = found.line + 1, found.column + 1
    return Issue(path, *place, "", "not-yaml", found.message, found.hint, lines[found.line])
