"""A built site in a real browser, served from a folder, with an eye on all that goes wrong.

Needs Chromium; where it is not installed the tests that ask for it are skipped.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

#: What of the theme draws texts of pages: all that our own site uses, and more.
THEME = """theme:
  palette:
    - {media: "(prefers-color-scheme)", toggle: {icon: material/brightness-auto, name: Light}}
    - {media: "(prefers-color-scheme: light)", scheme: default,
       toggle: {icon: material/weather-sunny, name: Dark}}
    - {media: "(prefers-color-scheme: dark)", scheme: slate,
       toggle: {icon: material/weather-night, name: System}}
  features: [content.action.edit, navigation.footer, navigation.indexes, navigation.path,
    navigation.tabs, navigation.top, search.highlight, search.share, search.suggest, toc.follow]
"""


def build(root: Path) -> Path:
    """Build a site strictly, with all that the theme can do; gives the folder that is served."""
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(config.replace("theme:\n", THEME), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


@dataclass
class Visit:
    """A tab of the browser on a site, and what has gone wrong in it so far."""

    page: Page
    origin: str
    wrong: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)  # requests to other hosts

    def open(self, address: str) -> None:
        """Load a page of the site, by its address relative to the root."""
        self.page.goto(f"{self.origin}/{address}", wait_until="load")

    def search(self, query: str) -> None:
        """Type a query into the search of the page, and wait for its results."""
        box, found = self.page.locator(".md-search__input"), ".md-search-result__item"
        box.click()
        box.fill("")
        box.press("Shift")  # the theme listens to keys alone
        self.page.locator(found).first.wait_for(state="detached")
        box.fill(query)
        box.press("Shift")
        self.page.locator(found).first.wait_for(state="attached")

    def note(self, what: str) -> None:
        self.wrong.append(f"{urlsplit(self.page.url).path}: {what}")

    def _watch(self) -> None:
        page = self.page
        page.on("dialog", self._dismiss)
        page.on("pageerror", lambda error: self.note(f"error: {error}"))
        page.on("console", lambda m: self.note(f"console: {m.text}") if m.type == "error" else None)
        page.on("popup", lambda popup: self.note(f"window: {popup.url}"))
        page.on("download", lambda download: self.note(f"download: {download.url}"))

    def _dismiss(self, dialog: Dialog) -> None:
        self.note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _refuse(self, route: Route) -> None:
        """Keep the browser from another host; what the policy refuses does not get here."""
        self.strangers.append(route.request.url)
        route.abort()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address under which a folder is served, as by a host of static files."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        """Answer, until the browser does not listen any more."""
        with suppress(ConnectionError):
            super().handle()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Browser,
    origin: str,
    *,
    bypass_csp: bool = False,
    scripts: bool = True,
    width: int = 1280,
) -> Iterator[Visit]:
    """A fresh tab; other hosts are out of reach, and requests to them are noted."""
    context = browser.new_context(
        bypass_csp=bypass_csp,
        java_script_enabled=scripts,
        viewport={"width": width, "height": 900},
        service_workers="block",
    )
    visit = Visit(context.new_page(), origin)
    context.route(lambda url: not url.startswith(origin), visit._refuse)
    visit._watch()
    yield visit
    context.close()
