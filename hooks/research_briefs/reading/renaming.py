"""A record gets another id: its file, and everything that names it, in new texts.

Only the names themselves change in these texts; comments and layout stay. A file that was laid out
canonically is so afterwards too: a longer id may need another line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from ..records.fields import LinkedText, ProseText, SourcedProse, SourceText
from ..records.model import KINDS, Record
from ..records.shape import fields_of, model_at, parser_of
from .comments import walk
from .files import Entry
from .layout import canonical
from .narratives import Narrative
from .yaml_text import Document, Path, Span

#: Fields that hold ids of records; others hold ids of statements.
NAMING = frozenset(("who", "at", "topics", "broader", "country", "merged_into", "to"))
#: The parsers of texts in which records may be linked, or sources cited.
_LINKED, _PROSE, _ALSO_PROSE, _CITING = (
    get_args(kind)[1] for kind in (LinkedText, ProseText, SourcedProse, SourceText)
)


@dataclass(frozen=True, slots=True)
class Change:
    """The new text of a file, which may move, and how many names in it changed."""

    path: str
    to: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Renaming:
    """From one id to another, for a record of a kind."""

    kind: str
    old: str
    new: str

    @property
    def _word(self) -> str:
        """The old id, where it is not a part of another."""
        return rf"(?<![\w-]){re.escape(self.old)}(?![\w-])"

    def in_id(self, text: str) -> tuple[str, int]:
        """An id, or `id#statement`, quoted or not."""
        return re.subn(rf"^([\"']?){self._word}(?=[\"'#]|$)", rf"\g<1>{self.new}", text)

    def in_sources(self, text: str) -> tuple[str, int]:
        """Sources in a field: the old id stands first in one of them, or behind “citing”."""
        count, parts = 0, []
        for part in text.split(";"):
            first = rf"^([\s\"'|]*|.*[\s,]citing\s+){self._word}(?=[\s\"']*(?:,|$))"
            changed, found = re.subn(first, rf"\g<1>{self.new}", part, flags=re.DOTALL)
            if found and self.new != self.old:
                changed, more = re.subn(first, rf"\g<1>{self.new}", changed, flags=re.DOTALL)
                found += more
            parts.append(changed)
            count += found
        return ";".join(parts), count

    def in_links(self, text: str) -> tuple[str, int]:
        """`[[id]]`, `[[id#statement]]` and `[[id|label]]`."""
        link = rf"((?<!\\)\[\[\s*){self._word}(?=\s*[#|\]])"
        return re.subn(link, rf"\g<1>{self.new}", text)

    def in_prose(self, text: str) -> tuple[str, int]:
        """Links, and citations in brackets."""
        text, count = self.in_links(text)
        found = 0

        def cited(match: re.Match[str]) -> str:
            nonlocal found
            changed, number = re.subn(rf"(?<=@){self._word}", self.new, match[0])
            found += number
            return changed

        text = re.sub(r"(?<!\\)\[@[^\[\]]*\]", cited, text)
        return text, count + found

    def in_page(self, text: str) -> tuple[str, int]:
        """The addresses of the record's page in links of a page written by hand."""
        address = rf"(\]\([^)\s]*\b{re.escape(self.kind)}/){self._word}(?=[/.#)])"
        return re.subn(address, rf"\g<1>{self.new}", text)


def rename(
    renaming: Renaming,
    entries: Iterable[Entry],
    narratives: Iterable[Narrative],
    kinds: Mapping[str, type[Record]] = KINDS,
) -> list[Change]:
    """The files that change, the record's own first."""
    found = [
        change
        for entry in entries
        if renaming.old in entry.document.text or entry.record.id == renaming.old
        for change in _of_record(renaming, entry, kinds)
    ]
    found += [change for page in narratives for change in _of_page(renaming, page)]
    return sorted(found, key=lambda change: (change.path == change.to, change.path))


def _of_record(
    renaming: Renaming, entry: Entry, kinds: Mapping[str, type[Record]]
) -> Iterator[Change]:
    document, model = entry.document, type(entry.record)
    text, count = _replaced(document, _names(renaming, document, model))
    path, kind = document.path, entry.record.kind
    to = path
    if entry.record.id == renaming.old:
        to = f"{path.rpartition('/')[0]}/{renaming.new}.yaml"
        text = _with_former_id(Document(path, text, document.value), renaming)
    elif not count:
        return
    if canonical(document.text, path, kind, kinds)[0] == document.text:
        text = canonical(text, path, kind, kinds)[0]
    yield Change(path, to, text, count)


#: What makes the new text of a value, and how many names changed in it.
_Rewrite = Callable[[str], tuple[str, int]]


def _names(
    renaming: Renaming, document: Document, model: type[Record]
) -> Iterator[tuple[Path, _Rewrite]]:
    """The values in which the record may be named, and how the name is changed there."""
    for path, value in walk(document.value):
        if not isinstance(value, str) or renaming.old not in value:
            continue
        place = path if isinstance(path[-1], str) else path[:-1]
        owner = model_at(model, place[:-1])
        field = fields_of(owner).get(str(place[-1])) if owner else None
        parser = parser_of(field)
        if place[-1] in NAMING:
            yield path, renaming.in_id
        elif parser is _CITING:
            yield path, renaming.in_sources
        elif parser is _LINKED:
            yield path, renaming.in_links
        elif parser in (_PROSE, _ALSO_PROSE):
            yield path, renaming.in_prose


def _replaced(document: Document, found: Iterable[tuple[Path, _Rewrite]]) -> tuple[str, int]:
    """The text of a document with some of its values rewritten, from the end to the start."""
    text, total = document.text, 0
    spans = [(document.places.values[path], rewrite) for path, rewrite in found]
    for span, rewrite in sorted(spans, key=lambda s: (s[0].line, s[0].column), reverse=True):
        start, end = _offsets(document, span)
        changed, count = rewrite(text[start:end])
        text, total = text[:start] + changed + text[end:], total + count
    return text, total


def _offsets(document: Document, span: Span) -> tuple[int, int]:
    """Where a span begins and ends in the whole text."""

    def offset(line: int, column: int) -> int:
        return sum(len(each) + 1 for each in document.lines[:line]) + column

    return offset(span.line, span.column), offset(span.end_line, span.end_column)


def _with_former_id(document: Document, renaming: Renaming) -> str:
    """The text of the record itself, with its old id among the former ones, and not its new one."""
    former = document.value.get("former_ids")
    ids = [id for id in (former if isinstance(former, list) else []) if id != renaming.new]
    line = f"former_ids: [{', '.join([*map(str, ids), renaming.old])}]\n"
    if former is None:
        return document.text.rstrip("\n") + "\n" + line
    start, _ = _offsets(document, document.places.keys["former_ids",])
    _, end = _offsets(document, document.places.values["former_ids",])
    rest = document.text[end:].lstrip("\n")
    return document.text[:start] + line + rest


def _of_page(renaming: Renaming, page: Narrative) -> Iterator[Change]:
    text, total = page.text, 0
    for mention in sorted(page.mentions, key=lambda mention: mention.start, reverse=True):
        if renaming.old in mention.records:
            changed, count = renaming.in_prose(text[mention.start : mention.end])
            text, total = text[: mention.start] + changed + text[mention.end :], total + count
    text, count = renaming.in_page(text)
    if total + count:
        yield Change(page.path, page.path, text, total + count)
