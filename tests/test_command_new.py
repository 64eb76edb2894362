"""`briefs new`: files that explain themselves, and sources from other bibliographies."""

from __future__ import annotations

import os
import pty
import re
import sys
from datetime import date as Day
from pathlib import Path

import pytest
from tests.commanding import MISUSED, OK, RUN, WRONG, Briefs

from research_briefs.edges.commands.new import SINGULAR
from research_briefs.reading.bibliographies import read_bibliography
from research_briefs.reading.yaml_text import read_yaml
from research_briefs.records.wrong import Wrong

#: What a person may write instead of the blanks of a field, in records of the fixture site.
FILLED = {
    "form": "treaty",
    "who": "brevia",
    "role": "party",
    "source": "gazette-2023",
    "date": "2020",
    "event": "signed",
    "session": "first",
    "code": "XZ",
    "type": "report",
    "title": "Something new",
    "authority": "research",
    "read": "excerpt",
}
OF_KIND = {
    "project": {"form": "mission", "role": "partner", "event": "started"},
    "dialogue": {"form": "forum", "role": "member"},
    "policy": {"form": "law", "role": "issuer", "event": "adopted"},
    "organisation": {"form": "ministry"},
}


def fill(file: Path, kind: str) -> None:
    """Write a value instead of each blank, as an editor would, and leave all else as it is."""
    values = FILLED | OF_KIND.get(kind, {})

    def filled(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]}: {match[3]}{values[match[2]]}"

    text = file.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^([ -]*)([\w-]+): (\[?)…", filled, text)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("kind", SINGULAR)
def test_a_new_file_passes_once_its_blanks_are_filled(kind: str, briefs: Briefs) -> None:
    done = briefs("new", kind, "Something new")
    file = Path(f"briefs/{SINGULAR[kind]}/something-new.yaml")
    assert done.code == OK
    assert done.out.startswith(f"made {file}")
    assert file.read_text(encoding="utf-8").startswith("# A new ")
    blanks = [
        line for line in file.read_text("utf-8").split("\n") if re.match(r"[^#]*: \[?…", line)
    ]
    checked = briefs("check", str(file))
    assert checked.out.count("is still to be filled in") == len(blanks)
    fill(file, kind)
    assert briefs("check").out == ""
    assert briefs("fmt", "--check", str(file)).code == OK


@pytest.mark.parametrize("kind", SINGULAR)
def test_every_example_in_a_new_file_is_one(kind: str, briefs: Briefs) -> None:
    """Who takes the “# ” away before a field has something that can be read."""
    briefs("new", kind, "Something new")
    file = Path(f"briefs/{SINGULAR[kind]}/something-new.yaml")
    text = file.read_text(encoding="utf-8")
    head, _, examples = text.partition("take away the “# ” before it:\n")
    assert examples
    plain = "".join(f"{line.removeprefix('# ')}\n" for line in examples.splitlines())
    _, issues = read_yaml(f"{head}\n{plain}", "x.yaml")
    assert issues == []


def test_each_blank_says_what_to_write(briefs: Briefs) -> None:
    briefs("new", "topic", "--id", "new-topic")
    assert briefs("check").out == (
        "briefs/topics/new-topic.yaml:5:8: title: `title` is still to be filled in\n"
        "    | title: …\n"
        "    |        ^\n"
        "    = The name of the thing, official where there is one. "
        "For example: Treaty on the Lights of the Sound\n"
    )


def test_flags_fill_blanks_and_the_check_is_today(briefs: Briefs) -> None:
    briefs("new", "organisation", "Northern Lamps: a company", "--form", "company", "--plain")
    file = Path("briefs/organisations/northern-lamps-a-company.yaml")
    assert file.read_text(encoding="utf-8") == (
        f'title: "Northern Lamps: a company"\nform: company\nchecked: {Day.today()}\n'
    )


def test_a_source_read_in_full_is_asked_for_its_extent(briefs: Briefs) -> None:
    briefs("new", "source", "A report", "--read", "full", "--plain")
    assert "extent: …\n" in Path("briefs/sources/a-report.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("topic", "Brevia"), "the id “brevia” is taken by briefs/countries/brevia.yaml; "
         "give another with --id, such as brevia-2"),
        (("topic", "x", "--id", "twelve-lamps-treaty"), "--id: the id “twelve-lamps-treaty” is "
         "taken by briefs/agreements/sound-lights-treaty.yaml"),
        (("topic", "灯台"), "give it an --id: none can be made from the title"),
        (("topic",), "give it an --id: none can be made from the title"),
        (("topic", "x", "--id", "A_b"), "--id: “A_b” is not an id; an id is lower-case words and "
         "figures joined by hyphens: a-b"),
        (("topic", "x", "--id", "index"), "--id: “index” is a name that the site uses itself; "
         "give it another name"),
        (("topic", "x", "--form", "law"), "--form: a topic has no field `form`"),
        (("policy", "x", "--form", "lwa"), "--form: “lwa” is no form of policy; "
         "did you mean “law”?"),
        (("source", "--from", "gone.bib"), "there is no gone.bib"),
        (("topic", "--from", "mkdocs.yml"), "--from makes sources: say `briefs new source --from "
         "FILE`"),
        (("source", "--from", "mkdocs.yml"), "mkdocs.yml: its name should end in one of .json, "
         ".bib, .bibtex, .ris"),
    ],
)  # fmt: skip
def test_a_wrong_call_makes_nothing(call: tuple[str, ...], said: str, briefs: Briefs) -> None:
    before = sorted(Path("briefs").rglob("*"))
    done = briefs("new", *call)
    assert (done.code, done.out, done.err) == (MISUSED, "", f"briefs: {said}\n")
    assert sorted(Path("briefs").rglob("*")) == before


def test_an_existing_file_is_never_written_to(briefs: Briefs) -> None:
    file = Path("briefs/topics/lighthouses.yaml")
    before = file.read_bytes()
    assert briefs("new", "topic", "x", "--id", "lighthouses").code == MISUSED
    assert file.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a terminal of its own")
def test_somebody_at_a_terminal_is_asked(site_folder: Path) -> None:
    answers = b"Light: rules\nlwa\nlaw\nbrevia\nlight-rules-2020\n"
    pid, terminal = pty.fork()
    if not pid:
        os.chdir(site_folder)
        os.environ["TERM"] = "xterm"
        os.execv(sys.executable, [*RUN, "new", "policy"])  # noqa: S606 — no shell is wanted
    os.write(terminal, answers)
    seen = b""
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:  # how a terminal ends on Linux
            break
        if not more:
            break
        seen += more
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == OK
    text = (site_folder / "briefs/policies/light-rules-2020.yaml").read_text(encoding="utf-8")
    assert 'title: "Light: rules"\nform: law\n' in text
    said = seen.decode()
    assert "“lwa” is none of these" in said
    assert "[light-rules]" in said
    assert "the id “brevia” is taken" in said


# Sources from elsewhere

BIBTEX = r"""
@string{sound = "Sound Institute"}
@techreport{lamp, author = {Wick, T. and {Ministry of Coasts} and van der Lamp, J{\"o}rg},
  title = {The {\"U}ber-{LAMP}: wicks \& oil}, institution = sound, year = 2024, month = mar,
  number = {12}, url = {https://lamps.example.org/a\_b%20c}}
@article{twin, author = {Wick, T.}, title = {On Twins}, journal = {Lamps}, year = {2024},
  doi = {10.5555/twins}}
@misc{odd, title = {Odd}, url = {javascript:alert(1)}}
"""
RIS = """TY  - JOUR
TI  - On Twins: again
AU  - Wick, T.
PY  - 2024/03/01
JO  - Lamps
DO  - 10.5555/again
UR  - https://lamps.example.org/again
ER  -
"""
CSL = """[{"id": "x", "type": "report", "title": "Lamps\\u202e", "author": [{"family": "Lamp",
"given": "J.", "non-dropping-particle": "van der"}], "issued": {"date-parts": [[2024, 3]]},
"note": "dropped"}, {"id": "y", "type": ["report"], "title": 5, "author": "nobody"}]"""


def test_one_file_of_bibtex_makes_many_sources(briefs: Briefs) -> None:
    Path("refs.bib").write_text(BIBTEX, encoding="utf-8")
    done = briefs("new", "source", "--from", "refs.bib", "--plain")
    assert done.out.splitlines() == [
        f"made briefs/sources/{id}.yaml: fill in 2 blanks (“…”), then `briefs check "
        f"briefs/sources/{id}.yaml`"
        for id in ("wick-2024", "wick-2024-2", "odd-nd")
    ]
    assert Path("briefs/sources/wick-2024.yaml").read_text(encoding="utf-8") == (
        "type: report\n"
        'title: "The Über-LAMP: wicks & oil"\n'
        "author:\n"
        "  - family: Wick\n    given: T.\n"
        "  - literal: Ministry of Coasts\n"
        "  - family: van der Lamp\n    given: Jörg\n"
        "issued: 2024-03\n"
        "number: 12\n"
        "publisher: Sound Institute\n"
        "URL: https://lamps.example.org/a_b%20c\n"
        "authority: …\n"
        "read: …\n"
    )
    again = briefs("new", "source", "--from", "refs.bib")
    assert "lamp is there already: briefs/sources/wick-2024.yaml\n" in again.out
    for id in ("wick-2024", "wick-2024-2", "odd-nd", "odd-nd-2"):
        fill(Path(f"briefs/sources/{id}.yaml"), "source")
    assert briefs("check").code == OK


def test_what_could_not_be_taken_over_is_named(briefs: Briefs) -> None:
    Path("refs.bib").write_text(BIBTEX, encoding="utf-8")
    briefs("new", "source", "--from", "refs.bib")
    text = Path("briefs/sources/odd-nd.yaml").read_text(encoding="utf-8")
    assert "# Could not be taken over: URL.\n" in text
    assert "javascript" not in text


def test_a_source_from_ris(briefs: Briefs) -> None:
    Path("one.ris").write_text(RIS, encoding="utf-8")
    briefs("new", "source", "--from", "one.ris", "--id", "twins", "--plain")
    assert Path("briefs/sources/twins.yaml").read_text(encoding="utf-8") == (
        'type: article-journal\ntitle: "On Twins: again"\n'
        "author:\n  - family: Wick\n    given: T.\n"
        "issued: 2024-03-01\ncontainer-title: Lamps\n"
        "URL: https://lamps.example.org/again\nDOI: 10.5555/again\nauthority: …\nread: …\n"
    )


def test_sources_from_csl_json_are_read_as_what_strangers_wrote(briefs: Briefs) -> None:
    Path("refs.json").write_text(CSL, encoding="utf-8")
    assert briefs("new", "source", "--from", "refs.json", "--plain").code == OK
    text = Path("briefs/sources/van-der-lamp-2024.yaml").read_text(encoding="utf-8")
    assert text.startswith("type: report\ntitle: Lamps\nauthor:\n  - family: van der Lamp\n")
    text = Path("briefs/sources/5-nd.yaml").read_text(encoding="utf-8")
    assert text.startswith("type: …\ntitle: 5\nauthority: …\n")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.json", "[", "it is not JSON: "),
        ("x.json", "[]", "there is no entry in it that could be read as CSL-JSON"),
        ("x.json", "[" * 100_000, "it is not JSON: "),
        ("x.bib", "nothing", "there is no entry in it that could be read as BibTeX"),
        ("x.bib", "@article{a, title={b", "BibTeX ends early: see the entry that begins on line 1"),
        ("x.ris", "nothing", "RIS"),
        ("x.ris", "", "there is no entry in it that could be read as RIS"),
    ],
)
def test_what_is_no_bibliography_is_refused(
    name: str, text: str, said: str, briefs: Briefs
) -> None:
    Path(name).write_text(text, encoding="utf-8")
    done = briefs("new", "source", "--from", name)
    assert (done.code, done.out) == (MISUSED, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_without_the_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rispy", None)
    with pytest.raises(Wrong, match=r"rispy is needed to read this: pip install .*\[import\]"):
        read_bibliography(RIS, "RIS")


def test_issues_of_new_files_stop_the_check(briefs: Briefs) -> None:
    briefs("new", "topic", "--id", "new-topic")
    assert briefs("check").code == WRONG
