"""The same input gives the same bytes: on any machine, on any day, in any folder.

Each test builds the fixture site with the `mkdocs` command in another world (`elsewhere.py` turns
the clock and the order of folders) and compares every file with what the first world gave.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from tests.helpers import SITE, TESTS

#: What of the environment of the tests themselves might change a build.
OURS = ("LANG", "LC_", "TZ", "PYTHON", "SOURCE_DATE_EPOCH")

Tree = dict[str, bytes]


@dataclass(frozen=True)
class World:
    """Where and when a site is built."""

    folder: str = "site"
    time: str = "2026-11-21T12:00:00"
    order: str = "forwards"
    umask: int = 0o022
    environment: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    output: str = "site"
    in_git: bool = False
    rebuilt: bool = False
    own_package: bool = False


FIRST = World(environment={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"})

OTHERS = {
    "in another folder, from another copy of the package": World(
        folder="a/b c/Ωmega/deep/research-briefs", umask=0o077, own_package=True
    ),
    "at the end of 1999, where it is tomorrow already": World(
        time="1999-12-31T23:59:58", environment={"TZ": "Pacific/Kiritimati"}
    ),
    "far ahead, where it is still yesterday": World(
        time="2096-02-29T00:00:01", environment={"TZ": "Pacific/Pago_Pago"}
    ),
    "in a locale that knows ASCII only, with folders listed backwards": World(
        order="backwards",
        environment={
            "LC_ALL": "C",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONUTF8": "0",
            "PYTHONHASHSEED": "1",
        },
    ),
    "in Turkish, with folders listed in no order": World(
        order="shuffled",
        environment={"LANG": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "random"},
    ),
    "in a git repository, over an older site": World(in_git=True, rebuilt=True),
    "to a folder named on the command line, with optimised code": World(
        arguments=("--site-dir", "../public/www"),
        output="../public/www",
        environment={"PYTHONOPTIMIZE": "2"},
    ),
    "with SOURCE_DATE_EPOCH": World(environment={"SOURCE_DATE_EPOCH": "86400"}),
}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The site as the first world builds it."""
    return built(FIRST, tmp_path_factory.mktemp("first"))


@pytest.mark.parametrize("name", OTHERS)
def test_the_site_is_the_same(name: str, first: Tree, tmp_path: Path) -> None:
    assert differences(first, built(OTHERS[name], tmp_path)) == []


def test_a_site_is_more_than_its_pages(first: Tree) -> None:
    """What the tests above compare holds all sorts of files, those of the theme too."""
    parts = {"index.html", "404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json"}
    assert parts <= first.keys()
    assert {Path(name).suffix for name in first} >= {".css", ".js", ".woff2", ".png"}
    assert gzip.decompress(first["sitemap.xml.gz"]) == first["sitemap.xml"]


def test_the_sitemap_is_dated_by_the_records(first: Tree) -> None:
    """MkDocs dates pages by the clock or by SOURCE_DATE_EPOCH: here neither has a say."""
    days = {line.strip() for line in first["sitemap.xml"].decode().split("\n") if "lastmod" in line}
    checked = {f"<lastmod>{day}</lastmod>" for day in _checked(SITE / "briefs")}
    assert days
    assert days <= checked


#: A hook that notes what a build can see of the world around it.
WITNESS = """
import datetime, json, os, time
from pathlib import Path

def on_post_build(config):
    os.close(os.open("new-file", os.O_CREAT, 0o666))
    walked = [folder for _, folders, _ in os.walk("docs") for folder in folders]
    Path("seen.json").write_text(json.dumps({
        "folder": os.getcwd(),
        "clock": int(time.time()) // 3600,
        "now": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "today": datetime.date.today().isoformat(),
        "this year": time.strftime("%Y"),
        "zone": time.strftime("%Z"),
        "encoding": Path("docs/a/index.md").open().encoding,
        "hash": hash("lamp"),
        "listed": os.listdir("docs"),
        "scanned": [entry.name for entry in os.scandir("docs")],
        "globbed": [path.name for path in Path("docs").glob("*")],
        "walked": walked,
        "mode": os.stat("new-file").st_mode,
        "sitemap": Path(config.site_dir, "sitemap.xml").read_text(),
    }))
"""


def test_the_worlds_are_not_the_same(tmp_path: Path) -> None:
    """Without our hook, a build sees that another world is another, and the site shows it."""
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    everything = {**ascii_only, "TZ": "America/St_Johns", "PYTHONHASHSEED": "1"}
    other = World("other", "1999-12-31T12:00:00", "backwards", 0o077, everything)
    one, two = (seen(world, tmp_path / world.folder) for world in (FIRST, other))
    assert [name for name in one if one[name] == two[name]] == []


def test_over_the_site_before_an_edit_comes_what_comes_in_an_empty_folder(tmp_path: Path) -> None:
    before = built(FIRST, tmp_path)
    folder = tmp_path / FIRST.folder
    kept = folder / FIRST.output / "topics" / "fog-signals" / "cite.bib"
    file = kept.stat().st_ino
    record = folder / "briefs" / "agreements" / "fog-horn-agreement.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("title: ", "title: Edited ", 1), encoding="utf-8")
    run(FIRST, folder)
    warm = tree(folder / FIRST.output)
    assert kept.stat().st_ino == file  # it is the same, so it was linked
    shutil.rmtree(folder / FIRST.output)
    run(FIRST, folder)
    assert differences(tree(folder / FIRST.output), warm) == []
    assert len(differences(before, warm)) > 20


def seen(world: World, folder: Path) -> dict[str, object]:
    """What a hook sees while MkDocs builds a site of its own."""
    for name in "abc":
        (folder / "docs" / name).mkdir(parents=True)
        (folder / "docs" / name / "index.md").write_text(f"# {name}\n")
    (folder / "witness.py").write_text(WITNESS)
    (folder / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: https://x.example.org/\nhooks: [witness.py]\n"
    )
    run(world, folder)
    found: dict[str, object] = json.loads((folder / "seen.json").read_text())
    return found


def built(world: World, here: Path) -> Tree:
    """All files of the fixture site, built in a world."""
    folder = here / world.folder
    environment = {}
    for source in sorted(SITE.rglob("*"), key=lambda path: _mixed(path, world)):
        if source.is_file() and "__pycache__" not in source.parts:
            _copy(source, folder / source.relative_to(SITE), world)
    if world.own_package:
        package = TESTS.parent / "hooks" / "research_briefs"
        cached = shutil.ignore_patterns("__pycache__")
        shutil.copytree(package, here / "own" / package.name, ignore=cached)
        environment["PYTHONPATH"] = str(here / "own")
    if world.in_git:
        _commit(folder)
    if world.rebuilt:
        (folder / "site" / "projects").mkdir(parents=True)
        (folder / "site" / "projects" / "gone.html").write_text("gone")
        (folder / "site" / "index.html").write_text("old")
    run(world, folder, environment)
    return tree(folder / world.output)


def run(world: World, folder: Path, more: Mapping[str, str] | None = None) -> None:
    """Let the `mkdocs` command build a site strictly."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    program = [sys.executable, "-P", str(TESTS / "elsewhere.py"), world.time, world.order]
    done = subprocess.run(
        [*program, "build", "--strict", *world.arguments],
        cwd=folder,
        env={**kept, **world.environment, **(more or {})},
        umask=world.umask,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr


def tree(folder: Path) -> Tree:
    """The files of a folder; folders are there by name only."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"a folder"
        for path in folder.rglob("*")
    }


def differences(one: Tree, other: Tree) -> list[str]:
    """The files that are not in both or not the same, with the place where they part."""
    found = [f"{name}: in one of the two only" for name in sorted(one.keys() ^ other.keys())]
    for name in sorted(one.keys() & other.keys()):
        old, new = one[name], other[name]
        if old != new:
            pairs = enumerate(zip(old, new, strict=False))
            at = next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))
            part = slice(max(0, at - 40), at + 40)
            found.append(f"{name}: {old[part]!r} became {new[part]!r}")
    return found


def _mixed(path: Path, world: World) -> bytes:
    """A key that brings the files of the site into an order that is another in each world."""
    return sha256(f"{world.order}{world.folder}{path.relative_to(SITE)}".encode()).digest()


def _copy(source: Path, target: Path, world: World) -> None:
    """Copy a file, as if it had been saved some time before the build."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    age = int(sha256(f"{world.time}{source}".encode()).hexdigest()[:6], 16)
    os.utime(target, (1_600_000_000 - age, 1_600_000_000 - age))


def _commit(folder: Path) -> None:
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(folder)]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "A site"]):
        subprocess.run([*git, *command], check=True)


def _checked(briefs: Path) -> Iterable[str]:
    """The days on which the records say that they were checked."""
    for file in briefs.rglob("*.yaml"):
        for line in file.read_text(encoding="utf-8").split("\n"):
            if line.startswith("checked: "):
                yield line.removeprefix("checked: ").strip()
