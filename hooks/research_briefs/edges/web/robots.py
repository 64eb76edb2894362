"""What hosts let programs see: robots.txt (https://www.rfc-editor.org/rfc/rfc9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from .asking import Answer, Asker

#: How many bytes of it are read: as many as the RFC asks for.
_BYTES = 512_000
#: The longest pause in seconds that a host is granted.
_LONGEST_PAUSE = 10.0


@dataclass
class Robots:
    """The rules of each host, asked for once; `follow` fetches a file through its redirections."""

    asker: Asker
    follow: Callable[[str, int], Answer]
    _rules: dict[str, Protego | None] = field(default_factory=dict, init=False)

    def why_not(self, url: str) -> str:
        """Why we may not ask for an address; empty if we may. Raises Unreachable."""
        parts = urlsplit(url)
        file = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        if file not in self._rules:
            self._rules[file] = self._read(file)
        rules = self._rules[file]
        if rules is None:
            return "robots.txt cannot be read, so nothing may be asked for"
        return "" if rules.can_fetch(url, self._name) else "robots.txt keeps programs out"

    @property
    def _name(self) -> str:
        return self.asker.manners.agent.partition("/")[0]

    def _read(self, file: str) -> Protego | None:
        answer = self.follow(file, _BYTES)
        if answer.status >= 500:  # the RFC: as if everything were forbidden
            return None
        text = answer.body.decode("utf-8", "replace") if answer.status < 300 else ""
        rules = Protego.parse(text)
        pause = rules.crawl_delay(self._name)
        if pause:
            self.asker.slow_down(file, min(float(pause), _LONGEST_PAUSE))
        return rules
