"""Who with whom: in how many briefs and policies two countries take part together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations

from ...catalogue.catalogue import Catalogue
from ...records.model import Country
from ..listing import all_briefs

#: Countries that share fewer briefs than this with every other one are left out of the table.
LEAST = 2
#: From how many briefs on a cell has each shade.
_SHADES = (1, 2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class Shared:
    """How many briefs two countries share: real ones, and apart from these mere proposals."""

    real: int = 0
    proposed: int = 0

    @property
    def heat(self) -> int:
        """How dark the cell is, from 0 to 5; proposals shade nothing."""
        return sum(self.real >= least for least in _SHADES)


@dataclass(frozen=True, slots=True)
class Together:
    """What each two countries share.

    `countries` are those that share at least two real briefs with another one, the busiest first.
    """

    catalogue: Catalogue
    shared: Mapping[str, Mapping[str, Shared]]
    countries: tuple[Country, ...]

    def of(self, one: str, other: str) -> Shared:
        """What two of them share."""
        return self.shared.get(one, {}).get(other, Shared())

    def partners(self, id: str) -> list[tuple[str, Shared]]:
        """The countries with which one shares anything, the closest first."""
        row = self.shared.get(id, {})
        titles = {other: self.catalogue.records[other].title.casefold() for other in row}
        return sorted(row.items(), key=lambda p: (-p[1].real, -p[1].proposed, titles[p[0]], p[0]))


def together(catalogue: Catalogue) -> Together:
    """Count what countries share, themselves or through their bodies and people."""
    shared = _shared(catalogue)
    kept = [id for id, row in shared.items() if any(s.real >= LEAST for s in row.values())]
    found = [record for record in catalogue.sorted(kept) if isinstance(record, Country)]
    weight = {id: sum(s.real for s in shared[id].values()) for id in kept}
    found.sort(key=lambda record: -weight[record.id])  # by title among equals
    return Together(catalogue, shared, tuple(found))


def _shared(catalogue: Catalogue) -> Mapping[str, Mapping[str, Shared]]:
    real: Counter[tuple[str, str]] = Counter()
    proposed: Counter[tuple[str, str]] = Counter()
    for record in all_briefs(catalogue):
        counter = real if catalogue.is_real(record.id) else proposed
        counter.update(permutations(catalogue.countries_of(record.id), 2))
    rows: dict[str, dict[str, Shared]] = defaultdict(dict)
    for one, other in dict.fromkeys((*real, *proposed)):
        rows[one][other] = Shared(real[one, other], proposed[one, other])
    return rows
