"""Small files put into a folder: what is there stays, and what an earlier folder has is linked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from research_briefs.edges.writing import write_files


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    folder = tmp_path / "earlier"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "same.txt").write_bytes(b"the same")
    (folder / "a" / "other.txt").write_bytes(b"what was")
    (folder / "a" / "longer.txt").write_bytes(b"the same and more")
    return folder


def is_shared(one: Path, other: Path) -> bool:
    return one.samefile(other)


def test_folders_are_made_where_they_lack(tmp_path: Path) -> None:
    files = [("a/b/c.txt", b"c"), ("d.bin", b"\r\n\x00"), ("a/b/e.txt", b"e")]
    assert write_files(tmp_path, files) == []
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == b"c"
    assert (tmp_path / "d.bin").read_bytes() == b"\r\n\x00"
    assert (tmp_path / "a" / "b" / "e.txt").read_bytes() == b"e"


def test_a_file_that_is_there_stays_unless_it_may_be_overwritten(tmp_path: Path) -> None:
    files = [("a.txt", b"new"), ("b.txt", b"b")]
    (tmp_path / "a.txt").write_bytes(b"written by hand")
    assert write_files(tmp_path, files) == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"written by hand"
    assert write_files(tmp_path, files, overwrite=True) == []
    assert (tmp_path / "a.txt").read_bytes() == b"new"


def test_what_the_earlier_folder_has_byte_by_byte_is_linked(earlier: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    names = ("a/same.txt", "a/other.txt", "a/longer.txt", "a/fresh.txt")
    assert write_files(new, [(name, b"the same") for name in names], earlier=earlier) == []
    assert {name: (new / name).read_bytes() for name in names} == dict.fromkeys(names, b"the same")
    assert is_shared(new / "a/same.txt", earlier / "a/same.txt")
    assert not is_shared(new / "a/other.txt", earlier / "a/other.txt")
    assert (earlier / "a/other.txt").read_bytes() == b"what was"
    assert (earlier / "a/longer.txt").read_bytes() == b"the same and more"


def test_a_file_that_is_there_is_not_replaced_by_a_link(earlier: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "same.txt").write_bytes(b"written by hand")
    assert write_files(tmp_path, [("a/same.txt", b"the same")], earlier=earlier) == ["a/same.txt"]
    assert (tmp_path / "a" / "same.txt").read_bytes() == b"written by hand"


def test_what_is_no_plain_file_is_not_linked(earlier: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"the same")
    (earlier / "a" / "led.txt").symlink_to(outside)
    (earlier / "a" / "folder.txt").mkdir()
    names, new = ("a/led.txt", "a/folder.txt"), tmp_path / "new"
    write_files(new, [(name, b"the same") for name in names], earlier=earlier)
    for name in names:
        assert not (new / name).is_symlink()
        assert (new / name).read_bytes() == b"the same"
    assert not is_shared(new / "a/led.txt", outside)


def test_a_system_that_makes_no_links_costs_time_and_nothing_else(
    earlier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    new = tmp_path / "new"
    assert write_files(new, [("a/same.txt", b"the same")], earlier=earlier) == []
    assert (new / "a/same.txt").read_bytes() == b"the same"
    assert not is_shared(new / "a/same.txt", earlier / "a/same.txt")
