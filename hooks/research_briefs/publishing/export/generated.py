"""Generated pages as Markdown: front matter, headings, and between them HTML that nobody touches.

Converters of Markdown hand on a block of HTML as it is, up to the end of the element that opens it.
But some look for code before they look for HTML, line by line: so each line begins with a tag, and
none is empty. What they print of the front matter they do not escape.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import yaml
from markupsafe import escape

from ...pages.page import Page, Section, plain, relative
from .inert import block, inert, unfilled

#: How many bytes of text the search of an engine is given in one piece. Zensical refuses more than
#: 16,384 on a large site, and counts tags as well.
_SEARCHABLE = 12_000


def place_of(address: str) -> str:
    """Where in the folder of pages a generated page lies.

    >>> place_of("projects/twin-lenses/"), place_of("")
    ('projects/twin-lenses/index.md', 'index.md')
    """
    return f"{address}index.md"


def markdown(page: Page) -> str:
    """A page of the site as a page of Markdown; headings need the extension `attr_list`."""
    parts = [
        f"---\n{_front_matter(page)}---",
        *_trail(page),
        block(f'<div class="rb-header">{page.header}</div>'),
        *(part for section in page.sections for part in _section(section)),
        *_neighbours(page),
    ]
    return "\n\n".join(parts) + "\n"


def _front_matter(page: Page) -> str:
    hidden = ["navigation"] if page.sections else ["navigation", "toc"]
    lines = [
        f"title: {_quoted(page.title)}",
        f"description: {_quoted(page.description)}",
        f"hide: [{', '.join(hidden)}]",
    ]
    if _is_long(page.header):  # what is listed has pages of its own, which the search knows
        lines.append("search: {exclude: true}")
    return "".join(f"{line}\n" for line in lines)


def _is_long(html: str) -> bool:
    return len(html) > _SEARCHABLE and len(plain(html).encode()) > _SEARCHABLE


def _quoted(text: str) -> str:
    """A text on one line of YAML, escaped, for templates print it as it is."""
    html = unfilled(str(escape(text)))
    written: str = yaml.safe_dump(html, default_style='"', allow_unicode=True, width=math.inf)
    return written.strip()


def _section(section: Section) -> Iterator[str]:
    exclusion = " data-search-exclude" if _is_long(section.body) else ""
    yield f"## {inert(str(escape(section.heading)))} {{#{section.anchor}{exclusion}}}"
    yield block(f"<section>{section.picture}{section.body}</section>")


def _trail(page: Page) -> Iterator[str]:
    """The way up, which the theme of our own engine shows."""
    if page.trail:
        links = (_link(page, address, title) for address, title in page.trail)
        yield block(f'<p class="rb-note">{" › ".join(links)}</p>')


def _neighbours(page: Page) -> Iterator[str]:
    """The pages before and after, which the theme of our own engine shows."""
    links = [f"← {_link(page, *page.previous)}"] if page.previous else []
    links += [f"{_link(page, *page.next)} →"] if page.next else []
    if links:
        yield block(f'<p class="rb-note">{" · ".join(links)}</p>')


def _link(page: Page, address: str, title: str) -> str:
    return f'<a href="{escape(relative(page.address, address))}">{escape(title)}</a>'
