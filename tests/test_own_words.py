"""Records and narratives tell in their own words what the documents say: no nine words are theirs.

What a name or a title shares with a document is no copy. See `own_words` for the data, and for how
to write them anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.helpers import TESTS
from tests.own_words import (
    LENGTH,
    SIZE,
    Names,
    Shingles,
    copied,
    fold,
    main,
    pack,
    read,
    shingles,
    shingles_of,
)
from tests.samples import NEEDED, WORLD, Texts, catalogue_of, record

from research_briefs.catalogue.catalogue import Catalogue
from research_briefs.catalogue.statements import Statement
from research_briefs.edges.config_file import find_settings
from research_briefs.reading.narratives import read_narrative
from research_briefs.records.links import LinkedText, RecordLink
from research_briefs.records.model import Model, Record
from research_briefs.records.prose import Block, Cited, Inline, Items, Paragraph, Prose, walk
from research_briefs.site import Site, load_site

ROOT = TESTS.parent
NARRATIVES = sorted((ROOT / "docs" / "narratives").glob("*.md"))

# What stands where in a record


def copies(catalogue: Catalogue, known: Shingles) -> list[str]:
    """Each copied run that is no name, behind the file and the statement in which it stands."""
    names = Names(names_in(catalogue))
    return [
        f"{place}: {run}"
        for place, text in texts(catalogue)
        for run in copied(text, known)
        if not names.hold(run)
    ]


def names_in(catalogue: Catalogue) -> Iterator[str]:
    """The titles of all records, sources among them, their other names and their headings."""
    for entry in catalogue.records.values():
        yield entry.title
        yield from (name.name for name in getattr(entry, "names", ()))
        yield from (item.heading for item in getattr(entry, "headings", ()))


def texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """All that the records say, with the file and the statement's anchor, or else the field."""
    for id, entry in catalogue.records.items():
        for anchor, part in parts(entry, catalogue.statements[id]):
            for text in texts_in(part, catalogue):
                yield f"briefs/{entry.kind}/{id}.yaml#{anchor}", text


def parts(entry: Record, statements: Sequence[Statement]) -> Iterator[tuple[str, object]]:
    """The statements of a record, and whatever else it has: no field can be forgotten."""
    yield from ((statement.anchor, statement.item) for statement in statements)
    told = {statement.field for statement in statements}
    yield from ((name, getattr(entry, name)) for name in type(entry).model_fields.keys() - told)


def texts_in(value: object, catalogue: Catalogue) -> Iterator[str]:
    """The texts within a value, as a reader sees them."""
    if isinstance(value, str) and " " in value:  # without any it is an id, a code or an address
        yield value
    elif isinstance(value, LinkedText):
        yield shown(value.parts, catalogue)
    elif isinstance(value, Prose):
        yield shown(value.blocks, catalogue)
    elif isinstance(value, Paragraph | Items):
        yield shown([value], catalogue)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item, catalogue)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            if name != "claims":  # which are statements themselves
                yield from texts_in(getattr(value, name), catalogue)


def shown(nodes: Sequence[Block | Inline], catalogue: Catalogue) -> str:
    """The words of prose, without its citations; a link shows its label or the record's title."""
    found: list[str] = []
    for node in walk(nodes):
        if isinstance(node, str):
            found.append(node)
        elif isinstance(node, RecordLink):
            found.append(node.label or catalogue.records[node.target.record].title)
        elif isinstance(node, Paragraph | Cited):
            found.append(" ")
    return "".join(found)


# The records


@pytest.fixture(scope="module")
def real() -> Site:
    """The site of this repository."""
    return load_site(find_settings(ROOT))


@pytest.fixture(scope="module")
def documents() -> Shingles:
    """The runs of the documents from which its records are drawn."""
    return read()


def test_the_records_are_in_their_own_words(real: Site, documents: Shingles) -> None:
    found = copies(real.catalogue, documents)
    assert not found, "\n".join(["say these in other words:", *found])


@pytest.mark.parametrize("file", NARRATIVES, ids=lambda file: file.name)
def test_the_narratives_are_in_their_own_words(file: Path, real: Site, documents: Shingles) -> None:
    names = Names(names_in(real.catalogue))
    text = written(file.read_text(encoding="utf-8"), real.catalogue)
    assert [run for run in copied(text, documents) if not names.hold(run)] == []


def test_what_a_narrative_copies_is_found_behind_links_and_citations(known: Shingles) -> None:
    catalogue = catalogue_of(WORLD | LAMP)
    text = "So every [[lamp]] bright [@gazette] or [[lamps|dim]] before dusk falls over."
    assert copied(written(text, catalogue), known) == [COPY]


def written(text: str, catalogue: Catalogue) -> str:
    """What a reader sees of a narrative, without its citations."""
    found, end = [], 0
    for mention in read_narrative(text, "", "page.md", "").mentions:
        words = shown([mention.node], catalogue) if isinstance(mention.node, RecordLink) else ""
        found += [text[end : mention.start], words]
        end = mention.end
    return "".join([*found, text[end:]])


def test_every_record_is_looked_at(real: Site) -> None:
    """What cannot be read would pass unseen."""
    released = ROOT / "briefs" / ".versions"  # what records said once, as they say it
    everything = (ROOT / "briefs").rglob("*")
    files = [file for file in everything if file.is_file() and released not in file.parents]
    assert files
    assert len(real.catalogue.records) == len(files)


@pytest.mark.parametrize(
    "source", ["gahir-2025", "schoff-mori-2020", "sunami-nd", "technological-diplomacy-nd"]
)
def test_the_data_hold_the_documents(source: str, real: Site, documents: Shingles) -> None:
    """Their titles stand in them; the fifth has a short title and a licence."""
    title = real.catalogue.records[source].title
    assert copied(title, documents) == [" ".join(fold(title))]


def test_the_data_hold_the_document_with_the_short_title(documents: Shingles) -> None:
    licence = "This article is published under a Creative Commons Licence"
    assert copied(licence, documents) == [licence.lower()]


# The looking itself, with a document that anybody may read

DOCUMENT = """\
The keepers of the northern shore (Lamp, 1887) shall trim
every lamp – bright or dim – before dusk falls over the quiet Sound.¹ No pilot of Sankt-Gjøran's
café may leave the har-
bour by night without a light of his own.
"""
#: Nine words of it.
COPY = "every lamp bright or dim before dusk falls over"


@pytest.fixture(scope="module")
def known() -> Shingles:
    return shingles_of([DOCUMENT])


def test_a_copy_is_found(known: Shingles) -> None:
    assert copied(f"We say that {COPY} all the land.", known) == [COPY]


def test_other_words_of_the_same_meaning_are_no_copy(known: Shingles) -> None:
    assert copied("All lamps have to be trimmed before it gets dark on the Sound.", known) == []


def test_nine_words_are_a_copy_and_eight_are_not(known: Shingles) -> None:
    words = COPY.split()
    assert len(words) == LENGTH == 9
    assert copied(" ".join(words), known) == [COPY]
    assert copied(" ".join(words[1:]), known) == []
    assert copied(" ".join(words[:-1]), known) == []


def test_nine_words_in_another_order_are_no_copy(known: Shingles) -> None:
    assert copied(" ".join(sorted(COPY.split())), known) == []


@pytest.mark.parametrize(
    "disguise",
    [
        "EVERY Lamp bright or dim before dusk falls over",
        "every lamp, “bright” or (dim): before dusk falls over!",
        "every lamp—bright-or-dim—before dusk falls/over",
        "évery lämp brīght or dim before dusk fạlls over",
        "every\n  lamp bright\tor dim before\u00a0dusk falls over",
        "eve\u00adry lamp bright or dim bef\u200bore dusk falls over",
        "ｅｖｅｒｙ lamp bright or dim before dusk falls over",
        "*every* lamp _bright_ or dim before dusk falls over",
    ],
)
def test_no_disguise_hides_a_copy(disguise: str, known: Shingles) -> None:
    assert copied(disguise, known) == [COPY]


@pytest.mark.parametrize(
    "copy",
    [
        "shore lamp 1887 shall trim every lamp bright or",  # across the end of a line
        "of the northern shore shall trim every lamp bright",  # a reference in brackets left out
        "over the quiet sound no pilot of sankt gjørans",  # the mark of a note left out
        "may leave the harbour by night without a light",  # a broken word made whole
        "of sankt gjørans cafe may leave the har bour",  # and as it stands
    ],
)
def test_a_document_is_read_as_one_would_copy_it(copy: str, known: Shingles) -> None:
    assert copied(copy, known) == [copy]


def test_runs_that_overlap_are_told_as_one(known: Shingles) -> None:
    longer = f"shall trim {COPY} the quiet sound"
    assert copied(f"They {longer}, we hear.", known) == [longer]


def test_runs_apart_are_told_apart(known: Shingles) -> None:
    assert copied(f"{COPY} – {COPY}, and again {COPY}", known) == [COPY, COPY, COPY]


def test_no_run_goes_from_one_document_into_another() -> None:
    known = shingles_of(["one two three four five six", "seven eight nine ten eleven twelve"])
    assert known == frozenset()


# Where it looks

QUESTION = "questions:\n  - question: Why?\n    id: why\n"
NOTED = "events:\n  - date: 2015\n    event: noted\n    source: gazette\n    id: event\n"
RELATION = "relations:\n  - relation: related\n    to: lamps\n    source: gazette\n"
SESSION = "sessions:\n  - session: third\n    source: gazette\n"
POSITION = "positions:\n  - at: brevia\n    date: 2015\n    source: gazette\n    id: x\n"
LAMP = {"topics/lamp": "title: Lamp\nchecked: 2026-05-01\n"}


def catalogue_with(kind: str, fields: str, others: Texts = WORLD) -> Catalogue:
    """A catalogue in which one record has these fields; some kinds need an event."""
    needed = NOTED if kind in NEEDED and "events:" not in fields else ""
    return catalogue_of(others | {f"{kind}/it": record(kind, fields, needed)})


@pytest.mark.parametrize(
    ("kind", "fields", "anchor"),
    [
        ("projects", f"summary: So {COPY} [@gazette].", "summary-1"),
        ("projects", f"summary: |\n  One [@gazette].\n\n  - So {COPY} [@gazette].", "summary-2"),
        ("projects", f"summary: So every *lamp* bright [@gazette] {COPY[18:]}.", "summary-1"),
        ("projects", f"summary: So every lamp[@gazette]{COPY[11:]}.", "summary-1"),
        ("projects", f"summary: So every [lamp](https://x.org/) {COPY[11:]} [@gazette].",
         "summary-1"),
        ("projects", f"summary: So every [[lamps|lamp]] {COPY[11:]} [@gazette].", "summary-1"),
        ("projects", f"{NOTED}    text: So every [[lamps|lamp]] {COPY[11:]}.", "event"),
        ("projects", f"{NOTED}    text: So every [[lamp]] {COPY[11:]}.", "event"),
        ("projects", f"{NOTED}    inferred: So {COPY}.", "event"),
        ("projects", f"{NOTED}    place: So {COPY}", "event"),
        ("projects", f"facts:\n  - fact: Rule\n    value: So {COPY}\n    source: gazette", "rule"),
        ("projects", f"facts:\n  - fact: {COPY}\n    value: Yes\n    source: gazette\n    id: x",
         "x"),
        ("projects", f"{RELATION}    text: So {COPY}.", "related-lamps"),
        ("projects", f"names:\n  - name: Twin\n    text: So {COPY}.", "name-twin"),
        ("projects", f"questions:\n  - question: Will {COPY}?\n    id: why", "why"),
        ("projects", f"{QUESTION}    assessment: So {COPY}.", "why"),
        ("projects", f"{QUESTION}    assessment: |\n      So every lamp\n\n      {COPY[11:]}.",
         "why"),
        ("projects", f"{QUESTION}    claims:\n      - claim: So {COPY}.\n        source: gazette",
         "why-claim-1"),
        ("projects", f"curators: [So {COPY}]", "curators"),
        ("agreements", f"binding:\n  is: binding\n  source: gazette\n  text: So {COPY}.",
         "legal-force"),
        ("dialogues", f"{SESSION}    text: So {COPY}.", "third"),
        ("people", f"{POSITION}    position: So {COPY}", "x"),
        ("topics", f"withdrawn: So {COPY}.", "withdrawn"),
    ],
)  # fmt: skip
def test_a_copy_is_found_wherever_it_stands(
    kind: str, fields: str, anchor: str, known: Shingles
) -> None:
    catalogue = catalogue_with(kind, fields, WORLD | LAMP)
    assert copies(catalogue, known) == [f"briefs/{kind}/it.yaml#{anchor}: {COPY}"]


@pytest.mark.parametrize("field", ["caution", "counting", "publisher", "translated-title"])
def test_a_copy_is_found_in_a_source(field: str, known: Shingles) -> None:
    source = f"{WORLD['sources/rumour']}{field}: So {COPY}\n"
    place = f"briefs/sources/rumour.yaml#{field.replace('-', '_')}"
    catalogue = catalogue_of(WORLD | {"sources/rumour": source})
    assert copies(catalogue, known) == [f"{place}: {COPY}"]


# Names


def with_name(text: str, name: str) -> Catalogue:
    """A catalogue in which one record says the text, and another one has the name."""
    named = f"title: Dusk\nnames:\n  - name: {name}\nchecked: 2026-05-01\n"
    return catalogue_with("projects", f"{NOTED}    text: {text}", WORLD | {"topics/dusk": named})


def test_a_name_may_stand_in_any_record(known: Shingles) -> None:
    assert copies(with_name(f"Under “{COPY}”.", name=f"The Rule “{COPY}”"), known) == []


@pytest.mark.parametrize("place", ["topics/dusk", "sources/dusk"])
def test_a_title_may_stand_in_any_record(place: str, known: Shingles) -> None:
    rest = {"topics/dusk": "checked: 2026-05-01", "sources/dusk": WORLD["sources/rumour"]}[place]
    title = f"title: {COPY.title()}\n"
    texts = {place: title + rest.replace("title: Rumour\n", "")}
    said = f"{NOTED}    text: They call it {COPY}."
    assert copies(catalogue_with("projects", said, WORLD | texts), known) == []


def test_what_goes_beyond_the_name_is_a_copy(known: Shingles) -> None:
    longer = f"{COPY} the quiet sound"
    found = copies(with_name(f"That {longer}.", name=COPY), known)
    assert found == [f"briefs/projects/it.yaml#event: {longer}"]


def test_names_that_make_up_a_run_together_do_not_let_it_through() -> None:
    words = COPY.split()
    names = Names([" ".join(words[:5]), " ".join(words[5:])])
    assert not names.hold(COPY)
    assert names.hold(" ".join(words[5:]))


def test_a_part_of_a_word_is_no_name() -> None:
    assert not Names(["lamps brightly"]).hold("lamps bright")


# The data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, and a file that is none."""
    for name, text in {"b.txt": DOCUMENT, "a.txt": "a b c d e f g h i", "c.md": COPY[::-1]}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_data_are_written_from_a_folder_of_texts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "shingles.bin"
    main([str(folder)], file)
    assert read(file) == shingles_of([DOCUMENT, "a b c d e f g h i"])
    assert file.stat().st_size == SIZE * len(read(file))
    assert capsys.readouterr().out == f"shingles.bin: {len(read(file))} runs of 2 documents\n"


def test_the_same_documents_give_the_same_bytes(folder: Path) -> None:
    first, second = folder / "first.bin", folder / "second.bin"
    main([str(folder)], first)
    (folder / "b.txt").rename(folder / "0.txt")
    main([str(folder)], second)
    assert first.read_bytes() == second.read_bytes()


def test_without_documents_the_data_stay(tmp_path: Path, known: Shingles) -> None:
    file = tmp_path / "shingles.bin"
    file.write_bytes(pack(known))
    with pytest.raises(SystemExit):
        main([str(tmp_path)], file)
    assert read(file) == known


def test_data_that_are_missing_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "shingles.bin")


@pytest.mark.parametrize("damage", [b"", b"short", b"second" + b"first!", b"twice!" * 2])
def test_data_that_are_empty_or_damaged_are_an_error(damage: bytes, tmp_path: Path) -> None:
    file = tmp_path / "shingles.bin"
    file.write_bytes(damage)
    with pytest.raises(ValueError, match="empty or damaged"):
        read(file)


def test_the_hashes_are_those_that_the_docstring_promises() -> None:
    """So that the data can be used and made by other programs: `printf … | b2sum`."""
    assert shingles(["a", "b", "c", "d", "e", "f", "g", "h", "i"]) == [
        bytes.fromhex("37dc1817a24b")
    ]
