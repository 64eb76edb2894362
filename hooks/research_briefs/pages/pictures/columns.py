"""How much happened in each year: a column of what is real, and upon it what is only proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date as Day

from markupsafe import Markup

from ...catalogue.catalogue import Catalogue
from .. import addresses, listing
from ..canvas import Canvas
from ..listing import Happening
from ..markup import escaped
from .axis import HEAD, Axis
from .reading import how_to_read
from .svg import frame, percent

_TALLEST = 96
_BOTTOM = HEAD + _TALLEST
_ROUND = tuple(n * 10**power for power in range(9) for n in (1, 2, 5))

#: Where the column of a year leads.
Leading = Callable[[int], str]


def years(canvas: Canvas, title: str, found: Iterable[Happening], lead: Leading) -> Markup:
    """The number of events and meetings of each year; nothing if there are none.

    As on the pages of years, plans are left out, and what spans years counts in the first and in
    the last.
    """
    real, proposed = _counts(canvas.catalogue, found)
    told = sorted(real.keys() | proposed.keys())
    if not told:
        return Markup("")
    axis = Axis(told[0], told[-1])
    most = max(real[year] + proposed[year] for year in told)
    body = axis.drawn() + _measure(most)
    for year in told:
        column = _column(axis, year, (real[year], proposed[year]), most)
        tells = _tells(canvas, year, real[year], proposed[year])
        body += f'<a href="{escaped(lead(year))}"><title>{escaped(tells)}</title>{column}</a>'
    says = canvas.words["pictures"]["columns_say"].format(
        count=real.total(), proposals=proposed.total(), first=told[0], last=told[-1]
    )
    return frame("columns", _BOTTOM + 1, title, says, body, how_to_read(canvas))


def of_all(canvas: Canvas) -> Markup:
    """All that happened, each column leading to the page of its year."""
    catalogue = canvas.catalogue
    found = (h for record in catalogue.records.values()
             for h in listing.happenings(catalogue, record))  # fmt: skip
    title = canvas.words["lists"]["years"]
    return years(canvas, title, found, lambda year: canvas.href(addresses.of_year(year)))


def _counts(catalogue: Catalogue, found: Iterable[Happening]) -> tuple[Counter[int], Counter[int]]:
    """How much of each year is told by real records, and how much by proposals."""
    real: Counter[int] = Counter()
    proposed: Counter[int] = Counter()
    for happening in found:
        if listing.is_done(happening):
            counter = real if catalogue.is_real(happening.record.id) else proposed
            counter.update(listing.years(happening))
    return real, proposed


def _tells(canvas: Canvas, year: int, real: int, proposed: int) -> str:
    words = canvas.words["pictures"]
    form: str = words["column_with_proposals"] if proposed else words["column"]
    return form.format(year=year, count=real, proposals=proposed)


def _measure(most: int) -> str:
    """A line at a round number, to tell how high the columns are."""
    round_number = max(n for n in _ROUND if n <= most)
    y = _BOTTOM - round_number * _TALLEST // most
    return f'<line x2="100%" y1="{y}" y2="{y}"/><text y="{y + 11}">{round_number}</text>'


def _column(axis: Axis, year: int, counts: tuple[int, int], most: int) -> str:
    """What is real below, what is proposed on top; all of the height can be pointed at."""
    left, right = axis.at(Day(year, 1, 1)), axis.at(Day(year, 12, 31), evening=True)
    place = f'x="{percent(left)}" width="{percent(max(right - left - 1, 1))}"'
    parts, bottom = [f'<rect class="hit" {place}/>'], _BOTTOM
    for count, look in zip(counts, ("", ' class="proposed"'), strict=True):
        if count:
            tall = max(count * _TALLEST // most, 2)
            bottom -= tall
            parts.append(f'<rect{look} {place} y="{bottom}" height="{tall}"/>')
    return "".join(parts)
