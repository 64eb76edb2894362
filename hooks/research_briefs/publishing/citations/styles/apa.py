"""APA, 7th edition."""

from __future__ import annotations

from ..items import Item
from .laws import law
from .names import initialled
from .numbers import american, day_of_year, is_doubtful, labelled, number, numbered, version, year
from .sorts import LAWS, SERIAL, sort
from .text import bracketed, capitalised, ended, joined, plain, titled

#: The types of which the year is enough.
_YEARS = sort(
    "article article-journal book chapter dataset entry-encyclopedia manuscript patent report "
    "standard thesis"
)
#: The types that never stand “in” something with a number of its own.
_ALONE = sort("broadcast patent post webpage")
#: The types whose series is told beside their number.
_IN_SERIES = sort("document report standard")
#: The types whose description belongs to what they stand in.
_WITHIN = _IN_SERIES | {"paper-conference", "speech"}
#: What is said of a type if the item says nothing.
_DESCRIBED = {
    "broadcast": "Broadcast",
    "dataset": "Dataset",
    "interview": "Interview",
    "personal_communication": "Letter",
    "post": "Online post",
}


def apa(item: Item) -> str:
    """`Wick, T. (2026). The treaty [Research brief]. Society. https://…`."""
    if item["type"] in LAWS:
        text = law(item, _about(year(item), item), _about(american(item.get("issued", {})), item))
    else:
        text = _work(item)
    return joined(" ", ended(text), _address(item))


def _work(item: Item) -> str:
    kind, names, publisher = item["type"], initialled(item), plain(item, "publisher")
    if not names and kind in ("entry-encyclopedia", "webpage"):
        names, publisher = publisher, ""
    is_part = "container-title" in item and kind not in _ALONE
    title = joined(" ", plain(item, "title"), "" if is_part else bracketed(_counted(item)))
    said = "" if is_part and kind in _WITHIN else bracketed(_description(item), "[]")
    if names:
        head, source = joined(" ", title, said), _source(item, publisher)
    else:  # what stands in the author's place is not said again
        told = {"patent": ("genre", "number")}.get(kind, () if is_part else ("number",))
        rest = {name: value for name, value in item.items() if name not in told}
        names, source = title, _source(rest, publisher)
        head = "" if kind == "patent" else said
    return joined(". ", names, bracketed(_date(item)), head, source)


def _source(item: Item, publisher: str) -> str:
    """Where it was published."""
    kind = item["type"]
    if kind in SERIAL:
        article = f"Article {number(item)}" if "number" in item else ""
        series = titled(item, "collection-title")
        source = joined(", ", titled(item, "container-title"), series, article)
        return joined(". ", source, publisher if kind == "interview" else "")
    if kind in ("post", "webpage"):
        return joined(". ", publisher, titled(item, "container-title"))
    return joined(". ", _container(item), "" if _is_thesis_online(item) else publisher)


def _container(item: Item) -> str:
    if "container-title" not in item:
        return ""
    kind = item["type"]
    counted = "" if kind == "broadcast" else _counted(item, of="container")
    said = bracketed(_description(item), "[]") if kind in _WITHIN else ""
    return joined(" ", "In", plain(item, "container-title"), bracketed(counted), said)


def _counted(item: Item, of: str = "title") -> str:
    """What number it has in which series, for brackets."""
    kind = item["type"]
    genre = titled(item, "genre")
    if kind == "patent" and of == "title":
        said = capitalised(plain(item, "genre")) or ("Patent" if "number" in item else "")
        return joined(" ", said, numbered(item))
    if "number" not in item:
        told = ""
    elif kind == "thesis":
        told = joined(" ", "Publication" if genre else "", labelled(item))
    elif kind == "standard":
        told = joined(" ", genre, capitalised(number(item)))
    else:
        told = joined(" ", genre, numbered(item) if kind == "patent" else labelled(item))
    series = titled(item, "collection-title") if kind in _IN_SERIES else ""
    return joined("; ", told, version(item), series)


def _description(item: Item) -> str:
    """What it is, for square brackets."""
    genre = capitalised(plain(item, "genre"))
    if item["type"] == "thesis":
        return joined(", ", genre, plain(item, "publisher") if _is_thesis_online(item) else "")
    if genre:
        return "" if "number" in item else genre
    return _DESCRIBED.get(item["type"], "")


def _is_thesis_online(item: Item) -> bool:
    """A thesis whose school stands beside what it is."""
    return item["type"] == "thesis" and ("URL" in item or "DOI" in item)


def _date(item: Item) -> str:
    if "issued" not in item:
        return "n.d."
    days = "" if item["type"] in _YEARS else day_of_year(item)
    return joined(", ", _about(year(item), item), days)


def _about(text: str, item: Item) -> str:
    return f"ca. {text}" if text and is_doubtful(item) else text


def _address(item: Item) -> str:
    if "DOI" in item:
        return f"https://doi.org/{item['DOI']}"
    url: str = item.get("URL", "")
    if not url or "issued" in item:
        return url
    seen = f"{american(item['accessed'])}, from" if "accessed" in item else ""
    return joined(" ", "Retrieved", seen, url)
