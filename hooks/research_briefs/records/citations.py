"""Where a statement stands: sources with locators, written as the inside of a Pandoc citation.

`gahir-2025, paras. 43, 65; pib-2024-unicorn, para. 1` — in prose the same within `[@…]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import LOCATORS
from .wrong import wrong

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PART = re.compile(r"(?:([a-z]+)\.\s*)?(.+)", re.DOTALL)
_NUMBER = re.compile(r"([A-Za-z0-9:.]+)(?:-([A-Za-z0-9:.]+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Range:
    """From one number to another; `last` equals `first` where there is only one."""

    first: str
    last: str

    def __str__(self) -> str:
        return self.first if self.first == self.last else f"{self.first}\N{EN DASH}{self.last}"


@dataclass(frozen=True, slots=True)
class Locator:
    """A place within a source: a unit (`para`, `p`, `sec`, …) and the numbers or ranges in it."""

    unit: str
    ranges: tuple[Range, ...]

    def __str__(self) -> str:
        several = len(self.ranges) > 1 or self.ranges[0].first != self.ranges[0].last
        singular, plural = LOCATORS[self.unit]
        return f"{plural if several else singular} {', '.join(map(str, self.ranges))}"


@dataclass(frozen=True, slots=True)
class Citation:
    """One source, the place within it, and the source that it cites for the statement, if any."""

    source: str
    locators: tuple[Locator, ...] = ()
    citing: str | None = None

    @property
    def place(self) -> str:
        """The locator as it is printed: `sec. 4, paras. 43, 65`; empty if there is none."""
        return ", ".join(map(str, self.locators))

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of all the sources that the citation names."""
        return (self.source, self.citing) if self.citing else (self.source,)


Sourcing = tuple[Citation, ...]


def parse_sourcing(text: str, marker: str = "") -> Sourcing:
    """Read one or more citations joined by `;`. Raises Wrong.

    `marker` is what stands before each source id: nothing in a field, `@` in prose.
    """
    return tuple(_citation(part, marker) for part in text.split(";"))


def _citation(text: str, marker: str) -> Citation:
    part = " ".join(text.split())
    if not part:
        raise wrong("a citation is empty", text, "sources are joined by one “;”")
    body, _, cited = part.partition(", citing ")
    if not cited and re.search(r"(^|\s)citing(\s|$)", part):
        raise wrong(
            "“citing” is not in its place", "citing", "write: source, para. 5, citing other-source"
        )
    source, _, rest = body.partition(",")
    return Citation(
        source=_source(source, marker),
        locators=_locators(rest) if rest or body.endswith(",") else (),
        citing=_source(cited, marker) if cited else None,
    )


def _source(text: str, marker: str) -> str:
    text = text.strip()
    name = text.removeprefix(marker)
    if marker and not text.startswith(marker):
        raise wrong(f"in prose “{text}” needs an @ before it", text, f"write @{text}")
    if _ID.fullmatch(name):
        return name
    if name.startswith("@"):
        raise wrong("leave out the @ here", text, "YAML reserves it; prose needs it")
    raise wrong(
        f"“{name}” is not the id of a source", text, "an id is lower-case words joined by hyphens"
    )


def _locators(text: str) -> tuple[Locator, ...]:
    """`sec. 4, paras. 43, 65`: a part without a unit goes on with the unit before it."""
    found: list[tuple[str, list[Range]]] = []
    for part in (part.strip() for part in text.split(",")):
        match = _PART.fullmatch(part)
        if not match:
            raise wrong("a locator is empty", text.strip() or ",", "write: para. 5")
        label, number = match.groups()
        if label:
            found.append((_unit(label, part), []))
        if not found:
            raise wrong(
                f"“{part}” does not say what it counts", part, f"write a unit: para. {part}"
            )
        found[-1][1].append(_range(number))
    return tuple(Locator(unit, tuple(ranges)) for unit, ranges in found)


def _unit(label: str, part: str) -> str:
    for unit, (singular, plural) in LOCATORS.items():
        if f"{label}." in (singular, plural):
            return unit
    known = ", ".join(f"{singular}" for singular, _ in LOCATORS.values())
    raise wrong(f"“{label}.” is not a kind of locator", part, f"use one of {known}")


def _range(text: str) -> Range:
    match = _NUMBER.fullmatch(text.strip().replace("\N{EN DASH}", "-"))
    if not match:
        raise wrong(f"“{text}” is not a number or a range", text, "write: paras. 43, 65-67")
    first, last = match[1], match[2] or match[1]
    if first.isdigit() and last.isdigit() and int(last) < int(first):
        raise wrong(f"the range {text} runs backwards", text)
    return Range(first, last)
