"""What the owner of a site sets, once."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from research_briefs.settings import Settings, settings_from

ROOT = Path("/sites/lights")


def test_everything_can_be_set() -> None:
    own = {
        "folder": "records",
        "branch": "trunk",
        "language": "fr",
        "publisher": "Society of the Sound",
        "licence": "CC-BY-4.0",
        "licence_url": "https://licence.example.org/",
        "code_licence": "EUPL-1.2",
        "code_licence_url": "https://code-licence.example.org/",
        "downloads": True,
    }
    values = {
        "site_name": "Lights",
        "site_description": "All lights of the Sound.",
        "site_url": "https://lights.example.org/",
        "repo_url": "https://code.example.org/lights",
        "docs_dir": "handwritten",
        "extra": {"briefs": own},
    }
    settings = settings_from(ROOT, values)
    assert settings == Settings(
        root=ROOT,
        site_name="Lights",
        site_description="All lights of the Sound.",
        site_url="https://lights.example.org/",
        repo_url="https://code.example.org/lights",
        briefs="records",
        docs="handwritten",
        branch="trunk",
        language="fr",
        publisher="Society of the Sound",
        licence="CC-BY-4.0",
        licence_url="https://licence.example.org/",
        code_licence="EUPL-1.2",
        code_licence_url="https://code-licence.example.org/",
        downloads=True,
    )
    defaults = settings_from(ROOT, {})
    for field in fields(Settings):
        if field.name not in ("root", "hidden", "sheet"):  # which only an edge can tell
            assert getattr(settings, field.name) != getattr(defaults, field.name), field.name


def test_nothing_need_be_set() -> None:
    assert settings_from(ROOT, {}) == Settings(root=ROOT, site_name="Research briefs")


@pytest.mark.parametrize(
    "values",
    [
        {"site_name": None, "extra": None},
        {"site_name": 7, "extra": ["briefs"]},
        {"extra": {"briefs": None}},
        {"extra": {"briefs": "records"}},
        {"extra": {"briefs": {"folder": ["records"], "publisher": 7, "language": None}}},
    ],
)
def test_what_is_no_text_counts_as_not_set(values: dict[str, Any]) -> None:
    assert settings_from(ROOT, values) == settings_from(ROOT, {})


def test_the_folder_of_records_is_in_the_site() -> None:
    assert settings_from(ROOT, {}).folder == ROOT / "briefs"
    assert settings_from(ROOT, {"extra": {"briefs": {"folder": "records"}}}).folder == (
        ROOT / "records"
    )


@pytest.mark.parametrize("address", ["https://code.example.org/l", "https://code.example.org/l/"])
def test_a_file_is_read_where_the_repository_is(address: str) -> None:
    settings = Settings(ROOT, "Lights", repo_url=address, branch="trunk")
    assert settings.source_url("briefs/topics/lamps.yaml") == (
        "https://code.example.org/l/blob/trunk/briefs/topics/lamps.yaml"
    )


def test_without_a_repository_a_file_is_nowhere() -> None:
    assert Settings(ROOT, "Lights").source_url("briefs/topics/lamps.yaml") == ""
