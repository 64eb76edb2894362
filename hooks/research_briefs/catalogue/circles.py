"""Circles in what must not run in one: relations, and topics that are part of topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Steps = Mapping[str, Sequence[str]]


def find_circles(steps: Steps) -> Iterator[tuple[str, ...]]:
    """A circle in each knot of them, from its first id on; `steps` are the ids after each id.

    Every step is looked at once, however long the circles are. What a circle hides comes to light
    when that is mended.
    """
    done: set[str] = set()
    told: set[str] = set()
    for start in sorted(steps):
        way: dict[str, Iterator[str]] = {} if start in done else {start: iter(steps[start])}
        while way:
            id = next(reversed(way))
            following = next(way[id], None)
            if following is None:
                done.add(way.popitem()[0])
            elif following in way:
                if not {id, following} & told:
                    circle = list(way)[list(way).index(following) :]
                    told.update(circle)
                    yield _from_first(circle)
            elif following in steps and following not in done:
                way[following] = iter(steps[following])


def _from_first(circle: Sequence[str]) -> tuple[str, ...]:
    first = circle.index(min(circle))
    return (*circle[first:], *circle[:first])
