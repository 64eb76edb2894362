r"""Items as BibTeX and biblatex read them.

Each value stands on a line of its own, between braces that its text cannot close: what TeX gives a
meaning to is written by name. Titles have a second pair of braces, so that no style changes their
letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .items import Item, Name

_TEX = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{character: rf"\{character}" for character in "$&#%_"},
    }
)
_IS_TEX = re.compile(r"[\\{}~^$&#%_]").search  # few texts have any, and to look is far quicker
#: What an address cannot hold between braces, and is written otherwise in it.
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})

#: For each CSL type that has its own: the entry, and the field for what the item stands in. All
#: others are `misc`.
ENTRIES: Mapping[str, tuple[str, str]] = {
    "article-journal": ("article", "journal"),
    "article-magazine": ("article", "journal"),
    "article-newspaper": ("article", "journal"),
    "book": ("book", "booktitle"),
    "chapter": ("incollection", "booktitle"),
    "entry-encyclopedia": ("incollection", "booktitle"),
    "manuscript": ("unpublished", "howpublished"),
    "pamphlet": ("booklet", "howpublished"),
    "paper-conference": ("inproceedings", "booktitle"),
    "report": ("techreport", "howpublished"),
    "thesis": ("phdthesis", "howpublished"),
}
_PUBLISHER = {"techreport": "institution", "phdthesis": "school", "misc": "organization"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905


def entry(item: Item) -> str:
    """One entry; its key is the item's id."""
    kind, container = ENTRIES.get(item["type"], ("misc", "howpublished"))
    fields = {name: value for name, value in _fields(item, kind, container) if value}
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@{kind}{{{item['id']},\n{lines}}}\n"


def _fields(item: Item, kind: str, container: str) -> Iterator[tuple[str, str]]:
    def plain(name: str) -> str:
        return f"{{{escaped(item[name])}}}" if name in item else ""

    def address(name: str) -> str:
        return f"{{{item[name].translate(_IN_ADDRESS)}}}" if name in item else ""

    yield "title", f"{{{plain('title')}}}"
    yield "author", f"{{{' and '.join(map(_name, item.get('author', ())))}}}".replace("{}", "")
    yield container, plain("container-title")
    yield "series", plain("collection-title")
    yield "number", plain("number")
    yield "version", plain("version")
    yield "type", plain("genre")
    yield _PUBLISHER.get(kind, "publisher"), plain("publisher")
    yield from _dates(item.get("issued", {}))
    yield "url", address("URL")
    yield "doi", address("DOI")
    yield "urldate", f"{{{_iso(item['accessed'])}}}" if "accessed" in item else ""
    yield "language", plain("language")
    yield "abstract", plain("abstract")
    yield "note", plain("note")


def escaped(text: str) -> str:
    r"""A text without anything that means something to TeX: `R&D {1}` → `R\&D {\textbraceleft}1…`.

    A quote or an at sign means nothing between braces.
    """
    return text.translate(_TEX) if _IS_TEX(text) else text


_AND = re.compile(r"\band\b", re.IGNORECASE)


def _name(name: Name) -> str:
    """`Family, Given`; what would be taken apart otherwise stands in braces."""
    if "literal" in name:
        return f"{{{escaped(name['literal'])}}}"
    return ", ".join(_whole(name[part]) for part in ("family", "given") if part in name)


def _whole(part: str) -> str:
    text = escaped(part)
    return f"{{{text}}}" if "," in part or _AND.search(part) else text


def _dates(issued: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The date for biblatex, the year and month for BibTeX; a date in words is a year to both."""
    if "literal" in issued:
        yield "year", f"{{{escaped(issued['literal'])}}}"
    elif issued:
        year, month = (*issued["date-parts"][0], 0)[:2]
        yield "date", f"{{{_iso(issued)}{'~' if issued.get('circa') else ''}}}"
        yield "year", f"{{{year:04}}}"
        yield "month", _MONTHS[month - 1] if month else ""


def _iso(date: Mapping[str, Any]) -> str:
    """`2021-06`, `2021/2022`."""
    return "/".join("-".join(f"{n:02}" for n in part) for part in date["date-parts"])
