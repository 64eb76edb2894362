"""What each part of a build costs, told from its stack every few milliseconds."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median

from .measure import forget, run

#: A part, the modules (or packages) that are it, and the function of them if not all of it is.
Rule = tuple[str, str, str]

#: The first rule that fits any frame of a stack says which part it was.
RULES: tuple[Rule, ...] = (
    ("search", "research_briefs.edges.search_index", ""),
    ("search", "research_briefs.publishing.search", ""),
    ("search", "material.plugins.search", ""),
    ("data", "research_briefs.publishing.data", ""),
    ("linked data", "research_briefs.publishing.metadata.linked", "files"),
    ("citation files", "research_briefs.publishing.citations.citations", "files"),
    ("feeds and versions", "research_briefs.publishing.versions", ""),
    ("heads of pages", "research_briefs.publishing.metadata", ""),
    ("citations on pages", "research_briefs.publishing.citations", ""),
    ("pictures", "research_briefs.pages.pictures", ""),
    ("pages", "research_briefs.pages", ""),
    ("checking", "research_briefs.catalogue", ""),
    ("checking", "research_briefs.lasting", ""),
    ("reading", "research_briefs.reading", ""),
    ("frames of pages", "research_briefs.edges.frames", ""),
    ("writing", "research_briefs.edges.publication", ""),
    ("writing", "research_briefs.edges.mkdocs", "_write"),
    ("writing", "mkdocs.utils", "write_file"),
    ("writing", "mkdocs.utils", "copy_file"),
    ("MkDocs and its theme", "mkdocs.commands", ""),
    ("starting", "", ""),
)

#: The parts in the order in which a build comes to them.
PARTS = (
    "starting",
    "reading",
    "checking",
    "pages",
    "pictures",
    "citations on pages",
    "heads of pages",
    "MkDocs and its theme",
    "frames of pages",
    "search",
    "data",
    "citation files",
    "linked data",
    "feeds and versions",
    "writing",
    "other processes",
)


def part_of(stack: Iterable[tuple[str, str]]) -> str:
    """The part to which a stack of modules and functions belongs.

    >>> part_of([("mkdocs.commands.build", "build"), ("research_briefs.pages.canvas", "cite")])
    'pages'
    """
    frames = list(stack)
    return next(part for part, module, name in RULES if _fits(frames, module, name))


def _fits(frames: list[tuple[str, str]], module: str, name: str) -> bool:
    if not module:
        return True
    return any(
        (found == module or found.startswith(f"{module}.")) and name in ("", function)
        for found, function in frames
    )


def measure_parts(folder: Path, checkout: Path, runs: int) -> Mapping[str, float]:
    """The seconds of the processor that each part takes, medians of several builds."""
    found = []
    for _ in range(runs):
        forget(folder)
        command = [sys.executable, "-m", "tests.benchmark.sampling", str(folder)]
        printed, _run = run(command, checkout)
        found.append(json.loads(printed.splitlines()[-1]))
    return {part: median(parts.get(part, 0.0) for parts in found) for part in PARTS}
