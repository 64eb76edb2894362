"""From a folder to pages: also when something is wrong with the records, as `serve` needs it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from research_briefs.collection import Memory
from research_briefs.edges.config_file import find_settings
from research_briefs.pages.page import Content
from research_briefs.site import Site, load_site


def pages_of(site: Site) -> set[str]:
    return {page.address for page in site.pages()}


def test_a_site_without_issues_shows_all_its_records(site: Site) -> None:
    assert site.issues == ()
    assert len(site.catalogue.records) > 30
    assert {f"{r.kind}/{r.id}/" for r in site.catalogue.records.values()} <= pages_of(site)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("topics: [nowhere]", "there is no record “nowhere”"),
        ("colour: red", "there is no field `colour` here"),
        ("colour", "this line is not a field"),
    ],
)
def test_a_record_with_an_issue_is_left_out_with_all_that_lean_on_it(
    site_folder: Path, site: Site, line: str, message: str
) -> None:
    broken = site_folder / "briefs" / "organisations" / "fresnel-works.yaml"
    broken.write_text(f"{broken.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    changed = load_site(find_settings(site_folder))
    (issue,) = changed.issues
    assert (issue.path, issue.message) == ("briefs/organisations/fresnel-works.yaml", message)
    left = pages_of(changed)
    assert "organisations/fresnel-works/" not in left
    assert "agreements/sound-lights-treaty/" not in left  # it is among its parties
    assert "countries/corland/" in left
    assert left < pages_of(site)


def test_a_site_in_which_nothing_can_be_read_has_its_indexes(site_folder: Path) -> None:
    for file in (site_folder / "briefs").glob("*/*.yaml"):
        file.write_bytes(b"\xff")
    site = load_site(find_settings(site_folder))
    assert len(site.issues) > 30
    assert {"", "projects/", "status/", "years/"} <= pages_of(site)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_remembered_changes_nothing(site_folder: Path, seed: int) -> None:
    """After each of some random edits, a site with a memory is like one without."""
    settings, memory, chance = find_settings(site_folder), Memory.lasting(), Random(seed)  # noqa: S311
    for _ in range(4):
        _edit(chance.choice(sorted((site_folder / "briefs").glob("*/*.yaml"))), chance)
        warm, cold = load_site(settings, memory=memory), load_site(settings)
        assert warm.issues == cold.issues
        assert warm.catalogue == cold.catalogue
        assert _said(warm) == _said(cold)


def _edit(file: Path, chance: Random) -> None:
    """Change a word, break a line, take a line out, or take the whole record away."""
    lines = file.read_text(encoding="utf-8").split("\n")
    line = chance.randrange(len(lines))
    what = chance.choice(("word", "word", "word", "broken", "out", "away"))
    if what == "away":
        file.unlink()
        return
    if what == "out":
        del lines[line]
    else:
        lines[line] += " indeed" if what == "word" else "\n  : ["
    file.write_text("\n".join(lines), encoding="utf-8")


def _said(site: Site) -> list[tuple[str, Content]]:
    return [(page.address, page.content) for page in site.pages()]
