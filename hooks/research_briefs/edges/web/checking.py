"""Looks at many addresses: several hosts at once, each host one request after the other."""

from __future__ import annotations

import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day
from urllib.parse import urlsplit

from .archive import Archive, Copy, Silent
from .connecting import LIKE_OFFLINE, Trouble
from .looking import Looker
from .verdicts import Finding, Verdict

#: How many hosts are asked at once.
HOSTS = 6
#: After so many hosts that cannot be reached, and none that can, there is no network.
_PATIENCE = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """An address to look at: of which source, seen on which day, whether a copy is known."""

    id: str
    address: str
    seen: Day | None = None
    has_copy: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, and the archived copy that can be proposed.

    `silence` says why there is none where the archive gave no answer.
    """

    asked: Asked
    finding: Finding
    copy: Copy | None = None
    silence: str = ""


class Offline(Exception):
    """No host could be reached at all, so nothing can be said of any."""


#: Whether to ask the archive for a copy of what was found so.
Wanted = Callable[[Finding], bool]


@dataclass
class Checker:
    """Checks addresses; what it has found so far stays in `results`, also if it is interrupted."""

    looker: Looker
    archive: Archive
    wants_copy: Wanted
    results: dict[str, Result] = field(default_factory=dict)

    def run(self, asked: Sequence[Asked]) -> Iterator[Result]:
        """Look at all; each result as it comes, and again if a second look says otherwise.

        Raises Offline.
        """
        yield from self._round(asked)
        again = [r.asked for r in self.results.values() if _may_come_back(r.finding)]
        self.looker.asker.forget()
        yield from self._round(again)
        missed = any(r.finding.trouble in LIKE_OFFLINE for r in self.results.values())
        if missed and not self._has_network(_PATIENCE):
            raise Offline

    def _round(self, asked: Iterable[Asked]) -> Iterator[Result]:
        missed: set[str] = set()
        for result in _Crew(self._checked, _by_host(asked)).results():
            if result.finding.trouble in LIKE_OFFLINE:
                missed.add(urlsplit(result.asked.address).netloc)
                if not self._has_network(len(missed)):
                    raise Offline
            self.results[result.asked.id] = result
            yield result

    def _has_network(self, missed: int) -> bool:
        """Whether any host was reached; the archive is one. There is some hope at first."""
        asker = self.looker.asker
        return asker.has_reached or missed < _PATIENCE or self.archive.is_there()

    def _checked(self, asked: Asked) -> Result:
        return self._with_copy(Result(asked, self.looker.look(asked.address)))

    def _with_copy(self, result: Result) -> Result:
        if result.asked.has_copy or not self.wants_copy(result.finding):
            return result
        try:
            return replace(
                result, copy=self.archive.copy_of(result.asked.address, result.asked.seen)
            )
        except Silent as error:
            return replace(result, silence=str(error))


def _may_come_back(finding: Finding) -> bool:
    """Whether a host may only have been away for a moment."""
    return finding.verdict is Verdict.DEAD and finding.trouble in (
        Trouble.NO_SUCH_HOST,
        Trouble.REFUSED,
    )


def _by_host(asked: Iterable[Asked]) -> list[list[Asked]]:
    """Addresses by their hosts, those with the most first: they take longest."""
    hosts: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        hosts[urlsplit(one.address).hostname or ""].append(one)
    return sorted(hosts.values(), key=len, reverse=True)


class _Crew:
    """Several threads that check addresses, each all those of one host before the next.

    They are daemons: who interrupts the command does not wait for slow hosts.
    """

    def __init__(self, check: Callable[[Asked], Result], hosts: Sequence[Sequence[Asked]]) -> None:
        self._check = check
        self._count = sum(map(len, hosts))
        self._is_over = threading.Event()
        self._todo: queue.SimpleQueue[Sequence[Asked]] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Result | Exception] = queue.SimpleQueue()
        for host in hosts:
            self._todo.put(host)

    def results(self) -> Iterator[Result]:
        """The results in the order in which they come."""
        for _ in range(min(HOSTS, self._count)):
            threading.Thread(target=self._work, daemon=True).start()
        try:
            for _ in range(self._count):
                result = self._done.get()
                if isinstance(result, Exception):
                    raise result
                yield result
        finally:
            self._is_over.set()

    def _work(self) -> None:
        try:
            while True:
                for one in self._todo.get_nowait():
                    if self._is_over.is_set():
                        return
                    self._done.put(self._check(one))
        except queue.Empty:
            return
        except Exception as error:  # a bug: it is raised where somebody sees it
            self._done.put(error)
