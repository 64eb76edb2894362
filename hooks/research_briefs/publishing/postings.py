"""Which words stand on which pages, and how much they say of them: the heart of the search index.

The words are cut into shards, ranges of the alphabet of about the same size, of which a reader's
browser loads the few that a query needs.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import sub

from .folding import words

#: What a word says of a page that has it in a name, in a heading, in its text; at most all three.
_IN_NAME, _IN_HEADING, _IN_TEXT = 20.0, 5.0, 8.0
#: What of `_IN_NAME` depends on how much else stands in the name.
_OF_LENGTH = 0.5
#: How quickly one more use of a word in a text says less (BM25's k1), and how far the length of
#: the text counts (its b).
_SATURATION, _BY_LENGTH = 1.2, 0.6

#: How many characters a shard has, about. Smaller ones would mean more names of shards to load.
SHARD = 14_000

#: For each word and each weight that it has somewhere, the numbers of the pages, rising.
Postings = dict[str, dict[int, list[int]]]


@dataclass(frozen=True, slots=True)
class Texts:
    """What a page says: its names, its headings, its texts, each cut at white space.

    `rank` is what a page as such counts.
    """

    names: Sequence[str]
    headings: Sequence[str]
    texts: Sequence[Sequence[str]]
    rank: float = 1.0


class Counting:
    """The words of pages, counted one page after the other; their texts need not stay for it."""

    def __init__(self) -> None:
        self._known = _Words()
        self._pages: deque[tuple[float, dict[str, float], Counter[str]]] = deque()

    def add(self, page: Texts) -> None:
        """Count the words of a page; its number is how many there were before."""
        count = _counted(page.texts, self._known)
        self._pages.append((page.rank, _outside_text(page, self._known), count))

    def weighed(self) -> Postings:
        """Each word with the pages that have it, by their numbers, and its weight there.

        What was counted is used up.
        """
        lengths = [count.total() for _, _, count in self._pages]
        usual = sum(lengths) / (len(lengths) or 1) or 1.0
        found: Postings = defaultdict(lambda: defaultdict(list))
        for number, length in enumerate(lengths):
            rank, outside, count = self._pages.popleft()
            slow = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * length / usual)
            for word, weight in outside.items():
                times = count.pop(word, 0)
                in_text = _IN_TEXT * times / (times + slow)
                found[word][round((weight + in_text) * rank) or 1].append(number)
            # Most words stand there a few times: their weight is worked out once.
            weights = {
                times: round(_IN_TEXT * times / (times + slow) * rank) or 1
                for times in set(count.values())
            }
            for word, times in count.items():
                found[word][weights[times]].append(number)
        return found


class _Words(dict[str, tuple[str, ...]]):
    """The words in each piece between spaces, or heading, worked out when it is first met."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        self[piece] = found = tuple(words(piece))
        return found


def _counted(texts: Sequence[Sequence[str]], known: _Words) -> Counter[str]:
    """How often each word stands in the texts, piece by piece, of which pages share most."""
    pieces = chain.from_iterable(texts)
    return Counter(chain.from_iterable(map(known.__getitem__, pieces)))


def _outside_text(page: Texts, known: _Words) -> dict[str, float]:
    """What the words of a page's names and headings count. The best name that has a word counts."""
    named: dict[str, float] = {}
    for name in page.names:
        found = words(name)
        share = 1 - _OF_LENGTH + _OF_LENGTH / math.sqrt(len(found) or 1)
        for word in found:
            named[word] = max(named.get(word, 0.0), _IN_NAME * share)
    for word in set(chain.from_iterable(known[heading] for heading in page.headings)):
        named[word] = named.get(word, 0.0) + _IN_HEADING
    return named


def shards(postings: Postings) -> Iterator[tuple[str, str]]:
    """The shards in the order of their words, each with its first word.

    A line is a word and, for each weight, the pages that have the word with that weight: the
    weight, the number of first page, then how far it is to each next one.
    """
    lines: list[str] = []
    first, size = "", 0
    for word in sorted(postings, key=in_order):
        if size >= SHARD:
            yield first, "\n".join(lines)
            lines, size = [], 0
        first = first if lines else word
        lines.append(f"{word} {_line(postings[word])}")
        size += len(lines[-1]) + 1
    if lines:
        yield first, "\n".join(lines)


def in_order(word: str) -> bytes:
    """What words are sorted by: as a browser compares them, which goes by UTF-16."""
    return word.encode("utf-16-be", "surrogatepass")


def _line(pages: Mapping[int, Sequence[int]]) -> str:
    return " ".join(_group(weight, pages[weight]) for weight in sorted(pages, reverse=True))


def _group(weight: int, numbers: Sequence[int]) -> str:
    steps = map(sub, numbers, (0, *numbers))
    return ",".join(map(repr, (weight, *steps)))  # of a number the same as `str`, and quicker
