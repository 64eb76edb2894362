"""The neighbourhood of a record: what it rests on above it, what rests on it below.

A record names the older ones to which it is tied, so the picture also runs down with time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from ...records.model import Record
from ..canvas import Canvas
from ..listing import Tie
from ..markup import escaped
from .svg import cut, frame

#: At most so many neighbours are drawn, half of them on each side if both have so many.
MOST = 8
_ROW = 22
_SELF = 28
_LETTERS = 100


def neighbours(canvas: Canvas, record: Record, ties: Mapping[str, Sequence[Tie]]) -> Markup:
    """The ties of a record, as the page tells them: each a line to its neighbour."""
    found = [tie for group in ties.values() for tie in group]
    if not found:
        return Markup("")
    older, newer = _shown(found)
    own = _ROW * len(older)
    end = own + _SELF + _ROW * len(newer)
    shown = [_neighbour(canvas, tie, _ROW * n + 11) for n, tie in enumerate(older)]
    shown += [_neighbour(canvas, tie, own + _SELF + _ROW * n + 11) for n, tie in enumerate(newer)]
    if left := len(found) - len(older) - len(newer):
        shown.append(_more(canvas, left, end))
        end += _ROW
    words, title = canvas.words["pictures"], escaped(cut(record.title, _LETTERS))
    itself = f'<rect y="{own}"/><text class="self" y="{own + 18}">{title}</text>'
    body = "".join((_lines(canvas, record, older, newer), itself, *shown))
    name = words["neighbours_of"].format(title=record.title)
    return frame("graph", end + 2, name, words["neighbours_say"], body)


def _shown(found: Sequence[Tie]) -> tuple[list[Tie], list[Tie]]:
    """The ties to draw above and below: all if there is room, else the first of each side."""
    older = [tie for tie in found if tie.outward]
    newer = [tie for tie in found if not tie.outward]
    if len(found) <= MOST + 1:  # “and 1 more” would take as much room as the one
        return older, newer
    older = older[: max(MOST - len(newer), MOST // 2)]
    return older, newer[: MOST - len(older)]


def _lines(canvas: Canvas, record: Record, older: Sequence[Tie], newer: Sequence[Tie]) -> str:
    """From each neighbour above a line down to the record, from the record to each one below.

    Those of proposals are a path of their own, and dashed.
    """
    is_real = canvas.catalogue.is_real
    is_whole = is_real(record.id)
    paths: dict[bool, list[str]] = {True: [], False: []}
    middle = _ROW // 2
    top = _ROW * len(older)
    for number, tie in enumerate(older):
        path = paths[is_whole and is_real(tie.other)]
        down = "" if path else f"V{top}"  # one upright line is enough for all
        path.append(f"M16 {_ROW * number + middle}q-9 0-9 9{down}")
    if older:
        paths[is_whole].append(f"M3 {top - 5}l4 5 4-5")
    top += _SELF
    lowest: dict[bool, int] = {}
    for number, tie in enumerate(newer):
        real = is_whole and is_real(tie.other)
        lowest[real] = top + _ROW * number + middle - 9
        paths[real].append(f"M7 {lowest[real]}q0 9 9 9m-3-3l3 3-3 3")
    for real, turn in lowest.items():
        paths[real].append(f"M7 {top}V{turn}")
    real_path, proposed = ("".join(paths[real]) for real in (True, False))
    drawn = f'<path d="{real_path}"/>' if real_path else ""
    return f'<path class="proposed" d="{proposed}"/>{drawn}' if proposed else drawn


def _neighbour(canvas: Canvas, tie: Tie, middle: int) -> str:
    """A neighbour's title behind the word for the tie."""
    address, title, _ = canvas.say.naming(tie.other)
    look = "" if canvas.catalogue.is_real(tie.other) else ' class="proposed"'
    shown: str = title
    if len(title) > _LETTERS:
        shown = escaped(cut(canvas.catalogue.records[tie.other].title, _LETTERS))
    return (
        f'<a href="{canvas.href(address)}"{look}>'
        f'<text y="{middle + 4}"><tspan>{escaped(tie.label)}</tspan> {shown}</text></a>'
    )


def _more(canvas: Canvas, count: int, top: int) -> str:
    """How many are not drawn, leading to where all of them stand."""
    more = escaped(canvas.words["pictures"]["more"].format(count=count))
    href = canvas.href(canvas.address, "connections")
    return f'<a href="{href}"><text y="{top + 15}">{more}</text></a>'
