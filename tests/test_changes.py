"""`briefs changes`: what a reviewer reads of a pull request, statement by statement."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.helpers import SITE

from research_briefs.catalogue.comparing import Statements, compare
from research_briefs.edges.command import main
from research_briefs.publishing.changed import MOST, markdown, told
from research_briefs.site import Site

BASE = str(SITE / "briefs")
TREATY = "briefs/agreements/sound-lights-treaty.yaml"


def edit(site: Path, path: str, *pairs: tuple[str, str]) -> None:
    text = (site / path).read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (site / path).write_text(text, encoding="utf-8")


def changes(site: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["--site", str(site), "changes", BASE]) == 0
    return capsys.readouterr().out


def test_nothing_has_changed(site_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert changes(site_folder, capsys) == "No statement has changed.\n"


def test_each_statement_says_what_was_and_what_is(
    site_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        site_folder,
        TREATY,
        ("date: 2002-01-06", "date: 2002-01-07"),
        ("date: 2005-02-28", "date: 2005-03"),
        ("value: Twelve", "value: Thirteen"),
        ("[[lamp-oil-convention|a convention on oil]]", "[[lamp-oil-rules|a convention on oil]]"),
    )
    edit(site_folder, "briefs/sources/gazette-2023.yaml", ("read: excerpt", "read: none"))
    (site_folder / "briefs/topics/bells.yaml").write_text("title: Bells\nchecked: 2026-05-01\n")
    (site_folder / "briefs/people/hoshi-akari.yaml").unlink()
    printed = changes(site_folder, capsys)
    assert printed.startswith("5 changed, 1 new, 3 gone.\n\n**`bells`**: 1 new\n\n```diff\n")
    assert (
        printed[printed.index("**`sound-lights-treaty`**") :]
        == """\
**`sound-lights-treaty`**: 4 changed

```diff
@@ sound-lights-treaty#summary-1 (summary), changed @@
- text: Brevia and Corland share the cost of twelve lamps . It came after \
[[lamp-oil-convention|a convention on oil]] .
+ text: Brevia and Corland share the cost of twelve lamps . It came after \
[[lamp-oil-rules|a convention on oil]] .
  source: treaty-text-2002, arts. 2-4, 7; almanac-2024, paras. 22, 23
@@ sound-lights-treaty#signature (events), changed @@
- date: 2002-01-06
+ date: 2002-01-07
  event: signed
  who: ada-lamplighter; hoshi-akari
  source: treaty-text-2002, art. 14
@@ sound-lights-treaty#amended-2005-03 (events), changed, before #amended-2005-02-28 @@
- date: 2005-02-28
+ date: 2005-03
  event: amended
  source: gazette-2023
@@ sound-lights-treaty#lamps (facts), changed @@
  fact: Lamps
- value: Twelve
+ value: Thirteen
  source: treaty-text-2002, art. 2
```
"""
    )


def test_a_record_with_another_id_is_the_same_record(
    site_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topics = site_folder / "briefs/topics"
    text = (topics / "fog-signals.yaml").read_text(encoding="utf-8")
    (topics / "fog-signals.yaml").unlink()
    assert "former_ids: [fog-horns]\n" in text
    text = text.replace("[fog-horns]", "[fog-horns, fog-signals]")
    (topics / "horns.yaml").write_text(text, encoding="utf-8")
    printed = changes(site_folder, capsys)
    assert "**`horns`**: 1 changed\n\n```diff\n@@ horns, changed @@\n" in printed
    assert "**`fog-signals`**" not in printed


def test_a_file_that_cannot_be_read_is_left_out_and_told_of(
    site_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site_folder / TREATY).write_text("title: [\n")
    assert main(["--site", str(site_folder), "changes", BASE]) == 0
    printed = capsys.readouterr()
    assert "1 file in" in printed.err
    assert printed.out == "No statement has changed.\n"


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("nowhere", "briefs: there is no nowhere\n"),
        (f"{BASE}/topics/lighthouses.yaml", "lighthouses.yaml is no folder of records\n"),
    ],
)
def test_a_base_that_is_none(
    site_folder: Path, capsys: pytest.CaptureFixture[str], base: str, message: str
) -> None:
    assert main(["--site", str(site_folder), "changes", base]) == 2
    assert capsys.readouterr().err.endswith(message)


HOSTILE = (
    "``` @everyone #1 <img src=x onerror=alert(1)>",
    "````\u202e![x](javascript:y) https://evil.example.org",
    "\u2028@@ -1 +1 @@ | a | b |",
)


@given(st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_whatever_a_record_says_stays_inside_its_block(text: str) -> None:
    said: Statements = {"fog-horn": {"a": {"field": "facts", "value": " ".join(text.split())}}}
    printed = markdown(compare({}, said))
    blocks = [token.type for token in MarkdownIt("commonmark").parse(printed)]
    assert blocks == [*PARAGRAPH, *PARAGRAPH, "fence"]
    assert not re.search(r"[\u202e\u2028]", printed)


PARAGRAPH = ("paragraph_open", "inline", "paragraph_close")


def test_the_whole_fits_into_a_comment(site: Site) -> None:
    longest = {"field": "facts", "value": "灯" * 2_000}
    many = {f"s{n}": longest for n in range(200)}
    state: Statements = {f"record-{n}": many if n == 1 else {"a": longest} for n in range(3_000)}
    printed = markdown(compare({}, state))
    assert len(printed) <= MOST
    assert "**`record-1`**: 200 new\n\n**" in printed  # too many to be shown
    assert re.search(r"records that are not named: [0-9]+\.\n$", printed)
    assert len(markdown(compare({}, told(site.catalogue)), most=3_000)) <= 3_000


def test_a_folder_of_records_of_another_kind_of_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From nothing to something: everything is new."""
    shutil.copytree(SITE, tmp_path / "site")
    (tmp_path / "none").mkdir()
    assert main(["--site", str(tmp_path / "site"), "changes", str(tmp_path / "none")]) == 0
    assert re.match("[0-9]+ new\\.\n", capsys.readouterr().out)
