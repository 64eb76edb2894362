"""Builds a site and looks what it is busy with: `python -m tests.benchmark.sampling FOLDER`.

Prints the seconds of each part as JSON. Whatever passes between two looks is put down to what the
second one sees; a look takes some microseconds.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from types import FrameType

from .account import part_of

#: Seconds of the processor between two looks.
INTERVAL = 0.004


class Sampler:
    """Seconds of the processor by part."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = defaultdict(float)
        self._last = 0.0

    def look(self, _: int, frame: FrameType | None) -> None:
        """Put down what has passed since the last look."""
        now = time.process_time()
        self.parts[part_of(_stack(frame))] += now - self._last
        self._last = now

    def end(self) -> None:
        """Add what nobody saw."""
        self.parts["starting"] += time.process_time() - self._last
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.parts["other processes"] = children.ru_utime + children.ru_stime


def _stack(frame: FrameType | None) -> Iterator[tuple[str, str]]:
    while frame:
        yield str(frame.f_globals.get("__name__", "")), frame.f_code.co_name
        frame = frame.f_back


def main(folder: str) -> None:
    """Build, and print the parts."""
    sampler = Sampler()
    signal.signal(signal.SIGPROF, sampler.look)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    os.chdir(folder)
    from mkdocs.__main__ import cli  # noqa: PLC0415 — to import it is part of a build

    cli(["build", "--strict", "--quiet", "--clean"], standalone_mode=False)
    signal.setitimer(signal.ITIMER_PROF, 0)
    sampler.end()
    sys.stdout.write(f"\n{json.dumps(sampler.parts)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
