"""The one order and layout of a record file: what `briefs fmt` makes of a text.

The order of the fields, the marks around texts and the indentation become canonical; meaning and
comments stay. That nothing is lost is not hoped for: the new text is read back and compared with
the old one, and what fails the comparison is left as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .. import limits
from ..issues import Issue
from ..records.fields import LinkedText, Multiline, Parsed, ProseText, SourcedProse
from ..records.links import ID_PATTERN
from ..records.model import KINDS, Model, Record, Retired, field_order
from ..records.shape import model_of, parser_of
from ..records.wrong import Wrong
from .comments import Comment, Notes, find_comments, notes_of, walk
from .plain import Value
from .scalars import inline, key, literal, tidied, wrapped
from .validation import to_record
from .yaml_text import Document, Path, decode, read_yaml

#: The widest line that a bracketed list or a text may make, and how wide a text is wrapped.
MAX_WIDTH = 100
WRAP_WIDTH = 98
#: How many widths below that are tried, if a line would begin with a word that makes a list.
_PATIENCE = 30

#: The types of fields whose text may be wrapped after “|”.
_WRAPPABLE = tuple(get_args(kind)[1] for kind in (Multiline, LinkedText, ProseText, SourcedProse))
_ID = re.compile(ID_PATTERN)

#: What stands on the line of a field or item, and the lines below it.
Laid: TypeAlias = "tuple[str, list[str]]"


def canonical(
    text: str, path: str, kind: str, kinds: Mapping[str, type[Record]] = KINDS
) -> tuple[str, list[Issue]]:
    """The text of a record in canonical layout, or the same text and why it has none.

    The text need not be a valid record: unknown fields go after the known ones, and a value of the
    wrong type stays what it is.
    """
    before, issues = read_yaml(text, path)
    if before is None:
        return text, issues
    model = _model(before, kinds.get(kind))
    laid = _Layout(before, notes_of(before)).text(model)
    if len(laid.encode()) > limits.FILE_BYTES:
        message = f"laid out, it has more than {limits.FILE_BYTES:,} bytes, which is the limit"
        return text, [Issue(path, 0, 0, "", "file-too-large", message, "make two records of it")]
    lost = _lost(before, laid, model, kind)
    if not lost:
        return laid, []
    message = f"the layout was left as it is: {lost}"
    hint = "this is a fault of the program, not of the record: please report it"
    return text, [Issue(path, 0, 0, "", "layout", message, hint)]


def _model(document: Document, model: type[Record] | None) -> type[Record] | None:
    return Retired if {"merged_into", "withdrawn"} & document.value.keys() else model


class _Layout:
    """Writes a document. All methods that give lines give them with their indentation."""

    def __init__(self, document: Document, notes: Mapping[Path, Notes]) -> None:
        self._document = document
        self._notes = notes

    def text(self, model: type[Model] | None) -> str:
        """The whole file."""
        body = self._mapping((), self._document.value, model, 0)
        header = _above(self._at(()).above, 0)
        if not header or self._is_spaced(self._at(()).above[-1]):
            while not body[0]:
                del body[0]
            header += [""] if header else []
        return "\n".join([*header, *body, ""])

    def _is_spaced(self, comment: Comment) -> bool:
        return not self._document.lines[comment.line + 1].strip()

    def _at(self, path: Path) -> Notes:
        return self._notes.get(path) or Notes()

    def _mapping(
        self, path: Path, mapping: dict[str, Value], model: type[Model] | None, indent: int
    ) -> list[str]:
        known = _fields(model)
        lines = [
            line
            for name in _ordered(mapping, model)
            for line in self._field((*path, name), mapping[name], known.get(name), indent)
        ]
        return lines + _above(self._at(path).below, indent)

    def _field(self, path: Path, value: Value, field: FieldInfo | None, indent: int) -> list[str]:
        head = f"{' ' * indent}{key(str(path[-1]))}:"
        first, rest = self._value(path, value, field, indent + 2, len(head) + 1)
        above, beside = self._around(path)
        return [*_above(above, indent), head + (f" {first}" if first else "") + beside, *rest]

    def _value(
        self, path: Path, value: Value, field: FieldInfo | None, indent: int, column: int
    ) -> Laid:
        """A value that starts at the column if it fits there, or else below, with an indent."""
        if isinstance(value, str):
            style = self._document.places.values[path].style
            return _text(value, parser_of(field), style == "|", indent, column)
        if isinstance(value, dict):
            return "", self._mapping(path, value, _model_in(field), indent)
        brackets = self._brackets(path, value, field)
        if brackets and column + len(brackets) <= MAX_WIDTH:
            return brackets, []
        return "", self._list(path, value, field, indent)

    def _brackets(self, path: Path, items: list[Value], field: FieldInfo | None) -> str:
        """A list of ids on one line; empty if it is none, or has comments in it."""
        paths = [(*path, position) for position in range(len(items))]
        if self._at(path).below or any(path in self._notes for path in paths):
            return ""
        if not all(isinstance(item, str) for item in items):
            return ""
        laid = [self._value(*item, field, 0, 0)[0] for item in zip(paths, items, strict=True)]
        return f"[{', '.join(laid)}]" if all(map(_ID.fullmatch, laid)) else ""

    def _list(
        self, path: Path, items: list[Value], field: FieldInfo | None, indent: int
    ) -> list[str]:
        lines = [
            line
            for position, item in enumerate(items)
            for line in self._item((*path, position), item, field, indent)
        ]
        return lines + _above(self._at(path).below, indent)

    def _item(self, path: Path, value: Value, field: FieldInfo | None, indent: int) -> list[str]:
        first, rest = self._value(path, value, field, indent + 2, indent + 2)
        above, beside = self._around(path)
        dash = f"{' ' * indent}- "
        if first:
            return [*_above(above, indent), dash + first + beside, *rest]
        # The first field stands beside the dash: comments on it, and on the dash, go above both.
        head = next(n for n, line in enumerate(rest) if line.strip() and line.lstrip()[0] != "#")
        above += self._at(path).beside[-1:]
        hoisted = [line[2:] for line in rest[:head]]
        item = dash + rest[head][indent + 2 :]
        return [*_above(above, indent), *hoisted, item, *rest[head + 1 :]]

    def _around(self, path: Path) -> tuple[list[Comment], str]:
        """The comments above, and the end of the line, where there is room for one only."""
        notes = self._at(path)
        beside = f"  {notes.beside[-1].text}" if notes.beside else ""
        return [*notes.above, *notes.beside[:-1]], beside


def _above(comments: list[Comment], indent: int) -> list[str]:
    lines: list[str] = []
    for comment in comments:
        lines += [""] if comment.spaced else []
        lines.append(" " * indent + comment.text)
    return lines


def _text(text: str, parsed: Parsed | None, is_block: bool, indent: int, column: int) -> Laid:
    """A text plain, quoted, or after “|”."""
    if is_block or "\n" in text:
        line = _one_line(text)
        if parsed and parsed not in _WRAPPABLE and _same(parsed, text, line):
            return inline(line), []
        return _block(text, parsed, indent) or (inline(text), [])
    line = inline(text)
    if parsed in _WRAPPABLE and column + len(line) > MAX_WIDTH:
        return _wrapped(text, parsed, indent) or (line, [])
    return line, []


def _block(text: str, parsed: Parsed | None, indent: int) -> Laid | None:
    """A text after “|” that keeps its lines."""
    for version in (tidied(text), text):
        lines = literal(version) if _same(parsed, text, version) else None
        if lines:
            return "|", _indented(lines, indent)
    return None


def _wrapped(text: str, parsed: Parsed | None, indent: int) -> Laid | None:
    """A text after “|” in lines that read as it did; None if there is no way to break it so.

    Where “-” or “1.” would begin a line and so a list, a narrower width is tried.
    """
    if _outcome(parsed, text) is None:
        return None
    for width in range(WRAP_WIDTH - indent, WRAP_WIDTH - indent - _PATIENCE, -1):
        version = wrapped(text, width)
        if "\n" not in version and len(version) > width:
            return None
        lines = literal(version) if _same(parsed, text, version) else None
        if lines:
            return "|", _indented(lines, indent)
    return None


def _indented(lines: list[str], indent: int) -> list[str]:
    return [" " * indent + line if line else "" for line in lines]


def _ordered(mapping: dict[str, Value], model: type[Model] | None) -> list[str]:
    """The names of the fields: the known ones in their order, then the others as they stand."""
    order = field_order(model) if model else ()
    known = [name for name in order if name in mapping]
    return [*known, *(name for name in mapping if name not in order)]


def _fields(model: type[Model] | None) -> dict[str, FieldInfo]:
    """The fields of a mapping under the names by which they are written."""
    if model is None:
        return {}
    return {f.alias or name: f for name, f in model.model_fields.items() if not f.exclude}


def _model_in(field: FieldInfo | None) -> type[Model] | None:
    return model_of(field.annotation) if field else None


def _lost(before: Document, laid: str, model: type[Record] | None, kind: str) -> str:
    """What would be lost with the old text; empty if the new one says the same."""
    text, issues = decode(laid.encode(), before.path)
    after, issues = read_yaml(text, before.path) if not issues else (None, issues)
    if after is None:
        return f"it could not be read any more ({issues[0].message})"
    if _comments(before) != _comments(after):
        return "a comment would be lost"
    if not _same_values(before, after, model):
        return "the text of a field would change"
    if model and not _same_records(before, after, model, kind):
        return "its sense would change"
    return ""


def _comments(document: Document) -> Counter[str]:
    return Counter(comment.text for comment in find_comments(document))


def _same_values(before: Document, after: Document, model: type[Model] | None) -> bool:
    old, new = dict(walk(before.value)), dict(walk(after.value))
    return old.keys() == new.keys() and all(
        _same(parser_of(_field_at(path, model)), text, new[path])
        for path, text in old.items()
        if isinstance(text, str) or isinstance(new[path], str)
    )


def _field_at(path: Path, model: type[Model] | None) -> FieldInfo | None:
    field = None
    for part in path:
        if isinstance(part, str):
            field = _fields(model).get(part)
            model = _model_in(field)
    return field


def _same_records(before: Document, after: Document, model: type[Record], kind: str) -> bool:
    old, new = (to_record(document, model, kind, "x")[0] for document in (before, after))
    return bool(_folded(old) == _folded(new))


def _same(parsed: Parsed | None, before: object, after: object) -> bool:
    """Whether two values are the same to what reads the field, or else but for white space."""
    if before == after:
        return True
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    old, new = _outcome(parsed, before), _outcome(parsed, after)
    if old is None and new is None:
        return tidied(before) == tidied(after)
    return old == new


def _outcome(parsed: Parsed | None, text: str) -> object:
    """What a text is to its field, without its line ends; None if it is refused."""
    if parsed is None or len(text) > parsed.limit:
        return None
    try:
        return _folded(parsed.parse(text))
    except Wrong:
        return None


def _folded(value: Any) -> Any:
    """A value in which no line end and no number of spaces makes a difference."""
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, tuple):
        return tuple(map(_folded, value))
    if isinstance(value, BaseModel):
        return {name: _folded(getattr(value, name)) for name in value.__class__.model_fields}
    if is_dataclass(value):
        return value.__class__, tuple(_folded(getattr(value, f.name)) for f in fields(value))
    return value


def _one_line(text: str) -> str:
    """A text whose lines are joined. Other white space than spaces is somebody's intention."""
    return re.sub("[ \n]+", " ", text).strip(" ")
