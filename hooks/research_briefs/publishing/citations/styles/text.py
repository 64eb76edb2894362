"""How styles put texts together: stops and quotes fall into their places, as CSL has it."""

from __future__ import annotations

import re

from ..items import Item
from ..titles import headline

_STOPS = (".", "?", "!", ":", ";")
_CLOSED = "”’"


def joined(delimiter: str, *parts: str) -> str:
    """The parts that say something, with the delimiter between them.

    A full stop or comma goes before the quotes in which a part ends, and no full stop or colon
    follows what has ended already.
    """
    found = [part for part in parts if part]
    text = "".join(found[:1])
    for part in found[1:]:
        text = f"{_closed(text, delimiter)}{part}"
    return text


def ended(text: str) -> str:
    """A text with a full stop, if it says something."""
    return _closed(text, ".") if text else ""


def _closed(text: str, delimiter: str) -> str:
    mark, rest = delimiter[:1], delimiter[1:]
    bare = text.rstrip(_CLOSED)
    if mark == ":" and bare.endswith(("?", "!")):
        return f"{text}{rest}"
    if mark not in (".", ","):
        return f"{text}{delimiter}"
    stop = "" if mark == "." and bare.endswith(_STOPS) else mark
    return f"{bare}{stop}{text[len(bare) :]}{rest}"


def bracketed(text: str, brackets: str = "()") -> str:
    """A text in brackets, if it says something."""
    return f"{brackets[0]}{text}{brackets[1]}" if text else ""


def capitalised(text: str) -> str:
    """A text whose first letter is large."""
    return text[:1].upper() + text[1:]


def plain(item: Item, field: str) -> str:
    """A field with quotes and apostrophes that are curly; empty if the item has none."""
    return curled(item.get(field, ""))


def titled(item: Item, field: str) -> str:
    """The same in the letters of headlines, if the item is English."""
    text: str = item.get(field, "")
    if text and item.get("language", "en").startswith("en"):
        text = headline(text)
    return curled(text)


def quoted(text: str) -> str:
    """A text in quotes; those in it become single ones."""
    return f"“{curled(text, depth=1)}”" if text else ""


_OPENS = re.compile(r"(?:^|(?<=[\s(\[{“‘\"'–—/-]))[\"']|“")
_CLOSES = re.compile(r"[\"'](?!\w)|”")
_STRAIGHT = {"“": '"', "”": '"'}
_SHAPES = (("“", "”"), ("‘", "’"))


def curled(text: str, depth: int = 0) -> str:
    """Quotes and apostrophes in their curly shape; at an odd depth the outer ones are single.

    Single quotes that are curly already stay as they are.

    >>> curled("'Look East' and India's act")
    '“Look East” and India’s act'
    >>> curled("The “act”", depth=1)
    'The ‘act’'
    """
    if not ("'" in text or '"' in text or "“" in text or "”" in text):
        return text
    letters = list(text)
    opened: list[int] = []
    for place, letter in enumerate(text):
        sign = _STRAIGHT.get(letter, letter)
        if sign not in "\"'":
            continue
        if _OPENS.match(text, place):
            opened.append(place)
        elif opened and _CLOSES.match(text, place) and _straight(text, opened[-1]) == sign:
            start = opened.pop()
            letters[start], letters[place] = _SHAPES[(depth + len(opened)) % 2]
    return "".join("’" if letter == "'" else letter for letter in letters)


def _straight(text: str, place: int) -> str:
    return _STRAIGHT.get(text[place], text[place])
