"""The sources of a record's statements: which ones, and where in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from random import Random

from .world import SourcePlan, World

#: Which of a brief's sources a statement cites, in turn: two that were read in full (0, 1), three
#: in excerpts (2, 3, 4), one that nobody has read (5) and that can stand only behind another.
_TURNS = ("0", "2", "1", "3", "0 5", "4", "1;2", "0", "3", "1;4", "1", "2", "0")


class Evidence:
    """Hands out citations, so that each of a record's sources is cited."""

    def __init__(self, world: World, number: int, rng: Random) -> None:
        self._rng = rng
        self._sources = _six(world, number, rng)
        self._turns: Iterator[str] = cycle(_TURNS)

    def next(self, marker: str = "") -> str:
        """The next citation; in prose the marker before a source is `@`."""
        parts = (self._citation(part, marker) for part in next(self._turns).split(";"))
        return "; ".join(parts)

    def cited(self) -> str:
        """The next citation as it stands in prose."""
        return f"[{self.next('@')}]"

    def _citation(self, turn: str, marker: str) -> str:
        chosen = [self._sources[int(place)] for place in turn.split()]
        place = locator(chosen[0], self._rng)
        text = f"{marker}{chosen[0].id}" + (f", {place}" if place else "")
        return f"{text}, citing {marker}{chosen[1].id}" if chosen[1:] else text


def _six(world: World, number: int, rng: Random) -> list[SourcePlan]:
    """Six sources: one from the few that many records cite, the others in turn."""
    full, excerpts, unread = (world.read(degree) for degree in ("full", "excerpt", "none"))
    much_cited = int(len(full) * rng.random() ** 3)
    other = number % len(full)
    if other == much_cited:
        other = (other + 1) % len(full)
    some = [excerpts[(3 * number + step) % len(excerpts)] for step in range(3)]
    return [full[much_cited], full[other], *some, unread[number % len(unread)]]


def locator(source: SourcePlan, rng: Random) -> str:
    """A place within the source; '' where nobody could count."""
    if not source.unit:
        return ""
    first = rng.randint(1, source.extent - 4)
    second = first + rng.randint(1, 4)
    one, several = {"para": ("para.", "paras."), "p": ("p.", "pp.")}[source.unit]
    forms = (f"{one} {first}", f"{one} {first}", f"{several} {first}-{second}")
    return rng.choice((*forms, f"{several} {first}, {second}"))
