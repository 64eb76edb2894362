"""Names of records and places within them: ids, targets (`id#statement`) and `[[links]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import limits
from .wrong import Problem, Wrong, wrong

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TARGET_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*(#[a-z0-9]+(-[a-z0-9]+)*)?$"

_ID = re.compile(ID_PATTERN[1:-1])
_LINK = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]|]*))?\]\]")


@dataclass(frozen=True, slots=True)
class Target:
    """A record, or one statement (or session) of it."""

    record: str
    statement: str = ""

    def __str__(self) -> str:
        return f"{self.record}#{self.statement}" if self.statement else self.record


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A link to another record within a text; without a label it shows the record's title."""

    target: Target
    label: str = ""


@dataclass(frozen=True, slots=True)
class LinkedText:
    """One line of text in which other records may be linked; no other markup."""

    text: str
    parts: tuple[str | RecordLink, ...]

    @property
    def links(self) -> Iterator[RecordLink]:
        return (part for part in self.parts if isinstance(part, RecordLink))

    def __str__(self) -> str:
        return self.text


def parse_id(text: str) -> str:
    """Check that a text may be an id. Raises Wrong."""
    if not text:
        raise wrong(
            "an id is missing here", hint="such as lights-commission, or lights-commission#third"
        )
    if not _ID.fullmatch(text):
        raise wrong(f"“{text}” is not an id", hint=how_an_id_is_written(text))
    if len(text) > limits.ID:
        message = f"the id has {len(text)} characters; {limits.ID} is the limit"
        raise wrong(message, hint="give the record a shorter one")
    return text


def how_an_id_is_written(text: str) -> str:
    """A hint for a text that is not an id: the id that may be meant, or what an id is."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"\.ya?ml$", "", text.rpartition("/")[2].lower()))
    meant = "-".join(words) if text.isascii() and "#" not in text else ""
    rule = "an id is lower-case words and figures joined by hyphens"
    return f"{rule}: {meant}" if meant and len(meant) <= limits.ID else rule


def parse_target(text: str) -> Target:
    """Read `id` or `id#statement`. Raises Wrong."""
    record, hash_, statement = text.partition("#")
    return Target(parse_id(record), parse_id(statement) if hash_ else "")


def parse_linked_text(text: str) -> LinkedText:
    """Read a text with `[[id]]` and `[[id|label]]` in it; white space is folded. Raises Wrong."""
    folded = " ".join(text.split())
    if folded and "[" not in folded:  # most texts are words alone
        return LinkedText(folded, (folded,))
    parts: list[str | RecordLink] = []
    problems: list[Problem] = []
    end = 0
    for match in _LINK.finditer(folded):
        parts += [folded[end : match.start()], _link(match, problems)]
        end = match.end()
    parts.append(folded[end:])
    for part in parts:
        if isinstance(part, str) and "[[" in part:
            problems.append(unclosed(part))
        elif isinstance(part, str) and "[@" in part:
            hint = "sources are named in the field `source`"
            fragment = part[part.index("[@") :].partition("]")[0][:30]
            problems.append(Problem("a citation cannot stand in this text", fragment, hint))
    if problems:
        raise Wrong(*problems)
    return LinkedText(folded, tuple(part for part in parts if part))


def parse_link(text: str) -> tuple[RecordLink | None, int, tuple[Problem, ...]]:
    """Read the link at the start of a text: the link, where it ends, and what is wrong with it."""
    match = _LINK.match(text)
    if not match:
        return None, 2, (unclosed(text),)
    problems: list[Problem] = []
    return _link(match, problems), match.end(), tuple(problems)


def unclosed(text: str) -> Problem:
    """What is wrong with a text that opens a link and does not close it."""
    start = text.index("[[")
    fragment = text[start : start + 30].split("\n", maxsplit=1)[0]
    return Problem("a link is not closed", fragment, "write [[id]] or [[id|label]]")


def _link(match: re.Match[str], problems: list[Problem]) -> RecordLink:
    target, label = match[1].strip(), (match[2] or "").strip()
    try:
        return RecordLink(parse_target(target), label)
    except Wrong as error:
        hint = "write [[id]] or [[id|label]]"
        problems += [Problem(p.message, match[0], p.hint or hint) for p in error.problems]
        return RecordLink(Target("unknown"), label)
