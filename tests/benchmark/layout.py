"""Writes a record as the format wants it: block style, bracketed lists of ids, `|` for prose."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

#: What a mapping of a record holds by field: a text, `Ids`, `Prose` or a list of such mappings;
#: what is empty is left out.
Fields = Mapping[str, object]

WIDTH = 100

_NEEDS_QUOTES = re.compile(r"[][{}@\"'*&!%`>|?#,-]|.*(: | #|:$)")

#: A citation stays on one line: while lines are broken, its words are held together by this.
_CITATION = re.compile(r"\[@[^]]*\]")
_GLUE = "\N{NO-BREAK SPACE}"


class Ids(tuple[str, ...]):
    """Ids, written in brackets on one line."""

    __slots__ = ()


class Prose(tuple[str, ...]):
    """Paragraphs."""

    __slots__ = ()


def to_yaml(fields: Fields) -> str:
    """The text of a record's file."""
    return "".join(f"{line}\n" for line in _mapping(fields, ""))


def _mapping(fields: Fields, indent: str) -> Iterator[str]:
    for key, value in fields.items():
        if value:
            yield from _field(f"{indent}{key}:", value, f"{indent}  ")


def _field(lead: str, value: object, indent: str) -> Iterator[str]:
    """The lines of a field; `indent` is that of the lines below the first."""
    if isinstance(value, str):
        yield from _text(lead, value, indent)
    elif isinstance(value, Ids):
        yield f"{lead} [{', '.join(value)}]"
    elif isinstance(value, Prose):
        yield f"{lead} |"
        yield from _paragraphs(value, indent)
    elif isinstance(value, Mapping):
        yield lead
        yield from _mapping(value, indent)
    elif isinstance(value, Sequence):
        yield lead
        for item in value:
            yield from _item(item, indent)


def _item(item: Fields, indent: str) -> Iterator[str]:
    """The fields of an item, the first of them after the dash."""
    lines = _mapping(item, f"{indent}  ")
    yield f"{indent}- {next(lines).lstrip()}"
    yield from lines


def _text(lead: str, text: str, indent: str) -> Iterator[str]:
    line = f'{lead} "{text}"' if _NEEDS_QUOTES.match(text) else f"{lead} {text}"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{lead} |"
    yield from _paragraphs((text,), indent)


def _paragraphs(paragraphs: Sequence[str], indent: str) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ""
        lines = textwrap.wrap(
            _CITATION.sub(lambda found: found[0].replace(" ", _GLUE), paragraph),
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from (line.replace(_GLUE, " ") for line in lines)
