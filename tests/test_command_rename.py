"""`briefs rename`: a record, all that names it, and its former id, in one go or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.commanding import MISUSED, OK, WRONG, Briefs, change

from research_briefs.reading import rewriting
from research_briefs.reading.renaming import Renaming
from research_briefs.site import Site

#: Those that are named most, of all kinds.
IDS = ["almanac-2024", "brevia", "lighthouses", "sound-lights-treaty", "ada-lamplighter"]


def contents() -> dict[str, str]:
    """All files of the site below the present folder."""
    found = (file for part in ("briefs", "docs") for file in Path(part).rglob("*"))
    return {str(file): file.read_text(encoding="utf-8") for file in found if file.is_file()}


@pytest.mark.parametrize("id", IDS)
def test_a_record_is_renamed_and_nothing_else_changes(id: str, briefs: Briefs, site: Site) -> None:
    before = contents()
    done = briefs("rename", id, "quite-another-name")
    assert (done.code, done.err) == (OK, "")
    assert briefs("check").out == ""
    assert briefs("fmt", "--check").out == ""
    assert f"{site.catalogue.records[id].kind}/quite-another-name.yaml" in done.out
    assert named_in_records(id) == ["former_ids"]
    # Back again, every file is as it was, but for the id that it had in between.
    assert briefs("rename", "quite-another-name", id).code == OK
    after = contents()
    assert after.keys() == before.keys()
    for path, text in after.items():
        changed = re.sub(r"(?m)^former_ids: .*\n(  - .*\n)*", "", text)
        assert changed == re.sub(r"(?m)^former_ids: .*\n(  - .*\n)*", "", before[path]), path


def named_in_records(id: str) -> list[str]:
    """The fields of records in which an id still stands as a whole word."""
    word = rf"(?<![\w.-]){re.escape(id)}(?![\w.-])"
    naming = rf"(?m)^ *-? *(\w+): .*(?:\[\[|@|\[|, | |: ){word}(?=[\],;#|]|$)"
    fields = "who|at|topics|broader|country|to|source|summary|former_ids|merged_into"
    found = (
        match[1]
        for file in Path("briefs").rglob("*.yaml")
        for match in re.finditer(naming, file.read_text(encoding="utf-8"))
    )
    return [field for field in found if re.fullmatch(fields, field)]


def test_it_says_what_changed(briefs: Briefs) -> None:
    assert briefs("rename", "harbour-dues", "dues-of-the-harbour").out == (
        "renamed briefs/policies/harbour-dues.yaml to briefs/policies/dues-of-the-harbour.yaml\n"
    )
    text = Path("briefs/policies/dues-of-the-harbour.yaml").read_text(encoding="utf-8")
    assert text.endswith("former_ids: [harbour-dues]\n")


def test_pages_written_by_hand_follow(briefs: Briefs) -> None:
    with Path("docs/about.md").open("a", encoding="utf-8") as page:
        page.write("\n[[harbour-dues|Dues]], `[[harbour-dues]]`, [so](policies/harbour-dues.md).\n")
    done = briefs("rename", "harbour-dues", "dues")
    assert "changed docs/about.md: 2 names in it\n" in done.out
    text = Path("docs/about.md").read_text(encoding="utf-8")
    assert text.endswith("\n[[dues|Dues]], `[[harbour-dues]]`, [so](policies/dues.md).\n")


def test_only_asked_it_writes_nothing(briefs: Briefs) -> None:
    before = contents()
    done = briefs("rename", "--check", "brevia", "brevialand")
    assert done.code == OK
    assert done.out.startswith("would rename briefs/countries/brevia.yaml to ")
    assert "would change briefs/agreements/sound-lights-treaty.yaml: " in done.out
    assert contents() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("brevai", "x", "there is no record “brevai”; did you mean “brevia”?"),
        ("zzz", "x", "there is no record “zzz”"),
        ("twelve-lamps-treaty", "x", "there is no record “twelve-lamps-treaty”; it is called "
         "“sound-lights-treaty” now"),
        ("brevia", "brevia", "“brevia” is its id already"),
        ("lightship-pact", "x", "“lightship-pact” was merged or withdrawn: its address stays as it "
         "is"),
        ("brevia", "corland", "the id “corland” is taken by briefs/countries/corland.yaml"),
        ("brevia", "Brevia", "“Brevia” is not an id; an id is lower-case words and figures joined "
         "by hyphens: brevia"),
        ("brevia", "../x", "“../x” is not an id; an id is lower-case words and figures joined by "
         "hyphens: x"),
        ("brevia", "search", "“search” is a name that the site uses itself; give it another name"),
    ],
)  # fmt: skip
def test_a_wrong_call_changes_nothing(old: str, new: str, said: str, briefs: Briefs) -> None:
    before = contents()
    done = briefs("rename", old, new)
    assert (done.code, done.out, done.err) == (MISUSED, "", f"briefs: {said}\n")
    assert contents() == before


def test_while_something_is_wrong_nothing_is_renamed(briefs: Briefs) -> None:
    change("briefs/projects/fog-signal-cable.yaml", "who: [corland]", "who: [corlnad]")
    before = contents()
    done = briefs("rename", "brevia", "brevialand")
    assert (done.code, done.err) == (WRONG, "briefs: 1 issue in 1 file; see `briefs check`\n")
    assert contents() == before


def test_a_disk_that_fails_in_the_middle_leaves_all_as_it_was(
    briefs: Briefs, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, calls, real = contents(), iter(range(100)), rewriting.replace

    def failing(file: Path, data: bytes) -> None:
        if next(calls) == 5:
            raise OSError(28, "No space left on device", str(file))
        real(file, data)

    monkeypatch.setattr(rewriting, "replace", failing)
    done = briefs("rename", "brevia", "brevialand")
    assert done.code == MISUSED
    assert done.err.startswith("briefs: nothing was renamed: ")
    assert done.err.endswith(": No space left on device\n")
    assert contents() == before


def test_line_ends_of_windows_stay(briefs: Briefs) -> None:
    file = Path("briefs/agreements/lamp-oil-convention.yaml")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert briefs("rename", "brevia", "brevialand").code == OK
    data = file.read_bytes()
    assert b"brevialand" in data
    assert data.count(b"\n") == data.count(b"\r\n")


# What is a name of the record, and what only looks like one


def ways() -> Iterator[tuple[str, str, str]]:
    yield from (("in_id", "old", "new"), ("in_id", '"old"', '"new"'), ("in_id", "old#x", "new#x"))
    yield from (("in_id", "old-x", ""), ("in_id", "x-old", ""), ("in_id", "x#old", ""))
    yield "in_sources", "old, p. 3; x, citing old", "new, p. 3; x, citing new"
    yield "in_sources", "|\n  x;\n  old,\n  p. 3", "|\n  x;\n  new,\n  p. 3"
    yield "in_sources", "old, citing old", "new, citing new"
    yield from (("in_sources", "x, p. old", ""), ("in_sources", "old-x; x-old", ""))
    yield "in_links", "[[old]] [[old#x|old]] [[ old |x]]", "[[new]] [[new#x|old]] [[ new |x]]"
    yield from (("in_links", "[[x#old]] old [[old-x]]", ""), ("in_links", r"\[[old]]", ""))
    yield (
        "in_prose",
        "old [[old]] [@old, p. 3; @x, citing @old]",
        ("old [[new]] [@new, p. 3; @x, citing @new]"),
    )
    yield from (("in_prose", "a@old [@x-old; @old-x] @old", ""), ("in_prose", r"\[@old]", ""))
    yield (
        "in_page",
        "[old](topics/old.md#old) ../topics/old/",
        ("[old](topics/new.md#old) ../topics/old/"),
    )


@pytest.mark.parametrize(("way", "text", "expected"), list(ways()))
def test_only_names_of_the_record_change(way: str, text: str, expected: str) -> None:
    changed, count = getattr(Renaming("topics", "old", "new"), way)(text)
    assert changed == (expected or text)
    assert (count > 0) == bool(expected)
