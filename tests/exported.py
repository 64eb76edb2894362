"""A site exported and built by another engine, and what a visitor of every page would find."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import html5lib  # type: ignore[import-untyped]

#: Other engines, and how each builds the site in the folder where it is started.
ENGINES: Mapping[str, tuple[str, ...]] = {
    "zensical": (sys.executable, "-m", "zensical", "build", "--strict"),
    "mkdocs": (sys.executable, "-m", "mkdocs", "build", "--strict"),
}


def build(folder: Path, engine: str) -> Built:
    """Build an export; a warning is an error."""
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        ENGINES[engine], cwd=folder, capture_output=True, text=True, check=False, env=quiet
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(folder / "site")


@dataclass(frozen=True)
class Seen:
    """What is on a page: the ids, the links, and the words."""

    ids: frozenset[str]
    links: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Built:
    """A built site."""

    folder: Path

    @cached_property
    def pages(self) -> Mapping[str, Seen]:
        """All pages by their addresses."""
        found = (file.relative_to(self.folder) for file in sorted(self.folder.rglob("index.html")))
        return {f"{dirname(f.as_posix())}/".lstrip("/"): _seen(self.folder / f) for f in found}

    def dead_links(self) -> Iterator[str]:
        """All links inside the site that lead nowhere."""
        for address, page in self.pages.items():
            for link in page.links:
                parts = urlsplit(link)
                if not (parts.scheme or parts.netloc) and not self.has(address, link):
                    yield f"{address}: {link}"

    def has(self, origin: str, link: str) -> bool:
        """Whether what a page links to is there, with its anchor."""
        parts = urlsplit(link)
        place, anchor = unquote(parts.path), unquote(parts.fragment)
        target = normpath(join("/", origin, place)).lstrip("/") if place else origin.rstrip("/")
        page = self.pages.get(f"{target}/".lstrip("/"))
        if page:
            return not anchor or anchor in page.ids
        return not anchor and (self.folder / target).is_file()


def _seen(file: Path) -> Seen:
    root = html5lib.parse(file.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    links = (node for node in nodes if node.tag.rpartition("}")[2] == "a")  # in pictures too
    article = next(root.iter("article"), root)  # what is no page of the theme has none
    return Seen(
        frozenset(id for node in nodes if (id := node.get("id"))),
        tuple(href for a in links if (href := a.get("href")) is not None),
        " ".join("".join(article.itertext()).split()),
    )
