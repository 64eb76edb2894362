"""Items as RIS, which all reference managers read: a line for each value, CRLF at its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .items import Item, Name

#: The types of CSL that RIS has a word for; all others are `GEN`.
TYPES: Mapping[str, str] = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "hearing": "HEAR",
    "legislation": "STAT",
    "manuscript": "UNPB",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post": "BLOG",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "LEGAL",
    "webpage": "ELEC",
}
#: The tags of the fields that are one line of text.
_TAGS = {
    "TI": "title",
    "T2": "container-title",
    "T3": "collection-title",
    "SN": "number",
    "ET": "version",
    "M3": "genre",
    "PB": "publisher",
    "UR": "URL",
    "DO": "DOI",
    "LA": "language",
    "AB": "abstract",
    "N1": "note",
}


def entry(item: Item) -> str:
    """One item, from its type to the end of the record."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(item))


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    for name in item.get("author", ()):
        yield "AU", _name(name)
    for tag, field in _TAGS.items():
        if field in item:
            yield tag, item[field]
    yield from _dates(item.get("issued", {}))
    if "accessed" in item:
        yield "Y2", _date(item["accessed"])
    yield "ER", ""


def _name(name: Name) -> str:
    """`Family, Given`. A comma in the name of a body would make a person of it."""
    if "literal" in name:
        return name["literal"].replace(",", "")
    return ", ".join(name[part].replace(",", "") for part in ("family", "given") if part in name)


def _dates(issued: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "literal" in issued:
        yield "DA", f"///{issued['literal']}"
    elif issued:
        yield "PY", f"{issued['date-parts'][0][0]:04}"
        yield "DA", _date(issued)


def _date(date: Mapping[str, Any]) -> str:
    """`2021/06//`; behind the last slash stands what is not known for certain."""
    year, month, day = (*date["date-parts"][0], 0, 0)[:3]
    numbers = (f"{year:04}", f"{month:02}" if month else "", f"{day:02}" if day else "")
    return f"{'/'.join(numbers)}/{'circa' if date.get('circa') else ''}"
