"""One look at an address: through its redirections to what is found there."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from ... import limits
from ...records.prose import parse_url
from ...records.wrong import Wrong
from .asking import BODY, Answer, Asker
from .connecting import Trouble, Unreachable
from .robots import Robots
from .verdicts import Finding, Verdict, judged, unreached

#: How many redirections are followed.
MAX_HOPS = 8
_REDIRECTIONS = frozenset((301, 302, 303, 307, 308))
_TOO_MANY = 429

#: A redirection: its status, and the address to which it led.
Hop = tuple[int, str]


class _Astray(Exception):
    """Redirections that lead nowhere; the message says why."""


@dataclass
class Looker:
    """Looks at addresses. A host that asks to be left alone is."""

    asker: Asker
    _robots: Robots = field(init=False)
    _resting: dict[str, Finding] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._robots = Robots(self.asker, self._followed)

    def look(self, url: str) -> Finding:
        """What is found at an address."""
        host = urlsplit(url).netloc
        if host in self._resting:
            return self._resting[host]
        hops: list[Hop] = []
        try:
            finding = self._looked(url, hops)
        except Unreachable as error:
            return unreached(error, _end(hops))
        except _Astray as error:
            return Finding(Verdict.UNSURE, str(error), led_to=_end(hops))
        if finding.status == _TOO_MANY:
            self._resting[host] = finding
        return finding

    def _looked(self, url: str, hops: list[Hop]) -> Finding:
        here = urldefrag(url).url
        while True:
            if why := self._robots.why_not(here):
                return Finding(Verdict.BLOCKED, why, led_to=_end(hops))
            answer = self._asked(here)
            if not _is_redirection(answer):
                return judged(url, answer, hops)
            here = _next(here, answer, hops)

    def _asked(self, url: str) -> Answer:
        """The head of a page, or the beginning of it: some hosts answer only who asks for all."""
        try:
            answer = self.asker.ask("HEAD", url)
            if 200 <= answer.status < 300 or _is_redirection(answer):
                return answer
        except Unreachable as error:
            if error.trouble is not Trouble.NOT_HTTP:
                raise
        return self.asker.ask("GET", url)

    def _followed(self, url: str, most: int = BODY) -> Answer:
        """A file, through its redirections; if they lead nowhere, as if there were none."""
        hops: list[Hop] = []
        try:
            while _is_redirection(answer := self.asker.ask("GET", url, most)):
                url = _next(url, answer, hops)
        except _Astray:
            return Answer(404, {})
        return answer


def _is_redirection(answer: Answer) -> bool:
    return answer.status in _REDIRECTIONS and "location" in answer.headers


def _next(here: str, answer: Answer, hops: list[Hop]) -> str:
    """The address to which a redirection leads, noted among the hops. Raises _Astray."""
    target = _target(here, answer.headers["location"])
    if any(target == before for _, before in hops) or target == here:
        raise _Astray("leads round in a circle")
    hops.append((answer.status, target))
    if len(hops) > MAX_HOPS:
        raise _Astray(f"leads on more than {MAX_HOPS} times")
    return target


def _target(here: str, location: str) -> str:
    """Where a redirection leads, as an address of the web. Raises _Astray."""
    # Headers come as Latin-1; who writes more than ASCII into them mostly means UTF-8.
    text = location.encode("latin-1", "replace").decode("utf-8", "replace")
    if len(text) > limits.URL:
        raise _Astray(f"leads on to an address of {len(text):,} characters")
    try:
        target = urldefrag(urljoin(here, quote(text, safe="/%:@!$&'()*+,;=~?#[]"))).url
        return parse_url(target)
    except (ValueError, Wrong) as error:
        raise _Astray(f"leads on to what is no address of the web: {text[:200]}") from error


def _end(hops: list[Hop]) -> str:
    return hops[-1][1] if hops else ""
