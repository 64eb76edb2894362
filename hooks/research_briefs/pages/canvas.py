"""What a template draws on: one page while it is made.

Templates call the canvas for everything that needs the catalogue: links, citations, marks, dates,
sections. It notes what the page links to, which anchors it has and what it cites, so that tables of
contents, references and the check of links come from the same place as the HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from ..catalogue.catalogue import Catalogue
from ..catalogue.marks import Mark, question_mark
from ..catalogue.statements import Statement
from ..catalogue.status import State
from ..records.citations import Citation, Sourcing
from ..records.dates import Date
from ..records.links import LinkedText, RecordLink, Target
from ..records.model import Claim, Event, Party, Question, Record, Relation, Session, Source
from ..records.prose import Block, Cited, Emphasis, Inline, Items, Prose, WebLink
from ..records.words import RELATIONS, STATUSES
from . import addresses, bibliography
from .dates import machine, written
from .page import Link, Section
from .wording import Wording

#: How an output turns the address of a page into an href: from page, to page, anchor.
Resolver = Callable[[str, str, str], str]


#: A mark: its word, its text, and the page and anchor of the question behind it, if there is one.
MarkShown = tuple[Mark, str, str, str]


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
        """`{% call section("events") %}…{% endcall %}`: a section, unless nothing is in it."""
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
            tag = "ul" if block.start is None else "ol"
            items = (Markup("").join(map(self.block, item)) for item in block.items)
            body = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
            return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), id, body)
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
        return Markup("<{0}>{1}</{0}>").format(Markup("strong" if node.strong else "em"), inner)

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
        title = _cut(bibliography.short(source))
        return Markup('<a href="{}" title="{}">{}</a>').format(href, title, reference.number)

    def short(self, source: Source) -> str:
        return bibliography.short(source)

    def series(self, source: Source) -> str:
        return bibliography.series(source)

    def authors(self, source: Source) -> str:
        return bibliography.authors(source)

    def issued(self, source: Source) -> str:
        return bibliography.issued(source, self.words)

    # Marks and states

    def marks(self, statement: Statement) -> list[MarkShown]:
        """The marks of a statement."""
        found = self.catalogue.marks(statement)
        return self._marks(found, statement.record, statement.anchor, statement.sourcing)

    def status_marks(self, id: str) -> list[MarkShown]:
        """The marks of a record's state."""
        state = self.catalogue.states.get(id)
        sourcing = state.run[-1].item.source if state and state.run else ()
        return self._marks(self.catalogue.status_marks(id), id, "status", sourcing)

    def _marks(
        self, marks: Iterable[Mark], id: str, about: str, sourcing: Sourcing
    ) -> list[MarkShown]:
        address, asked = addresses.of_record(self.catalogue.records[id]), self._asked(id, about)
        found: list[MarkShown] = []
        for mark in marks:
            text: str = self.words["marks"][mark]
            if mark is Mark.ACCORDING_TO:
                text = text.format(**self._chain(sourcing[0]))
            of_question = mark in (Mark.SOURCES_DIFFER, Mark.DOUBTFUL)
            found.append((mark, text, address, asked if of_question else ""))
        return found

    def _chain(self, citation: Citation) -> dict[str, str]:
        names = []
        for id in citation.sources:
            source = self.catalogue.records[id]
            assert isinstance(source, Source)
            names.append(bibliography.short(source))
        return dict(zip(("source", "cited"), names, strict=True))

    def _asked(self, id: str, about: str) -> str:
        """The anchor of the first question about a statement."""
        for statement in self.catalogue.statements[id]:
            if isinstance(statement.item, Question) and about in statement.item.about:
                return statement.anchor
        return ""

    def question_mark(self, question: Question) -> Mark:
        return question_mark(question)

    def state_label(self, record: Record, status: str | None) -> str:
        """What a state is called for this kind of record."""
        if status is None:
            return str(self.words["state"]["unknown"])
        own: str | None = self.words["statuses"].get(f"{record.kind}-{status}")
        return own or STATUSES[status].label

    def state_since(self, state: State) -> str:
        """What stands behind a state: since when, as of when, when its term ended."""
        words = self.words["state"]
        if state.last_met is not None and state.status == "active":
            if state.last_met.date is None:
                return str(words["last_met_undated"])
            return str(words["last_met"].format(date=self.date_text(state.last_met.date)))
        if state.until is not None:
            return str(words["term_ended"].format(date=self.date_text(state.until)))
        if state.since is None or state.since.when is None:
            return ""
        form = "since" if state.since.item.date else "as_of"
        if form == "since" and state.status in _POINTS:
            return self.date_text(state.since.when)
        return str(words[form].format(date=self.date_text(state.since.when)))

    # Statements in a few words

    def gist(self, statement: Statement) -> str:
        """What a link to a statement says: what happened, a label with its value, a claim."""
        item = statement.item
        if statement.field == "summary":
            return _cut(self._plain(item.children) if hasattr(item, "children") else "")
        lead = self._lead(item)
        said = getattr(item, "text", None) or getattr(item, "value", None)
        said = self._line(said) if said else str(getattr(item, "amount", None) or "")
        return _cut(": ".join(part for part in (lead, said) if part))

    def _lead(self, item: Any) -> str:
        """The word or label with which a statement begins."""
        names = self.catalogue.records
        if isinstance(item, Event):
            return str(self.words["events"][item.event])
        if isinstance(item, Session):
            return item.session.replace("-", " ").capitalize()
        if isinstance(item, Relation):
            to = names[item.to.record].title
            return f"{RELATIONS[item.relation].label.capitalize()} {to}"
        if isinstance(item, Party):
            who = ", ".join(names[id].title for id in item.who)
            return f"{who} ({item.role})"
        if isinstance(item, Question | Claim):
            return self._line(item.question if isinstance(item, Question) else item.claim)
        label = (getattr(item, name, "") for name in ("fact", "position", "name", "is_"))
        return next((text for text in label if text), "")

    def _line(self, value: LinkedText) -> str:
        """A text without links."""
        parts = (self._label(p) if isinstance(p, RecordLink) else p for p in value.parts)
        return "".join(parts)

    def _plain(self, nodes: Iterable[Inline]) -> str:
        """The words of prose, without links and citations."""
        words = []
        for node in nodes:
            if isinstance(node, str):
                words.append(node)
            elif isinstance(node, RecordLink):
                words.append(self._label(node))
            elif not isinstance(node, Cited):
                words.append(self._plain(node.children))
        return " ".join("".join(words).split())

    def _label(self, link: RecordLink) -> str:
        return link.label or self.catalogue.records[link.target.record].title

    # Dates

    def date_text(self, date: Date) -> str:
        return written(date, self.words)

    def date(self, date: Date) -> Markup:
        """A date written out, with its value for machines where HTML has one."""
        value = machine(date)
        text = self.date_text(date)
        return Markup('<time datetime="{}">{}</time>').format(value, text) if value else Markup(
            "<time>{}</time>"
        ).format(text)


MAX_GIST = 140


def _cut(text: str) -> str:
    """A text that is not too long for a link."""
    return text if len(text) <= MAX_GIST else text[:MAX_GIST].rsplit(" ", 1)[0] + "…"


#: States that are an act of one day, so that “since” would be odd.
_POINTS = ("proposed", "signed", "adopted", "completed", "ended", "cancelled", "dropped", "contracted")


def plain(markup: Markup) -> str:
    """The words of safe HTML, with white space folded."""
    return " ".join(markup.striptags().split())
