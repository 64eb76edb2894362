"""What is cited, as items in the fields of CSL: pages of the site, sources, and instruments.

All files and texts of a citation are made from one such item, so that they agree with each other.
Texts are in one line, and hold nothing that a file could not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...lasting.past import Step
from ...pages import addresses
from ...pages.dates import written
from ...pages.wording import Wording
from ...records.dates import Date, parse_day
from ...records.model import Author, Curated, Source
from ...settings import Settings
from .instruments import Instrument

#: An item, in the fields and types of CSL-JSON 1.0.2.
Item = Mapping[str, Any]
Name = Mapping[str, str]

#: The fields of a source that CSL calls so too, by the names of our model.
_OF_SOURCE = {
    "genre": "genre",
    "container_title": "container-title",
    "collection_title": "collection-title",
    "number": "number",
    "publisher": "publisher",
    "found_at": "URL",  # who follows a citation must find what was read
    "DOI": "DOI",
    "language": "language",
}
#: The fields of a page's item, in their order.
_ORDER = (
    *("id", "type", "genre", "title", "version", "author", "publisher", "issued", "URL"),
    *("abstract", "language"),
)
_UNFIT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def one_line(text: str) -> str:
    """A text with its white space folded, without what XML, TeX or UTF-8 cannot hold."""
    return " ".join(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", text).split())


def of_page(record: Curated, settings: Settings, words: Wording, abstract: str = "") -> Item:
    """The page of a record: a report of its curators, or of the project as an institution."""
    item = {
        "id": record.id,
        "title": one_line(record.title),
        "curators": record.curators,
        "issued": _date(record.checked, words),
        "URL": addresses.cited(settings.site_url, record),
        "abstract": one_line(abstract),
    }
    return _report(item, settings, words)


def of_version(step: Step, settings: Settings, words: Wording, abstract: str = "") -> Item:
    """A released version: what it was called then, by its curators then, on the day of release."""
    item = {
        "id": step.key[0],
        "title": one_line(step.title),
        "curators": step.curators,
        "version": str(step.number),
        "issued": _date(parse_day(step.date), words),
        "URL": addresses.whole(settings.site_url, step.address),
        "abstract": one_line(abstract),
    }
    return _report(item, settings, words)


def _report(item: dict[str, Any], settings: Settings, words: Wording) -> Item:
    publisher = one_line(settings.publisher or settings.site_name)
    curators = [_person(one_line(name)) for name in item.pop("curators")]
    item |= {
        "type": "report",
        "genre": words["citing"]["genre"],
        "author": curators or [{"literal": publisher}],
        "publisher": publisher,
        "language": settings.language,
    }
    return {name: item[name] for name in _ORDER if item.get(name)}


def of_source(source: Source, words: Wording) -> Item:
    """An entry of the bibliography, with the day on which curators saw it."""
    item: dict[str, Any] = {"id": source.id, "type": source.type, "title": one_line(source.title)}
    if source.author:
        item["author"] = [_author(author) for author in source.author]
    if source.issued:
        item["issued"] = _date(source.issued, words)
    if source.accessed:
        item["accessed"] = _date(source.accessed, words)
    for name, csl in _OF_SOURCE.items():
        if value := getattr(source, name):
            item[csl] = one_line(value)
    if note := ". ".join(_notes(source, words)):
        item["note"] = note
    return item


def of_instrument(instrument: Instrument, words: Wording) -> Item:
    """An agreement itself, not what this site says of it."""
    item: dict[str, Any] = {
        "id": f"{instrument.id}-instrument",
        "type": "treaty",
        "title": one_line(instrument.title),
        "author": [{"literal": one_line(name)} for name in instrument.parties],
        "issued": _date(instrument.concluded, words),
        "URL": instrument.url,
    }
    if instrument.in_force:
        date = written(instrument.in_force, words)
        item["note"] = words["citing"]["in_force"].format(date=date)
    return {name: value for name, value in item.items() if value}


def _person(name: str) -> Name:
    """A curator as written: with a comma the family name first, else as a whole."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": name}


def _author(author: Author) -> Name:
    if author.literal:
        return {"literal": one_line(author.literal)}
    name = {"family": one_line(str(author.family))}
    return {**name, "given": one_line(author.given)} if author.given else name


def _notes(source: Source, words: Wording) -> Iterator[str]:
    say = words["citing"]
    if source.translated_title:
        yield say["translation"].format(title=one_line(source.translated_title))
    if source.dead:
        yield say["dead"].format(address=source.address, date=written(source.dead, words))
    elif source.archived:
        yield say["archived"].format(address=source.archived)


def _date(date: Date, words: Wording) -> Mapping[str, Any]:
    """A date as CSL has it: of the precision that it has, and in words if one side is open."""
    if date.start is None or date.end is None:
        return {"literal": written(date, words)}
    points = [date.start, date.end] if date.is_interval else [date.start]
    parts = [[int(part) for part in point.text.split("-")] for point in points]
    circa = any(point.qualifier for point in points)
    return {"date-parts": parts, "circa": True} if circa else {"date-parts": parts}
