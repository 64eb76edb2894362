"""Files: which of those in `briefs/` are records, and what is said of all others."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers import SITE, shown

from research_briefs import limits
from research_briefs.reading.files import RESERVED_IDS, RIGHTS, Reading, read_briefs
from research_briefs.records.model import KINDS

LAMPS = "title: Lamps\nchecked: 2026-05-01\n"


@pytest.fixture
def briefs(tmp_path: Path) -> Path:
    """A folder with one good record in it."""
    write(tmp_path / "briefs" / "topics" / "lamps.yaml", LAMPS)
    return tmp_path / "briefs"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def ids(reading: Reading) -> list[str]:
    return [entry.record.id for entry in reading.entries]


def lines(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


# Records


def test_the_folder_is_the_kind_and_the_name_of_the_file_the_id(briefs: Path) -> None:
    (entry,) = read_briefs(briefs).entries
    assert (entry.record.kind, entry.record.id) == ("topics", "lamps")
    assert entry.path == "briefs/topics/lamps.yaml"


def test_all_records_of_the_fixture_are_read_in_the_order_of_kinds_and_ids() -> None:
    reading = read_briefs(SITE / "briefs")
    assert shown(reading.issues) == "no issues\n"
    found = [(entry.record.kind, entry.record.id) for entry in reading.entries]
    assert found == [
        (kind, file.stem) for kind in KINDS for file in sorted((SITE / "briefs" / kind).iterdir())
    ]


def test_a_broken_record_keeps_no_other_from_being_read(briefs: Path) -> None:
    write(briefs / "topics" / "broken.yaml", "titel: Lamps\n")
    write(briefs / "topics" / "zebra.yaml", LAMPS)
    reading = read_briefs(briefs)
    assert ids(reading) == ["lamps", "zebra"]
    assert {issue.path for issue in reading.issues} == {"briefs/topics/broken.yaml"}


def test_issues_of_all_files_are_told_in_their_order(briefs: Path) -> None:
    write(briefs / "topics" / "b.yaml", "checked: 2026-05-01\n")
    write(briefs / "people" / "a.yaml", "checked: 2026-05-01\n")
    write(briefs / "colours" / "red.yaml", LAMPS)
    assert [issue.path for issue in read_briefs(briefs).issues] == [
        "briefs/colours",
        "briefs/people/a.yaml",
        "briefs/topics/b.yaml",
    ]


def test_the_folder_of_records_may_have_another_name(tmp_path: Path) -> None:
    write(tmp_path / "data" / "topics" / "lamps.yaml", "title: Lamps\n")
    (issue,) = read_briefs(tmp_path / "data").issues
    assert str(issue) == "data/topics/lamps.yaml:1:1: checked: `checked` is missing"


NO_FOLDER = """\
briefs: there is no such folder
    = make it, or set `extra.briefs.folder` in mkdocs.yml
"""


def test_without_a_folder_of_records_there_is_one_issue(tmp_path: Path) -> None:
    assert shown(read_briefs(tmp_path / "briefs").issues) == NO_FOLDER


def test_a_file_instead_of_the_folder_of_records_is_an_issue(tmp_path: Path) -> None:
    write(tmp_path / "briefs", "")
    assert shown(read_briefs(tmp_path / "briefs").issues) == NO_FOLDER


def test_an_empty_folder_of_records_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "briefs").mkdir()
    assert read_briefs(tmp_path / "briefs") == Reading((), ())


# What is no record


def test_an_unknown_kind_is_an_issue_with_the_nearest_that_is_known(briefs: Path) -> None:
    write(briefs / "topic" / "lights.yaml", LAMPS)
    reading = read_briefs(briefs)
    assert ids(reading) == ["lamps"]
    assert shown(reading.issues) == lines(
        "briefs/topic: this is no kind of record", "    = did you mean “topics”?"
    )


def test_a_file_beside_the_kinds_is_an_issue(briefs: Path) -> None:
    write(briefs / "lights.yaml", LAMPS)
    assert shown(read_briefs(briefs).issues) == lines(
        "briefs/lights.yaml: this is no kind of record",
        "    = use one of agreements, projects, dialogues, policies, organisations, countries, "
        "people, topics, sources",
    )


def test_a_file_instead_of_the_folder_of_a_kind_is_an_issue(briefs: Path) -> None:
    write(briefs / "people", LAMPS)
    assert shown(read_briefs(briefs).issues) == lines(
        "briefs/people: a kind is a plain folder",
        "    = move it away, and make a folder of that name",
    )


def test_a_folder_within_a_kind_is_an_issue_and_is_not_entered(briefs: Path) -> None:
    write(briefs / "topics" / "more" / "lights.yaml", LAMPS)
    reading = read_briefs(briefs)
    assert ids(reading) == ["lamps"]
    assert shown(reading.issues) == lines(
        "briefs/topics/more: a folder; records stand in the folder of their kind itself",
        "    = move what is in it up",
    )


@pytest.mark.parametrize("name", ["lights.yml", "lights.YAML", "lights.json", "lights", "lights~"])
def test_a_file_with_another_ending_is_an_issue(briefs: Path, name: str) -> None:
    write(briefs / "topics" / name, LAMPS)
    assert shown(read_briefs(briefs).issues) == lines(
        f"briefs/topics/{name}: a record's file ends in .yaml",
        f"    = call it {Path(name).stem}.yaml, or move it away",
    )


@pytest.mark.parametrize("name", [".DS_Store", ".gitkeep", ".lights.yaml.swp", ".lights.yaml"])
def test_hidden_files_are_passed_over(briefs: Path, name: str) -> None:
    write(briefs / name, "anything")
    write(briefs / "topics" / name, "anything")
    reading = read_briefs(briefs)
    assert ids(reading) == ["lamps"]
    assert reading.issues == ()


def test_a_link_to_a_file_is_an_issue_and_is_not_followed(briefs: Path, tmp_path: Path) -> None:
    write(tmp_path / "secret.yaml", LAMPS)
    (briefs / "topics" / "lights.yaml").symlink_to(tmp_path / "secret.yaml")
    reading = read_briefs(briefs)
    assert ids(reading) == ["lamps"]
    assert shown(reading.issues) == lines(
        "briefs/topics/lights.yaml: a link to another file; a record is a plain file",
        "    = put the file itself here",
    )


def test_a_link_to_nothing_is_an_issue_too(briefs: Path) -> None:
    (briefs / "topics" / "lights.yaml").symlink_to("nowhere.yaml")
    assert shown(read_briefs(briefs).issues) == lines(
        "briefs/topics/lights.yaml: a link to another file; a record is a plain file",
        "    = put the file itself here",
    )


@pytest.mark.parametrize("target", ["topics", ".."])
def test_a_link_instead_of_the_folder_of_a_kind_is_not_followed(briefs: Path, target: str) -> None:
    (briefs / "people").symlink_to(target)
    reading = read_briefs(briefs)
    assert ids(reading) == ["lamps"]
    assert shown(reading.issues) == lines(
        "briefs/people: a kind is a plain folder",
        "    = move it away, and make a folder of that name",
    )


def test_a_pipe_is_an_issue_and_nobody_waits_for_it(briefs: Path) -> None:
    os.mkfifo(briefs / "topics" / "lights.yaml")
    assert shown(read_briefs(briefs).issues) == lines(
        "briefs/topics/lights.yaml: not a plain file", "    = move it away"
    )


# Ids


@pytest.mark.parametrize(
    ("name", "id", "meant"),
    [
        ("Lights.yaml", "Lights", ": lights"),
        ("street_lights.yaml", "street_lights", ": street-lights"),
        ("street lights.yaml", "street lights", ": street-lights"),
        ("lights.old.yaml", "lights.old", ": lights-old"),
        ("灯台.yaml", "灯台", ""),
        ("phares-côtiers.yaml", "phares-côtiers", ""),
        ("-lights.yaml", "-lights", ": lights"),
        ("lights-.yaml", "lights-", ": lights"),
        ("<script>.yaml", "<script>", ": script"),
        ("a%2f..%2flights.yaml", "a%2f..%2flights", ": a-2f-2flights"),
    ],
)
def test_a_name_that_is_no_id_is_an_issue(briefs: Path, name: str, id: str, meant: str) -> None:
    write(briefs / "topics" / name, LAMPS)
    reading = read_briefs(briefs)
    assert ids(reading) == ["lamps"]
    assert shown(reading.issues) == lines(
        f"briefs/topics/{name}: “{id}” is not an id",
        f"    = an id is lower-case words and figures joined by hyphens{meant}",
    )


@pytest.mark.parametrize("id", sorted(RESERVED_IDS))
def test_a_name_that_the_site_uses_itself_is_an_issue(briefs: Path, id: str) -> None:
    write(briefs / "topics" / f"{id}.yaml", LAMPS)
    reading = read_briefs(briefs)
    assert ids(reading) == ["lamps"]
    assert shown(reading.issues) == lines(
        f"briefs/topics/{id}.yaml: “{id}” is a name that the site uses itself",
        "    = give it another name",
    )


@pytest.mark.parametrize("id", ["con", "nul", "com1", "lpt9"])
def test_a_name_that_no_file_can_have_on_windows_is_an_issue(briefs: Path, id: str) -> None:
    write(briefs / "topics" / f"{id}.yaml", LAMPS)
    assert shown(read_briefs(briefs).issues) == lines(
        f"briefs/topics/{id}.yaml: “{id}” is a name that no file can have on Windows",
        "    = give it another name",
    )


def test_an_id_that_is_too_long_is_an_issue(briefs: Path) -> None:
    id = "a" * (limits.ID + 1)
    write(briefs / "topics" / f"{id}.yaml", LAMPS)
    assert shown(read_briefs(briefs).issues) == lines(
        f"briefs/topics/{id}.yaml: the id has 101 characters; 100 is the limit",
        "    = give the record a shorter one",
    )


def test_a_line_end_in_a_name_forges_no_line_of_output(briefs: Path) -> None:
    write(briefs / "topics" / "a\nbriefs.yaml", LAMPS)
    line, _ = shown(read_briefs(briefs).issues).splitlines()
    assert line.startswith("briefs/topics/a�briefs.yaml: “a�briefs” is not an id")


def test_a_name_that_is_not_utf_8_is_an_issue(briefs: Path) -> None:
    name = os.fsdecode(b"caf\xe9.yaml")
    write(briefs / "topics" / name, LAMPS)
    line, _ = shown(read_briefs(briefs).issues).splitlines()
    assert line.startswith("briefs/topics/caf�.yaml: “caf�” is not an id")


# Contents


def test_a_file_at_the_limit_is_read_and_one_beyond_it_is_not(briefs: Path) -> None:
    room = limits.FILE_BYTES - len(LAMPS)
    write(briefs / "topics" / "full.yaml", LAMPS + "#" * (room - 1) + "\n")
    write(briefs / "topics" / "over.yaml", LAMPS + "#" * room + "\n")
    reading = read_briefs(briefs)
    assert ids(reading) == ["full", "lamps"]
    assert shown(reading.issues) == lines(
        "briefs/topics/over.yaml: the file has more than 200,000 bytes, which is the limit",
        "    = a record is a page: make several of it",
    )


def test_a_file_that_is_not_text_is_an_issue_at_its_first_wrong_byte(briefs: Path) -> None:
    (briefs / "topics" / "image.yaml").write_bytes("title: 灯台\nx: ".encode() + b"\x89PNG\n")
    assert shown(read_briefs(briefs).issues) == lines(
        "briefs/topics/image.yaml:2:4: the file is not UTF-8: here is the byte 0x89",
        "    | x: �PNG",
        "    |    ^",
        "    = save the file as UTF-8 in your editor",
    )


def with_issues(count: int) -> str:
    return LAMPS + "".join(f"field-{n}: x\n" for n in range(count))


def test_of_a_file_with_very_many_issues_the_first_are_told(briefs: Path) -> None:
    write(briefs / "topics" / "many.yaml", with_issues(limits.ISSUES))
    assert len(read_briefs(briefs).issues) == limits.ISSUES
    write(briefs / "topics" / "many.yaml", with_issues(limits.ISSUES + 7))
    issues = read_briefs(briefs).issues
    assert len(issues) == limits.ISSUES + 1
    assert str(issues[0]) == "briefs/topics/many.yaml: 7 more issues; 100 are shown of one file"


@pytest.fixture
def not_root() -> Iterator[None]:
    """Somebody who may not read everything, unlike the user of many containers."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder into which everybody may look, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def locked(open_to_all: Path) -> Path:
    """A folder of records in which one file is locked."""
    for id in ("lamps", "lights"):
        write(open_to_all / "briefs" / "topics" / f"{id}.yaml", LAMPS)
    (open_to_all / "briefs" / "topics" / "lights.yaml").chmod(0)
    return open_to_all / "briefs"


@pytest.fixture
def locked_kind(locked: Path) -> Iterator[Path]:
    """A folder of records in which the folder of one kind is locked."""
    (locked / "topics" / "lights.yaml").unlink()
    (locked / "people").mkdir()
    (locked / "people").chmod(0)
    yield locked
    (locked / "people").chmod(0o755)


@pytest.fixture
def locked_briefs(locked: Path) -> Iterator[Path]:
    """A folder of records that is locked itself."""
    locked.chmod(0)
    yield locked
    locked.chmod(0o755)


def test_a_file_that_may_not_be_read_is_an_issue(locked: Path, not_root: None) -> None:
    reading = read_briefs(locked)
    assert ids(reading) == ["lamps"]
    assert shown(reading.issues) == lines(
        "briefs/topics/lights.yaml: cannot be read: Permission denied", f"    = {RIGHTS}"
    )


def test_a_folder_that_may_not_be_read_is_an_issue(locked_kind: Path, not_root: None) -> None:
    reading = read_briefs(locked_kind)
    assert ids(reading) == ["lamps"]
    assert shown(reading.issues) == lines(
        "briefs/people: cannot be read: Permission denied", f"    = {RIGHTS}"
    )


def test_a_folder_of_records_that_may_not_be_read_is_an_issue(
    locked_briefs: Path, not_root: None
) -> None:
    assert shown(read_briefs(locked_briefs).issues) == lines(
        "briefs: cannot be read: Permission denied", f"    = {RIGHTS}"
    )
