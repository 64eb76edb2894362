"""The `briefs` command as tests run it: see the fixture `briefs` in `conftest.py`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

OK, WRONG, MISUSED = 0, 1, 2

#: The command as a process of its own.
RUN = (sys.executable, "-c", "from research_briefs.edges.command import main; exit(main())")


@dataclass
class Done:
    """What a run of the command printed, and its exit code."""

    code: int
    out: str
    err: str


Briefs = Callable[..., Done]


def change(file: str, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    path = Path(file)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
