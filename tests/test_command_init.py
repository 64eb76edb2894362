"""`briefs init`: a new site that passes and builds; from the wheel alone in `test_wheel.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.commanding import MISUSED, OK, Briefs

from research_briefs.edges.config_file import read_settings
from research_briefs.records.model import KINDS
from research_briefs.site import load_site


def test_a_new_site_has_one_record_of_each_kind_and_nothing_wrong(briefs: Briefs) -> None:
    done = briefs("init", "../lights", "--name", "Lights: of the Sound", "--topic", "Fog # signals")
    assert (done.code, done.out) == (OK, "made ../lights; next: cd ../lights && briefs serve\n")
    settings = read_settings(Path("../lights/mkdocs.yml"))
    assert settings.site_name == "Lights: of the Sound"
    site = load_site(settings)
    assert site.issues == ()
    assert sorted(r.kind for r in site.catalogue.records.values()) == sorted(KINDS)
    assert site.catalogue.records["fog-signals"].title == "Fog # signals"
    for file in Path("../lights/briefs").rglob("*.yaml"):
        assert file.read_text(encoding="utf-8").startswith("# "), file
    assert briefs("--site", "../lights", "fmt", "--check").out == ""
    assert "$" not in "".join(
        file.read_text(encoding="utf-8") for file in Path("../lights").rglob("*") if file.is_file()
    )


def test_it_can_be_made_in_an_empty_folder(
    briefs: Briefs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert briefs("init", ".").code == OK
    assert briefs("check").err == "9 records, no issues\n"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("briefs",), "briefs is not empty: name a new folder"),
        (("mkdocs.yml",), "mkdocs.yml is not empty: name a new folder"),
        (("mkdocs.yml/x",), "cannot be made: "),
        (("../x", "--language", "English"), "“English” is not a language tag; write one such as "),
        (("../x", "--name", "a\x1b[31m"), "this cannot be written: a\\x1b[31m"),
    ],
)
def test_a_wrong_call_makes_nothing(
    call: tuple[str, ...], said: str, briefs: Briefs, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = briefs("init", *call)
    assert (done.code, done.out) == (MISUSED, "")
    assert said in done.err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("topic", ["Example Treaty", "search", "灯台", "!"])
def test_any_topic_will_do(topic: str, briefs: Briefs) -> None:
    assert briefs("init", "../lights", "--topic", topic).code == OK
    assert briefs("--site", "../lights", "check").err == "9 records, no issues\n"


def test_a_language_without_words_of_its_own_is_told(briefs: Briefs) -> None:
    assert briefs("init", "../lights", "--language", "ja").out.endswith(
        "the interface has no words in “ja” yet, so they will be English\n"
    )
