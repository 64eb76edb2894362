"""What was measured, as tables of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from .measure import Figures
from .measuring import Measured
from .pairs import Pair
from .reach import Reach, reached


def markdown(head: str, command: str, small: Measured, large: Measured | None, runs: int) -> str:
    """All tables with a line about the machine, and the command that makes them."""
    counts = [f"{measured.records:,}" for measured in (small, large) if measured]
    parts = [
        f"Measured with `{command}`: {' and '.join(counts)} made-up briefs, "
        f"{_medians(runs, large)}.",
        head,
        *_titled("What we want to reach", _reach(reached(small, large))),
        *_titled("Beside others", _pairs(small.pairs), _weights(small), *_absent(small)),
        *_titled("The parts of a build", _phases(small), _phases(large) if large else ""),
        *_titled("What everything costs", _parts(small)),
        *_titled("Saved to seen", _served(small, large)),
    ]
    return "\n\n".join(parts) + "\n"


def _medians(runs: int, large: Measured | None) -> str:
    said = f"medians of {runs} runs" if runs > 1 else "one run"
    own = {len(figures.runs) for figures in large.figures.values()} - {runs} if large else ()
    return said + "".join(f", {number} of the larger site" for number in own)


def _titled(title: str, *parts: str) -> Iterator[str]:
    """A heading above what there is, and nothing if there is nothing."""
    if there := [part for part in parts if part]:
        yield f"### {title}"
        yield from there


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, of which all columns but the first hold numbers; nothing if it has no rows.

    >>> print(table(["what", "s"], [["all", "1"]]))
    | what | s |
    |---|---:|
    | all | 1 |
    """
    lines = [_row(row) for row in rows]
    if not lines:
        return ""
    return "\n".join([_row(head), f"|---|{'---:|' * (len(head) - 1)}", *lines])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _reach(found: Iterable[Reach]) -> str:
    rows = (
        (
            reach.what,
            _amount(reach.measured, reach.unit),
            f"≤ {_amount(reach.most, reach.unit)}",
            "yes" if reach.is_met else "**no**",
        )
        for reach in found
    )
    return table(("", "measured", "to reach", "reached"), rows)


def _amount(number: float, unit: str) -> str:
    digits = 0 if number >= 100 else 1 if number >= 10 else 2
    return f"{number:,.{digits}f}{'' if unit == '×' else ' '}{unit}"


def _pairs(pairs: Iterable[Pair]) -> str:
    return table(("ours : theirs", "CPU", "ratio", "time", "ratio", "memory"), map(_pair, pairs))


def _pair(pair: Pair) -> Sequence[str]:
    both = zip(_middle(pair.ours), _middle(pair.peer), strict=True)
    cpu, time, memory = (f"{ours} : {theirs}" for ours, theirs in both)
    name = f"{pair.ours.phase} : {pair.peer.phase}"
    return name, cpu, f"**{pair.cpu:.2f}**", time, f"{pair.time:.2f}", memory


def _middle(figures: Figures) -> Sequence[str]:
    run = figures.middle()
    return f"{run.cpu:.2f} s", f"{run.time:.2f} s", f"{run.memory / 1e6:,.0f} MB"


def _weights(measured: Measured) -> str:
    rows = (
        (name, f"{weight.pages:,}", f"{weight.brief:,} B", f"{weight.markup:,} B")
        for name, weight in measured.weights.items()
    )
    return table(("what comes out", "HTML pages", "page of a brief", "of it beyond its text"), rows)


def _absent(measured: Measured) -> Iterator[str]:
    for name, wanted in measured.absent.items():
        yield f"{name} was not measured, for it is not installed: `{wanted}`."


def _phases(measured: Measured) -> str:
    rows = (
        (name, *_middle(figures), figures.runs[-1].output)
        for name, figures in measured.figures.items()
    )
    return table((f"{measured.records:,} records", "CPU", "time", "memory", "output"), rows)


def _parts(measured: Measured) -> str:
    whole = sum(measured.parts.values())
    rows = (
        (part, f"{seconds:.2f} s", f"{100 * seconds / whole:.0f} %")
        for part, seconds in measured.parts.items()
        if seconds
    )
    return table(("part", "CPU", "share"), rows)


def _served(*sites: Measured | None) -> str:
    served = {
        f"ours, {site.records:,} records" if name == "ours" else "stock MkDocs, two pages": found
        for site in sites
        if site
        for name, found in site.served.items()
    }
    rows = (
        (name, f"{median(found.seen):.2f} s", f"{found.start:.1f} s")
        for name, found in served.items()
    )
    return table(("`mkdocs serve`", "saved to seen", "start to first page"), rows)
