"""The canonical layout of record files.

What it looks like stands in `cases/layout/`: each file there shows a record before and after.
That it keeps meaning and comments, and that there is only one, is tried here on records that a
scribe with bad habits writes down.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NoReturn

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from tests.helpers import CASES, TESTS

from research_briefs.reading import layout
from research_briefs.reading.comments import find_comments
from research_briefs.reading.files import read_record
from research_briefs.reading.layout import canonical
from research_briefs.reading.plain import Value
from research_briefs.reading.rewriting import lay_out
from research_briefs.reading.scalars import inline, key, literal, wrapped
from research_briefs.reading.yaml_text import read_yaml
from research_briefs.records.model import KINDS, Curated, field_order

LAYOUT = CASES / "layout"
GOLDEN = sorted(LAYOUT.glob("*.yaml"))
#: Records that were written by hand in the canonical layout.
RECORDS = sorted((LAYOUT / "records").glob("*/*.yaml"))
BRIEFS = TESTS.parent / "briefs"


def laid_out(text: str, kind: str = "projects") -> str:
    """The canonical layout of a text that has one, which does not change when done again."""
    once, issues = canonical(text, "example.yaml", kind)
    assert not issues
    assert canonical(once, "example.yaml", kind) == (once, [])
    return once


def value_of(text: str) -> dict[str, Value]:
    document, issues = read_yaml(text, "example.yaml")
    assert document, issues
    return document.value


def folded(value: Any) -> Any:
    """A value in which white space is folded where there are lines, as all long texts do."""
    if isinstance(value, str):
        is_long = "\n" in value or len(value) > 60
        return re.sub("[ \n]+", " ", value).strip(" ") if is_long else value
    if isinstance(value, list):
        return [folded(item) for item in value]
    return {name: folded(item) for name, item in value.items()}


def comments_of(text: str) -> Counter[str]:
    document, issues = read_yaml(text, "example.yaml")
    assert document, issues
    return Counter(comment.text for comment in find_comments(document))


class TestGoldenCases:
    @pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
    def test_before_becomes_after(self, file: Path) -> None:
        case = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        assert laid_out(case["before"], case["kind"]) == case["after"]

    @pytest.mark.parametrize("file", RECORDS, ids=lambda file: file.stem)
    def test_a_canonical_record_stays_as_it_is(self, file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        assert laid_out(text, file.parent.name) == text

    @pytest.mark.parametrize("kind", KINDS)
    def test_no_record_of_this_repository_changes_its_meaning(self, kind: str) -> None:
        for file in sorted((BRIEFS / kind).glob("*.yaml")):
            before = file.read_text(encoding="utf-8")
            if read_yaml(before, file.name)[1]:
                continue  # `briefs check` says what is wrong with it
            after = laid_out(before, kind)
            assert folded(value_of(after)) == folded(value_of(before)), file
            assert comments_of(after) == comments_of(before), file
            old, _ = read_record(before, file.name, kind, file.stem)
            new, _ = read_record(after, file.name, kind, file.stem)
            assert bool(old) == bool(new), file


class TestDetails:
    def test_white_space_at_the_ends_of_lines_goes(self) -> None:
        text = "title: a   \nsummary: |   \n  b  \n\n  c \n   \n\nchecked: d  # e  \n\n\n"
        assert laid_out(text) == "title: a\nsummary: |\n  b\n\n  c\nchecked: d  # e\n"

    def test_a_last_line_without_an_end_gets_one(self) -> None:
        assert laid_out("title: a") == "title: a\n"

    def test_a_text_with_an_indented_first_line_stays_quoted(self) -> None:
        text = 'other: "  a\\nb"\n'
        assert laid_out("other: |2-\n    a\n  b\n") == laid_out(text) == text

    def test_invisible_characters_stay_escaped(self) -> None:
        assert laid_out('title: "a\\u200bb\\tc"\n') == 'title: "a\\U0000200Bb\\tc"\n'
        assert laid_out('title: "a\\U000e0100"\n') == 'title: "a\\U000E0100"\n'

    def test_text_that_is_refused_is_not_wrapped(self) -> None:
        text = f"title: a\nsummary: {'word ' * 30}without a source\n"
        assert laid_out(text) == text

    def test_text_without_spaces_is_not_wrapped(self) -> None:
        text = f"title: a\nwithdrawn: {'日本' * 60}\n"
        assert laid_out(text) == text

    def test_text_that_fits_below_is_put_there_in_one_line(self) -> None:
        text = "a" * 45 + " " + "b" * 48
        written = laid_out(f"questions:\n  - question: {text}\n")
        assert written == f"questions:\n  - question: |\n      {text[:45]}\n      {text[46:]}\n"
        written = laid_out(f"title: a\nwithdrawn: {text}\n")
        assert written == f"title: a\nwithdrawn: |\n  {text}\n"

    def test_line_ends_in_what_cannot_have_them_stay_an_error(self) -> None:
        text = "code: |\n  JP\n"
        assert laid_out(text, "countries") == text

    def test_a_kind_that_is_not_known_keeps_the_order(self) -> None:
        text = "checked: a\ntitle: b\n"
        assert laid_out(text, "unknown") == text

    def test_two_comments_at_one_field(self) -> None:
        text = "title: # one\n  # two\n  a # three\n"
        assert laid_out(text) == "# two\n# one\ntitle: a  # three\n"

    def test_a_comment_below_a_dash_is_about_that_item(self) -> None:
        first = "questions:\n  - question: a\n"
        text = f"{first}    about:\n      - b\n  -\n      # c\n      question: d\n"
        assert laid_out(text) == f"{first}    about: [b]\n  # c\n  - question: d\n"

    def test_ids_that_become_plain_stand_in_brackets(self) -> None:
        assert laid_out("curators:\n  - |\n    a\n  - 'b'\n") == "curators: [a, b]\n"

    def test_a_comment_that_could_be_text_gets_a_space(self) -> None:
        assert laid_out("title: #1\n  a\n") == "title: a  # 1\n"

    @pytest.mark.parametrize(
        "text",
        ["title: [\n", "title: a\ntitle: b\n", "title: {a: b}\n", "", "- a\n", "title: >\n  a\n"],
    )
    def test_what_cannot_be_read_comes_back_unchanged_with_the_issues(self, text: str) -> None:
        assert canonical(text, "a.yaml", "projects") == (text, read_yaml(text, "a.yaml")[1])
        assert read_yaml(text, "a.yaml")[1]


#: Texts that a careless program would write so that they read back as something else.
TRAPS = (
    *("NO", "1.5", "2015-12", "~", "null", "- a", "-", "# a", "a: b", "a #b", "a:", "it's", '"'),
    *("'", "\\", "say \"a\": 'b'", "? a", ": a", "[a", "a]", "{a", "%a", "@a", "`a", "|", "> a"),
    *("---", "...", "&a", "*a", "!a", " a", "a ", "a\nb", "a\n\nb\n", "\na", "  a\nb", "a \nb"),
    *("日本", "🚀 a", "e\u0301", "a\u00a0b", "क\u094d\u200dष", "a\u200bb", "a\tb", "\x85", "a\rb"),
    *("\ufeff", "\u2028", "a, b", "a#b", "a:b", "<<", "=", "yes", "0x1F", "a-b", "x" * 200),
)

ALPHABET = st.characters(exclude_categories=["Cs"])
LINES = st.text(ALPHABET, min_size=1, max_size=20) | st.sampled_from(TRAPS)
PROSE = st.lists(
    st.sampled_from(["word", "-", "1.", "#", "*", "[@a, p. 1]", "[[b|c d]]", "e:", "#f", "\n\n"]),
    min_size=15,
    max_size=60,
).map(" ".join)
TEXTS = LINES | PROSE
#: Values of every sort, also where the format does not want them.
ANY = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(
            st.sampled_from(["source", "text", "date", "who", "event", "a b"]) | LINES,
            inner,
            min_size=1,
            max_size=3,
        )
    ),
    max_leaves=6,
)
IDS = st.lists(st.sampled_from(["india", "japan", "united-states", "5g", "no"]), min_size=1)


def items(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(st.fixed_dictionaries({}, optional=fields).filter(bool), min_size=1, max_size=3)


PROJECTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"title": LINES},
    optional={
        "form": st.just("procurement"),
        "parties": items(who=IDS, role=LINES, text=PROSE, source=LINES),
        "topics": IDS,
        "summary": PROSE,
        "events": items(date=LINES, event=LINES, text=TEXTS, source=TEXTS, colour=ANY),
        "questions": items(question=TEXTS, about=IDS, claims=items(claim=TEXTS), assessment=PROSE),
        "curators": st.lists(LINES, min_size=1, max_size=3),
        "checked": st.just("2026-11-21"),
        "colour": ANY,
        "a: b": ANY,
    },
)


#: Sources of chance; the many choices of a scribe would be too much for hypothesis itself.
SEEDS = st.integers(0, 2**32).map(Random)


class Scribe:
    """Writes values as YAML in many ways that all mean the same.

    With `comments` there are some above and beside fields and items, and at the ends of lists;
    `in_ids` says whether also in lists of mere texts.
    """

    def __init__(self, random: Random, comments: bool, in_ids: bool = True) -> None:
        self.random = random
        self.comments = comments
        self.in_ids = in_ids
        self.written: list[str] = []

    def record(self, value: dict[str, Any]) -> str:
        return "\n".join(self.mapping(value, 0)) + self.random.choice(["\n", "\n\n"])

    def mapping(self, value: dict[str, Any], indent: int) -> list[str]:
        lines: list[str] = []
        for name in self.random.sample(list(value), len(value)):
            head = f"{' ' * indent}{self.line(name)}:"
            lines += self.above(indent) + self.value(head, value[name], indent)
        return lines + self.above(indent)

    def value(self, head: str, value: Any, indent: int, in_list: bool = False) -> list[str]:
        if isinstance(value, str):
            return self.text(head, value, indent)
        if isinstance(value, dict):
            return [head + self.beside(), *self.mapping(value, indent + self.random.randint(1, 4))]
        if self.random.random() < 0.3 and all(isinstance(item, str) for item in value):
            return [f"{head} [{', '.join(map(self.quoted, value))}]{self.beside()}"]
        inner = indent + self.random.choice([1 if in_list else 0, 2, 4])
        return [head + self.beside(), *self.items(value, inner)]

    def items(self, value: list[Any], indent: int) -> list[str]:
        lines: list[str] = []
        comments = self.comments
        self.comments = comments and (self.in_ids or not all(isinstance(i, str) for i in value))
        for item in value:
            lines += self.above(indent)
            laid = self.value(f"{' ' * indent}-", item, indent, in_list=True)
            if self.random.random() < 0.8 and self.fits_on_dash(laid):
                laid = [laid[0] + laid[1][len(laid[0]) :], *laid[2:]]
            lines += laid
        lines += self.above(indent) if indent else []
        self.comments = comments
        return lines

    def fits_on_dash(self, laid: list[str]) -> bool:
        """Whether the first field or item inside may stand on the line of the dash."""
        dash, below = laid[0], laid[1].lstrip() if len(laid) > 1 else ""
        room = len(dash) < len(laid[1]) - len(below) if below else False
        return room and dash.endswith("-") and not below.startswith("#")

    def text(self, head: str, text: str, indent: int) -> list[str]:
        lines = literal(text) if re.search(r"[^\n]\n\Z", text) else None
        if lines and self.random.random() < 0.7:
            inner = " " * (indent + self.random.randint(1, 4))
            return [f"{head} |{self.beside()}", *(inner + line if line else "" for line in lines)]
        return [f"{head} {self.line(text)}{self.beside()}"]

    def line(self, text: str) -> str:
        ways = [inline(text), self.quoted(text)]
        if text.isascii() and text.isprintable():
            ways.append("'" + text.replace("'", "''") + "'")
        return self.random.choice(ways)

    def quoted(self, text: str) -> str:
        return '"' + "".join(map(self.character, text)) + '"'

    def character(self, character: str) -> str:
        if character.isascii() and character.isalnum():
            return character
        return f"\\U{ord(character):08x}"

    def above(self, indent: int) -> list[str]:
        lines = []
        while self.comments and self.random.random() < 0.2:
            blanks = [""] * self.random.choice([0, 0, 1, 2])
            lines += [*blanks, " " * indent + self.comment("#")]
        return lines

    def beside(self) -> str:
        if not self.comments or self.random.random() < 0.8:
            return ""
        return self.random.choice([" ", "   "]) + self.comment("# ")

    def comment(self, mark: str) -> str:
        self.written.append(f"{mark}~{len(self.written)}")
        return self.written[-1]


class TestProperties:
    @given(PROJECTS, SEEDS, st.booleans())
    def test_values_and_comments_stay(
        self, value: dict[str, Any], random: Random, comments: bool
    ) -> None:
        scribe = Scribe(random, comments)
        before = scribe.record(value)
        assert value_of(before) == value
        after = laid_out(before)
        assert folded(value_of(after)) == folded(value)
        assert comments_of(after) == comments_of(before) == Counter(scribe.written)
        assert after == after.rstrip("\n") + "\n"

    @given(st.sampled_from(RECORDS), SEEDS)
    def test_there_is_one_layout_however_a_record_was_written(
        self, file: Path, random: Random
    ) -> None:
        text = file.read_text(encoding="utf-8")
        written = Scribe(random, comments=False).record(value_of(text))
        assert laid_out(written, file.parent.name) == text

    @given(st.sampled_from(RECORDS), SEEDS)
    def test_comments_do_not_change_the_layout_of_the_rest(
        self, file: Path, random: Random
    ) -> None:
        text = file.read_text(encoding="utf-8")
        scribe = Scribe(random, comments=True, in_ids=False)
        written = laid_out(scribe.record(value_of(text)), file.parent.name)
        lines = (re.sub(r" *# ?~\d+$", "", line) for line in written.split("\n"))
        assert [line for line in lines if line] == [line for line in text.split("\n") if line]

    @given(PROJECTS, SEEDS)
    def test_known_fields_come_first_in_their_order(
        self, value: dict[str, Any], random: Random
    ) -> None:
        after = laid_out(Scribe(random, comments=False).record(value))
        known = [name for name in field_order(KINDS["projects"]) if name in value]
        assert list(value_of(after))[: len(known)] == known

    @given(st.permutations(["title", "form", "track", "checked", "colour", "curators"]))
    def test_comments_go_where_their_fields_go(self, names: list[str]) -> None:
        lines = "".join(f"# above {name}\n{name}: a # beside {name}\n" for name in names)
        after = laid_out(lines, "dialogues")
        for name in names:
            assert f"# above {name}\n{name}: a  # beside {name}\n" in after

    @given(TEXTS)
    @example("क\u094d\u200dष \"'")
    def test_a_line_reads_back_as_the_text(self, text: str) -> None:
        assert value_of(f"a: {inline(text)}\nb:\n  - {inline(text)}\n") == {"a": text, "b": [text]}
        assert "\n" not in inline(text)

    @given(LINES)
    def test_a_name_reads_back_as_the_text(self, text: str) -> None:
        assert value_of(f"{key(text)}: a\n") == {text: "a"}

    @given(TEXTS)
    def test_lines_read_back_as_the_text(self, text: str) -> None:
        lines = literal(text)
        if lines is not None:
            block = "".join(f"  {line}\n" if line else "\n" for line in lines)
            assert value_of(f"a: |\n{block}b: c\n") == {"a": text.rstrip("\n") + "\n", "b": "c"}

    @given(PROSE, st.integers(min_value=20, max_value=98))
    def test_wrapping_only_turns_spaces_into_line_ends(self, text: str, width: int) -> None:
        assert wrapped(text, width).split() == text.split()

    @given(st.lists(st.sampled_from("ab-#:?|>[]{}\"',&*!% \n"), max_size=40).map("".join))
    def test_whatever_is_sent_nothing_is_lost(self, text: str) -> None:
        after, issues = canonical(text, "a.yaml", "projects")
        assert "layout" not in {issue.kind for issue in issues}
        assert after == text or not issues
        if not issues:
            assert canonical(after, "a.yaml", "projects") == (after, [])


class TestGuard:
    """Faults put into the program on purpose: what would lose something is not done."""

    TEXT = "title:  a # b\nform: 'c'\n"

    def refused(self) -> str:
        text, issues = canonical(self.TEXT, "briefs/projects/x.yaml", "projects")
        assert text == self.TEXT
        (issue,) = issues
        assert (issue.path, issue.kind) == ("briefs/projects/x.yaml", "layout")
        assert "please report it" in issue.hint
        return issue.message

    def break_(self, monkeypatch: pytest.MonkeyPatch, name: str, fault: Callable[..., Any]) -> None:
        laid_out(self.TEXT)
        monkeypatch.setattr(layout, name, fault)

    def test_a_lost_comment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.break_(monkeypatch, "notes_of", lambda _document: {})
        assert "a comment would be lost" in self.refused()

    def test_a_changed_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.break_(monkeypatch, "inline", str.upper)
        assert "the text of a field would change" in self.refused()

    def test_a_lost_field(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.break_(monkeypatch, "_ordered", lambda mapping, _model: list(mapping)[:1])
        assert "the text of a field would change" in self.refused()

    def test_what_could_not_be_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.break_(monkeypatch, "inline", lambda text: f"[{text}")
        assert "it could not be read any more" in self.refused()

    def test_another_meaning(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = "title: a\ncode: JP\nchecked: 2026-11-21\n"
        monkeypatch.setattr(layout, "_same_values", lambda *_: True)
        monkeypatch.setattr(layout, "inline", lambda text: "b" if text == "a" else text)
        after, (issue,) = canonical(text, "a.yaml", "countries")
        assert (after, issue.kind) == (text, "layout")
        assert "its sense would change" in issue.message


CANONICAL = "title: Japan\ncode: JP\nchecked: 2026-11-21\n"
MESSY = 'code: "JP"\ntitle: Japan\nchecked: 2026-11-21\n'


class TestFiles:
    @pytest.fixture
    def briefs(self, tmp_path: Path) -> Path:
        folder = tmp_path / "briefs"
        (folder / "countries").mkdir(parents=True)
        return folder

    @pytest.fixture
    def file(self, briefs: Path) -> Path:
        file = briefs / "countries" / "japan.yaml"
        file.write_text(MESSY)
        return file

    def test_a_file_is_laid_out_and_keeps_its_mode(self, briefs: Path, file: Path) -> None:
        file.chmod(0o640)
        assert lay_out([file], briefs) == ([file], [])
        assert file.read_text() == CANONICAL
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        assert list(file.parent.iterdir()) == [file]

    def test_a_canonical_file_is_not_touched(self, briefs: Path, file: Path) -> None:
        file.write_text(CANONICAL)
        before = file.stat()
        assert lay_out([file], briefs) == ([], [])
        assert file.stat() == before

    def test_a_check_writes_nothing(self, briefs: Path, file: Path) -> None:
        before = file.stat()
        assert lay_out([file], briefs, check=True) == ([file], [])
        assert file.stat() == before

    def test_line_ends_of_windows_go(self, briefs: Path, file: Path) -> None:
        file.write_bytes(CANONICAL.replace("\n", "\r\n").encode())
        assert lay_out([file], briefs) == ([file], [])
        assert file.read_bytes() == CANONICAL.encode()

    def test_one_bad_file_does_not_keep_the_others(self, briefs: Path, file: Path) -> None:
        bad = [file.with_name("bad.yaml"), file.with_name("none.yaml")]
        bad[0].write_bytes(b"title: \xff")
        changed, issues = lay_out([*bad, file], briefs)
        assert changed == [file]
        assert [(issue.path, issue.kind) for issue in issues] == [
            ("briefs/countries/bad.yaml", "not-utf-8"),
            ("briefs/countries/none.yaml", "unreadable-file"),
        ]
        assert bad[0].read_bytes() == b"title: \xff"

    @pytest.mark.parametrize(
        "make",
        [
            lambda path, target: path.symlink_to(target),
            lambda path, _target: os.mkfifo(path),
            lambda path, _target: path.mkdir(),
            lambda path, _target: path.symlink_to("nowhere"),
        ],
        ids=["link", "pipe", "folder", "broken link"],
    )
    def test_what_is_no_plain_file_is_refused(
        self, briefs: Path, file: Path, make: Callable[[Path, Path], None]
    ) -> None:
        odd = file.with_name("odd.yaml")
        make(odd, file)
        changed, (issue,) = lay_out([odd], briefs)
        assert not changed
        assert (issue.path, issue.kind) == ("briefs/countries/odd.yaml", "unknown-file")
        assert file.read_text() == MESSY

    @pytest.mark.parametrize("name", ["a.yaml", "other/a.yaml", "countries/a.txt", "../a.yaml"])
    def test_what_is_no_record_is_refused(self, briefs: Path, name: str) -> None:
        file = briefs / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(MESSY)
        changed, (issue,) = lay_out([file], briefs)
        assert (changed, issue.kind) == ([], "unknown-file")
        assert file.read_text() == MESSY

    def test_a_path_may_be_relative(self, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(file.parent)
        assert lay_out([Path(file.name)], Path("..")) == ([Path(file.name)], [])
        assert file.read_text() == CANONICAL

    @pytest.mark.parametrize(("owner", "step"), [(os, "fsync"), (Path, "chmod"), (Path, "replace")])
    def test_a_failure_leaves_nothing_behind(
        self, briefs: Path, file: Path, monkeypatch: pytest.MonkeyPatch, owner: object, step: str
    ) -> None:
        def fail(*_: object) -> NoReturn:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(owner, step, fail)
        changed, (issue,) = lay_out([file], briefs)
        assert (changed, issue.kind) == ([], "unwritable-file")
        assert "No space left" in issue.message
        assert file.read_text() == MESSY
        assert list(file.parent.iterdir()) == [file]


def test_a_kind_of_somebody_else() -> None:
    class Ship(Curated):
        singular = "ship"
        plural = "ships"

    text, issues = canonical("checked: a\ntitle: b\n", "a.yaml", "ships", {"ships": Ship})
    assert (text, issues) == ("title: b\nchecked: a\n", [])
