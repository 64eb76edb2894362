"""Signs of life while something takes long, for those who wait at a terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from .reports import is_terminal

#: Seconds before anything is said, and between two signs.
_PATIENCE = 0.7
_ERASE = "\r\x1b[K"


@contextmanager
def told_as_it_goes(what: str) -> Iterator[None]:
    """Say what is being done, on a terminal, if it is not done at once; nothing stays of it."""
    if not is_terminal(sys.stderr):
        yield
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(what, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, done: threading.Event) -> None:
    dots = 0
    while not done.wait(_PATIENCE):
        dots += 1
        print(f"{_ERASE}{what} {'.' * dots}", end="", file=sys.stderr, flush=True)
    if dots:
        print(_ERASE, end="", file=sys.stderr, flush=True)
