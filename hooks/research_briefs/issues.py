"""What can be wrong with a file: the one value in which every part of the house says so.

Bad data gives issues, never exceptions: they are collected, sorted and printed all at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

#: How much of an offending line is shown; longer ones are cut around the caret.
EXCERPT_WIDTH = 100
#: How much of a message: some name what is wrong, and that may be as long as a text can be.
MESSAGE_WIDTH = 1_000


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong at one place.

    `path` is relative to the folder that holds the site, with forward slashes; `line` and `column`
    count from 1, and are 0 where the whole file (or a folder) is meant. `field` is the place in
    the record (`events[2].date`), `kind` the documented name of what is wrong, `excerpt` the
    offending line as it stands in the file and `width` how many characters the caret underlines.
    """

    path: str
    line: int
    column: int
    field: str
    kind: str
    message: str
    hint: str = ""
    excerpt: str = ""
    width: int = 1

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        field = f"{self.field}: " if self.field else ""
        return f"{place}: {field}{self.message}"


def render(issue: Issue) -> str:
    """The issue as a person reads it in a terminal: message, the line, a caret, a hint."""
    lines = [printable(_cut(str(issue)))]
    if issue.excerpt:
        text, offset = _window(issue.excerpt, issue.column - 1)
        before, meant = _cells(text[:offset]), _cells(text[offset : offset + issue.width])
        lines += [f"    | {printable(text)}", f"    | {' ' * before}{'^' * max(1, meant)}"]
    if issue.hint:
        lines.append(f"    = {printable(_cut(issue.hint))}")
    return "\n".join(lines)


def sort(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """By file, then by place in the file; the order in which all commands print."""
    return tuple(sorted(issues, key=lambda i: (i.path, i.line, i.column, i.field, i.message)))


def printable(text: str) -> str:
    """Make control, bidirectional and zero-width characters visible, one cell each.

    A terminal would obey them, and an issue about an invisible character must show it.
    """
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _cells(text: str) -> int:
    """How many columns of a terminal a text fills: a letter of Chinese or Japanese fills two."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in ("F", "W") else 1 for c in text)


def _cut(text: str) -> str:
    """A message without the middle of the very long text that it may be about."""
    half = MESSAGE_WIDTH // 2
    return text if len(text) <= MESSAGE_WIDTH else f"{text[:half]} … {text[-half:]}"


def _window(line: str, offset: int) -> tuple[str, int]:
    """Cut a long line to a window around the offset; the offset within the window comes along."""
    offset = min(offset, len(line))
    if len(line) <= EXCERPT_WIDTH:
        return line, offset
    start = max(0, min(offset - EXCERPT_WIDTH // 3, len(line) - EXCERPT_WIDTH))
    return line[start : start + EXCERPT_WIDTH], offset - start
