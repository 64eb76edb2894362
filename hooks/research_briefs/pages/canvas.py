"""What a template draws on: one page while it is made.

Templates call the canvas for everything that needs the catalogue: links, citations, marks, dates,
sections. It notes what the page links to, which anchors it has and what it cites, so that tables of
contents, references and the check of links come from the same place as the HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from markupsafe import Markup

from ..catalogue.catalogue import Catalogue
from ..records.citations import Citation, Sourcing
from ..records.links import LinkedText, RecordLink, Target
from ..records.model import Source
from ..records.prose import Block, Cited, Emphasis, Inline, Items, Prose, WebLink
from . import addresses, bibliography
from .page import Link, Section
from .wording import Wording

#: How an output turns the address of a page into an href: from page, to page, anchor.
Resolver = Callable[[str, str, str], str]


@dataclass(slots=True)
class Reference:
    """A source that the page cites: its number, and where, each with the statement's anchor."""

    source: Source
    number: int
    places: dict[tuple[str, str], None] = field(default_factory=dict)


@dataclass(slots=True)
class Canvas:
    """One page while it is made."""

    catalogue: Catalogue
    words: Wording
    address: str
    resolve: Resolver
    sections: list[Section] = field(default_factory=list)
    links: dict[Link, None] = field(default_factory=dict)
    anchors: list[str] = field(default_factory=list)
    references: dict[str, Reference] = field(default_factory=dict)

    # Sections and anchors

    def section(self, anchor: str, caller: Callable[[], str]) -> str:
        """A section of the page, unless nothing is in it.

        Templates write `{% call canvas.section("events") %}…{% endcall %}`.
        """
        before = len(self.anchors)
        body = Markup(str(caller()).strip())  # noqa: S704 — made by an escaping template
        if body:
            heading = self.words["sections"][anchor]
            anchors = tuple(self.anchors[before:])
            self.sections.append(Section(anchor, heading, str(body), plain(body), anchors))
        return ""

    def anchor(self, name: str) -> Markup:
        """The id attribute of a statement."""
        self.anchors.append(name)
        return Markup(' id="{}"').format(name)

    # Links

    def href(self, address: str, anchor: str = "") -> str:
        """The href of a page of the site, noted for the check of links."""
        self.links[Link(address, anchor)] = None
        return self.resolve(self.address, address, anchor)

    def link(self, id: str, label: str = "", anchor: str = "") -> Markup:
        """A link to a record's page, by its title unless there is a label."""
        record = self.catalogue.records[id]
        href = self.href(addresses.of_record(record), anchor)
        kind = "" if self.catalogue.is_real(id) else Markup(' class="rb-proposed"')
        return Markup('<a href="{}"{}>{}</a>').format(href, kind, label or record.title)

    def target(self, target: Target) -> Markup:
        """A link to a record, or to a statement of it by the name that it has there."""
        record = self.catalogue.records[target.record]
        if not target.statement:
            return self.link(target.record)
        label = f"{record.title}, {target.statement.replace('-', ' ')}"
        return self.link(target.record, label, target.statement)

    def list_of(self, ids: Iterable[str]) -> Markup:
        """Links to several records, joined by commas."""
        return Markup(", ").join(self.link(id) for id in ids)

    # Texts

    def text(self, value: LinkedText) -> Markup:
        """One line with its links."""
        return Markup("").join(
            self._record_link(part) if isinstance(part, RecordLink) else part
            for part in value.parts
        )

    def prose(self, value: Prose) -> Markup:
        """Paragraphs and lists."""
        return Markup("\n").join(self.block(block) for block in value.blocks)

    def block(self, block: Block, anchor: str = "") -> Markup:
        """One paragraph or list, with an anchor if it is a statement of its own."""
        id = self.anchor(anchor) if anchor else Markup("")
        if isinstance(block, Items):
            items = (Markup("").join(map(self.block, item)) for item in block.items)
            body = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
            form = Markup("<ol{}>{}</ol>") if block.is_numbered else Markup("<ul{}>{}</ul>")
            return form.format(id, body)
        return Markup("<p{}>{}</p>").format(id, self._inlines(block.children))

    def _inlines(self, nodes: Iterable[Inline]) -> Markup:
        return Markup("").join(map(self._inline, nodes))

    def _inline(self, node: Inline) -> Markup | str:
        if isinstance(node, str):
            return node
        if isinstance(node, RecordLink):
            return self._record_link(node)
        if isinstance(node, Cited):
            return self.cite(node.sourcing)
        inner = self._inlines(node.children)
        if isinstance(node, WebLink):
            return Markup('<a href="{}" rel="noopener">{}</a>').format(node.url, inner)
        assert isinstance(node, Emphasis)
        form = Markup("<strong>{}</strong>") if node.strong else Markup("<em>{}</em>")
        return form.format(inner)

    def _record_link(self, link: RecordLink) -> Markup:
        return self.link(link.target.record, link.label, link.target.statement)

    # Sources

    def cite(self, sourcing: Sourcing, anchor: str = "") -> Markup:
        """Numbers of references with their locators: `[1, paras. 43, 65; 2, para. 1]`."""
        place = anchor or (self.anchors[-1] if self.anchors else "")
        cites = (self._citation(citation, place) for citation in sourcing)
        return Markup('<span class="rb-cite">[{}]</span>').format(Markup("; ").join(cites))

    def _citation(self, citation: Citation, place: str) -> Markup:
        text = self._reference(citation.source, citation.place, place)
        if citation.place:
            text += Markup(", {}").format(citation.place)
        if citation.citing:
            text += Markup(", citing {}").format(self._reference(citation.citing, "", place))
        return text

    def _reference(self, id: str, locator: str, place: str) -> Markup:
        source = self.catalogue.records[id]
        assert isinstance(source, Source)
        reference = self.references.setdefault(id, Reference(source, len(self.references) + 1))
        reference.places[locator, place] = None
        anchor = f"ref-{id}"
        href = self.href(self.address, anchor)
        title = bibliography.short(source)
        return Markup('<a href="{}" title="{}">{}</a>').format(href, title, reference.number)


def plain(markup: Markup) -> str:
    """The words of safe HTML, with white space folded."""
    return " ".join(markup.striptags().split())
