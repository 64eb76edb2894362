"""Prose: paragraphs with emphasis, lists, web links, `[[record links]]` and `[@citations]`.

The text is CommonMark as markdown-it reads it, with everything else switched off: headings, raw
HTML, images, code, entities and tables stay the characters that were typed. The tree made here is
all that later parts see, so no other piece of code ever reads Markdown from a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ..limits import PROSE_NESTING
from .citations import Sourcing, parse_sourcing
from .links import RecordLink, parse_link
from .wrong import Problem, Wrong, wrong

_FLATTER = "take out some levels, or begin a new paragraph"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised words; `strong` tells which of the two kinds."""

    children: tuple[Inline, ...]
    strong: bool


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link to an address outside the site."""

    url: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """The sources of the words before it."""

    sourcing: Sourcing


Inline = str | Emphasis | WebLink | RecordLink | Cited


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list of paragraphs or further lists."""

    items: tuple[tuple[Block, ...], ...]
    is_numbered: bool = False


Block = Paragraph | Items


@dataclass(frozen=True, slots=True)
class Prose:
    """Prose as written, and the tree of it."""

    text: str
    blocks: tuple[Block, ...]

    @property
    def links(self) -> Iterator[RecordLink]:
        return (node for node in walk(self.blocks) if isinstance(node, RecordLink))

    @property
    def sourcings(self) -> Iterator[Sourcing]:
        return (node.sourcing for node in walk(self.blocks) if isinstance(node, Cited))

    def __str__(self) -> str:
        return self.text


#: What has other nodes inside; a union would be made anew for each node.
_WITH_CHILDREN = (Paragraph, Emphasis, WebLink)


def walk(nodes: Sequence[Block | Inline]) -> Iterator[Block | Inline]:
    """All nodes below, parents before their children, in the order of the text."""
    for node in nodes:
        yield node
        if isinstance(node, Items):
            for item in node.items:
                yield from walk(item)
        elif isinstance(node, _WITH_CHILDREN):
            yield from walk(node.children)


def is_sourced(block: Block) -> bool:
    """Whether the paragraph (or, for a list, each of its items) has a citation in it."""
    if isinstance(block, Items):
        return all(any(is_sourced(part) for part in item) for item in block.items)
    return any(isinstance(node, Cited) for node in walk(block.children))


def parse_prose(text: str) -> Prose:
    """Read prose. Raises Wrong with everything that is wrong in it."""
    blocks = plain_blocks(text)
    return Prose(text, marked_blocks(text) if blocks is None else blocks)


def marked_blocks(text: str) -> tuple[Block, ...]:
    """The tree of any prose. Raises Wrong with everything that is wrong in it."""
    problems: list[Problem] = []
    tokens = _markdown().parse(text, {"problems": problems})
    problems += map(_number, (token for token in tokens if "start" in token.attrs))
    blocks = _blocks(tokens, problems)
    if problems:
        raise Wrong(*problems)
    return blocks


#: What may be more to CommonMark than the words that it is: emphasis and escapes anywhere, and at
#: the start of a line a space or the mark of a list.
_MARKS = "*_\\\t\r\0"
_MARKED_LINE = re.compile(r"\n(?:[-+ ]|[0-9]+[.)])")


def plain_blocks(text: str) -> tuple[Block, ...] | None:
    """Paragraphs of words, links to records and citations; None if there might be more in a text.

    Most prose is of that sort, and need not go through CommonMark, which takes ten times as long.
    """
    lines = f"\n{text}\n"
    if any(mark in text for mark in _MARKS) or " \n" in lines or _MARKED_LINE.search(lines):
        return None
    blocks: list[Block] = []
    for paragraph in filter(None, text.split("\n\n")):
        children = _plain_inlines(paragraph.strip("\n"))
        if not children:
            return None
        blocks.append(Paragraph(children))
    return tuple(blocks)


def _plain_inlines(text: str) -> tuple[Inline, ...]:
    """The words, links and citations of a paragraph; nothing if there might be more in it."""
    found: list[Inline] = []
    words, rest = "", text
    while rest:
        before, bracket, _ = rest.partition("[")
        words, rest = words + before, rest[len(before) :]
        if not bracket:
            break
        node, length = _bracketed(rest)
        if node is None:
            return ()
        found += [words, node] if words else [node]
        words, rest = "", rest[length:]
    if text != text.strip():
        return ()
    return (*found, words) if words else tuple(found)


def _bracketed(text: str) -> tuple[RecordLink | Cited | None, int]:
    """The link or citation at the start of a text, and its length; none if anything is wrong."""
    node: RecordLink | Cited | None
    if text.startswith("[["):
        node, length, problems = parse_link(text)
    elif text.startswith("[@"):
        node, length, problems = parse_citation(text)
    else:
        return None, 0
    return (None if problems else node), length


def parse_sourced_prose(text: str) -> Prose:
    """Read prose in which each paragraph must cite something. Raises Wrong."""
    prose = parse_prose(text)
    problems = [
        Problem(
            "this paragraph cites no source",
            _first_words(part),
            "end it with [@source-id, para. 5]",
        )
        for part in _unsourced(prose.blocks)
    ]
    if problems:
        raise Wrong(*problems)
    return prose


def _unsourced(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """The paragraphs, and of lists the items, that have no citation."""
    for block in blocks:
        parts = block.items if isinstance(block, Items) else ((block,),)
        yield from (part for part in parts if not any(map(is_sourced, part)))


def _first_words(part: Sequence[Block]) -> str:
    words = next((n for n in walk(part) if isinstance(n, str) and n.strip()), "")
    return words.split("\n")[0].strip()[:40]


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"maxNesting": 2 * PROSE_NESTING + 2})
    markdown.enable(["list", "emphasis", "escape", "link", "newline"])
    markdown.inline.ruler.before("link", "citation", _citation_rule)
    markdown.inline.ruler.before("citation", "record_link", _record_link_rule)
    markdown.validateLink = _any_link  # type: ignore[method-assign]
    return markdown


def _number(token: Token) -> Problem:
    """A list that begins with another number than 1 was hardly meant as one."""
    number = f"{token.attrs['start']}{token.markup}"
    hint = f"write “{number[:-1]}\\{number[-1]}”, or begin the list with 1"
    return Problem(f"“{number}” begins a list here", number, hint)


def _any_link(url: str) -> bool:  # noqa: ARG001
    """Addresses are judged in `_url`: a refused one is an issue; the library would drop it."""
    return True


def _record_link_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos):
        return False
    link, length, problems = parse_link(state.src[state.pos : state.posMax])
    if not silent:
        state.env["problems"].extend(problems)
        state.push("record_link", "", 0).meta = {"node": link}
    state.pos += length
    return True


def _citation_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[@", state.pos):
        return False
    node, length, problems = parse_citation(state.src[state.pos : state.posMax])
    if not silent:
        state.env["problems"].extend(problems)
        state.push("citation", "", 0).meta = {"node": node}
    state.pos += length
    return True


def parse_citation(text: str) -> tuple[Cited | None, int, tuple[Problem, ...]]:
    """Read the citation at the start of a text: it, where it ends, and what is wrong with it."""
    inside, closing, _ = text[1:].partition("]")
    length = 1 + len(inside) + len(closing)
    if not closing:
        fragment = inside.split("\n", maxsplit=1)[0][:30]
        hint = "write [@source-id, para. 5]"
        return None, length, (Problem("a citation is not closed", fragment, hint),)
    try:
        return Cited(parse_sourcing(inside, marker="@")), length, ()
    except Wrong as error:
        return None, length, error.problems


def _blocks(tokens: Sequence[Token], problems: list[Problem]) -> tuple[Block, ...]:
    """The tree of a stream of block tokens, made with a stack as deep as the lists are."""
    stack: list[list[Block | tuple[Block, ...]]] = [[]]
    for token in tokens:
        if token.type == "inline":
            stack[-1].append(Paragraph(_inlines(token.children or [], problems)))
        elif token.type in ("bullet_list_open", "ordered_list_open", "list_item_open"):
            stack.append([])
        elif token.type == "list_item_close":
            item = stack.pop()
            stack[-1].append(tuple(part for part in item if not isinstance(part, tuple)))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            items = stack.pop()
            numbered = token.type == "ordered_list_close"
            stack[-1].append(Items(tuple(i for i in items if isinstance(i, tuple)), numbered))
        if len(stack) > 2 * PROSE_NESTING + 1:
            raise wrong(f"lists are nested deeper than {PROSE_NESTING}", hint=_FLATTER)
    return tuple(part for part in stack[0] if not isinstance(part, tuple))


def _inlines(tokens: Sequence[Token], problems: list[Problem]) -> tuple[Inline, ...]:
    stack: list[list[Inline]] = [[]]
    urls: list[str] = []
    for token in tokens:
        if token.type in ("em_open", "strong_open", "link_open"):
            stack.append([])
            if token.type == "link_open":
                urls.append(_url(str(token.attrs["href"]), problems))
        elif token.type in ("em_close", "strong_close"):
            children = tuple(stack.pop())
            stack[-1].append(Emphasis(children, strong=token.type == "strong_close"))
        elif token.type == "link_close":
            children, url = tuple(stack.pop()), urls.pop()
            if not any(isinstance(node, str) and node.strip() for node in walk(children)):
                problems.append(Problem("this link has no words", url, "write [words](https://…)"))
            stack[-1].append(WebLink(url, children))
        else:
            _append_leaf(stack[-1], token)
        if len(stack) > PROSE_NESTING + 1:
            raise wrong(f"emphasis is nested deeper than {PROSE_NESTING}", hint=_FLATTER)
    return tuple(stack[0])


def _append_leaf(nodes: list[Inline], token: Token) -> None:
    node = token.meta.get("node")
    if node is not None:
        nodes.append(node)
        return
    text = token.content or ("\n" if token.type in ("softbreak", "hardbreak") else "")
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] += text
    elif text:
        nodes.append(text)


def _url(url: str, problems: list[Problem]) -> str:
    try:
        return parse_url(url)
    except Wrong as error:
        problems.extend(error.problems)
        return ""


def parse_url(text: str) -> str:
    """Check that a text is a web address. Raises Wrong."""
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
        # A port that is no number raises ValueError; a name before “@” could pass for the host.
        is_web = is_web and parts.port != 0 and parts.username is None
    except ValueError:
        is_web = False
    if not is_web:
        raise wrong(f"“{text}” is not a web address", text, _how_an_address_is_written(text))
    unfit = next((c for c in text if c.isspace() or c in '<>"\\^`{|}'), "")
    if unfit:
        hint = f"write “{quote(unfit)}” for it"
        raise wrong(f"a web address cannot hold “{unfit}”", text, hint)
    return text


def _how_an_address_is_written(text: str) -> str:
    """A hint for what is not a web address."""
    if re.fullmatch(r"www(\.[a-z0-9-]+)+(/\S*)?", text):
        return f"it starts with https:// or http://: https://{text}"
    host = text.partition("://")[2].partition("/")[0]
    if text.startswith(("https://", "http://")) and not host:
        return "a host comes after it, such as https://almanac.example.org/2024"
    if text.startswith(("https://", "http://")) and "@" in host:
        return "leave out what stands before “@”: it could pass for the host"
    if text.startswith(("https://", "http://")):
        return "copy it anew from your browser: its host or port cannot be read"
    return "it starts with https:// or http://"
