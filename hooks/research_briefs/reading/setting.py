"""Puts a field into the text of a record: one line more, and nothing else is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..issues import Issue
from ..records.model import KINDS, Record, field_order
from .comments import find_comments, notes_of
from .scalars import inline, key
from .validation import to_record
from .yaml_text import Document, read_yaml


def with_fields(
    text: str,
    path: str,
    kind: str,
    values: Mapping[str, str],
    kinds: Mapping[str, type[Record]] = KINDS,
) -> tuple[str, list[Issue]]:
    """The text of a record with more fields, or the same text and why it cannot have them.

    Each field must be new, and hold one line. It gets its canonical place; the comments and the
    layout of all others stay. The new text is read back: it is the same record with these fields.
    """
    before, issues = read_yaml(text, path)
    if before is None:
        return text, issues
    document = before
    for name, value in values.items():
        laid = _with_field(document, kinds[kind], name, value)
        after, issues = read_yaml(laid, path)
        if after is None or not _is_same(document, after, {name: value}):
            message = f"there is no room for `{name}`: tidy the record with `briefs fmt` first"
            return text, [Issue(path, 0, 0, name, "layout", message)]
        document = after
    _, issues = to_record(document, kinds[kind], kind, "x")
    return (text if issues else document.text), issues


def _with_field(document: Document, model: type[Record], name: str, value: str) -> str:
    lines = [*document.lines]
    lines.insert(_line_for(document, model, name), f"{key(name)}: {inline(value)}")
    return "\n".join(lines)


def _line_for(document: Document, model: type[Record], name: str) -> int:
    """Where a field belongs: above the first that comes behind it, and above what is said of it."""
    order = field_order(model)
    behind = set(order[order.index(name) + 1 :])
    notes = notes_of(document)
    for field in document.value:
        if field in behind:
            above = notes[(field,)].above if (field,) in notes else []
            if not above:
                return document.places.keys[(field,)].line
            return above[0].line - above[0].spaced
    below = notes[()].below if () in notes else []
    end = below[0].line if below else len(document.lines)
    while end and not document.lines[end - 1].strip():
        end -= 1
    return end


def _is_same(before: Document, after: Document, added: Mapping[str, str]) -> bool:
    texts = (Counter(c.text for c in find_comments(document)) for document in (before, after))
    return after.value == {**before.value, **added} and next(texts) == next(texts)
