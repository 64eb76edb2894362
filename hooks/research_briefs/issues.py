"""What can be wrong with a file: the one value in which every part of the house says so.

Bad data gives issues, never exceptions: they are collected, sorted and printed all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal
from unicodedata import combining, east_asian_width

#: What can be wrong. `docs/issues.md` says of each what it means and how to mend it.
Kind = Literal[
    # The file
    "unknown-file", "unreadable-file", "unwritable-file", "file-too-large", "too-many",
    # Its writing
    "empty-file", "not-utf-8", "bad-character", "not-yaml", "yaml-extra", "duplicate-field",
    "too-deep", "layout",
    # Its fields
    "unknown-field", "missing-field", "wrong-type", "empty", "wrong-value", "blank",
    # Between records
    "dangling-id", "id-clash", "repeated", "bad-citation", "future-date", "no-fate",
    "self-relation", "double-relation", "cycle",
    # Between pages
    "address-taken", "broken-link",
    # Since the last release
    "vanished", "changed-version",
]  # fmt: skip

#: What is told of files that can be read: while others cannot, it may be their consequence.
BETWEEN: frozenset[Kind] = frozenset((
    "dangling-id", "id-clash", "repeated", "bad-citation", "future-date", "no-fate",
    "self-relation", "double-relation", "cycle", "address-taken", "broken-link", "vanished",
    "changed-version",
))  # fmt: skip

#: How much of an offending line is shown; longer ones are cut around the caret.
EXCERPT_WIDTH = 100
#: How much of a message: some name what is wrong, and that may be as long as a text can be.
MESSAGE_WIDTH = 1_000


#: What a part of an issue is for the eye; on a terminal each has its colour.
Part = Literal["place", "message", "caret", "hint", "gutter"]
#: Gives a part of an issue its looks.
Ink = Callable[[Part, str], str]


@dataclass(frozen=True, slots=True)
class Place:
    """Another place that has to do with an issue: the other end of a link, the first of two."""

    path: str
    line: int
    column: int
    says: str
    excerpt: str = ""
    width: int = 1


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong at one place.

    `path` is relative to the folder that holds the site, with forward slashes; `line` and `column`
    count from 1, and are 0 where the whole file (or a folder) is meant. `field` is the place in
    the record (`events[2].date`), `kind` the documented name of what is wrong, `excerpt` the
    offending line as it stands in the file and `width` how many characters the caret underlines;
    `also` are other places that have to do with it.
    """

    path: str
    line: int
    column: int
    field: str
    kind: Kind
    message: str
    hint: str = ""
    excerpt: str = ""
    width: int = 1
    also: tuple[Place, ...] = ()

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{_where(self)}: {field}{self.message}"


def plain(_: Part, text: str) -> str:
    """The ink of everything that is no terminal: none."""
    return text


def render(issue: Issue, ink: Ink = plain, manual: str = "") -> str:
    """The issue as a person reads it in a terminal: message, the line, a caret, a hint.

    `manual` is where the documentation speaks of the field.
    """
    where, said = f"{_where(issue)}:", _cut(str(issue))
    head = ink("place", printable(where)) + ink("message", printable(said[len(where) :]))
    lines = [head if said.startswith(where) else ink("message", printable(said))]
    lines += _excerpt(issue, ink)
    for other in issue.also:
        says = printable(_cut(other.says))
        lines += [f"{ink('gutter', '    :')} {ink('place', f'{printable(_where(other))}:')} {says}"]
        lines += _excerpt(other, ink)
    lines += [_told(issue.hint, ink)] if issue.hint else []
    lines += [_told(f"see {manual}", ink)] if manual else []
    return "\n".join(lines)


def _where(what: Issue | Place) -> str:
    return f"{what.path}:{what.line}:{what.column}" if what.line else what.path


def _told(text: str, ink: Ink) -> str:
    return f"{ink('gutter', '    =')} {ink('hint', printable(_cut(text)))}"


def _excerpt(what: Issue | Place, ink: Ink) -> list[str]:
    """The line that is meant, with a caret below the very value."""
    if not what.excerpt:
        return []
    text, offset = _window(what.excerpt, what.column - 1)
    before, meant = cells(text[:offset]), cells(text[offset : offset + what.width])
    gutter = ink("gutter", "    |")
    caret = ink("caret", "^" * max(1, meant))
    return [f"{gutter} {printable(text)}", f"{gutter} {' ' * before}{caret}"]


def sort(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """By file, then by place in the file; the order in which all commands print."""
    return tuple(sorted(issues, key=lambda i: (i.path, i.line, i.column, i.field, i.message)))


def most_useful_first(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """By file, and first the files that cannot be read: the rest is checked when they can."""
    found = sort(issues)
    unread = {issue.path for issue in found if issue.kind not in BETWEEN}
    return tuple(sorted(found, key=lambda issue: issue.path not in unread))


def printable(text: str) -> str:
    """Make control, bidirectional and zero-width characters visible, one cell each.

    A terminal would obey them, and an issue about an invisible character must show it.
    """
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def cells(text: str) -> int:
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
