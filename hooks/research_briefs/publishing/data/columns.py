"""The columns of the tables: their names, what they mean, what stands in them.

A column keeps its name, its meaning and its type for as long as the layout is `v1`; new ones come
behind the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...catalogue.marks import Mark
from ...catalogue.statements import FIELDS
from ...records.words import STATUSES


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `type` is one of Frictionless's.

    `several` values stand in one cell; `refers_to` is the table whose ids it holds; `words` are
    all that it may hold.
    """

    name: str
    about: str
    type: str = "string"
    several: bool = False
    required: bool = False
    refers_to: str = ""
    words: tuple[str, ...] = ()


def _id(about: str, refers_to: str = "", required: bool = False, name: str = "id") -> Column:
    return Column(name, about, refers_to=refers_to, required=required)


def _text(name: str, about: str, required: bool = False) -> Column:
    return Column(name, about, required=required)


def _list(name: str, about: str) -> Column:
    return Column(name, about, several=True)


def _word(name: str, about: str, *words: str, required: bool = False) -> Column:
    return Column(name, about, words=words, required=required)


def _date(name: str, about: str) -> Column:
    return Column(name, about, type="date")


def _edtf(name: str, about: str) -> Column:
    return Column(name, f"{about} (EDTF: as precise as its source)")


def _count(name: str, about: str) -> Column:
    return Column(name, about, type="integer", required=True)


def _dated(name: str, about: str, prefix: str) -> tuple[Column, ...]:
    """The columns of one date, see `dates`."""
    return (
        _edtf(name, about),
        _date(f"{prefix}_earliest", "The first day that the date allows; empty if that is open."),
        _date(f"{prefix}_latest", "The last day that the date allows; empty if that is open."),
        _word(
            f"{prefix}_precision",
            "How precise its source is.",
            *("day", "month", "year", "interval"),
        ),
        _word(
            f"{prefix}_certainty",
            "Empty, or that its source doubts the date; its days are then no more certain.",
            *("about", "uncertain", "about uncertain", "uncertain about"),
        ),
    )


_STANDING = _word(
    "standing",
    "`proposed` if somebody merely recommends it, given-up proposals included; else `real`.",
    *("real", "proposed"),
    required=True,
)
_LICENCE = _text("licence", "The licence of this description, by its SPDX name.")
_LAYOUT = "Several values stand in one cell, joined by “; ”."

ABOUT = {
    "records": f"One row a record, of whatever kind: as many as pages of records. {_LAYOUT}",
    "sources": f"One row a source of the bibliography. {_LAYOUT}",
    "statements": f"One row a statement: everything that rests on a source. {_LAYOUT}",
    "citations": "One row for each source of each statement.",
}

RECORDS = (
    _id("The id of the record; it stays.", required=True),
    _word("kind", "The folder of its kind.", required=True),
    _text("title", "The name of the thing.", required=True),
    _STANDING,
    _word("status", "What its dated events say of it on the day `seen`.", *STATUSES),
    _date("seen", "The day on which the status is seen: that of the last check."),
    _edtf("status_date", "When what gives the status happened, or was reported"),
    _word("status_date_kind", "`as-of` if a source reports the state then.", "date", "as-of"),
    _edtf("status_until", "The end of the term that has run out"),
    Column("status_during", "Statuses that may have come by then, with dates.", several=True),
    _id("The record that took its place.", "records", name="replaced_by"),
    _list("status_marks", "Marks of what attests the status best."),
    _text("form", "What sort of its kind it is."),
    _word("legal_force", "Whether it binds under law.", "binding", "non-binding", "mixed"),
    _text("track", "The track of a dialogue."),
    _text("code", "The code of a country (ISO 3166-1)."),
    _id("The country of a person or organisation.", "records", name="country"),
    _list("countries", "The countries that take part, themselves or through their bodies."),
    _list("parties", "The ids of all that take part."),
    _list("topics", "The ids of its topics."),
    _list("broader", "The ids of the topics that a topic is part of."),
    _list("names", "Its other names, in any script."),
    _text("summary", "The summary, without markup and citations."),
    _count("statement_count", "How many statements it has."),
    _count("question_count", "How many questions it has."),
    _date("checked", "The day on which a curator last held it against its sources."),
    _list("curators", "The curators, where the record names them."),
    _list("former_ids", "Ids that it had before."),
    _id("The record that took it in, if it is retired.", "records", name="merged_into"),
    _text("withdrawn", "Why it was withdrawn, if it was."),
    Column("address", "The address of its page.", required=True),
    _LICENCE,
)

SOURCES = (
    _id("The id of the source; it stays.", "records", required=True),
    _text("type", "The CSL type.", required=True),
    _text("genre", "What sort of that type."),
    _text("title", "The title; in square brackets if it was not seen.", required=True),
    _text("translated_title", "The curators' translation of the title."),
    _list("author", "The authors: `Family, Given`, or the name of a body."),
    *_dated("issued", "When it was published", "issued"),
    _text("container_title", "The journal, newspaper or site in which it stands."),
    _text("collection_title", "The series to which it belongs."),
    _text("number", "The number in the series."),
    _text("publisher", "Who published it."),
    _text("URL", "The address."),
    _text("DOI", "The DOI without https://."),
    _text("archived", "The address of an archived copy."),
    _date("accessed", "The day on which a curator saw it."),
    _text("language", "The language of the text (BCP 47)."),
    _text("authority", "What sort of authority it has.", required=True),
    _word("read", "How much a curator has read.", "full", "excerpt", "none", required=True),
    _text("extent", "How far its locators go."),
    _text("counting", "How its paragraphs were counted."),
    _text("caution", "Why to be careful with it."),
    _count("citation_count", "How often statements cite it."),
    Column("address", "The address of its page.", required=True),
    _LICENCE,
    _date("dead", "The day on which its address was found to lead nowhere."),
)

STATEMENTS = (
    _id("The record and the anchor on its page: `record#anchor`.", required=True),
    _id("The record.", "records", required=True, name="record"),
    _word("kind", "The kind of the record.", required=True),
    _STANDING,
    _word("field", "The field in which it stands.", *FIELDS, "claims", required=True),
    _text("what", "The event, role, label, office, relation, sort of name, legal force."),
    _text("value", "The value: of a fact, name, relation (`to`), position (`at`)."),
    _text("language", "The language of a name (BCP 47)."),
    _list("who", "The ids of those who take part, sign, propose, attend."),
    _text("place", "Where it happened."),
    _text("text", "What it says, without markup; of questions and claims their words."),
    _word("date_kind", "`as-of` if a source reports it then; else `date`.", "date", "as-of"),
    *_dated("date", "When it happened, or was reported", "date"),
    _edtf("until", "The last day of the term that it gives"),
    _text("currency", "The currency of an amount (ISO 4217)."),
    Column("amount_low", "The least of an amount in its currency.", type="number"),
    Column("amount_high", "The most of it; the same if it is no range.", type="number"),
    _word("amount_certainty", "Empty, or that the amount is a rough one.", "about"),
    _list("about", "Of a question: what it is about; of a claim: its question."),
    _text("assessment", "Of a question: the curators' judgement, which is no source's."),
    _list("source", "The ids of its sources."),
    _list("locator", "The place in each source, in the same order; empty if it is the whole."),
    _list("citing", "The source that each of them cites for it, in the same order."),
    Column("marks", f"What a reader must know beside it: {', '.join(Mark)}.", several=True),
    _text("inferred", "The reasoning, where it is the curators' reading."),
    Column("address", "The address of the statement.", required=True),
)

CITATIONS = (
    _id("The statement.", "statements", required=True, name="statement"),
    _count("number", "Its place among the sources of the statement, from 1."),
    _id("The source.", "sources", required=True, name="source"),
    _text("locator", "The place in the source; empty if it is the whole."),
    _id("The source that it cites for the statement.", "sources", name="citing"),
)
