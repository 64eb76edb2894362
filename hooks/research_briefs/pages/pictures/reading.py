"""How to read the pictures: each sort of mark with its meaning."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from .. import addresses
from ..canvas import Canvas
from ..markup import escaped, html

#: The anchor, on the page of the years, under which the marks are explained.
ANCHOR = "reading"

_DOT = '<circle cx="50%" cy="9"/>'
_BAND = '<rect x="20%" y="5" width="60%"/>'
_TAIL = '<rect x="10%" y="5" width="30%"/><line x1="40%" x2="100%" y1="9" y2="9"/>'
_CHECKED = '<line class="checked" x1="50%" x2="50%" y2="100%"/>'
#: The sorts of marks: the word that explains each, its classes, what is drawn.
_SORTS = (
    ("day", "", _DOT),
    ("band", "", _BAND),
    ("open", "", _TAIL),
    ("about", "about", _BAND),
    ("reported", "reported", _DOT),
    ("planned", "planned", _DOT),
    ("ahead", "planned ahead", _DOT),
    ("proposed", "proposed", _DOT),
    ("checked", "", _CHECKED),
)


def how_to_read(canvas: Canvas) -> Markup:
    """A link to the explanation of the marks."""
    href = escaped(canvas.href(addresses.YEARS, ANCHOR))
    word = escaped(canvas.words["pictures"]["how_to_read"])
    return html(f'<p class="rb-note"><a href="{href}">{word}</a></p>')


def shapes(canvas: Canvas) -> Iterator[tuple[Markup, str]]:
    """Each sort of mark as a small picture, and what it means."""
    for word, look, drawn in _SORTS:
        inside = f'<g class="{look}">{drawn}</g>' if look else f"<g>{drawn}</g>"
        picture = f'<svg class="rb-mark-of" aria-hidden="true">{inside}</svg>'
        yield html(picture), str(canvas.words["pictures"]["shapes"][word])
