"""YAML as text: a strict, small dialect in which every scalar is the string that was typed.

libyaml's events become plain dicts, lists and strings; beside them stands where each of them is in
the file, so that an issue can point at it. What the dialect leaves out (see `docs/format.md`) is
refused with a plain explanation, because it would surprise somebody who does not know YAML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeAlias

import yaml

from .. import limits
from ..issues import Issue

#: A value of the dialect.
Value: TypeAlias = "str | list[Value] | dict[str, Value]"
#: Where a value is within a document: keys and positions from the top.
Path: TypeAlias = "tuple[str | int, ...]"
#: An event of libyaml; its classes have attributes that the type stubs do not know.
Event: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the file; lines and columns count from 0, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    style: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text, its value, and where each value and each key stands in it."""

    path: str
    lines: tuple[str, ...]
    value: dict[str, Value]
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)

    def issue(
        self,
        at: Path,
        kind: str,
        message: str,
        hint: str = "",
        fragment: str = "",
        key: bool = False,
    ) -> Issue:
        """An issue about the value (or the key) at a path, or about a fragment of that value."""
        span = self._span(at, key)
        line, column, width = _first_line(self.lines, span)
        if fragment:
            line, column, width = _find(self.lines, span, fragment) or (line, column, width)
        excerpt = self.lines[line] if line < len(self.lines) else ""
        return Issue(
            self.path, line + 1, column + 1, dotted(at), kind, message, hint, excerpt, width
        )

    def _span(self, at: Path, key: bool) -> Span:
        """The place of a path, or of the nearest thing above it that is in the file."""
        for end in range(len(at), 0, -1):
            place = self.keys.get(at[:end]) if key else self.values.get(at[:end])
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
        return "", [Issue(path, 0, 0, "", "file-too-large", size)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        hint = "save the file as UTF-8 in your editor"
        return "", [Issue(path, line, column, "", "not-utf-8", message, hint)]
    return text.replace("\r\n", "\n"), []


def read_yaml(text: str, path: str) -> tuple[Document | None, list[Issue]]:
    """Read a document of the dialect; there is none if an issue keeps it from being read."""
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
    return (None if reader.issues else document), reader.issues


#: Invisible characters that scripts and emoji need between visible ones.
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"


def _bad_characters(lines: tuple[str, ...], path: str) -> Iterator[Issue]:
    """Tabs, and characters that nobody can see or that change the order of others."""
    for number, line in enumerate(lines):
        if line.isascii() and line.isprintable():
            continue
        for column, character in enumerate(line):
            message = _why_bad(line, column, character)
            if message:
                hint = "use spaces" if character == "\t" else "delete it"
                yield Issue(path, number + 1, column + 1, "", "bad-character", message, hint, line)
                break


def _why_bad(line: str, column: int, character: str) -> str:
    if character == "\t":
        return "a tab; YAML cannot tell how wide it is"
    category = unicodedata.category(character)
    if category not in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"):
        return ""
    around = line[column - 1 : column] + line[column + 1 : column + 2]
    if character in _JOINERS and len(around) == 2 and not any(c.isascii() for c in around):
        return ""
    name = unicodedata.name(character, "a control character").lower()
    return f"an invisible character, U+{ord(character):04X} ({name})"


class _StopReading(Exception):
    """Reading cannot go on; why stands among the issues."""


class _Reader:
    """Makes a document of libyaml's events."""

    def __init__(self, path: str, lines: tuple[str, ...]) -> None:
        self.path = path
        self.lines = lines
        self.issues: list[Issue] = []
        self.values: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}

    def read(self, text: str) -> Document:
        events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        next(events)  # the start of the stream
        start = next(events)
        if isinstance(start, yaml.StreamEndEvent):
            self._stop(Span(0, 0, 0, 0), "empty-file", "the file is empty")
        if start.explicit:
            self._add(start, "yaml-extra", "a record does not need “---” or directives")
        first = next(events)
        if not isinstance(first, yaml.MappingStartEvent):
            self._stop(_span(first), "wrong-type", "a record is a mapping: `title: …`")
        value = self._mapping(first, events, ())
        self._end(events)
        return Document(self.path, self.lines, value, self.values, self.keys)

    def _end(self, events: Iterator[Event]) -> None:
        end = next(events)
        if end.explicit:
            self._add(end, "yaml-extra", "a record does not need “...”")
        after = next(events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._add(after, "yaml-extra", "a second document begins", "one record is one file")
            raise _StopReading

    def _node(self, event: Event, events: Iterator[Event], path: Path) -> Value:
        if isinstance(event, yaml.AliasEvent):
            self._add(event, "yaml-extra", f"“*{event.anchor}” is an alias", "write the text out")
            self.values[path] = _span(event)
            return ""
        if event.anchor:
            self._add(event, "yaml-extra", f"“&{event.anchor}” is an anchor", "leave it out")
        if event.tag and (not isinstance(event, yaml.ScalarEvent) or event.implicit == (0, 0)):
            self._add(event, "yaml-extra", f"“{event.tag}” is a tag", "leave it out")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= limits.NESTING:
            message = f"this is nested deeper than {limits.NESTING}, which is the limit"
            self._stop(_span(event), "too-deep", message)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, path)
        return self._sequence(event, events, path)

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> str:
        self.values[path] = span = _span(event)
        text: str = event.value
        if event.style == ">":
            hint = "begin with “|”; “>” swallows the empty line between two paragraphs"
            self._add(event, "yaml-extra", "folded text", hint, path)
        if not text and not event.style:
            self._issue(span, "empty", "there is no value", _EMPTY_HINT, path)
        return text

    def _sequence(self, event: Event, events: Iterator[Event], path: Path) -> list[Value]:
        items: list[Value] = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                self.values[path] = _span(event, item)
                if not items:
                    self._issue(self.values[path], "empty", "the list is empty", _EMPTY_HINT, path)
                break
            if len(items) == limits.ITEMS:
                message = f"this list has more items than {limits.ITEMS}, which is the limit"
                self._stop(_span(item), "too-many", message)
            items.append(self._node(item, events, (*path, len(items))))
        return items

    def _mapping(self, event: Event, events: Iterator[Event], path: Path) -> dict[str, Value]:
        if event.flow_style:
            hint = "write one field a line; a comma in its text would split it"
            self._add(event, "yaml-extra", "a mapping in braces", hint, path)
        mapping: dict[str, Value] = {}
        for key in events:
            if isinstance(key, yaml.MappingEndEvent):
                self.values[path] = _span(event, key)
                break
            name = self._key(key, mapping, path)
            value = self._node(next(events), events, (*path, name))
            mapping.setdefault(name, value)
        return mapping

    def _key(self, event: Event, mapping: dict[str, Value], path: Path) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._stop(_span(event), "yaml-extra", "a field's name must be a word")
        name: str = event.value
        if event.anchor or event.tag:
            self._add(event, "yaml-extra", "a field's name with an anchor or tag", "leave it out")
        here = (*path, name)
        if name in mapping:
            first = self.keys[here].line + 1
            self._add(
                event,
                "duplicate-field",
                f"`{name}` stands here twice; the first is on line {first}",
                "keep one of the two",
                here,
            )
            return name
        self.keys[here] = _span(event)
        return name

    def _add(self, event: Event, kind: str, message: str, hint: str = "", path: Path = ()) -> None:
        self._issue(_span(event), kind, message, hint, path)

    def _issue(self, span: Span, kind: str, message: str, hint: str, path: Path) -> None:
        line, column, width = _first_line(self.lines, span)
        excerpt = self.lines[line] if line < len(self.lines) else ""
        self.issues.append(
            Issue(
                self.path, line + 1, column + 1, dotted(path), kind, message, hint, excerpt, width
            )
        )

    def _stop(self, span: Span, kind: str, message: str) -> NoReturn:
        self._issue(span, kind, message, "", ())
        raise _StopReading


_EMPTY_HINT = "what is not known is left out: drop the field"


def _span(event: Event, end: Event | None = None) -> Span:
    start, stop = event.start_mark, (end or event).end_mark
    style = getattr(event, "style", "") or ""
    return Span(start.line, start.column, stop.line, stop.column, style)


def _first_line(lines: tuple[str, ...], span: Span) -> tuple[int, int, int]:
    """Where a caret goes: line, column and width of what of the span is on its first line."""
    text = lines[span.line] if span.line < len(lines) else ""
    end = span.end_column if span.end_line == span.line else len(text)
    return span.line, span.column, max(1, len(text[span.column : end].rstrip()))


def _find(lines: tuple[str, ...], span: Span, fragment: str) -> tuple[int, int, int] | None:
    """Where a fragment of a value stands within the lines of the value."""
    for number in range(span.line, min(span.end_line + 1, len(lines))):
        column = lines[number].find(fragment, span.column if number == span.line else 0)
        if column >= 0:
            return number, column, len(fragment)
    return None


#: What libyaml says, and what it means to somebody who does not know YAML.
_PROBLEMS = (
    (r"mapping values are not allowed", "a second “: ” on this line", "quote the text: \"a: b\""),
    (r"could not find expected ':'", "this line is no `field: value`", "indent it, or add a colon"),
    (r"did not find expected key", "this line is not indented as those around it", ""),
    (r"did not find expected '-' indicator", "an item of a list was expected: “- …”", ""),
    (r"block sequence entries are not allowed", "a list cannot begin here", "start a new line"),
    (r"found character that cannot start", "the text begins with a special character", "quote it"),
    (r"found unexpected end of stream", "a quote is not closed", ""),
    (r"found unknown escape", "“\\” means something in double quotes", "use single quotes"),
    (r"did not find expected ',' or '\]'", "a bracketed list is not closed", "quote a text in ["),
    (r"did not find expected ',' or '}'", "a mapping in braces", "write one field a line"),
    (r"found undefined tag|did not find (URI|expected (tag|alphabetic))", "“!” and “&” and “*” "
     "mean something at the start of a text", "quote it"),
    (r"found unknown directive|%", "“%” means something at the start of a line", "quote it"),
)  # fmt: skip


def _syntax_issue(error: yaml.YAMLError, path: str, lines: tuple[str, ...]) -> Issue:
    """An issue for what libyaml refuses, in plain words where they are known."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "this is not YAML"
    line = min(mark.line if mark else 0, len(lines) - 1)
    column = mark.column if mark else 0
    unknown = f"this is not YAML: {problem}", ""
    message, hint = next(
        (m, h) for p, m, h in (*_PROBLEMS, ("", *unknown)) if re.search(p, problem)
    )
    return Issue(path, line + 1, column + 1, "", "not-yaml", message, hint, lines[line])
