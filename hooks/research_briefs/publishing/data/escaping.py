"""Texts as Markdown that says the same letters, whichever Markdown reads it."""

from __future__ import annotations

import re

#: Signs that mean something somewhere in a line, in CommonMark or in a common extension of it.
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>&~|$^"} | {"\n": " "})
_NEEDED = re.compile(r"[\\`*_{}\[\]<>&~|$^\n]")  # a mere class is found several times as fast
_START = re.compile(r"(?P<sign>[#+\-=:!])|(?P<number>\d{1,9})(?=[.)])")


def escaped(text: str) -> str:
    r"""A text on one line, in which nothing is markup any more.

    >>> escaped("# 1*2 <b>")
    '\\# 1\\*2 \\<b\\>'
    """
    found = text.translate(_SIGNS) if _NEEDED.search(text) else text  # most need nothing
    start = None if found[:1].isalpha() else _START.match(found)
    if start is None:
        return found
    place = start.end() if start["number"] else start.start()
    return f"{found[:place]}\\{found[place:]}"


def destination(url: str) -> str:
    """A web address as the destination of a link, as the parser of records lets it through."""
    return f"<{url.replace('&', '&amp;')}>"
