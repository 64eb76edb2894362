"""The article of a version: what is kept of a page, and a look at what an article may hold."""

from __future__ import annotations

import re
from hashlib import sha256

from markupsafe import escape

from ..pages.page import Content

#: The elements of which pages are made, and their attributes.
_TAG = (
    r"(?:a|b|bdi|br|cite|code|dd|div|dl|dt|em|h1|h2|h3|i|li|ol|p|section|small|span|strong"
    r"|table|tbody|td|th|thead|time|tr|ul)"
)
_HREF = r'href="(?:https?://|[./#?])'
_OTHER = r'(?:class|id|lang|rel|role|scope|datetime|aria-hidden|data-[a-z-]+)="'
#: A tag that is none of these.
_FOREIGN = re.compile(rf'<(?!/{_TAG}>|{_TAG}(?: (?:{_HREF}|{_OTHER})[^"<>]*")*>).{{,40}}')


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


def foreign(article: str) -> str:
    """What stands in an article and in no page of ours, as far as a line shows it; or nothing."""
    found = _FOREIGN.search(article)
    return found[0] if found else ""
