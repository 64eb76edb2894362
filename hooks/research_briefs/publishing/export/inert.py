"""HTML that converters of Markdown leave as it is."""

from __future__ import annotations

import re

_TAG_OR_ENTITY = re.compile(r"<[^>]*>|&#?\w+;|([!-+./:<-@\[-`{-~-])")


def block(html: str) -> str:
    """One element as a block of its own: all lines begin with a tag, and none is empty."""
    lines = (line.strip() for line in unfilled(html).split("\n"))
    return "".join(_joined(line) for line in lines if line).lstrip()


def unfilled(html: str) -> str:
    """HTML in which nobody who fills in templates finds a place to fill.

    >>> unfilled("{{ lamps }} &amp; <br>")
    '&#123;&#123; lamps }} &amp; <br>'
    """
    return html.replace("{", "&#123;")


def _joined(line: str) -> str:
    return f"\n{line}" if line.startswith("<") else f" {line}"


def inert(html: str) -> str:
    """Inline HTML in a line of Markdown: no character of its texts means anything there.

    >>> inert('<a href="x">*Lamps* &amp; [oil]</a>')
    '<a href="x">&#42;Lamps&#42; &amp; &#91;oil&#93;</a>'
    """
    return _TAG_OR_ENTITY.sub(_coded, html)


def _coded(found: re.Match[str]) -> str:
    return f"&#{ord(found[1])};" if found[1] else found[0]
