"""Files made to hurt: whatever lies in `briefs/`, the check ends, and soon, with issues that help.

What a file says wrong about one field stands in the golden cases; here are the files that no editor
writes. Nothing is timed: what must not grow faster than its cause is counted in calls.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest
from tests.helpers import SITE, read, shown
from tests.samples import CHECKED, WORLD, Texts, issues_of

from research_briefs import limits
from research_briefs.edges.command import main
from research_briefs.edges.commands.part import WRONG
from research_briefs.issues import MESSAGE_WIDTH, render
from research_briefs.reading.files import WINDOWS_NAMES, read_briefs

HEAD = f"title: Lamps\nchecked: {CHECKED}\n"

# One file


def prose(text: str) -> str:
    lines = "".join(f"  {line}\n" for line in text.split("\n"))
    return f"{HEAD}summary: |\n{lines}"


def fact(field: str, text: str) -> str:
    fields = {"value": "x", "source": "gazette"} | {field: text}
    return f"{HEAD}facts:\n  - fact: x\n" + "".join(f"    {k}: {v}\n" for k, v in fields.items())


def many(item: str) -> str:
    """As much of the same as a file may hold."""
    return item * ((limits.FILE_BYTES - 100) // len(item))


#: Files, each with words of the issue that it must give.
HOSTILE = {
    "a billion laughs": (
        "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdef")),
        "“&a” is an anchor",
    ),
    "an object of Python": ("title: !!python/object/apply:os.system [id]\n", "is a tag"),
    "a merge": (f"<<: {{a: b}}\n{HEAD}", "fields in braces"),
    "another file": (f"%TAG ! tag:x,2000:\n---\n{HEAD}", "needs no “---”"),
    "brackets in brackets": (f"{HEAD}topics: {'[' * 100_000}", "nested deeper than 6"),
    "braces in braces": (f"{HEAD}topics: {'{a: ' * 40_000}", "fields in braces"),
    "lists in lists": (f"{HEAD}topics:\n" + "- " * 50_000 + "x", "nested deeper than 6"),
    "fields in fields": ("\n".join(" " * n + "a:" for n in range(500)), "nested deeper than 6"),
    "a megabyte": (f"title: {'x' * 1_000_000}\n{HEAD}", "more than 200,000 bytes"),
    "a line as long as a file": (f"title: {many('x')}\n", "1,000 is the limit"),
    "thousands of fields": ("".join(f"f{n}: x\n" for n in range(9_000)), "8,902 more issues"),
    "the same field thousands of times": (many("title: x\n"), "stands here twice"),
    "a list of thousands": (f"{HEAD}topics: [{many('a, ')}a]\n", "more items than 500"),
    "thousands of empty fields": (many("a:\n"), "more issues"),
    "thousands of invisible characters": ("a: \u200b\n" * 20_000, "19,900 more issues"),
    "nothing but comments": (many("# x\n"), "the file is empty"),
    "nothing but line ends": (many("\n"), "the file is empty"),
    "thousands of links that are not closed": (prose("[[a" * 6_000), "6,000 mistakes; 100 of them"),
    "thousands of links to no id": (prose("[[A]]" * 3_900), "3,900 mistakes; 100 of them"),
    "thousands of paragraphs without a source": (prose("x\n\n" * 6_000), "mistakes; 100 of them"),
    "thousands of brackets": (prose("[" * 19_999), "mistakes; 100 of them"),
    "thousands of stars": (prose("*" * 19_999), "cites no source"),
    "emphasis in emphasis": (prose("*a **b " * 1_000 + "c** d* " * 1_000), "nested deeper than 8"),
    "lists in lists in prose": (prose("- " * 9_900), "nested deeper than 8"),
    "a number of thousands of figures": (
        fact("source", f"gazette, para. {'9' * 5_000}"), "is not a number or a range"
    ),
    "a range of such numbers": (
        fact("source", f"gazette, para. {'9' * 5_000}-{'9' * 5_000}"), "is not a number or a range"
    ),
    "thousands of sources": (fact("source", ";".join(["A"] * 9_000)), "9,000 mistakes"),
    "NUL": (f"title: a\0b\n{HEAD}", "U+0000"),
    "an escaped NUL": ('title: "a\\0b"\nchecked: 2026-05-01\n', "U+0000"),
    "half a character": ('title: "\\uD800"\nchecked: 2026-05-01\n', "“\\”"),
    "a character beyond the last": ('title: "\\U00110000"\nchecked: 2026-05-01\n', "“\\”"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_issues_that_say_what_is_wrong(name: str) -> None:
    text, words = HOSTILE[name]
    entry, issues = read(text)
    assert entry is None
    assert words in shown(issues)
    assert len(issues) <= limits.ISSUES + 1
    assert all(len(line) < MESSAGE_WIDTH + 100 for i in issues for line in render(i).split("\n"))


# Folders


@pytest.fixture
def briefs(tmp_path: Path) -> Path:
    """A folder with one good record in it."""
    folder = tmp_path / "briefs" / "topics"
    folder.mkdir(parents=True)
    (folder / "lamps.yaml").write_text(HEAD, encoding="utf-8")
    return folder.parent


def told(briefs: Path) -> str:
    """What is said of a folder, but for hints; its good record is read whatever lies beside it."""
    reading = read_briefs(briefs)
    assert [entry.record.id for entry in reading.entries] == ["lamps"]
    return "".join(f"{issue}\n" for issue in reading.issues)


@pytest.mark.parametrize("target", ["/dev/zero", "/proc/self/mem", "/", "..", "a.yaml", "b.yaml"])
def test_a_link_is_not_followed_to_wherever_it_leads(target: str, briefs: Path) -> None:
    (briefs / "topics" / "a.yaml").symlink_to(target)
    expected = "a link to another file; a record is a plain file"
    assert told(briefs) == f"briefs/topics/a.yaml: {expected}\n"


@pytest.mark.parametrize("target", ["/", "people", "topics", "../..", "nowhere"])
def test_a_kind_is_not_looked_for_where_a_link_leads(target: str, briefs: Path) -> None:
    (briefs / "people").symlink_to(target)
    assert told(briefs) == "briefs/people: a kind is a plain folder\n"


def test_a_socket_is_an_issue(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(briefs / "topics")  # the name of a socket has to be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("a.yaml")
        assert told(briefs) == "briefs/topics/a.yaml: not a plain file\n"


@pytest.mark.parametrize("id", sorted(WINDOWS_NAMES))
def test_a_name_that_windows_keeps_for_a_device_is_an_issue(id: str, briefs: Path) -> None:
    (briefs / "topics" / f"{id}.yaml").write_text(HEAD, encoding="utf-8")
    assert told(briefs) == (
        f"briefs/topics/{id}.yaml: “{id}” is a name that no file can have on Windows\n"
    )


@pytest.fixture
def not_root() -> Iterator[None]:
    """Somebody who may not read everything, unlike the user of many containers."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield
    if is_root:
        os.seteuid(0)


@pytest.fixture
def open_briefs() -> Iterator[Path]:
    """A folder of records to which everybody has access, unlike those of pytest."""
    root = Path(tempfile.mkdtemp())
    for kind in ("people", "topics"):
        (root / "briefs" / kind).mkdir(parents=True)
        (root / "briefs" / kind / f"a-{kind}.yaml").write_text(HEAD, encoding="utf-8")
    root.chmod(0o755)
    yield root / "briefs"
    shutil.rmtree(root)


@pytest.fixture(params=[("people", 0o000), ("people", 0o444), ("", 0o000), ("", 0o444)], ids=str)
def locked(request: pytest.FixtureRequest, open_briefs: Path) -> Iterator[tuple[Path, str]]:
    """A folder of records that is locked, or in which a kind is; with what is said of it."""
    name, mode = request.param
    (open_briefs / name).chmod(mode)
    yield open_briefs, LOCKED[name, mode]
    (open_briefs / name).chmod(0o755)


LOCKED = {
    ("people", 0o000): "briefs/people: cannot be read: Permission denied\n",
    ("people", 0o444): "briefs/people/a-people.yaml: cannot be read: Permission denied\n",
    ("", 0o000): "briefs: cannot be read: Permission denied\n",
    ("", 0o444): "".join(
        f"briefs/{kind}: cannot be read: Permission denied\n" for kind in ("people", "topics")
    ),
}


@pytest.mark.usefixtures("not_root")
def test_a_folder_that_may_not_be_entered_is_an_issue(locked: tuple[Path, str]) -> None:
    briefs, expected = locked
    assert "".join(f"{issue}\n" for issue in read_briefs(briefs).issues) == expected


def test_the_command_says_all_of_it_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(SITE, tmp_path / "site"))
    for number, (text, _) in enumerate(HOSTILE.values()):
        (root / "briefs" / "topics" / f"hostile-{number}.yaml").write_text(text, encoding="utf-8")
    os.mkfifo(root / "briefs" / "topics" / "pipe.yaml")
    (root / "briefs" / "loop").symlink_to("loop")
    assert main(["--site", str(root), "check"]) == WRONG
    printed = capsys.readouterr()
    assert printed.err.endswith(f"issues in {len(HOSTILE) + 2} files\n")
    assert all(c.isprintable() for c in printed.out.replace("\n", ""))


# Many at once: twice as many may cost twice as much


def calls(work: Callable[[], object]) -> int:
    """How many functions are called; a measure of work that is the same on any machine."""
    count = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def topic(name: str, lines: str = "") -> str:
    return f"title: {name}\n{lines}checked: {CHECKED}\n"


def misspelt(size: int) -> Texts:
    """Records that name others of nearly the same name, none of which there is."""
    return {
        f"topics/japan-india-{n}": topic("T", f"topics: [japan-idnia-x{n}]\n") for n in range(size)
    }


def ring(size: int) -> Texts:
    """Topics each of which is part of the next, and the last of the first."""
    return {
        f"topics/t{n:04}": topic("T", f"broader: [t{(n + 1) % size:04}]\n") for n in range(size)
    }


def chain(size: int) -> Texts:
    """Topics each of which is part of all that come after it, as far as there is room."""
    after = {n: range(n + 1, min(n + 20, size)) for n in range(size)}
    lines = {n: f"broader: [{', '.join(f't{m:04}' for m in after[n])}]\n" for n in range(size - 1)}
    return {f"topics/t{n:04}": topic("T", lines.get(n, "")) for n in range(size)}


def lost_anchors(size: int) -> Texts:
    """A record with many statements, and one with as many links to statements that it lacks."""
    facts = "".join(f"  - fact: x\n    id: a-{n}\n    amount: USD {n}\n    source: gazette\n"
                    for n in range(size))  # fmt: skip
    links = " ".join(f"[[big#b-{n}]]" for n in range(size))
    summary = f"summary: |\n  {links} [@gazette].\n"
    return WORLD | {"topics/big": topic("B", f"facts:\n{facts}"), "topics/t": topic("T", summary)}


@pytest.mark.parametrize("make", [misspelt, ring, chain, lost_anchors])
def test_the_check_of_twice_as_much_costs_twice_as_much(make: Callable[[int], Texts]) -> None:
    few, lots = make(240), make(480)
    assert calls(lambda: issues_of(lots)) < 3 * calls(lambda: issues_of(few))  # with the square: 4


def test_thousands_of_broken_files_are_all_told(briefs: Path) -> None:
    texts = [text for text, _ in HOSTILE.values() if len(text) < 200]
    for n in range(5_000):
        text = texts[n % len(texts)]
        (briefs / "topics" / f"t{n}.yaml").write_text(text, encoding="utf-8")
    issues = read_briefs(briefs).issues
    assert len({issue.path for issue in issues}) == 5_000


def test_misspelt_ids_are_told_with_the_nearest_however_many_they_are() -> None:
    issues = issues_of(misspelt(300))
    assert len(issues) == 300
    assert all(issue.hint.startswith("did you mean “japan-india-") for issue in issues)


@pytest.mark.parametrize("size", [3, 1_000])
def test_a_circle_is_told_once_and_not_at_length(size: int) -> None:
    (issue,) = issues_of(ring(size))
    assert issue.message.startswith("broader runs in a circle: t0000 → t0001 → t0002 → ")
    assert issue.message.endswith("→ t0000")
    assert len(issue.message) < MESSAGE_WIDTH


def test_of_a_record_with_very_many_broken_links_the_first_are_told() -> None:
    issues = issues_of(lost_anchors(400))
    assert len(issues) == limits.ISSUES + 1
    assert str(issues[0]) == "briefs/topics/t.yaml: 300 more issues; 100 are shown of one file"
