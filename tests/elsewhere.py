"""Runs `mkdocs` as on another day, with folders that list what is in them in another order.

    python tests/elsewhere.py 1999-12-31T23:59:30 backwards build --strict

The clock goes on from the time given, which is UTC. Nothing tells the project of it, least of all
an environment variable: what it could ask has been replaced before it is loaded.
"""

from __future__ import annotations

import datetime
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from types import ModuleType
from typing import Any

#: By what the names in a folder are sorted, and whether from the end.
ORDERS: Mapping[str, tuple[Callable[[str], Any], bool]] = {
    "forwards": (str, False),
    "backwards": (str, True),
    "shuffled": (lambda name: sha256(name.encode()).digest(), False),
}


def main() -> None:
    """Replace the clock and the order, then hand over to MkDocs."""
    start, order, *arguments = sys.argv[1:]
    set_clock(datetime.datetime.fromisoformat(f"{start}+00:00"))
    set_order(*ORDERS[order])
    from mkdocs.__main__ import cli  # noqa: PLC0415  # it must not have seen the real clock

    cli(arguments, prog_name="mkdocs")


def set_clock(start: datetime.datetime) -> None:
    """Let all that tells the time begin at this one."""
    real, local, utc, formatted = time.time, time.localtime, time.gmtime, time.strftime
    offset = start.timestamp() - real()

    def now() -> float:
        return real() + offset

    def strftime(form: str, moment: Any = None) -> str:
        return formatted(form, local(now()) if moment is None else moment)

    _replace(
        time,
        time=now,
        time_ns=lambda: int(now() * 1e9),
        localtime=lambda seconds=None: local(now() if seconds is None else seconds),
        gmtime=lambda seconds=None: utc(now() if seconds is None else seconds),
        strftime=strftime,
    )
    _replace(datetime, date=_Day, datetime=_Moment)


def set_order(key: Callable[[str], Any], backwards: bool) -> None:
    """Let folders name what is in them in this order."""
    listdir, scandir = os.listdir, os.scandir

    def listed(*path: Any) -> list[str]:
        return sorted(listdir(*path), key=key, reverse=backwards)

    def scanned(*path: Any) -> _Entries:
        with scandir(*path) as entries:
            found = sorted(entries, key=lambda entry: key(entry.name), reverse=backwards)
        return _Entries(found)

    _replace(os, listdir=listed, scandir=scanned)


def _replace(module: ModuleType, **members: object) -> None:
    vars(module).update(members)


class _Entries:
    """What `os.scandir` gives."""

    def __init__(self, entries: Iterable[os.DirEntry[str]]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> _Entries:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """There is nothing left to close."""


class _LikeReal(type):
    """Days and moments that somebody made without asking the clock are still what they are."""

    def __instancecheck__(cls, found: object) -> bool:
        return isinstance(found, cls.__mro__[1])


class _Day(datetime.date, metaclass=_LikeReal):
    @classmethod
    def today(cls) -> _Day:
        return cls.fromtimestamp(time.time())


class _Moment(datetime.datetime, metaclass=_LikeReal):
    @classmethod
    def today(cls) -> _Moment:
        return cls.fromtimestamp(time.time())

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> _Moment:
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls) -> _Moment:
        return cls.now(datetime.UTC).replace(tzinfo=None)


if __name__ == "__main__":
    main()
