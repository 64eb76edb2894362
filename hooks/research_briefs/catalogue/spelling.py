"""Which known name is most like one that may be misspelt.

To compare two names takes microseconds, and on a site of thousands of records thousands of ids may
be wrong. So only those are compared that have the most pieces in common, and the rarest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from ..records.model import Record, Retired
from .statements import Statement

#: How many names are looked at by their pieces, how many of these are put in order by that and
#: by their length, and how many are compared.
PATIENCE = 2_000
RANKED = 200
COMPARED = 10


class Spelling:
    """Names that are known; what it takes to look for one is made when that is first done."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = dict.fromkeys(names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def nearest(self, name: str, cutoff: float) -> str:
        """The known name that is most like another by difflib's measure; empty if none is."""
        shared: Counter[str] = Counter()
        patience = PATIENCE
        for names in sorted(map(self._having, _pieces(name)), key=len):
            shared.update(names[:patience])
            patience = max(0, patience - len(names))
        best = shared.most_common(RANKED)
        best.sort(key=lambda found: (-found[1], abs(len(found[0]) - len(name)), found[0]))
        likely = (known for known, _ in best[:COMPARED])
        return next(iter(get_close_matches(name, likely, n=1, cutoff=cutoff)), "")

    def _having(self, piece: str) -> list[str]:
        return self._by_piece.get(piece, [])

    @cached_property
    def _by_piece(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._names:
            for piece in _pieces(name):
                found[piece].append(name)
        return found


@dataclass(frozen=True, slots=True)
class Spellings:
    """The names that a catalogue knows: of records of some kinds, of statements of a record."""

    records: Mapping[str, Record]
    statements: Mapping[str, tuple[Statement, ...]]
    _made: dict[str | tuple[str, ...], Spelling] = field(
        default_factory=dict, compare=False, repr=False
    )

    def of_records(self, kinds: tuple[str, ...]) -> Spelling:
        """The ids of all records that may be named where these kinds may be, or any."""
        if kinds not in self._made:
            self._made[kinds] = Spelling(
                id
                for id, record in self.records.items()
                if not isinstance(record, Retired) and (not kinds or record.kind in kinds)
            )
        return self._made[kinds]

    def of_statements(self, record: str) -> Spelling:
        """The anchors of all statements of a record."""
        if record not in self._made:
            self._made[record] = Spelling(s.anchor for s in self.statements[record])
        return self._made[record]


def _pieces(name: str) -> Iterator[str]:
    """All three letters in a row, each once, with two spaces before and one after each word."""
    words = (f"  {word} " for word in name.split("-"))
    found = (word[n : n + 3] for word in words for n in range(len(word) - 2))
    return iter(dict.fromkeys(found))
