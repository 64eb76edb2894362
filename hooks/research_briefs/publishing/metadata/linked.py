"""Linked data (JSON-LD, schema.org): a page as a report, what it is about, and what it cites.

The whole stands in `index.jsonld` beside each page, and its core in the page's head: search engines
read only that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup
from pydantic_core import PydanticSerializationError, to_json

from ...pages import addresses
from ...records.model import Curated, Source
from ..citations.citations import Citations, File
from ..citations.items import Item, one_line
from .things import THING, thing, type_of
from .works import Node, agent, filled, organisation, published, work

CONTEXT = "https://schema.org"

#: The files of the whole, and their types.
DISTRIBUTIONS = (
    ("data/v1/records.json", "application/json"),
    ("data/v1/records.csv", "text/csv"),
    ("data/v1/statements.csv", "text/csv"),
    ("data/v1/sources.csv", "text/csv"),
    ("data/v1/data.sqlite", "application/vnd.sqlite3"),
)

#: What would end the element, or a line of a script to old readers.
_IN_HTML = str.maketrans(
    {sign: f"\\u{ord(sign):04x}" for sign in ("<", ">", "&", "\u2028", "\u2029")}
)


def inline(node: Node) -> Markup:
    """A graph for the head of a page. It is data, which no browser runs and no policy forbids."""
    text = _written(node).decode().translate(_IN_HTML)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704


def core(record: Curated | Source, citations: Citations) -> Node:
    """What search engines need: who says it, when, under which terms, and of what."""
    if isinstance(record, Source):
        return _of_source(record, citations)
    about = {"@type": type_of(record, citations.catalogue), "name": one_line(record.title)}
    return _report(record, citations) | {"about": about}


def files(citations: Citations) -> Iterator[File]:
    """The whole graph of each page, and of the site."""
    yield addresses.LINKED_DATA, _written(dataset(citations)) + b"\n"
    works: dict[str, bytes] = {}  # most sources are cited by several pages
    for record in citations.catalogue.records.values():
        place = f"{addresses.of_record(record)}{addresses.LINKED_DATA}"
        if isinstance(record, Source):
            yield place, _written(_of_source(record, citations)) + b"\n"
        elif isinstance(record, Curated):
            cited = citations.cited(record)
            for source in cited:
                if source.id not in works:
                    works[source.id] = _encoded(_work(source, citations))
            said = [works[source.id] for source in cited]
            yield place, _with(_written(_whole(record, citations)), "citation", said) + b"\n"


def dataset(citations: Citations) -> Node:
    """The site as one dataset, with its files."""
    settings, said = citations.settings, citations.dataset
    seen = (getattr(record, "checked", None) for record in citations.catalogue.records.values())
    offered = [
        {
            "@type": "DataDownload",
            "contentUrl": said.address(place),
            "encodingFormat": type,
        }
        for place, type in (DISTRIBUTIONS if settings.downloads else ())
    ]
    publisher = organisation(said.publisher or said.title)
    node = {
        "@type": "Dataset",
        "@id": f"{said.home}#dataset",
        "name": said.title,
        "description": said.about,
        "url": said.home,
        "creator": publisher,
        "publisher": publisher,
        "license": said.licence_url or said.licence,
        "inLanguage": settings.language,
        "dateModified": max((str(day) for day in seen if day), default=None),
        "isAccessibleForFree": True,
        "distribution": offered,
    }
    return filled(node)


def is_ours(item: Item) -> bool:
    """Whether a page has no other author than the project."""
    return list(item["author"]) == [{"literal": item["publisher"]}]


def _report(record: Curated, citations: Citations) -> Node:
    said, item = citations.dataset, citations.item(record)
    address = _address(record, citations)
    literal = "Organization" if is_ours(item) else "Person"  # curators are people
    node: dict[str, Any] = {
        "@type": "Report",
        "@id": address,
        "name": item["title"],
        "author": [agent(name, literal=literal) for name in item["author"]],
        "datePublished": published(item),
        "publisher": organisation(item["publisher"]),
        "license": said.licence_url or said.licence,
        "inLanguage": item["language"],
    }
    return filled(node)


def _whole(record: Curated, citations: Citations) -> Node:
    """The report with all that it is about, but for what it cites."""
    said = citations.dataset
    topics = citations.catalogue.sorted(record.topics)
    node = _report(record, citations) | {
        "url": _address(record, citations),
        "isPartOf": {"@id": f"{said.home}#dataset"},
        "abstract": citations.item(record).get("abstract"),
        "keywords": [topic.title for topic in topics],
        "about": thing(record, said.home, citations.say),
    }
    return filled(node)


def _of_source(source: Source, citations: Citations) -> Node:
    """The page of a source, which is no work of its authors."""
    said = citations.dataset
    node = {
        "@type": "WebPage",
        "@id": _address(source, citations),
        "license": said.licence_url or said.licence,
        "isPartOf": {"@id": f"{said.home}#dataset"},
        "mainEntity": _work(source, citations),
    }
    return filled(node)


def _work(source: Source, citations: Citations) -> Node:
    return work(citations.item(source), f"{_address(source, citations)}{THING}")


def _address(record: Curated | Source, citations: Citations) -> str:
    """The address under which a page is cited; of a site without one, from its root."""
    cited = citations.address(record)
    return cited or citations.dataset.address(addresses.of_record(record))


def _written(node: Node) -> bytes:
    """A graph on one line."""
    return _encoded({"@context": CONTEXT, **node})


def _encoded(node: Node) -> bytes:
    """A node; half of a pair of surrogates is no character, and becomes a `?`."""
    try:
        return to_json(node)
    except PydanticSerializationError:
        return json.dumps(node, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        )


def _with(graph: bytes, term: str, found: Sequence[bytes]) -> bytes:
    """A graph with nodes that are written already, if there are any."""
    return b'%b,"%b":[%b]}' % (graph[:-1], term.encode(), b",".join(found)) if found else graph
