"""How one dated thing is drawn: as precisely as its date says, and as what it is."""

from __future__ import annotations

from dataclasses import dataclass

from ...catalogue.catalogue import Catalogue
from ...records.dates import Date
from .. import addresses
from ..canvas import Canvas
from ..listing import Happening
from ..markup import escaped
from .axis import Axis
from .svg import WIDTH, percent

#: How high a band is, in the style sheet too.
_BAND = 8
#: How far a dot reaches in units of the width, on the narrowest page.
REACH = 18


@dataclass(frozen=True, slots=True)
class Shape:
    """What a date covers: a band or the place of a dot, and whether it runs on to either side."""

    left: int
    right: int
    is_dot: bool
    from_before: bool = False
    runs_on: bool = False

    @property
    def extent(self) -> tuple[int, int]:
        """All of the width that is drawn on."""
        left = 0 if self.from_before else self.left - REACH * self.is_dot
        right = WIDTH if self.runs_on else self.right + REACH * self.is_dot
        return left, right

    def drawn(self, middle: int) -> str:
        """The shape around a height."""
        if self.is_dot:
            return f'<circle cx="{percent(self.left)}" cy="{middle}"/>'
        left, right = percent(self.left), percent(self.right)
        width = percent(max(self.right - self.left, 1))
        tail = ""
        if self.from_before:
            tail = f'<line x2="{left}" y1="{middle}" y2="{middle}"/>'
        if self.runs_on:
            tail += f'<line x1="{right}" x2="100%" y1="{middle}" y2="{middle}"/>'
        y = middle - _BAND // 2
        return f'<rect x="{left}" y="{y}" width="{width}"/>{tail}'


def shape_of(date: Date, axis: Axis) -> Shape:
    """A day is a dot; a month, a year or a span is a band over all days that it may mean."""
    start, end = date.start, date.end
    if start is not None and start is end and start.precision == "day":
        middle = (axis.at(start.earliest) + axis.at(start.earliest, evening=True)) // 2
        return Shape(middle, middle, is_dot=True)
    first, last = start or end, end or start
    assert first is not None and last is not None  # noqa: PT018 — parse_date sees to it
    left, right = axis.at(first.earliest), axis.at(last.latest, evening=True)
    return Shape(left, right, is_dot=False, from_before=start is None, runs_on=end is None)


def look_of(catalogue: Catalogue, happening: Happening) -> str:
    """The classes of a mark: what is only proposed or planned, reported or uncertain.

    What was planned for a time after the record's last check may still come.
    """
    item, record = happening.statement.item, happening.record
    event = getattr(item, "event", "")
    looks: list[str] = []
    if event == "proposed" or not catalogue.is_real(record.id):
        looks.append("proposed")
    if event == "planned":
        checked = getattr(record, "checked", None)
        ahead = checked is not None and happening.date.latest > checked.latest
        looks += ["planned", "ahead"] if ahead else ["planned"]
    if item.date is None:
        looks.append("reported")
    if any(point and point.qualifier for point in (happening.date.start, happening.date.end)):
        looks.append("about")
    return " ".join(looks)


def opening(canvas: Canvas, happening: Happening, tells: str) -> str:
    """The beginning of the link around a mark: it leads to the statement, and tells what it is."""
    address = addresses.of_record(happening.record)
    href = canvas.href(address, happening.statement.anchor)
    look = look_of(canvas.catalogue, happening)
    name = f' class="{look}"' if look else ""
    return f'<a href="{href}"{name}><title>{escaped(tells)}</title>'


def word(canvas: Canvas, happening: Happening) -> str:
    """What happened, in a word; of a meeting its name."""
    item = happening.statement.item
    event = getattr(item, "event", "")
    return str(canvas.words["events"][event]) if event else _called(item.session)


def _called(session: str) -> str:
    return session.replace("-", " ").capitalize()


def tells(canvas: Canvas, happening: Happening) -> str:
    """`Signed, 12 December 2015`."""
    form = canvas.words["pictures"]["mark"]
    said = word(canvas, happening)
    return str(form.format(what=said, when=canvas.say.when(happening.statement.item)))
