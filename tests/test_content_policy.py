"""The Content-Security-Policy: a real browser shows all of the site under it, and nothing else.

What a payload would have to do to run is in `test_payloads_in_browser.py`; here stands the wall
that is left if one gets so far.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from playwright.sync_api import Browser, Route
from tests.browser import Visit, needs_chromium, visiting
from tests.helpers import SITE
from tests.specimens import fullest

from research_briefs.edges.content_policy import CONTENT_POLICY
from research_briefs.edges.inlined import Inlined, set_scope
from research_briefs.edges.mkdocs import on_startup, session
from research_briefs.publishing.versions.frames import POLICY

# The policy itself and the scripts that it lets in


def config_of(**changes: Any) -> MkDocsConfig:
    config = load_config(config_file=str(SITE / "mkdocs.yml"), **changes)
    set_scope(config)
    return config


def scripts_of(config: MkDocsConfig) -> Inlined:
    return Inlined(config.theme.get_env(), config)


def files_of(config: MkDocsConfig, folder: Path) -> set[str]:
    """The names of the files that the scripts become."""
    scripts_of(config).write(folder)
    return {file.name for file in folder.rglob("*.js")}


def test_nothing_is_allowed_but_files_of_the_site() -> None:
    parts = (directive.split() for directive in CONTENT_POLICY.split("; "))
    policy = {name: allowed for name, *allowed in parts}
    assert policy["default-src"] == ["'self'"]
    assert policy.pop("img-src") == ["'self'", "data:"]
    assert {source for sources in policy.values() for source in sources} == {"'self'", "'none'"}


def test_an_inline_script_of_the_theme_becomes_a_file(tmp_path: Path) -> None:
    config = config_of()
    template = config.theme.get_env().get_template("partials/javascripts/content.html")
    script = template.render(config=config)
    tab = '<input type="radio" name="__tabbed_1">'
    moved = scripts_of(config).moved(f"{tab}{script}", "../..")
    found = re.fullmatch(rf'{tab}\s*<script src="../../(\S+)"></script>\s*', moved)
    assert found is not None
    scripts_of(config).write(tmp_path)
    assert (tmp_path / found[1]).read_text(encoding="utf-8").strip() in script


def test_a_page_without_tabs_does_not_load_the_script_for_them() -> None:
    config = config_of()
    template = config.theme.get_env().get_template("partials/javascripts/content.html")
    moved = scripts_of(config).moved(f"<p>{template.render(config=config)}</p>", "..")
    assert re.fullmatch(r"<p>\s*</p>", moved)


def test_what_works_only_with_script_is_in_no_built_page(built_site: Path) -> None:
    """The search box and the settings are in files; the browser tests use them."""
    for file in built_site.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        assert "md-search__" not in page, file
        assert '<label class="md-header__button md-icon" for="__search">' not in page, file
        assert "__config" not in page, file


def test_a_script_of_anybody_else_stays_where_the_policy_stops_it() -> None:
    page = '<script>alert(1)</script><script src="x.js"></script>'
    assert scripts_of(config_of()).moved(page, "..") == page


def test_files_are_named_by_what_is_in_them(tmp_path: Path) -> None:
    plain = files_of(config_of(), tmp_path / "plain")
    elsewhere = config_of(site_url="https://lights.example.org/below/", extra={})
    assert len(files_of(elsewhere, tmp_path / "elsewhere") - plain) == 1
    assert files_of(config_of(), tmp_path / "again") == plain


def test_a_script_that_the_owner_changes_becomes_a_file_too(tmp_path: Path) -> None:
    own = tmp_path / "partials" / "javascripts" / "base.html"
    own.parent.mkdir(parents=True)
    own.write_text("<script>window.mine = 1</script>", encoding="utf-8")
    config = config_of(theme={"name": "material", "custom_dir": str(tmp_path)})
    page = "<script>window.mine = 1</script>"
    assert "window.mine" not in scripts_of(config).moved(page, ".")


def test_the_scope_of_an_owner_stays() -> None:
    assert config_of(extra={"scope": "/mine/"}).extra["scope"] == "/mine/"
    assert config_of(extra={}, site_url="https://a.example.org/b/").extra["scope"] == "/b/"


def test_no_built_page_has_an_inline_script(built_site: Path) -> None:
    for file in built_site.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        data = {' type="application/ld+json"'}
        assert set(re.findall("<script(?! src=)([^>]*)>", page)) <= data, file
        for path in re.findall('<script src="([^"]+)"', page):
            place = built_site / path.removeprefix("/") if path[0] == "/" else file.parent / path
            assert place.is_file(), (file, path)


META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def test_every_built_page_has_a_policy_before_all_that_it_rules(built_site: Path) -> None:
    """One for the pages of the theme, a stricter one for those that stand outside it."""
    pages = [file.read_text(encoding="utf-8") for file in built_site.rglob("*.html")]
    themed = {unescape(found) for p in pages if "md-main" in p for found in META.findall(p)}
    others = {unescape(found) for p in pages if "md-main" not in p for found in META.findall(p)}
    assert (themed, others) == ({CONTENT_POLICY}, {POLICY})
    for page in pages:
        (policy,) = META.finditer(page)
        assert not re.search(r"<(?:script|style|link|img)\b", page[: policy.start()])


def test_there_is_no_policy_under_serve(site_folder: Path) -> None:
    config = load_config(config_file=str(site_folder / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        mkdocs_build.build(config, serve_url="http://127.0.0.1:8000/")
        assert session.make("index.html")
    finally:
        on_startup(command="build", dirty=False)
    assert not META.search((site_folder / "site" / "index.html").read_text(encoding="utf-8"))


# In a browser


@pytest.fixture(scope="module")
def desktop(browser: Browser, origin: str) -> Iterator[Visit]:
    with visiting(browser, origin) as visit:
        yield visit


@pytest.fixture
def visit(desktop: Visit) -> Iterator[Visit]:
    """The tab in which the tests look at one page after another; nothing may go wrong in it."""
    yield desktop
    desktop.page.unroute_all()
    assert desktop.wrong == []
    assert desktop.strangers == []


RECORDS = [f"{specimen.place}/" for specimen in fullest()]
LISTS = ["", "projects/", "people/", "topics/", "sources/", "status/", "years/", "years/2002/"]


@needs_chromium
@pytest.mark.parametrize("address", [*RECORDS, *LISTS, "status/in-force/", "about/", "404.html"])
def test_the_policy_allows_every_kind_of_page(address: str, visit: Visit) -> None:
    visit.open(address)
    assert visit.page.evaluate("document.fonts.ready.then(fonts => fonts.size)") > 0


@needs_chromium
def test_the_policy_lets_linked_data_stand_which_no_browser_runs(visit: Visit) -> None:
    visit.open("agreements/sound-lights-treaty/")
    graph = visit.page.locator('script[type="application/ld+json"]')
    assert json.loads(graph.text_content() or "")["@type"] == "Report"


@needs_chromium
def test_the_policy_allows_search(visit: Visit) -> None:
    visit.open("")
    visit.search("lamp")
    visit.page.locator(".md-search-result__link").first.click()
    visit.page.wait_for_url("**h=lamp**")
    visit.page.locator("mark").first.wait_for()


@needs_chromium
def test_the_policy_allows_the_choice_of_colours_which_lasts(visit: Visit) -> None:
    visit.open("projects/twin-lenses/")
    scheme = visit.page.locator("body").get_attribute
    visit.page.locator(".md-header__option label:visible").click()
    visit.page.locator("body[data-md-color-scheme=default]").wait_for()
    visit.page.locator(".md-header__option label:visible").click()
    visit.page.locator("body[data-md-color-scheme=slate]").wait_for()
    visit.open("agreements/")
    assert scheme("data-md-color-scheme") == "slate"


@needs_chromium
def test_the_policy_allows_the_drawer_and_the_search_of_a_phone(
    browser: Browser, origin: str
) -> None:
    with visiting(browser, origin, width=390) as visit:
        visit.open("projects/twin-lenses/")
        visit.page.locator(".md-header label[for=__drawer]").click()
        visit.page.locator(".md-sidebar--primary a", has_text="Agreements").click()
        visit.page.wait_for_url("**/agreements/")
        visit.page.locator(".md-header__button[for=__search]").click()
        visit.search("horn")
        assert visit.wrong == []
        assert visit.strangers == []


SMUGGLED = (
    "<script>window.__hit = 1</script>",
    '<img src="data:," onerror="window.__hit = 1">',
    '<a id="there" href="javascript:window.__hit = 1">x</a>',
    '<script src="https://evil.example/x.js"></script>',
    '<iframe srcdoc="<script>parent.__hit = 1</script>"></iframe>',
    '<object data="data:text/html,x"></object>',
    '<base href="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<p style="position: fixed">x</p>',
    '<form action="https://evil.example/"><button id="there">x</button></form>',
    '<img src="https://evil.example/x.png">',
)


def smuggle(visit: Visit, html: str) -> None:
    """Open the home page with some HTML in it that is not ours, and click at what is to click."""

    def alter(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("<h1>", f"{html}<h1>"))

    visit.page.route(f"{visit.origin}/", alter)
    visit.open("")
    if "there" in html:
        visit.page.evaluate("document.getElementById('there').click()")


@needs_chromium
@pytest.mark.parametrize("html", SMUGGLED)
def test_what_is_smuggled_into_a_page_is_refused(html: str, visit: Visit) -> None:
    smuggle(visit, html)
    for _ in range(500):  # the browser says on its console what it has refused
        if not visit.wrong:
            visit.page.wait_for_timeout(20)
    assert visit.wrong
    assert all("Content Security Policy" in told for told in visit.wrong)
    assert not visit.page.evaluate("window.__hit")
    assert visit.page.url == f"{visit.origin}/"
    visit.wrong.clear()


@needs_chromium
@pytest.mark.parametrize("html", SMUGGLED[:3])
def test_without_the_policy_it_would_have_run(html: str, origin: str, browser: Browser) -> None:
    with visiting(browser, origin, bypass_csp=True) as visit:
        smuggle(visit, html)
        visit.page.wait_for_function("window.__hit")
