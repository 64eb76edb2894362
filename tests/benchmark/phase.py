"""Runs one phase by itself, so that its memory can be told apart: `phase.py read FOLDER`.

Prints as JSON the seconds that the phase took, by the wall and of the processor, without what it
needs done before it, and how much came out. With a file as third argument it writes a profile.
"""

from __future__ import annotations

import cProfile
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from research_briefs.issues import render
from research_briefs.pages.page import Page, render_all
from research_briefs.reading.files import read_briefs
from research_briefs.settings import settings_from
from research_briefs.site import Site, load_site

Result = TypeVar("Result")


class Stopwatch:
    """Takes the time of one call, and its profile if there is a file for it."""

    def __init__(self, profile: str = "") -> None:
        self.time = self.cpu = 0.0
        self._profile = profile

    def run(self, work: Callable[[], Result]) -> Result:
        """What the call returns."""
        profiler = cProfile.Profile() if self._profile else None
        start, start_cpu = time.perf_counter(), _cpu()
        result = profiler.runcall(work) if profiler else work()
        self.time, self.cpu = time.perf_counter() - start, _cpu() - start_cpu
        if profiler:
            profiler.dump_stats(self._profile)
        return result


def read(folder: Path, watch: Stopwatch) -> str:
    """Files become records."""
    reading = watch.run(lambda: read_briefs(folder / "briefs"))
    if reading.issues:
        raise SystemExit(render(reading.issues[0]))
    size = sum(file.stat().st_size for file in (folder / "briefs").glob("*/*"))
    return f"{len(reading.entries):,} records, {_megabytes(size)} of YAML"


def catalogue(folder: Path, watch: Stopwatch) -> str:
    """Files become a checked catalogue; reading is part of it."""
    site = watch.run(lambda: _site(folder))
    return f"{len(site.catalogue.records):,} records, no issues"


def pages(folder: Path, watch: Stopwatch) -> str:
    """The catalogue becomes pages; what comes before is not part of it."""
    site = _site(folder)
    made = watch.run(lambda: _rendered(site))
    size = sum(len(section.body) for page in made for section in page.sections)
    return f"{len(made):,} pages, {_megabytes(size)} of sections"


def _rendered(site: Site) -> list[Page]:
    made = site.pages()
    render_all(made)
    return made


PHASES = {"read": read, "catalogue": catalogue, "pages": pages}


def _site(folder: Path) -> Site:
    site = load_site(settings_from(folder, {"site_url": "https://benchmark.example.org/"}))
    if site.issues:
        raise SystemExit(render(site.issues[0]))
    return site


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def main() -> None:
    """Run the phase that the command line names."""
    name, folder, *profile = sys.argv[1:]
    watch = Stopwatch(*profile)
    output = PHASES[name](Path(folder), watch)
    json.dump({"time": watch.time, "cpu": watch.cpu, "output": output}, sys.stdout)


if __name__ == "__main__":
    main()
