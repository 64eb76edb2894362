"""The files of citations, beside the pages that they cite, at addresses that last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...pages import addresses, listing
from ...pages.phrases import Phrases
from ...pages.wording import Wording
from ...records.model import Curated, Record, Source
from ...settings import Settings
from . import bibtex, ris, styles
from .instruments import Instrument, bluebook, instrument_of, oscola
from .items import Item, abstract_of, of_instrument, of_page, of_source

#: A file: its address relative to the site's root, and its content.
File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as each of the files has it."""

    bib: str
    ris: str
    json: str


def apa_of(record: Record, settings: Settings, words: Wording) -> str:
    """How the page of a record is cited in APA style; empty if it is not cited as ours."""
    return styles.apa(of_page(record, settings, words)) if isinstance(record, Curated) else ""


def files(settings: Settings, say: Phrases) -> Iterator[File]:
    """All files: of each page, of the references of each brief, of the whole bibliography."""
    catalogue, words = say.catalogue, say.words
    sources = {s.id: entry(of_source(s, words)) for s in _sources(catalogue.records.values())}
    for record in catalogue.records.values():
        base = addresses.of_record(record)
        if isinstance(record, Source):
            yield from _in_all_forms(f"{base}{addresses.CITATION}", [sources[record.id]])
        elif isinstance(record, Curated):
            yield from _of_page(record, base, settings, say)
            cited = [sources[source.id] for source in listing.sources_of(catalogue, record.id)]
            if record.is_brief and cited:
                yield from _in_all_forms(f"{base}{addresses.REFERENCES}", cited)
    yield from _in_all_forms(addresses.BIBLIOGRAPHY, sources.values())


def entry(item: Item) -> Entry:
    """An item in all forms."""
    csl = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    return Entry(bibtex.entry(item), ris.entry(item), csl)


def texts(item: Item, instrument: Instrument | None, words: Wording) -> Mapping[str, str]:
    """The citation of a page in each style, by the style's name; of the instrument in its own."""
    names = words["citing"]["styles"]
    found = {
        names["apa"]: styles.apa(item),
        names["chicago"]: styles.chicago(item),
        names["mla"]: styles.mla(item),
    }
    if instrument:
        found[names["bluebook"]] = bluebook(instrument)
        found[names["oscola"]] = oscola(instrument, words)
    return found


def _of_page(record: Curated, base: str, settings: Settings, say: Phrases) -> Iterator[File]:
    item = of_page(record, settings, say.words, abstract_of(record, say))
    instrument = instrument_of(record, say.catalogue)
    yield from _in_all_forms(f"{base}{addresses.CITATION}", [entry(item)])
    found = texts(item, instrument, say.words).items()
    text = "\n".join(f"{name}\n{said}\n" for name, said in found)
    yield f"{base}{addresses.CITATION}.txt", text.encode()
    if instrument:
        own = entry(of_instrument(instrument, say.words))
        yield from _in_all_forms(f"{base}{addresses.INSTRUMENT}", [own])


def _sources(records: Iterable[Record]) -> Iterator[Source]:
    return (record for record in records if isinstance(record, Source))


def _in_all_forms(name: str, entries: Iterable[Entry]) -> Iterator[File]:
    found = list(entries)
    yield f"{name}.bib", "\n".join(each.bib for each in found).encode()
    yield f"{name}.ris", "\r\n".join(each.ris for each in found).encode()
    yield f"{name}.json", ("[" + ",\n".join(each.json for each in found) + "]\n").encode()
