"""Whether HTML is well-formed and holds nothing but what we write ourselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import html5lib  # type: ignore[import-untyped]

#: The elements of prose; `div` is what a test puts around it.
PROSE = frozenset({"a", "div", "em", "li", "ol", "p", "small", "span", "strong", "ul"})
#: What no page has: what acts, or loads or sends something. Filters and pictures of ours have some
#: of these, which can send nothing: no attribute says where to.
ACTIVE = frozenset(
    """
    applet audio base embed frame iframe img link math meta noscript object script style template
    textarea video
    """.split()  # noqa: SIM905
)
ACTING = frozenset({"action", "data", "formaction", "poster", "src", "srcdoc", "srcset", "style"})
SCHEMES = ("", "http", "https")


class Unsound(AssertionError):
    """HTML that is not as we write it."""


def text_of(html: str, elements: frozenset[str] = frozenset()) -> str:
    """The words of a piece of HTML; raises Unsound if there is something wrong with it.

    It may have these elements alone; if none are given, all that do nothing.
    """
    ids: set[str] = set()
    words: list[str] = []
    for node in _nodes(html):
        if isinstance(node, str):
            words.append(node)
            continue
        is_ours = node.tag in elements if elements else str(node.tag) not in ACTIVE
        _demand(is_ours and isinstance(node.tag, str), "an element that is not ours", node.tag)
        if node.tag == "a":
            seen = "".join(node.itertext()).strip() or node.get("aria-label")
            _demand(bool(seen), "a link without words", node.attrib)
        for name, value in node.attrib.items():
            acts = name in ACTING or name.startswith("on")
            _demand(not acts, "an attribute that is not ours", name)
            if name == "href":
                _demand(urlsplit(value).scheme in SCHEMES, "a link that is not to the web", value)
            if name == "id":
                _demand(value not in ids, "an id that stands twice", value)
                ids.add(value)
    return "".join(words)


def _nodes(html: str) -> Iterator[Any]:
    """All elements and texts, in their order."""
    parser = html5lib.HTMLParser(
        html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
    )
    try:
        root = parser.parseFragment(html)
    except html5lib.html5parser.ParseError as error:
        raise Unsound("HTML that is not well-formed", str(error), html[:2_000]) from error
    yield from _below(root)


def _below(element: Any) -> Iterator[Any]:
    yield element.text or ""
    for child in element:
        yield child
        if isinstance(child.tag, str):
            yield from _below(child)
        yield child.tail or ""


def _demand(holds: bool, what: str, seen: object) -> None:
    if not holds:
        raise Unsound(what, seen)
