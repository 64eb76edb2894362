"""What the check between records says, exactly: golden cases in `cases/checking`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

import pytest
from tests.helpers import CASES, SITE, Case, shown
from tests.samples import CHECKED, WORLD, Texts, issues_of

from research_briefs.catalogue.catalogue import Catalogue, build_catalogue
from research_briefs.catalogue.checking import RULES, Rule, check
from research_briefs.reading.files import Reading, read_briefs
from research_briefs.settings import settings_from
from research_briefs.site import load_site


@dataclass(frozen=True)
class Told:
    """A golden case of several files."""

    golden: Case
    files: Texts

    def __str__(self) -> str:
        return str(self.golden)

    def write(self, root: Path) -> None:
        """Put the files of the case, and those that it rests on, into a site's folder."""
        world = {f"briefs/{place}.yaml": text for place, text in WORLD.items()}
        for path, text in (world | self.files).items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def told() -> Iterator[Told]:
    for file in sorted((CASES / "checking").glob("*.md")):
        for section in file.read_text(encoding="utf-8").split("\n## ")[1:]:
            name, _, body = section.partition("\n")
            files = re.findall(r"```yaml (\S+)\n(.*?)```", body, re.DOTALL)
            (expected,) = re.findall(r"```text\n(.*?)```", body, re.DOTALL)
            yield Told(Case(file, name, "", b"", expected), dict(files))


@pytest.mark.parametrize("case", [*told()], ids=str)
def test_the_check_says_what_the_case_says(case: Told, tmp_path: Path) -> None:
    case.write(tmp_path)
    case.golden.assert_prints(shown(load_site(settings_from(tmp_path, {})).issues))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Reading, Catalogue]]:
    """All cases, read."""
    found = []
    for case in told():
        case.write(folder := tmp_path_factory.mktemp("case"))
        reading = read_briefs(folder / "briefs")
        found.append((reading, build_catalogue(entry.record for entry in reading.entries)))
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_has_a_case(rule: Rule, loaded: list[tuple[Reading, Catalogue]]) -> None:
    assert [
        issue
        for reading, catalogue in loaded
        for entry in reading.entries
        if catalogue.records[entry.record.id] is entry.record
        for issue in rule(entry, catalogue)
    ]


# Many at once, and none that is only a consequence


def topic(name: str, *lines: str) -> str:
    return "\n".join((f"title: {name}", *lines, f"checked: {CHECKED}", ""))


def follows(name: str, *others: str) -> str:
    """A topic that follows others."""
    items = [f"  - relation: follows\n    to: {other}\n    source: gazette" for other in others]
    return topic(name, "relations:", *items)


def test_hundreds_of_issues_are_told_at_once_in_the_order_of_the_files() -> None:
    lost = {f"topics/t{n:03}": topic(f"T{n}", f"broader: [nowhere-{n}]") for n in range(300)}
    issues = issues_of(WORLD | dict(reversed(lost.items())))
    assert [issue.path for issue in issues] == [f"briefs/{place}.yaml" for place in lost]


@pytest.mark.parametrize("size", [3, 4, 50])
def test_a_circle_is_told_once_whatever_its_size(size: int) -> None:
    ring = {f"topics/t{n:02}": follows("T", f"t{(n + 1) % size:02}") for n in range(size)}
    (issue,) = issues_of(WORLD | ring)
    assert issue.kind == "cycle"
    assert issue.path == "briefs/topics/t00.yaml"
    assert issue.message.count("→") == size


def test_two_circles_are_told_each() -> None:
    rings = {f"topics/{a}": follows("T", b) for a, b in ("ab", "bc", "ca", "xy", "yz", "zx")}
    assert [issue.message for issue in issues_of(WORLD | rings)] == [
        "follows runs in a circle: a → b → c → a",
        "follows runs in a circle: x → y → z → x",
    ]


def test_circles_through_one_record_do_not_hide_each_other_once_one_is_mended() -> None:
    knot = {"topics/a": follows("T", "b", "x"), "topics/b": follows("T", "c"),
            "topics/c": follows("T", "a"), "topics/x": follows("T", "y"),
            "topics/y": follows("T", "a")}  # fmt: skip
    assert {issue.kind for issue in issues_of(WORLD | knot)} == {"cycle"}
    mended = {place: text for place, text in knot.items() if place != "topics/y"}
    mended["topics/y"] = topic("T")
    assert [issue.message for issue in issues_of(WORLD | mended)] == [
        "follows runs in a circle: a → b → c → a"
    ]


FILES = sorted(file.relative_to(SITE).as_posix() for file in (SITE / "briefs").rglob("*.yaml"))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_briefs(SITE / "briefs")


@pytest.mark.parametrize("file", FILES)
def test_of_a_broken_file_no_other_file_is_blamed(file: str, reading: Reading) -> None:
    left = [entry for entry in reading.entries if entry.path != file]
    catalogue = build_catalogue((entry.record for entry in left), unread=[PurePath(file).stem])
    assert shown(check(left, catalogue)) == "no issues\n"


@pytest.mark.parametrize("file", FILES)
def test_of_a_missing_file_every_issue_names_it(file: str, reading: Reading) -> None:
    left, id = [entry for entry in reading.entries if entry.path != file], PurePath(file).stem
    for issue in check(left, build_catalogue(entry.record for entry in left)):
        fate = issue.kind == "no-fate" and id == "twin-lenses"  # it realised a proposal
        assert fate or issue.message == f"there is no record “{id}”"
        assert issue.line
        assert issue.column


def test_the_fixture_site_has_no_issues(reading: Reading) -> None:
    catalogue = build_catalogue(entry.record for entry in reading.entries)
    assert shown(check(reading.entries, catalogue)) == "no issues\n"
