"""Texts from strangers: whatever a field holds, the site shows it as text or refuses it politely.

Each payload (see `payloads.py`) is tried where texts are read, in every sort of text on a page of
its own, and in a whole site that a real browser looks at; one of each class is tried in every field
of every kind. What is a field, and what it takes, comes from the models.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import html5lib  # type: ignore[import-untyped]
import pytest
from pydantic import ValidationError
from tests.helpers import SITE, read
from tests.payloads import Payload, payloads, sharpest
from tests.specimens import (
    Field,
    Specimen,
    carried,
    field_of,
    filled,
    fullest,
    specimens,
    texts,
    written,
)

from research_briefs.catalogue.catalogue import build_catalogue
from research_briefs.edges.config_file import find_settings
from research_briefs.edges.generated_page import content
from research_briefs.issues import render
from research_briefs.pages.building import build_pages
from research_briefs.pages.page import Page
from research_briefs.reading.files import read_briefs, read_record
from research_briefs.records.fields import problems_of
from research_briefs.records.model import KINDS

BANK = payloads()

# Reading


def fields() -> dict[Field, str]:
    """Every field of every kind that reads texts in its own way, with the name of one such."""
    found = ((field, f"{s.kind}: {path}") for s in fullest() for path, field in texts(s))
    return dict(reversed(list(found)))


@pytest.mark.parametrize("field", fields(), ids=fields().values())
def test_every_payload_is_taken_or_politely_refused_by_every_field(field: Field) -> None:
    for payload in BANK:
        for text in (payload.text, *carried(payload.text)):
            value = field.read(text)
            if isinstance(value, ValidationError):
                (error,) = value.errors()
                assert error["type"] == "wrong", (payload, error)
                assert all(problem.message for problem in problems_of(error["ctx"])), payload


WAYS = (
    "title: {}\nchecked: 2026-05-01\n",
    "title: '{}'\nchecked: 2026-05-01\n",
    'title: "{}"\nchecked: 2026-05-01\n',
    "title: |\n  {}\nchecked: 2026-05-01\n",
    "{}: x\n",
    "{}",
    "title: x\ntopics: [{}]\nchecked: 2026-05-01\n",
)


@pytest.mark.parametrize("way", WAYS)
def test_every_payload_typed_into_a_file_gives_a_record_or_issues_that_print(way: str) -> None:
    for payload in BANK:
        entry, issues = read(way.replace("{}", payload.text).encode())
        assert (entry is None) == bool(issues), payload
        for issue in issues:
            assert all(c.isprintable() for c in render(issue).replace("\n", "")), payload


def test_every_payload_in_the_name_of_a_file_is_an_issue_or_an_id(tmp_path: Path) -> None:
    folder = tmp_path / "briefs" / "topics"
    folder.mkdir(parents=True)
    names = {p.text for p in BANK if "\0" not in p.text and "/" not in p.text}
    for name in (name for name in names if len(f"{name}.yaml".encode()) < 256):
        (folder / f"{name}.yaml").write_text("title: x\nchecked: 2026-05-01\n", encoding="utf-8")
    reading = read_briefs(tmp_path / "briefs")
    hidden = sum(1 for file in folder.iterdir() if file.name.startswith("."))
    assert len(reading.entries) + len(reading.issues) + hidden == len(list(folder.iterdir()))
    assert all(set(entry.record.id) <= set(ID_LETTERS) for entry in reading.entries)


def test_every_payload_in_the_name_of_a_folder_is_an_issue(tmp_path: Path) -> None:
    names = {p.text for p in BANK if "\0" not in p.text and "/" not in p.text}
    for name in (name for name in names if len(name.encode()) < 256 and name not in (".", "..")):
        (tmp_path / "briefs" / name).mkdir(parents=True)
    reading = read_briefs(tmp_path / "briefs")
    assert len(reading.issues) == len(list((tmp_path / "briefs").glob("[!.]*")))


ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"

# Pages


def pages_of(files: dict[str, str]) -> list[Page]:
    """The pages of the fixture site with these files in it, in place of its own or beside them."""
    files = {specimen.place: written(specimen.value) for specimen in specimens()} | files
    records = []
    for place, text in files.items():
        kind, _, id = place.partition("/")
        entry, issues = read_record(text, f"briefs/{place}.yaml", kind, id)
        assert entry is not None, (place, [str(issue) for issue in issues])
        records.append(entry.record)
    return build_pages(build_catalogue(records), find_settings(SITE))


@dataclass(frozen=True)
class Seen:
    """What a browser would make of a page: its elements and its words."""

    forms: frozenset[tuple[str, ...]]
    addresses: frozenset[str]
    ids: tuple[str, ...]
    words: str
    title: str


def seen(page: Page) -> Seen:
    """The page as a parser of HTML reads it; it must be well-formed."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parseFragment(content(page))
    assert parser.errors == [], page.address
    elements = list(root.iter())
    return Seen(
        forms=frozenset(map(form, elements)),
        addresses=frozenset(element.get("href", "") for element in elements),
        ids=tuple(element.get("id") for element in elements if element.get("id")),
        words=folded("".join(root.itertext())),
        title=folded("".join(next(e for e in elements if e.tag == "h1").itertext())),
    )


def form(element: Any) -> tuple[str, ...]:
    """What an element is: its name, the names of its attributes, and its classes."""
    return (str(element.tag), *sorted(element.attrib), *element.get("class", "").split())


@cache
def known_forms() -> frozenset[tuple[str, ...]]:
    """All that elements are on the pages of the fixture, and may be in prose."""
    found = {form for page in pages_of({}) for form in seen(page).forms}
    return frozenset(
        found | {("em",), ("strong",), ("ol",), ("ul",), ("li",), ("a", "href", "rel")}
    )


def is_ours(address: str) -> bool:
    """Whether an address is on this site, or one on the web that prose or a source may name."""
    is_local = set(address) <= {*ID_LETTERS, *"./#_?&="} and "//" not in address
    return is_local or address.startswith(("https://", "http://"))


def folded(text: str) -> str:
    return " ".join(text.split())


def assert_nothing_foreign(found: Seen) -> None:
    """No element, attribute, class, id or address but such as the pages of the fixture have."""
    assert found.forms <= known_forms(), found.title
    assert all(map(is_ours, found.addresses)), found.title
    assert all(set(id) <= {*ID_LETTERS, "_"} for id in found.ids), found.title
    assert len(set(found.ids)) == len(found.ids), found.title


@pytest.fixture(scope="module")
def attacked() -> list[tuple[Payload, Page]]:
    """For each payload a page that has it in every sort of text: line, text with links, prose."""
    topic = next(specimen for specimen in fullest() if specimen.kind == "topics")
    victim = Specimen("topics", "victim", topic.without("former_ids"))
    files = {f"topics/p{n}": filled(victim, payload.text) for n, payload in enumerate(BANK)}
    pages = {page.address: page for page in pages_of(files)}
    return [(payload, pages[f"topics/p{n}/"]) for n, payload in enumerate(BANK)]


def test_every_payload_that_is_taken_stands_on_its_page_as_text_and_makes_nothing(
    attacked: list[tuple[Payload, Page]],
) -> None:
    title = field_of(KINDS["topics"], "title")
    for payload, page in attacked:
        found = seen(page)
        assert_nothing_foreign(found)
        if title.takes(payload.text):
            assert found.title == folded(payload.text)


def test_in_every_field_of_every_kind_payloads_of_all_classes_make_nothing() -> None:
    sharp = [payload.text for payload in sharpest()]
    for start in range(0, len(sharp), 4):
        files = {s.place: filled(s, *sharp[start : start + 4]) for s in specimens()}
        assert files != {s.place: written(s.value) for s in specimens()}
        # Questions about a title are in no record of the fixture: those about a form become such.
        files = {place: text.replace('- "form"\n', '- "title"\n') for place, text in files.items()}
        for page in pages_of(files):
            assert_nothing_foreign(seen(page))
