"""What can be wrong between records: dangling ids, locators too far, cycles and the like.

Each rule takes an entry (record and document) and the catalogue and yields issues; a rule says
where in the file, what, and how to mend it. The whole is `check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from operator import not_
from typing import Protocol

from .. import limits
from ..issues import Issue, Kind, sort
from ..reading.files import Entry, bounded
from ..reading.yaml_text import Path, dotted
from ..records.citations import Citation, Sourcing
from ..records.links import LinkedText, Target
from ..records.model import Event, Model, Person, Question, Record, Relation, Retired, Source
from ..records.prose import Prose
from ..records.words import RELATIONS
from .catalogue import Catalogue
from .doubles import repeated, twins
from .remembered import Remembered, asking
from .spelling import Spelling
from .statements import ABOUT_WORDS, REFERENCE, RESERVED, WITH_PARTIES, own_name

Rule = Callable[[Entry, Catalogue], Iterator[Issue]]


class Pointing(Protocol):
    """What can say where in a file something is wrong: a document of a record, or a page."""

    def issue(
        self, at: Path, kind: Kind, message: str, hint: str = "", fragment: str = ""
    ) -> Issue:
        """An issue about what stands at a path."""


class Naming(Protocol):
    """What names records and cites sources; `folder` is that of the records."""

    @property
    def folder(self) -> str: ...

    @property
    def document(self) -> Pointing: ...


#: How many issues of one record are looked at, far beyond those that are told.
PATIENCE = 10 * limits.ISSUES
#: How many records of a circle are named.
SHOWN = 50
PARTY_KINDS = ("countries", "organisations", "people")
#: Fields that name records, and the kinds that they may name.
REFERENCES: Mapping[str, tuple[str, ...]] = {
    "who": PARTY_KINDS,
    "at": ("countries", "organisations"),
    "topics": ("topics",),
    "broader": ("topics",),
    "country": ("countries",),
}


def no_issues() -> Remembered[list[Issue]]:
    """Remembers which records have no issues.

    Those that they have it may not: their hints, and what else they point at, rest on more than is
    noted.
    """
    return Remembered(keeps=not_)


def check(
    entries: Iterable[Entry],
    catalogue: Catalogue,
    sound: Remembered[list[Issue]] | None = None,
) -> tuple[Issue, ...]:
    """All issues between records, in the order of files and places.

    `sound` is what `no_issues` remembers from one catalogue to the next.
    """
    entries, ask = tuple(entries), asking(catalogue, sound)
    issues = [*_clashes(entries), *twins(entries)]
    for entry in entries:
        if catalogue.records.get(entry.record.id) is entry.record:
            issues += ask(entry.record.id, entry, partial(_issues_of, entry))
    return sort(issues)


def _issues_of(entry: Entry, catalogue: Catalogue) -> list[Issue]:
    found = (issue for rule in RULES for issue in rule(entry, catalogue))
    # A source that is missing is told once of a summary, however often that cites it.
    told = dict.fromkeys(islice(found, PATIENCE))
    return bounded(list(told), entry.path)


def _clashes(entries: tuple[Entry, ...]) -> Iterator[Issue]:
    """Ids, former ones too, that two records claim."""
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.record.id, entry)
        if other is not entry:
            message = f"the id “{entry.record.id}” is also that of {other.path}"
            yield Issue(entry.path, 0, 0, "", "id-clash", message, "give the file another name")
    for entry in entries:
        for index, former in enumerate(entry.record.stated("former_ids") or ()):
            other = first.setdefault(former, entry)
            if other is not entry or former == entry.record.id:
                message = f"“{former}” is in use by {other.path}"
                if other is entry:
                    message = f"“{former}” is its present id"
                hint = "delete it here: an id leads to one record only"
                yield entry.document.issue(("former_ids", index), "id-clash", message, hint)


def _named(id: str, catalogue: Catalogue, kinds: tuple[str, ...]) -> str:
    """What is wrong with naming a record; empty if nothing is, or if its file says what is."""
    record = catalogue.records.get(id)
    if record is None:
        return "" if id in catalogue.unread else f"there is no record “{id}”"
    if isinstance(record, Retired):
        return f"“{id}” was {_fate(record)}"
    if kinds and record.kind not in kinds:
        return f"“{id}” is in {record.kind}; this takes {' or '.join(kinds)}"
    return ""


def _fate(record: Retired) -> str:
    return f"merged into “{record.merged_into}”" if record.merged_into else "withdrawn"


def _dangling(
    entry: Naming,
    path: Path,
    id: str,
    catalogue: Catalogue,
    kinds: tuple[str, ...] = (),
    fragment: str = "",
) -> list[Issue]:
    """An issue if an id names no record of the kinds, with the nearest that does."""
    message = _named(id, catalogue, kinds)
    if not message:
        return []
    hint, other = _nearest_id(entry, id, catalogue, kinds)
    issue = entry.document.issue(path, "dangling-id", message, hint, fragment or id)
    return [_also(issue, catalogue, other, _there(other, catalogue.records.get(other)))]


def _there(id: str, record: Record | None) -> tuple[Path, str]:
    """Where to look in the file of a record that an issue names, and why."""
    if isinstance(record, Retired):
        return ("merged_into" if record.merged_into else "withdrawn",), f"“{id}” says so here"
    return ("title",), f"this is “{id}”"


def _also(issue: Issue, catalogue: Catalogue, id: str, there: tuple[Path, str]) -> Issue:
    """An issue that points also at a place in the file of another record, if that is known."""
    document = catalogue.documents.get(id)
    return replace(issue, also=(document.place(*there),)) if document else issue


def _nearest_id(
    entry: Naming, id: str, catalogue: Catalogue, kinds: tuple[str, ...]
) -> tuple[str, str]:
    """A hint that names a former id's heir or the id most like this one; and whom to look at."""
    record = catalogue.records.get(id)
    if isinstance(record, Retired):
        merged = record.merged_into
        return f"name “{merged}” instead" if merged else "take it out, or name another", id
    heir = catalogue.former_ids.get(id)
    if heir:
        return f"it is called “{heir}” now", heir
    close = catalogue.spellings.of_records(kinds).nearest(id, cutoff=0.6)
    if close:
        return f"did you mean “{close}”?", close
    if record is not None:
        return f"name one of the {' or '.join(kinds)}, or take it out", id
    return f"mend it, or add {_file(entry, kinds[0] if kinds else '…', id)}", ""


def _file(entry: Naming, kind: str, id: str) -> str:
    """The file of another record, in the same folder of records."""
    return f"{entry.folder}/{kind}/{id}.yaml"


def references(entry: Entry, catalogue: Catalogue) -> Iterator[Issue]:
    """Ids in fields, in the record itself and in its items."""
    for path, field, id in _references(entry.record):
        yield from _dangling(entry, path, id, catalogue, REFERENCES[field])
    if isinstance(entry.record, Retired) and entry.record.merged_into:
        kinds = (entry.record.kind,)
        yield from _dangling(entry, ("merged_into",), entry.record.merged_into, catalogue, kinds)


def _references(record: Record) -> Iterator[tuple[Path, str, str]]:
    yield from _ids_in(record, (), REFERENCES)
    for name in (*WITH_PARTIES, "positions"):
        for index, item in enumerate(record.stated(name) or ()):
            yield from _ids_in(item, (name, index), ("who", "at"))


def _ids_in(owner: Model, path: Path, fields: Iterable[str]) -> Iterator[tuple[Path, str, str]]:
    for field in fields:
        value = owner.stated(field)
        if isinstance(value, str):
            yield (*path, field), field, value
        else:
            for index, id in enumerate(value or ()):
                yield (*path, field, index), field, id


def texts(entry: Entry, catalogue: Catalogue) -> Iterator[Issue]:
    """Links to records within texts."""
    for path, value in _texts(entry.record):
        for link in value.links:
            yield from targets(entry, path, link.target, catalogue, f"[[{link.target}")


#: Texts with links; a union would be made anew for each value.
_TEXTS = (LinkedText, Prose)


def _texts(record: Record) -> Iterator[tuple[Path, LinkedText | Prose]]:
    """Every text in which records may be linked, with its path."""
    stack: list[tuple[Path, Model]] = [((), record)]
    while stack:
        path, owner = stack.pop()
        for name in owner.model_fields_set:
            value = getattr(owner, name)
            if isinstance(value, str):
                continue
            if isinstance(value, _TEXTS):
                if "[[" in value.text:
                    yield (*path, name), value
            elif isinstance(value, Model):
                stack.append(((*path, name), value))
            elif isinstance(value, tuple) and value and isinstance(value[0], Model):
                stack += [((*path, name, index), item) for index, item in enumerate(value)]


def targets(
    entry: Naming, path: Path, target: Target, catalogue: Catalogue, fragment: str = ""
) -> Iterator[Issue]:
    """A record, or a statement of it, that something points at."""
    wrong = _dangling(entry, path, target.record, catalogue, fragment=fragment)
    yield from wrong
    if wrong or not target.statement or target.record in catalogue.unread:
        return
    anchors = catalogue.spellings.of_statements(target.record)
    if target.statement not in anchors:
        message = f"“{target.record}” has no statement “{target.statement}”"
        close = anchors.nearest(target.statement, cutoff=0.5)
        hint = f"did you mean “{close}”?" if close else "give that statement an `id`"
        issue = entry.document.issue(path, "dangling-id", message, hint, fragment)
        meant = catalogue.statement(target.record, close)
        there = (meant.path, f"this is “{close}”") if meant else _there(target.record, None)
        yield _also(issue, catalogue, target.record, there)


def relations(entry: Entry, catalogue: Catalogue) -> Iterator[Issue]:
    """Targets of relations: there, not this record, and declared on one side only."""
    seen: dict[tuple[str, str], int] = {}
    for index, relation in enumerate(entry.record.stated("relations") or ()):
        path: Path = ("relations", index, "to")
        yield from targets(entry, path, relation.to, catalogue)
        if relation.to.record == entry.record.id:
            hint = "name the other record, or take the relation out"
            yield entry.document.issue(path, "self-relation", "a record relates to itself", hint)
        key = (relation.relation, str(relation.to))
        if key in seen:
            message = f"the same relation stands at relations[{seen[key]}] already"
            hint = "keep one of the two, with the sources of both"
            issue = entry.document.issue(path, "double-relation", message, hint)
            first: Path = ("relations", seen[key], "to")
            yield _also(issue, catalogue, entry.record.id, (first, "the first of the two"))
        seen.setdefault(key, index)
        yield from _both_sides(entry, path, relation, catalogue)


def _both_sides(
    entry: Entry, path: Path, relation: Relation, catalogue: Catalogue
) -> Iterator[Issue]:
    for other in catalogue.relations_to.get(entry.record.id, ()):
        if other.record != relation.to.record or other.record == entry.record.id:
            continue
        if other.item.relation == relation.relation:
            there = _file(entry, catalogue.records[other.record].kind, other.record)
            message = f"this relation stands also in {there}"
            hint = "keep the one in the newer record"
            issue = entry.document.issue(path, "double-relation", message, hint)
            side: Path = (*other.path, "to")
            yield _also(issue, catalogue, other.record, (side, "its other side"))


def cycles(entry: Entry, catalogue: Catalogue) -> Iterator[Issue]:
    """Chains that come back to this record where there may be none, each at its first record."""
    for word in ("broader", *RELATIONS):
        for circle in catalogue.circles.get((word, entry.record.id), ()):
            if len(circle) == 1 and word == "broader":
                message, hint = "a topic is broader than itself", "take it out"
                yield entry.document.issue((word,), "cycle", message, hint)
            # That a relation stands on both sides, or leads to itself, is told already.
            elif len(circle) > 2 or word == "broader":
                path = _path_of(entry.record, word, circle[1])
                message = f"{word} runs in a circle: {_way_round(circle)}"
                hint = "one of these steps is not so: take it out of its record"
                yield entry.document.issue(path, "cycle", message, hint)


def _way_round(circle: tuple[str, ...]) -> str:
    """A circle in words; the middle of a very long one is left out."""
    left_out = len(circle) - SHOWN
    if left_out > 1:
        half = SHOWN // 2
        circle = (*circle[:half], f"… {left_out:,} more …", *circle[-half:])
    return " → ".join((*circle, circle[0]))


def _path_of(record: Record, word: str, to: str) -> Path:
    for index, relation in enumerate(record.stated("relations") or ()):
        if relation.relation == word and relation.to.record == to:
            return ("relations", index, "to")
    return (word,)


def sources(entry: Entry, catalogue: Catalogue) -> Iterator[Issue]:
    """Citations: the source is there, read, and as long as the locator says."""
    for path, sourcing in _sourcings(entry.record, catalogue):
        yield from citations(entry, path, sourcing, catalogue)


def citations(
    entry: Naming, path: Path, sourcing: Sourcing, catalogue: Catalogue
) -> Iterator[Issue]:
    """The citations that stand together at one place."""
    for citation in sourcing:
        wrong: list[Issue] = []
        for id in citation.sources:
            wrong += _dangling(entry, path, id, catalogue, ("sources",))
        yield from wrong
        source = catalogue.records.get(citation.source)
        if not wrong and isinstance(source, Source):
            yield from _citation(entry, path, citation, source, catalogue)


def _sourcings(record: Record, catalogue: Catalogue) -> Iterator[tuple[Path, Sourcing]]:
    for statement in catalogue.statements[record.id]:
        if statement.field == "summary":
            yield statement.path, statement.sourcing
        elif statement.sourcing:
            yield (*statement.path, "source"), statement.sourcing
    for index, question in enumerate(record.stated("questions") or ()):
        if question.assessment:
            for sourcing in question.assessment.sourcings:
                yield ("questions", index, "assessment"), sourcing


def _citation(
    entry: Naming, path: Path, citation: Citation, source: Source, catalogue: Catalogue
) -> Iterator[Issue]:
    message = hint = ""
    if source.read == "none":
        message = f"nobody has read “{source.id}”, so it can stand only after “citing”"
        hint = "name the source that cites it: other-id, para. 5, citing this-id"
    elif source.read == "full" and not citation.locators:
        message = f"“{source.id}” was read in full, so say where in it"
        hint = "add a locator: , para. 5"
    if message:
        issue = entry.document.issue(path, "bad-citation", message, hint, source.id)
        yield _also(issue, catalogue, source.id, (("read",), f"“{source.id}” says so here"))
    yield from _locators(entry, path, citation, source, catalogue)


def _locators(
    entry: Naming, path: Path, citation: Citation, source: Source, catalogue: Catalogue
) -> Iterator[Issue]:
    extent = source.extent
    for locator in citation.locators:
        if locator.unit == "para" and not source.counting:
            message = f"“{source.id}” does not say how its paragraphs are counted"
            hint = f"add `counting` to {_file(entry, source.kind, source.id)}"
            yield entry.document.issue(path, "bad-citation", message, hint, citation.source)
        if extent is None or locator.unit != extent.unit:
            continue
        end = int(extent.ranges[0].last)
        for part in locator.ranges:
            beyond = [n for n in (part.first, part.last) if n.isdigit() and not 1 <= int(n) <= end]
            if beyond:
                place = f"{locator.unit}. {beyond[0]}"
                message = f"“{source.id}” has no {place}: it ends at {extent}"
                hint = "mend the locator; or `extent`, if the source does not end there"
                written = str(locator).replace("\N{EN DASH}", "-")
                issue = entry.document.issue(path, "bad-citation", message, hint, written)
                yield _also(
                    issue, catalogue, source.id, (("extent",), f"“{source.id}” says so here")
                )


def headings(entry: Entry, _: Catalogue) -> Iterator[Issue]:
    """Headings of a source: counted as its extent is, within it, and in their order."""
    source = entry.record
    if not isinstance(source, Source) or not source.headings:
        return
    before = 0
    for index, item in enumerate(source.headings):
        number, path = int(item.at.ranges[0].first), ("headings", index, "at")
        if source.extent is None or item.at.unit != source.extent.unit:
            counted = source.extent or "nothing: there is no `extent`"
            message = f"{item.at} is not counted as the extent is ({counted})"
            hint = f"write {source.extent.unit}. and a number" if source.extent else "add `extent`"
            yield entry.document.issue(path, "wrong-value", message, hint)
        elif number > int(source.extent.ranges[0].last):
            message = f"“{source.id}” has no {item.at}: it ends at {source.extent}"
            hint = "mend it; or `extent`, if the source does not end there"
            yield entry.document.issue(path, "wrong-value", message, hint)
        elif number <= before:
            message = f"{item.at} stands before the heading above it"
            yield entry.document.issue(path, "wrong-value", message, "give them in their order")
        before = number


def dates(entry: Entry, _: Catalogue) -> Iterator[Issue]:
    """Nothing but plans may lie after the day when the record was checked."""
    record = entry.record
    if not hasattr(record, "checked") or isinstance(record, Retired):
        return
    for field in ("events", "sessions", "positions", "facts"):
        for index, item in enumerate(record.stated(field) or ()):
            if isinstance(item, Event) and item.event == "planned":
                continue
            for name in ("date", "as_of"):
                when = item.stated(name)
                if when and when.earliest > record.checked.latest:
                    message = f"{when} lies after {record.checked}, when the record was checked"
                    hint = "only `planned` may lie ahead; or mend `checked`"
                    yield entry.document.issue((field, index, name), "future-date", message, hint)


def terms(entry: Entry, _: Catalogue) -> Iterator[Issue]:
    """A term does not run out before it begins."""
    for index, item in enumerate(entry.record.stated("events") or ()):
        if item.until and item.date and item.until.latest < item.date.earliest:
            message = f"{item.until} lies before {item.date}, when the term begins"
            hint = "mend one of the two dates"
            yield entry.document.issue(("events", index, "until"), "wrong-value", message, hint)


def anchors(entry: Entry, catalogue: Catalogue) -> Iterator[Issue]:
    """Names of statements: each once, and none that the page uses itself."""
    seen: dict[str, Path] = {}
    for statement in catalogue.statements[entry.record.id]:
        own = own_name(statement.item)
        if not own:
            continue
        path = (*statement.path, "id" if getattr(statement.item, "id", None) else "session")
        if own in RESERVED or own.startswith(REFERENCE):
            message = f"“{own}” is a name that the page uses itself"
            yield entry.document.issue(path, "id-clash", message, "choose another")
        elif own in seen:
            message = f"the id “{own}” is taken by {dotted(seen[own])}"
            issue = entry.document.issue(path, "id-clash", message, "choose another")
            yield _also(issue, catalogue, entry.record.id, (seen[own], "this has it already"))
        seen.setdefault(own, statement.path)


def removed(entry: Entry, catalogue: Catalogue) -> Iterator[Issue]:
    """What is called removed has gone, and is told once."""
    gone = entry.record.stated("removed") or ()
    live = {s.anchor for s in catalogue.statements[entry.record.id]} if gone else ()
    told: set[str] = set()
    for index, item in enumerate(gone):
        path = ("removed", index, "statement")
        if item.statement in live:
            message = f"the statement “{item.statement}” is still there"
            yield entry.document.issue(path, "id-clash", message, "take one of the two out")
        elif item.statement in told or item.statement in RESERVED:
            message = f"“{item.statement}” is told already, or a name that the page uses itself"
            hint = "name each statement that has gone once, by its anchor"
            yield entry.document.issue(path, "id-clash", message, hint)
        told.add(item.statement)


def questions(entry: Entry, catalogue: Catalogue) -> Iterator[Issue]:
    """What questions are about is there."""
    record = entry.record
    asked = record.stated("questions") or ()
    if not any(question.about for question in asked):
        return
    known = [s.anchor for s in catalogue.statements[record.id] if s.field != "questions"]
    known += ["title", *(["form"] if hasattr(record, "form") else [])]
    known += ["status"] if catalogue.states.get(record.id) else []
    names = Spelling(known)
    for index, question in enumerate(asked):
        for place, name in enumerate(question.about):
            if name not in names:
                close = names.nearest(name, cutoff=0.5)
                hint = f"did you mean “{close}”?" if close else "give the statement an `id`"
                message = f"this record has no statement “{name}”"
                if name in ABOUT_WORDS:
                    message, hint = f"this record has no {name}", "name a statement by its `id`"
                path = ("questions", index, "about", place)
                yield entry.document.issue(path, "dangling-id", message, hint)


def proposals(entry: Entry, catalogue: Catalogue) -> Iterator[Issue]:
    """A mere proposal says what became of it, or asks."""
    state = catalogue.states.get(entry.record.id)
    if state is None or state.status != "proposed" or catalogue.unread:
        return  # what could not be read may tell
    relations = catalogue.relations_to.get(entry.record.id, ())
    realised = any(r.item.relation == "realises" and catalogue.is_real(r.record) for r in relations)
    asked = any(_is_open(question) for question in entry.record.stated("questions") or ())
    if not realised and not asked:
        message = "this is a mere proposal and does not say what became of it"
        hint = "add an open question, an event `dropped`, or the record that `realises` it"
        yield entry.document.issue(("events",), "no-fate", message, hint, key=True)


def _is_open(question: Question) -> bool:
    """Whether a question asks for the fate: nobody has an answer, or it is about the status."""
    return not question.claims or "status" in question.about


def people(entry: Entry, _: Catalogue) -> Iterator[Issue]:
    """The family name stands in the title."""
    record = entry.record
    if isinstance(record, Person) and record.family and record.family not in record.title:
        message = f"“{record.family}” does not stand in the title, “{record.title}”"
        hint = "write it in the title and here with the same letters"
        yield entry.document.issue(("family",), "wrong-value", message, hint)


RULES: tuple[Rule, ...] = (
    references,
    texts,
    relations,
    cycles,
    sources,
    headings,
    dates,
    terms,
    repeated,
    anchors,
    removed,
    questions,
    proposals,
    people,
)

__all__ = ["RULES", "check", "citations", "no_issues", "targets"]
