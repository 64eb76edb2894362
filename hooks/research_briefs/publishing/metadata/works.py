"""Sources and people in the terms of schema.org."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...records.dates import Date
from ..citations.items import Item, Name

#: A node of linked data.
Node = dict[str, Any]

#: The types of schema.org for those of CSL that have one; all others are works.
TYPES: Mapping[str, str] = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "document": "DigitalDocument",
    "entry-encyclopedia": "Article",
    "legislation": "Legislation",
    "manuscript": "Manuscript",
    "paper-conference": "ScholarlyArticle",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "regulation": "Legislation",
    "report": "Report",
    "thesis": "Thesis",
    "treaty": "Legislation",
    "webpage": "WebPage",
}


def work(item: Item, address: str) -> Node:
    """A source itself, called by the address of its page on the site."""
    node = {
        "@type": TYPES.get(item["type"], "CreativeWork"),
        "@id": address,
        "name": item["title"],
        "author": [agent(name) for name in item.get("author", ())],
        "datePublished": published(item),
        "publisher": organisation(item["publisher"]) if "publisher" in item else None,
        "url": item.get("URL"),
        "sameAs": f"https://doi.org/{item['DOI']}" if "DOI" in item else None,
        "inLanguage": item.get("language"),
        "isPartOf": {"@type": "CreativeWork", "name": item["container-title"]}
        if "container-title" in item
        else None,
    }
    return filled(node)


def agent(name: Name, *, literal: str = "Organization") -> Node:
    """Who has made something; `literal` is the type of those that are named as a whole."""
    if "literal" in name:
        return {"@type": literal, "name": name["literal"]}
    parts = {"familyName": name["family"], "givenName": name.get("given")}
    whole = " ".join(filter(None, (name.get("given"), name["family"])))
    return filled({"@type": "Person", "name": whole, **parts})


def organisation(name: str) -> Node:
    """A body by its name."""
    return {"@type": "Organization", "name": name}


def published(item: Item) -> str | None:
    """The date of an item, as precise as it is; None of a span, and of one that is not certain."""
    date = item.get("issued", {})
    parts = date.get("date-parts", ())
    if len(parts) != 1 or date.get("circa"):
        return None
    year, *rest = parts[0]
    return "-".join((f"{year:04}", *(f"{part:02}" for part in rest)))


def on(date: Date | None) -> str | None:
    """A date as precise as its source has it; None of a span, and of one that is not certain."""
    return None if date is None or date.is_interval else point(date)


def point(date: Date, *, end: bool = False) -> str | None:
    """The beginning of a date, or its end; None if that is not known for certain."""
    found = date.end if end else date.start
    return found.text if found and not found.qualifier else None


_NOTHING: tuple[object, ...] = (None, "", [], ())


def filled(node: Node) -> Node:
    """A node without what says nothing."""
    return {key: value for key, value in node.items() if value or value not in _NOTHING}
