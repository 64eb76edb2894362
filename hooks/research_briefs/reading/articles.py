"""What the article of a version may hold: it is HTML, and is put on the site as it stands."""

from __future__ import annotations

import re

#: The elements of which pages are made, and their attributes.
_TAG = (
    r"(?:a|b|bdi|br|cite|code|dd|div|dl|dt|em|h1|h2|h3|i|li|ol|p|section|small|span|strong"
    r"|table|tbody|td|th|thead|time|tr|ul)"
)
_HREF = r'href="(?:https?://|[./#?])'
_OTHER = r'(?:class|id|lang|rel|role|scope|datetime|aria-hidden|data-[a-z-]+)="'
#: A tag that is none of these.
_FOREIGN = re.compile(rf'<(?!/{_TAG}>|{_TAG}(?: (?:{_HREF}|{_OTHER})[^"<>]*")*>).{{,40}}')


def foreign(article: str) -> str:
    """What stands in an article and in no page of ours, as far as a line shows it; or nothing."""
    found = _FOREIGN.search(article)
    return found[0] if found else ""
