"""What we want to reach, beside what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from .measuring import EVERYTHING, PAGES, Measured
from .peers import HUGO_FRAMED

#: The sizes of sites that figures are for.
SMALL, LARGE = 1_000, 10_000


@dataclass(frozen=True, slots=True)
class Reach:
    """A figure, the most that it should be, and its unit; a factor has none."""

    what: str
    measured: float
    most: float
    unit: str = ""

    @property
    def is_met(self) -> bool:
        """Whether it is as good as it should be, as exactly as it is told."""
        return round(self.measured, 2) <= self.most


def reached(small: Measured, large: Measured | None) -> Iterator[Reach]:
    """The figures that were measured, of those that we want to reach."""
    if small.records == SMALL:
        yield from _small(small)
    if large and large.records == LARGE:
        yield from _large(large)
    if large and large.growth:
        most = 1.05 * large.records / small.records
        yield Reach(f"CPU, {_records(large)} : {_records(small)}", large.growth.cpu, most, "×")


def _small(small: Measured) -> Iterator[Reach]:
    records = _records(small)
    for pair in small.pairs:
        if (pair.ours.phase, pair.peer.phase) == (PAGES, HUGO_FRAMED.name):
            what = f"{records}, cold: CPU as a multiple of Hugo’s, same pages and frame"
            yield Reach(what, pair.cpu, 1.0, "×")
    if "searched" in small.figures:
        cpu = small.figures["searched"].middle().cpu
        yield Reach(f"{records}, cold, pages and search: CPU", cpu, 10.0, "s")
    if "build" in small.figures:
        run = small.figures["build"].middle()
        yield Reach(f"{records}, cold, everything on: CPU", run.cpu, 4.0, "s")
        yield Reach(f"{records}, cold, everything on: memory", run.memory / 1e6, 300, "MB")
    if "check" in small.figures:
        time = small.figures["check"].middle().time
        yield Reach(f"`briefs check` of {records}, cold: time", time, 0.5, "s")
    if "ours" in small.served:
        seen = median(small.served["ours"].seen)
        yield Reach(f"`mkdocs serve`, {records}: saved to seen", seen, 0.8, "s")
    if EVERYTHING in small.weights:
        yield Reach("HTML of a brief’s page", small.weights[EVERYTHING].brief / 1e3, 30, "kB")
        markup = small.weights[EVERYTHING].markup / 1e3
        yield Reach("HTML of a brief’s page beyond its text", markup, 20, "kB")
    if small.search:
        yield Reach(f"first search, {records}, compressed", small.search / 1e3, 160, "kB")


def _large(large: Measured) -> Iterator[Reach]:
    records = _records(large)
    if "build" in large.figures:
        run = large.figures["build"].middle()
        each = 1e3 * run.time / large.records
        yield Reach(f"{records}, cold, everything on: time for each", each, 2.0, "ms")
        yield Reach(f"{records}, cold: memory", run.memory / 1e6, 600, "MB")
    edited = f"one statement edited among {large.records:,}"
    if "edit" in large.figures:
        time = large.figures["edit"].middle().time
        yield Reach(f"{edited}, built anew: time", time, 1.5, "s")
    if "ours" in large.served:
        seen = median(large.served["ours"].seen)
        yield Reach(f"{edited}, `mkdocs serve`: saved to seen", seen, 1.5, "s")
    if large.search:
        yield Reach(f"first search, {records}, compressed", large.search / 1e3, 250, "kB")


def _records(measured: Measured) -> str:
    return f"{measured.records:,} records"
