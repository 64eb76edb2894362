"""Files of new records: what must be filled in is blank, and comments say what it means.

They are made from the models, so that a field added there stands in new files by itself.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic.fields import FieldInfo

from ..records.fields import BLANK
from ..records.model import Model, Record, field_order
from ..records.shape import fields_of, model_of, vocabulary
from .scalars import inline

#: Values that are known already, by the names of their fields.
Known = Mapping[str, Any]

_WIDTH = 98
#: Fields that nobody needs to know of who makes a new record.
_LATER = ("former_ids", "caution", "archived", "dead")


def draft(model: type[Record], known: Known, notes: Sequence[str] = (), plain: bool = False) -> str:
    """The text of a new record: `known` values, blanks, and comments unless it is to be `plain`.

    `notes` are comments that stand above all.
    """
    fields = fields_of(model)
    said = [f"# {note}" for note in notes]
    lines = said
    if not plain:
        head = (
            f"A new {model.singular}. Write a value instead of each “{BLANK}”; what is not known "
            "is left out. `briefs check` tells what is still to be done."
        )
        lines = [*_comment(head), *said, ""]
    missing = _must(model, known)
    for name in (name for name in field_order(model) if name in fields):
        if name in known or name in missing:
            lines += _field(name, fields[name], known.get(name), 0, plain)
    rest = [n for n in field_order(model) if n in fields and n not in known and n not in missing]
    if not plain and rest:
        lines += ["", *_comment("What else a record may say; take away the “# ” before it:")]
        for name in (name for name in rest if name not in _LATER):
            lines += [f"# {line}" for line in _example(name, fields[name])]
    return "\n".join([*lines, ""])


def blanks(text: str) -> int:
    """How many places are still to be filled in."""
    code = (line for line in text.split("\n") if not line.lstrip().startswith("#"))
    return sum(line.count(BLANK) for line in code)


def _must(model: type[Model], known: Known) -> list[str]:
    """The fields that a mapping must have: those that are required, and one of each pair."""
    found = [name for name, field in fields_of(model).items() if _is_required(field)]
    pairs = (*model.either, *model.some_of)
    return found + [pair[0] for pair in pairs if not set(pair) & known.keys()]


def _is_required(field: FieldInfo) -> bool:
    return field.is_required() or _least(field) > 0


def _field(name: str, field: FieldInfo, value: Any, indent: int, plain: bool) -> list[str]:
    """A field with its value, or with a blank, below a comment that says what it means."""
    space = " " * indent
    lines = [] if plain or value is not None else [f"{space}{c}" for c in _meaning(field)]
    inner = model_of(field.annotation)
    if value is not None:
        return [*lines, *_written(name, value, indent)]
    if inner is None:
        blank = f"[{BLANK}]" if _is_list(field) else BLANK
        return [*lines, f"{space}{name}: {blank}"]
    items: list[str] = []
    fields, must = fields_of(inner), _must(inner, {})
    for number, each in enumerate(n for n in field_order(inner) if n in must):
        made = _field(each, fields[each], None, indent + 4, plain)
        other = next((pair[1] for pair in inner.either if pair[0] == each), "")
        if other and not plain:
            means = f"Or, in its place, `{other}`: {fields[other].description}"
            made = [*(f"{space}    {c}" for c in _comment(means)), *made]
        first = next(n for n, line in enumerate(made) if not line.lstrip().startswith("#"))
        if number == 0:
            made = [line[2:] for line in made[:first]] + [f"{space}  - {made[first].lstrip()}"]
        items += made
    return [*lines, f"{space}{name}:", *items]


def _written(name: str, value: Any, indent: int) -> list[str]:
    """A field with a value that is known: a text, a list of ids, or a list of mappings."""
    space = " " * indent
    if isinstance(value, str):
        return [f"{space}{name}: {value if value == BLANK else inline(value)}"]
    if all(isinstance(item, str) for item in value):
        return [f"{space}{name}: [{', '.join(value)}]"]
    lines = [f"{space}{name}:"]
    for item in value:
        made = [line for key, text in item.items() for line in _written(key, text, indent + 4)]
        lines += [f"{space}  - {made[0].lstrip()}", *made[1:]]
    return lines


def _example(name: str, field: FieldInfo) -> Iterator[str]:
    """How an optional field is written, with what it means behind or below."""
    means = field.description or ""
    inner = model_of(field.annotation)
    if inner is None:
        example = (field.examples or [f"[{BLANK}]" if _is_list(field) else BLANK])[0]
        yield f"{name}: {example}  # {means}"
        return
    yield f"{name}:  # {means}"
    fields, must = fields_of(inner), _must(inner, {})
    is_list = _is_list(field)
    for number, each in enumerate(n for n in field_order(inner) if n in must):
        example = (fields[each].examples or [BLANK])[0]
        lead = "  - " if is_list and number == 0 else "    " if is_list else "  "
        yield f"{lead}{each}: {example}"


def _meaning(field: FieldInfo) -> list[str]:
    """A comment with what a field means, the words it takes, and an example."""
    words = vocabulary(field)
    said = [field.description or ""]
    if words:
        said.append(f"One of: {', '.join(words)}.")
    elif field.examples and model_of(field.annotation) is None:
        said.append(f"For example: {field.examples[0]}")
    return _comment(" ".join(filter(None, said)))


def _is_list(field: FieldInfo) -> bool:
    return field.default == () or _least(field) > 0


def _least(field: FieldInfo) -> int:
    return max((getattr(m, "min_length", None) or 0 for m in field.metadata), default=0)


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False)]
