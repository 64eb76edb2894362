"""The pieces of Markdown of which the text of a record is made: links, statements, their sources.

All that comes out is Markdown; what is none is escaped on the spot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ...catalogue.alone import Use
from ...catalogue.catalogue import Catalogue
from ...catalogue.statements import Statement
from ...pages import addresses
from ...pages.listing import Part, Tie
from ...pages.page import relative
from ...pages.phrases import MarkShown, Phrases
from ...records.citations import Citation, Sourcing
from ...records.links import LinkedText, RecordLink
from ...records.model import (
    Event,
    Fact,
    Name,
    Party,
    Position,
    Record,
    Relation,
    Session,
    Source,
)
from ...records.prose import Block, Cited, Inline, Items, Prose, WebLink
from .dataset import Dataset
from .escaping import destination, escaped


class Once(dict[str, str]):
    """What a function makes of each id or word, made when it is first asked for."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> str:
        """Make it, and keep it."""
        self[key] = made = self._make(key)
        return made


@dataclass
class Sheet:
    """One record while its Markdown is made; what is the same in all of them is made once.

    `file` is what its file is called, as those of all records.
    """

    say: Phrases
    dataset: Dataset
    file: str
    id: str = ""
    address: str = ""
    cited: dict[str, None] = field(default_factory=dict)
    marks_shown: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare what many records name."""
        self.catalogue: Catalogue = self.say.catalogue
        self.links, self.called = Once(self._link), Once(self._named)
        self.ways, self.homes = Once(self._way), Once(self._home)
        #: A source as a list of references has it.
        self.references = Once(self._reference)
        #: Words that stand in many texts: marks, roles, relations, and statements in a few words.
        self.words = Once(escaped)

    def start(self, record: Record) -> None:
        """Begin with a record."""
        self.id, self.address = record.id, addresses.of_record(record)
        self.cited, self.marks_shown = {}, {}

    # Links

    def link(self, id: str, label: str = "", anchor: str = "") -> str:
        """A link to a record's Markdown; of what is only proposed it says so."""
        if not (label or anchor):
            return self.links[id]
        return self._link(id, label, anchor)

    def _link(self, id: str, label: str = "", anchor: str = "") -> str:
        record = self.catalogue.records[id]
        fragment = f"#{anchor}" if anchor else ""
        proposed = (
            "" if self.catalogue.is_real(id) else f" *({escaped(self.say.term('proposed'))})*"
        )
        return f"[{escaped(label or record.title)}]({self.ways[id]}{fragment}){proposed}"

    def list_of(self, ids: Iterable[str]) -> str:
        """Links to several records."""
        return ", ".join([self.links[id] for id in ids])

    def url(self, url: str) -> str:
        """A web address that is a link to itself."""
        return f"<{url}>"

    def place(self, statement: Statement) -> str:
        """The address of a statement."""
        anchor = statement.anchor
        return f"[#{anchor}]({self.homes[statement.record]}#{anchor})"

    def _way(self, id: str) -> str:
        """The way to a record's Markdown: all records lie equally deep."""
        address = addresses.of_record(self.catalogue.records[id])
        return f"{relative(self.address, address)}{self.file}"

    def _home(self, id: str) -> str:
        return self.dataset.address(addresses.of_record(self.catalogue.records[id]))

    def about(self, record: Record, name: str) -> str:
        """What a question is about: a statement of the record, or its title, form or state."""
        statement = self.catalogue.statement(record.id, name)
        if statement is not None:
            cite = f" {self.cite(statement.sourcing)}" if statement.sourcing else ""
            return f"{escaped(self.say.gist(statement))}{cite} {self.place(statement)}"
        words, state = self.say.words, self.catalogue.states.get(record.id)
        said = {
            "title": record.title,
            "form": words["forms"].get(form := getattr(record, "form", ""), form),
            "status": self.say.state_label(record, state.status) if state else "",
        }
        label = words["labels"]["state" if name == "status" else name].lower()
        return f"{label}, {escaped(said[name])}"

    def use(self, use: Use) -> str:
        """A statement that rests on a source, and where in the source it stands."""
        statement, citation, place = use.statement, use.citation, use.citation.place
        said = self.words[self.say.gist(statement)]
        line = f"[{said}]({self.ways[statement.record]}#{statement.anchor})"
        if citation.source != self.id:
            through = escaped(self.say.through(citation))
            place = f"{through}, {place}" if place else through
        return f"{line} ({place})" if place else line

    # Texts

    def text(self, value: LinkedText) -> str:
        """One line with its links."""
        return self._inlines(value.parts)

    def prose(self, value: Prose) -> str:
        """Paragraphs and lists; a paragraph of nothing but spaces says nothing."""
        return "\n\n".join(filter(None, map(self.block, value.blocks)))

    def block(self, block: Block) -> str:
        """One paragraph or list."""
        return self._block(block, "")

    def behind(self, statement: Statement) -> str:
        """The address of a paragraph, behind its words; that of a list, below it."""
        between = "\n\n" if isinstance(statement.item, Items) else " "
        return f"{between}{self.place(statement)}"

    def _block(self, block: Block, indent: str) -> str:
        if not isinstance(block, Items):
            return self._inlines(block.children).strip()
        sign = "1. " if block.is_numbered else "- "
        inner = indent + " " * len(sign)
        items = (
            sign + f"\n\n{inner}".join(self._block(part, inner) for part in item)
            for item in block.items
        )
        return f"\n{indent}".join(items)

    def _inlines(self, nodes: Iterable[Inline]) -> str:
        return "".join(map(self._inline, nodes))

    def _inline(self, node: Inline) -> str:
        if isinstance(node, str):
            return escaped(node)
        if isinstance(node, RecordLink):
            return self.link(node.target.record, node.label, node.target.statement)
        if isinstance(node, Cited):
            return self.cite(node.sourcing)
        inner = self._inlines(node.children)
        if isinstance(node, WebLink):
            return f"[{inner}]({destination(node.url)})"
        sign = "**" if node.strong else "*"
        return f"{sign}{inner}{sign}"

    # Statements, each as one line

    def event(self, statement: Statement) -> str:
        """What happened and when."""
        item: Event = statement.item
        words = self.say.words
        line = f"**{escaped(self.say.when(item))}**: {words['events'].get(item.event, item.event)}"
        if item.place:
            line += f", {escaped(item.place)}"
        if item.until:
            until = self.say.date_text(item.until)
            line += f" ({words['labels']['term_until'].format(date=until)})"
        return self._line(line, statement, item.who)

    def session(self, statement: Statement) -> str:
        """A meeting."""
        item: Session = statement.item
        when = self.say.when(item) or str(self.say.words["labels"]["undated"])
        line = f"**{escaped(when)}**: {item.session.replace('-', ' ').capitalize()}"
        if item.place:
            line += f", {escaped(item.place)}"
        return self._line(line, statement, item.who)

    def fact(self, statement: Statement) -> str:
        """A label with its value."""
        item: Fact = statement.item
        value = self.text(item.value) if item.value else escaped(str(item.amount))
        line = f"**{escaped(item.fact)}**: {value}"
        if item.as_of:
            as_of = self.say.date_text(item.as_of)
            line += f" ({self.say.words['state']['as_of'].format(date=as_of)})"
        return self._line(line, statement)

    def position(self, statement: Statement) -> str:
        """An office."""
        item: Position = statement.item
        line = f"{escaped(item.position)}, {self.link(item.at)}, {escaped(self.say.when(item))}"
        return self._line(line, statement)

    def party(self, statement: Statement) -> str:
        """Who takes part, and as what."""
        item: Party = statement.item
        return self._line(
            f"{self.list_of(item.who)}: {self.words[self.say.term(item.role)]}", statement
        )

    def name(self, statement: Statement) -> str:
        """Another name."""
        item: Name = statement.item
        kind = f" ({self.say.words['name_kinds'][item.kind]})" if item.kind else ""
        return self._line(f"{escaped(item.name)}{kind}", statement)

    def force(self, statement: Statement) -> str:
        """Whether it binds."""
        return self._line(self.words[self.say.term(statement.item.is_)], statement)

    def claim(self, statement: Statement) -> str:
        """What one side says."""
        return f"{self.text(statement.item.claim)}{self._evidence(statement)}"

    def tie(self, tie: Tie) -> str:
        """A relation, from either of its ends; from the other end without its reasoning."""
        item: Relation = tie.statement.item
        line = f"{self.words[self.say.term(tie.label).capitalize()]} {self.links[tie.other]}"
        if tie.outward and item.to.statement:
            name = item.to.statement
            line += f", {self.link(tie.other, name.replace('-', ' '), name)}"
        return self._line(line, tie.statement, reading=tie.outward)

    def part(self, part: Part) -> str:
        """A brief in which the record takes part, and as what."""
        through = f" ({self.links[part.through]})" if part.through else ""
        return f"{self.links[part.record.id]}: {self.words[self.say.term(part.role)]}{through}"

    def _line(
        self, line: str, statement: Statement, who: tuple[str, ...] = (), *, reading: bool = True
    ) -> str:
        """What an item says, behind its lead: who, in which words, on what grounds."""
        item = statement.item
        if who:
            line += f": {self.list_of(who)}"
        if item.text:
            line += f". {self._inlines(item.text.parts)}"
        return line + self._evidence(statement, reading=reading)

    # What stands behind a statement

    def _evidence(self, statement: Statement, *, reading: bool = True) -> str:
        """Marks, sources, the reasoning of an inference, and the statement's address."""
        line = ""
        if marks := self.say.marks(statement):
            line += f" {self.marks(marks)}"
        if statement.sourcing:
            line += f" {self.cite(statement.sourcing)}"
        if statement.inferred and reading:
            label = self.say.words["labels"]["reading"]
            line += f" {label}: {self._inlines(statement.inferred.parts)}"
        return f"{line} {self.place(statement)}"

    def marks(self, found: Iterable[MarkShown]) -> str:
        """Marks, in parentheses."""
        texts = []
        for mark, text, _, _ in found:
            self.marks_shown[mark] = None
            texts.append(self.words[text])
        return f"(*{'; '.join(texts)}*)" if texts else ""

    def cite(self, sourcing: Sourcing) -> str:
        """Sources with locators: `[Lamplighter 2024, paras. 43, 65]`."""
        return rf"\[{'; '.join(map(self._citation, sourcing))}\]"

    def _citation(self, citation: Citation) -> str:
        text = self._called(citation.source)
        if citation.locators:
            text += f", {citation.place}"
        if citation.citing:
            text += f", {self.say.words['labels']['citing']} {self._called(citation.citing)}"
        return text

    def _called(self, id: str) -> str:
        """A source by its short name, leading to it."""
        self.cited[id] = None
        return self.called[id]

    def _named(self, id: str) -> str:
        source = self.catalogue.records[id]
        assert isinstance(source, Source)
        return self._link(id, self.say.short(source))

    def legend(self) -> str:
        """What the marks that were shown mean."""
        named, explained = self.say.words["marks_named"], self.say.words["marks_explained"]
        shown = (mark for mark in explained if mark in self.marks_shown)
        return "\n".join(f"- *{self.words[named[m]]}*: {self.words[explained[m]]}" for m in shown)

    def _reference(self, id: str) -> str:
        say, words = self.say, self.say.words
        source, title = self.catalogue.records[id], self.link(id)
        assert isinstance(source, Source)
        if source.translated_title:
            title = f"{title} ({escaped(source.translated_title)})"
        parts = (
            escaped(say.authors(source)),
            title,
            escaped(say.series(source)),
            escaped(say.issued(source)),
            f"{words['authorities'][source.authority].capitalize()}; {words['reads'][source.read]}",
        )
        url = f" <{source.found_at}>" if source.found_at else ""
        return f"{'. '.join(part for part in parts if part)}.{url}"
