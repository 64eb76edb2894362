"""Pictures in a real browser: they lead where they say, are legible, and fit a phone."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize
from tests.browser import needs_chromium

pytestmark = needs_chromium

BRIEF = "agreements/sound-lights-treaty/"
#: A page with each sort of picture.
PAGES = (BRIEF, "dialogues/sound-lights-commission/", "countries/corland/", "topics/lighthouses/",
         "years/", "together/")  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: Cells of the table, to be shown as dark as they can be.
DARKEST = "[class^=heat]"
#: What leaves its picture by more than a hair, or is too faint against the page to be seen: WCAG
#: asks for 3:1 of what has a meaning.
LOOK = """() => {
  const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true})
  const light = colour => {
    paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1)
    const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map(c => c / 255)
      .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const page = light(getComputedStyle(document.body).backgroundColor)
  const contrast = colour => {
    const [dark, bright] = [light(colour), page].sort((a, b) => a - b)
    return (bright + 0.05) / (dark + 0.05)
  }
  const wrong = []
  for (const svg of document.querySelectorAll("svg.rb-picture")) {
    const box = svg.getBoundingClientRect()
    for (const mark of svg.querySelectorAll("a > :is(circle, rect, line):not(.hit)")) {
      const {left, right, top, bottom} = mark.getBoundingClientRect()
      if (left < box.left - 2 || right > box.right + 2 || top < box.top || bottom > box.bottom + 1)
        wrong.push(`outside: ${mark.outerHTML}`)
      const style = getComputedStyle(mark)
      const ink = style.stroke === "none" ? style.fill : style.stroke
      if (contrast(ink) < 3) wrong.push(`faint: ${mark.outerHTML} ${ink}`)
    }
    for (const text of svg.querySelectorAll("text"))
      if (contrast(getComputedStyle(text).fill) < 4.5) wrong.push(`faint: ${text.textContent}`)
  }
  return wrong
}"""


def test_each_mark_leads_to_its_statement(page: Page) -> None:
    page.goto(f"/{BRIEF}")
    marks = page.locator("svg.rb-time a")
    assert marks.count() == 11
    for mark in marks.all():
        anchor = str(mark.get_attribute("href"))
        mark.locator("text").click()
        assert page.evaluate("location.hash") == anchor
        assert page.locator(f"li{anchor}:target").is_visible()


def test_a_mark_leads_to_the_statement_on_another_page(page: Page) -> None:
    page.goto("/countries/corland/")
    page.locator("svg.rb-rows a[href$='#signature']").locator("circle").click()
    page.wait_for_url(f"**/{BRIEF}#signature")
    assert page.locator("#signature:target").is_visible()


def test_a_neighbour_leads_to_its_page(page: Page) -> None:
    page.goto(f"/{BRIEF}")
    page.locator("svg.rb-graph a", has_text="Lamp Oil Convention").click()
    page.wait_for_url("**/agreements/lamp-oil-convention/")


def test_a_column_leads_to_its_year(page: Page) -> None:
    page.goto("/years/")
    page.locator("svg.rb-columns a", has=page.locator("title", has_text="2002: ")).click()
    page.wait_for_url("**/years/2002/")


def test_a_cell_leads_to_as_many_briefs_as_it_counts(page: Page) -> None:
    page.goto("/together/")
    cell = page.locator("tr", has_text="Brevia").locator("td a")
    real, proposed = cell.inner_text().replace("+", "").split()
    cell.click()
    page.wait_for_url("**/briefs/?country=brevia&country=corland")
    for rows, count in (("real", real), ("proposed", proposed)):
        shown = page.locator(f"[data-rows={rows}] tbody tr:visible")
        page.wait_for_function("!document.querySelector('form.rb-filter').hidden")
        assert shown.count() == int(count)


def test_the_keyboard_reaches_each_mark_and_a_reader_hears_what_it_is(page: Page) -> None:
    page.goto(f"/{BRIEF}")
    picture = page.get_by_role("group", name="Timeline: Treaty on the Lights of the Sound")
    signed = picture.get_by_role("link", name="Signed, 6 January 2002")
    signed.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#signature"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_are_legible_within_their_bounds_and_axe_finds_nothing(
    scheme: Literal["light", "dark"], width: int, browser: Browser, origin: str
) -> None:
    size = ViewportSize(width=width, height=900)
    found: dict[str, object] = {}
    with browser.new_context(  # axe is a script of somebody else's, which the policy would stop
        base_url=origin, viewport=size, color_scheme=scheme, bypass_csp=True
    ) as context:
        page = context.new_page()
        for address in PAGES:
            page.goto(f"/{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            page.eval_on_selector_all(
                DARKEST, "all => all.forEach(one => one.className = 'heat-5')"
            )
            results = Axe().run(page, options=RULES)
            wrong = page.evaluate(LOOK)
            if wrong or results.violations_count:
                found[address] = [*wrong, results.generate_report()]
    assert found == {}


def test_pictures_are_there_without_script(browser: Browser, origin: str) -> None:
    with browser.new_context(base_url=origin, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/{BRIEF}")
        assert page.locator("svg.rb-time").is_visible()
        assert page.locator("svg.rb-graph").is_visible()
