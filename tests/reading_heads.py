"""Readers of what pages say to machines in their heads and in linked data.

Of Highwire's tags as Zotero and Scholar read them, of links by their relation, and of graphs by the
algorithms of JSON-LD, without a net.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import html5lib  # type: ignore[import-untyped]
from pyld import jsonld  # type: ignore[import-untyped]

#: The context of schema.org, as far as our terms need it: their names, and which hold addresses.
CONTEXT = {
    "@vocab": "http://schema.org/",
    **{term: {"@type": "@id"} for term in ("contentUrl", "license", "sameAs", "url")},
    "legislationLegalForce": {"@type": "@vocab"},
}


@dataclass
class Head:
    """The head of a page: its tags by name, its links by relation, and its graphs."""

    title: str = ""
    tags: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[Mapping[str, str]]] = field(default_factory=dict)
    graphs: list[Any] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The content of a tag that may be there once."""
        (content,) = self.tags[name]
        return content


def read_head(page: str) -> Head:
    """What stands in the head of a page, which a strict parser must take."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    html = page[: page.index("</head>")] + "</head><body></body></html>"
    tree = parser.parse(html.lstrip())
    assert parser.errors == []
    head = Head(title=tree.findtext("head/title") or "")
    for element in tree.iterfind("head/*"):
        attributes = element.attrib
        if element.tag == "meta":
            for name in (attributes.get("name"), attributes.get("property")):
                if name:
                    head.tags.setdefault(name, []).append(attributes["content"])
        elif element.tag == "link":
            for rel in attributes["rel"].split():
                head.links.setdefault(rel, []).append(attributes)
        elif element.tag == "script" and attributes.get("type") == "application/ld+json":
            head.graphs.append(json.loads(element.text))
    return head


@dataclass(frozen=True)
class Reference:
    """What a reference manager keeps of a work: who is a person has a family and a given name."""

    title: str
    authors: Sequence[tuple[str, str]]
    date: str


def as_report(head: Head) -> Reference | None:
    """What Zotero's "Embedded Metadata" makes of a page; None if that is no report.

    Scholar takes the same tags, and takes none of a page that lacks a title, an author or a date.
    """
    if "citation_technical_report_institution" not in head.tags:
        return None
    authors = head.tags["citation_author"]
    names = [name for author in authors for name in _apart(author, alone=len(authors) == 1)]
    date = head.one("citation_publication_date")
    assert re.fullmatch(r"\d{4}(/\d{2}(/\d{2})?)?", date)
    return Reference(head.one("citation_title"), names, date.replace("/", "-"))


def _apart(author: str, *, alone: bool) -> Iterator[tuple[str, str]]:
    """One name, or several where Zotero takes a comma for the end of one."""
    parts = re.split(r"\s*,\s*", author)
    several = alone and len(parts) > 1 and " " in parts[0] and " " in parts[1]
    for one in parts if several else [author]:
        if "," in one:
            family, _, given = one.partition(",")
        else:
            given, _, family = one.rpartition(" ")
        yield family.strip(), " ".join(given.split())


def expanded(graph: Any) -> Any:
    """A graph with all terms written out; a term that no context knows would be gone."""
    (node,) = jsonld.expand(graph, {"documentLoader": _load})
    return node


def _load(url: str, options: object) -> Mapping[str, Any]:
    assert url == "https://schema.org"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}


def value(node: Mapping[str, Any], term: str) -> str | None:
    """The one value of a term, if it has one."""
    found = node.get(f"http://schema.org/{term}", ())
    return str(found[0].get("@value", found[0].get("@id"))) if found else None


def nodes(node: Mapping[str, Any], term: str) -> list[Any]:
    """The nodes that a term leads to."""
    return list(node.get(f"http://schema.org/{term}", ()))


def as_work(node: Mapping[str, Any]) -> Reference:
    """A work of a graph; a date that is not certain is not there."""
    authors = [
        (value(agent, "familyName") or value(agent, "name") or "", value(agent, "givenName") or "")
        for agent in nodes(node, "author")
    ]
    return Reference(value(node, "name") or "", authors, value(node, "datePublished") or "")
