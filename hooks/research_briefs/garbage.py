"""How memory is tidied while a site is made: its records are many, and stay.

Python looks for cyclic garbage whenever enough objects are new, among all that there are. That
takes long with a million of them, and finds next to none: a build of a thousand briefs leaves two
megabytes of it. What is let go the C library keeps for later, in pieces that are too small for a
large file.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

#: Files of so many bytes are made from much that is let go behind them.
_LARGE = 5_000_000


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage at all, and afterwards not at once among all that was made here."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # what was frozen is old, and what is old is looked at seldom
            gc.enable()


@contextmanager
def uncollected_until_next() -> Iterator[None]:
    """Look for no garbage, and later at nothing that was made here, until this is used again."""
    gc.unfreeze()
    with uncollected():
        yield
    gc.freeze()


def returned() -> None:
    """Give what is free to the system, if the C library is one that can do so (glibc)."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def returned_behind_large(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The same files; what was let go behind a large one is returned before the next."""
    is_large = False
    for place, content in files:
        if is_large:
            returned()
        is_large = len(content) > _LARGE
        yield place, content


def left_at_the_end() -> None:
    """Let Python not look through everything once more when the process ends."""
    atexit.register(gc.freeze)
