"""Chicago, 17th edition, author–date."""

from __future__ import annotations

from ..items import Item
from .laws import law
from .names import inverted
from .numbers import american, day_of_year, in_doubt, is_numeric, labelled, number, version, year
from .sorts import LAWS, SERIAL, sort
from .text import bracketed, capitalised, ended, joined, plain, quoted, titled

#: The types whose title stands in quotes, in a container or not; and those where it never does.
_QUOTED = sort(
    "article dataset document interview manuscript paper-conference personal_communication post "
    "speech thesis webpage"
)
_BARE = sort("book patent")
#: The types of which the year is enough.
_YEARS = sort("book chapter pamphlet report")
#: The types whose description belongs to what they stand in.
_WITHIN = sort("document report speech standard")
#: What may stand in the author's place before the title does.
_INSTEAD = {
    "article-magazine": ("container-title",),
    "article-newspaper": ("container-title",),
    "broadcast": ("container-title",),
    "entry-encyclopedia": ("container-title",),
    "webpage": ("publisher", "container-title"),
}


def chicago(item: Item) -> str:
    """`Wick, T. 2026. The Treaty. Research brief. Society. https://….`."""
    if item["type"] in LAWS:
        date = in_doubt(american(item.get("issued", {})), item)
        text = law(item, in_doubt(year(item), item), date)
    else:
        text = _work(item)
    return ended(joined(". ", text, _accessed(item), _address(item)))


def _work(item: Item) -> str:
    names, title = inverted(item, most=10, few=7), _title(item)
    date = in_doubt(year(item), item) or "n.d."
    left = item
    if not names:
        instead = next((f for f in _INSTEAD.get(item["type"], ()) if f in item), "title")
        left = {name: value for name, value in item.items() if name != instead}
        names = title if instead == "title" else titled(item, instead)
        if instead == "publisher":
            names = plain(item, instead)
        title = "" if instead == "title" else title
    return joined(". ", names, date, *_rest(left, title, is_part="container-title" in item))


def _rest(item: Item, title: str, is_part: bool) -> tuple[str, ...]:
    """All that follows the year; `item` without what stands in the author's place."""
    kind = item["type"]
    if kind in _OWN:
        return _OWN[kind](item, title, is_part)
    genre = "" if "number" in item else capitalised(plain(item, "genre"))
    counted = _counted(item)
    beside = (title, "" if kind in _WITHIN and is_part else genre)
    if kind in SERIAL:
        return (*beside, "" if is_part else counted, _in_serial(item))
    if kind in ("post", "webpage"):
        return (*beside, counted, joined(", ", titled(item, "container-title"), _published(item)))
    series = titled(item, "collection-title")
    if not is_part:
        return (*beside, counted, version(item), series, _published(item))
    container = titled(item, "container-title")
    if kind == "chapter" and container and "genre" in item:  # a foreword to a book, for example
        into = joined(", ", f"to {container}", counted)
        return joined(" ", joined(". ", *beside), into), series, _published(item)
    said = plain(item, "genre") if kind in _WITHIN and genre else ""
    into = joined(", ", f"In {container}" if container else "", said, counted)
    return (*beside, into, series, _published(item))


def _title(item: Item) -> str:
    kind = item["type"]
    if kind == "patent":
        return capitalised(plain(item, "title"))
    title = plain(item, "title") if kind == "post" else titled(item, "title")
    is_part = "container-title" in item and kind not in _BARE
    return quoted(title) if is_part or kind in _QUOTED else title


def _counted(item: Item) -> str:
    if "number" not in item:
        return ""
    told = capitalised(number(item)) if item["type"] == "standard" else labelled(item)
    return joined(" ", titled(item, "genre"), told)


def _in_serial(item: Item) -> str:
    """`Lamp News, March 5, 2024`."""
    kind, container = item["type"], titled(item, "container-title")
    is_ahead = kind == "article-journal" and container and "DOI" in item
    is_ahead = is_ahead and "collection-title" not in item and "number" not in item
    return joined(
        ", ",
        container,
        "ahead of print" if is_ahead else "",
        plain(item, "collection-title"),
        plain(item, "publisher") if kind in ("interview", "post-weblog") else "",
        in_doubt(american(item.get("issued", {})), item),
        number(item),
    )


def _published(item: Item) -> str:
    """`Sound Institute, March 5`."""
    kind, publisher = item["type"], capitalised(plain(item, "publisher"))
    is_online = "URL" in item or "DOI" in item
    days = "" if kind in _YEARS else day_of_year(item)
    if kind == "entry-encyclopedia" and not is_online:
        days = ""
    if kind == "broadcast" and not is_online:
        aired = joined(" ", "Aired" if "issued" in item else "", days)
        return joined(", ", aired, f"on {publisher}" if publisher else "")
    preprint = "Preprint" if kind == "article" and "genre" not in item else ""
    return joined(", ", preprint, publisher, days)


def _patent(item: Item, title: str, is_part: bool) -> tuple[str, ...]:  # noqa: ARG001
    genre = capitalised(plain(item, "genre"))
    date = in_doubt(american(item.get("issued", {})), item)
    told = joined(" ", genre or ("Patent" if "number" in item else ""), number(item))
    issued = f"issued {date}" if date else ""
    return title, "" if "number" in item else genre, joined(", ", told, issued)


def _thesis(item: Item, title: str, is_part: bool) -> tuple[str, ...]:  # noqa: ARG001
    container = titled(item, "container-title")
    school = joined(", ", capitalised(plain(item, "genre")), capitalised(plain(item, "publisher")))
    into = f"In {container}" if container else ""
    return title, into, titled(item, "collection-title"), school, bracketed(number(item))


def _broadcast(item: Item, title: str, is_part: bool) -> tuple[str, ...]:
    genre, container = plain(item, "genre"), titled(item, "container-title")
    series, published = titled(item, "collection-title"), _published(item)
    if "number" not in item:
        return title, capitalised(genre), container, series, published
    if is_numeric(item):
        told = f"{capitalised(genre) or 'Episode'} {number(item)}"
    else:
        told = joined(" ", titled(item, "genre"), capitalised(number(item)))
    if is_part:  # an episode of a series
        return container, joined(", ", told, title), series, published
    return title, told, container, series, published


_OWN = {"broadcast": _broadcast, "patent": _patent, "thesis": _thesis}


def _accessed(item: Item) -> str:
    if "DOI" in item or "issued" in item or not ("accessed" in item and "URL" in item):
        return ""
    return f"Accessed {american(item['accessed'])}"


def _address(item: Item) -> str:
    return f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL", "")
