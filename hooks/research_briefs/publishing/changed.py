"""The changes between two states of the records as Markdown, for whoever reviews them.

What records say is untrusted and stands in blocks of code alone, where nothing is a link, a mention
or HTML; and the whole is bounded, since a comment on a pull request is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from ..catalogue.catalogue import Catalogue
from ..catalogue.comparing import RECORD, Change, Parts, Statements
from ..catalogue.statements import FIELDS, Statement
from ..issues import printable
from ..records.links import RecordLink
from ..records.model import Model, Record
from ..records.prose import Block, Items, Paragraph, WebLink, walk
from ..records.written import cited, written

#: Characters of the whole: GitHub takes 65,536 in a comment.
MOST = 60_000
#: Characters of one value.
MOST_OF_A_VALUE = 500
_TOO_MUCH = "\nThis is too much for one place; records that are not named: {}.\n"
#: What tells the reader which statement it is, even where it has not changed.
_TELLING = (
    *("kind", "title", "event", "session", "fact", "relation", "to", "position", "role", "who"),
    *("name", "question", "claim", "source"),
)


def told(catalogue: Catalogue) -> Statements:
    """All that the records say, by the names that their files use."""
    return {
        id: {
            RECORD: _record(record),
            **{s.anchor: _statement(s) for s in catalogue.statements[id]},
        }
        for id, record in catalogue.records.items()
    }


def _record(record: Record) -> Parts:
    said = {name: value for name, value in written(record).items() if name not in FIELDS}
    return {"kind": record.kind, **_flat_parts(said)}


def _statement(statement: Statement) -> Parts:
    item = statement.item
    if isinstance(item, Model):
        # The name is the anchor; claims are statements themselves.
        said = {name: v for name, v in written(item).items() if name not in ("id", "claims")}
    else:
        source = "; ".join(dict.fromkeys(map(cited, statement.sourcing)))
        said = {"text": _words(item)} | ({"source": source} if source else {})
    return {"field": statement.field, **_flat_parts(said)}


def _words(block: Block) -> str:
    """The words of a paragraph, and where its links lead."""
    return "".join(map(_word, walk([block])))


def _word(node: object) -> str:
    if isinstance(node, RecordLink):
        return f"[[{node.target}|{node.label}]]" if node.label else f"[[{node.target}]]"
    if isinstance(node, WebLink):
        return f"<{node.url}> "
    if isinstance(node, Paragraph | Items):
        return " "
    return node if isinstance(node, str) else ""


def _flat_parts(said: Mapping[str, Any]) -> Parts:
    return {name: _flat(value) for name, value in said.items()}


def _flat(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, list):
        return "; ".join(map(_flat, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_flat(inner)}" for name, inner in value.items())
    return " ".join(str(value).split())


def markdown(changes: Sequence[Change], most: int = MOST) -> str:
    """The changes by record, with a line that counts them; never longer than `most` characters.

    A record with more changes than there is room for is named with their number alone.
    """
    if not changes:
        return "No statement has changed.\n"
    parts, left = [f"{_counted(changes)}.\n"], 0
    room = most - len(parts[0]) - len(_TOO_MUCH) - 20
    for id, found in groupby(changes, lambda change: change.record):
        own = list(found)
        head = f"\n**`{id}`**: {_counted(own)}\n"
        text = next((t for t in (f"{head}\n{_block(own)}", head) if len(t) <= room), "")
        if text and not left:
            parts.append(text)
            room -= len(text)
        else:
            left += 1
    if left:
        parts.append(_TOO_MUCH.format(left))
    return "".join(parts)


def _counted(changes: Sequence[Change]) -> str:
    """`2 changed, 1 new, 1 gone`."""
    sorts = [_sort(change) for change in changes]
    return ", ".join(
        f"{n} {sort}" for sort in ("changed", "new", "gone") if (n := sorts.count(sort))
    )


def _sort(change: Change) -> str:
    return "new" if change.old is None else "gone" if change.new is None else "changed"


def _block(changes: Iterable[Change]) -> str:
    """Changes as a block of code, fenced by more backticks than stand in it."""
    body = "\n".join(line for change in changes for line in _lines(change))
    longest = max(map(len, re.findall("`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}diff\n{body}\n{fence}\n"


def _lines(change: Change) -> Iterator[str]:
    """One statement: what it is called, what was and what is."""
    anchor = f"#{change.anchor}" if change.anchor else ""
    field = f" ({change.field})" if change.field else ""
    former = f", before #{change.former}" if change.former else ""
    yield f"@@ {change.record}{anchor}{field}, {_sort(change)}{former} @@"
    differing = {name: (old, new) for name, old, new in change.parts if name != "field"}
    now = change.new or change.old or {}
    for name in dict.fromkeys((*now, *differing)):
        if name in differing:
            old, new = differing[name]
            yield from (f"{sign} {name}: {_cut(v)}" for sign, v in (("-", old), ("+", new)) if v)
        elif name in _TELLING:
            yield f"  {name}: {_cut(now[name])}"


def _cut(value: str) -> str:
    """A value that cannot hide anything, nor fill the page."""
    text = printable(value)
    return text if len(text) <= MOST_OF_A_VALUE else f"{text[:MOST_OF_A_VALUE]}…"
