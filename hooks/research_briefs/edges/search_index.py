"""The generated pages in the index of Material's search, in that index's own format."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from research_briefs.pages.page import Page

Entry = dict[str, str]


def extend(index: Path, pages: Iterable[Page]) -> None:
    """Append the entries of the pages to an index that Material has written."""
    data = json.loads(index.read_text(encoding="utf-8"))
    data["docs"] += [entry for page in pages for entry in entries(page)]
    index.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")


def entries(page: Page) -> Iterator[Entry]:
    """One entry for the page and one for each section: Material groups them by location."""
    yield _entry(page.address, page.title, page.description)
    for section in page.sections:
        yield _entry(f"{page.address}#{section.anchor}", section.heading, section.text)


def _entry(location: str, title: str, text: str) -> Entry:
    """Material prints title and text as HTML, so both are escaped, the way it does it itself."""
    return {
        "location": location,
        "title": escape(title, quote=False),
        "text": escape(text, quote=False),
    }
