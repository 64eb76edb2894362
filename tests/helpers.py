"""What several test files need: the fixture site, the reading of one record, and golden cases.

A golden case is a section of a Markdown file that anybody can read: a heading that says what is
wrong, the file in a `yaml` block with its path, and in a `text` block exactly what is printed.
What cannot be typed or seen stands in angle brackets: ⟨U+200B⟩ is a character, ⟨0xFF⟩ a byte,
⟨1001 × a⟩ the same text many times.

When messages have changed, `UPDATE_CASES=1 pytest` writes the new ones into the case files; read
the diff as a contributor would who has never seen YAML.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from research_briefs.issues import Issue, render, sort
from research_briefs.reading.files import Entry, read_record
from research_briefs.reading.yaml_text import decode
from research_briefs.records.wrong import Problem, Wrong

TESTS = Path(__file__).parent
#: A whole site, to be read only; the fixture `site_folder` gives a copy to write in.
SITE = TESTS / "site"
CASES = TESTS / "cases"

TOPIC = "briefs/topics/example.yaml"
NOTHING_WRONG = "no issues\n"


def read(data: str | bytes, path: str = TOPIC) -> tuple[Entry | None, list[Issue]]:
    """Read what a file holds as a record of the kind and with the id that its path says."""
    text, issues = decode(data.encode() if isinstance(data, str) else data, path)
    if issues:
        return None, issues
    place = PurePosixPath(path)
    return read_record(text, path, place.parent.name, place.stem)


def problems(parse: Callable[[str], object], text: str) -> tuple[Problem, ...]:
    """What keeps a text from being read; nothing if it is read. Other exceptions go through."""
    try:
        parse(text)
    except Wrong as error:
        return error.problems or (Problem("refused without a reason"),)
    return ()


def shown(issues: Iterable[Issue]) -> str:
    """Issues as `briefs check` prints them."""
    return "".join(f"{render(issue)}\n" for issue in sort(issues)) or NOTHING_WRONG


@dataclass(frozen=True)
class Case:
    """One golden case. `place` is the file and heading; `data` what the record's file holds."""

    file: Path
    name: str
    path: str
    data: bytes
    expected: str

    def __str__(self) -> str:
        return f"{self.file.stem}: {self.name}"

    def assert_prints(self, printed: str) -> None:
        """Compare, or write what is printed into the file if that was asked for."""
        if os.environ.get("UPDATE_CASES") and printed != self.expected:
            text = self.file.read_text(encoding="utf-8")
            start = text.index(f"\n## {self.name}\n")
            head, tail = text[:start], text[start:]
            old, new = f"```text\n{self.expected}```", f"```text\n{printed}```"
            self.file.write_text(head + tail.replace(old, new, 1), encoding="utf-8")
            return
        assert printed == self.expected


def cases(folder: str) -> list[Case]:
    """All golden cases of a folder below `cases/`."""
    return [case for file in sorted((CASES / folder).glob("*.md")) for case in _cases_in(file)]


_BLOCKS = re.compile(r"```yaml (\S+)\n(.*?)```\n+```text\n(.*?)```", re.DOTALL)


def _cases_in(file: Path) -> Iterator[Case]:
    for section in file.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, _, body = section.partition("\n")
        (blocks,) = _BLOCKS.findall(body)
        path, record, expected = blocks
        yield Case(file, name, path, typed(record), expected)


def typed(text: str) -> bytes:
    """The bytes that a case means: what stands in angle brackets is made what it stands for."""
    parts = re.split(r"⟨(.*?)⟩", text)
    return b"".join(_meant(part) if n % 2 else part.encode() for n, part in enumerate(parts))


def _meant(note: str) -> bytes:
    if note.startswith("U+"):
        return chr(int(note[2:], 16)).encode()
    if note.startswith("0x"):
        return bytes.fromhex(note[2:])
    times, _, text = note.partition(" × ")
    return text.encode() * int(times)
