"""The site as a folder for another engine: Markdown, data, and settings that inherit the site's."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pathspec

from ..issues import Issue, sort
from ..pages import addresses
from ..pages.page import Page, address_taken, render_all
from ..publishing.export import generated
from ..publishing.export.by_hand import Exported
from ..reading.narratives import SUFFIXES
from ..reading.yaml_text import decode
from ..settings import Settings
from ..site import Site, load_site
from .assets import SCRIPTS, THEME, with_words
from .config_file import ConfigError
from .exported_config import Configuration
from .writing import write_files

#: The mark of a folder that we made, and may replace.
MARK = ".briefs-export"
_MARKED = "`briefs export` made this folder; the next one replaces all of it.\n"
#: All that may be in such a folder, with what engines put there.
_OURS = {MARK, "mkdocs.yml", "inherited.yml", "docs", "site", ".cache"}

#: Another engine takes `index.md` for the page itself.
_SHEET = "index.txt"
#: What MkDocs leaves out by itself.
_ALWAYS_HIDDEN = (".*", "/templates/")
#: The search of our own engine, and what would become a page.
_NOT_EXPORTED = re.compile(rf"{SCRIPTS}search/|.*\.md$")


@dataclass(frozen=True)
class Export:
    """What goes into the folder; with issues nothing does."""

    site: Site
    configuration: Configuration
    by_hand: Mapping[str, Path]

    @cached_property
    def pages(self) -> list[Page]:
        """The generated pages, rendered."""
        found = self.site.pages()
        render_all(found)
        return found

    @property
    def told(self) -> int:
        """How many pages are written by hand."""
        return sum(uri.endswith(SUFFIXES) for uri in self.by_hand)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """What is wrong with the records, or else with the addresses of pages."""
        if self.site.issues:
            return self.site.issues
        docs, uris = self.site.settings.docs, _by_address(self.by_hand)
        taken = [page for page in self.pages if page.address in uris]
        return sort(address_taken(page, f"{docs}/{uris[page.address]}") for page in taken)

    def check_navigation(self) -> None:
        """ConfigError if the navigation names a page that lies elsewhere in an export."""
        moved = {addresses.source_uri(page.address): page for page in self.pages}
        for uri in sorted(self.configuration.named - set(self.by_hand)):
            page = moved.get(uri)
            if page and uri != (place := generated.place_of(page.address)):
                raise ConfigError(
                    f"nav in mkdocs.yml names {uri}, the page of {page.name}, which an export has "
                    f"as {place}: leave it out of nav"
                )

    def write(self, folder: Path) -> None:
        """Put everything into an empty folder."""
        settings = [(name, text.encode()) for name, text in self.configuration.files.items()]
        write_files(folder, [*settings, (MARK, _MARKED.encode())], overwrite=True)
        docs = folder / "docs"
        pages = (
            (generated.place_of(page.address), generated.markdown(page).encode())
            for page in self.pages
        )
        write_files(docs, pages, overwrite=True)
        written = {*self._beside(docs), *self.by_hand}
        exported = Exported({page.address for page in self.pages}, written)
        for uri, file in self.by_hand.items():
            content = file.read_bytes()
            if uri.endswith(SUFFIXES):
                content = self._told(uri, content, exported)
            write_files(docs, [(uri, content)], overwrite=True)

    def _told(self, uri: str, content: bytes, exported: Exported) -> bytes:
        text, _ = decode(content, uri)
        return exported.markdown(uri, text, self.site.tell(uri, text)).encode()

    def _beside(self, docs: Path) -> Iterator[str]:
        """Write data, citations, styles and scripts; what is written by hand stays."""
        for place, content in (*self.site.files(), *_assets(self.site.settings.language)):
            if place not in self.by_hand:
                write_files(docs, [(place, content)], overwrite=True)
                yield place


def export_of(settings: Settings, configuration: Configuration) -> Export:
    """Read the site as another engine is to have it."""
    found = _walk(settings.pages)
    hidden = pathspec.GitIgnoreSpec.from_lines((*_ALWAYS_HIDDEN, *configuration.hidden))
    shown = {uri: file for uri, file in found.items() if not hidden.match_file(uri)}
    settings = replace(settings, hidden=frozenset(found) - frozenset(shown), sheet=_SHEET)
    return Export(load_site(settings), configuration, shown)


def check_target(folder: Path, settings: Settings) -> None:
    """ConfigError unless the folder is new, empty or an export that may be replaced."""
    for source in (settings.folder, settings.pages):
        if folder.is_relative_to(source.resolve()):
            raise ConfigError(f"{folder} is in {source}, of which the site is made: name another")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ConfigError(f"{folder} is not a folder")
    names = {entry.name for entry in folder.iterdir()}
    if names and MARK not in names:
        raise ConfigError(f"{folder} is not empty, and no earlier export: name a new folder")
    if strangers := sorted(names - _OURS) if names else []:
        raise ConfigError(
            f"{folder / strangers[0]} is no part of the export, which would remove it: move it away"
        )


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """A new folder beside another, whose place it takes once it is filled: whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    new, old = workshop / "new", workshop / "old"
    try:
        new.mkdir()
        yield new
        try:
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
        except BaseException:
            if old.exists() and not folder.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _by_address(by_hand: Mapping[str, Path]) -> Mapping[str, str]:
    return {addresses.of_hand_written(uri): uri for uri in by_hand if uri.endswith(SUFFIXES)}


def _walk(folder: Path) -> dict[str, Path]:
    """All files below a folder by their place in it, in the order of their paths."""
    found = {}
    for parent, folders, files in os.walk(folder, followlinks=True):
        folders.sort()
        for name in sorted(files):
            file = Path(parent, name)
            found[file.relative_to(folder).as_posix()] = file
    return found


def _assets(language: str) -> Iterator[tuple[str, bytes]]:
    """Styles, fonts and scripts of the package's theme, without the search."""
    for name, file in _walk(THEME / SCRIPTS).items():
        place = posixpath.join(SCRIPTS, name)
        if _NOT_EXPORTED.match(place):
            continue
        content = file.read_bytes()
        if place.endswith(".js"):
            content = with_words(content.decode(), language).encode()
        yield place, content
