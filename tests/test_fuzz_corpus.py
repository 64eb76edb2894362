"""What fuzzing found, and inputs like it: each once more, fast, against the promises of its target.

New files come from `python -m tests.fuzz`; that it would find a fault is tried here as well.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests.fuzz.__main__ import main
from tests.fuzz.bare import search
from tests.fuzz.finds import CORPUS, TooSlow, bounded, minimised, name_of
from tests.fuzz.finds import Finds as Finds_
from tests.fuzz.html import PROSE, Unsound, text_of
from tests.fuzz.mutation import Mutator, seeds
from tests.fuzz.targets import TARGETS, Flaw, Target, must

#: Seconds of processor time for one input, on a slow machine too.
BOUND = 5.0

FILES = sorted(file for file in CORPUS.glob("*/[!.]*") if file.is_file())


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}: {file.stem}")
def test_an_input_does_no_harm(file: Path) -> None:
    with bounded(BOUND):
        TARGETS[file.parent.name].run(file.read_bytes())


def test_every_target_has_a_corpus_and_every_file_a_target() -> None:
    assert {file.parent.name for file in FILES} == set(TARGETS)
    assert {file.suffix for file in FILES} == {target.suffix for target in TARGETS.values()}


@pytest.mark.parametrize("name", TARGETS)
def test_a_start_of_the_search_finds_nothing(name: str, tmp_path: Path) -> None:
    finds = Finds_(TARGETS[name], tmp_path, BOUND)
    target = Target(name, TARGETS[name].run)
    count = len(seeds(target)) + 30
    assert search(target, finds, 600, Random(3), most=count) == count
    assert finds.files == []
