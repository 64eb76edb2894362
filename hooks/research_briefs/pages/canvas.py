"""What a template draws on: one page while it is made.

Templates call the canvas for everything that needs the catalogue: links, citations, marks, dates,
sections. It notes what the page links to, which anchors it has and what it cites, so that tables of
contents, references and the check of links come from the same place as the HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from jinja2.runtime import Macro
from markupsafe import Markup

from ..catalogue.alone import Use
from ..catalogue.catalogue import Catalogue
from ..catalogue.marks import Mark
from ..catalogue.statements import REFERENCE, Statement
from ..records.citations import Citation, Locator, Sourcing
from ..records.links import LinkedText, RecordLink, Target
from ..records.model import Source
from ..records.prose import Block, Cited, Inline, Items, Prose, WebLink
from . import addresses
from .markup import escaped, html
from .page import Section
from .phrases import MarkShown, Phrases
from .wording import Wording

#: How an output turns the address of a page into an href: from page, to page, anchor. Pages from
#: which the home page has the same href share those of all other pages.
Resolver = Callable[[str, str, str], str]
Links = dict[tuple[str, str], None]
#: Pieces of pages that were made before, with their links: by the macro's name, the record and the
#: href of the home page.
Pieces = dict[tuple[str, str, str], tuple[Markup, Links]]

#: An `i` is a mark, and nothing else is one; only these have a colour of their own.
_COLOURED = frozenset((Mark.INFERRED, Mark.SOURCES_DIFFER, Mark.DOUBTFUL, Mark.OPEN))


@dataclass(slots=True)
class Reference:
    """A source that the page cites: its anchor, the link to it, all places in it that are cited."""

    source: Source
    anchor: str
    link: str
    #: By what is printed of them, each once.
    cited_at: dict[str, Locator] = field(default_factory=dict)


@dataclass(slots=True)
class Canvas:
    """One page while it is made."""

    catalogue: Catalogue
    words: Wording
    say: Phrases
    address: str
    resolve: Resolver
    pieces: Pieces = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    links: Links = field(default_factory=dict)
    anchors: list[str] = field(default_factory=list)
    references: dict[str, Reference] = field(default_factory=dict)
    marks_shown: dict[Mark, None] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    #: The href of the home page, by which pages share pieces.
    home: str = field(init=False)

    def __post_init__(self) -> None:
        self.home = self.resolve(self.address, addresses.HOME, "")

    # Sections and anchors

    def section(self, anchor: str, caller: Callable[[], str]) -> str:
        """A section of the page, unless nothing is in it.

        Templates write `{% call canvas.section("events") %}…{% endcall %}`.
        """
        before = len(self.anchors)
        drawn = len(self.pictures)
        body = str.strip(caller())
        if body:
            heading = self.words["sections"][anchor]
            anchors = tuple(self.anchors[before:])
            picture = "".join(self.pictures[drawn:])
            section = Section(anchor, heading, body, anchors, picture)
            self.sections.append(section)
        return ""

    def draw(self, picture: str) -> str:
        """A picture for the head of the section that is being made; search does not read it."""
        self.pictures.append(picture)
        return ""

    def anchor(self, name: str) -> Markup:
        """The id attribute of a statement."""
        self.anchors.append(name)
        return html(f' id="{escaped(name)}"')

    def piece(self, macro: Macro, id: str) -> Markup:
        """What a macro makes of a record, made once for all the pages that show it.

        The macro may link to pages, but neither cite nor mark nor set anchors: those belong to one
        page.
        """
        key = macro.name, id, self.home
        found = self.pieces.get(key)
        if found is None:
            page, self.links = self.links, {}
            made = html(str.strip(macro(self, self.catalogue.records[id])))
            found = self.pieces[key] = made, self.links
            self.links = page
        made, links = found
        self.links.update(links)
        return made

    # Links

    def href(self, address: str, anchor: str = "") -> str:
        """The href of a page of the site, noted for the check of links."""
        self.links[address, anchor] = None
        return self.resolve(self.address, address, anchor)

    def file(self, address: str, anchor: str = "") -> str:
        """The href of what is no page of the engine that publishes the site, such as a version."""
        return self.resolve(self.address, address, anchor)

    def filtered(self, asked: Mapping[str, str | Sequence[str]]) -> str:
        """The href of the list of all briefs, narrowed to what is asked for."""
        return f"{self.href(addresses.BRIEFS)}?{urlencode(asked, doseq=True)}"

    def link(self, id: str, label: str = "", anchor: str = "") -> Markup:
        """A link to a record's page, by its title unless there is a label."""
        address, title, mark = self.say.naming(id)
        href = escaped(self.href(address, anchor))
        return html(f'<a href="{href}"{mark}>{escaped(label) if label else title}</a>')

    def target(self, target: Target) -> Markup:
        """A link to a record, or to a statement of it by the name that it has there."""
        record = self.catalogue.records[target.record]
        if not target.statement:
            return self.link(target.record)
        label = f"{record.title}, {target.statement.replace('-', ' ')}"
        return self.link(target.record, label, target.statement)

    def statement(self, statement: Statement) -> Markup:
        """A link to a statement on its own record's page, by what it says."""
        address, _, _ = self.say.naming(statement.record)
        href = escaped(self.href(address, statement.anchor))
        return html(f'<a href="{href}">{escaped(self.say.gist(statement))}</a>')

    def use(self, use: Use, source: str) -> Markup:
        """A statement that rests on a source, and where in the source it stands."""
        place = self.say.place_of(use, source)
        cite = f" <small>[{escaped(place)}]</small>" if place else ""
        return html(f"{self.statement(use.statement)}{cite}")

    def sources(self, sourcing: Sourcing) -> Markup:
        """Links to the sources of citations, each once, by what they are called in a line."""
        found = self.catalogue.sorted(dict.fromkeys(citation.source for citation in sourcing))
        links = (self.link(s.id, self.say.short(s)) for s in found if isinstance(s, Source))
        return html(", ".join(links))

    def list_of(self, ids: Iterable[str]) -> Markup:
        """Links to several records, joined by commas."""
        return html(", ".join(map(self.link, ids)))

    # Texts

    def text(self, value: LinkedText) -> Markup:
        """One line with its links."""
        return self._inlines(value.parts)

    def prose(self, value: Prose) -> Markup:
        """Paragraphs and lists."""
        return html("\n".join(self.block(block) for block in value.blocks))

    def block(self, block: Block, anchor: str = "") -> Markup:
        """One paragraph or list, with an anchor if it is a statement of its own."""
        id = self.anchor(anchor) if anchor else ""
        if isinstance(block, Items):
            tag = "ol" if block.is_numbered else "ul"
            items = "".join(f"<li>{''.join(map(self.block, item))}</li>" for item in block.items)
            return html(f"<{tag}{id}>{items}</{tag}>")
        return html(f"<p{id}>{self._inlines(block.children)}</p>")

    def _inlines(self, nodes: Iterable[Inline]) -> Markup:
        return html("".join(map(self._inline, nodes)))

    def _inline(self, node: Inline) -> Markup:
        if isinstance(node, str):
            return html(escaped(node))
        if isinstance(node, RecordLink):
            return self.link(node.target.record, node.label, node.target.statement)
        if isinstance(node, Cited):
            return self.cite(node.sourcing)
        inner = self._inlines(node.children)
        if isinstance(node, WebLink):
            return html(f'<a href="{escaped(node.url)}">{inner}</a>')
        tag = "strong" if node.strong else "em"
        return html(f"<{tag}>{inner}</{tag}>")

    # What stands behind a statement

    def evidence(self, statement: Statement) -> Markup:
        """Marks, sources, and the reasoning of an inference."""
        parts = [self.marks(self.say.marks(statement))]
        if statement.sourcing:
            parts.append(self.cite(statement.sourcing))
        if statement.inferred:
            reading, why = self.words["labels"]["reading"], self.text(statement.inferred)
            parts.append(html(f'<span class="rb-inferred">{escaped(reading)}: {why}</span>'))
        return html(f" {' '.join(part for part in parts if part)}")

    def marks(self, found: Iterable[MarkShown]) -> Markup:
        """Marks; those that come from a question lead to it."""
        return html(" ".join(self._mark(*mark) for mark in found))

    def _mark(self, mark: Mark, text: str, address: str, question: str) -> Markup:
        self.marks_shown[mark] = None
        look = f' class="rb-mark--{mark}"'
        if not question:
            return html(f"<i{look if mark in _COLOURED else ''}>{escaped(text)}</i>")
        return html(f'<a{look} href="{escaped(self.href(address, question))}">{escaped(text)}</a>')

    # Sources

    def cite(self, sourcing: Sourcing) -> Markup:
        """Numbers of references with their locators: `[1, paras. 43, 65; 2, para. 1]`."""
        cites = "; ".join(map(self._citation, sourcing))
        return html(f"<small>[{cites}]</small>")

    def _citation(self, citation: Citation) -> str:
        text = self._number(citation.source, citation.locators)
        if citation.place:
            text += f", {escaped(citation.place)}"
        if citation.citing:
            citing = escaped(self.words["labels"]["citing"])
            text += f", {citing} {self._number(citation.citing)}"
        return text

    def _number(self, id: str, locators: Sequence[Locator] = ()) -> str:
        """The number of a reference, leading to it."""
        reference = self.references.get(id)
        if reference is None:
            source = self.catalogue.records[id]
            assert isinstance(source, Source)
            number = len(self.references) + 1
            anchor = f"{REFERENCE}{number}"
            href = escaped(self.href(self.address, anchor))
            reference = Reference(source, anchor, f'<a href="{href}">{number}</a>')
            self.references[id] = reference
        for locator in locators:
            reference.cited_at[locator.text] = locator
        return reference.link
