"""Where reports go: to the forms of a repository that has such forms, or nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from research_briefs.pages.building import build_pages
from research_briefs.pages.reporting import Reporting
from research_briefs.settings import Settings
from research_briefs.site import Site


def reporting(repository: str) -> Reporting:
    return Reporting(Settings(root=Path(), site_name="Lamps", repo_url=repository))


def test_the_form_knows_the_record(site: Site) -> None:
    assert reporting("https://github.com/example/lights/").wrong(
        site.catalogue.records["fog-signals"]
    ) == (
        "https://github.com/example/lights/issues/new"
        "?template=wrong-fact.yml&title=Wrong%3A+fog-signals&record=fog-signals"
    )
    assert reporting("https://github.com/example/lights").missing("topics") == (
        "https://github.com/example/lights/issues/new?template=something-missing.yml&kind=topics"
    )


@pytest.mark.parametrize(
    "repository",
    ["", "https://git.example.org/lights", "lights", "https://github.com.example.org/"],
)
def test_a_site_without_such_a_repository_has_no_link(site: Site, repository: str) -> None:
    assert reporting(repository).wrong(site.catalogue.records["fog-signals"]) == ""
    assert reporting(repository).missing("topics") == ""


def test_no_page_of_such_a_site_speaks_of_reports(site: Site) -> None:
    pages = build_pages(site.catalogue, replace(site.settings, repo_url=""))
    texts = [f"{page.header}{''.join(s.body for s in page.sections)}" for page in pages]
    assert not any("rb-report" in text or "Something missing" in text for text in texts)
