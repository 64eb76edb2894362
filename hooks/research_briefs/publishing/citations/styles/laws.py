"""Laws, treaties and hearings, which APA and Chicago both cite as the Bluebook has them."""

from __future__ import annotations

from collections.abc import Callable

from ..items import Item
from .names import parties, straight
from .numbers import labelled, number, numbered
from .text import bracketed, capitalised, joined, plain, titled


def law(item: Item, year: str, date: str) -> str:
    """The entry without its address; each style says year and date in its own way."""
    if item["type"] == "treaty":
        where = joined(" ", plain(item, "container-title"), labelled(item))
        return joined(", ", titled(item, "title"), parties(item), date, where)
    if item["type"] == "hearing":
        topic = f"Hearing on {number(item)}" if "number" in item else ""
        title = joined(": ", capitalised(plain(item, "title")), topic)
        names = straight(item)
        return joined(
            " ", title, bracketed(year), bracketed(f"testimony of {names}" if names else "")
        )
    told = _NUMBERED[item["type"]](item)
    text = joined(", ", titled(item, "title"), told, plain(item, "container-title"))
    return joined(" ", text, bracketed(year))


def _bill(item: Item) -> str:
    within = "container-title" in item
    return joined(" ", plain(item, "genre"), number(item) if within else labelled(item))


def _legislation(item: Item) -> str:
    if "number" not in item:
        return ""
    return joined(" ", capitalised(plain(item, "genre")) or "Pub. L.", numbered(item))


def _regulation(item: Item) -> str:
    return joined(" ", plain(item, "genre"), numbered(item))


_NUMBERED: dict[str, Callable[[Item], str]] = {
    "bill": _bill,
    "legislation": _legislation,
    "regulation": _regulation,
}
