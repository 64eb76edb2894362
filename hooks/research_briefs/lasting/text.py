"""The text of a record as data: what makes a new version, and nothing else does.

It holds what the record itself says (its statements with their sources and marks, its fields, its
state) and which statements of others point at it. Links are ids in it, never titles, and layout of
the file leaves no trace, so neither another record's name nor a template makes a new version.

Left out is `checked`: to have looked again and found nothing to change makes no new text. The page
says when that was, and so does the frame around the last version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..catalogue.catalogue import Catalogue
from ..catalogue.marks import question_mark
from ..catalogue.statements import FIELDS, Statement
from ..catalogue.status import State
from ..pages import listing
from ..records.links import RecordLink
from ..records.model import Curated, Question
from ..records.prose import Block, Cited, Inline, Items, Paragraph, Prose, WebLink
from ..records.written import cited, written

#: Fields of a record that are no text of its own: when it was read again, what it was called, and
#: which of its statements have gone, which the others tell.
_APART = frozenset(("checked", "former_ids", "removed"))

#: The parts of a text, each a mapping or a list that JSON gives back as it was.
Text = Mapping[str, Any]
Row = Mapping[str, Any]


def text_of(catalogue: Catalogue, record: Curated) -> Text:
    """The text of a record as it is now.

    `about` are its own fields, `statements` its statements in their order, `from_there` those of
    other records that relate to it, and `listed` the ids of the records that its page lists.
    """
    id = record.id
    return {
        "about": {
            name: value
            for name, value in written(record).items()
            if name not in FIELDS and name not in _APART
        },
        "state": _state(catalogue.states.get(id)),
        "statements": [_row(statement, catalogue) for statement in catalogue.statements[id]],
        "from_there": [
            {**_row(statement, catalogue), "record": statement.record}
            for statement in catalogue.relations_to.get(id, ())
        ],
        "listed": sorted(_listed(catalogue, id) - {id}),
    }


def rows_of(text: Text) -> dict[str, Row]:
    """All rows of a text, each under a name of its own: an anchor, or `record#anchor`."""
    rows = {row["anchor"]: row for row in text["statements"]}
    return rows | {f"{row['record']}#{row['anchor']}": row for row in text["from_there"]}


def is_same(one: Text, other: Text) -> bool:
    """Whether two texts say the same, in whatever order."""
    return (
        one["about"] == other["about"]
        and one["state"] == other["state"]
        and set(one["listed"]) == set(other["listed"])
        and rows_of(one) == rows_of(other)
    )


def _row(statement: Statement, catalogue: Catalogue) -> Row:
    """A statement: its anchor and field, what it says by the names of its fields, and its marks."""
    item = statement.item
    marks = (
        [question_mark(item)] if isinstance(item, Question) else catalogue.marks(statement)
    )  # fmt: skip
    row: dict[str, Any] = {
        "anchor": statement.anchor,
        "field": statement.field,
        "said": _said(statement),
    }
    if marks:
        row["marks"] = [str(mark) for mark in marks]
    return row


def _said(statement: Statement) -> Mapping[str, Any]:
    item = statement.item
    if isinstance(item, Paragraph | Items):
        source = "; ".join(dict.fromkeys(map(cited, statement.sourcing)))
        return {"text": prose([item]), "source": source}
    said = written(item)
    # The name is the anchor; claims are statements themselves.
    said = {name: value for name, value in said.items() if name not in ("id", "claims")}
    for name, value in item.__dict__.items():
        if isinstance(value, Prose):
            said[name] = prose(value.blocks)
    return said


def _state(state: State | None) -> Mapping[str, Any]:
    """The state without the day on which it is seen."""
    if state is None:
        return {}
    since = state.since.when if state.since else None
    said = {
        "status": state.status,
        "since": str(since) if since else None,
        "until": str(state.until) if state.until else None,
        "replaced_by": state.replaced_by or None,
    }
    return {name: value for name, value in said.items() if value}


def _listed(catalogue: Catalogue, id: str) -> set[str]:
    """The records that a page lists because they name it: its briefs, bodies, narrower topics."""
    named = (catalogue.in_country, catalogue.on_topic, catalogue.narrower)
    found = {other for index in named for other in index.get(id, ())}
    return found | {part.record.id for part in listing.parts(catalogue, id)}


def renamed(value: Any, heirs: Mapping[str, str], field: str = "") -> Any:
    """A text of an earlier day with the ids that records have now.

    Who renames a record changes nothing that others say of it.
    """
    if isinstance(value, dict):
        return {name: renamed(item, heirs, name) for name, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, heirs, field) for item in value]
    if not isinstance(value, str):
        return value
    if field in _NAMING:
        id, hash_, anchor = value.partition("#")
        return f"{heirs.get(id, id)}{hash_}{anchor}"
    return _LINKED.sub(lambda found: heirs.get(found[0], found[0]), value)


#: The fields that name other records.
_NAMING = frozenset(
    ("who", "to", "at", "topics", "broader", "country", "record", "listed", "replaced_by")
)
#: The id in a link within a text.
_LINKED = re.compile(r"(?<=\[\[)[a-z0-9-]+(?=[\]|#])")


# Prose


def prose(blocks: Sequence[Block]) -> str:
    """Prose on one line for each paragraph, however its file breaks the lines."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterable[str]:
    if isinstance(block, Paragraph):
        return [" ".join(_inlines(block.children).split())]
    sign = "1." if block.is_numbered else "-"
    items = ("\n".join(line for part in item for line in _lines(part)) for item in block.items)
    return [f"{sign} {item}" for item in items]


def _inlines(nodes: Iterable[Inline]) -> str:
    return "".join(map(_inline, nodes))


def _inline(node: Inline) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, RecordLink):
        return f"[[{node.target}|{node.label}]]" if node.label else f"[[{node.target}]]"
    if isinstance(node, Cited):
        return f"[@{'; @'.join(map(cited, node.sourcing))}]"
    inner = _inlines(node.children)
    if isinstance(node, WebLink):
        return f"[{inner}]({node.url})"
    sign = "**" if node.strong else "*"
    return f"{sign}{inner}{sign}"
