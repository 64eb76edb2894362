"""What the site says of how it is cited: on its pages, and in files beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pydantic_core import to_json

from ...catalogue.catalogue import Catalogue
from ...catalogue.statements import sourcing_in
from ...lasting.past import Past, Step
from ...pages import addresses
from ...pages.phrases import Phrases
from ...pages.wording import Wording
from ...records.model import Curated, Question, Record, Source
from ...settings import Settings
from ..data.dataset import Dataset, dataset_of
from . import bibtex, ris, styles
from .instruments import Instrument, bluebook, instrument_of, oscola
from .items import Item, of_instrument, of_page, of_source, of_version

#: A file: its address relative to the site's root, and its content.
File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as each of the files has it; that of a source stands in many of them."""

    bib: bytes
    ris: bytes
    json: bytes


@dataclass(frozen=True)
class Citations:
    """How all that a catalogue holds is cited; each item is made once."""

    say: Phrases
    settings: Settings
    past: Past | None = None
    _items: dict[str, Item] = field(default_factory=dict, compare=False, repr=False)
    #: In APA style, which pages show and their files have beside the other styles.
    _said: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    _cited: dict[str, list[Source]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def catalogue(self) -> Catalogue:
        """All records."""
        return self.say.catalogue

    @cached_property
    def dataset(self) -> Dataset:
        """What is said of the whole."""
        return dataset_of(self.settings)

    @property
    def words(self) -> Wording:
        """The words of the interface."""
        return self.say.words

    def item(self, record: Curated | Source) -> Item:
        """The page of a record, or a source itself, as an item of CSL.

        If a released version says what the page says, it is the item.
        """
        if record.id not in self._items:
            self._items[record.id] = self._item(record)
        return self._items[record.id]

    def _item(self, record: Curated | Source) -> Item:
        if isinstance(record, Source):
            return of_source(record, self.words)
        abstract = self.say.abstract(record.id)
        if version := self.past.current(record.id) if self.past else None:
            # The reference bears the id that the record has now.
            return {**of_version(version, self.settings, self.words, abstract), "id": record.id}
        return of_page(record, self.settings, self.words, abstract)

    def address(self, record: Curated | Source) -> str:
        """Where the page of a record is to be cited; empty if the site has no address.

        All that cites a page says the same: its citations, the tags in its head, its data.
        """
        if isinstance(record, Source):
            return addresses.cited(self.settings.site_url, record)
        return str(self.item(record).get("URL", ""))

    def before(self, record: Record) -> Step | None:
        """The last version of a record that has changed since, so that its page is cited."""
        if self.past is None or self.past.is_released(record.id):
            return None
        return self.past.last(record.id)

    def text(self, record: Record) -> str:
        """The citation of a record's page, or of a source, in APA style; empty if it has none."""
        if not isinstance(record, Curated | Source):
            return ""
        if record.id not in self._said:
            self._said[record.id] = styles.apa(self.item(record))
        return self._said[record.id]

    def has_instrument(self, record: Record) -> bool:
        """Whether the record is about an instrument that can be cited itself."""
        return instrument_of(record, self.catalogue) is not None

    def cited(self, record: Record) -> list[Source]:
        """The sources that the page of a record cites, each once."""
        if record.id not in self._cited:
            found = (self.catalogue.records.get(id) for id in _cited(self.catalogue, record.id))
            self._cited[record.id] = [source for source in found if isinstance(source, Source)]
        return self._cited[record.id]

    def files(self) -> Iterator[File]:
        """All files: of each page, of the references of each brief, of the whole bibliography."""
        records = self.catalogue.records.values()
        found = (record for record in records if isinstance(record, Source))
        sources = {source.id: entry(self.item(source)) for source in found}
        for record in records:
            base = addresses.of_record(record)
            if isinstance(record, Source):
                yield from _in_all_forms(f"{base}{addresses.CITATION}", [sources[record.id]])
                yield self._texts(base, self.item(record), self.text(record))
            elif isinstance(record, Curated):
                yield from self._of_page(record, base)
                cited = self.cited(record) if record.is_brief else ()
                entries = [sources[source.id] for source in cited]
                if entries:
                    yield from _in_all_forms(f"{base}{addresses.REFERENCES}", entries)
            elif last := self.past.last(record.id) if self.past else None:
                # Who cited a record that was merged or withdrawn cited its last version.
                item = of_version(last, self.settings, self.words)
                yield from _in_all_forms(f"{base}{addresses.CITATION}", [entry(item)])
                yield self._texts(base, item, styles.apa(item))
        yield from _in_all_forms(addresses.BIBLIOGRAPHY, sources.values())

    def _of_page(self, record: Curated, base: str) -> Iterator[File]:
        item = self.item(record)
        instrument = instrument_of(record, self.catalogue)
        yield from _in_all_forms(f"{base}{addresses.CITATION}", [entry(item)])
        yield self._texts(base, item, self.text(record), instrument)
        if instrument:
            own = entry(of_instrument(instrument, self.words))
            yield from _in_all_forms(f"{base}{addresses.INSTRUMENT}", [own])

    def _texts(self, base: str, item: Item, apa: str, instrument: Instrument | None = None) -> File:
        """The citation of an item in each style; of the instrument in its own."""
        names = self.words["citing"]["styles"]
        found = {"apa": apa, "chicago": styles.chicago(item), "mla": styles.mla(item)}
        if instrument:
            found["bluebook"] = bluebook(instrument)
            found["oscola"] = oscola(instrument, self.words)
        text = "\n".join([f"{names[name]}\n{said}\n" for name, said in found.items()])
        return f"{base}{addresses.CITATION}.txt", text.encode()


def entry(item: Item) -> Entry:
    """An item in all forms."""
    return Entry(bibtex.entry(item).encode(), ris.entry(item).encode(), to_json(item))


def _cited(catalogue: Catalogue, id: str) -> Iterable[str]:
    """The sources that a page cites, each once: of its statements, assessments and inverse ties."""
    found: dict[str, None] = {}
    for statement in (*catalogue.statements[id], *catalogue.relations_to.get(id, ())):
        item, citations = statement.item, [*statement.sourcing]
        if isinstance(item, Question) and item.assessment:
            citations += (c for block in item.assessment.blocks for c in sourcing_in(block))
        found.update(dict.fromkeys(source for cited in citations for source in cited.sources))
    return found


def _in_all_forms(name: str, entries: Iterable[Entry]) -> Iterator[File]:
    found = list(entries)
    yield f"{name}.bib", b"\n".join([one.bib for one in found])
    yield f"{name}.ris", b"\r\n".join([one.ris for one in found])
    yield f"{name}.json", b"[%b]\n" % b",\n".join([one.json for one in found])
