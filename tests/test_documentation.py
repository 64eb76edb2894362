"""Each part of the command and each sort of issue is documented, and nothing that there is not."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest
from tests.helpers import TESTS

import research_briefs
from research_briefs.edges.command import PARTS
from research_briefs.issues import BETWEEN, Kind

DOCS = TESTS.parent / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
ISSUES = (DOCS / "issues.md").read_text(encoding="utf-8")
KINDS: tuple[str, ...] = get_args(Kind)


def section(part: str) -> str:
    """What the page says of a part, with its white space folded."""
    _, _, rest = COMMANDS.partition(f"\n## `briefs {part}`\n")
    return " ".join(rest.partition("\n## ")[0].split())


def parsers(part: str) -> Iterator[argparse.ArgumentParser]:
    """The parser of a part, and those of the parts of it."""
    parts = argparse.ArgumentParser().add_subparsers()
    import_module(f"research_briefs.edges.commands.{part}").add(parts)
    yield from _all(parts)


def _all(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> Iterator[
    argparse.ArgumentParser
]:  # fmt: skip
    for parser in parts.choices.values():
        yield parser
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                yield from _all(action)


def test_each_part_of_the_command_has_a_section_and_no_other_has() -> None:
    told = re.findall(r"(?m)^## `briefs (\w+)`$", COMMANDS)
    assert tuple(told) == PARTS


@pytest.mark.parametrize("part", PARTS)
def test_its_section_has_the_example_of_its_help_and_all_its_flags(part: str) -> None:
    said = section(part)
    for parser in parsers(part):
        example = (parser.epilog or "").removeprefix("example: ")
        assert example in said
        flags = {flag for action in parser._actions for flag in action.option_strings}
        for flag in flags - {"-h", "--help", "--site"}:  # these all parts have
            assert re.search(rf"{re.escape(flag)}\b", said), flag


def test_each_sort_of_issue_has_a_row_and_no_other_has() -> None:
    rows = re.findall(r"(?m)^\| `([\w-]+)` \| (.+) \| (.+) \|$", ISSUES)
    assert [kind for kind, _, _ in rows] == list(KINDS)
    for kind, means, mend in rows:
        assert means.endswith("."), kind
        assert mend.endswith("."), kind


def test_the_sorts_between_records_and_pages_are_those_told_last() -> None:
    tail = ISSUES.partition("\n## Between records\n")[2]
    assert set(re.findall(r"(?m)^\| `([\w-]+)` \|", tail)) == BETWEEN


@pytest.mark.parametrize("kind", KINDS)
def test_each_sort_of_issue_is_found_somewhere(kind: str) -> None:
    package = Path(research_briefs.__file__).parent
    code = "".join(
        file.read_text(encoding="utf-8")
        for file in package.rglob("*.py")
        if file.name != "issues.py"
    )
    assert f'"{kind}"' in code
