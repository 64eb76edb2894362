"""Settings read from `mkdocs.yml` without MkDocs: what it does not know does not disturb it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from tests.helpers import SITE

from research_briefs.edges.config_file import ConfigError, find_settings, read_settings
from research_briefs.settings import settings_from


def written(folder: Path, text: str, name: str = "mkdocs.yml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_command_and_mkdocs_read_the_same_settings() -> None:
    config = load_config(config_file=str(SITE / "mkdocs.yml"))
    assert find_settings(SITE) == settings_from(SITE, config)


def test_the_root_is_the_folder_of_the_file(tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, "site_name: Lights\n"))
    assert settings.root == tmp_path
    assert settings.site_name == "Lights"


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.yaml"])
def test_the_nearest_site_above_is_found(name: str, tmp_path: Path) -> None:
    written(tmp_path, "site_name: Outer\n")
    written(tmp_path / "inner", "site_name: Inner\n", name)
    below = tmp_path / "inner" / "briefs" / "topics"
    below.mkdir(parents=True)
    assert find_settings(below).site_name == "Inner"
    assert find_settings(tmp_path).site_name == "Outer"


def test_without_a_site_there_are_no_settings(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        find_settings(tmp_path)
    assert str(error.value) == (
        f"no mkdocs.yml in {tmp_path} or above it; run this in the folder of a site"
    )


@pytest.mark.parametrize(
    "line",
    [
        "repo_name: !ENV [REPO, none]",
        "site_author: !ENV AUTHOR",
        "emoji: !!python/name:material.extensions.emoji.twemoji",
        "slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}",
        "custom: !relative docs",
        "mine: !mine {a: 1}",
    ],
)
def test_tags_that_only_mkdocs_knows_are_passed_over(line: str, tmp_path: Path) -> None:
    text = f"site_name: Lights\n{line}\nextra:\n  briefs:\n    publisher: Society\n"
    settings = read_settings(written(tmp_path, text))
    assert (settings.site_name, settings.publisher) == ("Lights", "Society")


def test_no_tag_runs_anything(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    text = f"site_name: Lights\nevil: !!python/object/apply:os.mkdir ['{ran}']\n"
    assert read_settings(written(tmp_path, text)).site_name == "Lights"
    assert not ran.exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "mkdocs.yml is not a mapping of settings"),
        ("- site_name\n", "mkdocs.yml is not a mapping of settings"),
        ("site_name: [Lights\n", "mkdocs.yml cannot be read: while parsing a flow sequence"),
        ("site_name: *nothing\n", "mkdocs.yml cannot be read: found undefined alias"),
        ("opened: 2026-13-45\n", "mkdocs.yml cannot be read: month must be in 1..12"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained_in_a_line(
    text: str, why: str, tmp_path: Path
) -> None:
    file = written(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        read_settings(file)
    assert str(error.value).startswith(why)
    assert "\n" not in str(error.value)


def test_a_file_in_another_encoding_is_explained(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_bytes("site_name: Phares de la Manche à gaz\n".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"^mkdocs\.yml cannot be read: 'utf-8' codec"):
        read_settings(file)


def test_a_file_that_went_away_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be read: .*No such file"):
        read_settings(tmp_path / "mkdocs.yml")
