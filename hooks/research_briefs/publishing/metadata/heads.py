"""The heads of pages: tags for reference managers, previews and harvesters; the core of a graph.

OpenGraph (https://ogp.me/) shares tags with Highwire where both say the same. The links are those
of FAIR Signposting (https://signposting.org/FAIR/). Of the graph in `index.jsonld` only what search
engines need stands in the page: with all its sources it would be as long as the page itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from ...pages import addresses
from ...records.model import Curated, Record, Source
from ...settings import Settings
from ..citations.citations import Citations
from ..citations.items import one_line
from . import highwire, linked

#: A link of the head: its relation, where it leads, and the type of what is there.
Link = tuple[str, str, str]

#: The files that describe a record, and those that are its content in another form.
_DESCRIBED_BY = (
    (addresses.LINKED_DATA, "application/ld+json"),
    (f"{addresses.CITATION}.bib", "application/x-bibtex"),
    (f"{addresses.CITATION}.ris", "application/x-research-info-systems"),
    (f"{addresses.CITATION}.json", "application/vnd.citationstyles.csl+json"),
)
_ITEMS = (("index.json", "application/json"), ("index.md", "text/markdown"))


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
        links = _linked(_links(record, self.citations))
        graph = linked.inline(linked.core(record, self.citations))
        return Markup("").join((_tagged(tags), _OG_ARTICLE, links, graph))

    def page(self, address: str, title: str) -> Markup:
        """Of any other page; the home page describes the whole."""
        preview = _tagged(self._preview(address, title)) + _OG_WEBSITE
        if address != addresses.HOME:
            return preview + _linked(_terms(self.settings))
        about = linked.dataset(self.citations)
        links = _linked((*_terms(self.settings), *_of_whole(self.settings)))
        return preview + links + linked.inline(about)

    def _preview(self, address: str, title: str) -> Iterator[highwire.Tag]:
        yield "", one_line(title), "og:title"
        if self.settings.site_url:
            yield "", f"{self.settings.site_url.rstrip('/')}/{address}", "og:url"


def _tagged(tags: Iterable[highwire.Tag]) -> Markup:
    return Markup("").join(Markup(_tag(*tag)) for tag in tags)  # noqa: S704 — escaped on the spot


def _tag(name: str, content: str, same_as: str = "") -> str:
    called = f' name="{name}"' if name else ""
    also = f' property="{same_as}"' if same_as else ""
    return f'<meta{called}{also} content="{escape(content)}">'


_OG_ARTICLE = _tagged([("", "article", "og:type")])
_OG_WEBSITE = _tagged([("", "website", "og:type")])


def _links(record: Curated | Source, citations: Citations) -> Iterator[Link]:
    settings, item = citations.settings, citations.item(record)
    if cited := citations.address(record):
        yield "cite-as", cited, ""
    if settings.downloads:
        yield from (("describedby", file, type) for file, type in _DESCRIBED_BY)
        yield from (("item", file, type) for file, type in _ITEMS)
    yield from _terms(settings)
    if isinstance(record, Curated):
        if settings.site_url and linked.is_ours(item):
            yield "author", settings.site_url, ""
        yield "type", "https://schema.org/AboutPage", ""
        yield "type", "https://schema.org/Report", ""


def _terms(settings: Settings) -> Iterator[Link]:
    if settings.licence_url:
        yield "license", settings.licence_url, ""


def _of_whole(settings: Settings) -> Iterator[Link]:
    if settings.site_url:
        yield "cite-as", settings.site_url, ""
    if settings.downloads:
        yield "describedby", addresses.LINKED_DATA, "application/ld+json"
        yield from (("item", place, type) for place, type in linked.DISTRIBUTIONS)
    yield "type", "https://schema.org/Dataset", ""


def _linked(links: Iterable[Link]) -> Markup:
    return Markup("").join(Markup(_link(*link)) for link in links)  # noqa: S704 — escaped on the spot


def _link(rel: str, href: str, type: str) -> str:
    typed = f' type="{type}"' if type else ""
    return f'<link rel="{rel}" href="{escape(href)}"{typed}>'
