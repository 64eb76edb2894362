"""Entries of other bibliographies as fields of our sources: CSL-JSON, BibTeX and RIS.

Our fields have CSL's names, so an item of CSL-JSON needs no translation. BibTeX is TeX with macros
and RIS has many dialects: libraries of others know these, and come with `research-briefs[import]`.
What is read is untrusted as all that others wrote: a value that its field refuses is left out.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ..records.model import Author, Source
from ..records.shape import fields_of, parser_of
from ..records.words import SOURCE_TYPES
from ..records.wrong import Wrong, wrong

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Imported:
    """An entry: the `key` that it has there, its fields here, and the names of those refused."""

    key: str
    fields: dict[str, Any]
    refused: tuple[str, ...]


#: The endings of names of files, and what such a file is.
FORMATS = {".json": "CSL-JSON", ".bib": "BibTeX", ".bibtex": "BibTeX", ".ris": "RIS"}
_EXTRA = "is needed to read this: pip install 'research-briefs[import]'"

_BIBTEX_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "techreport": "report",
    "report": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "patent": "patent",
    "misc": "document",
}
_RIS_TYPES = {
    "BLOG": "post-weblog",
    "BILL": "bill",
    "BOOK": "book",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "DATA": "dataset",
    "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia",
    "GOVDOC": "report",
    "HEAR": "hearing",
    "JOUR": "article-journal",
    "LEGAL": "legislation",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "PAMP": "pamphlet",
    "PAT": "patent",
    "RPRT": "report",
    "STAND": "standard",
    "STAT": "legislation",
    "THES": "thesis",
    "UNPB": "manuscript",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_bibliography(text: str, form: str) -> list[Imported]:
    """The entries of a file of a format of `FORMATS`. Raises Wrong."""
    readers = {"CSL-JSON": _csl, "BibTeX": _bibtex, "RIS": _ris}
    found = [_imported(item) for item in readers[form](text)]
    if not found:
        raise wrong(f"there is no entry in it that could be read as {form}")
    return found


def _imported(item: Item) -> Imported:
    """An item of CSL-JSON as a source; what has no field here is not asked for."""
    fields: dict[str, Any] = {}
    refused: list[str] = []
    values = {**item, "author": _authors(item.get("author")), "issued": _date(item.get("issued"))}
    values["accessed"] = _date(item.get("accessed"))
    for name, field in fields_of(Source).items():
        value = values.get(name)
        if value is None or value == []:
            continue
        value = _text(value) if name != "author" else value
        if name != "author" and not _fits(field, value):
            refused.append(name)
        elif value:
            fields[name] = value
    return Imported(_text(item.get("id", "")), fields, tuple(refused))


def _fits(field: Any, value: str) -> bool:
    parser = parser_of(field)
    if parser is None or len(value) > parser.limit:
        return False
    try:
        parser.parse(value)
    except Wrong:
        return False
    return bool(value)


def _text(value: object) -> str:
    """A value as one line of letters that can be seen."""
    written = str(value) if isinstance(value, str | int) else ""
    text = "".join(c if c.isprintable() else " " for c in written)
    return " ".join(text.split())


def _authors(value: object) -> list[dict[str, str]]:
    found = []
    for author in value if isinstance(value, list) else ():
        known = author if isinstance(author, Mapping) else {"literal": author}
        particle = _text(known.get("non-dropping-particle") or "")
        names = {name: _text(known[name]) for name in fields_of(Author) if known.get(name)}
        if "family" in names:
            names["family"] = f"{particle} {names['family']}".strip()
            names.pop("literal", None)
        found.append(names if "family" in names or "literal" in names else {})
    return [names for names in found if names]


def _date(value: object) -> str | None:
    """A date of CSL in EDTF, which is what a text there should be already."""
    if isinstance(value, str):
        return value.strip()
    if not isinstance(value, Mapping):
        return None
    parts = value.get("date-parts")
    if not isinstance(parts, list):
        said = value.get("literal") or value.get("raw")
        return str(said) if said else None
    ends = [_day(end) for end in parts if isinstance(end, list)]
    return "/".join(end for end in ends if end) or None


def _day(parts: list[object]) -> str:
    widths = zip(parts, (4, 2, 2), strict=False)
    return "-".join(str(part).zfill(width) for part, width in widths if str(part).isdecimal())


def _csl(text: str) -> Iterator[Item]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise wrong(f"it is not JSON: {error}") from error
    for item in read if isinstance(read, list) else [read]:
        if isinstance(item, dict):
            known = str(item.get("type"))
            yield {**item, "type": known if known in SOURCE_TYPES else None}


def _bibtex(text: str) -> Iterator[Item]:
    library: Any = _library("bibtexparser")
    decode = _library("pylatexenc.latex2text").LatexNodes2Text().latex_to_text
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # we tell it ourselves
    names = (library.middlewares.SeparateCoAuthors(), library.middlewares.SplitNameParts())
    read = library.parse_string(text, append_middleware=list(names))
    for block in read.failed_blocks:
        raise wrong(f"BibTeX ends early: see the entry that begins on line {block.start_line + 1}")
    for entry in read.entries:
        yield _bibtex_item(entry, decode)


def _bibtex_item(entry: Any, decode: Any) -> Item:
    raw = {name.lower(): field.value for name, field in entry.fields_dict.items()}

    def said(*names: str) -> str | None:
        value = next((raw[name] for name in names if raw.get(name)), None)
        return None if value is None else decode(str(value))

    month = str(raw.get("month", "")).lower()[:3]
    number = f"-{_MONTHS.index(month) + 1:02}" if month in _MONTHS else ""
    kind = entry.entry_type.lower()
    is_page = kind == "misc" and raw.get("url")
    return {
        "id": entry.key,
        "type": "webpage" if is_page else _BIBTEX_TYPES.get(kind),
        "genre": said("type"),
        "title": said("title"),
        "author": [_bibtex_name(name, decode) for name in raw.get("author", [])],
        "issued": said("date") or (f"{said('year')}{number}" if raw.get("year") else None),
        "container-title": said("journal", "journaltitle", "booktitle"),
        "collection-title": said("series"),
        "number": said("number") if kind in ("report", "techreport") else None,
        "publisher": said("publisher", "institution", "school", "organization"),
        "URL": _bare(raw.get("url")),
        "DOI": _bare(raw.get("doi")),
        "accessed": said("urldate"),
    }


def _bibtex_name(name: Any, decode: Any) -> Mapping[str, str]:
    whole = " ".join(name.last)
    if whole.startswith("{") and whole.endswith("}") and not name.first:
        return {"literal": decode(whole)}
    family, given = [*name.von, *name.last], [*name.first]
    said = {"family": decode(" ".join(family)), "given": decode(" ".join([*given, *name.jr]))}
    return said if said["given"] else {"literal": said["family"]}


def _bare(value: object) -> str | None:
    """An address: TeX's escapes of signs are undone, and nothing else in it means anything."""
    return re.sub(r"\\([%_#&~])", r"\1", str(value)) if value else None


def _ris(text: str) -> Iterator[Item]:
    try:
        read: Iterable[Mapping[str, Any]] = _library("rispy").loads(text)
    except (OSError, ValueError) as error:
        raise wrong(f"it is not RIS: {error}") from error
    for number, entry in enumerate(read, start=1):
        yield _ris_item(entry, number)


def _ris_item(entry: Mapping[str, Any], number: int) -> Item:
    def said(*names: str) -> Any:
        return next((entry[name] for name in names if entry.get(name)), None)

    authors = said("authors", "first_authors") or []
    return {
        "id": said("id") or f"entry {number}",
        "type": _RIS_TYPES.get(entry.get("type_of_reference", "")),
        "title": said("title", "primary_title"),
        "author": [_ris_name(str(name)) for name in authors],
        "issued": _ris_date(said("date", "year", "publication_year")),
        "container-title": said("journal_name", "secondary_title", "alternate_title3"),
        "number": said("number") if entry.get("type_of_reference") == "RPRT" else None,
        "publisher": said("publisher"),
        "URL": (said("urls") or [None])[0],
        "DOI": said("doi"),
        "accessed": _ris_date(said("access_date")),
        "language": said("language"),
    }


def _ris_name(name: str) -> Mapping[str, str]:
    family, comma, given = name.partition(",")
    return {"family": family, "given": given.strip()} if comma else {"literal": name}


def _ris_date(value: object) -> str | None:
    """`2024/03/01/`, or a part of it."""
    parts = [part for part in str(value or "").split("/")[:3] if part.strip()]
    return "-".join(part.zfill(2) for part in parts) or None


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise wrong(f"{name.partition('.')[0]} {_EXTRA}") from error
