"""Names of authors in lists of references."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..items import Item, Name
from .text import curled

_LONGEST = 20
#: The languages in whose texts the family name comes first, without a comma.
_FAMILY_FIRST = ("hu", "ja", "ko", "vi", "zh")


def initialled(item: Item) -> str:
    """All names, the family in front; of more than twenty the first nineteen and the last."""
    names = item.get("author", ())
    written = [_inverted(name, item, _initials(name)) for name in names]
    if len(written) > _LONGEST:
        return f"{', '.join(written[: _LONGEST - 1])}, … {written[-1]}"
    return _listed(written, "&", names)


def inverted(item: Item, most: int, few: int) -> str:
    """The first name with the family in front; of more than `most` only a few are told."""
    names = item.get("author", ())
    if not names:
        return ""
    first, *others = names
    start = _inverted(first, item, _dotted(first.get("given", "")))
    if len(names) > most:
        return ", ".join((start, *(_name(name, item) for name in others[: few - 1]), "et al."))
    return _listed([start, *(_name(name, item) for name in others)], "and", names)


def straight(item: Item) -> str:
    """`Ada Wick & Tom Oil`."""
    names = item.get("author", ())
    return _listed([_name(name, item) for name in names], "&", names)


def parties(item: Item) -> str:
    """`Brevia-Corland`: all in short."""
    return "-".join(
        curled(name.get("family") or name["literal"]) for name in item.get("author", ())
    )


def _name(name: Name, item: Item) -> str:
    given = _dotted(name.get("given", ""))
    if not given:
        return curled(name.get("literal") or name["family"])
    if _is_family_first(name, item):
        return _inverted(name, item, given)
    return curled(f"{given} {name['family']}")


def _inverted(name: Name, item: Item, given: str) -> str:
    """`Wick, Ada`; `Wick Ada` in a text whose language has it so; `山田太郎`."""
    if not given:
        return _name(name, item)
    if _is_unspaced(name):
        return f"{name['family']}{name['given']}"
    comma = "" if _is_family_first(name, item) else ","
    return curled(f"{name['family']}{comma} {given}")


def _listed(written: Sequence[str], word: str, names: Sequence[Name]) -> str:
    """`A, B, and C`; before the second of two stands a comma only if that is a person."""
    if len(written) < 2:
        return "".join(written)
    comma = "" if len(names) == 2 and "literal" in names[1] else ","
    return f"{', '.join(written[:-1])}{comma} {word} {written[-1]}"


#: Latin, Greek and Cyrillic; names in other scripts are written without spaces.
_SPACED = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]")


def _is_unspaced(name: Name) -> bool:
    return not _SPACED.search(name["family"] + name["given"])


def _is_family_first(name: Name, item: Item) -> bool:
    return item.get("language", "").startswith(_FAMILY_FIRST) or _is_unspaced(name)


def _initials(name: Name) -> str:
    """`T. M.`, `J.-L.`; of `Chi-wan` only `C.`."""
    words = (word.split("-") for word in name.get("given", "").split())
    return " ".join("-".join(map(_initial, _told(word))) for word in words)


def _told(parts: Sequence[str]) -> list[str]:
    """The parts of a given name that have an initial."""
    return [part for n, part in enumerate(parts) if part and not (n and part[0].islower())]


def _initial(part: str) -> str:
    return f"{part[0]}."


_LETTER = re.compile(r"\b([^\W\d_])(?=\s|$)")


def _dotted(given: str) -> str:
    """`Rezaul H` → `Rezaul H.`."""
    return _LETTER.sub(r"\1.", given) if given else ""
