"""One question of a reader, answered on our own site in three ways of three steps or fewer.

“What do India and Japan do in submarine cables, what is built, what only proposed?”
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import Visit, needs_chromium, visiting

pytestmark = needs_chromium

#: How the names of the cables begin, and their states.
CABLES = {"Chennai–Andaman": "completed", "Kochi–Lakshadweep": "completed"}


@pytest.fixture
def visit(browser: Browser, own_origin: str) -> Iterator[Visit]:
    with visiting(browser, own_origin) as visit:
        yield visit
        assert visit.wrong == []


def rows(page: Page) -> dict[str, str]:
    """The state of each record that is listed, by its name; proposals among them."""
    found = page.locator(".rb-table tbody tr:visible").all()
    return {
        row.locator("td").first.inner_text().strip(): row.locator(
            '[class^="rb-state--"]'
        ).first.inner_text()
        for row in found
        if row.locator('[class^="rb-state--"]').count()
    }


def assert_built(page: Page) -> None:
    """The cables are listed with their states."""
    listed = rows(page)
    for name, state in CABLES.items():
        assert [said for title, said in listed.items() if title.startswith(name)] == [state]


def test_by_search(visit: Visit) -> None:
    visit.open("")
    visit.search("submarine cables")  # one
    visit.page.locator(".md-search-result__link[href*='/topics/submarine-cables/']").first.click()
    visit.page.wait_for_url("**/topics/submarine-cables/**")  # two
    assert_built(visit.page)
    expect(visit.page.locator(".rb-proposals").first).to_be_visible()  # and what is not


def choose(page: Page, facet: str, option: str) -> None:
    """Open one of the filters and choose in it."""
    page.locator(".rb-filter__several summary").filter(has_text=facet).click()
    page.locator(".rb-filter__several[open]").get_by_label(option).first.check()


def test_by_list(visit: Visit) -> None:
    page = visit.page
    visit.open("")
    page.get_by_role("link", name="one list of all briefs").click()  # one
    choose(page, "Topic", "Submarine cables")  # two
    expect(page).to_have_url(re.compile("topic=submarine-cables"))
    assert_built(page)
    expect(page.locator(".rb-proposals").first).to_be_visible()
    choose(page, "Country", "India")  # three
    expect(page.get_by_role("status").first).to_contain_text("and 0 of")  # proposals of both
    assert_built(page)


def test_by_picture(visit: Visit) -> None:
    page = visit.page
    visit.open("together/")
    page.locator("a[href*='country=japan'][href*='country=india']").first.click()  # one
    choose(page, "Topic", "Submarine cables")  # two
    expect(page.get_by_role("status").first).to_contain_text("and 0 of")
    assert_built(page)
    visit.open("topics/submarine-cables/")  # or at a glance: a timeline with proposals apart
    assert page.locator(".rb-picture a").count() > len(CABLES)
    assert page.locator(".rb-picture .proposed").count() > 0
