"""Where the comments of a document are, and which field or item each of them is about.

libyaml drops comments. What it keeps, the places of all keys and values, is enough to find them:
a `#` that stands in no key and in no value begins a comment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from .plain import Value
from .yaml_text import Document, Path, Span

#: A line and a column.
Place = tuple[int, int]

#: Tools look for such a comment at the top of the file, so it stays there.
_MODELINE = re.compile(r"#\s*yaml-language-server:")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; `alone` if nothing stands before it, `spaced` if a blank line does."""

    line: int
    column: int
    text: str
    alone: bool
    spaced: bool

    @property
    def place(self) -> Place:
        return self.line, self.column


@dataclass(frozen=True, slots=True)
class Notes:
    """The comments of a field or item: above it, beside it on its line, below all that is in it.

    Those above the whole document are its header.
    """

    above: list[Comment] = field(default_factory=list)
    beside: list[Comment] = field(default_factory=list)
    below: list[Comment] = field(default_factory=list)


def walk(value: Value, path: Path = ()) -> Iterator[tuple[Path, Value]]:
    """A value and all values in it, each with its path."""
    yield path, value
    if isinstance(value, str):
        return
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for part, inner in parts:
        yield from walk(inner, (*path, part))


def find_comments(document: Document) -> list[Comment]:
    """All the comments of a document in their order."""
    if not any("#" in line for line in document.lines):
        return []
    taken = _taken(document)
    starts = ((n, _start(line, taken[n])) for n, line in enumerate(document.lines))
    return [_comment(document.lines, line, column) for line, column in starts if column >= 0]


def notes_of(document: Document) -> Mapping[Path, Notes]:
    """The comments of each field, each item and the document; only of those that have some."""
    notes: dict[Path, Notes] = defaultdict(Notes)
    comments = find_comments(document)
    if not comments:
        return notes
    order = _Order(document, comments)
    header = _header(document, takewhile(order.is_at_top, comments))
    notes[()].above.extend(header)
    for comment in comments[len(header) :]:
        path, where = order.owner(comment)
        getattr(notes[_outer(path) if where == "above" else path], where).append(comment)
    return notes


def _outer(path: Path) -> Path:
    """The outermost item of nested lists that begins with the one at the path."""
    while path[-1:] == (0,) and isinstance(path[-2], int):
        path = path[:-1]
    return path


def _taken(document: Document) -> dict[int, list[Place]]:
    """The stretches of each line that belong to keys and to values of text."""
    taken: dict[int, list[Place]] = defaultdict(list)
    texts = [
        document.places.values[path]
        for path, value in walk(document.value)
        if isinstance(value, str)
    ]
    for span in (*document.places.keys.values(), *texts):
        for line in range(span.line, span.end_line + 1):
            start = span.column if line == span.line else 0
            end = span.end_column if line == span.end_line else len(document.lines[line])
            if line == span.line and span.style == "|":
                end = start + 1  # after “|” there may be a comment
            taken[line].append((start, end))
    return taken


def _start(line: str, taken: list[Place]) -> int:
    """Where the comment of a line starts; -1 if it has none."""
    here = 0
    for start, end in sorted(taken):
        column = line.find("#", here, start)
        if column >= 0:
            return column
        here = end
    return line.find("#", here)


def _comment(lines: tuple[str, ...], line: int, column: int) -> Comment:
    alone = not lines[line][:column].strip()
    spaced = alone and line > 0 and not lines[line - 1].strip()
    text = lines[line][column:].rstrip()
    if not alone and text[1:] and not text[1].isspace():
        text = f"# {text[1:]}"  # “#12” after a text is refused: who types it mostly means a number
    return Comment(line, column, text, alone, spaced)


def _header(document: Document, top: Iterable[Comment]) -> list[Comment]:
    """Those comments above the first field that a blank line or their use sets apart from it."""
    comments = list(top)
    for length in range(len(comments), 0, -1):
        last = comments[length - 1]
        if not document.lines[last.line + 1].strip() or _MODELINE.match(last.text):
            return comments[:length]
    return []


class _Order:
    """The fields and items of a document in their order, to look up what is near a comment."""

    def __init__(self, document: Document, comments: list[Comment]) -> None:
        self._values = document.places.values
        self._lines = document.lines
        self._ends_of_lines = {comment.line: comment.column for comment in comments}
        paths = [(path, value) for path, value in walk(document.value) if path]
        self._flows = {p for p, v in paths if isinstance(v, list) and _is_flow(document, p)}
        self._leaves = {p for p, v in paths if isinstance(v, str)} | self._flows
        self._starts = [
            (self._start(path, document.places.keys.get(path)), path) for path, _ in paths
        ]
        ends = [(_end(document.places.values[path]), path) for path in self._leaves]
        ends += [(_end(span), path) for path, span in document.places.keys.items()]
        self._ends = sorted(ends, key=lambda end: end[0])

    def _start(self, path: Path, key: Span | None) -> Place:
        """Where a field or item starts: at its name, or its dash, or in brackets at its value."""
        span = key or self._values[path]
        line, column = span.line, span.column
        if key or path[:-1] in self._flows:
            return line, column
        while not (before := self._lines[line][:column].rstrip()):
            line -= 1
            column = self._ends_of_lines.get(line, len(self._lines[line]))
        return line, len(before) - 1

    def is_at_top(self, comment: Comment) -> bool:
        """Whether the comment stands above the first field."""
        return comment.place < self._starts[0][0]

    def owner(self, comment: Comment) -> tuple[Path, str]:
        """Whose comment it is, and where it stands: above, beside or below."""
        if not comment.alone:
            path = self._on_line(comment)
            if path is not None:
                return path, "beside"
        index = bisect_right(self._starts, comment.place, key=lambda start: start[0])
        before = self._starts[index - 1][1] if index else ()
        after = self._starts[index][1] if index < len(self._starts) else None
        if before in self._leaves and _start_of(self._values[before]) > comment.place:
            return before, "above"  # it stands between a name or dash and its value
        if not comment.alone and before[-1:] and isinstance(before[-1], int):
            return before, "above"  # it stands beside a dash
        ended = self._ended(before, after, comment)
        return (after, "above") if ended is None and after else (ended or (), "below")

    def _on_line(self, comment: Comment) -> Path | None:
        """What ends before the comment on its line."""
        index = bisect_right(self._ends, comment.place, key=lambda end: end[0])
        place, path = self._ends[index - 1] if index else ((-1, -1), ())
        return path if place[0] == comment.line else None

    def _ended(self, before: Path, after: Path | None, comment: Comment) -> Path | None:
        """The list or mapping at whose end the comment stands, as its indentation tells."""
        above = [before[:length] for length in range(len(before) + 1)]
        around = [path for path in above if path in self._flows and self._is_around(path, comment)]
        if around:
            return None if after and after[: len(around[-1])] == around[-1] else around[-1]
        floor = self._values[after[:-1]].column if after else -1
        ended = [
            path
            for path in above[:-1]
            if path not in self._flows
            and (after is None or after[: len(path)] != path)
            and floor < self._values[path].column <= comment.column
        ]
        return max(ended, key=lambda path: self._values[path].column, default=None)

    def _is_around(self, path: Path, comment: Comment) -> bool:
        span = self._values[path]
        return _start_of(span) < comment.place < (span.end_line, span.end_column)


def _is_flow(document: Document, path: Path) -> bool:
    span = document.places.values[path]
    return document.lines[span.line].startswith("[", span.column)


def _start_of(span: Span) -> Place:
    return span.line, span.column


def _end(span: Span) -> Place:
    """Where a comment may follow; in a text after “|” that is its first line."""
    if span.style == "|":
        return span.line, span.column + 1
    return span.end_line, span.end_column
