"""What happened in several records: a row for each, proposals apart; columns if they are many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Day

from markupsafe import Markup

from ...catalogue.catalogue import Catalogue
from ...records.model import Record
from .. import listing
from ..canvas import Canvas
from ..listing import Happening
from ..markup import escaped
from . import columns, marks
from .axis import HEAD, Axis, axis_of
from .reading import how_to_read
from .svg import cut, frame, percent

#: With more records than this a row for each would hide the page below.
MOST = 24
_ROW = 36
#: Where in a row the title stands and where the marks.
_TITLE = 13
_MIDDLE = 25
_LETTERS = 90

Row = tuple[Record, Sequence[Happening]]


def of_country(canvas: Canvas, country: Record) -> Markup:
    """When things happened in the briefs in which a country takes part."""
    ids = [part.record.id for part in listing.parts(canvas.catalogue, country.id)]
    return _of_records(canvas, country, ids, "country")


def of_topic(canvas: Canvas, topic: Record) -> Markup:
    """When things happened in the records of a topic."""
    return _of_records(canvas, topic, canvas.catalogue.on_topic.get(topic.id, ()), "topic")


def _of_records(canvas: Canvas, about: Record, ids: Iterable[str], facet: str) -> Markup:
    """A row for each record, its marks leading to statements; if they are many, columns of years.

    A column leads to the list of briefs, narrowed to the country or topic and the year.
    """
    rows = _rows(canvas.catalogue, ids)
    if not rows:
        return Markup("")
    title = canvas.words["pictures"]["timeline_of"].format(title=about.title)
    if len(rows) <= MOST:
        return _picture(canvas, title, rows)
    found = [happening for _, happenings in rows for happening in happenings]
    return columns.years(
        canvas, title, found, lambda year: canvas.filtered({facet: about.id, "year": f"{year:04}"})
    )


def _picture(canvas: Canvas, title: str, rows: Sequence[Row]) -> Markup:
    """The rows of what is real, and below a heading those of proposals."""
    is_real, words = canvas.catalogue.is_real, canvas.words["pictures"]
    rows = sorted(rows, key=lambda row: (_first_known(row[1]), row[0].title.casefold(), row[0].id))
    axis = axis_of(h.date for _, found in rows for h in found)
    y, parts = HEAD + 2, []
    for row in (row for row in rows if is_real(row[0].id)):
        parts.append(_drawn(canvas, axis, row, y))
        y += _ROW
    proposed = [row for row in rows if not is_real(row[0].id)]
    if proposed:
        parts.append(f'<text class="apart" y="{y + 16}">{escaped(words["proposals"])}</text>')
        y += 22
    for row in proposed:
        parts.append(_drawn(canvas, axis, row, y))
        y += _ROW
    says = words["rows_say"].format(count=len(rows))
    body = axis.drawn() + "".join(parts)
    return frame("rows", y, title, says, body, how_to_read(canvas))


def _rows(catalogue: Catalogue, ids: Iterable[str]) -> list[Row]:
    """The records with something dated, and what that is."""
    rows: list[Row] = []
    for id in ids:
        record = catalogue.records[id]
        found = list(listing.happenings(catalogue, record))
        if found:
            rows.append((record, found))
    return rows


def _first_known(found: Sequence[Happening]) -> Day:
    """The first day of a row that a source tells."""
    points = (happening.date.start or happening.date.end for happening in found)
    return min(point.earliest for point in points if point)


def _drawn(canvas: Canvas, axis: Axis, row: Row, top: int) -> str:
    record = row[0]
    found = sorted(row[1], key=lambda h: (h.date.earliest, h.date.latest, h.statement.anchor))
    address, _, _ = canvas.say.naming(record.id)
    look = "" if canvas.catalogue.is_real(record.id) else ' class="proposed"'
    href, title = escaped(canvas.href(address)), escaped(cut(record.title, _LETTERS))
    parts = [f'<a href="{href}"{look}><text y="{top + _TITLE}">{title}</text></a>']
    shapes = [marks.shape_of(h.date, axis) for h in found]
    middle = top + _MIDDLE
    if len(found) > 1:
        left, right = min(s.left for s in shapes), max(s.right for s in shapes)
        parts.append(
            f'<line x1="{percent(left)}" x2="{percent(right)}" y1="{middle}" y2="{middle}"/>'
        )
    for happening, shape in zip(found, shapes, strict=True):
        opening = marks.opening(canvas, happening, marks.tells(canvas, happening))
        parts.append(f"{opening}{shape.drawn(middle)}</a>")
    return "".join(parts)
