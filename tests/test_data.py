"""The data to take away: the tables, the database, JSON, and what describes them.

Some of the files stand as readable text in `cases/data`; `UPDATE_CASES=1 pytest` rewrites them.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path
from posixpath import normpath
from typing import Any

import apsw
import pytest
from frictionless import Package
from tests.browser import build
from tests.helpers import CASES, SITE, read
from tests.payloads import payloads
from tests.samples import WORLD, catalogue_of, record

from research_briefs.catalogue.catalogue import Catalogue, build_catalogue
from research_briefs.edges.config_file import find_settings
from research_briefs.pages.phrases import Phrases
from research_briefs.pages.wording import wording
from research_briefs.publishing import data
from research_briefs.publishing.data import database, spreadsheets
from research_briefs.publishing.data.dataset import dataset_of
from research_briefs.publishing.data.tables import Tables
from research_briefs.records.model import Retired, Source
from research_briefs.records.written import written
from research_briefs.settings import Settings
from research_briefs.site import Site

Files = Mapping[str, bytes]
Rows = Sequence[Mapping[str, str]]

TABLES = ("records", "sources", "statements", "citations")


@pytest.fixture(scope="module")
def made(site: Site) -> Files:
    """All files of the fixture site."""
    return made_of(site.catalogue)


def made_of(catalogue: Catalogue) -> Files:
    return dict(data.files(find_settings(SITE), Phrases(catalogue, wording())))


def rows(files: Files, table: str) -> Rows:
    text = files[f"data/v1/{table}.csv"].decode()
    return list(csv.DictReader(StringIO(text, newline="")))


def objects(files: Files) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = json.loads(files["data/v1/records.json"])["records"]
    return found


def one(found: Rows, id: str) -> Mapping[str, str]:
    (row,) = (row for row in found if row["id"] == id)
    return {name: cell for name, cell in row.items() if cell}


# What the files say


@pytest.mark.parametrize(
    ("place", "case"),
    [
        ("data/v1/records.csv", "records.csv"),
        ("data/v1/sources.csv", "sources.csv"),
        ("data/v1/citations.csv", "citations.csv"),
        ("llms.txt", "llms.txt"),
    ],
)
def test_a_file_says(place: str, case: str, made: Files) -> None:
    golden = CASES / "data" / case
    if os.environ.get("UPDATE_CASES"):
        golden.write_bytes(made[place])
    assert made[place].decode() == golden.read_bytes().decode()


def test_the_layout_is_the_one_that_is_promised(made: Files, site: Site) -> None:
    """`docs/data.md` says that these names stay."""
    promised = {f"{table}.csv" for table in TABLES}
    promised |= {"records.json", "data.sqlite", "datapackage.json"}
    promised |= {f"schema/{kind}.json" for kind in site.catalogue.kinds}
    assert {place.removeprefix("data/v1/") for place in made if "/v1/" in place} == promised
    for shown in site.catalogue.records.values():
        for name in ("index.json", "index.md"):
            assert f"{shown.kind}/{shown.id}/{name}" in made


def test_a_statement_says_what_where_and_how_well(made: Files) -> None:
    found = rows(made, "statements")
    address = "https://lights.example.org/agreements/sound-lights-treaty/"
    assert one(found, "sound-lights-treaty#in-force-2002-06-perhaps") == {
        "id": "sound-lights-treaty#in-force-2002-06-perhaps",
        "record": "sound-lights-treaty",
        "kind": "agreements",
        "standing": "real",
        "field": "events",
        "what": "in-force",
        "date_kind": "date",
        "date": "2002-06?",
        "date_earliest": "2002-06-01",
        "date_latest": "2002-06-30",
        "date_precision": "month",
        "date_certainty": "uncertain",
        "source": "almanac-2024",
        "locator": "para. 24",
        "citing": "ministry-2021",
        "marks": "sources-differ; according-to",
        "address": f"{address}#in-force-2002-06-perhaps",
    }


@pytest.mark.parametrize(
    ("id", "cells"),
    [
        ("yearly-cost", {"what": "Yearly cost", "value": "about USD 110 to 133 million",
                         "currency": "USD", "amount_low": "110000000",
                         "amount_high": "133000000", "amount_certainty": "about"}),
        ("name-874caead", {"what": "variant", "value": "海峡灯台条約", "language": "ja"}),
        ("parties-to-it", {"what": "party", "who": "brevia; corland",
                           "inferred": "The text says “the two States”."}),
        ("after-the-convention", {"what": "follows", "value": "lamp-oil-convention"}),
        ("force", {"what": "binding", "text": "It is registered as a treaty."}),
        ("signature", {"who": "ada-lamplighter; hoshi-akari", "until": "2032-01-06",
                       "place": "Lampton, Brevia",
                       "text": "Signed at night, by the light of Twin lenses."}),
        ("planned-2042", {"date": "2042/..", "date_earliest": "2042-01-01",
                          "date_precision": "interval"}),
        ("negotiating-1999-05", {"date_kind": "as-of", "marks": "not-verified"}),
        ("entry-into-force", {"text": "When did it enter into force?", "marks": "sources-differ",
                              "about": "status; in-force-2002-06-perhaps"}),
        ("entry-into-force-claim-1", {"text": "In June 2002.", "about": "entry-into-force"}),
        ("summary-2", {"source": "treaty-text-2002; treaty-text-2002; ministry-2021",
                       "locator": "art. 5; art. 6; "}),
    ],
)  # fmt: skip
def test_each_sort_of_statement_has_its_columns(
    id: str, cells: Mapping[str, str], made: Files
) -> None:
    row = one(rows(made, "statements"), f"sound-lights-treaty#{id}")
    assert {name: row[name] for name in cells} == cells


def test_a_date_without_an_end_has_no_last_day(made: Files) -> None:
    row = one(rows(made, "statements"), "sound-lights-treaty#planned-2042")
    assert "date_latest" not in row


def test_what_is_only_proposed_is_called_so_everywhere(made: Files, site: Site) -> None:
    proposed = {id for id in site.catalogue.records if not site.catalogue.is_real(id)}
    assert proposed
    for table, column in (("records", "id"), ("statements", "record")):
        for row in rows(made, table):
            assert row["standing"] == ("proposed" if row[column] in proposed else "real")
    for found in objects(made):
        assert found["standing"] == ("proposed" if found["id"] in proposed else "real")
        place = f"{found['kind']}/{found['id']}/index.md"
        assert ("A proposal, not a fact" in made[place].decode()) == (found["id"] in proposed)


def test_a_record_carries_its_status_with_its_day_its_licence_and_its_address(made: Files) -> None:
    (treaty,) = (found for found in objects(made) if found["id"] == "sound-lights-treaty")
    assert treaty["status"] == "in-force"
    assert treaty["status_date"] == "2010-03"
    assert treaty["status_marks"] == ["sources-differ", "not-verified"]
    assert treaty["seen"] == "2026-05-01"
    assert treaty["licence"]["name"] == "CC-BY-4.0"
    assert treaty["address"] == "https://lights.example.org/agreements/sound-lights-treaty/"


# The same in all files


def test_there_are_as_many_rows_as_pages_statements_and_citations(made: Files, site: Site) -> None:
    catalogue = site.catalogue
    pages = {page.address for page in site.pages() if page.source}
    assert {f"{row['kind']}/{row['id']}/" for row in rows(made, "records")} == pages
    assert len(rows(made, "records")) == len(pages) == len(objects(made))
    sources = [r for r in catalogue.records.values() if isinstance(r, Source)]
    assert len(rows(made, "sources")) == len(sources)
    statements = [s for found in catalogue.statements.values() for s in found]
    assert [row["id"] for row in rows(made, "statements")] == [
        f"{statement.record}#{statement.anchor}" for statement in statements
    ]
    assert len(rows(made, "citations")) == sum(len(s.sourcing) for s in statements)
    counted = Counter(row["record"] for row in rows(made, "statements"))
    assert {r["id"]: int(r["statement_count"]) for r in rows(made, "records")} == {
        record: counted[record] for record in catalogue.records
    }


def test_every_address_of_a_statement_leads_to_its_page_and_anchor(made: Files, site: Site) -> None:
    home = "https://lights.example.org/"
    anchors = {
        page.address: {*page.header_anchors, *(a for s in page.sections for a in s.anchors)}
        for page in site.pages()
    }
    for row in rows(made, "statements"):
        address, _, anchor = row["address"].removeprefix(home).partition("#")
        assert anchor in anchors[address]


def test_each_record_has_the_same_json_beside_its_page(made: Files) -> None:
    for found in objects(made):
        assert json.loads(made[f"{found['kind']}/{found['id']}/index.json"]) == found


def test_json_holds_the_record_as_it_was_written(made: Files, site: Site) -> None:
    """A model reads the same record from it, and a statement says where in it it stands."""
    for found in objects(made):
        original = site.catalogue.records[found["id"]]
        again = {**found["record"], "id": found["id"], "kind": found["kind"]}
        assert type(original).model_validate(again) == without_notation(original)
        for statement in found["statements"]:
            value: Any = found["record"]
            for step in statement["place_in_record"].split("/")[1:]:
                value = value[int(step) if step.isdigit() else step]
            assert value


def without_notation(original: Any) -> Any:
    """The record as it is read from what is written of it: white space is folded already."""
    return type(original).model_validate(
        {**written(original), "id": original.id, "kind": original.kind}
    )


def test_the_record_in_json_is_the_record(site: Site) -> None:
    for original in site.catalogue.records.values():
        assert without_notation(original) == original


def test_csv_and_json_and_sqlite_agree(made: Files) -> None:
    for table in TABLES:
        found, kept = rows(made, table), stored(made["data/v1/data.sqlite"], table)
        assert [undefused(row) for row in found] == [
            {name: as_text(value) for name, value in row.items()} for row in kept
        ]
    for row, one_object in zip(rows(made, "records"), objects(made), strict=True):
        for name, cell in undefused(row).items():
            if name != "licence":
                assert cell == as_text(one_object.get(name))


def undefused(row: Mapping[str, str]) -> dict[str, str]:
    return {name: cell.removeprefix("'") for name, cell in row.items()}


def as_text(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(value) if isinstance(value, list) else str(value)


def stored(content: bytes, table: str) -> list[dict[str, Any]]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(content)
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608
    finally:
        connection.close()


# What describes the tables


def test_the_data_package_is_valid(made: Files, tmp_path: Path) -> None:
    check_package(made, tmp_path)


def check_package(files: Files, folder: Path) -> None:
    for place, content in files.items():
        if place.startswith("data/v1/") and place.count("/") == 2:
            (folder / Path(place).name).write_bytes(content)
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["resourceName", "rowNumber", "fieldName", "message"]) == []
    assert {task.name for task in report.tasks} == set(TABLES)
    for task in report.tasks:
        assert task.stats.get("rows", 0) == len(rows(files, task.name))


def test_each_column_is_explained(made: Files) -> None:
    package = json.loads(made["data/v1/datapackage.json"])
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(rows(made, resource["name"])[0])
        assert all(field["description"] for field in fields)


def test_the_package_names_no_licence_where_nobody_has_set_one() -> None:
    settings = Settings(root=Path(), site_name="Lamps", site_description="")
    files = dict(data.files(settings, Phrases(catalogue_of(WORLD), wording())))
    package = json.loads(files["data/v1/datapackage.json"])
    assert package["name"] == "lamps"
    assert {"licenses", "homepage", "description"} & set(package) == set()
    (first, *_) = json.loads(files["data/v1/records.json"])["records"]
    assert "licence" not in first
    assert first["address"] == "/countries/brevia/"


# The same bytes


def test_the_same_records_give_the_same_bytes(made: Files, site: Site) -> None:
    turned = build_catalogue(reversed(list(site.catalogue.records.values())))
    assert made_of(turned) == made


def test_another_library_writes_the_same_database(site: Site) -> None:
    """The tests bring a SQLite of their own, which is another version than Python's."""
    assert apsw.sqlite_lib_version() != sqlite3.sqlite_version
    long = record("projects", f"summary: {'Lamps. ' * 2_000}[@gazette]", STARTED)
    for catalogue in (site.catalogue, catalogue_of({**WORLD, "projects/lamp": long})):
        tables = Tables(Phrases(catalogue, wording()), dataset_of(site.settings))
        connection = apsw.Connection(":memory:")
        for command, values in database.script(tables.all):
            if values is None:
                connection.execute(command)
            else:
                connection.executemany(command, values)
        content, ours = connection.serialize("main"), database.sqlite(tables.all)
        assert content != ours
        assert database.settled(content) == ours


STARTED = "events:\n  - date: 2020\n    event: started\n    source: gazette\n"


def test_the_database_is_whole(made: Files) -> None:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(made["data/v1/data.sqlite"])
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    types = {row[1]: row[2] for row in connection.execute("PRAGMA table_info(statements)")}
    assert types["amount_low"] == "NUMERIC"
    cost = "SELECT amount_low, typeof(amount_low) FROM statements WHERE id LIKE '%#yearly-cost'"
    assert connection.execute(cost).fetchone() == (110_000_000, "integer")
    connection.close()


def test_a_database_in_a_file_opens_and_can_be_written(made: Files, tmp_path: Path) -> None:
    file = tmp_path / "data.sqlite"
    file.write_bytes(made["data/v1/data.sqlite"])
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM citations")
    connection.close()


# Texts from strangers


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+81 3 1234", "'+81 3 1234"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝１＋１", "'＝１＋１"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("1=1", "1=1"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_defused(text: str, cell: str) -> None:
    assert spreadsheets.defused(text) == cell


def test_a_formula_in_any_cell_is_text_and_comes_back_elsewhere() -> None:
    formula = '=HYPERLINK("https://evil.example/","x")'
    lamp = record(
        "projects",
        f"""
        names:
          - name: '{formula}'
        events:
          - date: 2020
            event: started
            place: '@{formula}'
            text: '{formula}'
            source: gazette
        facts:
          - fact: '{formula}'
            amount: USD 0.5
            source: gazette
        """,
        title=f"'{formula}'",
    )
    files = made_of(catalogue_of({**WORLD, "projects/lamp": lamp}))
    for table in TABLES:
        for row in rows(files, table):
            for cell in row.values():
                assert not cell.startswith(("=", "@"))
    title = one(rows(files, "records"), "lamp")["title"]
    assert title == f"'{formula}"
    (kept,) = (
        row for row in stored(files["data/v1/data.sqlite"], "records") if row["id"] == "lamp"
    )
    assert kept["title"] == formula
    (found,) = (found for found in objects(files) if found["id"] == "lamp")
    assert found["title"] == formula
    assert {s.get("amount_low") for s in found["statements"]} == {None, 0.5}


def test_numbers_of_our_own_stay_numbers(made: Files) -> None:
    for row in rows(made, "statements"):
        if row["amount_low"]:
            assert Decimal(row["amount_low"]) <= Decimal(row["amount_high"])


def test_japanese_survives_a_round_trip(made: Files) -> None:
    said = "海峡灯台条約"
    names = [row["names"] for row in rows(made, "records")]
    assert any(said in cell for cell in names)
    assert any(said in found.get("names", ()) for found in objects(made))
    kept = stored(made["data/v1/data.sqlite"], "statements")
    assert any(row["value"] == said for row in kept)
    assert said in made["agreements/sound-lights-treaty/index.md"].decode()


def test_no_payload_breaks_a_file(tmp_path: Path) -> None:
    """Each payload that a title may be is one, in records of their own."""
    catalogue = catalogue_of({**WORLD, **topics()})
    titles = {id: found.title for id, found in catalogue.records.items()}
    files = made_of(catalogue)
    assert len(titles) > 500
    assert {found["id"]: found["title"] for found in objects(files)} == titles
    assert {row["id"]: undefused(row)["title"] for row in rows(files, "records")} == {
        id: title.removeprefix("'") for id, title in titles.items()
    }
    kept = stored(files["data/v1/data.sqlite"], "records")
    assert {row["id"]: row["title"] for row in kept} == titles
    check_package(files, tmp_path)


def topics() -> dict[str, str]:
    """A topic for each payload that its title may be."""
    texts = {
        f"topics/payload-{number}": f"title: {json.dumps(payload.text)}\nchecked: 2026-05-01\n"
        for number, payload in enumerate(payloads())
    }
    return {place: text for place, text in texts.items() if read(text)[0]}


def test_the_retired_keep_a_row(made: Files, site: Site) -> None:
    for kept in site.catalogue.records.values():
        if isinstance(kept, Retired):
            row = one(rows(made, "records"), kept.id)
            assert row.get("merged_into") or row.get("withdrawn")


# In a site


def test_a_built_site_has_all_of_them(site_folder: Path, made: Files) -> None:
    (site_folder / "docs" / "llms.txt").write_text("Written by hand.\n", encoding="utf-8")
    build(site_folder)
    for place, content in made.items():
        written_there = (site_folder / "site" / place).read_bytes()
        assert written_there == (b"Written by hand.\n" if place == "llms.txt" else content)


PAGE = Path(__file__).parent.parent / "docs" / "data.md"


def test_the_page_about_the_data_leads_to_files_that_are_there(made: Files) -> None:
    hrefs = re.findall(r'<a href="([^"]+)">', PAGE.read_text(encoding="utf-8"))
    assert {f"data/v1/{table}.csv" for table in TABLES} <= {f"data/{href}" for href in hrefs}
    for href in hrefs:
        assert normpath(f"data/{href}") in made


def test_the_page_about_the_data_names_no_column_that_is_not_there(made: Files) -> None:
    columns = {name for table in TABLES for name in rows(made, table)[0]}
    named = set(re.findall(r"`([a-z]+_[a-z_]+)`", PAGE.read_text(encoding="utf-8")))
    assert named
    assert named <= columns


def test_the_examples_of_queries_on_the_page_about_the_data_run(made: Files) -> None:
    queries = re.findall(r"```sql\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(queries) == 2
    connection = sqlite3.connect(":memory:")
    connection.deserialize(made["data/v1/data.sqlite"])
    for query in queries:
        assert connection.execute(query).fetchall()
    connection.close()
