"""Where a statement stands: sources with locators, written as the inside of a Pandoc citation.

`almanac-2024, paras. 43, 65; gazette-2023, para. 1` — in prose the same within `[@…]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from .links import how_an_id_is_written
from .words import LOCATORS
from .wrong import Problem, Wrong, wrong

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CITING = re.compile(r"(?<![\w-])citing(?=\s|$)", re.IGNORECASE)
#: The ways of writing a unit without its full stop.
_UNITS = {word.rstrip("."): unit for unit, words in LOCATORS.items() for word in words}
_KNOWN_UNITS = f"use one of {', '.join(singular for singular, _ in LOCATORS.values())}"
_PART = re.compile(r"(?:([a-z]+)\.\s*)?(.+)", re.DOTALL)
#: No longer than a page number could be: Python refuses to read figures of thousands of digits.
_NUMBER = re.compile(r"([A-Za-z0-9:.]{1,20})(?:-([A-Za-z0-9:.]{1,20}))?", re.ASCII)


_SOURCE = r"\s*[a-z0-9]+(-[a-z0-9]+)*\s*(,[^;]+)?"
#: The pattern of sources in a field, for the JSON Schema: what a locator may be it leaves open.
PATTERN = f"^{_SOURCE}(;{_SOURCE})*$"


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
    #: How it is printed, which is asked for often.
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        several = len(self.ranges) > 1 or self.ranges[0].first != self.ranges[0].last
        singular, plural = LOCATORS[self.unit]
        text = f"{plural if several else singular} {', '.join(map(str, self.ranges))}"
        object.__setattr__(self, "text", text)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Citation:
    """One source, the place within it, and the source that it cites for the statement, if any."""

    source: str
    locators: tuple[Locator, ...] = ()
    citing: str | None = None
    #: The locator as it is printed, `sec. 4, paras. 43, 65`, which is asked for often; empty if
    #: there is none.
    place: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        place = ", ".join([locator.text for locator in self.locators])
        object.__setattr__(self, "place", place)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of all the sources that the citation names."""
        return (self.source, self.citing) if self.citing else (self.source,)


Sourcing = tuple[Citation, ...]


def parse_sourcing(text: str, marker: str = "") -> Sourcing:
    """Read one or more citations joined by `;`. Raises Wrong.

    `marker` is what stands before each source id: nothing in a field, `@` in prose.
    """
    found: list[Citation] = []
    problems: list[Problem] = []
    for part in text.split(";"):
        try:
            found.append(_citation(" ".join(part.split()), marker))
        except Wrong as error:
            problems += error.problems
    if problems:
        raise Wrong(*problems)
    return tuple(found)


@lru_cache(maxsize=10_000)  # a record says several things by the same place in a source
def _citation(part: str, marker: str) -> Citation:
    if not part:
        raise wrong("a citation is empty", hint="sources are joined by one “;”")
    body, _, cited = part.partition(", citing ")
    misplaced = "iting" in part.lower() and _CITING.search(cited or body)
    if misplaced:
        hint = f"write it once: {marker}source-id, para. 5, citing {marker}other-id"
        raise wrong("“citing” is not in its place", misplaced[0], hint)
    source, _, rest = body.partition(",")
    return Citation(
        source=_source(source, marker, ""),
        locators=_locators(rest) if rest or body.endswith(",") else (),
        citing=_source(cited, marker, "after “citing” stands one id alone") if cited else None,
    )


def _source(text: str, marker: str, hint: str) -> str:
    text = text.strip()
    name = text.removeprefix(marker)
    if not name:
        raise wrong("the id of the source is missing", text, f"such as: {marker}almanac-2024")
    if marker and not text.startswith(marker):
        raise wrong(f"in prose “{text}” needs an @ before it", text, f"write @{text}")
    if _ID.fullmatch(name):
        return name
    if name.startswith("@"):
        raise wrong("leave out the @ here", text, "YAML reserves it; prose needs it")
    if _ID.fullmatch(name.split()[0]):
        hint = "a comma stands before a locator, “;” before another source"
    hint = hint or how_an_id_is_written(name)
    raise wrong(f"“{name}” is not the id of a source", text, hint)


@lru_cache(maxsize=10_000)
def _locators(text: str) -> tuple[Locator, ...]:
    """`sec. 4, paras. 43, 65`: a part without a unit goes on with the unit before it."""
    found: list[tuple[str, list[Range]]] = []
    for part in (part.strip() for part in text.split(",")):
        match = _PART.fullmatch(part)
        if not match:
            raise wrong("a locator is empty", text.strip() or ",", "such as: para. 5")
        label, number = match.groups()
        if label:
            found.append((_unit(label, part), []))
        if not found:
            raise _without_unit(part)
        found[-1][1].append(_range(number))
    return tuple(Locator(unit, tuple(ranges)) for unit, ranges in found)


def _unit(label: str, part: str) -> str:
    unit = _UNITS.get(label)
    if unit is None:
        raise wrong(f"“{label}.” is not a kind of locator", part, _KNOWN_UNITS)
    return unit


def _without_unit(part: str) -> Wrong:
    """What is wrong with a locator that does not begin with a unit."""
    match = re.fullmatch(r"([A-Za-z]+)[. ]*(\d.*)?", part)
    label = match[1].lower() if match else ""
    if match and label in _UNITS and not match[2]:
        return wrong(f"“{part}” has no number", part, f"such as: {label}. 5")
    if match and label in _UNITS:
        hint = f"write: {label}. {match[2]}"
    elif part[0].isdigit():
        hint = f"write a unit: para. {part}"
    else:
        hint = "“;” stands before another source" if _ID.fullmatch(part) else _KNOWN_UNITS
    return wrong(f"“{part}” does not say what it counts", part, hint)


def _range(text: str) -> Range:
    match = _NUMBER.fullmatch(text.strip().replace("\N{EN DASH}", "-"))
    if not match:
        raise wrong(f"“{text}” is not a number or a range", text, "such as: paras. 43, 65-67")
    first, last = match[1], match[2] or match[1]
    if first.isdigit() and last.isdigit() and int(last) < int(first):
        raise wrong(f"the range {text} runs backwards", text, f"write {last}-{first}")
    return Range(first, last)


def gathered(locators: Iterable[Locator]) -> str:
    """Several locators as one text, in the order of their units and of their numbers."""
    units: dict[str, dict[Range, None]] = {}
    for locator in locators:
        units.setdefault(locator.unit, {}).update(dict.fromkeys(locator.ranges))
    found = (
        Locator(unit, tuple(sorted(units[unit], key=_place))) for unit in LOCATORS if unit in units
    )
    return "; ".join(map(str, found))


def _place(range_: Range) -> tuple[bool, int, str]:
    """What a range sorts by: numbers by their size, before all that is no number."""
    is_number = range_.first.isdigit()
    return not is_number, int(range_.first) if is_number else 0, range_.first
