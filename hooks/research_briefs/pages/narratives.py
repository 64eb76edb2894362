"""Pages written by hand, with links to records and numbered citations put in.

The site's own Markdown converter is not to see links and citations: a label is no Markdown. So each
is replaced by one character of a private-use area, which no converter knows, and that character by
HTML once the converter is done. Where the converter sees code (or an attribute) after all, the
character becomes again what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2.runtime import Macro
from markupsafe import Markup, escape

from ..catalogue.narratives import wrongs
from ..reading.narratives import Narrative
from ..records.links import RecordLink
from ..records.prose import Cited
from .canvas import Canvas
from .page import Link

#: A plane of characters that mean nothing until two sides agree; a page has far fewer links.
_PRIVATE = range(0xF0000, 0xFFFFE)

#: Code and what else is no text, then tags, then the characters that stand for links.
_PARTS = re.compile(
    r"<(pre|code|script|style|textarea|svg|math)\b.*?</\1\s*>|<!--.*?-->"
    r"""|<[a-zA-Z/!?](?:[^<>"']|"[^"]*"|'[^']*')*>|<[^<>]*>|[\U000F0000-\U000FFFFD]""",
    re.DOTALL,
)
_STAND_IN = re.compile("[\U000f0000-\U000ffffd]")


@dataclass(frozen=True, slots=True)
class Telling:
    """A page on its way through a converter.

    `markdown` is what to convert. `shown` has what was typed, and the HTML for it, by the character
    that stands in for it. `anchors` and `links` are those of that HTML.
    """

    markdown: str
    shown: Mapping[str, tuple[str, Markup]]
    anchors: tuple[str, ...]
    links: tuple[Link, ...]

    def put_into(self, html: str) -> str:
        """What the converter made, with the links, citations and references in it."""
        return _PARTS.sub(self._part, html)

    def _part(self, match: re.Match[str]) -> str:
        part = match[0]
        if part in self.shown:
            return str(self.shown[part][1])
        return _STAND_IN.sub(self._typed, part)

    def _typed(self, match: re.Match[str]) -> str:
        typed, _ = self.shown.get(match[0], (match[0], None))
        return str(escape(typed))


def tell(narrative: Narrative, canvas: Canvas, references: Macro) -> Telling:
    """Put stand-ins into a page; what is wrong in it stays as it was typed.

    `references` makes the section of references on a canvas.
    """
    free = _unused(narrative.text)
    shown: dict[str, tuple[str, Markup]] = {}
    text, end = [], 0
    for number, mention in enumerate(narrative.mentions):
        if any(wrongs(narrative, number, canvas.catalogue)):
            continue
        stand_in = next(free)
        typed = narrative.text[mention.start : mention.end]
        shown[stand_in] = typed, _html(mention.node, canvas)
        text += [narrative.text[end : mention.start], stand_in]
        end = mention.end
    text.append(narrative.text[end:])
    if canvas.references:
        references(canvas)
        (section,) = canvas.sections
        stand_in = next(free)
        # The body was made by templates, escaped; a heading of Markdown gets into the contents.
        shown[stand_in] = "", Markup(section.body)  # noqa: S704
        text.append(f"\n\n## {section.heading}\n\n<div>{stand_in}</div>\n")
    links = tuple(Link(*link) for link in canvas.links)
    return Telling("".join(text), shown, tuple(canvas.anchors), links)


def _html(node: RecordLink | Cited | None, canvas: Canvas) -> Markup:
    if isinstance(node, RecordLink):
        return canvas.link(node.target.record, node.label, node.target.statement)
    assert isinstance(node, Cited)
    return canvas.cite(node.sourcing)


def _unused(text: str) -> Iterator[str]:
    """Characters that the text does not have."""
    taken = set(_STAND_IN.findall(text))
    return (character for character in map(chr, _PRIVATE) if character not in taken)
