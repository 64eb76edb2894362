"""The `briefs` command: what it prints, what it changes, and its exit codes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from tests.commanding import MISUSED, OK, RUN, WRONG, Briefs, Done, change
from tests.helpers import SITE

from research_briefs.edges.command import PARTS

RECORDS = len(list((SITE / "briefs").rglob("*.yaml")))
CABLE, DUES = "briefs/projects/fog-signal-cable.yaml", "briefs/policies/harbour-dues.yaml"

WRONG_CABLE = """\
briefs/projects/fog-signal-cable.yaml:4:11: parties[0].who[0]: there is no record “corlnad”
    |   - who: [corlnad]
    |           ^^^^^^^
    : briefs/countries/corland.yaml:1:8: this is “corland”
    | title: Corland
    |        ^^^^^^^
    = did you mean “corland”?
"""
WRONG_DUES = """\
briefs/policies/harbour-dues.yaml:8:11: events[0].date: there is no month 13
    |   - date: 2010-13
    |           ^^^^^^^
    = the order is year-month-day: 2015-12-12; or 2010 alone
"""


@pytest.fixture
def two_mistakes(site_folder: Path) -> None:
    """One that a file has by itself, and one between records."""
    change(str(site_folder / CABLE), "who: [corland]", "who: [corlnad]")
    change(str(site_folder / DUES), "date: 2010\n", "date: 2010-13\n")


# briefs check


def test_nothing_is_wrong(briefs: Briefs) -> None:
    assert briefs("check") == Done(OK, "", f"{RECORDS} records, no issues\n")


@pytest.mark.usefixtures("two_mistakes")
def test_everything_that_is_wrong_is_said_at_once(briefs: Briefs) -> None:
    assert briefs("check") == Done(WRONG, WRONG_DUES + WRONG_CABLE, "2 issues in 2 files\n")


@pytest.mark.usefixtures("two_mistakes")
@pytest.mark.parametrize("named", [CABLE, f"./{CABLE}", "briefs/projects"])
def test_only_what_is_wrong_with_the_files_named(named: str, briefs: Briefs) -> None:
    assert briefs("check", named) == Done(WRONG, WRONG_CABLE, "1 issue in 1 file\n")


@pytest.mark.usefixtures("two_mistakes")
def test_nothing_is_wrong_with_another_file(briefs: Briefs) -> None:
    assert briefs("check", "briefs/topics/lighthouses.yaml").code == OK
    assert briefs("check", "briefs/people").code == OK


def test_a_folder_whose_name_begins_alike_is_another(briefs: Briefs) -> None:
    Path("briefs/people2").mkdir()
    assert briefs("check", "briefs/people").code == OK
    done = briefs("check", "briefs/people2")
    assert done.out == ("briefs/people2: this is no kind of record\n    = did you mean “people”?\n")


@pytest.mark.parametrize("command", ["check", "fmt"])
def test_a_file_that_is_not_there_is_a_mistake_in_the_call(command: str, briefs: Briefs) -> None:
    done = briefs(command, "briefs/projects/fog-signal-cabel.yaml")
    assert done == Done(MISUSED, "", "briefs: there is no briefs/projects/fog-signal-cabel.yaml\n")


def test_a_file_outside_the_site_is_a_mistake_in_the_call(briefs: Briefs, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.yaml"
    file.write_text("title: Elsewhere\n")
    assert briefs("check", str(file)) == Done(
        MISUSED, "", f"briefs: {file} is not in the site {tmp_path / 'site'}\n"
    )


def test_a_site_without_records_is_told_so(briefs: Briefs) -> None:
    Path("briefs").rename("other")
    assert briefs("check") == Done(
        WRONG,
        "briefs: there is no such folder\n"
        "    = make it, or set `extra.briefs.folder` in mkdocs.yml\n",
        "1 issue in 1 file\n",
    )


# briefs fmt


def test_what_is_laid_out_already_stays_as_it_is(briefs: Briefs) -> None:
    briefs("fmt")
    before = Path(CABLE).stat()
    assert briefs("fmt") == Done(OK, "", "")
    assert Path(CABLE).stat().st_mtime_ns == before.st_mtime_ns


def test_records_are_laid_out(briefs: Briefs) -> None:
    briefs("fmt")
    tidy = Path(CABLE).read_bytes()
    change(CABLE, "title: Cable for fog signals\nform: infrastructure\n",
           "form:   infrastructure\ntitle: 'Cable for fog signals'\n")  # fmt: skip
    untidy = Path(CABLE).read_bytes()
    assert briefs("fmt", "--check") == Done(WRONG, f"would lay out {CABLE}\n", "")
    assert Path(CABLE).read_bytes() == untidy
    assert briefs("fmt") == Done(OK, f"laid out {CABLE}\n", "")
    assert Path(CABLE).read_bytes() == tidy
    assert briefs("fmt", "--check") == Done(OK, "", "")


def test_only_the_files_named_are_laid_out(briefs: Briefs) -> None:
    briefs("fmt")
    for file in (CABLE, DUES):
        change(file, "checked: 2026-05-01", "checked:  2026-05-01")
    assert briefs("fmt", DUES) == Done(OK, f"laid out {DUES}\n", "")
    assert briefs("fmt", "--check").out == f"would lay out {CABLE}\n"


def test_a_record_that_cannot_be_read_stays_as_it_is(briefs: Briefs) -> None:
    Path(DUES).write_text("title: [Dues\n", encoding="utf-8")
    done = briefs("fmt", DUES)
    assert done.code == WRONG
    assert done.out.startswith(f"{DUES}:1:8: ")
    assert Path(DUES).read_text(encoding="utf-8") == "title: [Dues\n"


def test_a_file_that_is_no_record_is_not_touched(briefs: Briefs) -> None:
    before = Path("mkdocs.yml").read_bytes()
    done = briefs("fmt", "mkdocs.yml")
    assert done.code == WRONG
    assert done.out == (
        "mkdocs.yml: not a record: it is in none of the folders of kinds in briefs\n"
        "    = name files of records\n"
    )
    assert Path("mkdocs.yml").read_bytes() == before


# briefs status


def test_states_are_printed_with_a_tab_between_columns(briefs: Briefs) -> None:
    done = briefs("status")
    assert (done.code, done.err) == (OK, "")
    assert done.out.splitlines()[:3] == [
        "fog-signal-cable\tcancelled\tDecember 2022\t2026-05-01",
        "sound-lights-commission\tactive\tlast met 9 June 2021\t2026-05-01",
        "dark-coast-plan\tproposal dropped\t2018\t2026-05-01",
    ]
    assert len(done.out.splitlines()) == 16


@pytest.mark.parametrize(
    ("id", "line"),
    [
        ("lamp-oil-rules", "replaced by lights-act\tsince June 2003\t2026-05-01"),
        ("keeper-exchange-memorandum", "term ended\t2020; nothing later found\t2026-05-01"),
        ("sound-lights-treaty", "in force\tsince March 2010\t2026-05-01"),
    ],
)
def test_the_state_of_one_record(id: str, line: str, briefs: Briefs) -> None:
    assert briefs("status", id) == Done(OK, f"{id}\t{line}\n", "")


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("1997-12-31", "state not known\t\t1997-12-31"),
        ("1998-06-01", "state not known\tproposed during 1998\t1998-06-01"),
        ("2001-07-01", "in negotiation\tas of May 1999; agreed, not signed during 2000 to 2001"
         "\t2001-07-01"),
        ("2002-06-15", "signed\t6 January 2002; in force during June 2002 (uncertain)\t2002-06-15"),
        ("2009-12-31", "suspended\tsince 2009\t2009-12-31"),
    ],
)  # fmt: skip
def test_the_state_on_another_day(day: str, line: str, briefs: Briefs) -> None:
    done = briefs("status", "--as-of", day, "sound-lights-treaty")
    assert done == Done(OK, f"sound-lights-treaty\t{line}\n", "")


@pytest.mark.parametrize("day", ["2010", "2010-02-30", "yesterday"])
def test_the_day_must_be_a_whole_one(day: str, briefs: Briefs) -> None:
    done = briefs("status", "--as-of", day)
    assert done.code == MISUSED
    assert "argument --as-of: " in done.err
    assert "Traceback" not in done.err


def test_a_record_without_a_state_prints_nothing(briefs: Briefs) -> None:
    assert briefs("status", "brevia") == Done(OK, "", "")


def test_an_id_that_is_not_there_is_a_mistake_in_the_call(briefs: Briefs) -> None:
    assert briefs("status", "harbour-dues", "nowhere") == Done(
        MISUSED,
        "harbour-dues\tended\t2011\t2026-05-01\n",
        "briefs: there is no record “nowhere”\n",
    )


@pytest.mark.usefixtures("two_mistakes")
def test_no_state_is_printed_while_something_is_wrong(briefs: Briefs) -> None:
    assert briefs("status") == Done(WRONG, "", "briefs: 2 issues in 2 files; see `briefs check`\n")


# Where it runs


def test_it_finds_the_site_from_any_folder_in_it(
    briefs: Briefs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("briefs/projects")
    assert briefs("check", "fog-signal-cable.yaml").code == OK


def test_it_can_be_told_where_the_site_is(
    briefs: Briefs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for order in (("--site", "site", "check"), ("check", "--site", "site")):
        assert briefs(*order).err == f"{RECORDS} records, no issues\n"
    for order in (("--site", "sight", "check"), ("check", "--site", "sight")):
        assert briefs(*order) == Done(MISUSED, "", "briefs: there is no sight\n")


def test_without_a_site_it_says_so(
    briefs: Briefs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert briefs("check") == Done(
        MISUSED,
        "",
        f"briefs: no mkdocs.yml in {tmp_path} or above it; run this in the folder of a site\n",
    )


def test_a_broken_configuration_is_explained(briefs: Briefs) -> None:
    Path("mkdocs.yml").write_text("site_name: [Lights\n", encoding="utf-8")
    done = briefs("check")
    assert (done.code, done.out) == (MISUSED, "")
    assert done.err.startswith("briefs: mkdocs.yml cannot be read: ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("call", [(), ("mend",), ("status", "--when", "2010")])
def test_a_wrong_call_is_explained(call: tuple[str, ...], briefs: Briefs) -> None:
    done = briefs(*call)
    assert done.code == MISUSED
    assert done.err.startswith("usage: briefs ")


@pytest.mark.parametrize("part", [part for part in PARTS if part != "sources"])
def test_help_has_an_example(part: str, briefs: Briefs) -> None:
    done = briefs(part, "--help")
    assert done.code == OK
    assert f"example: briefs {part} " in done.out


# As a process of its own


@pytest.mark.usefixtures("two_mistakes")
@pytest.mark.parametrize("part", ["check", "status"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_error(part: str, unbuffered: str, site_folder: Path) -> None:
    if part == "status":
        change(str(site_folder / CABLE), "corlnad", "corland")
        change(str(site_folder / DUES), "2010-13", "2010")
    process = subprocess.Popen(
        [*RUN, part],
        cwd=site_folder,
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()  # before anything is printed
    with process.stderr:
        errors = process.stderr.read()
    assert process.wait() == WRONG
    assert "BrokenPipe" not in errors
    assert "Traceback" not in errors


def test_it_needs_no_mkdocs(site_folder: Path) -> None:
    code = f"import sys; sys.modules['mkdocs'] = None; {RUN[2]}"
    done = subprocess.run([RUN[0], "-c", code, "check"], cwd=site_folder, check=False)
    assert done.returncode == OK
