"""What was found out about a record, for as long as all that it rests on is the same.

Under `serve` one record of thousands changes from one catalogue to the next. What the others rest
on is declared nowhere, where it could be forgotten: it is noted while they are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, TypeVar

from .catalogue import Catalogue

Found = TypeVar("Found")

#: The parts of a catalogue that are asked for one record at a time.
_ASKED = ("records", "statements", "states", "relations_to")
#: The parts of which a change concerns all records.
_WHOLE = ("circles", "unread")


class Ask(Protocol[Found]):
    """Asks what `find` finds out about the record with an `id`, given the catalogue.

    `of` is what it knows of the record beside that: something else is another question.
    """

    def __call__(self, id: str, of: object, find: Callable[[Catalogue], Found]) -> Found: ...


def asking(catalogue: Catalogue, remembered: Remembered[Found] | None = None) -> Ask[Found]:
    """Asks of a catalogue what is not remembered; if nothing is, everything."""
    if remembered is not None:
        return remembered.of(catalogue)
    return lambda id, of, find: find(catalogue)  # noqa: ARG005


@dataclass
class _Noting(Mapping[str, Any]):
    """A part of a catalogue that notes what it is asked for, and what it answers."""

    part: Mapping[str, Any]
    asked: dict[str, Any] = field(default_factory=dict)

    def get(self, key: str, default: Any = None) -> Any:
        found = self.asked[key] = self.part.get(key)
        return default if found is None else found

    def __getitem__(self, key: str) -> Any:
        found = self.get(key)
        return self.part[key] if found is None else found

    def __iter__(self) -> Iterator[str]:
        raise TypeError("what goes through all records cannot be remembered of one")

    def __len__(self) -> int:
        raise TypeError("what counts all records cannot be remembered of one")


@dataclass(frozen=True, slots=True)
class _Answer(Generic[Found]):
    """What was `found` about a record as it was then (`of`), and all that was asked on the way."""

    of: object
    asked: tuple[Mapping[str, Any], ...]
    found: Found


class Remembered(Generic[Found]):
    """The answers to one question about each record of a site; `keeps` tells which to remember."""

    def __init__(self, keeps: Callable[[Found], bool] = lambda _: True) -> None:
        self._keeps = keeps
        self._answers: dict[str, _Answer[Found]] = {}
        self._whole: list[Any] = []

    def of(self, catalogue: Catalogue) -> Ask[Found]:
        """Asks of a newer catalogue what is not remembered, or may have changed."""
        whole = [getattr(catalogue, name) for name in _WHOLE]
        if whole != self._whole:
            self._answers.clear()
        self._whole = whole
        parts = [getattr(catalogue, name) for name in _ASKED]
        noting = [_Noting(part) for part in parts]
        changes: dict[str, Any] = dict(zip(_ASKED, noting, strict=True))
        noted = replace(catalogue, **changes)

        def ask(id: str, of: object, find: Callable[[Catalogue], Found]) -> Found:
            known = self._answers.get(id)
            if known and known.of is of and _holds(known.asked, parts):
                return known.found
            for part in noting:
                part.asked = {}
            found = find(noted)
            if self._keeps(found):
                self._answers[id] = _Answer(of, tuple(part.asked for part in noting), found)
            return found

        return ask


def _holds(asked: tuple[Mapping[str, Any], ...], parts: list[Mapping[str, Any]]) -> bool:
    """Whether everything that was asked would be answered as it was."""
    return all(
        (now := part.get(key)) is then or now == then
        for part, answers in zip(parts, asked, strict=True)
        for key, then in answers.items()
    )
