"""From a folder of records to a checked catalogue and its pages: what every edge calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date as Day
from functools import cached_property
from pathlib import PurePath

from jinja2 import BytecodeCache

from .catalogue import alone
from .catalogue.catalogue import Catalogue, build_catalogue
from .catalogue.checking import check, no_issues
from .catalogue.narratives import check_narratives
from .catalogue.remembered import Remembered
from .catalogue.review import Grounds
from .garbage import uncollected
from .issues import Issue, sort
from .lasting.past import Past
from .lasting.vanished import check_vanished
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
from .reading.files import Entry, Kinds, Known, read_briefs
from .reading.narratives import Narrative, published, read_narrative, read_narratives
from .reading.versions import Contents, Releases, read_releases
from .records.model import KINDS
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Memory:
    """What stays from one loading of a site to the next, of the same folder and kinds.

    Of files what was made of them, of records what follows from them alone, that they are sound and
    on which grounds they want another look, of versions what their files hold. Loading adds to it.
    """

    files: Known = field(default_factory=dict)
    alone: alone.Known = field(default_factory=dict)
    sound: Remembered[list[Issue]] = field(default_factory=no_issues)
    grounds: Remembered[Grounds] = field(default_factory=Remembered)
    contents: Contents = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """A checked catalogue; with issues it holds what could be read, and `entries` from what.

    `narratives` are the pages written by hand that name records; `compiled` keeps the code of
    templates for the next site in the same language, `grounds` why statements want another look.
    """

    settings: Settings
    catalogue: Catalogue
    issues: tuple[Issue, ...]
    entries: tuple[Entry, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    compiled: BytecodeCache | None = None
    releases: Releases = field(default_factory=Releases)
    grounds: Remembered[Grounds] | None = None

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


@uncollected()
def load_site(
    settings: Settings,
    kinds: Kinds = KINDS,
    as_of: Day | None = None,
    memory: Memory | None = None,
    compiled: BytecodeCache | None = None,
) -> Site:
    """Read and check the records; `as_of` asks for their state on another day.

    With a `memory` only files that changed are read anew; `compiled` is for the site's templates.
    """
    known = memory or Memory()
    reading = read_briefs(settings.folder, kinds, known.files if memory else None)
    records = [entry.record for entry in reading.entries]
    unread = [PurePath(issue.path).stem for issue in reading.issues]
    documents = {entry.record.id: entry.document for entry in reversed(reading.entries)}
    catalogue = build_catalogue(
        records, kinds, unread=unread, documents=documents, known=known.alone
    )
    found, unreadable = read_narratives(settings.pages, settings.root, settings.folder.name)
    narratives = tuple(published(found, settings.hidden))
    releases, changed = read_releases(settings.folder, known.contents)
    issues = (
        *reading.issues,
        *changed,
        *check_vanished(reading.entries, catalogue, releases),
        *unreadable,
        *check(reading.entries, catalogue, known.sound if memory else None),
        # Without any records each mention would be wrong, which says nothing new.
        *(check_narratives(found, catalogue) if settings.folder.is_dir() else ()),
    )
    if as_of:  # what is wrong with the records is wrong on any day
        catalogue = build_catalogue(records, kinds, as_of, unread, known=known.alone)
    entries = reading.entries if issues else ()
    catalogue = replace(catalogue, documents={})  # nobody points at them any more
    grounds = known.grounds if memory else None
    return Site(settings, catalogue, sort(issues), entries, narratives, compiled, releases, grounds)


def _sound(entries: tuple[Entry, ...], kinds: Kinds) -> Catalogue:
    """The records without issues that lean on no record with issues: those that can be shown."""
    while True:
        catalogue = build_catalogue((entry.record for entry in entries), kinds)
        wrong = {issue.path for issue in check(entries, catalogue)}
        if not wrong:
            return catalogue
        entries = tuple(entry for entry in entries if entry.path not in wrong)
