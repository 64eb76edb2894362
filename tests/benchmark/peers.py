"""Other programs that make sites of pages, how each is run, and whether it is there at all."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from research_briefs.pages.page import plain

from .corpus import PEERS
from .measure import BUILD_PAGES, Run, build, forget, put_away, run

EXPORTED, BARE, FRAMED, OURS = "exported", "hugo-bare", "hugo-framed", "ours"


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that makes a site of the same pages.

    `folder` is where its pages lie, among those of all peers; there it leaves its site in `built`.
    `package` is what brings it, and `kept` what it might take from an earlier run.
    """

    name: str
    command: tuple[str, ...]
    folder: str
    built: str
    package: str
    kept: tuple[str, ...] = ()

    def version(self) -> str:
        """The version that is installed; empty if it is not."""
        if self.package == "hugo":
            found = shutil.which("hugo")
            return run([found, "version"], Path.cwd())[0].split()[1] if found else ""
        try:
            return metadata.version(self.package)
        except metadata.PackageNotFoundError:
            return ""

    @property
    def wanted(self) -> str:
        """How to install it."""
        return "apt-get install hugo" if self.package == "hugo" else "pip install -e '.[dev]'"

    def once(self, folder: Path) -> Run:
        """Build its site as if for the first time."""
        own = folder / PEERS / self.folder
        for name in (self.built, *self.kept):
            put_away(own / name, folder)
        return run(self.command, own)[1]

    def site(self, folder: Path) -> Path:
        """What it has built."""
        return folder / PEERS / self.folder / self.built


_HUGO = ("hugo", "--quiet", "--noBuildLock")
_MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")
_ZENSICAL = (sys.executable, "-m", "zensical", "build", "--strict")

HUGO_FRAMED = Peer("Hugo, our frame", _HUGO, FRAMED, "public", "hugo", ("resources",))
ALL = (
    HUGO_FRAMED,
    Peer("Hugo, bare frame", _HUGO, BARE, "public", "hugo", ("resources",)),
    Peer("MkDocs with Material", _MKDOCS, EXPORTED, "site", "mkdocs-material"),
    Peer("Zensical", _ZENSICAL, EXPORTED, "site", "zensical", (".cache",)),
)


def prepare(folder: Path, checkout: Path) -> None:
    """Give all peers the pages that we make, which stay beside theirs.

    That is done by another process: all pages at once would count as memory of what starts after.
    """
    forget(folder)
    build(folder, BUILD_PAGES)
    run([sys.executable, "-m", "tests.benchmark.preparing", str(folder)], checkout)
    (folder / "site").rename(folder / PEERS / OURS)


def missing(ours: Path, theirs: Path) -> Sequence[str]:
    """The addresses of our pages whose words another site does not have at the same address."""
    files = sorted(file.relative_to(ours) for file in ours.rglob("index.html"))
    return [str(file.parent) for file in files if not _has(theirs / file, _words(ours / file))]


def _has(file: Path, words: str) -> bool:
    return file.is_file() and words in _words(file)


def _words(file: Path) -> str:
    """All letters of an article; engines put white space where they like."""
    html = file.read_text(encoding="utf-8")
    article = html.partition("<article")[2].partition(">")[2].partition("</article>")[0]
    return "".join(plain(article).split())


def versions() -> Mapping[str, str]:
    """The versions of all that we are compared with, by package; what is not there is left out."""
    found = {"mkdocs": metadata.version("mkdocs")}
    return found | {peer.package: version for peer in ALL if (version := peer.version())}
