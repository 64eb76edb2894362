"""How issues are told: to a person in a terminal, to a program, or beside a pull request.

What issues quote comes from records, so it is untrusted in all three: a terminal gets no control
characters, a program JSON, and GitHub commands in which nothing can end early.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any, TextIO

from ...issues import Ink, Issue, Part, plain, printable, render
from ...records.documentation import PAGE, anchor, path_of
from ...settings import Settings

#: Codes of ANSI terminals.
_COLOURS: dict[Part, str] = {
    "place": "1",
    "message": "1;31",
    "caret": "1;31",
    "gutter": "34",
    "hint": "36",
}
#: Workflow commands: what GitHub documents as their escapes, in data and in properties.
_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = {**_IN_DATA, ":": "%3A", ",": "%2C"}


def is_terminal(stream: TextIO) -> bool:
    """Whether a person is looking: only then there are colours, progress and questions."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def ink_for(stream: TextIO) -> Ink:
    """Colours for a terminal, unless its owner wants none (see https://no-color.org)."""
    if os.environ.get("NO_COLOR") or not is_terminal(stream):
        return plain
    return lambda part, text: f"\x1b[{_COLOURS[part]}m{text}\x1b[0m"


def strong_for(stream: TextIO) -> Callable[[str], str]:
    """What makes a heading stand out, where that can be."""
    if ink_for(stream) is plain:
        return str
    return lambda text: f"\x1b[1m{text}\x1b[0m"


def as_text(issues: Sequence[Issue], settings: Settings, ink: Ink) -> Iterator[str]:
    """Each issue with its line, a caret, a hint, and where to read more; a gap between files."""
    before = ""
    for issue in issues:
        if ink is not plain and before not in ("", issue.path):
            yield ""
        before = issue.path
        yield render(issue, ink, manual(issue, settings))


def as_json(issues: Sequence[Issue], settings: Settings, records: int) -> str:
    """All issues for a program, with the fields that they have here."""
    told: list[dict[str, Any]] = [
        {**asdict(issue), "manual": manual(issue, settings)} for issue in issues
    ]
    return json.dumps({"records": records, "issues": told}, ensure_ascii=False, indent=2)


def as_commands(issues: Sequence[Issue], settings: Settings) -> Iterator[str]:
    """Each issue as a workflow command of GitHub, which shows it beside the line of the file."""
    for issue in issues:
        place = {"file": issue.path}
        if issue.line:
            end = issue.column + max(1, issue.width) - 1
            place |= {"line": str(issue.line), "col": str(issue.column), "endColumn": str(end)}
        place["title"] = f"{issue.kind} ({issue.field})" if issue.field else issue.kind
        said = ",".join(f"{name}={_escaped(v, _IN_PROPERTIES)}" for name, v in place.items())
        yield f"::error {said}::{_escaped(_annotation(issue, settings), _IN_DATA)}"


def manual(issue: Issue, settings: Settings) -> str:
    """Where the site's own reference of fields explains the field; empty if it has none."""
    path = PurePosixPath(issue.path)
    there = anchor(path.parent.name, path_of(issue.field)) if issue.field else ""
    if not there or not (settings.pages / PAGE).is_file():
        return ""
    return f"{settings.docs}/{PAGE}#{there}"


def _annotation(issue: Issue, settings: Settings) -> str:
    lines = [issue.message, issue.hint]
    lines += [f"{other.path}:{other.line}: {other.says}" for other in issue.also]
    page = manual(issue, settings)
    lines.append((settings.source_url(page) or page) if page else "")
    return "\n".join(printable(line) for line in lines if line)


def _escaped(text: str, escapes: dict[str, str]) -> str:
    visible = "".join(c if c == "\n" else printable(c) for c in text)
    return "".join(escapes.get(character, character) for character in visible)
