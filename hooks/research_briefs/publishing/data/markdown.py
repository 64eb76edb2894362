"""Each record as Markdown: what its page says, its statements with their sources and addresses.

A text is made of blocks between empty lines. Whatever is no Markdown already is escaped where it is
put into one; the words of the interface hold none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ...catalogue.marks import Mark
from ...catalogue.statements import Statement
from ...pages import addresses, listing
from ...pages.phrases import Phrases
from ...records.model import Record, Retired, Source
from ...settings import Settings
from .dataset import Dataset
from .escaping import escaped
from .sheet import Sheet


def files(settings: Settings, say: Phrases, dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Each record beside its page."""
    sheet = Sheet(say, dataset, settings.sheet)
    for record in say.catalogue.records.values():
        yield f"{addresses.of_record(record)}{settings.sheet}", _text(record, sheet).encode()


def text_of(record: Record, settings: Settings, say: Phrases, dataset: Dataset) -> str:
    """One record as Markdown."""
    return _text(record, Sheet(say, dataset, settings.sheet))


def _text(record: Record, sheet: Sheet) -> str:
    sheet.start(record)
    return _apart(_blocks(record, sheet)).strip() + "\n"


def _apart(blocks: Iterable[str]) -> str:
    """Blocks that say something, with an empty line between them."""
    return "\n\n".join(filter(None, blocks))


def _blocks(record: Record, sheet: Sheet) -> Iterator[str]:
    """What every record has, around what is its own."""
    yield f"# {escaped(record.title)}"
    if isinstance(record, Retired):
        yield _kind(record, sheet)
        yield _end(record, sheet)
    elif isinstance(record, Source):
        yield from _source(record, sheet)
    else:
        yield _kind(record, sheet)
        yield from _record(record, sheet)
    yield f"## {sheet.say.words['sections']['record']}"
    yield "\n".join(_about_page(record, sheet))


def _kind(record: Record, sheet: Sheet) -> str:
    """What sort of thing it is; a kind or form of the site's own by the name that it has there."""
    kinds, forms = sheet.say.words["kinds"], sheet.say.words["forms"]
    own = sheet.catalogue.kinds[record.kind].singular.capitalize()
    kind = escaped(kinds[record.kind][0] if record.kind in kinds else own)
    if not hasattr(record, "form"):
        return kind
    return f"{kind}, {escaped(str(forms.get(record.form, record.form)))}"


def _about_page(record: Record, sheet: Sheet) -> Iterator[str]:
    """The page itself, line by line: its address, who stands behind it, under which terms."""
    words, dataset = sheet.say.words, sheet.dataset
    labels = words["labels"]
    yield f"- {labels['id']}: {escaped(record.id)}"
    yield f"- {labels['page_address']}: {sheet.url(dataset.address(sheet.address))}"
    if checked := getattr(record, "checked", None):
        yield f"- {labels['checked']}: {escaped(sheet.say.date_text(checked))}"
    if curators := "; ".join(getattr(record, "curators", ())) or dataset.publisher:
        yield f"- {labels['curators']}: {escaped(curators)}"
    if former := getattr(record, "former_ids", ()):
        yield f"- {labels['former_ids']}: {escaped(', '.join(former))}"
    as_json = dataset.address(f"{sheet.address}index.json")
    yield f"- {words['data']['as_json']}: {sheet.url(as_json)}"
    if dataset.licence:
        url = f" {sheet.url(dataset.licence_url)}" if dataset.licence_url else ""
        yield f"- {words['data']['licence']}: {escaped(dataset.licence)}{url}"


# A record that was merged or withdrawn


def _end(record: Retired, sheet: Sheet) -> str:
    labels = sheet.say.words["labels"]
    if record.merged_into:
        return f"{labels['merged']} {sheet.link(record.merged_into)}."
    assert record.withdrawn is not None
    return f"{labels['withdrawn']} {sheet.text(record.withdrawn)}"


# A source: what it is, how far curators read it, and every statement that rests on it


def _source(record: Source, sheet: Sheet) -> Iterator[str]:
    words = sheet.say.words
    genre = record.genre or record.type.replace("-", " ")
    yield f"{escaped(words['kinds']['sources'][0])}, {escaped(genre)}"
    yield "\n".join(f"- {words['labels'][label]}: {said}" for label, said in _read(record, sheet))
    if uses := sheet.catalogue.uses.get(record.id, ()):
        yield f"## {words['sections']['statements']}"
        for id, found in listing.by_record(uses).items():
            yield f"### {sheet.link(id)}"
            yield _list(sheet.use, found)
    if record.headings:
        at = words["labels"]["from_place"]
        yield f"## {words['sections']['contents']}"
        yield "\n".join(
            f"- {escaped(item.heading)} ({at} {escaped(str(item.at))})" for item in record.headings
        )


def _read(record: Source, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """What is known of a source, each behind the name of its label."""
    say = sheet.say
    words = say.words
    if record.translated_title:
        yield "translated_title", escaped(record.translated_title)
    if record.author:
        yield "authors", escaped(say.authors(record))
    yield "issued", escaped(say.issued(record))
    if series := say.series(record):
        yield "place", escaped(series)
    yield "authority", escaped(words["authorities"][record.authority])
    yield "read", escaped(words["reads"][record.read])
    if record.extent:
        yield "extent", escaped(str(record.extent))
    if record.language:
        yield "language", escaped(record.language)
    if record.accessed:
        yield "accessed", escaped(say.date_text(record.accessed))
    yield from _addresses(record, sheet)
    if record.counting:
        yield "counting", escaped(record.counting)
    if record.caution:
        yield "caution", escaped(record.caution)


def _addresses(record: Source, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Where a source is found; once its own address is gone, its copy comes first."""
    copy = [("archived", sheet.url(record.archived))] if record.archived else []
    if record.dead:
        date = sheet.say.date_text(record.dead)
        gone = sheet.say.words["labels"]["dead_since"].format(date=date)
        yield from copy
        yield "dead", f"{escaped(gone)} {escaped(record.address)}"
    elif record.URL:
        yield "address", sheet.url(record.URL)
    if record.DOI:
        yield "doi", escaped(record.DOI)
    if not record.dead:
        yield from copy


# Any other record: its state, its statements with their sources, its ties


def _record(record: Record, sheet: Sheet) -> Iterator[str]:
    catalogue, sections = sheet.catalogue, sheet.say.words["sections"]
    statements = catalogue.statements[record.id]
    found = listing.by_field(statements)
    if not catalogue.is_real(record.id):
        yield _proposal(record, sheet)
    yield "\n".join(_outline(record, found["binding"], sheet))
    if found["summary"]:
        yield f"## {sections['summary']}"
        for statement in found["summary"]:
            yield f"{sheet.block(statement.item)}{sheet.behind(statement)}"
    for name, said in (
        ("positions", _list(sheet.position, listing.in_order(found["positions"]))),
        ("events", _list(sheet.event, listing.in_order(found["events"]))),
        ("sessions", _list(sheet.session, listing.in_order(found["sessions"]))),
        ("facts", _list(sheet.fact, found["facts"])),
        ("questions", _apart(_questions(record, found["questions"], statements, sheet))),
        ("connections", _ties(record, sheet)),
        ("parties", _list(sheet.party, found["parties"])),
        ("briefs", _briefs(record, sheet)),
        ("names", _list(sheet.name, found["names"])),
    ):
        if said:
            yield f"## {sections[name]}"
            yield said
    if sheet.cited:
        yield f"## {sections['references']}"
        yield _list(sheet.references.__getitem__, sheet.cited)
        yield sheet.legend()


def _proposal(record: Record, sheet: Sheet) -> str:
    """That a record is none of something real, and what came of it."""
    words, state = sheet.say.words["state"], sheet.catalogue.states[record.id]
    if heirs := listing.realised_by(sheet.catalogue, record.id):
        said = f"{words['realised_explained']} {sheet.list_of(heirs)}."
    else:
        is_dropped = state is not None and state.status == "dropped"
        said = escaped(words["dropped_explained" if is_dropped else "proposal_explained"])
    return f"**{words['proposal']}.** {said}"


def _outline(record: Record, forces: Iterable[Statement], sheet: Sheet) -> Iterator[str]:
    """What a record is, line by line: its state, its legal force, what it belongs to."""
    labels = sheet.say.words["labels"]
    if state := _state(record, sheet):
        yield f"- {labels['state']}: {state}"
    for statement in forces:
        yield f"- {labels['binding']}: {sheet.force(statement)}"
    for name in ("track", "code"):
        if said := getattr(record, name, None):
            yield f"- {labels[name]}: {escaped(str(said))}"
    if country := getattr(record, "country", None):
        yield f"- {labels['country']}: {sheet.link(country)}"
    for name in ("broader", "topics"):
        if ids := getattr(record, name, None):
            yield f"- {labels[name]}: {sheet.list_of(ids)}"


def _state(record: Any, sheet: Sheet) -> str:
    """The state of a record, since when, on what grounds; empty if its kind has none."""
    say, state = sheet.say, sheet.catalogue.states.get(record.id)
    if state is None:
        return ""
    words = say.words["state"]
    line = f"**{escaped(say.state_label(record, state.status))}**"
    if state.replaced_by:
        line += f" {words['replaced_by']} {sheet.link(state.replaced_by)}"
    elif state.status and (since := say.state_since(state)):
        line += f" {escaped(since)}"
    line += "".join(f", {escaped(during)}" for during in say.states_during(record, state))
    if marks := sheet.marks(say.status_marks(record.id)):
        line += f" {marks}"
    return f"{line}, {escaped(words['seen'].format(date=say.date_text(record.checked)))}"


def _questions(
    record: Any, found: Iterable[Statement], statements: Iterable[Statement], sheet: Sheet
) -> Iterator[str]:
    """The blocks of each question: itself, the claims that are made about it, the assessment."""
    say, labels = sheet.say, sheet.say.words["labels"]
    claims = listing.claims_of(statements)
    for statement in found:
        question = statement.item
        mark = say.question_mark(question)
        marks = sheet.marks([(mark, say.words["marks"][mark], "", "")])
        yield f"### {sheet.text(question.question)} {marks}"
        open_ = ""
        if mark is Mark.OPEN:
            open_ = f" {escaped(labels['nobody'].format(date=say.date_text(record.checked)))}"
        yield f"{sheet.place(statement)}{open_}"
        first = [
            f"{labels['first_claim']}: {sheet.about(record, about)}" for about in question.about
        ]
        yield _list(str, (*first, *map(sheet.claim, claims[statement.anchor])))
        if question.assessment:
            yield f"**{labels['assessment']}**:"
            yield sheet.prose(question.assessment)


def _ties(record: Record, sheet: Sheet) -> str:
    ties = listing.ties(sheet.catalogue, record.id)
    return _list(sheet.tie, (tie for found in ties.values() for tie in found))


def _briefs(record: Record, sheet: Sheet) -> str:
    """In which briefs it takes part, or which records are about it if it is a topic."""
    catalogue = sheet.catalogue
    on_topic = catalogue.sorted(catalogue.on_topic.get(record.id, ()))
    parts = map(sheet.part, listing.parts(catalogue, record.id))
    return _list(str, (*parts, *(sheet.links[each.id] for each in on_topic)))


def _list(say: Callable[[Any], str], items: Iterable[Any]) -> str:
    """A list with a line for each item, as one of the sheet's methods says it."""
    return "\n".join([f"- {say(item)}" for item in items])
