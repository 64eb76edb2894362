"""How long it takes under `mkdocs serve` from saving a file until a browser shows what changed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO

from .editing import edited

_HOST = "127.0.0.1"
#: When to give up waiting, in seconds, and how long a server rests before the next edit.
_PATIENCE, _REST = 900.0, 1.0


@dataclass(frozen=True, slots=True)
class Served:
    """Seconds from the start to the first page, and from each edit until it was seen."""

    start: float
    seen: tuple[float, ...]


@dataclass
class Server:
    """A server of MkDocs, asked as a browser asks it."""

    port: int
    process: subprocess.Popen[bytes]
    log: IO[bytes]
    asked: int = 0

    def get(self, path: str, patience: float = _PATIENCE) -> tuple[int, str]:
        """The status and the text of an answer."""
        connection = HTTPConnection(_HOST, self.port, timeout=patience)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.perf_counter() + _PATIENCE
        while time.perf_counter() < end:
            if self.process.poll() is not None:
                self.log.seek(0)
                raise SystemExit(f"mkdocs serve ended:\n{self.log.read().decode()[-4000:]}")
            try:
                if self.get("/")[0] == 200:
                    return
            except (OSError, HTTPException):
                time.sleep(0.02)
        raise SystemExit("mkdocs serve does not answer")

    def epoch(self, known: str = "0") -> str:
        """Which build is served; who knows it already is kept waiting for the next."""
        self.asked += 1
        status, text = self.get(f"/livereload/{known}/{self.asked}")
        if status != 200:
            time.sleep(0.02)
            return known
        return text


def measure_serving(folder: Path, page: str, file: Path, after: str, runs: int) -> Served:
    """Serve a site, edit a file of it right after some text, and look at a page by its address.

    Like a browser, it waits to be told that there is something new, then asks for the page.
    """
    begin = time.perf_counter()
    with _serving(folder) as server:
        server.wait()
        start = time.perf_counter() - begin
        with edited(file, after) as edit:
            times = []
            for number in range(1, runs + 1):
                time.sleep(_REST)
                known = server.epoch()
                begin = time.perf_counter()
                word = edit.save(number)
                while word not in server.get(f"/{page}")[1]:
                    known = server.epoch(known)
                    if time.perf_counter() - begin > _PATIENCE:
                        raise SystemExit(f"mkdocs serve does not show the edit of {file}")
                times.append(time.perf_counter() - begin)
    return Served(start, tuple(times))


def make_stock(folder: Path) -> None:
    """A site of two pages with nothing but what MkDocs brings."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Stock\n", encoding="utf-8")
    for name in ("index", "other"):
        (folder / "docs" / f"{name}.md").write_text(f"# {name}\n\nA page.\n", encoding="utf-8")


@contextmanager
def _serving(folder: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind((_HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"{_HOST}:{port}"]
    # MkDocs leaves its temporary site behind when it is ended from outside.
    with tempfile.TemporaryFile() as log, tempfile.TemporaryDirectory() as temporary:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=os.environ | {"TMPDIR": temporary, "NO_MKDOCS_2_WARNING": "1"},
        )
        try:
            yield Server(port, process, log)
        finally:
            process.terminate()
            process.wait()
