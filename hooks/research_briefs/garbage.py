"""How garbage is collected while a site is made: its records are many, and stay.

Python looks for cyclic garbage whenever enough objects are new, among all that there are. That
takes long with a million of them, and finds none among what is read; pages leave some behind.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: After how many new objects garbage is looked for while pages are made: some hundred pages' worth.
_NEW = 50_000


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage at all."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def only_new_collected() -> Iterator[None]:
    """Look for garbage only among what is new since; what is there at the end is left alone too."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_NEW, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.freeze()


def collected_again() -> None:
    """Look at everything again from now on."""
    gc.unfreeze()


def left_at_the_end() -> None:
    """Let Python not look through everything once more when the process ends."""
    atexit.register(gc.freeze)
