"""How a source is written out in a list of references, and how it is called in a line."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from ..records.citations import Locator, Range, gathered
from ..records.model import Author, Source
from .dates import written
from .wording import Wording


def name(author: Author) -> str:
    """Family name first, or the body's name."""
    if author.literal:
        return author.literal
    return f"{author.family}, {author.given}" if author.given else str(author.family)


def authors(source: Source) -> str:
    """All authors as a list of references has them."""
    return "; ".join(name(author) for author in source.author)


def short(source: Source) -> str:
    """`Lamplighter 2024`, `Wick and Oil 2020`: how a source is called within a line."""
    families = [author.literal or author.family or "" for author in source.author]
    if not families:
        families = [source.publisher or source.container_title or source.title]
    if len(families) > 2:
        families = [f"{families[0]} et al."]
    year = source.issued.text[:4] if source.issued and source.issued.start else "n.d."
    return f"{' and '.join(families)} {year}"


def series(source: Source) -> str:
    """Where it appeared: site or journal, series with number, publisher."""
    in_series = source.collection_title or ""
    if source.number:
        in_series = f"{in_series} {source.number}".strip()
    parts = (source.container_title, in_series, source.publisher)
    return ". ".join(part for part in parts if part)


def places(source: Source, locators: Iterable[Locator], words: Wording) -> str:
    """Places in a source, by heading: `para. 2; paras. 3–4, 7 (“Findings”)`."""
    if not source.headings:
        return gathered(locators)
    found: dict[int, list[Locator]] = defaultdict(list)
    for locator in locators:
        for place in locator.ranges:
            heading = _heading(source, locator.unit, place)
            found[heading].append(Locator(locator.unit, (place,)))
    under = str(words["labels"]["under_heading"])
    return "; ".join(
        under.format(places=gathered(found[index]), heading=source.headings[index - 1].heading)
        if index
        else gathered(found[index])
        for index in sorted(found)
    )


def _heading(source: Source, unit: str, place: Range) -> int:
    """Under which of the headings a place of a source stands; 0 if that is not known."""
    if source.extent is None or unit != source.extent.unit or not place.first.isdigit():
        return 0
    starts = [int(heading.at.ranges[0].first) for heading in source.headings]
    return bisect_right(starts, int(place.first))


def issued(source: Source, words: Wording) -> str:
    """The date of publication, or that there is none."""
    return written(source.issued, words) if source.issued else str(words["labels"]["undated"])
