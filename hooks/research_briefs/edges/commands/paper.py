"""Markdown of ours as plain text folded to the width of a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ...issues import cells, printable

#: Makes a heading stand out.
Strong = Callable[[str], str]


def folded(markdown: str, width: int, strong: Strong = str) -> Iterator[str]:
    """The lines of a text, none wider than `width` columns unless it is one word.

    A link is shown as its words; what a terminal would obey is made visible.
    """
    page = _Page(width, strong)
    for token, inline in _blocks(MarkdownIt("commonmark").parse(markdown)):
        page.take(token, inline)
    yield from page.lines


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    for token in tokens:
        yield token, _plain(token.children or []) if token.type == "inline" else token.content


def _plain(tokens: Sequence[Token]) -> str:
    """The words of a line; emphasis and links leave none of their marks."""
    said = {"softbreak": " ", "hardbreak": " "}
    return "".join(said.get(token.type, token.content) for token in tokens)


@dataclass(slots=True)
class _Page:
    """Lines that are made block by block; `indents` are those of the lists around."""

    width: int
    strong: Strong
    lines: list[str] = field(default_factory=list)
    indents: list[str] = field(default_factory=list)
    marker: str = ""
    heading: str = ""

    def take(self, token: Token, inline: str) -> None:
        """One token of the library, with the words of its line if it has some."""
        if token.type == "list_item_open":
            self.marker = f"{token.info}. " if token.info else "- "
            self.indents.append(" " * len(self.marker))
        elif token.type == "list_item_close":
            self.indents.pop()
        elif token.type == "heading_open":
            self.heading = token.tag
        elif token.type == "inline" or token.type in ("fence", "code_block", "html_block"):
            self._put(inline)

    def _put(self, text: str) -> None:
        indent = "".join(self.indents)
        first = indent[: len(indent) - len(self.marker)] + self.marker
        if self.lines and (self.heading or not self.marker):
            self.lines.append("")
        lines = [printable(line) for line in _fold(text, self.width - len(indent))]
        if self.heading:
            lines = [self.strong(line) for line in lines]
        self.lines += [
            (first if number == 0 else indent) + line for number, line in enumerate(lines)
        ]
        self.marker = self.heading = ""


def _fold(text: str, width: int) -> Iterator[str]:
    """A text in lines: broken at spaces, or within what is too wide for any line."""
    line = ""
    for word in (piece for whole in text.split() for piece in _pieces(whole, max(width, 1))):
        joined = f"{line} {word}" if line else word
        if cells(joined) > width and line:
            yield line
            line = word
        else:
            line = joined
    yield line


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word, or pieces of one that is wider than a line, as a Japanese sentence may be."""
    piece = ""
    for character in word:
        if cells(piece + character) > width and piece:
            yield piece
            piece = ""
        piece += character
    yield piece
