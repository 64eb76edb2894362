"""`briefs schema`: what it writes for editors, where, and whether it can tell that it is fresh."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from research_briefs.edges.command import main
from research_briefs.edges.editors import FOLDER
from research_briefs.records.model import KINDS


def run(site: Path, *arguments: str) -> int:
    return main(["--site", str(site), "schema", *arguments])


def test_it_writes_a_schema_of_each_kind_and_the_ids(site_folder: Path) -> None:
    assert run(site_folder) == 0
    written = {file.name for file in (site_folder / FOLDER).iterdir()}
    assert written == {f"{kind}.json" for kind in KINDS} | {"ids.json"}


def test_a_new_record_changes_the_ids_alone(
    site_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(site_folder)
    topic = site_folder / "briefs" / "topics" / "bells.yaml"
    topic.write_text("title: Bells\nchecked: 2026-05-01\n", encoding="utf-8")
    capsys.readouterr()
    assert run(site_folder, "--check") == 1
    assert capsys.readouterr().out == f"would write {site_folder / FOLDER / 'ids.json'}\n"
    assert run(site_folder) == 0
    assert run(site_folder, "--check") == 0


def test_they_can_go_elsewhere(site_folder: Path, tmp_path: Path) -> None:
    assert run(site_folder, str(tmp_path / "schemas")) == 0
    schema = json.loads((tmp_path / "schemas" / "topics.json").read_text(encoding="utf-8"))
    broader = schema["$defs"]["Topic"]["properties"]["broader"]
    assert {"$ref": "ids.json#/$defs/topics"} in broader["items"]["allOf"]


def test_a_folder_that_cannot_be_written(
    site_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site_folder / "file").write_text("")
    assert run(site_folder, str(site_folder / "file")) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("file cannot be written: File exists\n")


def test_check_keeps_them_fresh_where_editors_are_told_of_them(site_folder: Path) -> None:
    folder = site_folder / FOLDER
    assert main(["--site", str(site_folder), "check"]) == 0
    assert not folder.parent.exists()
    folder.parent.mkdir()
    assert main(["--site", str(site_folder), "check"]) == 0
    assert run(site_folder, "--check") == 0
    shutil.rmtree(folder)
    folder.write_text("in the way")  # nobody asked for schemas, so the check goes on
    assert main(["--site", str(site_folder), "check"]) == 0
