"""A whole site or none, whatever happens to a build: mostly, that it is killed.

Steps are tried on folders of a few files, by a process that is killed before each thing it does to
the file system. Whole builds are those of the `mkdocs` command on the fixture site.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler
from tests.helpers import SITE

from research_briefs.edges import mkdocs as edge
from research_briefs.edges import publication
from research_briefs.edges.publication import LOCK, Publication, Workshop, restore

Files = dict[str, str]

OLD: Files = {"index.html": "old", "a/index.html": "old", ".well-known/key": "kept", ".git": "kept"}
BUILT: Files = {"index.html": "new", "a/index.html": "new", "b/index.html": "new"}
NEW: Files = BUILT | {".well-known/key": "kept", ".git": "kept"}


def fill(folder: Path, files: Files) -> Path:
    """A folder of these files."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def held(folder: Path) -> Files | None:
    """What the files of a folder hold; None if there is no folder."""
    if not folder.is_dir():
        return None
    files = [file for file in folder.rglob("*") if not file.is_dir()]
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


def config_for(site: Path, *, strict: bool = False) -> MkDocsConfig:
    config = MkDocsConfig()
    config.site_dir, config.strict = str(site), strict
    return config


def build(site: Path, built: Files = BUILT, *, strict: bool = False) -> MkDocsConfig:
    """What a build does, without MkDocs."""
    config = config_for(site, strict=strict)
    publishing = Publication(config)
    publishing.begin()
    fill(Path(config.site_dir), built)
    publishing.publish()
    return config


def alone(site: Path) -> bool:
    """Whether nothing is left of any build beside a site."""
    return [path.name for path in site.parent.iterdir()] == [site.name]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An old site in a folder of its own."""
    return fill(tmp_path / "home" / "site", OLD)


@pytest.fixture(params=["at one stroke", "in two steps"])
def swapping(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> str:
    """Both ways to swap, as far as the system has them."""
    if request.param == "in two steps":
        monkeypatch.setattr(publication, "_exchange", lambda *_: False)
    elif not publication._exchange(fill(tmp_path / "a", OLD), fill(tmp_path / "b", NEW)):
        pytest.skip("this system cannot exchange two folders")
    return str(request.param)


# Steps


def test_the_new_site_takes_the_place_of_the_old_one(site: Path, swapping: str) -> None:
    config = config_for(site)
    publishing = Publication(config)
    publishing.begin()
    fill(Path(config.site_dir), BUILT)
    assert held(site) == OLD
    publishing.publish()
    assert held(site) == NEW
    assert alone(site)
    assert config.site_dir == str(site)


def test_a_first_site_needs_no_old_one(tmp_path: Path) -> None:
    site = tmp_path / "home" / "public" / "site"
    build(site)
    assert held(site) == BUILT
    assert alone(site)


def test_a_build_that_failed_leaves_the_old_site(site: Path) -> None:
    config = config_for(site)
    publishing = Publication(config)
    publishing.begin()
    fill(Path(config.site_dir), BUILT)
    publishing.give_up(ValueError("a bug"))
    assert held(site) == OLD
    assert alone(site)
    assert config.site_dir == str(site)


def test_a_full_disk_is_explained(site: Path) -> None:
    publishing = Publication(config_for(site))
    publishing.begin()
    with pytest.raises(Abort, match=r"No space left on device\. .+/site is as it was\."):
        publishing.give_up(OSError(errno.ENOSPC, "No space left on device"))


@pytest.mark.parametrize("level", [logging.WARNING, logging.ERROR])
@pytest.mark.parametrize("strict", [True, False])
def test_what_mkdocs_counts_keeps_a_strict_build_from_publishing(
    strict: bool, level: int, site: Path
) -> None:
    logger, counter = logging.getLogger("mkdocs"), CountHandler(level=logging.WARNING)
    logger.addHandler(counter)
    try:
        logging.getLogger("mkdocs.plugins.some").log(level, "Something is wrong.")
        if strict:
            with pytest.raises(Abort, match=r"^Aborted with 1 \w+s in strict mode!"):
                build(site, strict=True)
        else:
            build(site)
    finally:
        logger.removeHandler(counter)
    assert held(site) == (OLD if strict else NEW)
    assert alone(site)


def test_a_folder_keeps_its_mode_and_files_have_the_usual_one(site: Path, swapping: str) -> None:
    site.chmod(0o2751)
    build(site)
    assert stat.S_IMODE(site.stat().st_mode) == 0o2751
    (site.parent / "file").write_text("")
    usual = (site.parent / "file").stat().st_mode
    assert (site / "index.html").stat().st_mode == usual


def test_a_new_folder_has_the_usual_mode(tmp_path: Path) -> None:
    build(tmp_path / "site")
    (tmp_path / "folder").mkdir()
    assert (tmp_path / "site").stat().st_mode == (tmp_path / "folder").stat().st_mode


def test_what_is_hidden_at_the_top_stays(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / ".link").symlink_to("nowhere")
    (site / ".hooks").mkdir()
    (site / ".hooks" / "run").write_text("kept")
    (site / ".hooks" / "run").chmod(0o750)
    (site / "a" / ".gone").write_text("below the top")
    build(site, BUILT | {".well-known/key": "newer", ".well-known/other": "new"})
    (site / ".link").unlink()
    hidden = {".hooks/run": "kept", ".well-known/key": "newer", ".well-known/other": "new"}
    assert held(site) == BUILT | hidden | {".git": "kept"}
    assert stat.S_IMODE((site / ".hooks" / "run").stat().st_mode) == 0o750


def test_what_cannot_be_linked_is_copied(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    build(site)
    assert held(site) == NEW


def test_a_swap_that_fails_half_way_is_undone(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == "new" and target.name == "site":
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr(publication, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(Abort, match=r"Device or resource busy\. .+/site is as it was\."):
        build(site)
    assert held(site) == OLD
    assert alone(site)


def test_what_cannot_be_removed_is_left_to_the_next_build(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda *_: (_ for _ in ()).throw(PermissionError("no")))
        build(site)
    assert held(site) == NEW
    assert not alone(site)
    build(site)
    assert alone(site)


# What cannot be swapped


def refused(site: Path, *sources: Path) -> str:
    """Why a build refuses to begin."""
    config = config_for(site)
    with pytest.raises(Abort) as caught:
        Publication(config).begin(*sources)
    assert config.site_dir == str(site)
    return str(caught.value)


@pytest.mark.parametrize("target", ["site", "nowhere"])
def test_a_symbolic_link_is_refused(target: str, site: Path) -> None:
    link = site.parent / "link"
    link.symlink_to(target)
    assert "link is a symbolic link: name the folder that it leads to" in refused(link)
    assert held(site) == OLD
    assert link.is_symlink()


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    assert "site is not a folder" in refused(tmp_path / "site")
    assert (tmp_path / "site").read_text() == "mine"


@pytest.mark.parametrize(("place", "problem"), [("", "is a mount"), (".well-known", "has a mount")])
def test_a_mount_point_is_refused(
    place: str, problem: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: path == site / place)
    assert f"site {problem} point" in refused(site)
    assert alone(site)


def test_a_folder_that_cannot_be_written_is_refused(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: path != site or not mode & os.W_OK)
    assert "site cannot be written to" in refused(site)
    assert alone(site)


def test_a_folder_that_holds_the_sources_is_refused(site: Path) -> None:
    for source in (site, site / "briefs"):
        assert "holds what the site is made from" in refused(site, site.parent, source)
    assert held(site) == OLD


def test_a_folder_of_somebody_else_is_not_touched(site: Path) -> None:
    workshop = fill(site.parent / ".site.building", {"new/mine": "mine"})
    assert "is not ours: rename or remove it" in refused(site)
    assert held(workshop) == {"new/mine": "mine"}


def test_a_link_in_place_of_our_folder_is_not_followed(site: Path, tmp_path: Path) -> None:
    elsewhere = fill(tmp_path / "elsewhere", {LOCK: "", "new/mine": "mine"})
    (site.parent / ".site.building").symlink_to(elsewhere)
    assert "is not ours" in refused(site)
    restore(site.parent)
    assert held(elsewhere) == {LOCK: "", "new/mine": "mine"}


# Killed between any two steps

SWEEP = """
import itertools, os, shutil, signal, sys
from pathlib import Path
from mkdocs.config.defaults import MkDocsConfig
from research_briefs.edges import publication

STEPS = {"open", "ctypes.dlsym", "shutil.rmtree", "os.truncate", "os.mkdir", "os.rename",
         "os.remove", "os.rmdir", "os.link", "os.chown", "os.chmod"}
start, home, kept = map(Path, sys.argv[1:4])
way, action = sys.argv[4:]

def publish():
    config = MkDocsConfig()
    config.site_dir = str(home / "site")
    publishing = publication.Publication(config)
    publishing.begin()
    for name in ("a", "b"):
        Path(config.site_dir, name).mkdir()
    for name in ("index.html", "a/index.html", "b/index.html"):
        Path(config.site_dir, name).write_text("new")
    publishing.publish()

def restore():
    publication.restore(home)

if way == "in two steps":
    publication._exchange = lambda *_: False
for steps in itertools.count():
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(start, home, symlinks=True)
    if not (child := os.fork()):
        def hook(event, _, left=[steps]):
            if event in STEPS:
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1
        sys.addaudithook(hook)
        globals()[action]()
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    if not os.WIFSIGNALED(status):
        sys.exit(status)
    shutil.copytree(home, kept / str(steps), symlinks=True)
"""


def killed(start: Path, tmp_path: Path, way: str, action: str) -> list[Path]:
    """What is there after an action was killed before its first, second, … step."""
    kept = tmp_path / "kept" / start.name / action
    paths = (start, tmp_path / "killed", kept)
    subprocess.run([sys.executable, "-c", SWEEP, *map(str, paths), way, action], check=True)
    return sorted(kept.iterdir(), key=lambda path: int(path.name))


def assert_recovers(home: Path, old: Files) -> None:
    """Whatever comes next, there is a whole site, and nothing beside it."""

    def fail(site: Path) -> None:
        publishing = Publication(config_for(site))
        publishing.begin()
        publishing.give_up(ValueError())

    def succeed(site: Path) -> None:
        build(site, BUILT | {"index.html": "newer"})

    before = held(home / "site") or old
    newer = NEW | {"index.html": "newer"}
    outcomes: list[tuple[Callable[[Path], None], Files]] = [
        (lambda site: restore(site.parent), before),
        (fail, before),
        (succeed, newer),
    ]
    for number, (act, expected) in enumerate(outcomes):
        copy = Path(shutil.copytree(home, f"{home}-{number}", symlinks=True))
        act(copy / "site")
        assert held(copy / "site") == expected
        # One case stays: without our mark, not even an empty folder is ours, except to a build.
        assert alone(copy / "site") or not held(copy / ".site.building")


def test_a_build_killed_at_any_step_leaves_a_whole_site(
    site: Path, tmp_path: Path, swapping: str
) -> None:
    states = []
    for home in killed(site.parent, tmp_path, swapping, "publish"):
        states.append(held(home / "site"))
        aside = held(home / ".site.building" / "old")
        assert aside in (OLD, None)  # what might be put back is whole
        assert states[-1] in (OLD, NEW) or aside == OLD
        assert_recovers(home, OLD)
    assert states.count(None) == (1 if swapping == "in two steps" else 0)
    assert states[0] == OLD
    assert states[-1] == NEW


def test_a_recovery_killed_at_any_step_is_completed_by_the_next(site: Path, tmp_path: Path) -> None:
    way = "in two steps"
    halves = [
        home
        for home in killed(site.parent, tmp_path, way, "publish")
        if (home / ".site.building" / "old").exists()
    ]
    assert {held(home / "site") is None for home in halves} == {True, False}
    for half in halves:
        for home in killed(half, tmp_path, way, "restore"):
            assert held(home / "site") in (OLD, NEW, None)
            assert_recovers(home, OLD)


# Whole builds

RECORD = "briefs/projects/keepers-school.yaml"
LATE = """
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(-1000)
def on_post_build(config):
    Path(config.site_dir, "late.txt").write_text("late")
"""
DIES = """
import os, signal

def on_post_build(config):
    os.kill(os.getpid(), signal.SIGKILL)
"""
RAISES = """
from mkdocs.plugins import event_priority

@event_priority(-1000)
def on_post_build(config):
    raise RuntimeError("a bug")
"""
INTERRUPTS = "def on_post_build(config): raise KeyboardInterrupt"


def digest(site: Path) -> dict[str, str]:
    """The files of a site with what they hold, made small."""
    files = [file for file in site.rglob("*") if file.is_file()]
    return {str(f.relative_to(site)): sha256(f.read_bytes()).hexdigest() for f in files}


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def start(root: Path, *arguments: str, log: Path | None = None, **options: Any) -> Running:
    """Start the command on a site."""
    command = [sys.executable, "-m", "mkdocs", *(arguments or ("build",))]
    log = log or root.with_name(f"{root.name}.log")
    options["env"] = options.get("env", os.environ) | {"COLUMNS": "0"}  # breaks no lines of the log
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=root, stdout=output, stderr=output, **options)
    return Running(process, log)


@dataclass
class Running:
    """A command that was started, and what it says."""

    process: subprocess.Popen[bytes]
    log: Path

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def ends(self, code: int) -> str:
        assert self.process.wait() == code, self.output()
        return self.output()

    def says(self, text: str) -> None:
        """Wait until the command says this."""
        while text not in self.output():
            assert self.process.poll() is None, self.output()
            time.sleep(0.02)


@dataclass
class Twice:
    """The fixture site, built as it is and, elsewhere, with another word on every page."""

    root: Path
    old: dict[str, str]
    new: dict[str, str]
    seconds: float

    def copy(self, folder: Path) -> Path:
        """A copy of the site as it is built first, with nothing beside it."""
        return Path(shutil.copytree(self.root, folder / "copy"))

    @staticmethod
    def turn(root: Path, *, new: bool) -> None:
        names = ["site_name: Lights", "site_name: New lights"]
        change(root, "mkdocs.yml", *(names if new else names[::-1]))


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    folder = tmp_path_factory.mktemp("built")
    root = folder / "root"
    shutil.copytree(SITE, root, ignore=shutil.ignore_patterns("site", ".*"))
    began = time.monotonic()
    start(root).ends(0)
    seconds = time.monotonic() - began
    Twice.turn(root, new=True)
    start(root, "build", "-d", str(folder / "new")).ends(0)
    Twice.turn(root, new=False)
    built = Twice(root, digest(root / "site"), digest(folder / "new"), seconds)
    changed = {path for path in built.old if built.old[path] != built.new[path]}
    assert {"index.html", "about/index.html", "projects/keepers-school/index.html"} <= changed
    return built


def names(root: Path) -> set[str]:
    return {path.name for path in root.iterdir()}


def test_builds_killed_at_any_moment_leave_a_whole_site(twice: Twice, tmp_path: Path) -> None:
    """24 builds that are killed, on three copies of the site at once to save time."""

    def lane(number: int) -> None:
        root = twice.copy(tmp_path / str(number))
        seeded = random.Random(number)  # noqa: S311  # the same moments in each run
        for moment in range(8):
            Twice.turn(root, new=moment % 2 == 0)
            running = start(root)
            with suppress(subprocess.TimeoutExpired):
                # A part of the time that a build takes alone, and more, since these are not.
                running.process.wait(twice.seconds * (moment + seeded.random()) / 5)
            running.process.kill()
            running.process.wait()
            assert digest(root / "site") in (twice.old, twice.new)
        start(root).ends(0)
        assert digest(root / "site") == twice.old
        assert names(root) == names(twice.root)

    with ThreadPoolExecutor(3) as lanes:
        list(lanes.map(lane, range(3)))


def test_what_a_killed_build_leaves_is_hidden_from_git_and_removed_by_the_next(
    twice: Twice, tmp_path: Path
) -> None:
    root = twice.copy(tmp_path)
    (root / ".gitignore").write_text("/site/\n", encoding="utf-8")
    git("init", "--quiet", cwd=root)
    git("add", "--all", cwd=root)
    add_hook(root, DIES)
    start(root).ends(-signal.SIGKILL)
    assert (root / ".site.building" / "new" / "index.html").exists()
    assert ".site.building" not in git("status", "--porcelain", cwd=root)
    assert digest(root / "site") == twice.old
    change(root, "mkdocs.yml", "  - hooks/more.py\n", "")
    start(root).ends(0)
    assert digest(root / "site") == twice.old
    assert ".site.building" not in names(root)


def test_builds_at_once_wait_for_each_other(twice: Twice, tmp_path: Path) -> None:
    root = twice.copy(tmp_path)
    Twice.turn(root, new=True)
    first = Workshop(root / "site")
    first.open()
    fill(first.make_room(), BUILT)
    others = [start(root, log=tmp_path / f"{number}.log") for number in range(2)]
    for other in others:
        other.says(f"Waiting for process {os.getpid()}, which is building {root / 'site'}")
    assert held(first.new) == BUILT
    assert digest(root / "site") == twice.old
    restore(root)  # what a server does when it starts: it leaves a running build alone
    assert held(first.new) == BUILT
    first.close()
    for other in others:
        assert "Published in" in other.ends(0)
    assert digest(root / "site") == twice.new
    assert names(root) == names(twice.root)


def without_power() -> None:
    """Take from root what lets it write where the mode of a folder forbids it."""
    pr_capbset_drop, cap_dac_override = 24, 1
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(pr_capbset_drop, cap_dac_override, 0, 0, 0)


def without_room() -> None:
    """Let no file grow beyond what a small page needs, as if the disk were full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


#: Git, whatever its user has set.
AS_SOMEBODY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull} | {
    f"GIT_{role}_{what}": "nobody" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


def git(*arguments: str, cwd: Path) -> str:
    """What git says."""
    return subprocess.run(
        ["git", *arguments],
        cwd=cwd,
        env=os.environ | AS_SOMEBODY,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def add_hook(root: Path, code: str) -> None:
    (root / "hooks" / "more.py").write_text(code, encoding="utf-8")
    change(root, "mkdocs.yml", "hooks/mkdocs_hooks.py", "hooks/mkdocs_hooks.py\n  - hooks/more.py")


def relocate(root: Path, name: str) -> None:
    """Put a folder elsewhere and a link in its place."""
    elsewhere = (root / name).rename(root.parent / "elsewhere")
    (root / name).symlink_to(elsewhere)


FAILURES: dict[str, tuple[Callable[[Path], object], Callable[[], None] | None, str]] = {
    "broken link": (
        lambda root: change(root, "docs/about.md", "invented", "[lost](lost.md)"),
        None,
        "Aborted with 1 warnings in strict mode! {site} is as it was.",
    ),
    "broken data": (lambda root: change(root, RECORD, "title:", "titel:"), None, "in the data"),
    "bug": (lambda root: add_hook(root, RAISES), None, "RuntimeError: a bug"),
    "interrupted": (lambda root: add_hook(root, INTERRUPTS), None, "Aborted!"),
    "symbolic link": (lambda root: relocate(root, "site"), None, "{site} is a symbolic link"),
    "read-only": (
        lambda root: root.chmod(0o555),
        without_power,
        "Permission denied: '{root}/.site.building'. {site} is as it was.",
    ),
    "full disk": (str, without_room, "could not be built: [Errno 27] File too large"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_build_that_fails_leaves_the_old_site(failure: str, twice: Twice, tmp_path: Path) -> None:
    spoil, limit, message = FAILURES[failure]
    root = twice.copy(tmp_path)
    Twice.turn(root, new=True)
    spoil(root)
    before = names(root)
    said = start(root, preexec_fn=limit).ends(1)
    root.chmod(0o755)
    assert message.format(root=root, site=root / "site") in said
    assert ("Traceback" in said) == (failure == "bug")
    assert digest(root / "site") == twice.old
    assert names(root) == before


def test_the_records_are_never_the_site(twice: Twice, tmp_path: Path) -> None:
    root = twice.copy(tmp_path)
    before = digest(root / "briefs")
    said = start(root, "build", "-d", "briefs").ends(1)
    assert f"{root / 'briefs'} holds what the site is made from: name another" in said
    assert digest(root / "briefs") == before


def test_what_is_deployed_is_the_new_site_with_what_other_hooks_add(
    twice: Twice, tmp_path: Path
) -> None:
    root = twice.copy(tmp_path)
    Twice.turn(root, new=True)
    add_hook(root, LATE)
    git("init", "--quiet", cwd=root)
    git("init", "--quiet", "--bare", "../remote", cwd=root)
    git("remote", "add", "origin", "../remote", cwd=root)
    git("commit", "--quiet", "--allow-empty", "--message", "first", cwd=root)
    said = start(root, "gh-deploy", env=os.environ | AS_SOMEBODY).ends(0)
    assert f"Copying '{root / 'site'}' to 'gh-pages' branch" in said
    deployed = git("ls-tree", "-r", "--name-only", "gh-pages", cwd=root).splitlines()
    assert set(deployed) == twice.new.keys() | {"late.txt", ".nojekyll"}
    assert git("show", "gh-pages:index.html", cwd=root) == (root / "site/index.html").read_text()
    assert digest(root / "site").items() >= twice.new.items()


def test_a_dirty_build_adds_to_the_old_site(twice: Twice, tmp_path: Path) -> None:
    root = twice.copy(tmp_path)
    (root / "site" / "mine.txt").write_text("mine")
    folder = (root / "site").stat().st_ino
    (root / "docs" / "more.md").write_text("# More\n", encoding="utf-8")
    start(root, "build", "--dirty", "--no-strict").ends(0)
    assert (root / "site" / "more" / "index.html").exists()
    assert (root / "site" / "mine.txt").exists()
    assert (root / "site").stat().st_ino == folder


@pytest.fixture
def serving() -> Iterator[None]:
    edge.on_startup(command="serve", dirty=False)
    yield
    edge.on_startup(command="build", dirty=False)


def test_serve_puts_a_lost_site_back_and_builds_elsewhere(
    serving: None, site_folder: Path, tmp_path: Path
) -> None:
    fill(site_folder, {f".site.building/{LOCK}": "", ".site.building/old/index.html": "old"})
    config = load_config(str(site_folder / "mkdocs.yml"), site_dir=str(tmp_path / "temporary"))
    config.plugins.on_config(config)
    assert held(site_folder / "site") == {"index.html": "old"}
    assert ".site.building" not in names(site_folder)
    assert config.site_dir == str(tmp_path / "temporary")
