"""Measures the phases of a build, each in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .corpus import PAGES_ALONE, PARTS, SEARCHED

#: What `phase.py` can run.
_INSIDE = ("read", "catalogue", "pages")
#: These, and what is run as anybody runs it.
PHASES = (*_INSIDE, "build", "searched", "check")
#: Of which a profile can be made.
PROFILED = (*_INSIDE, "build")

#: Where all lies that was put away.
EARLIER = ".earlier"

#: The unit of `ru_maxrss` in bytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024
_BUILD = ("mkdocs", "build", "--strict", "--quiet", "--clean")
_LAUNCH = (sys.executable, "-I", "-S", str(Path(__file__).with_name("launching.py")))
_QUIET = {"NO_MKDOCS_2_WARNING": "1"}
#: What the script `briefs` does.
_BRIEFS = "import sys; from research_briefs.edges.command import main; sys.exit(main())"

#: The whole build, with everything on; with pages and search; and pages and frames alone.
BUILD = (sys.executable, "-m", *_BUILD)
BUILD_SEARCHED = (*BUILD, "--config-file", SEARCHED)
BUILD_PAGES = (*BUILD, "--config-file", PAGES_ALONE)
CHECK = (sys.executable, "-c", _BRIEFS, "check")
_BUILDS = {"build": BUILD, "searched": BUILD_SEARCHED}


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a phase: seconds, seconds of the processor, bytes of memory at most."""

    time: float
    cpu: float
    memory: int
    output: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The runs of a phase, or of a program."""

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


def measure(phase: str, folder: Path, runs: int) -> Figures:
    """Run a phase several times, each as if it were the first."""
    return Figures(phase, tuple(_once(phase, folder) for _ in range(runs)))


def profile(phase: str, folder: Path, file: Path) -> None:
    """Run a phase once under cProfile and keep what it found."""
    if phase in _INSIDE:
        run([*_script(phase, folder), str(file)], folder)
    else:
        run([sys.executable, "-m", "cProfile", "-o", str(file), "-m", *_BUILD], folder)


def build(folder: Path, command: Sequence[str] = BUILD) -> Run:
    """Build the site, from the start of the process to its end, and say what is there then."""
    _, done = run(command, folder)
    files = [file for file in (folder / "site").rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files)
    return Run(done.time, done.cpu, done.memory, f"{len(files):,} files, {size / 1e6:.1f} MB")


def cold(folder: Path, command: Sequence[str] = BUILD) -> Run:
    """Build the site as if it were for the first time."""
    forget(folder)
    return build(folder, command)


def forget(folder: Path) -> None:
    """Put away whatever a build or a command may have left beside the records."""
    for entry in list(folder.iterdir()):
        if entry.name not in (*PARTS, EARLIER):
            put_away(entry, folder)


def put_away(entry: Path, folder: Path) -> None:
    """Move something to where nobody looks; `clear` deletes it, once all is measured.

    Without a journal, ext4 passes by each inode that was freed in the last minutes when it looks
    for one (`recently_deleted` in its `ialloc.c`,
    https://github.com/torvalds/linux/blob/master/fs/ext4/ialloc.c): behind a site that was
    deleted, to make a file cost up to ten times as much.
    """
    if entry.exists():
        (folder / EARLIER).mkdir(exist_ok=True)
        entry.rename(Path(tempfile.mkdtemp(dir=folder / EARLIER)) / entry.name)


def clear(folder: Path) -> None:
    """Delete what was put away."""
    shutil.rmtree(folder / EARLIER, ignore_errors=True)


def run(command: Sequence[str], folder: Path) -> tuple[str, Run]:
    """Run a program in a folder: what it prints, and what it took with all that it started.

    The memory is that of its largest process.
    """
    with tempfile.NamedTemporaryFile() as report:
        done = subprocess.run(
            [*_LAUNCH, report.name, *command],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | _QUIET,
            check=False,
        )
        output = done.stdout.decode()
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{output[-4000:]}")
        seconds, cpu, memory = json.load(report)
    return output, Run(seconds, cpu, memory * _RSS_UNIT)


def _once(phase: str, folder: Path) -> Run:
    if phase in _BUILDS:
        return cold(folder, _BUILDS[phase])
    forget(folder)
    if phase == "check":
        printed, done = run(CHECK, folder)
        return Run(done.time, done.cpu, done.memory, printed.strip())
    return _phase(phase, folder)


def _phase(phase: str, folder: Path) -> Run:
    """Time and processor as the child says, which knows where the phase begins."""
    output, done = run(_script(phase, folder), folder)
    said = json.loads(output)
    return Run(said["time"], said["cpu"], done.memory, said["output"])


def _script(phase: str, folder: Path) -> list[str]:
    """`-P` keeps the names of these files from hiding those of the library."""
    script = Path(__file__).with_name("phase.py")
    return [sys.executable, "-P", str(script), phase, str(folder)]
