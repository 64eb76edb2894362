"""From a checked catalogue to its pages, and all files beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from jinja2 import BytecodeCache

from .catalogue.catalogue import Catalogue, build_catalogue
from .catalogue.checking import check
from .collection import Collection, Memory, read_collection
from .lasting.past import Past
from .pages.building import TEMPLATES, Builder
from .pages.narratives import Telling
from .pages.page import Page, relative
from .pages.wording import wording
from .publishing import data
from .publishing.citations.citations import Citations
from .publishing.metadata import linked
from .publishing.metadata.heads import Heads
from .publishing.metadata.licences import licences
from .publishing.versions import moved
from .publishing.versions.feeds import Feeds
from .publishing.versions.frames import Frames
from .reading.files import Entry, Kinds
from .reading.narratives import read_narrative
from .records.model import KINDS
from .settings import Settings


@dataclass(frozen=True)
class Site(Collection):
    """A collection that can be shown; `compiled` keeps the code of templates for the next one."""

    compiled: BytecodeCache | None = None

    def pages(self) -> list[Page]:
        """All generated pages; with issues, those of the records that have none."""
        return list(self._builder.pages())

    def tell(self, uri: str, text: str) -> Telling | None:
        """A page written by hand, by its place in the folder of pages; None if it names nothing."""
        if "[[" not in text and "[@" not in text:
            return None
        folder = PurePath(self.settings.briefs).name
        narrative = read_narrative(text, f"{self.settings.docs}/{uri}", uri, folder)
        return self._builder.tell(narrative)

    def markdown(self, id: str) -> str | None:
        """What the page of a record says, as Markdown; None if it has issues or is not there."""
        builder = self._builder
        record = builder.catalogue.records.get(id)
        return data.markdown_of(record, self.settings, builder.say) if record else None

    def files(self) -> Iterator[tuple[str, bytes]]:
        """All files beside the pages, each with its place in the site."""
        past, frames = self._past, Frames(self._past, self.settings)
        earlier = moved.earlier(past)
        yield from frames.files()
        yield from moved.pages(past, frames, earlier)
        yield from moved.copies(self._beside_pages(), earlier, moved.merged(past))

    def _beside_pages(self) -> Iterator[tuple[str, bytes]]:
        """The files that stand beside the page that they belong to, and those of the whole."""
        yield from Feeds(self._past, self.settings).files()
        if self.settings.downloads:
            yield from data.files(self.settings, self._builder.say)
            yield from self._citations.files()
            yield from linked.files(self._citations)

    def head(self, address: str, title: str) -> str:
        """What a page written by hand says of itself to machines, as safe HTML for its head."""
        return Heads(self._citations).page(address, title)

    @property
    def licences(self) -> str:
        """The licences of content and code, as safe HTML for the foot of every page."""
        return licences(self.settings, self._builder.words)

    @cached_property
    def _builder(self) -> Builder:
        past = self._past
        builder = Builder(
            past.catalogue, self.settings, relative, (TEMPLATES,), self.narratives, past=past
        )
        builder.compiled, builder.grounds = self.compiled, self.grounds
        citations = Citations(builder.say, self.settings, past)
        builder.heads = Heads(citations)
        builder.cite = citations if self.settings.downloads else None
        return builder

    @cached_property
    def _citations(self) -> Citations:
        assert isinstance(self._builder.heads, Heads)
        return self._builder.heads.citations

    @cached_property
    def _past(self) -> Past:
        """What was released, beside the records that can be shown."""
        sound = _sound(self.entries, self.catalogue.kinds) if self.issues else self.catalogue
        return Past(sound, self.releases, wording(self.settings.language))


def load_site(
    settings: Settings,
    kinds: Kinds = KINDS,
    memory: Memory | None = None,
    compiled: BytecodeCache | None = None,
) -> Site:
    """Read and check the records; with a lasting `memory` only what changed.

    `compiled` is for the site's templates, in the same language.
    """
    return Site(**vars(read_collection(settings, kinds, memory=memory)), compiled=compiled)


def _sound(entries: tuple[Entry, ...], kinds: Kinds) -> Catalogue:
    """The records without issues that lean on no record with issues: those that can be shown."""
    while True:
        catalogue = build_catalogue((entry.record for entry in entries), kinds)
        wrong = {issue.path for issue in check(entries, catalogue)}
        if not wrong:
            return catalogue
        entries = tuple(entry for entry in entries if entry.path not in wrong)
