"""Pages written by hand: the links to records and the citations in them, and where these stand.

The text is read as CommonMark, block by block, only to learn what in it is code (or raw HTML) and
what is text. In text `[[id]]` and `[@source, para. 5]` mean what they mean in records; in code they
are characters. Markdown itself is the business of whoever makes HTML of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from os.path import relpath
from pathlib import Path as File
from pathlib import PurePath

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .. import limits
from ..issues import Issue, Kind, sort
from ..records.links import RecordLink, parse_link
from ..records.prose import Cited, parse_citation
from ..records.wrong import Problem
from .files import RIGHTS
from .yaml_text import Path, Span, decode, find

#: How the names of Markdown files end, for MkDocs.
SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
#: What begins an admonition, a tab, a footnote or a definition: CommonMark would take for code
#: what is indented below it.
_ASIDE = re.compile(r"(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+|\[\^[^\]\s]+\]:[ \t]*|:[ \t]+")
_INDENT = 4
_HEADING = "heading_open"
#: How many pages are kept as they were read: each is read once more when it is told.
_PAGES = 256


@dataclass(frozen=True, slots=True)
class Mention:
    """A link or a citation from `start` to `end` of a text, and what is wrong with its writing."""

    start: int
    end: int
    node: RecordLink | Cited | None
    problems: tuple[Problem, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        """The ids of the records that it names, sources among them."""
        if isinstance(self.node, Cited):
            return tuple(id for citation in self.node.sourcing for id in citation.sources)
        return (self.node.target.record,) if self.node else ()


@dataclass(frozen=True, slots=True)
class Narrative:
    """A page written by hand that names records.

    `path` is how issues call it, `uri` its place in the folder of pages, `folder` what issues call
    the folder of records.
    """

    path: str
    uri: str
    folder: str
    title: str
    text: str
    mentions: tuple[Mention, ...]

    @property
    def document(self) -> Narrative:
        """What points at places, as the document of a record does: the page itself."""
        return self

    def issue(
        self, at: Path, kind: Kind, message: str, hint: str = "", fragment: str = ""
    ) -> Issue:
        """An issue about a mention, by its number, or about a fragment of it."""
        mention = self.mentions[int(at[0])]
        page = _Lines(self.text)
        lines = tuple(page.texts)
        line, column = page.place(mention.start)
        end_line, end_column = page.place(mention.end)
        width = mention.end - mention.start if line == end_line else len(lines[line]) - column
        if fragment:
            span = Span(line, column, end_line, end_column)
            line, column, width = find(lines, span, fragment) or (line, column, width)
        return Issue(self.path, line + 1, column + 1, "", kind, message, hint, lines[line], width)


def read_narratives(pages: File, root: File, folder: str) -> tuple[list[Narrative], list[Issue]]:
    """The pages below a folder that name records, in the order of their paths.

    `root` is the folder that holds the site; issues are about files that cannot be read.
    """
    found: list[Narrative] = []
    issues: list[Issue] = []
    for file in sorted(pages.rglob("*")):
        if file.suffix not in SUFFIXES or not file.is_file():
            continue
        path = PurePath(relpath(file, root)).as_posix()
        try:
            data = file.read_bytes()
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            issues.append(Issue(path, 0, 0, "", "unreadable-file", message, RIGHTS))
            continue
        if b"[[" not in data and b"[@" not in data:
            continue
        text, wrongs = decode(data, path)
        issues += wrongs
        narrative = read_narrative(text, path, file.relative_to(pages).as_posix(), folder)
        if narrative.mentions:
            found.append(narrative)
    return found, list(sort(issues))


@lru_cache(_PAGES)
def read_narrative(text: str, path: str, uri: str, folder: str) -> Narrative:
    """One page: its title is that of the front matter, else its first heading, else its name."""
    text = text.replace("\r", "\n")
    matter = _FRONT_MATTER.match(text)
    start = matter.end() if matter else 0
    tokens = _markdown().parse(text[start:])
    title = (_title(matter[1]) if matter else "") or _heading(tokens)
    mentions = tuple(_mentions(tokens, text, start))
    return Narrative(path, uri, folder, title or PurePath(uri).stem, text, mentions)


def _title(matter: str) -> str:
    """The title that the front matter gives; MkDocs says what is wrong with front matter."""
    try:
        values = yaml.load(matter, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return ""
    title = values.get("title") if isinstance(values, dict) else None
    return title.strip() if isinstance(title, str) else ""


def _heading(tokens: list[Token]) -> str:
    """The words of the first heading."""
    for token, inline in pairwise(tokens):
        if token.type == _HEADING:
            words = (c.content for c in inline.children or [] if c.type in ("text", "code_inline"))
            return " ".join("".join(words).split())
    return ""


def _mentions(tokens: list[Token], text: str, start: int) -> Iterator[Mention]:
    """The mentions in the blocks of text, with their places in the whole page."""
    page = _Lines(text[start:])
    kind = ""
    for token in tokens:
        if token.type == "inline" and token.map:
            block = _Block(_Lines(token.content), page, token.map[0])
            for child in token.children or []:
                if "mention" in child.meta:
                    yield _placed(child.meta["mention"], block, start, in_heading=kind == _HEADING)
        kind = token.type


def _placed(mention: Mention, block: _Block, start: int, in_heading: bool) -> Mention:
    """A mention in a block's content, by its places in the whole page."""
    problems = mention.problems
    if in_heading and not problems:
        hint = "put it into the text below"
        problems = (Problem("a heading can neither link to records nor cite", "", hint),)
    # The end may stand behind the last character of a line: the place of that character is known.
    first, last = block.offset(mention.start), block.offset(mention.end - 1)
    return Mention(start + first, start + last + 1, mention.node, problems)


class _Lines:
    """A text as lines, and where in it they begin."""

    def __init__(self, text: str) -> None:
        self.texts = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.texts)][:-1]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, counted from 0."""
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]


@dataclass(frozen=True, slots=True)
class _Block:
    """The content of a block: it has no indentation, nor marks of lists and quotes, as the page."""

    content: _Lines
    page: _Lines
    first: int

    def offset(self, offset: int) -> int:
        """Where in the page a place of the content is."""
        number, column = self.content.place(offset)
        line = self.first + number
        shift = _shift(self.page.texts[line], self.content.texts[number])
        return self.page.starts[line] + shift + column


def _shift(line: str, content: str) -> int:
    """How far the content of a line is shifted in it."""
    words = content.strip()
    indentation = len(content) - len(content.lstrip())
    if line.rstrip().endswith(words):
        return len(line.rstrip()) - len(words) - indentation
    return line.find(words) - indentation  # a heading may be closed by marks


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": True, "maxNesting": 100})
    markdown.enable(["code", "fence", "blockquote", "list", "heading", "lheading", "html_block"])
    markdown.enable(["hr", "escape", "backticks", "html_inline", "emphasis", "entity"])
    markdown.block.ruler.before("code", "aside", _aside_rule, {"alt": ["paragraph"]})
    markdown.inline.ruler.push("mention", _mention_rule)
    return markdown


def _mention_rule(state: StateInline, silent: bool) -> bool:
    opening = state.src[state.pos : state.pos + 2]
    if opening not in ("[[", "[@"):
        return False
    rest = state.src[state.pos : min(state.pos + limits.PROSE, state.posMax)]
    node: RecordLink | Cited | None
    node, length, problems = parse_link(rest) if opening == "[[" else parse_citation(rest)
    if not silent:
        mention = Mention(state.pos, state.pos + length, node, problems)
        state.push("mention", "", 0).meta = {"mention": mention}
    state.pos += length
    return True


def _aside_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read an admonition and the like as an item of a list, with the contents indented below."""
    first, stop = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    marker = None if state.is_code_block(start) else _ASIDE.match(state.src[first:stop])
    if marker is None:
        return False
    if silent:
        return True
    last = start + 1
    while last < end and (state.isEmpty(last) or _is_inside(state, last)):
        last += 1
    before = state.blkIndent, state.lineMax, state.tShift[start], state.sCount[start]
    state.blkIndent, state.lineMax = state.blkIndent + _INDENT, last
    state.tShift[start] += marker.end()
    state.sCount[start] = state.blkIndent
    state.level += 1  # the library goes no deeper than `maxNesting`
    state.md.block.tokenize(state, start, last)
    state.level -= 1
    state.blkIndent, state.lineMax, state.tShift[start], state.sCount[start] = before
    state.line = last
    return True


def _is_inside(state: StateBlock, line: int) -> bool:
    """Whether a line is indented below an aside, or goes on with its last paragraph."""
    return state.sCount[line] >= state.blkIndent + _INDENT or not state.isEmpty(line - 1)


def published(narratives: Iterable[Narrative], hidden: frozenset[str]) -> list[Narrative]:
    """Those that the site shows; `hidden` are drafts and the like, by their place in the folder."""
    return [narrative for narrative in narratives if narrative.uri not in hidden]
