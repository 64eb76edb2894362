"""The neighbourhood of a record: what it rests on above it, what rests on it below.

A record names the older ones to which it is tied, so the picture also runs down with time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from ...records.model import Record
from .. import listing
from ..canvas import Canvas
from ..listing import Tie
from .svg import cut, frame

#: At most so many neighbours are drawn, half of the room for each side if both need it.
MOST = 12
_ROW = 22
_HEADING = 19
_SELF = 28
_LETTERS = 100


def neighbours(canvas: Canvas, record: Record) -> Markup:
    """The ties of a record, each a line to its neighbour; nothing if it has none."""
    found = [tie for group in listing.ties(canvas.catalogue, record.id).values() for tie in group]
    if not found:
        return Markup("")
    older, newer = _shown(found)
    words = canvas.words["pictures"]
    height = _height(older)
    own = height
    rows = [*_above(canvas, record, older, own), _self(record, own)]
    rows += _below(canvas, record, newer, own + _SELF)
    height = own + _SELF + _height(newer) + 2
    left = len(found) - len(older) - len(newer)
    if left:
        more = escape(words["more"].format(count=left))
        href = escape(canvas.href(canvas.address, "connections"))
        rows.append(f'<a href="{href}"><text x="24" y="{height + 12}">{more}</text></a>')
        height += 20
    title = words["neighbours_of"].format(title=record.title)
    return frame("graph", height, title, words["neighbours_say"], "".join(rows))


def _shown(found: Sequence[Tie]) -> tuple[list[Tie], list[Tie]]:
    """The ties to draw above and below: all if there is room, else the first of each side."""
    older = [tie for tie in found if tie.outward]
    newer = [tie for tie in found if not tie.outward]
    room = max(MOST - len(newer), MOST // 2)
    older = older[:room]
    return older, newer[: MOST - len(older)]


def _groups(ties: Sequence[Tie]) -> Iterator[tuple[str, list[Tie]]]:
    for label, group in groupby(ties, key=lambda tie: tie.label):
        yield label, list(group)


def _height(ties: Sequence[Tie]) -> int:
    return _ROW * len(ties) + _HEADING * sum(1 for _ in _groups(ties))


def _above(canvas: Canvas, record: Record, ties: Sequence[Tie], end: int) -> Iterator[str]:
    y = 0
    for label, group in _groups(ties):
        yield _heading(label, y)
        y += _HEADING
        for tie in group:
            middle = y + _ROW // 2
            path = f"M16 {middle}q-9 0-9 9V{end}"
            yield _neighbour(canvas, record, tie, middle, path)
            y += _ROW
    if ties:
        yield f'<path class="head" d="M3 {end - 6}l4 6 4-6"/>'


def _below(canvas: Canvas, record: Record, ties: Sequence[Tie], start: int) -> Iterator[str]:
    y = start
    for label, group in _groups(ties):
        yield _heading(label, y)
        y += _HEADING
        for tie in group:
            middle = y + _ROW // 2
            path = f"M7 {start}V{middle - 9}q0 9 9 9m-4-4l5 4-5 4"
            yield _neighbour(canvas, record, tie, middle, path)
            y += _ROW


def _heading(label: str, y: int) -> str:
    return f'<text x="24" y="{y + 15}">{escape(label)}</text>'


def _neighbour(canvas: Canvas, record: Record, tie: Tie, middle: int, path: str) -> str:
    is_real = canvas.catalogue.is_real
    address, _, _ = canvas.say.naming(tie.other)
    title = canvas.catalogue.records[tie.other].title
    look = "" if is_real(tie.other) and is_real(record.id) else ' class="proposed"'
    href = escape(canvas.href(address))
    shown = cut(title, _LETTERS)
    whole = f"<title>{escape(title)}</title>" if shown != title else ""
    return (
        f'<a href="{href}"{look}>{whole}<path d="{path}"/>'
        f'<text x="24" y="{middle + 4}">{escape(shown)}</text></a>'
    )


def _self(record: Record, y: int) -> str:
    title = escape(cut(record.title, _LETTERS))
    return (
        f'<rect width="100%" height="{_SELF}" y="{y}" rx="4"/>'
        f'<text class="self" x="12" y="{y + 18}">{title}</text>'
    )
