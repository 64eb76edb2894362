"""MLA, 9th edition."""

from __future__ import annotations

from ..items import Item
from .names import inverted
from .numbers import british, in_doubt, is_doubtful, is_numeric, labelled, number, version, year
from .sorts import SERIAL, sort
from .text import capitalised, ended, joined, plain, quoted, titled

#: The types whose title stands in quotes, in a container or not; and those where it never does.
_QUOTED = sort(
    "article dataset document interview manuscript paper-conference personal_communication post "
    "speech"
)
_BARE = sort("bill book hearing legislation regulation treaty")
#: The types of which the year is enough.
_YEARS = sort("book chapter paper-conference thesis")


def mla(item: Item) -> str:
    """`Wick, T. The Treaty. Research brief. Society, 1 May 2026, https://….`."""
    kind, genre = item["type"], plain(item, "genre")
    is_thesis = kind == "thesis"
    said = "" if "number" in item or is_thesis else capitalised(genre)
    school = joined(", ", plain(item, "publisher"), genre) if is_thesis else ""
    series = "" if kind in SERIAL else titled(item, "collection-title")
    end = joined(", ", _accessed(item), school, series)
    names = inverted(item, most=2, few=1)
    return ended(joined(". ", names, _title(item), said, _container(item), end))


def _title(item: Item) -> str:
    kind = item["type"]
    title = plain(item, "title") if kind == "post" else titled(item, "title")
    is_part = "container-title" in item and kind not in _BARE
    return quoted(title) if is_part or kind in _QUOTED else title


def _container(item: Item) -> str:
    kind = item["type"]
    is_serial = kind in SERIAL
    return joined(
        ", ",
        titled(item, "container-title"),
        plain(item, "collection-title") if is_serial else "",
        joined(" ", plain(item, "genre"), _number(item)) if "number" in item else "",
        version(item),
        "" if is_serial or kind == "thesis" else plain(item, "publisher"),
        _date(item),
        f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", ""),
    )


def _number(item: Item) -> str:
    if item["type"] == "standard":
        return number(item)
    if item["type"] == "broadcast":
        is_episode = is_numeric(item) and "genre" not in item
        return f"episode {number(item)}" if is_episode else number(item)
    return labelled(item, "no.")


def _date(item: Item) -> str:
    kind, date = item["type"], item.get("issued", {})
    if not date or kind == "speech":
        return ""
    if kind in _YEARS:
        return in_doubt(year(item), item)
    if kind == "article-journal":
        return in_doubt(british(date, precision=2), item)
    return joined(" ", "Circa" if is_doubtful(item) else "", british(date))


def _accessed(item: Item) -> str:
    if "issued" in item or "accessed" not in item:
        return ""
    return f"Accessed {british(item['accessed'])}"
