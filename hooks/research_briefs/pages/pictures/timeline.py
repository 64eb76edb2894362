"""When the events and meetings of one record were: a mark each, in as few lanes as hold them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from ...records.model import Record
from .. import listing
from ..canvas import Canvas
from ..listing import Happening
from ..markup import escaped
from . import marks
from .axis import HEAD, Axis, axis_of
from .marks import Shape
from .reading import how_to_read
from .svg import LETTER, WIDTH, cut, frame, percent

_LANE = 22
#: The most letters of a label, and the room between a mark and its label in units of the width.
_LETTERS = 22
_GAP = 24


#: From where to where something reaches, in units of the width.
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Label:
    """A text beside a mark: where it begins or ends, and what it covers."""

    text: str
    at: int
    anchor: str
    left: int
    right: int

    def drawn(self, middle: int) -> str:
        look = f' class="{self.anchor}"' if self.anchor else ""
        return f'<text x="{percent(self.at)}" y="{middle + 4}"{look}>{escaped(self.text)}</text>'


@dataclass(frozen=True, slots=True)
class _Mark:
    happening: Happening
    shape: Shape
    label: _Label

    @property
    def span(self) -> _Span:
        left, right = self.shape.extent
        return min(left, self.label.left), max(right, self.label.right)


def of_record(canvas: Canvas, record: Record, field: str = "") -> Markup:
    """The dated events and meetings of a record, or those in one field; nothing without any.

    Each mark leads to its statement. The line is the day of the last check.
    """
    found = [
        happening
        for happening in listing.happenings(canvas.catalogue, record)
        if field in ("", happening.statement.field)
    ]
    if not found:
        return Markup("")
    checked = getattr(record, "checked", None)
    axis = axis_of((h.date for h in found), [checked.latest] if checked else ())
    lanes = _lanes(_mark(canvas, happening, axis) for happening in _in_order(found))
    height = HEAD + _LANE * len(lanes) + 2
    body = axis.drawn()
    if checked:
        at = percent(axis.at(checked.latest))
        body += f'<line x1="{at}" x2="{at}" y2="100%"/>'
    for number, lane in enumerate(lanes):
        middle = HEAD + _LANE * number + _LANE // 2
        body += "".join(_drawn(canvas, mark, middle) for mark in lane)
    words = canvas.words["pictures"]
    title = words["timeline_of"].format(title=record.title)
    return frame("time", height, title, words["timeline_says"], body, how_to_read(canvas))


def _in_order(found: Iterable[Happening]) -> list[Happening]:
    """Proposals behind the rest, each in the order of time."""
    return sorted(
        found,
        key=lambda h: (getattr(h.statement.item, "event", "") == "proposed",
                       h.date.earliest, h.date.latest, h.statement.anchor),
    )  # fmt: skip


def _mark(canvas: Canvas, happening: Happening, axis: Axis) -> _Mark:
    shape = marks.shape_of(happening.date, axis)
    return _Mark(happening, shape, _label(marks.word(canvas, happening), shape))


def _label(text: str, shape: Shape) -> _Label:
    """A label behind the mark, else before it, else on it."""
    text = cut(text, _LETTERS)
    width = LETTER * len(text)
    left, right = shape.extent
    if right + _GAP + width <= WIDTH:
        return _Label(text, shape.right, "", right, right + _GAP + width)
    if left - _GAP - width >= 0:
        return _Label(text, shape.left, "end", left - _GAP - width, left)
    at = max(min(shape.left, WIDTH - width), 0)
    return _Label(text, at, "on", at, at + width)


def _lanes(found: Iterable[_Mark]) -> list[list[_Mark]]:
    """Each mark in the first lane where nothing touches it."""
    lanes: list[list[_Mark]] = []
    taken: list[list[_Span]] = []
    for mark in found:
        span = mark.span
        number = next((n for n, spans in enumerate(taken) if _is_free(spans, span)), len(lanes))
        if number == len(lanes):
            lanes.append([])
            taken.append([])
        lanes[number].append(mark)
        taken[number].append(span)
    return lanes


def _is_free(taken: Iterable[_Span], span: _Span) -> bool:
    left, right = span
    return all(right < its_left or its_right < left for its_left, its_right in taken)


def _drawn(canvas: Canvas, mark: _Mark, middle: int) -> str:
    happening = mark.happening
    opening = marks.opening(canvas, happening, marks.tells(canvas, happening))
    return f"{opening}{mark.shape.drawn(middle)}{mark.label.drawn(middle)}</a>"
