"""What each part of a build costs, told from its stack every few milliseconds."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from functools import cache
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
    ("writing", "research_briefs.edges.writing", ""),
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
    return RULES[min((_first(*frame) for frame in stack), default=-1)][0]


@cache
def _first(module: str, name: str) -> int:
    """The place of the first rule that fits a function; the last rule fits all."""
    return next(place for place, rule in enumerate(RULES) if _fits(rule, module, name))


def _fits(rule: Rule, module: str, name: str) -> bool:
    _, where, function = rule
    is_there = not where or module == where or module.startswith(f"{where}.")
    return is_there and function in ("", name)


def measure_parts(folder: Path, checkout: Path, runs: int) -> Mapping[str, float]:
    """The seconds of the processor that each part takes, medians of several builds."""
    found = []
    for _ in range(runs):
        forget(folder)
        command = [sys.executable, "-m", "tests.benchmark.sampling", str(folder)]
        printed, _run = run(command, checkout)
        found.append(json.loads(printed.splitlines()[-1]))
    return {part: median(parts.get(part, 0.0) for parts in found) for part in PARTS}
