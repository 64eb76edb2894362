"""How a text is written in YAML: plain where that reads back as the same text, or else quoted.

Nothing here knows the grammar of YAML by heart: each way of writing is tried in a small document
and read back, so that no rule is forgotten and none is written down twice.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .plain import Value
from .yaml_text import read_yaml

#: A text that starts with one of these is quoted, even where YAML would not ask for it.
_SPECIAL = tuple("[{@\"'*&!%`>|-?")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def inline(text: str) -> str:
    """The text on one line, as a value or an item."""
    ways = _ways(text)
    return next((way for way in ways if _reads_as(way, text)), _escaped(text))


def key(text: str) -> str:
    """The text as the name of a field."""
    expected: Value = {text: [{text: "x"}]}
    ways = (way for way in _ways(text) if _read(f"{way}:\n  - {way}: x\n") == expected)
    return next(ways, _escaped(text))


def literal(text: str) -> list[str] | None:
    """The lines of the text after “|”, or None if they would not read back as the text.

    The text then ends with one line end, whether or not it had one.
    """
    lines = text.rstrip("\n").split("\n")
    block = "\n".join(["|", *(f"    {line}" if line else "" for line in lines)])
    return lines if _reads_as(block, "\n".join([*lines, ""])) else None


def tidied(text: str) -> str:
    """The text without white space at the ends of its lines and empty lines at its end."""
    return "\n".join(line.rstrip(" ") for line in text.split("\n")).rstrip("\n")


def wrapped(text: str, width: int) -> str:
    """The text with line ends for some of its spaces, so that it is no wider if it can be."""
    lines = textwrap.wrap(
        text.strip(" \n"),
        width,
        expand_tabs=False,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def _ways(text: str) -> Iterator[str]:
    """The ways of writing a text on one line, the best first."""
    if "\n" not in text:
        if not text.startswith(_SPECIAL):
            yield text
        if '"' not in text and "\\" not in text:
            yield f'"{text}"'
        if "'" not in text:
            yield f"'{text}'"
    yield _escaped(text)


def _escaped(text: str) -> str:
    escapes = {character: _escape(character) for character in set(text)}
    return f'"{"".join(escapes[character] for character in text)}"'


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isascii() and character.isprintable():
        return character
    return character if _read(f'a: "{character}"\n') else f"\\U{ord(character):08X}"


def _reads_as(written: str, text: str) -> bool:
    """Whether both a field and an item with this value read back as the text."""
    return _read(f"field: {written}\nlist:\n  - {written}\n") == {"field": text, "list": [text]}


def _read(written: str) -> Value | None:
    document, _ = read_yaml(written, "")
    return document.value if document else None
