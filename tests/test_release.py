"""`briefs release`: what it refuses, what is left when it is stopped, and what check finds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.helpers import shown
from tests.payloads import sharpest
from tests.releasing import TREATY, Place, printed
from tests.specimens import filled, fullest

from research_briefs.edges.command import main
from research_briefs.lasting.release import canonical
from research_briefs.reading.versions import digest_of

DAY, NEXT = "2027-01-01", "2028-01-01"
AHEAD = "briefs: that day has not come: no release can be older than this one\n"


@pytest.fixture
def place(site_folder: Path) -> Place:
    """The fixture site, which nobody has released yet."""
    return Place(site_folder)


@pytest.fixture
def released(place: Place, capsys: pytest.CaptureFixture[str]) -> Place:
    """The fixture site after its first release."""
    assert place.release(DAY) == 0
    printed(capsys)
    return place


Refused = Callable[..., str]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refused:
    """Why there is no release of a day; nothing in the folder of versions may change for it."""

    def run(place: Place, day: str) -> str:
        before = place.tree()
        assert place.release(day) == 1
        assert place.tree() == before
        out, err = printed(capsys)
        assert out == ""
        reason, last = err.rsplit("briefs: nothing was released\n", 1)
        assert last == ""
        return reason

    return run


# What a release says


def test_a_release_names_the_versions_that_it_has_made(
    released: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    released.change(TREATY, "value: Twelve\n", "value: Thirteen\n")
    assert released.release(NEXT) == 0
    folder = released.root / "briefs" / ".versions"
    told = f"released 1 version on {NEXT}; commit {folder}\n"
    assert printed(capsys) == ("sound-lights-treaty 2\n", told + AHEAD)
    assert sorted(file.name for file in (folder / "sound-lights-treaty").iterdir()) == [
        "1.json",
        "2.json",
    ]


def test_a_release_that_would_change_nothing_writes_nothing(
    released: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    before = released.tree()
    assert released.release(NEXT) == 0
    told = f"briefs: nothing has changed since the release of {DAY}, so nothing was released\n"
    assert printed(capsys) == ("", told)
    assert released.tree() == before


def test_another_check_is_no_change(released: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """But the page of the version says when that was."""
    released.change(TREATY, "checked: 2026-05-01", "checked: 2027-05-01")
    assert released.release(NEXT) == 0
    assert "nothing has changed" in printed(capsys)[1]
    page = released.files()[f"{TREATY}/v/1/index.html"].decode()
    assert "Curators last checked it on 1 May 2027 and found nothing to change." in page


def test_the_same_release_gives_the_same_bytes(place: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "other")
    subprocess.run(["cp", "-r", str(place.root), str(other.root)], check=True)
    assert place.release(DAY) == other.release(DAY) == 0
    assert place.tree() == other.tree()


# What it refuses


def test_two_releases_on_one_day(released: Place, refused: Refused) -> None:
    released.change(TREATY, "value: Twelve\n", "value: Thirteen\n")
    assert refused(released, DAY) == (
        f"briefs: there is a release of {DAY} already; the next one can be of the day after\n"
    )


def test_a_release_before_the_last_one(released: Place, refused: Refused) -> None:
    assert refused(released, "2026-12-31") == (
        f"briefs: the last release is of {DAY}, so none can be of 2026-12-31\n"
    )


def test_a_release_older_than_what_it_holds(place: Place, refused: Refused) -> None:
    place.change(TREATY, "checked: 2026-05-01", "checked: 2026-07-01")
    assert refused(place, "2026-06-30") == (
        "briefs: “sound-lights-treaty” was checked after 2026-06-30, on 2026-07-01: "
        "a release cannot be older than what it holds\n"
    )


def test_records_with_errors(place: Place, refused: Refused) -> None:
    place.change(TREATY, "topics: [lighthouses,", "topics: [lighthorses,")
    assert refused(place, DAY) == "briefs: 1 issue in 1 file; see `briefs check`\n"


def test_uncommitted_records(place: Place, refused: Refused) -> None:
    place.begin()
    place.change(TREATY, "value: Twelve\n", "value: Thirteen\n")
    place.write("topics/ünfit", "")
    place.file("topics/ünfit").unlink()
    place.write("topics/lamps", "title: Lamps\nchecked: 2026-05-01\n")
    assert refused(place, DAY) == (
        "briefs: commit first what a release would freeze: "
        "briefs/agreements/sound-lights-treaty.yaml, briefs/topics/lamps.yaml\n"
    )
    place.commit()
    assert place.release(DAY) == 0


def test_a_release_that_nobody_has_committed(
    place: Place, refused: Refused, capsys: pytest.CaptureFixture[str]
) -> None:
    place.begin()
    assert place.release(DAY) == 0
    printed(capsys)
    reason = refused(place, NEXT)
    assert reason.startswith("briefs: commit first what a release would freeze: briefs/.versions/")
    assert reason.endswith(" more\n")


@pytest.mark.parametrize("day", ["2027-02-30", "2027", "tomorrow", "2027-01-01~"])
def test_what_is_no_day(place: Place, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--site", str(place.root), "release", "--date", day])
    assert end.value.code == 2
    assert "argument --date" in printed(capsys)[1]
    assert place.tree() == {}


def test_without_room_nothing_is_written(place: Place, refused: Refused) -> None:
    """A file stands where the folder of versions would be."""
    (place.root / "briefs" / ".versions").write_text("mine", encoding="utf-8")
    reason = refused(place, DAY)
    assert reason.startswith("briefs: [Errno 20] Not a directory: ")


# A release that is stopped half-way

STOPPED = """
import os, signal, sys
from pathlib import Path
from research_briefs.edges.command import main
from research_briefs.lasting.release import canonical
from research_briefs.reading.versions import digest_of

left, replace = int(sys.argv[1]), Path.replace

def counted(self, target):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)

Path.replace = counted
sys.exit(main(["--site", sys.argv[2], "release", "--date", sys.argv[3]]))
"""


@pytest.mark.parametrize("moved", [0, 1, 24, 25])
def test_a_release_that_is_killed_has_not_been(
    place: Place, moved: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether before its first file was in place, among them, or before the list was."""
    place.begin()
    arguments = [sys.executable, "-c", STOPPED, str(moved), str(place.root), DAY]
    done = subprocess.run(arguments, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    assert len(list(place.root.glob("briefs/.versions/*/*.json"))) >= moved
    assert place.site().issues == ()
    assert not place.site().releases
    assert place.release(DAY) == 0
    assert printed(capsys)[1].startswith("released 25 versions")
    assert not (place.root / "briefs" / ".versions" / ".unfinished").exists()
    assert place.site().issues == ()


def test_a_second_release_that_is_killed_leaves_the_first(released: Place) -> None:
    before = released.tree()
    released.change(TREATY, "value: Twelve\n", "value: Thirteen\n")
    arguments = [sys.executable, "-c", STOPPED, "1", str(released.root), NEXT]
    assert subprocess.run(arguments, check=False, capture_output=True).returncode
    assert released.site().issues == ()
    assert f"{TREATY}/v/2/index.html" not in released.files()
    released.change(TREATY, "value: Thirteen\n", "value: Twelve\n")
    assert released.release(NEXT) == 0  # nothing has changed
    assert {name: released.tree()[name] for name in before} == before


@pytest.mark.skipif(os.name != "posix", reason="modes of folders are those of POSIX")
def test_a_release_that_fails_takes_back_what_it_has_written(
    released: Place, monkeypatch: pytest.MonkeyPatch, refused: Refused
) -> None:
    released.change(TREATY, "value: Twelve\n", "value: Thirteen\n")
    real = Path.replace

    def full(self: Path, target: Path) -> Path:
        if Path(target).name == "releases.json":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert refused(released, NEXT) == ("briefs: [Errno 28] No space left on device\n")


# What check finds


def issues(place: Place) -> str:
    return shown(place.site().issues)


VERSION = "sound-lights-treaty/1"
FILE = f"briefs/.versions/{VERSION}.json"
NOT_IT = "this is not version 1 of “sound-lights-treaty”"
BACK = "    = versions never change: take the file back from the repository's history\n"


def test_a_version_that_somebody_has_edited(released: Place, refused: Refused) -> None:
    file = released.version(VERSION)
    file.write_text(file.read_text(encoding="utf-8").replace("Twelve", "Ten"), encoding="utf-8")
    assert issues(released) == (
        f"{FILE}: version 1 of “sound-lights-treaty” has been changed since its release "
        f"on {DAY}\n{BACK}"
    )
    assert refused(released, NEXT) == "briefs: 1 issue in 1 file; see `briefs check`\n"


def test_a_version_whose_lines_end_otherwise(released: Place) -> None:
    file = released.version(VERSION)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert "has been changed since its release" in issues(released)
    attributes = released.root / "briefs" / ".versions" / ".gitattributes"
    assert attributes.read_text(encoding="utf-8") == "* -text\n"


def test_a_version_that_has_gone(released: Place) -> None:
    released.version(VERSION).unlink()
    assert issues(released) == (
        f"{FILE}: version 1 of “sound-lights-treaty”, released on {DAY}, has gone\n{BACK}"
    )


def test_a_version_that_is_a_link(released: Place, tmp_path: Path) -> None:
    file = released.version(VERSION)
    other = tmp_path / "elsewhere.json"
    file.rename(other)
    file.symlink_to(other)
    assert issues(released) == (
        f"{FILE}: version 1 of “sound-lights-treaty” cannot be read: it is not a plain file\n{BACK}"
    )


LIST = "briefs/.versions/releases.json"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"format": 1', '"format": 2', "has been changed since the last release"),
        ("{\n", "{\n<<<<<<< HEAD\n", "cannot be read: Expecting property name enclosed in "
         "double quotes"),
        ("{", "[", "cannot be read: Expecting ',' delimiter"),
    ],
)  # fmt: skip
def test_a_list_that_somebody_has_edited(released: Place, old: str, new: str, message: str) -> None:
    file = released.root / LIST
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    (issue,) = released.site().issues
    assert issue.message == f"the list of releases {message}"
    assert issue.path == LIST


def test_a_list_that_has_gone(released: Place) -> None:
    (released.root / LIST).unlink()
    assert issues(released) == (
        f"{LIST}: the list of releases has gone; the versions beside it are cited\n{BACK}"
    )


def test_a_version_that_is_broken_is_left_out_of_what_can_be_shown(released: Place) -> None:
    released.version(VERSION).write_bytes(b"")
    files = dict(released.site().files())
    assert f"{TREATY}/v/1/index.html" not in files
    assert "projects/twin-lenses/v/1/index.html" in files


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("<p onclick='x'>Hear", "<p onclick='x'>Hear"),
        ('<a href=\\"javascript:x()\\">Hear', '<a href="javascript:x()">Hear'),
        ("<script src=x>", "<script src=x>"),
        ("<img\\nonerror=x>", "<img"),
        ("\\u003Cscript>", "<script>"),
    ],
)
def test_a_forged_article_is_an_issue(released: Place, line: str, found: str) -> None:
    """All hashes are right, but no page of ours holds such a thing."""
    first = '"<p class=\\"rb-kind\\">'
    assert released.version(VERSION).read_text(encoding="utf-8").count(first) == 1
    forge_version(released, lambda text: text.replace(first, f'"{line}'))
    (issue,) = released.site().issues
    assert issue.path == FILE
    reason = f"its article holds what no page has: {found}"
    assert issue.message.startswith(f"{NOT_IT}: {reason}")


def forge_version(place: Place, change: Callable[[str], str]) -> None:
    """Change the file of a version, and let the list name it as if it had always been so."""
    file = place.version(VERSION)
    text = file.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    digest = sha256(file.read_bytes()).hexdigest()
    forge_list(place, lambda values: values["versions"][VERSION].update(file=digest))


def forge_list(place: Place, change: Callable[[Any], object]) -> None:
    """Change what the list of releases says, and let it bear the right hash."""
    listed = place.root / LIST
    values = json.loads(listed.read_bytes())
    del values["digest"]
    change(values)
    listed.write_bytes(canonical({**values, "digest": digest_of(values)}))


DEEP: Any = "deep"
for _ in range(7):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("title", ["Treaty"], "title: Input should be a valid string"),
        ("title", "Tr\u202eaty", "title: there is an invisible character, U+202E "
         "(right-to-left override)"),
        ("checked", "2026-02-30", "checked: day is out of range for month"),
        ("about", [], "about: Input should be an object"),
        ("about", {"form": 1}, "about.form: everything that a statement says is text"),
        ("about", {"form": DEEP}, "about.form: it is nested more than 6 deep"),
        ("about", {"curators": [["Wick"]]}, "about.curators.0: Input should be a valid string"),
        ("about", {"topics": {}}, "about.topics: Input should be a valid array"),
        ("statements", [{}], "statements.0.anchor: Field required"),
        ("statements", [{"anchor": "a", "field": "facts", "said": "b"}],
         "statements.0.said: Input should be an object"),
        ("from_there", [{"anchor": "a", "field": "facts", "said": {}}],
         "from_there.0.record: Field required"),
        ("listed", ["../x"], "listed.0: String should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'"),
        ("more", "", "more: Extra inputs are not permitted"),
        ("number", 2, "it says something else of itself than the list of releases"),
        ("sha256", "0" * 64, "it says something else of itself than the list of releases"),
    ],
)  # fmt: skip
def test_a_forged_version_is_an_issue(released: Place, field: str, value: Any, reason: str) -> None:
    def change(text: str) -> str:
        head, article = text.split(',\n"article": [\n')
        values = {**json.loads(head + "}"), field: value}
        return f'{json.dumps(values)[:-1]},\n"article": [\n{article}'

    forge_version(released, change)
    (issue,) = released.site().issues
    assert issue.path == FILE
    assert issue.message == f"{NOT_IT}: {reason}"
    assert issue.hint == "versions are written by `briefs release` alone"


def test_a_version_may_be_forged_to_any_depth(released: Place) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    forge_version(released, lambda text: text.replace('"about": {', f'"about": {deep}, "x": {{'))
    (issue,) = released.site().issues
    assert issue.message.startswith(f"{NOT_IT}: ")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (">Lighthouses<", ">Lamps<", "its article has another hash"),
        (">Lighthouses<", ">Light\u202ehouses<", "its article holds an invisible character, U+202E "
         "(right-to-left override)"),
        ('"<p class=\\"rb-kind', '1, "<p class=\\"rb-kind', "its article is not made of lines"),
    ],
)  # fmt: skip
def test_an_article_that_was_not_released_is_an_issue(
    released: Place, old: str, new: str, reason: str
) -> None:
    forge_version(released, lambda text: text.replace(old, new))
    (issue,) = released.site().issues
    assert issue.message == f"{NOT_IT}: {reason}"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("releases", [], f"ada-lamplighter/1 is of {DAY}, on which nothing was released"),
        ("releases", [DAY, DAY], "each release comes on a later day than the one before"),
        ("releases", ["2027-02-30"], "releases.0: day is out of range for month"),
        ("retired", {"x": "soon"}, r"retired.x: String should match pattern '^\d{4}-\d{2}-\d{2}$'"),
        ("known", {"x": {"anchors": [], "kinds": []}},
         "known.x.kinds: Tuple should have at least 1 item after validation, not 0"),
        ("tag", "tag:\n", "tag: String should match pattern '^(tag:[!-~]+)?$'"),
        ("versions", {"../x": {}},
         "versions.../x.[key]: String should match pattern "
         "'^[a-z0-9]+(-[a-z0-9]+)*/[1-9][0-9]{0,5}$'"),
    ],
)  # fmt: skip
def test_a_forged_list_is_an_issue(released: Place, field: str, value: Any, reason: str) -> None:
    forge_list(released, lambda values: values.update({field: value}))
    (issue,) = released.site().issues
    assert issue.path == LIST
    assert issue.message == f"this is no list of releases: {reason}"


def test_whatever_records_hold_makes_articles_that_pass(place: Place) -> None:
    sharp = [payload.text for payload in sharpest()][:6]
    for specimen in fullest():
        if specimen.kind not in ("people", "sources"):  # of which no two may say the same
            place.write(specimen.place, filled(specimen, *sharp))
    assert place.release(DAY) == 0
    assert issues(place) == "no issues\n"


# What was published and is not there any more


def test_a_record_that_has_gone(released: Place) -> None:
    released.file("policies/dark-coast-plan").unlink()
    assert issues(released) == (
        f"briefs/policies/dark-coast-plan.yaml: “dark-coast-plan” was published on {DAY} and has "
        "gone, with all links to it\n"
        "    = bring it back with `merged_into` or `withdrawn`, or name it in the `former_ids` of "
        "the record that it has become\n"
    )


def test_a_source_that_has_gone(released: Place) -> None:
    released.write("sources/lamp-1900", "type: book\ntitle: Lamp\nauthority: opinion\nread: none\n")
    released.change(TREATY, "value: Twelve\n", "value: Thirteen\n")
    assert released.release(NEXT) == 0
    released.file("sources/lamp-1900").unlink()
    assert "“lamp-1900” was published on 2028-01-01 and has gone" in issues(released)


def test_a_statement_that_has_another_anchor_now(released: Place) -> None:
    released.change(TREATY, "date: 2001-11\n", "date: 2001-12\n")
    assert issues(released) == (
        f"briefs/{TREATY}.yaml: the statement “sound-lights-treaty#adopted-2001-11” was published "
        f"on {DAY} and has gone\n"
        "    = if “adopted-2001-12” is what it has become, give that `id: adopted-2001-11`; "
        "if there is none, say why in `removed`\n"
    )
    released.change(TREATY, "date: 2001-12\n", "date: 2001-12\n    id: adopted-2001-11\n")
    assert issues(released) == "no issues\n"


def test_an_id_that_keeps_an_anchor_is_no_change(
    released: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    released.change(TREATY, "date: 2001-11\n", "date: 2001-11\n    id: adopted-2001-11\n")
    assert released.release(NEXT) == 0
    assert "nothing has changed" in printed(capsys)[1]


def test_a_paragraph_leaves_its_place_behind(released: Place) -> None:
    """Nobody can name a paragraph, so the page keeps the place."""
    released.change(
        TREATY,
        "\n  1. Lamps burn from dusk [@treaty-text-2002, art. 5].\n"
        "  2. Horns sound in fog [@treaty-text-2002, art. 6; @ministry-2021].\n",
        "",
    )
    site = released.site()
    assert site.issues == ()
    (page,) = (page for page in site.pages() if page.address == f"{TREATY}/")
    assert 'id="summary-2"' in page.sections[-2].body
    assert page.sections[-2].anchors == ("oil-of-old", "summary-2")


def test_a_renamed_record_keeps_its_statements(released: Place) -> None:
    plan = released.file("policies/dark-coast-plan")
    plan.rename(plan.with_stem("dark-plan"))
    released.change("policies/dark-plan", "checked:", "former_ids: [dark-coast-plan]\nchecked:")
    assert issues(released) == "no issues\n"
    released.change("policies/dark-plan", "date: 2018", "date: 2019")
    assert "“dark-coast-plan#dropped-2018” was published" in issues(released)


def test_a_record_that_moves_to_another_kind_is_found_under_both(released: Place) -> None:
    pact = released.file("policies/dark-coast-plan")
    text = pact.read_text(encoding="utf-8")
    pact.unlink()
    text = text.replace("form: plan", "form: commercial").replace(
        "issuer", "funder\n    id: issuer-corland"
    )
    released.write("projects/dark-coast-plan", text)
    files = released.files()
    assert b"url=../../projects/dark-coast-plan/" in files["policies/dark-coast-plan/index.html"]
    assert (
        files["policies/dark-coast-plan/index.json"] == files["projects/dark-coast-plan/index.json"]
    )
    assert "policies/dark-coast-plan/v/1/index.html" in files


# How it is cited


def test_a_page_that_has_changed_is_cited_itself_and_names_its_last_version(
    released: Place,
) -> None:
    released.change(TREATY, "value: Twelve\n", "value: Thirteen\n")
    site = released.site()
    cited = dict(site.files())[f"{TREATY}/cite.txt"].decode()
    assert "/agreements/sound-lights-treaty/\n" in cited
    assert "Version" not in cited
    (page,) = (page for page in site.pages() if page.address == f"{TREATY}/")
    assert (
        '<p class="rb-note">This text is not yet a version. The last one that stays as it is: '
        '<a href="../../agreements/sound-lights-treaty/v/1/">Version 1</a>, 1 January 2027.</p>'
    ) in page.header


def test_every_form_names_the_version(released: Place) -> None:
    files = released.files()
    address = "https://lights.example.org/agreements/sound-lights-treaty/v/1/"
    (item,) = json.loads(files[f"{TREATY}/cite.json"])
    assert (item["version"], item["URL"]) == ("1", address)
    assert item["issued"] == {"date-parts": [[2027, 1, 1]]}
    bib, ris = (files[f"{TREATY}/cite.{form}"].decode() for form in ("bib", "ris"))
    assert "  version = {1},\n" in bib
    assert f"  url = {{{address}}},\n" in bib
    assert (
        f"ET  - 1\r\nM3  - Research brief\r\nPB  - Society of the Sound\r\nUR  - {address}" in ris
    )


def test_a_site_without_an_address_has_versions_and_no_feeds(place: Place) -> None:
    """Entries need names that no other site has."""
    config = place.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("site_url: https://lights.example.org/\n", ""), encoding="utf-8")
    assert place.release(DAY) == 0
    files = place.files()
    assert f"{TREATY}/v/1/index.html" in files
    assert not any(name.endswith(".atom") for name in files)


def test_without_a_release_nothing_is_said_of_versions(place: Place) -> None:
    site = place.site()
    assert not any("/v/" in name or name.endswith(".atom") for name, _ in site.files())
    for page in site.pages():
        assert "/v/" not in page.header + "".join(section.body for section in page.sections)
