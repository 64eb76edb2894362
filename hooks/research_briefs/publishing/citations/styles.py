"""Pages of the site as a list of references has them: APA 7, Chicago 17 (author–date) and MLA 9.

Only for the one type of item that our pages are; tests hold the texts against a processor of CSL
with the official styles. The day of access is not in them: a build knows no day, and the page's
script adds it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .items import Item, Name
from .titles import headline

_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()  # noqa: SIM905
_ENDS = (".", "?", "!")
_APOSTROPHE = re.compile(r"(?<=\w)'")


def apa(item: Item) -> str:
    """`Wick, T. (2026). The treaty [Research brief]. Society. https://…`."""
    year = item["issued"]["date-parts"][0][0]
    names = _initialled(item["author"])
    parts = (f"{_ended(names)} ({year})", f"{_title(item)} [{item['genre']}]", item["publisher"])
    return " ".join([*map(_ended, parts), *_address(item)])


def chicago(item: Item) -> str:
    """`Wick, T. 2026. The Treaty. Research brief. Society. https://….`."""
    year = item["issued"]["date-parts"][0][0]
    people = item["author"]
    names = _inverted(people, few=7) if len(people) > 10 else _inverted(people)
    parts = (names, str(year), _headline(item), item["genre"], item["publisher"], *_address(item))
    return " ".join(map(_ended, parts))


def mla(item: Item) -> str:
    """`Wick, T. The Treaty. Research brief. Society, 1 May 2026, https://….`."""
    year, month, day = item["issued"]["date-parts"][0]
    people = item["author"]
    names = _inverted(people, few=1) if len(people) > 2 else _inverted(people)
    where = ", ".join((item["publisher"], f"{day} {_MONTHS[month - 1]} {year}", *_address(item)))
    return " ".join(map(_ended, (names, _headline(item), item["genre"], where)))


def _title(item: Item) -> str:
    return _APOSTROPHE.sub("’", item["title"])


def _headline(item: Item) -> str:
    title = _title(item)
    return headline(title) if item["language"].startswith("en") else title


def _address(item: Item) -> Sequence[str]:
    return (item["URL"],) if "URL" in item else ()


def _ended(text: str) -> str:
    """A text with a full stop, before the quotes if it ends in them; some have their own."""
    bare = text.rstrip("”’")
    return text if bare.endswith(_ENDS) else f"{bare}.{text[len(bare) :]}"


_LONGEST = 20


def _initialled(names: Sequence[Name]) -> str:
    """All names, the family in front; of more than twenty the first nineteen and the last."""
    written = [_initials(name) for name in names]
    if len(written) > _LONGEST:
        return f"{', '.join(written[: _LONGEST - 1])}, … {written[-1]}"
    return _and(written, "&", names)


def _initials(name: Name) -> str:
    """`Wick, T. M.`, `D, J.-L.`."""
    if "given" not in name:
        return _straight(name)
    words = (word.split("-") for word in name["given"].split())
    return f"{name['family']}, {' '.join('-'.join(f'{p[0]}.' for p in w if p) for w in words)}"


def _straight(name: Name) -> str:
    if "literal" in name:
        return name["literal"]
    return " ".join(name[part] for part in ("given", "family") if part in name)


def _inverted(names: Sequence[Name], few: int = 0) -> str:
    """The first name with the family in front; after `few` names the others are not told."""
    first, *others = names
    start = f"{first['family']}, {first['given']}" if "given" in first else _straight(first)
    if few:
        return ", ".join((start, *map(_straight, others[: few - 1]), "et al."))
    return _and([start, *map(_straight, others)], "and", names)


def _and(written: Sequence[str], word: str, names: Sequence[Name]) -> str:
    """`A, B, and C`; before the second of two stands a comma only if that is a person."""
    if len(written) == 1:
        return written[0]
    comma = "" if len(names) == 2 and "literal" in names[1] else ","
    return f"{', '.join(written[:-1])}{comma} {word} {written[-1]}"
