"""What the search finds: told apart, made small, and kept as files with a speaking name."""

from __future__ import annotations

import re
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from .targets import Target

CORPUS = Path(__file__).parent / "corpus"

#: Seconds of processor time that one input may take, and that making a find small may.
BOUND = 2.0
_PATIENCE = 30.0

_OURS = {"research_briefs", "markdown_it", "fuzz"}


class TooSlow(BaseException):
    """An input takes too long; not an Exception, so that nobody on the way catches it."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise TooSlow when so much processor time has gone, where the system can tell."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return

    def stop(*_: object) -> None:
        raise TooSlow(f"more than {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class Finds:
    """The faults that a target has shown, each once, as files in the corpus."""

    def __init__(self, target: Target, corpus: Path = CORPUS, bound: float = BOUND) -> None:
        self._target = target
        self._folder = corpus / target.name
        self._bound = bound
        self._known: set[str] = set()
        self.files: list[Path] = []

    def try_input(self, data: bytes) -> object:
        """What the target gives; None if it fails, which is kept if it is new."""
        error, outcome = self._attempt(data)
        if error is None:
            return outcome
        name = name_of(error)
        if name not in self._known:
            self._known.add(name)
            self._keep(name, minimised(data, lambda part: self._fails_so(part, name)), error)
        return None

    def _attempt(self, data: bytes) -> tuple[BaseException | None, object]:
        try:
            with bounded(self._bound):
                return None, self._target.run(data)
        except (Exception, TooSlow) as error:
            return error, None

    def _fails_so(self, data: bytes, name: str) -> bool:
        error, _ = self._attempt(data)
        return error is not None and name_of(error) == name

    def _keep(self, name: str, data: bytes, error: BaseException) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        mark = sha256(data).hexdigest()[:4]
        file = self._folder / f"{name}-{mark}{self._target.suffix}"
        file.write_bytes(data)
        self.files.append(file)
        shown = "".join(traceback.format_exception_only(error)).strip()[:1_000]
        sys.stdout.write(f"{self._target.name}: {shown}\n  in {place_of(error)}\n  kept: {file}\n")
        sys.stdout.flush()


def name_of(error: BaseException) -> str:
    """A name for a fault: the promise that was broken, or the exception and where it arose."""
    if isinstance(error, AssertionError) and error.args:
        return _slug(str(error.args[0]))
    if isinstance(error, TooSlow):
        return "too-slow"  # it is stopped at a place that says little
    return _slug(f"{type(error).__name__} in {place_of(error).rpartition(' ')[2]}")


def place_of(error: BaseException) -> str:
    """The innermost function of ours or of the Markdown library, with its file and line."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != __file__]
    ours = [frame for frame in frames if _OURS & set(Path(frame.filename).parts)] or frames
    return f"{ours[-1].filename}:{ours[-1].lineno} {ours[-1].name}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]


def minimised(data: bytes, fails: Callable[[bytes], bool], patience: float = _PATIENCE) -> bytes:
    """The smallest part of an input found in reasonable time that still fails."""
    end = time.process_time() + patience
    before = b""
    while data != before and time.process_time() < end:
        before = data
        for parts in (data.splitlines(keepends=True), [data[n : n + 1] for n in range(len(data))]):
            data = b"".join(_fewest(parts, lambda kept: fails(b"".join(kept)), end))
            if data != before:
                break
    return data


def _fewest(parts: list[bytes], fails: Callable[[list[bytes]], bool], end: float) -> list[bytes]:
    """Leave out ever smaller stretches of the parts, as long as that still fails."""
    size = len(parts) // 2
    while size and time.process_time() < end:
        at = 0
        while at < len(parts) and time.process_time() < end:
            rest = parts[:at] + parts[at + size :]
            if fails(rest):
                parts = rest
            else:
                at += size
        size //= 2
    return parts
