"""What fuzzing found, and inputs like it: each once more, fast, against the promises of its target.

New files come from `python -m tests.fuzz`; that it would find a fault is tried here as well.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests.fuzz.__main__ import main
from tests.fuzz.bare import search
from tests.fuzz.finds import CORPUS, Finds, TooSlow, bounded, minimised, name_of
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
    finds = Finds(TARGETS[name], tmp_path, BOUND)
    target = Target(name, TARGETS[name].run)
    count = len(seeds(target)) + 30
    assert search(target, finds, 600, Random(3), most=count) == count  # noqa: S311
    assert finds.files == []


# Whether the search would find something


def _careless(data: bytes) -> object:
    """A target with two faults: a broken promise and an exception."""
    must(b"{{" not in data, "braces are refused", data)
    return data.index(b":") if b"paras." in data else len(data) % 7


def test_faults_are_found_told_apart_and_made_small(tmp_path: Path) -> None:
    target = Target("dates", _careless)
    finds = Finds(target, tmp_path, BOUND)
    search(target, finds, 600, Random(1), most=5_000)  # noqa: S311
    assert {file.stem[:-5]: file.read_text() for file in finds.files} == {
        "braces-are-refused": "{{",
        "valueerror-in-careless": "paras.",
    }


def test_what_takes_long_is_a_fault(tmp_path: Path) -> None:
    def slow(data: bytes) -> None:
        while b"x" in data:
            pass

    finds = Finds(Target("dates", slow), tmp_path, 0.1)
    assert finds.try_input(b"a x b") is None
    (file,) = finds.files
    assert (file.stem[:-5], file.read_text()) == ("too-slow", "x")


def test_what_is_found_goes_to_the_corpus_and_into_the_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(TARGETS, "dates", Target("dates", _careless))
    call = ["dates", "--minutes", "0.02", "--engine", "bare", "--corpus", str(tmp_path)]
    assert main(call) == 1
    (file,) = (tmp_path / "dates").glob("braces-are-refused-*.txt")
    assert f"kept: {file}" in capsys.readouterr().out


def test_an_input_is_bounded_in_time() -> None:
    with pytest.raises(TooSlow), bounded(0.01):
        sum(1 for _ in iter(int, 1))  # never ends


def test_an_input_is_made_as_small_as_still_fails() -> None:
    data = b"one\ntwo\nthree x four\nfive\n"
    assert minimised(data, lambda part: b"x" in part and b"o" in part) == b"xo"


def test_a_fault_is_named_after_its_promise_or_its_place() -> None:
    assert name_of(Flaw("a date stays as it is typed", "2015")) == "a-date-stays-as-it-is-typed"
    with pytest.raises(ValueError, match="not found") as caught:
        _careless(b"paras.")
    assert name_of(caught.value) == "valueerror-in-careless"


def test_other_random_numbers_give_other_inputs_and_the_same_ones_the_same() -> None:
    target = TARGETS["records"]
    pool = seeds(target)
    one, same, other = (
        [mutator.mutated(pool[0], pool) for _ in range(20)]
        for mutator in (Mutator(target, Random(number)) for number in (1, 1, 2))  # noqa: S311
    )
    assert one == same != other


@pytest.mark.parametrize(
    "html",
    [
        "<p><em>a</p>",
        "<p><div>a</div></p>",
        "<a href='#x'>a <a href='#y'>b</a></a>",
        "<p>&nothing;</p>",
        "<h1>a</h1>",
        "<p id='x'>a</p><p id='x'>b</p>",
        "<p onclick='x'>a</p>",
        "<a href='javascript:x'>a</a>",
        "<a href='#x'> <em></em></a>",
        "<p><script></script></p>",
        "<!-- a -->",
    ],
)
def test_html_that_is_not_ours_is_told(html: str) -> None:
    with pytest.raises(Unsound):
        text_of(html, PROSE)
