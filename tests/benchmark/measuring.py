"""Measures all that is asked for, one after the other, and says on the way what it is at."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import peers
from .account import measure_parts
from .corpus import PEERS
from .editing import SUMMARY, measure_edit
from .measure import BUILD, BUILD_PAGES, PHASES, Figures, cold, forget, measure
from .pairs import Pair, alternate
from .serving import Served, make_stock, measure_serving
from .weight import Weight, first_search, weigh
from .world import World

#: All that can be measured, in this order; and what of it for a site ten times as large.
ALL = (*PHASES, "edit", "serve", "stock", "peers", "account")
LARGE = ("build", "edit", "serve")

#: How we are called beside others: pages and frames alone, as they have it, and all that we do.
PAGES, EVERYTHING = "ours, pages alone", "ours, everything on"

_CHECKOUT = Path(__file__).parents[2]


@dataclass
class Measured:
    """What was found about a site of so many records; what was not asked for is empty."""

    records: int
    figures: dict[str, Figures] = field(default_factory=dict)
    #: Its builds, and in turns with them those of a smaller site.
    growth: Pair | None = None
    served: dict[str, Served] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)
    weights: dict[str, Weight] = field(default_factory=dict)
    parts: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    search: int = 0
    #: Peers that are not installed, each with how to install it.
    absent: dict[str, str] = field(default_factory=dict)


def say(text: str) -> None:
    """Tell whoever waits."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 — progress, beside what is printed


def measure_all(
    folder: Path,
    world: World,
    phases: Collection[str],
    runs: int,
    edits: int,
    smaller: Path | None = None,
) -> Measured:
    """Measure a site of made-up records, in the order in which phases are given.

    Of what is served, so many `edits` are looked at: one costs little once a server has started.
    Builds are measured in turns with those of a `smaller` site, if there is one.
    """
    measured = Measured(len(world.briefs), versions=peers.versions())
    briefs = [f"{plan.kind}/{plan.id}/" for plan in world.briefs]
    for phase in phases:
        say(f"{len(briefs):,} records: {phase}")
        if phase == "peers":
            _compare(measured, folder, briefs, runs)
        elif phase == "account":
            measured.parts = measure_parts(folder, _CHECKOUT, runs)
        elif phase == "serve":
            file = folder / "briefs" / f"{briefs[-1].rstrip('/')}.yaml"
            forget(folder)
            measured.served["ours"] = measure_serving(folder, briefs[-1], file, SUMMARY, edits)
        elif phase == "stock":
            measured.served["stock"] = _stock(folder / PEERS / "stock", edits)
        elif phase == "edit":
            measured.figures[phase] = measure_edit(folder, briefs[-1], runs)
        elif phase == "build" and smaller:
            measured.growth = _growth(folder, smaller, runs)
            measured.figures[phase] = measured.growth.ours
        else:
            measured.figures[phase] = measure(phase, folder, runs)
        if phase == "build":
            measured.weights[EVERYTHING] = weigh(folder / "site", briefs)
            measured.search = first_search(folder / "site")
    forget(folder)
    return measured


def _growth(folder: Path, smaller: Path, runs: int) -> Pair:
    growth = alternate(("build", lambda: cold(folder)), ("build", lambda: cold(smaller)), runs)
    forget(smaller)
    return growth


def _stock(folder: Path, edits: int) -> Served:
    make_stock(folder)
    file = folder / "docs" / "other.md"
    return measure_serving(folder, "other/", file, "# other\n\n", edits)


def _compare(measured: Measured, folder: Path, briefs: Collection[str], runs: int) -> None:
    """Each peer beside our pages alone, and the first one beside all that we do."""
    there = []
    for peer in peers.ALL:
        if peer.version():
            there.append(peer)
        else:
            measured.absent[peer.name] = peer.wanted
            say(f"  {peer.name}: not measured, for it is not installed: {peer.wanted}")
    if not there:
        return
    peers.prepare(folder, _CHECKOUT)
    ours = folder / PEERS / peers.OURS
    measured.weights[PAGES] = weigh(ours, briefs)
    for peer in there:
        say(f"  {PAGES}, {peer.name}")
        measured.pairs.append(_pair(PAGES, BUILD_PAGES, peer, folder, runs))
        if missing := peers.missing(ours, peer.site(folder)):
            raise SystemExit(f"{peer.name} lacks words of {len(missing)} pages: {missing[:5]}")
        measured.weights[peer.name] = weigh(peer.site(folder), briefs)
    if peers.HUGO_FRAMED in there:
        say(f"  {EVERYTHING}, {peers.HUGO_FRAMED.name}")
        measured.pairs.append(_pair(EVERYTHING, BUILD, peers.HUGO_FRAMED, folder, runs))


def _pair(name: str, command: Sequence[str], peer: peers.Peer, folder: Path, runs: int) -> Pair:
    ours = (name, lambda: cold(folder, command))
    return alternate(ours, (peer.name, lambda: peer.once(folder)), runs)
