"""Questions to a person at a terminal; where there is none, nobody is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from ...issues import printable
from ..config_file import ConfigError
from .reports import is_terminal

#: What is wrong with an answer; empty if nothing is.
Check = Callable[[str], str]


def can_ask() -> bool:
    """Whether there is somebody to ask."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def ask(question: str, default: str = "", choices: Sequence[str] = (), check: Check = str) -> str:
    """An answer, asked for until it is one; empty if the person leaves it open.

    `check` says what is wrong with an answer. Raises ConfigError at the end of the input.
    """
    shown = f" ({', '.join(choices)})" if choices else ""
    offered = f" [{default}]" if default else ""
    while True:
        print(f"{question}{shown}{offered}: ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise ConfigError("stopped; nothing was written")
        answer = line.strip() or default
        wrong = _no_choice(answer, choices) or (check(answer) if answer else "")
        if not wrong:
            return answer
        print(f"  {printable(wrong)}", file=sys.stderr)


def _no_choice(answer: str, choices: Sequence[str]) -> str:
    if not answer or not choices or answer in choices:
        return ""
    return f"“{answer}” is none of these; leave it empty to fill it in later"
