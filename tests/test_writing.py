"""Files are put where they belong, and what somebody else has put there stays."""

from __future__ import annotations

from pathlib import Path

from research_briefs.edges.writing import write_files


def test_files_get_the_folders_that_they_need(tmp_path: Path) -> None:
    left = write_files(tmp_path, [("a.txt", b"a"), ("b/c/d.bin", b"\r\n\x00")], overwrite=False)
    assert (tmp_path / "a.txt").read_bytes() == b"a"
    assert (tmp_path / "b/c/d.bin").read_bytes() == b"\r\n\x00"
    assert left == []


def test_a_file_that_is_there_stays_unless_it_may_be_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"by hand")
    files = [("a.txt", b"ours"), ("b.txt", b"ours")]
    assert write_files(tmp_path, files, overwrite=False) == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"by hand"
    assert (tmp_path / "b.txt").read_bytes() == b"ours"
    assert write_files(tmp_path, files, overwrite=True) == []
    assert (tmp_path / "a.txt").read_bytes() == b"ours"
