"""The site's own data: nothing of the material is missing, and all of it had a second reader.

The tables in `tests/data/` were made while the records were curated. `catalogue.csv` has a line for
each fact of the inventory from which the records began, by entry and number; `names.csv` one for
each name; `discrepancies.csv` one for each contradiction that was found. `audit.csv` is what the
second reader saw at each place, and changed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.helpers import TESTS

from research_briefs.records.model import Record, Source, Topic
from research_briefs.settings import settings_from
from research_briefs.site import Site, load_site

DATA = Path(__file__).parent / "data"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def own_site() -> Site:
    site = load_site(settings_from(TESTS.parent, {}))
    assert not site.issues
    return site


def record_of(path: str) -> Record:
    """The record that a table calls `kind/id`; its id may be a former one by now."""
    kind, _, id = path.partition("/")
    catalogue = own_site().catalogue
    record = catalogue.records[catalogue.former_ids.get(id, id)]
    assert record.kind == kind, path
    return record


def anchors_of(record: Record) -> set[str]:
    return {statement.anchor for statement in own_site().catalogue.statements[record.id]}


# Everything is there


def test_each_fact_of_the_inventory_became_a_statement() -> None:
    rows = table("catalogue")
    assert len({row["entry"] for row in rows}) == 119
    assert len({(row["entry"], row["number"]) for row in rows}) == len(rows) == 183
    lost = [
        f"{row['entry']} {row['number']}: {row['record']}#{row['statement']}"
        for row in rows
        if not row["reason"] and row["statement"] not in anchors_of(record_of(row["record"]))
    ]
    assert lost == []


def test_each_entry_of_the_inventory_has_a_record_under_its_id() -> None:
    catalogue = own_site().catalogue
    ids = {row["entry"] for row in table("catalogue")}
    assert ids - catalogue.records.keys() - catalogue.former_ids.keys() == set()


def test_each_contradiction_is_told_on_a_record() -> None:
    rows = table("discrepancies")
    assert {row["discrepancy"] for row in rows} == {f"X{number:02}" for number in range(1, 51)}
    lost = [row for row in rows if not _is_told(row)]
    assert lost == []


def _is_told(row: Row) -> bool:
    record = own_site().catalogue.records[row["record"]]
    if row["place"] == "caution":
        return isinstance(record, Source) and bool(record.caution)
    return row["place"] in anchors_of(record)


def folded(text: str) -> str:
    """A name as a reader may remember it: without capitals, marks and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))


def names_of(record: Record) -> Iterator[str]:
    yield record.title
    yield record.id.replace("-", " ")
    for name in getattr(record, "names", ()):
        yield name.name


@pytest.mark.parametrize("row", table("names"), ids=lambda row: row["name"])
def test_a_name_leads_to_its_record(row: Row) -> None:
    known = [f" {folded(name)} " for name in names_of(record_of(row["record"]))]
    assert any(f" {folded(row['name'])} " in name for name in known), known


# Everything was read twice


def test_every_record_had_a_second_reader() -> None:
    audited = {row["record"] for row in table("audit")}
    records = own_site().catalogue.records.values()
    missing = {f"{r.kind}/{r.id}" for r in records if not isinstance(r, Source)} - audited
    assert missing == set()


def test_the_audit_says_what_was_seen_and_what_was_changed() -> None:
    for row in table("audit"):
        assert row["verdict"] in ("supported", "corrected", "removed", "not rechecked"), row
        assert row["change"] or row["verdict"] not in ("corrected", "removed"), row


# Rules of the curators that no reader of a single record can check


def test_topics_are_a_list_of_two_levels_with_a_definition_each() -> None:
    topics = {r.id: r for r in own_site().catalogue.records.values() if isinstance(r, Topic)}
    for topic in topics.values():
        assert all(not topics[id].broader for id in topic.broader), topic.id
        assert topic.summary is not None, topic.id
        assert len(topic.summary.blocks) == 1, topic.id
    assert len([topic for topic in topics.values() if not topic.broader]) <= 15


#: Pages written or reworded by machines; one of them names the wrong leaders and the wrong day.
UNFIT_HOSTS = frozenset((
    "news.hanna-ai.com", "rbtfl.xyz", "themonexus.com", "science-technology.news-articles.net",
    "womansclubofsewickleyvalley.org", "emw-me.com", "osvaldouribe.com", "danteachesmath.net",
))  # fmt: skip


def test_no_source_stands_on_a_host_that_makes_its_texts_up() -> None:
    sources = [r for r in own_site().catalogue.records.values() if isinstance(r, Source)]
    hosts = {urlsplit(source.URL).hostname for source in sources if source.URL}
    assert hosts & {*UNFIT_HOSTS, *(f"www.{host}" for host in UNFIT_HOSTS)} == set()
