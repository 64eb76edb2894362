"""How `briefs sources check` tells what it found: as text, as JSON, and on the way."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any
from urllib.parse import urlsplit

from ...issues import printable
from ...records.model import Source
from ..web.checking import Result
from ..web.verdicts import Verdict
from .part import counted

#: The order in which findings are told: what asks for something to be done comes first.
_ORDER = (Verdict.DEAD, Verdict.REDIRECTED, Verdict.BLOCKED, Verdict.UNSURE, Verdict.LIVE)

#: A source whose record was to be written, and whether that failed.
Written = tuple[str, bool]


@dataclass
class Told:
    """What was found of sources, seen on a day."""

    results: list[Result]
    sources: Mapping[str, Source]
    today: Day

    def __post_init__(self) -> None:
        self.results.sort(key=lambda r: (_ORDER.index(r.finding.verdict), r.asked.id))

    @property
    def is_news(self) -> bool:
        """Whether a source is gone, and its record does not say so, or has moved."""
        return any(
            r.finding.verdict is Verdict.REDIRECTED or self._is_newly_dead(r) for r in self.results
        )

    def to_write(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The fields that records lack, by the ids of sources."""
        for result in self.results:
            fields = {"archived": result.copy.address} if result.copy else {}
            if self._is_newly_dead(result):
                fields["dead"] = self.today.isoformat()
            if fields:
                yield result.asked.id, fields

    def as_text(self, folder: str) -> str:
        """Each finding that asks for something to be done, under its verdict."""
        lines: list[str] = []
        counts = Counter(result.finding.verdict for result in self.results)
        for verdict in _ORDER:
            shown = [r for r in self.results if r.finding.verdict is verdict and self._is_told(r)]
            if shown:
                lines.append(f"{verdict}: {counted(counts[verdict], 'source')}")
            for result in shown:
                lines += [f"  {folder}/sources/{line}" for line in self._lines(result)[:1]]
                lines += [f"    {line}" for line in self._lines(result)[1:]]
        return "\n".join(map(printable, lines))

    def as_json(self, written: Sequence[Written]) -> str:
        """All findings, with what is live, and the records that were written."""
        all_done = [id for id, failed in written if not failed]
        found = {
            "as_of": self.today.isoformat(),
            "sources": [self._item(result) for result in self.results],
            "written": all_done,
        }
        return json.dumps(found, ensure_ascii=False, indent=1)

    def sum_up(self, may_write: bool) -> None:
        """How many of each, on standard error, beside the findings themselves."""
        counts = Counter(result.finding.verdict for result in self.results)
        parts = [f"{counts[verdict]} {verdict}" for verdict in _ORDER if counts[verdict]]
        without = sum(not source.address for source in self.sources.values())
        parts += [f"{without} without an address"] if without else []
        print(f"{counted(len(self.sources), 'source')}: {', '.join(parts)}", file=sys.stderr)
        silence = next((r.silence for r in self.results if r.silence), "")
        if silence:
            print(f"the archive did not tell of all copies: {printable(silence)}", file=sys.stderr)
        if may_write and any(True for _ in self.to_write()):
            print("nothing was written; with --write the records get these fields", file=sys.stderr)

    def _is_newly_dead(self, result: Result) -> bool:
        is_dead = result.finding.verdict is Verdict.DEAD
        return is_dead and not self.sources[result.asked.id].dead

    def _is_told(self, result: Result) -> bool:
        if result.finding.verdict is not Verdict.LIVE:
            return True
        return result.copy is not None or self.sources[result.asked.id].dead is not None

    def _lines(self, result: Result) -> list[str]:
        finding, source = result.finding, self.sources[result.asked.id]
        lines = [f"{source.id}.yaml: {finding.reason}", result.asked.address]
        if finding.led_to:
            lines.append(f"leads to {finding.led_to}")
        if source.dead and finding.verdict is Verdict.LIVE:
            lines.append(f"it was found gone on {source.dead}: if it is there again, drop `dead`")
        if result.copy:
            lines.append(f"archived on {result.copy.day}: {result.copy.address}")
        elif source.archived and finding.verdict is not Verdict.LIVE:
            lines.append(f"the record has a copy: {source.archived}")
        return lines

    def _item(self, result: Result) -> dict[str, Any]:
        finding, source = result.finding, self.sources[result.asked.id]
        copy = result.copy
        item = {
            "id": source.id,
            "address": result.asked.address,
            "verdict": finding.verdict,
            "reason": finding.reason,
            "status": finding.status,
            "led_to": finding.led_to,
            "archived": source.archived,
            "dead": str(source.dead) if source.dead else None,
            "copy": {"address": copy.address, "day": copy.day.isoformat()} if copy else None,
        }
        return {name: value for name, value in item.items() if value not in (None, "")}


def _is_on_terminal() -> bool:
    """Whether somebody looks on now; when this was loaded the stream may have been another."""
    return sys.stderr.isatty()


@dataclass
class Progress:
    """How far the check is, on a terminal; elsewhere it says nothing."""

    count: int
    seen: set[str] = field(default_factory=set)
    shows: bool = field(default_factory=_is_on_terminal)

    def tell(self, result: Result) -> None:
        """One more is done."""
        self.seen.add(result.asked.id)
        host = printable(urlsplit(result.asked.address).netloc[:60])
        self._show(f"\r{len(self.seen)} of {self.count}, {host}")

    def end(self) -> None:
        """Leave the line empty for what comes."""
        self._show("\r")

    def _show(self, text: str) -> None:
        if self.shows:
            print(f"{text}\x1b[K", end="", file=sys.stderr, flush=True)
