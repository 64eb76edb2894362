"""What the data say, in words: states, marks, dates, sources and statements in a few words.

Phrases know the catalogue and the interface's words but no page; a canvas makes HTML of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from ..catalogue.alone import Use
from ..catalogue.catalogue import Catalogue
from ..catalogue.marks import Mark, question_mark
from ..catalogue.statements import Statement
from ..catalogue.status import State
from ..records.citations import Citation, Locator, Sourcing
from ..records.dates import Date, parse_day
from ..records.links import LinkedText, RecordLink
from ..records.model import (
    Event,
    Position,
    Question,
    Record,
    Session,
    Source,
)
from ..records.prose import Block, Cited, Inline, Items
from ..records.words import RELATIONS, STATUSES
from . import addresses, bibliography
from .dates import beginning, machine, written
from .markup import html
from .wording import Wording

#: A mark: its word, its text, and the page and anchor of the question behind it, if there is one.
MarkShown = tuple[Mark, str, str, str]
#: A record in a link: its address, its title and an attribute.
Naming = tuple[str, Markup, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words for what a catalogue holds, in one language."""

    catalogue: Catalogue
    words: Wording
    #: What links to statements say, once it is known: pages of sources name most of them again.
    gists: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)
    #: Paragraphs of summaries without markup: links to them, descriptions and data say the same.
    paragraphs: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)
    #: Dates written out, by how they were typed: most stand on several pages.
    dates: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    #: The same for readers and machines.
    times: dict[str, Markup] = field(default_factory=dict, compare=False, repr=False)
    namings: dict[str, Naming] = field(default_factory=dict, compare=False, repr=False)
    #: Marks of statements and states: their pages show them, those of their sources, and the data.
    marked: dict[tuple[str, str], list[MarkShown]] = field(
        default_factory=dict, compare=False, repr=False
    )

    # Records

    def naming(self, id: str) -> Naming:
        """What a link to a record needs: address, title, and how a mere proposal is told apart."""
        found = self.namings.get(id)
        if found is None:
            record = self.catalogue.records[id]
            mark = "" if self.catalogue.is_real(id) else ' class="rb-proposed"'
            found = self.namings[id] = addresses.of_record(record), escape(record.title), mark
        return found

    # Sources

    def short(self, source: Source) -> str:
        """`Lamplighter 2024`."""
        return bibliography.short(source)

    def series(self, source: Source) -> str:
        """Where it appeared."""
        return bibliography.series(source)

    def authors(self, source: Source) -> str:
        """All its authors."""
        return bibliography.authors(source)

    def issued(self, source: Source) -> str:
        """When it was published."""
        return bibliography.issued(source, self.words)

    def places(self, source: Source, locators: Iterable[Locator]) -> str:
        """Places in a source, gathered under their headings."""
        return bibliography.places(source, locators, self.words)

    def place_of(self, use: Use, source: str) -> str:
        """Where in a source a statement stands, or through which other source: `para. 5`."""
        citation = use.citation
        cited = self._source(citation.source)
        through = "" if citation.source == source else self.through(citation)
        place = self.places(cited, citation.locators) if cited.headings else citation.place
        return f"{through}, {place}" if through and place else through or place

    def through(self, citation: Citation) -> str:
        """Through which source another one is cited."""
        cited = self.short(self._source(citation.source))
        return str(self.words["labels"]["cited_through"].format(source=cited))

    # Marks and states

    def marks(self, statement: Statement) -> list[MarkShown]:
        """The marks of a statement."""
        key = statement.record, statement.anchor
        if key not in self.marked:
            found = self.catalogue.marks(statement)
            self.marked[key] = self._marks(found, *key, statement.sourcing)
        return self.marked[key]

    def status_marks(self, id: str) -> list[MarkShown]:
        """The marks of a record's state."""
        key = id, "status"  # no statement has this anchor
        if key not in self.marked:
            best = self.catalogue.status_statement(id)
            found = self.catalogue.status_marks(id, best)
            self.marked[key] = self._marks(found, *key, best.sourcing if best else ())
        return self.marked[key]

    def _marks(
        self, marks: Iterable[Mark], id: str, about: str, sourcing: Sourcing
    ) -> list[MarkShown]:
        found: list[MarkShown] = []
        for mark in marks:
            text: str = self.words["marks"][mark]
            if mark is Mark.ACCORDING_TO:
                text = text.format(**self._chain(sourcing[0]))
            of_question = mark in (Mark.SOURCES_DIFFER, Mark.DOUBTFUL)
            asked = self._asked(id, about) if of_question else ""
            found.append((mark, text, addresses.of_record(self.catalogue.records[id]), asked))
        return found

    def _chain(self, citation: Citation) -> dict[str, str]:
        names = [bibliography.short(self._source(id)) for id in citation.sources]
        return dict(zip(("source", "cited"), names, strict=True))

    def _source(self, id: str) -> Source:
        source = self.catalogue.records[id]
        assert isinstance(source, Source)
        return source

    def _asked(self, id: str, about: str) -> str:
        """The anchor of the first question about a statement."""
        if not self.catalogue.questions(id):
            return ""
        asked = (s for s in self.catalogue.statements[id] if isinstance(s.item, Question))
        return next((s.anchor for s in asked if about in s.item.about), "")

    def question_mark(self, question: Question) -> Mark:
        """Open, doubtful or disputed."""
        return question_mark(question)

    def state_label(self, record: Record, status: str | None) -> str:
        """What a state is called for this kind of record."""
        if status is None:
            return str(self.words["state"]["unknown"])
        own: str | None = self.words["statuses"].get(f"{record.kind}-{status}")
        return own or self.term(STATUSES[status].label)

    def term(self, word: str) -> str:
        """A state, role or relation, which the vocabulary calls so in English."""
        return str(self.words["terms"].get(word, word))

    def state_since(self, state: State) -> str:
        """What stands behind a state: since when, as of when, when its term ended."""
        words = self.words["state"]
        if state.last_met is not None and state.status == "active":
            date = state.last_met.date
            last_met = words["last_met"] if date else words["last_met_undated"]
            return str(last_met.format(date=self.date_text(date) if date else ""))
        if state.until is not None:
            return str(words["term_ended"].format(date=self.date_text(state.until)))
        if state.since is None or state.since.when is None:
            return ""
        if state.since.item.date is None:  # no source knows since when: tell the last report
            last = state.run[-1].when or state.since.when
            return str(words["as_of"].format(date=self.beginning(last)))
        if state.status in _POINTS:
            return self.date_text(state.since.when)
        return str(words["since"].format(date=self.beginning(state.since.when)))

    def states_during(self, record: Record, state: State) -> list[str]:
        """The states that may have come by the day asked for: `signed during 2015`."""
        return [
            str(
                self.words["state"]["during"].format(
                    state=self.state_label(record, change.status), date=self.beginning(change.when)
                )
            )
            for change in state.during
            if change.when
        ]

    # Statements in a few words

    def gist(self, statement: Statement) -> str:
        """What a link to a statement says: what happened, a label with its value, a claim."""
        key = statement.record, statement.anchor
        if key not in self.gists:
            self.gists[key] = self._gist(statement)
        return self.gists[key]

    def _gist(self, statement: Statement) -> str:
        if statement.field == "summary":
            return _cut(self.paragraph(statement))
        parts = self._lead(statement), self._said(statement)
        return _cut(": ".join(part for part in parts if part))

    def _lead(self, statement: Statement) -> str:
        """The word or label with which a statement begins."""
        item, names = statement.item, self.catalogue.records
        match statement.field:
            case "events":
                return str(self.words["events"][item.event])
            case "sessions":
                return str(item.session.replace("-", " ").capitalize())
            case "relations":
                to = names[item.to.record].title
                return f"{self.term(RELATIONS[item.relation].label).capitalize()} {to}"
            case "parties":
                who = ", ".join(names[id].title for id in item.who)
                return f"{who} ({self.term(item.role)})"
            case other:
                label: str | LinkedText = getattr(item, _LABELS[other])
                return label if isinstance(label, str) else self.line(label)

    def _said(self, statement: Statement) -> str:
        """What a statement says, beside its word or label."""
        item = statement.item
        if statement.field == "facts" and (item.amount or item.value):
            return str(item.amount) if item.amount else self.line(item.value)
        text = getattr(item, "text", None)
        return self.line(text) if text else ""

    def line(self, value: LinkedText) -> str:
        """A text without links."""
        parts = (self._label(p) if isinstance(p, RecordLink) else p for p in value.parts)
        return "".join(parts)

    def plain(self, nodes: Iterable[Block | Inline]) -> str:
        """The words of prose, without links and citations."""
        return " ".join(self._read(nodes).split())

    def _read(self, nodes: Iterable[Block | Inline]) -> str:
        """The same, with white space as it was written."""
        words: list[str] = []
        for node in nodes:
            if isinstance(node, str):
                words.append(node)
            elif isinstance(node, RecordLink):
                words.append(self._label(node))
            elif isinstance(node, Items):
                words += [f"{self._read(item)} " for item in node.items]
            elif not isinstance(node, Cited):
                words.append(self._read(node.children))
            elif words:  # no space stays between the words and the full stop behind a citation
                words[-1] = words[-1].rstrip()
        return "".join(words)

    def paragraph(self, statement: Statement) -> str:
        """The words of a paragraph of a summary."""
        key = statement.record, statement.anchor
        if key not in self.paragraphs:
            self.paragraphs[key] = self.plain([statement.item])
        return self.paragraphs[key]

    def abstract(self, id: str) -> str:
        """What a record says first: the first paragraph of its summary, cut if it is very long."""
        found = self.catalogue.statements[id]
        summary = next((s for s in found if s.field == "summary"), None)
        return _cut(self.paragraph(summary), MAX_ABSTRACT) if summary else ""

    def _label(self, link: RecordLink) -> str:
        return link.label or self.catalogue.records[link.target.record].title

    # Dates

    def when(self, item: Event | Session | Position) -> str:
        """When something happened, or as of when a source tells of it; empty if nobody knows."""
        if item.date:
            return self.date_text(item.date)
        as_of = getattr(item, "as_of", None)
        return str(self.words["state"]["as_of"].format(date=self.date_text(as_of))) if as_of else ""

    def date_text(self, date: Date) -> str:
        """A date written out."""
        if date.text not in self.dates:
            self.dates[date.text] = written(date, self.words)
        return self.dates[date.text]

    def day(self, iso: str) -> str:
        """A whole day, such as that of a release, written out."""
        return written(parse_day(iso), self.words)

    def beginning(self, date: Date) -> str:
        """When what lasts began."""
        return beginning(date, self.words)

    def date(self, date: Date) -> Markup:
        """A date written out, with its value for machines where HTML has one."""
        if date.text not in self.times:
            value, text = escape(machine(date)), escape(self.date_text(date))
            machine_readable = f' datetime="{value}"' if value else ""
            self.times[date.text] = html(f"<time{machine_readable}>{text}</time>")
        return self.times[date.text]


#: Which field of a statement is its label.
_LABELS = {
    "binding": "is_",
    "claims": "claim",
    "facts": "fact",
    "names": "name",
    "positions": "position",
    "questions": "question",
}
#: How long a text may be in a link, and where a page is described elsewhere.
MAX_GIST = 140
MAX_ABSTRACT = 1000


def _cut(text: str, most: int = MAX_GIST) -> str:
    """A text that is not too long, cut between words."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


#: States that are an act of one day, so that “since” would be odd.
_POINTS = (
    "proposed",
    "signed",
    "adopted",
    "completed",
    "ended",
    "cancelled",
    "dropped",
    "contracted",
)
