"""Archived copies, as the Wayback Machine knows them.

Its API says which copy is nearest to a day: https://archive.org/help/wayback_api.php
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from ... import limits
from ...records.prose import parse_url
from .asking import Asker
from .connecting import Unreachable

#: How often it may give no answer.
_PATIENCE = 3
#: Where it answers.
WAYBACK = "https://archive.org/wayback/available"


@dataclass(frozen=True, slots=True)
class Copy:
    """An archived copy: its address, and the day on which it was made."""

    address: str
    day: Day


class Silent(Exception):
    """The archive gives no answer that says anything; the message tells why."""


@dataclass
class Archive:
    """An archive that can be asked. If it gives no answer several times it is asked no more."""

    asker: Asker
    base: str = WAYBACK
    _silences: list[Silent] = field(default_factory=list, init=False)

    def copy_of(self, url: str, day: Day | None) -> Copy | None:
        """The copy that is nearest to a day, or the newest; None if none. Raises Silent."""
        if len(self._silences) >= _PATIENCE:
            raise self._silences[-1]
        asked = {"url": url, **({"timestamp": f"{day:%Y%m%d}"} if day else {})}
        try:
            return _copy(self._answer(f"{self.base}?{urlencode(asked)}"))
        except Silent as error:
            self._silences.append(error)
            raise

    def is_there(self) -> bool:
        """Whether there is a way to it, whatever it says."""
        with suppress(Unreachable):
            self.asker.ask("HEAD", self.base)
        return self.asker.has_reached

    def _answer(self, url: str) -> Any:
        try:
            answer = self.asker.ask("GET", url)
        except Unreachable as error:
            raise Silent(str(error)) from error
        if answer.status != 200:
            raise Silent(f"it answers {answer.status}")
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise Silent("its answer is not JSON") from error


def _copy(answer: Any) -> Copy | None:
    """The copy that an answer names; None if it names none that can be used."""
    try:
        nearest = answer["archived_snapshots"]["closest"]
        if nearest["available"] is not True or not nearest.get("status", "200").startswith("2"):
            return None
        day = datetime.strptime(nearest["timestamp"], "%Y%m%d%H%M%S").date()
        address = parse_url(quote(nearest["url"], safe="/%:@!$&'()*+,;=~?#[]"))
    except (KeyError, TypeError, AttributeError, ValueError):
        return None
    # The API names copies by http, under which the archive only leads on to https.
    secure = address.replace("http://web.archive.org/", "https://web.archive.org/", 1)
    return Copy(secure, day) if len(secure) <= limits.URL else None
