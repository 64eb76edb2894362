"""Two programs measured side by side: one run of ours, one of theirs, and so on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from .measure import Figures, Run


@dataclass(frozen=True, slots=True)
class Pair:
    """The runs of ours and of a peer, the n-th of one beside the n-th of the other."""

    ours: Figures
    peer: Figures

    @property
    def cpu(self) -> float:
        """How many times the peer's seconds of the processor ours takes: the median of all runs."""
        return self._ratio(lambda run: run.cpu)

    @property
    def time(self) -> float:
        """The same by the clock."""
        return self._ratio(lambda run: run.time)

    def _ratio(self, of: Callable[[Run], float]) -> float:
        both = zip(self.ours.runs, self.peer.runs, strict=True)
        return median(of(ours) / of(theirs) for ours, theirs in both)


def alternate(
    ours: tuple[str, Callable[[], Run]], peer: tuple[str, Callable[[], Run]], runs: int
) -> Pair:
    """Run both in turns, so that whatever else the machine does concerns both."""
    found = [(ours[1](), peer[1]()) for _ in range(runs)]
    first, second = zip(*found, strict=True)
    return Pair(Figures(ours[0], first), Figures(peer[0], second))
