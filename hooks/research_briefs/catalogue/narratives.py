"""What pages written by hand say of records: the rules for it are those of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..issues import Issue, sort
from ..reading.files import bounded
from ..reading.narratives import Narrative
from ..records.links import RecordLink
from ..records.prose import Cited
from .catalogue import Catalogue
from .checking import citations, targets


def check_narratives(narratives: Iterable[Narrative], catalogue: Catalogue) -> tuple[Issue, ...]:
    """All issues of the pages, in the order of files and places."""
    issues: list[Issue] = []
    for narrative in narratives:
        found = [i for n in range(len(narrative.mentions)) for i in wrongs(narrative, n, catalogue)]
        issues += bounded(found, narrative.path)
    return sort(issues)


def wrongs(narrative: Narrative, number: int, catalogue: Catalogue) -> Iterator[Issue]:
    """What is wrong with one mention: how it is written, else what it names."""
    mention, at = narrative.mentions[number], (number,)
    for problem in mention.problems:
        yield narrative.issue(at, "wrong-value", problem.message, problem.hint, problem.fragment)
    if mention.problems:
        return
    if isinstance(mention.node, RecordLink):
        target = mention.node.target
        yield from targets(narrative, at, target, catalogue, str(target))
    elif isinstance(mention.node, Cited):
        yield from citations(narrative, at, mention.node.sourcing, catalogue)


def discussed(narratives: Iterable[Narrative]) -> Mapping[str, tuple[Narrative, ...]]:
    """The pages that name each record, by title."""
    found: dict[str, list[Narrative]] = defaultdict(list)
    for narrative in sorted(narratives, key=lambda n: (n.title.casefold(), n.path)):
        for id in dict.fromkeys(id for m in narrative.mentions for id in m.records):
            found[id].append(narrative)
    return {id: tuple(pages) for id, pages in found.items()}
