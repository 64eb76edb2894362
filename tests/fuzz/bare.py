"""A search that needs nothing installed: it goes on from inputs that gave something new."""

from __future__ import annotations

import time
from collections.abc import Sequence
from random import Random

from .finds import Finds
from .mutation import MOST, Mutator, seeds
from .targets import Target

_LARGEST_POOL = 5_000


def search(
    target: Target, finds: Finds, seconds: float, random: Random, most: int | None = None
) -> int:
    """Try inputs for so long, or at most so many; how many were tried."""
    pool: list[bytes] = []
    seen: set[object] = set()
    mutator, end, count = Mutator(target, random), time.monotonic() + seconds, 0
    first = seeds(target)
    while time.monotonic() < end and (most is None or count < most):
        data = first[count] if count < len(first) else mutator.mutated(chosen(pool, random), pool)
        outcome = finds.try_input(data)
        count += 1
        is_new = count <= len(first) or (outcome is not None and outcome not in seen)
        if not pool or (is_new and len(data) <= MOST and len(pool) < _LARGEST_POOL):
            seen.add(outcome)
            pool.append(data)
    return count


def chosen(pool: Sequence[bytes], random: Random) -> bytes:
    """Any of the pool; often one of the last, or of the first, which are not yet so broken."""
    return random.choice(random.choice((pool, pool[-50:], pool[:100])))
