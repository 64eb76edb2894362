"""Payloads in a real browser: a site that is full of them runs nothing and asks nobody.

The browser is told to ignore the site's Content-Security-Policy. That is the second wall; here the
first must hold by itself.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path as Folder
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser
from tests.browser import Visit, build, needs_chromium, served, visiting
from tests.helpers import SITE
from tests.payloads import HIT, payloads, sharpest
from tests.specimens import (
    Field,
    Path,
    Specimen,
    changed,
    fitting,
    fullest,
    is_free,
    specimens,
    texts,
    written,
)

from research_briefs.edges.config_file import find_settings
from research_briefs.limits import LINE
from research_briefs.pages.page import Page
from research_briefs.site import load_site

pytestmark = needs_chromium

#: What no page may have in the end, whoever put it there.
FOREIGN = """() => {
  const tags = "applet audio base embed frame iframe img math marquee object plaintext portal " +
    "style template textarea video xmp meta[http-equiv=refresh] animate set foreignObject image " +
    "svg_script use:not([href*='/assets/icons.svg#'])"  // the icons of the theme
  const found = []
  for (const tag of tags.split(" "))
    for (const e of document.querySelectorAll(tag.replace("_", " "))) found.push(e.outerHTML)
  for (const e of document.querySelectorAll("*"))
    for (const a of e.attributes)
      if (/^(on|srcdoc|formaction|action|ping|style|poster|background)/.test(a.name) && a.value
          && !e.closest("[data-md-component], .md-progress")) found.push(e.outerHTML)
  for (const e of document.links)
    if (!/^https?:$/.test(e.protocol)) found.push(e.outerHTML)
  for (const e of document.scripts)
    if (e.src && new URL(e.src).origin !== location.origin) found.push(e.outerHTML)
  for (const e of document.querySelectorAll("link[href]"))
    if (/stylesheet|preload|prefetch|script/.test(e.rel)
        && new URL(e.href).origin !== location.origin) found.push(e.outerHTML)
  if (window.__hit) found.push("a payload ran")
  return found.map(text => text.slice(0, 300))
}"""


#: How often a field stands in the records that are filled with payloads.
PLACES = Counter(field for specimen in fullest() for _, field in texts(specimen))


#: The longest text that is made of several payloads: a file has its limit too.
ROOM = 2_000
SEPARATOR = " ¶ "


class Crowd:
    """Hands out payloads: to each field those that it takes, several at once, all in turn."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self._turns: dict[Field, deque[str]] = {}

    def choose(self, field: Field) -> str:
        """A text made of the payloads whose turn it is."""
        if field not in self._turns:
            self._turns[field] = deque(p.text for p in payloads() if fitting(field, p.text))
        turn, chosen = self._turns[field], [self._next(field)]
        room = min(1.5 * sum(map(len, turn)) / PLACES[field], 0.9 * field.parsed.limit, ROOM)
        while len(SEPARATOR.join([*chosen, turn[0]])) < room:
            chosen.append(self._next(field))
        together = fitting(field, SEPARATOR.join(chosen))
        return together or str(fitting(field, chosen[0]))

    def _next(self, field: Field) -> str:
        turn = self._turns[field]
        turn.rotate(-1)
        self.used.add(turn[-1])
        return turn[-1]

    def fill(self, specimen: Specimen) -> str:
        """A record whose texts are payloads; a family name still stands in the title."""
        family = str(specimen.value.get("family", ""))

        def choice(path: Path, field: Field) -> str | None:
            if path == ("family",) or not is_free(field):
                return None
            text = self.choose(field)
            return f"{text} {family}" if path == ("title",) and family else text

        return written(changed(specimen, choice))


@pytest.fixture(scope="module")
def crowd() -> Crowd:
    return Crowd()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, crowd: Crowd) -> Folder:
    """The built fixture site, with payloads in every text of the fullest record of each kind."""
    root = tmp_path_factory.mktemp("attacked") / "site"
    shutil.copytree(SITE, root)
    for specimen in fullest():
        (root / "briefs" / f"{specimen.place}.yaml").write_text(crowd.fill(specimen), "utf-8")
    return build(root)


@pytest.fixture(scope="module")
def pages(site: Folder) -> dict[str, Page]:
    """What the core made of the same records."""
    return {page.address: page for page in load_site(find_settings(site)).pages()}


@pytest.fixture(scope="module")
def origin(site: Folder) -> Iterator[str]:
    with served(site) as origin:
        yield origin


@pytest.fixture(scope="module")
def tab(origin: str, browser: Browser) -> Iterator[Visit]:
    with visiting(browser, origin, bypass_csp=True) as visit:
        yield visit


@pytest.fixture
def visit(tab: Visit) -> Iterator[Visit]:
    """The tab in which the tests look at one page after another; nothing may go wrong in it."""
    yield tab
    assert tab.wrong == []
    assert tab.strangers == []


def folded(text: str) -> str:
    return " ".join(text.split())


def foreign(visit: Visit) -> object:
    """What is in the document that no page of ours has."""
    return visit.page.evaluate(FOREIGN)


#: The pages on which payloads stand.
HELD = [f"{specimen.place}/" for specimen in fullest()]
LISTS = [
    "",
    "404.html",
    *dict.fromkeys(f"{s.kind}/" for s in specimens()),
    "status/",
    "years/",
    "years/2024/",
]


def test_payloads_that_a_line_may_hold_are_on_the_site(site: Folder, crowd: Crowd) -> None:
    assert site.is_dir()
    free = {field for s in fullest() for _, field in texts(s) if is_free(field)}
    left = [p for p in payloads() if len(p.text) <= LINE and p.text not in crowd.used]
    assert [str(p) for p in left if any(fitting(field, p.text) for field in free)] == []


@pytest.mark.parametrize("address", LISTS)
def test_no_payload_makes_or_runs_anything_on_a_list(address: str, visit: Visit) -> None:
    visit.open(address)
    assert foreign(visit) == []


@pytest.mark.parametrize("address", HELD)
def test_payloads_are_text_wherever_a_page_has_them(
    address: str, visit: Visit, pages: dict[str, Page]
) -> None:
    page = pages[address]
    visit.open(address)
    assert foreign(visit) == []
    assert folded(visit.page.locator("h1").inner_text()) == folded(page.title)
    assert visit.page.title() == f"{folded(page.title)} - Lights of the Sound"
    description = visit.page.locator("meta[name=description]")
    assert description.get_attribute("content") == page.description
    for neighbour, name in ((page.previous, "Previous"), (page.next, "Next")):
        link = visit.page.locator(f".md-footer__link--{name[:4].lower()}")
        assert link.count() == bool(neighbour)
        if neighbour:
            assert folded(link.locator(".md-ellipsis").inner_text()) == folded(neighbour[1])


def test_payloads_are_text_in_search_results_and_in_the_address_of_a_page(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, bypass_csp=True) as visit:
        visit.open("")
        for query in ("script", "javascript", "onerror"):
            visit.search(query)
            assert foreign(visit) == []
        visit.page.locator(".md-search-result__link").first.click()
        visit.page.wait_for_url("**h=**")
        assert foreign(visit) == []
        attack = quote("".join(payload.text for payload in sharpest()))
        for address in (f"?q={attack}", f"{HELD[0]}?h={attack}", f"{HELD[0]}#{attack}"):
            visit.open(address)
            assert foreign(visit) == []
        assert visit.wrong == []
        assert visit.strangers == []


def test_no_payload_is_in_the_sitemap(site: Folder) -> None:
    found = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert len(found) > len(LISTS)
    assert all(re.fullmatch("https://lights.example.org/[a-z0-9/-]*", address) for address in found)


def test_this_test_would_see_a_payload_run(visit: Visit) -> None:
    visit.open("")
    visit.page.evaluate("text => document.body.insertAdjacentHTML('beforeend', text)", (
        f"<img src=//evil.example/x onerror={HIT}><a href=javascript:alert(1)>x</a>"
    ))  # fmt: skip
    visit.page.wait_for_function("window.__hit")
    assert len(visit.page.evaluate(FOREIGN)) == 4
    assert visit.strangers == ["http://evil.example/x"]
    visit.wrong.clear()
    visit.strangers.clear()
