"""What must not grow: how often files are read and templates rendered, how much is written.

Made-up sites, each with as many records more than the one before, are built by MkDocs in processes
that count. How long something takes is for the benchmark to tell; these numbers decide about it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.benchmark.corpus import make

SIZES = (30, 60, 90)
#: How far the second step may be above the first: what is made up is not all alike.
TOLERANCE = 1.1

#: Builds the site in this folder, and says which files were read and which templates rendered.
COUNTING = """
import collections, json, sys

read, rendered = collections.Counter(), collections.Counter()

def hear(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[1] in ("r", "rb"):
        read[arguments[0]] += 1

sys.addaudithook(hear)

from jinja2 import Template
from mkdocs.__main__ import cli

def counting(template, *arguments, **context):
    rendered[template.name] += 1
    return render(template, *arguments, **context)

render, Template.render = Template.render, counting
sys.argv = ["mkdocs", "build", "--strict"]
try:
    cli()
finally:
    with open("counted.json", "w") as file:
        json.dump({"read": read, "rendered": rendered}, file)
"""


@dataclass(frozen=True)
class Built:
    """A site that was built while somebody counted."""

    folder: Path
    read: Mapping[str, int]
    rendered: Mapping[str, int]

    @property
    def records(self) -> set[str]:
        """The files of all records."""
        return {str(file) for file in (self.folder / "briefs").glob("*/*.yaml")}

    def briefs(self) -> list[int]:
        """How many bytes the page of each brief has."""
        kinds = ("agreements", "projects", "dialogues")
        places = (self.folder / "site" / Path(file).parent.name / Path(file).stem
                  for file in self.records if Path(file).parent.name in kinds)  # fmt: skip
        return [(place / "index.html").stat().st_size for place in places]

    def written(self) -> Counter[str]:
        """How many bytes the files of each sort have together."""
        found: Counter[str] = Counter()
        for file in (self.folder / "site").rglob("*"):
            if file.is_file():
                found[file.suffix] += file.stat().st_size
        return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    """The sites, from the smallest up."""
    return [_built(tmp_path_factory.mktemp("grown"), size) for size in SIZES]


@pytest.fixture
def largest(built: list[Built]) -> Built:
    return built[-1]


def _built(folder: Path, records: int) -> Built:
    make(folder, records, seed=1)
    done = subprocess.run(
        [sys.executable, "-c", COUNTING],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    counted: dict[str, Any] = json.loads((folder / "counted.json").read_text(encoding="utf-8"))
    return Built(folder, **counted)


def test_each_record_is_read_once(largest: Built) -> None:
    once = dict.fromkeys(largest.records, 1)
    assert {file: largest.read.get(file, 0) for file in once} == once


def test_nothing_else_is_read_more_often_for_more_records(built: list[Built]) -> None:
    reads = [Counter(site.read) for site in built]
    for site, read in zip(built, reads, strict=True):
        for file in site.records:
            del read[file]
    assert reads[0].total() == reads[-1].total()


def test_each_record_is_rendered_once(largest: Built) -> None:
    pages = [n for name, n in largest.rendered.items() if name.startswith("kinds/")]
    assert sum(pages) == len(largest.records)


def test_the_theme_is_rendered_once_for_all_that_share_a_frame(built: list[Built]) -> None:
    first, *_, last = (site.rendered["main.html"] for site in built)
    assert last - first < (SIZES[-1] - SIZES[0]) / 10


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(lambda site: sum(site.rendered.values()), id="templates rendered"),
        pytest.param(lambda site: len(list((site.folder / "site").rglob("*"))), id="files"),
        pytest.param(lambda site: site.written()[".html"], id="HTML"),
        pytest.param(lambda site: site.written()[".json"], id="JSON, the search's too"),
        pytest.param(lambda site: site.written()[".csv"], id="tables"),
        pytest.param(lambda site: site.written()[".md"], id="Markdown"),
        pytest.param(lambda site: site.written()[".bib"], id="citations"),
    ],
)
def test_all_grows_as_records_do(count: Callable[[Built], int], built: list[Built]) -> None:
    first, second = (after - before for before, after in pairwise(map(count, built)))
    assert 0 < second <= first * TOLERANCE


def test_a_brief_weighs_the_same_among_many(built: list[Built]) -> None:
    first, *_, last = (statistics.median(site.briefs()) for site in built)
    assert last <= first * TOLERANCE
