"""A page of the core in MkDocs' terms: the HTML is there already, no Markdown is converted."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from markupsafe import escape
from mkdocs.structure.nav import Link as Crumb
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from research_briefs.pages.markup import escaped
from research_briefs.pages.page import Page, Section

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

#: Where the skip link leads. No record can claim it: ids have no underscores.
TITLE_ANCHOR = "__title"

#: The template of the package's theme by which MkDocs renders generated pages.
TEMPLATE = "framed.html"

_HEADER = '<div class="rb-header" id="{anchor}">\n{header}\n</div>'
_SECTION = '<section><h2 id="{anchor}">{heading}</h2>{picture}{body}</section>'


class GeneratedPage(MkDocsPage):
    """An ordinary page for the theme, the sitemap and the search; `origin` is what the core made.

    MkDocs' templates have no autoescape, so texts are escaped here, as `Markup`: printed as they
    stand by most templates and not escaped again by those that do escape.
    """

    def __init__(
        self,
        origin: Page,
        file: File,
        config: MkDocsConfig,
        *,
        nav_title: str,
        newest: str,
        is_shut: bool = False,
        is_late: bool = False,
    ) -> None:
        self.origin = origin
        self.is_shut = is_shut  # whether nobody looks at the content but who fills frames
        self.is_late = is_late  # whether it is rendered only when a reader asks for it
        self._changed: str | None = None
        super().__init__(escape(nav_title or origin.title), file, config)
        self.is_in_nav = False  # whether the navigation names the page itself
        self.update_date = origin.updated or newest
        self.meta = {
            "title": escape(origin.title),
            "search": {"exclude": True},
            "template": TEMPLATE,
        }

    @property
    def content(self) -> str | None:
        """The page's HTML for templates and plugins; empty as long as none of them looks at it.

        MkDocs hands it on again and again, and the plugin of the search goes through all of it.
        """
        return "" if self.is_shut else self.whole

    @content.setter
    def content(self, value: str | None) -> None:
        """Keep what a plugin has made of it; what is the same need not be kept."""
        self._changed = value if value not in (None, self.content) else None

    @property
    def whole(self) -> str:
        """The page's HTML, put together when asked for: all at once are many megabytes."""
        return self._changed or content(self.origin)

    @property
    def ancestors(self) -> list[Crumb]:
        """The breadcrumbs from the nearest up; Material puts the home page there by itself."""
        trail = [Crumb(escape(title), address) for address, title in self.origin.trail if address]
        return trail[::-1]

    def connect(self, pages: Mapping[str, MkDocsPage]) -> None:
        """Tie the page to others, given by address: its neighbours and its index page.

        A page that is in no list keeps the neighbours that the navigation gave it. MkDocs marks
        `parent` as active with its child: that lights up the tab of the index page.
        """
        origin = self.origin
        if origin.previous:
            self.previous_page = pages.get(origin.previous[0])
        if origin.next:
            self.next_page = pages.get(origin.next[0])
        if self.parent is None and origin.listed_in not in ("", origin.address):
            self.parent = pages.get(origin.listed_in)  # type: ignore[assignment]  # a page will do

    def _set_canonical_url(self, site_url: str | None) -> None:
        """What MkDocs does, for thousands of addresses that need no joining."""
        top = _top(site_url) if site_url else ""
        self.canonical_url = f"{top}{self.url}" if top else None
        self.abs_url = f"{urlsplit(top).path}{self.url}" if top else None

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """There is nothing to read; MkDocs asks for some Markdown nonetheless."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Fill in what MkDocs expects of a conversion."""
        if not self.is_late:
            self.tell()

    def tell(self) -> None:
        """Take over what the origin says: until then it need not have been rendered."""
        if self.present_anchor_ids is not None:
            return
        origin = self.origin
        self.meta.update(
            description=escape(origin.description),
            briefs_head=origin.head,
            # The tabs and the breadcrumbs are the navigation; on a phone the drawer remains.
            hide=["navigation"] if origin.sections else ["navigation", "toc"],
        )
        self.toc = contents_table(origin)
        self.present_anchor_ids = set(anchors(origin))
        self.links_to_anchors = {}  # the edge checks links by itself


@cache
def _top(site_url: str) -> str:
    """The address of the site's top, as addresses of pages are joined to it."""
    return urljoin(f"{site_url.removesuffix('/')}/", "page").removesuffix("page")


def nav_titles(nav: object) -> dict[str, str]:
    """The titles that `nav` in `mkdocs.yml` gives, by source file.

    MkDocs itself forgets them for files that have a page before it builds the navigation.
    """
    return {posixpath.normpath(path): title for title, path in _titled(nav)}


def content(page: Page) -> str:
    """The page as one piece of HTML."""
    header = _HEADER.format(anchor=TITLE_ANCHOR, header=page.header)
    return "\n".join([header, *map(_section, page.sections)])


def contents_table(page: Page) -> TableOfContents:
    """The title and below it the sections: Material shows what is below the first level."""
    title = AnchorLink(escape(page.title), TITLE_ANCHOR, level=1)
    title.children = [AnchorLink(escape(s.heading), s.anchor, level=2) for s in page.sections]
    return TableOfContents([title])


def anchors(page: Page) -> Iterator[str]:
    """Every id on the page that others may link to."""
    yield TITLE_ANCHOR
    yield from page.header_anchors
    for section in page.sections:
        yield section.anchor
        yield from section.anchors


def _section(section: Section) -> str:
    anchor, heading = escaped(section.anchor), escaped(section.heading)
    return _SECTION.format(
        anchor=anchor, heading=heading, picture=section.picture, body=section.body
    )


def _titled(nav: object) -> Iterator[tuple[str, str]]:
    if isinstance(nav, list):
        for item in nav:
            yield from _titled(item)
    elif isinstance(nav, dict):
        for title, value in nav.items():
            if isinstance(value, str):
                yield title, value
            else:
                yield from _titled(value)
