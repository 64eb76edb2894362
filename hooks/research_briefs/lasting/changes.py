"""What differs between two texts of a record, statement by statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..records.model import ITEM_ORDER
from .text import Row, Text, rows_of

_NOTHING: Mapping[str, Any] = {}
#: The names under which what is no statement changes; no anchor has an underscore.
ABOUT, STATE, LISTED = "_about", "_state", "_listed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a statement: what it said, and what it says; empty if it was or is not there."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that came, went or changed between two texts.

    `name` is its anchor, `record#anchor` for a relation that another record declares, or one of
    ABOUT, STATE and LISTED; `field` the list in which it stands, and `source` what it rests on now,
    or rested on if it has gone.
    """

    name: str
    field: str
    old: Row | None
    new: Row | None

    @property
    def sort(self) -> str:
        """`added`, `removed` or `changed`."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    @property
    def is_own(self) -> bool:
        """Whether it is a statement of the record itself, which no other record reports."""
        return "#" not in self.name and not self.name.startswith("_")

    @property
    def source(self) -> str:
        """The sources, with their places."""
        return str((self.new or self.old or _NOTHING).get("said", _NOTHING).get("source", ""))

    @property
    def stands_on(self) -> str:
        """The sources, unless the differences name them."""
        return "" if any(each.name == "source" for each in self.differences) else self.source

    @property
    def differences(self) -> Iterator[Difference]:
        """Each field that differs, in the order of the record's file."""
        old, new = _values(self.old), _values(self.new)
        for name in sorted({*new, *old}, key=_order):
            if old.get(name) != new.get(name):
                yield Difference(name, shown(old.get(name)), shown(new.get(name)))


def changes(old: Text, new: Text) -> list[Change]:
    """What differs, own fields first, then statements in the order of the newer text."""
    found = [
        Change(name, part, {"said": old[part]}, {"said": new[part]})
        for name, part in ((ABOUT, "about"), (STATE, "state"))
        if old[part] != new[part]
    ]
    rows, newer = rows_of(old), rows_of(new)
    for name in dict.fromkeys((*newer, *rows)):
        one, other = rows.get(name), newer.get(name)
        if one != other:
            row = other or one
            assert row is not None
            found.append(Change(name, row["field"], one, other))
    if old["listed"] != new["listed"]:
        gone, come = (
            set(old["listed"]) - set(new["listed"]),
            set(new["listed"]) - set(old["listed"]),
        )
        said = {"said": {"listed": sorted(gone)}}, {"said": {"listed": sorted(come)}}
        found.append(Change(LISTED, "listed", *said))
    return found


def _values(row: Row | None) -> Mapping[str, Any]:
    if row is None:
        return _NOTHING
    return {**row["said"], "marks": row["marks"]} if row.get("marks") else row["said"]


def _order(name: str) -> tuple[int, str]:
    """What leads an item in its file comes first, its marks last."""
    place = ITEM_ORDER.index(name) if name in ITEM_ORDER else -1
    return (len(ITEM_ORDER) if name == "marks" else place), name


def shown(value: Any) -> str:
    """A value in one text: several are joined, and of a link remains what a reader sees."""
    if value is None:
        return ""
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return _unlinked(text)


def _unlinked(text: str) -> str:
    """`[[lamps|the lamps]]` → `the lamps`, `[[lamps]]` → `lamps`."""
    before, *rest = text.split("[[")
    parts = [before]
    for part in rest:
        link, end, after = part.partition("]]")
        parts.append(f"{link.rpartition('|')[2]}{after}" if end else f"[[{part}")
    return "".join(parts)
