"""The heads of pages: tags for reference managers, previews and harvesters; the core of a graph.

OpenGraph (https://ogp.me/) shares tags with Highwire where both say the same. The links are those
of FAIR Signposting (https://signposting.org/FAIR/). Of the graph in `index.jsonld` only what search
engines need stands in the page: with all its sources it would be as long as the page itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from ...pages import addresses
from ...pages.markup import escaped, html
from ...records.model import Curated, Record, Source
from ...settings import Settings
from ..citations.citations import Citations
from ..citations.items import one_line
from . import highwire, linked

#: A link of the head: its relation, where it leads, and the type of what is there.
Link = tuple[str, str, str]

#: The files that describe a record; of those of its citation, which say the same, one is enough.
_DESCRIBED_BY = (
    (addresses.LINKED_DATA, "application/ld+json"),
    (f"{addresses.CITATION}.bib", "application/x-bibtex"),
)


@dataclass(frozen=True)
class Heads:
    """What goes into the head of each page, as safe HTML on one line."""

    citations: Citations

    @property
    def settings(self) -> Settings:
        """What the site's owner has set."""
        return self.citations.settings

    def record(self, record: Record) -> Markup:
        """Of the page of a record; one that was merged or withdrawn is no report any more."""
        if isinstance(record, Curated):
            tags = highwire.tags(self.citations.item(record))
        elif isinstance(record, Source):
            tags = self._preview(addresses.of_record(record), record.title)
        else:
            return self.page(addresses.of_record(record), record.title)
        links = "".join((_linked(self._own(record)), self._files, self._terms))
        graph = linked.inline(linked.core(record, self.citations))
        return html(f"{_tagged(tags)}{_OG_ARTICLE}{links}{graph}")

    def page(self, address: str, title: str) -> Markup:
        """Of any other page; the home page describes the whole."""
        said = f"{_tagged(self._preview(address, title))}{_OG_WEBSITE}{self._terms}"
        if address == addresses.HOME:
            graph = linked.inline(linked.dataset(self.citations))
            said = f"{said}{_linked(_of_whole(self.settings))}{graph}"
        return html(said)

    def _preview(self, address: str, title: str) -> Iterator[highwire.Tag]:
        yield "", one_line(title), "og:title"
        if self.settings.site_url:
            yield "", f"{self.settings.site_url.rstrip('/')}/{address}", "og:url"

    def _own(self, record: Curated | Source) -> Iterator[Link]:
        settings = self.settings
        if cited := self.citations.address(record):
            yield "cite-as", cited, ""
        if isinstance(record, Curated):
            if settings.site_url and linked.is_ours(self.citations.item(record)):
                yield "author", settings.site_url, ""
            yield "type", "https://schema.org/AboutPage", ""
            yield "type", "https://schema.org/Report", ""

    @cached_property
    def _files(self) -> str:
        """The links to the files beside each page of a record, which are called the same there."""
        if not self.settings.downloads:
            return ""
        described = [("describedby", file, type) for file, type in _DESCRIBED_BY]
        items = (("index.json", "application/json"), (self.settings.sheet, "text/markdown"))
        return _linked((*described, *(("item", file, type) for file, type in items)))

    @cached_property
    def _terms(self) -> str:
        url = self.settings.licence_url
        return _linked([("license", url, "")]) if url else ""


def _of_whole(settings: Settings) -> Iterator[Link]:
    if settings.site_url:
        yield "cite-as", settings.site_url, ""
    if settings.downloads:
        yield "describedby", addresses.LINKED_DATA, "application/ld+json"
        yield from (("item", place, type) for place, type in linked.DISTRIBUTIONS)
    yield "type", "https://schema.org/Dataset", ""


def _tagged(tags: Iterable[highwire.Tag]) -> str:
    return "".join(_tag(*tag) for tag in tags)


def _tag(name: str, content: str, same_as: str = "") -> str:
    called = f' name="{name}"' if name else ""
    also = f' property="{same_as}"' if same_as else ""
    return f'<meta{called}{also} content="{escaped(content)}">'


_OG_ARTICLE = _tag("", "article", "og:type")
_OG_WEBSITE = _tag("", "website", "og:type")


def _linked(links: Iterable[Link]) -> str:
    return "".join(_link(*link) for link in links)


def _link(rel: str, href: str, type: str) -> str:
    typed = f' type="{type}"' if type else ""
    return f'<link rel="{rel}" href="{escaped(href)}"{typed}>'
