"""The check of links between pages: MkDocs checks only those in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from research_briefs.edges.generated_page import GeneratedPage
from research_briefs.issues import Issue
from research_briefs.pages.narratives import Telling
from research_briefs.pages.page import Link, Page

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files


def address_of(file: File) -> str:
    """The address of a file in the core's terms, which call the home page ''."""
    return "" if file.url in (".", "./") else file.url


def broken_links(files: Files, tellings: Mapping[str, Telling]) -> Iterator[Issue]:
    """An issue for each link of a generated page that hits nothing; all pages must be rendered.

    `tellings` are the hand-written pages into which links were put, by their source. What is
    rendered only when somebody asks for it is not looked at.
    """
    by_address = {address_of(file): file for file in files}
    for file in files:
        if isinstance(file.page, GeneratedPage) and not file.page.is_late:
            name, links = file.page.origin.name, _links(file.page.origin)
        elif file.src_uri in tellings:
            name, links = f"docs/{file.src_uri}", iter(tellings[file.src_uri].links)
        else:
            continue
        for link in links:
            if problem := _problem(link, by_address.get(link.address)):
                yield Issue(
                    name, 0, 0, "", "broken-link", problem, "Mend the link, or add the page."
                )


def _links(page: Page) -> Iterator[Link]:
    """All addresses that a page names, each once, in its order."""
    around = [*page.trail, *filter(None, (page.previous, page.next))]
    yield from dict.fromkeys([*page.links, *(Link(address) for address, _ in around)])


def _problem(link: Link, target: File | None) -> str:
    """What is wrong with the link; '' if nothing. Files that are not pages have no anchors."""
    if target is None:
        return f"links to {link.address!r}, but the site has no such page."
    page = target.page
    if not link.anchor or page is None:
        return ""
    if isinstance(page, GeneratedPage):
        page.tell()
    if page.present_anchor_ids is None or link.anchor in page.present_anchor_ids:
        return ""
    name = page.origin.name if isinstance(page, GeneratedPage) else f"docs/{target.src_uri}"
    return f"links to {link.address!r}, but {name} has no anchor {link.anchor!r}."
