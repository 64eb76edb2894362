"""Search, through the theme's own box in a real browser: `data/queries.csv` says what finds what.

Every query is typed into the box as a reader would; the page that is expected must come first.
"""

from __future__ import annotations

import csv
import gzip
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Response
from tests.browser import Visit, needs_chromium, served, visiting
from tests.helpers import TESTS

from research_briefs.publishing.folding import words

pytestmark = needs_chromium

#: Below this path the fixture is served, as a site of a project is.
BELOW = "deep/below"

with (TESTS / "data" / "queries.csv").open(encoding="utf-8", newline="") as file:
    QUERIES = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def origins(
    built_site: Path, own_origin: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Where both sites are served: our own, and the fixture under a path."""
    below = tmp_path_factory.mktemp("host") / BELOW
    shutil.copytree(built_site, below)
    with served(below.parents[BELOW.count("/")]) as host:
        yield {"briefs": own_origin, "fixture": f"{host}/{BELOW}"}


@pytest.fixture(scope="module")
def tabs(browser: Browser, origins: dict[str, str]) -> Iterator[dict[str, Visit]]:
    """A tab on each site, in which one query after another is typed."""
    with (
        visiting(browser, origins["briefs"]) as one,
        visiting(browser, origins["fixture"]) as other,
    ):
        one.open("")
        other.open("projects/twin-lenses/")
        yield {"briefs": one, "fixture": other}


@pytest.fixture
def visit(tabs: dict[str, Visit]) -> Iterator[Visit]:
    """The tab on the fixture; nothing may go wrong in it."""
    yield tabs["fixture"]
    assert tabs["fixture"].wrong == []
    assert tabs["fixture"].strangers == []


def found(visit: Visit) -> list[str]:
    """The addresses of the results, relative to the site: of each the page, then its sections."""
    links = visit.page.locator(".md-search-result__item > a:first-child")
    base = urlsplit(f"{visit.origin}/").path
    hrefs = links.evaluate_all("all => all.map(link => link.href)")
    return [urlsplit(href).path.removeprefix(base) for href in hrefs]


@pytest.mark.parametrize(
    ("site", "query", "first"),
    [(row["site"], row["query"], row["first"]) for row in QUERIES],
    ids=[f"{row['site']}: {row['query']}" for row in QUERIES],
)
def test_a_query_finds_its_page_first(
    site: str, query: str, first: str, tabs: dict[str, Visit]
) -> None:
    tabs[site].search(query)
    assert found(tabs[site])[0] == first
    assert tabs[site].wrong == []


def test_there_are_queries_of_every_sort() -> None:
    assert sum(row["site"] == "briefs" for row in QUERIES) >= 40
    assert {"METI", "経済産業省", "半導体", "Kono Taro", "河野太郎"} <= {
        r["query"] for r in QUERIES
    }


def test_a_result_tells_its_kind_and_its_state(visit: Visit) -> None:
    visit.search("lights act")
    assert visit.page.locator(".md-search-result h1 .rb-found").first.inner_text() == (
        "Policy · in force"
    )


def test_a_proposal_looks_like_one(visit: Visit) -> None:
    visit.search("exchange of lenses")
    label = visit.page.locator(".md-search-result h1 .rb-found").first
    assert label.inner_text() == "Project · proposed"
    assert "rb-found--proposal" in str(label.get_attribute("class"))


def test_a_section_with_the_words_is_linked_with_them_marked(visit: Visit) -> None:
    visit.search("kaikyo todai joyaku")
    section = visit.page.locator(".md-search-result__item").first.locator("a", has_text="Names")
    assert "#names" in str(section.first.get_attribute("href"))
    marked = section.first.locator("mark").all_inner_texts()
    assert {"Kaikyō", "tōdai", "jōyaku"} <= set(marked)


def test_the_words_are_marked_on_the_page_that_is_opened_too(visit: Visit) -> None:
    visit.search("kaikyo")
    visit.page.locator(".md-search-result__link:visible").first.click()
    visit.page.locator("article mark", has_text="Kaikyō").first.wait_for()
    visit.open("projects/twin-lenses/")


def test_the_arrows_and_enter_lead_to_a_result(visit: Visit) -> None:
    visit.search("lights act")
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/policies/lights-act/**")
    visit.open("projects/twin-lenses/")


def test_nothing_is_found_for_words_that_nobody_uses(visit: Visit) -> None:
    box = visit.page.locator(".md-search__input")
    visit.search("lamp")
    box.fill("xqzzy")
    box.press("Shift")
    visit.page.locator(".md-search-result__item").first.wait_for(state="detached")
    assert visit.page.locator(".md-search-result__meta").inner_text() == "No matching documents"


def test_more_words_find_less_but_what_all_have(visit: Visit) -> None:
    visit.search("lamp")
    many = set(found(visit))
    visit.search("lamp oil convention")
    assert found(visit)[0] == "agreements/lamp-oil-convention/"
    assert len(found(visit)) < len(many)


# Both sides fold alike

TEXTS = ("U.S.-Japan’s 2+2", "a.b.c. d.ef", "日本国のABC", "データ・センター", "𠮷野家", "co-op_x")


def test_the_browser_folds_as_the_index_does(browser: Browser, origins: dict[str, str]) -> None:
    """Every character that Python knows, between two letters, gives the same words."""
    with visiting(browser, origins["fixture"]) as visit:
        visit.open("")
        visit.page.add_script_tag(url=f"{visit.origin}/assets/briefs/search/folding.js")
        codes = (c for c in range(0x2_FFFF) if unicodedata.category(chr(c)) not in ("Cn", "Cs"))
        texts = [*TEXTS, *(f"a{chr(code)}b" for code in codes)]
        found = visit.page.evaluate("texts => texts.map(words)", texts)
    theirs = [[part["word"] for part in parts] for parts in found]
    ours = [words(text) for text in texts]
    assert [three for three in zip(texts, ours, theirs, strict=True) if three[1] != three[2]] == []
    assert all(0 <= part["start"] < part["end"] for parts in found for part in parts)


# What a query costs

#: What the first query may cost, compressed, on a site as small as the fixture, where half of it
#: is the pages' own texts. `test_search_index.py` holds the budget of large sites.
LIMIT = 40_000


def test_the_first_query_loads_little(browser: Browser, origins: dict[str, str]) -> None:
    bodies: dict[str, bytes] = {}

    def note(response: Response) -> None:
        if "/search/" in response.url:
            bodies[response.url] = response.body()

    with visiting(browser, origins["fixture"]) as visit:
        visit.page.on("response", note)
        visit.open("")
        visit.page.wait_for_load_state("networkidle")
        before = set(bodies)
        assert {urlsplit(url).path.rpartition("/")[2] for url in before} == {
            "worker.js", "folding.js", "results.js", "search_index.json",
        }  # fmt: skip
        visit.search("lighthuose board")
        visit.page.wait_for_load_state("networkidle")
        assert sum(len(gzip.compress(body, 6)) for body in bodies.values()) < LIMIT
        assert any("words/all" in url for url in bodies)
