"""Changes in words: what a statement is called, and what its fields are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..pages.wording import Wording
from .changes import ABOUT, LISTED, STATE, Change, shown

#: By what a statement is told from others of its list, in this order.
_NAMING = (
    *("fact", "name", "session", "position", "event", "relation", "to", "role", "who", "at"),
    *("date", "as_of", "is", "question", "claim"),
)
#: How much of a long text names a statement.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Told:
    """The words of changes in one language."""

    words: Wording

    def label(self, change: Change) -> str:
        """`signed 2002-01-06`; what is no statement is called by what it is of the record."""
        if change.name in (ABOUT, STATE, LISTED):
            return self._field(change)
        said = (change.new or change.old or {}).get("said", {})
        text = " ".join(shown(said[name]) for name in _NAMING if name in said)
        text = text or change.name.replace("-", " ")
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"

    def place(self, change: Change) -> str:
        """The list in which the statement stands; empty for what is no statement."""
        if change.name in (ABOUT, STATE, LISTED):
            return ""
        from_there = f", {self.words['labels']['inverse']}" if "#" in change.name else ""
        return f"{self._field(change)}{from_there}"

    def sort(self, change: Change) -> str:
        """Whether it came, went or changed, behind the list in which it stands."""
        return ", ".join(
            filter(None, (self.place(change), self.words["history"]["sorts"][change.sort]))
        )

    def text(self, name: str, value: str) -> str:
        """What a field says; marks by the names that readers know."""
        if name != "marks" or not value:
            return value
        names: Mapping[str, str] = self.words["marks_named"]
        return "; ".join(names.get(mark, mark) for mark in value.split("; "))

    def _field(self, change: Change) -> str:
        names: Mapping[str, str] = self.words["history"]["fields"]
        return names.get(change.field, change.field.capitalize())

    def value(self, name: str) -> str:
        """A field of a statement."""
        words, plain = self.words["history"]["values"], name.replace("_", " ").capitalize()
        return str(words.get(name, plain))
