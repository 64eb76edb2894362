"""The wheel is all that a new site needs: one is built from it alone, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pytest
from tests.helpers import SITE

CHECKOUT = Path(__file__).parent.parent
PACKAGE = CHECKOUT / "hooks" / "research_briefs"

MKDOCS = """\
site_name: A site of our own
site_url: https://own.example.org/
strict: true
hooks: [hooks.py]
theme: {name: material, font: false}
plugins: [search]
nav:
  - Home: index.md
  - Agreements: agreements/index.md
  - About: about.md
"""
HOOK = "from research_briefs.edges.mkdocs import *\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without asking anybody for anything."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(ZipFile(wheel).namelist())


def test_the_wheel_holds_all_of_the_package(names: set[str]) -> None:
    """Templates, theme and wording are no modules, and easily forgotten."""
    files = {
        file.relative_to(PACKAGE.parent).as_posix()
        for file in PACKAGE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert {name for name in names if name.startswith("research_briefs/")} == files
    for folder in ("templates/kinds/record.html", "theme/main.html", "pages/wording/en.toml"):
        assert f"research_briefs/{folder}" in names


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names if not name.startswith("research_briefs/")}
    assert len(tops) == 1
    assert tops.pop().endswith(".dist-info")


def test_the_wheel_brings_the_command_and_the_licence(wheel: Path, names: set[str]) -> None:
    info = next(name.split("/")[0] for name in names if ".dist-info/" in name)
    entries = ConfigParser()
    entries.read_string(ZipFile(wheel).read(f"{info}/entry_points.txt").decode())
    assert dict(entries["console_scripts"]) == {"briefs": "research_briefs.edges.command:main"}
    assert f"{info}/licenses/LICENSE" in names


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an installer makes of a wheel of pure Python: its files, in a folder."""
    folder = tmp_path_factory.mktemp("installed")
    ZipFile(wheel).extractall(folder)
    return folder


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with nothing of its own but settings, a page, records and one line of code."""
    root = tmp_path_factory.mktemp("fresh")
    copytree(SITE / "briefs", root / "briefs")
    (root / "docs").mkdir()
    (root / "docs" / "about.md").write_text("# About\n\n[All](agreements/index.md)\n")
    (root / "mkdocs.yml").write_text(MKDOCS)
    (root / "hooks.py").write_text(HOOK)
    return root


def run(installed: Path, folder: Path, *command: str) -> str:
    """What Python prints in a folder, with the unpacked wheel before the checkout on its path."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_package_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """So that the tests below say something of the wheel."""
    where = run(installed, tmp_path, "-c", "import research_briefs as r; print(r.__file__)")
    assert Path(where.strip()).is_relative_to(installed)


def test_a_fresh_site_is_built_from_another_folder(
    installed: Path, fresh: Path, tmp_path: Path
) -> None:
    run(installed, tmp_path, "-m", "mkdocs", "build", "-f", str(fresh / "mkdocs.yml"))
    page = (fresh / "site/agreements/sound-lights-treaty/index.html").read_text(encoding="utf-8")
    assert "What happened" in page  # from the wording
    assert "rb-timeline" in page  # from a template
    assert (fresh / "site/assets/briefs/briefs.css").is_file()  # from the theme
    assert (fresh / "site/assets/briefs/search/worker.js").is_file()
    searched = [file.read_text("utf-8") for file in (fresh / "site/search/pages").iterdir()]
    assert any('"address":"agreements/sound-lights-treaty/"' in page for page in searched)


MAIN = "from research_briefs.edges.command import main; raise SystemExit(main())"


def test_a_site_on_another_subject_is_made_by_the_wheel_alone(
    installed: Path, tmp_path: Path
) -> None:
    run(installed, tmp_path, "-c", MAIN, "init", "wicks", "--name", "Wicks", "--topic", "Tallow")
    site = tmp_path / "wicks"
    run(installed, site, "-c", MAIN, "check")
    run(installed, site, "-m", "mkdocs", "build", "--strict")
    page = (site / "site/agreements/example-treaty/index.html").read_text(encoding="utf-8")
    assert "Example Strategy" in page
    assert (site / "site/topics/tallow/index.html").is_file()
    assert 'href="../agreements/example-treaty/' in (site / "site/about/index.html").read_text()


def test_the_command_checks_a_fresh_site(installed: Path, fresh: Path) -> None:
    printed = run(installed, fresh / "docs", "-c", MAIN, "status", "lights-act")
    assert printed == "lights-act\tin force\tsince 2009\t2026-05-01\n"
