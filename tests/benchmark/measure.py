"""Measures the phases of a build, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .world import World

#: What `phase.py` can run, and the whole.
PHASES = ("read", "catalogue", "pages", "build")

#: The unit of `ru_maxrss` in bytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_BUILD = ("mkdocs", "build", "--strict", "--quiet", "--clean")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a phase: seconds, seconds of the processor, bytes of memory at most."""

    time: float
    cpu: float
    memory: int
    output: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The runs of a phase."""

    phase: str
    runs: tuple[Run, ...]

    def middle(self) -> Run:
        """The medians."""
        return Run(
            time=median(run.time for run in self.runs),
            cpu=median(run.cpu for run in self.runs),
            memory=int(median(run.memory for run in self.runs)),
            output=self.runs[-1].output,
        )


@dataclass(frozen=True, slots=True)
class Output:
    """What a build leaves: files of HTML, all bytes, and the bytes of the middle brief's page."""

    pages: int
    size: int
    brief_page: int


def measure(phase: str, folder: Path, runs: int) -> Figures:
    """Run a phase several times."""
    once = _build if phase == "build" else _phase
    return Figures(phase, tuple(once(phase, folder) for _ in range(runs)))


def profile(phase: str, folder: Path, file: Path) -> None:
    """Run a phase once under cProfile and keep what it found."""
    if phase == "build":
        _child(["-m", "cProfile", "-o", str(file), "-m", *_BUILD], folder)
    else:
        _child([*_script(phase, folder), str(file)], folder)


def look_at(folder: Path, world: World) -> Output:
    """What the last build has left."""
    site = folder / "site"
    files = [file for file in site.rglob("*") if file.is_file()]
    briefs = [site / plan.kind / plan.id / "index.html" for plan in world.briefs]
    return Output(
        pages=sum(file.suffix == ".html" for file in files),
        size=sum(file.stat().st_size for file in files),
        brief_page=int(median(file.stat().st_size for file in briefs)),
    )


def _phase(phase: str, folder: Path) -> Run:
    """Time and processor as the child says, which knows where the phase begins."""
    output, _, _, memory = _child(_script(phase, folder), folder)
    said = json.loads(output)
    return Run(said["time"], said["cpu"], memory, said["output"])


def _build(_: str, folder: Path) -> Run:
    """Time and processor of the whole process, from its start to its end."""
    _, seconds, cpu, memory = _child(["-m", *_BUILD], folder)
    files = [file for file in (folder / "site").rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files)
    return Run(seconds, cpu, memory, f"{len(files):,} files, {size / 1e6:.1f} MB")


def _script(phase: str, folder: Path) -> list[str]:
    """`-P` keeps the names of these files from hiding those of the library."""
    return ["-P", str(Path(__file__).with_name("phase.py")), phase, str(folder)]


def _child(arguments: Sequence[str], folder: Path) -> tuple[str, float, float, int]:
    """Run Python in the folder: what it prints, seconds, processor seconds, bytes of memory."""
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, stdout=printed, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        output = printed.read().decode()
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{output[-4000:]}")
    return output, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT
