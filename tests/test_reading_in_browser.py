"""What readers get of a page: comforts with script, all of it without, nothing in anybody's way.

axe looks for faults of accessibility at WCAG 2.2 AA.
"""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect
from tests.browser import needs_chromium

pytestmark = needs_chromium

BRIEF = "agreements/sound-lights-treaty/"
#: A page of every sort.
PAGES = (
    *("", "agreements/", "sources/", "topics/", "status/", "years/", "about/", "404.html"),
    *(BRIEF, "dialogues/keepers-forum/", "countries/corland/", "sources/almanac-2024/"),
    *("status/in-force/", "years/2002/", "agreements/lightship-pact/"),
    *("review/", "review/weak/", "review/sources/"),
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


# For everybody


@pytest.mark.parametrize(
    ("day", "count"), [("2026-10-27", 0), ("2026-10-28", 2), ("2027-05-01", 7), ("2040-01-01", 25)]
)
def test_what_is_due_on_the_day_of_the_reader_is_marked(
    day: str, count: int, browser: Browser, origin: str
) -> None:
    with browser.new_context(base_url=origin, timezone_id="Asia/Tokyo") as tab:
        page = tab.new_page()
        page.clock.set_fixed_time(f"{day}T00:30:00+09:00")
        page.goto("/review/")
        expect(page.get_by_text("Due today on this page: ")).to_have_text(
            f"Due today on this page: {count}"
        )
        assert page.locator("[data-due] .rb-due").count() == count


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    scheme: Literal["light", "dark"], width: int, browser: Browser, origin: str
) -> None:
    size = ViewportSize(width=width, height=900)
    found = {}
    with browser.new_context(  # axe is a script of somebody else's, which the policy would stop
        base_url=origin, viewport=size, color_scheme=scheme, bypass_csp=True
    ) as context:
        page = context.new_page()
        for address in PAGES:
            page.goto(f"/{address}")
            results = Axe().run(page, options=RULES)
            if results.violations_count:
                found[address] = results.generate_report()
    assert found == {}


def test_no_page_scrolls_sideways_on_the_smallest_phone(browser: Browser, origin: str) -> None:
    with browser.new_context(base_url=origin, viewport=ViewportSize(width=320, height=600)) as tab:
        page = tab.new_page()
        for address in PAGES:
            page.goto(f"/{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_everything_is_there_without_script(browser: Browser, origin: str) -> None:
    with browser.new_context(base_url=origin, java_script_enabled=False) as bare:
        page = bare.new_page()
        page.goto(f"/{BRIEF}")
        without = page.inner_text("article")
    with browser.new_context(base_url=origin) as full:
        page = full.new_page()
        page.goto(f"/{BRIEF}")
        added = "document.querySelectorAll('.rb-anchor, .rb-back, .rb-quote, .rb-flag')"
        page.locator(".rb-quote").first.wait_for(state="attached")
        page.locator(".rb-flag").first.wait_for(state="attached")
        page.evaluate(f"{added}.forEach(a => a.remove())")
        assert page.inner_text("article").split() == without.split()


# With script


def test_each_section_and_statement_offers_a_link_to_itself(page: Page) -> None:
    page.goto(f"/{BRIEF}")
    within = "section [id], .rb-card [id]"
    places = page.eval_on_selector_all(within, "all => all.map(one => one.id)")
    links = page.eval_on_selector_all(".rb-anchor", "all => all.map(one => one.hash)")
    own = [place for place in places if not place.startswith("cited-")]
    assert sorted(links) == sorted(f"#{place}" for place in own)


def test_a_number_shows_the_source_and_the_place_in_it(page: Page) -> None:
    page.goto(f"/{BRIEF}")
    number = page.locator('#summary-1 a[href^="#ref-"]').first
    number.focus()
    card = page.locator("#rb-preview")
    card.wait_for(state="visible")
    source = page.locator(number.get_attribute("href") or "").locator("cite").inner_text()
    assert source in card.inner_text()
    assert number.get_attribute("aria-describedby") == "rb-preview"
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")


def test_a_reference_leads_back_to_where_it_is_cited(page: Page) -> None:
    page.goto(f"/{BRIEF}")
    back = page.locator(".rb-references li").first.locator(".rb-back")
    numbers = page.locator('article a[href^="#ref-"]').evaluate_all("all => all.map(a => a.hash)")
    assert back.count() == numbers.count(numbers[0])
    back.first.click()
    assert page.locator(":target").get_attribute("href") == numbers[0]


def test_a_link_shows_what_it_leads_to(page: Page) -> None:
    page.goto(f"/{BRIEF}")
    link = page.locator("#connections ~ dl a").first
    link.hover()
    card = page.locator("#rb-preview")
    card.wait_for(state="visible")
    assert link.inner_text() in card.inner_text()


def test_a_preview_that_cannot_be_had_shows_nothing(page: Page) -> None:
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"/{BRIEF}")
    page.wait_for_load_state("networkidle")  # the search gets its scripts behind the page
    page.route("**/*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.locator("#connections ~ dl a").first.hover()
    assert page.locator("#rb-preview").is_hidden()
    assert failed == []


def test_the_header_names_a_page_whose_title_is_out_of_sight(page: Page) -> None:
    page.goto(f"/{BRIEF}")
    topics = page.locator(".md-header__topic")
    expect(page.locator(".md-header__title--active")).to_have_count(0)
    page.mouse.wheel(0, 900)
    expect(page.locator(".md-header__title--active")).to_have_count(1)
    expect(topics).to_have_text(["Lights of the Sound", page.locator("h1").inner_text()])


def test_the_table_of_contents_marks_where_the_reader_is(page: Page) -> None:
    page.goto(f"/{BRIEF}#events")
    active = page.locator(".md-nav--secondary .md-nav__link--active")
    expect(active).to_have_text("What happened")
    link = page.locator("#connections ~ dl a").first
    colour = link.evaluate("link => getComputedStyle(link).color")
    expect(active).to_have_css("color", colour)  # which fades in
    for other in page.locator(".md-nav--secondary a:not(.md-nav__link--active)").all():
        expect(other).not_to_have_css("color", colour)


# On paper


def test_a_printed_page_has_its_address_and_no_menus(page: Page) -> None:
    page.goto(f"/{BRIEF}")
    page.emulate_media(media="print")
    for hidden in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".rb-anchor"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".rb-address").is_visible()
    assert f"https://lights.example.org/{BRIEF}" in page.locator(".rb-address").inner_text()
    assert page.locator("#references").is_visible()
