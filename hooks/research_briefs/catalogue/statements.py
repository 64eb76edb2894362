"""The statements of a record: everything that bears a source, each under a lasting anchor.

An anchor is the statement's `id`, or else made from its content, so that it stays when other
statements come and go. A second statement with the same content gets a number behind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s
from typing import Any

from ..records.citations import Sourcing
from ..records.links import LinkedText
from ..records.model import Event, Position, Question, Record, Session
from ..records.prose import Block, Cited, Prose, walk

#: Where an item stands in its file, such as `("events", 2)`.
Path = tuple[str | int, ...]

#: What a question may be about beside statements.
ABOUT_WORDS = ("title", "form", "status")
#: Names that no statement may have: the sections of a page, and what a question may be about.
RESERVED = frozenset(ABOUT_WORDS) | frozenset(
    """
    summary events sessions positions facts questions connections briefs members narrower parties
    names references record statements about discussed partners reading history
    """.split()  # noqa: SIM905
)
#: How the anchors of references begin, and no others.
REFERENCE = "ref-"
MAX_SLUG = 60


@dataclass(frozen=True, slots=True)
class Statement:
    """Something with a source, or with a claim to one: an item, or a paragraph of the summary.

    `field` is the list it is in, `path` its place in the file, and `question` the anchor of the
    question to which a claim belongs.
    """

    record: str
    anchor: str
    field: str
    path: Path
    item: Any
    sourcing: Sourcing
    inferred: LinkedText | None = None
    question: str = ""


def statements_of(record: Record) -> tuple[Statement, ...]:
    """All statements of a record, its questions included, in the order of their fields."""
    items = list(_items(record))
    names = [own_name(item) for _, _, item in items]
    anchors = _Anchors(names)
    found: list[Statement] = []
    for name, (field, path, item) in zip(names, items, strict=True):
        anchor = name or anchors.take(_SLUGS[field](item))
        found.append(_statement(record.id, anchor, field, path, item))
        if field == "questions":
            found += _claims(record.id, anchor, path, item, anchors)
    return tuple(found)


def own_name(item: Any) -> str:
    """The name that a curator gave a statement: its `id`, or what a session is called."""
    name = getattr(item, "id", None)
    return name or (item.session if isinstance(item, Session) else "")


def _items(record: Record) -> Iterator[tuple[str, Path, Any]]:
    """Each item of the record with its field and path; a summary gives its paragraphs."""
    for field in FIELDS:
        value = record.stated(field)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield field, (field, index), item
        elif isinstance(value, Prose):
            for index, block in enumerate(value.blocks, 1):
                yield field, (field,), _Paragraph(block, index)
        elif value is not None:
            yield field, (field,), value


#: The fields that hold statements, in the order in which they are counted.
FIELDS = (
    *("names", "binding", "parties", "summary", "events", "sessions", "positions", "facts"),
    *("relations", "questions"),
)
#: Those whose items say who takes part.
WITH_PARTIES = ("parties", "events", "sessions")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    block: Block
    number: int


def _statement(record: str, anchor: str, field: str, path: Path, item: Any) -> Statement:
    if isinstance(item, _Paragraph):
        return Statement(record, anchor, field, path, item.block, sourcing_in(item.block))
    if field == "questions":  # its claims have sources
        return Statement(record, anchor, field, path, item, ())
    return Statement(record, anchor, field, path, item, item.source or (), item.inferred)


def _claims(
    record: str, question: str, path: Path, item: Question, anchors: _Anchors
) -> Iterator[Statement]:
    for index, claim in enumerate(item.claims):
        anchor, place = anchors.take(f"{question}-claim-{index + 1}"), (*path, "claims", index)
        sourcing, inferred = claim.source, claim.inferred
        yield Statement(record, anchor, "claims", place, claim, sourcing, inferred, question)


def sourcing_in(block: Block) -> Sourcing:
    """All citations of a paragraph, in their order."""
    return tuple(c for node in walk([block]) if isinstance(node, Cited) for c in node.sourcing)


class _Anchors:
    """Hands out anchors that are unique on the page; names come first, whatever their place."""

    def __init__(self, names: Iterable[str]) -> None:
        self.taken = {*RESERVED, *names}

    def take(self, slug: str) -> str:
        if slug.startswith(REFERENCE):
            slug = f"a-{slug}"
        anchor, number = slug, 1
        while anchor in self.taken:
            number += 1
            anchor = f"{slug}-{number}"
        self.taken.add(anchor)
        return anchor


_WORDS = re.compile(r"[a-z0-9]+")


def slug(*words: str) -> str:
    """Lower-case words joined by hyphens, cut at a word; other scripts add a digest.

    >>> slug("What it provides for")
    'what-it-provides-for'
    """
    text = "-".join(filter(None, map(_slug_of_word, words)))
    if len(text) > MAX_SLUG:
        text = text[: MAX_SLUG + 1].rsplit("-", 1)[0]
    return text


@lru_cache(maxsize=10_000)  # most are roles, events and ids, which stand in many records
def _slug_of_word(text: str) -> str:
    folded = text.casefold()
    if folded.isascii():  # most words: there is nothing to fold
        return "-".join(_WORDS.findall(folded)) or _digest(text)
    folded = unicodedata.normalize("NFKD", folded)
    found = _WORDS.findall("".join(c for c in folded if c.isascii()))
    if any(c.isalnum() and not c.isascii() for c in folded) or not (found or not text):
        found.append(_digest(text))
    return "-".join(found)


def _digest(text: str) -> str:
    return blake2s(text.encode(), digest_size=4).hexdigest() if text else ""


def _when(item: Event | Position) -> str:
    date = item.date or getattr(item, "as_of", None)
    return date.text.replace("~", " about").replace("?", " perhaps") if date else ""


#: What makes the anchor of an item that has no name, by its field; a session always has one.
_SLUGS: Mapping[str, Callable[[Any], str]] = {
    "names": lambda item: slug("name", item.name),
    "binding": lambda _: "legal-force",
    "parties": lambda item: slug(item.role, *item.who),
    "summary": lambda item: f"summary-{item.number}",
    "events": lambda item: slug(item.event, _when(item)),
    "positions": lambda item: slug(item.position, item.at, _when(item)),
    "facts": lambda item: slug(item.fact),
    "relations": lambda item: slug(item.relation, item.to.record, item.to.statement),
    "questions": lambda item: slug(item.question.text),
}
