"""The article of a version: what is kept of a page."""

from __future__ import annotations

from hashlib import sha256

from markupsafe import escape

from ..pages.page import Content


def article_of(page: Content) -> str:
    """A page's header and sections as one piece of HTML, without pictures.

    A picture says nothing that its section does not say, and needs the style sheet of its day.
    """
    sections = (
        f'<section>\n<h2 id="{escape(s.anchor)}">{escape(s.heading)}</h2>\n{s.body}\n</section>'
        for s in page.sections
    )
    return "\n".join((page.header, *sections))


def digest(article: str) -> str:
    """The hash by which an article is known."""
    return sha256(article.encode()).hexdigest()
