"""Lists as readers work with them: filtered, sorted, shared by address, downloaded, on a phone.

One site is the fixture with a list that is long enough to be cut; the other is our own, on which
the question is answered that such lists are for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Literal
from urllib.parse import parse_qsl

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from tests.browser import build, needs_chromium, served
from tests.helpers import SITE, TESTS
from tests.samples import record

pytestmark = needs_chromium

FORMULA = '=HYPERLINK("//evil.example")'
#: As many dialogues as make a list of three pages.
TALKS = 430

STARTED = "events:\n  - event: started\n    date: {}\n    source: gazette-2023\n"
SHOWN = "form.rb-filter:not([hidden])"


@pytest.fixture(scope="module")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(copytree(SITE, tmp_path_factory.mktemp("tables") / "site"))
    briefs = root / "briefs"
    for number in range(TALKS):
        told = STARTED.format(1500 + number)
        text = record("dialogues", told, title=f"Talk {number:03}")
        write(briefs / f"dialogues/talk-{number:03}.yaml", text)
    formula = record("agreements", STARTED.replace("started", "signed").format(2024),
                     title=f"'{FORMULA}'")  # fmt: skip
    write(briefs / "agreements/formula.yaml", formula)
    return build(root)


def write(file: Path, text: str) -> None:
    file.write_text(text.replace("source: gazette\n", "source: gazette-2023\n"), encoding="utf-8")


@pytest.fixture(scope="module")
def origin(fixture_site: Path) -> Iterator[str]:
    with served(fixture_site) as origin:
        yield origin


def tab(browser: Browser, origin: str, *, width: int = 1280, script: bool = True) -> Page:
    size = ViewportSize(width=width, height=900)
    context = browser.new_context(base_url=origin, viewport=size, java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", fail)
    return page


def fail(error: object) -> None:
    raise AssertionError(error)


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    page = tab(browser, origin)
    yield page
    page.context.close()


@pytest.fixture
def own(browser: Browser, own_origin: str) -> Iterator[Page]:
    page = tab(browser, own_origin)
    yield page
    page.context.close()


def visit(page: Page, address: str) -> None:
    """Open a list and wait for its filters."""
    page.goto(f"/{address}")
    page.locator(SHOWN).wait_for()


def choose(page: Page, facet: str, label: str) -> None:
    """Tick a box in one of the panels of choices."""
    panel = page.locator(".rb-filter__several", has=page.locator(f"[name={facet}]"))
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    panel.get_by_label(label, exact=True).check()


def menu(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def titles(page: Page, part: str = "real") -> list[str]:
    cells = page.locator(f"[data-rows={part}] tbody tr td:first-child")
    return cells.all_inner_texts() if page.locator(f"[data-rows={part}]").is_visible() else []


def told(page: Page, text: str) -> None:
    """What the count says, also to those who do not see it."""
    expect(page.get_by_role("status")).to_have_text(text)


def query(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(page.evaluate("location.search").removeprefix("?"))


# Choosing


def test_two_countries_chosen_together_both_take_part(page: Page) -> None:
    visit(page, "briefs/")
    told(page, "442 in all, proposals not counted")
    choose(page, "country", "Brevia")
    choose(page, "country", "Corland")
    told(page, "5 of 442, and 3 of 5 proposals")
    assert query(page) == [("country", "brevia"), ("country", "corland")]
    for cell in page.locator("tbody td:last-child").all_inner_texts():
        assert cell == "Brevia, Corland"
    summary = page.locator(".rb-filter__several summary").first
    expect(summary).to_have_text("Country: Brevia, Corland")


def test_facets_narrow_each_other(page: Page) -> None:
    visit(page, "briefs/")
    choose(page, "topic", "Lighthouses")
    menu(page, "Kind").select_option("policies")
    told(page, "2 of 442, and 0 of 5 proposals")
    menu(page, "State").select_option("in-force")
    told(page, "1 of 442, and 0 of 5 proposals")
    assert titles(page) == ["Lights Act"]
    expect(page.locator("[data-rows=proposed]")).to_be_hidden()
    menu(page, "Year").select_option("2008")
    told(page, "1 of 442, and 0 of 5 proposals")
    menu(page, "Year").select_option("2024")
    assert dict(query(page)) == {
        "topic": "lighthouses", "kind": "policies", "state": "in-force", "year": "2024",
    }  # fmt: skip


def test_who_asks_for_a_field_gets_what_is_within_it(page: Page) -> None:
    visit(page, "briefs/?topic=lighthouses")
    assert "Cable for fog signals" in titles(page)  # its topic is part of lighthouses
    visit(page, "briefs/?topic=fog-signals")
    assert "Cable for fog signals" in titles(page)
    assert "Lights Act" not in titles(page)


def test_proposals_stand_apart_and_can_be_left_out_or_alone(page: Page) -> None:
    visit(page, "briefs/?words=lamp")
    told(page, "3 of 442, and 1 of 5 proposals")
    expect(page.get_by_role("heading", name="Proposals (1)")).to_be_visible()
    menu(page, "Proposals").select_option("without")
    told(page, "3 of 442, and 0 of 5 proposals")
    menu(page, "Proposals").select_option("only")
    told(page, "0 of 442, and 1 of 5 proposals")
    assert titles(page, "proposed") == ["Summit of Lamps"]
    assert titles(page) == []


def test_words_are_found_without_case_and_diacritics(page: Page) -> None:
    visit(page, "briefs/")
    page.get_by_label("Words").fill("TWÉLVE lights")
    told(page, "1 of 442, and 0 of 5 proposals")
    assert titles(page) == ["Treaty on the Lights of the Sound: “Twelve Lamps”"]


def test_choices_tell_how_many_they_leave(page: Page) -> None:
    visit(page, "briefs/?kind=policies")
    panel = page.locator(".rb-filter__several").first
    panel.locator("summary").click()
    corland = panel.get_by_label("Corland", exact=True).locator("..")
    expect(corland).to_have_attribute("data-count", "1 +1")
    kinds = menu(page, "Kind").locator("option")
    expect(kinds.nth(2)).to_have_attribute("label", "Projects (3 +1)")


def test_clearing_shows_all_again(page: Page) -> None:
    visit(page, "briefs/?kind=policies&words=lamp&country=corland")
    page.locator(SHOWN).get_by_role("button", name="Clear").click()
    told(page, "442 in all, proposals not counted")
    assert query(page) == []


# The address


def test_an_address_shows_the_list_that_it_was_taken_from(page: Page) -> None:
    visit(page, "briefs/?country=corland&state=ended&sort=-title")
    assert titles(page) == ["Lamp Oil Convention", "Harbour Dues"]
    told(page, "2 of 442, and 0 of 5 proposals")
    expect(menu(page, "State")).to_have_value("ended")


def test_back_and_forward_go_through_what_was_chosen(page: Page) -> None:
    visit(page, "policies/")
    menu(page, "State").select_option("ended")
    told(page, "1 of 3, and 0 of 1 proposals")
    page.get_by_label("Words").press_sequentially("zzz")
    told(page, "0 of 3, and 0 of 1 proposals")
    page.go_back()  # the letters of a text are one step
    told(page, "1 of 3, and 0 of 1 proposals")
    expect(page.get_by_label("Words")).to_have_value("")
    page.go_back()
    told(page, "3 in all, proposals not counted")
    expect(menu(page, "State")).to_have_value("")
    page.go_forward()
    told(page, "1 of 3, and 0 of 1 proposals")


def test_back_from_a_brief_leads_to_the_same_list(page: Page) -> None:
    visit(page, "policies/?state=ended")
    page.get_by_role("link", name="Harbour Dues").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour Dues")
    page.go_back()
    told(page, "1 of 3, and 0 of 1 proposals")


def test_what_no_list_knows_is_taken_out_of_the_address(page: Page) -> None:
    visit(page, "policies/?state=on-fire&country=atlantis&nonsense=1")
    told(page, "3 in all, proposals not counted")
    assert query(page) == []


def test_a_topic_leads_to_its_briefs_in_the_list(page: Page) -> None:
    page.goto("/topics/fog-signals/")
    page.get_by_role("link", name="Filter these").click()
    page.locator(SHOWN).wait_for()
    assert query(page) == [("topic", "fog-signals")]
    assert "Cable for fog signals" in titles(page)


# Order


def test_headings_sort_and_say_so(page: Page) -> None:
    visit(page, "policies/")
    names = titles(page)
    heading = page.get_by_role("columnheader", name="Name").first
    expect(heading).to_have_attribute("aria-sort", "ascending")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert titles(page) == names[::-1]
    assert query(page) == [("sort", "-title")]
    when = page.get_by_role("columnheader", name="When").first
    when.get_by_role("button").click()
    expect(when).to_have_attribute("aria-sort", "ascending")
    expect(heading).not_to_have_attribute("aria-sort", "descending")
    assert titles(page) == ["Lamp Oil Rules", "Lights Act", "Harbour Dues"]  # 2003, 2009, 2011


def test_states_sort_in_the_order_in_which_things_pass_through_them(page: Page) -> None:
    visit(page, "policies/?sort=state")
    states = page.locator("[data-rows=real] td:nth-child(3)").all_inner_texts()
    assert states == ["in force", "replaced", "ended"]


def test_proposals_stay_apart_in_every_order(page: Page) -> None:
    for order in ("title", "-title", "state", "-state", "date", "-date", "country"):
        visit(page, f"projects/?sort={order}")
        assert titles(page, "proposed") == ["Exchange of lenses"]
        assert len(titles(page)) == 3


def test_counts_sort_as_numbers(page: Page) -> None:
    visit(page, "countries/?sort=-briefs")
    assert titles(page) == ["Brevia", "Corland"]
    visit(page, "countries/?sort=briefs")
    assert titles(page) == ["Corland", "Brevia"]


# Long lists


def test_a_long_list_comes_in_parts(page: Page) -> None:
    visit(page, "dialogues/")
    assert len(titles(page)) == 100
    told(page, f"{TALKS + 2} in all, proposals not counted")
    more = page.get_by_role("button", name="Show more")
    for shown in (200, 300, 400, 432):
        more.click()
        expect(page.locator("[data-rows=real] tbody tr")).to_have_count(shown)
    expect(more).to_be_hidden()
    assert len(set(titles(page))) == TALKS + 2


def test_a_filter_looks_at_the_whole_of_a_long_list(page: Page) -> None:
    visit(page, "dialogues/")
    page.get_by_label("Words").fill("talk 42")
    told(page, f"14 of {TALKS + 2}, and 0 of 2 proposals")
    page.get_by_label("Words").fill("talk 429")
    told(page, f"1 of {TALKS + 2}, and 0 of 2 proposals")
    page.locator("tbody").get_by_role("link", name="Talk 429").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Talk 429")


def test_what_cannot_be_loaded_is_said_and_stays_within_reach(page: Page) -> None:
    page.route("**/dialogues/page/3/", lambda route: route.abort())
    visit(page, "dialogues/")
    page.get_by_label("Words").fill("talk 429")
    told(page, "The rest of this list could not be loaded. Its pages are below.")
    expect(page.get_by_role("navigation", name="Pages of this list")).to_be_visible()
    page.unroute("**/dialogues/page/3/")
    page.get_by_label("Words").fill("talk 42")
    told(page, f"14 of {TALKS + 2}, and 0 of 2 proposals")


# Downloads


def downloaded(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_what_is_shown_can_be_downloaded(page: Page) -> None:
    visit(page, "briefs/?country=corland&state=ended&sort=-title")
    name, data = downloaded(page)
    assert name == "briefs.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    base = "https://lights.example.org/"
    assert table(data) == [
        ["Name", "Kind", "State", "When", "Country", "Id", "Address"],
        ["Lamp Oil Convention", "Agreement · agreement", "ended", "2002", "Brevia, Corland",
         "lamp-oil-convention", f"{base}agreements/lamp-oil-convention/"],
        ["Harbour Dues", "Policy · budget", "ended", "2011", "Corland",
         "harbour-dues", f"{base}policies/harbour-dues/"],
    ]  # fmt: skip


def test_a_download_runs_nothing_in_a_spreadsheet(page: Page) -> None:
    visit(page, "agreements/?words=hyperlink")
    _, data = downloaded(page)
    (row,) = table(data)[1:]
    assert row[0] == f"'{FORMULA}"


def test_a_download_has_the_whole_of_a_long_list(page: Page) -> None:
    visit(page, "dialogues/")
    rows = table(downloaded(page)[1])[1:]
    assert len(rows) == TALKS + 4
    assert len({row[-1] for row in rows}) == TALKS + 4
    assert [row[2] for row in rows[-2:]] == ["proposed", "proposal dropped"]
    talk = next(row for row in rows if row[0] == "Talk 429")
    assert talk[-1] == "https://lights.example.org/dialogues/talk-429/"


# On a phone, with the keyboard, without script


@pytest.mark.parametrize("address", ["briefs/", "sources/", "organisations/", "status/ended/"])
def test_a_phone_shows_cards_and_filters_that_fit(
    address: str, browser: Browser, origin: str
) -> None:
    page = tab(browser, origin, width=320)
    visit(page, address)
    page.locator(".rb-filter > details > summary").click()
    for panel in page.locator(".rb-filter__several > summary").all():
        panel.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sort = menu(page, "Order")
    sort.select_option("-title")
    assert query(page) == [("sort", "-title")]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()


def test_the_keyboard_reaches_everything(page: Page) -> None:
    visit(page, "policies/")
    page.get_by_label("Words").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # opens the countries
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert query(page)[0][0] == "country"
    page.keyboard.press("Escape")
    expect(page.locator(".rb-filter__several").first).not_to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_a_panel_closes_when_something_else_is_clicked(page: Page) -> None:
    visit(page, "briefs/")
    panel = page.locator(".rb-filter__several").first
    panel.locator("summary").click()
    expect(panel).to_have_attribute("open", "")
    page.get_by_role("heading", level=1).click()
    expect(panel).not_to_have_attribute("open", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_open_filters(
    width: int, scheme: Literal["light", "dark"], browser: Browser, origin: str
) -> None:
    size = ViewportSize(width=width, height=900)
    with browser.new_context(  # axe is a script of somebody else's, which the policy would stop
        base_url=origin, viewport=size, color_scheme=scheme, bypass_csp=True
    ) as context:
        page = context.new_page()
        visit(page, "briefs/?country=brevia&sort=-date")
        if width == 320:
            page.locator(".rb-filter > details > summary").click()
        page.locator(".rb-filter__several > summary").first.click()
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]})
        assert results.violations_count == 0, results.generate_report()


def test_without_script_all_rows_are_there_and_no_filter(browser: Browser, origin: str) -> None:
    page = tab(browser, origin, script=False)
    page.goto("/dialogues/")
    found = titles(page)
    expect(page.locator("form.rb-filter")).to_be_hidden()
    for number in ("2", "3"):
        nav = page.get_by_role("navigation", name="Pages of this list")
        nav.get_by_role("link", name=number).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Dialogues, page {number}")
        found += titles(page) + titles(page, "proposed")
    assert len(set(found)) == len(found) == TALKS + 4
    page.context.close()


# Our own site


def test_what_two_countries_do_in_a_field_is_answered_in_three_steps(own: Page) -> None:
    """What do India and Japan do in submarine cables: what is built, what only proposed."""
    visit(own, "briefs/")
    choose(own, "country", "India")
    choose(own, "country", "Japan")
    choose(own, "topic", "Submarine cables")
    state = {row.split("\t")[0]: row.split("\t")[2] for row in
             own.locator("[data-rows=real] tbody tr").all_inner_texts()}  # fmt: skip
    assert state["Kochi–Lakshadweep Islands submarine cable"] == "completed"
    assert state["Chennai–Andaman and Nicobar Islands submarine cable"] == "completed"
    expect(own.get_by_role("status")).to_contain_text("and 0 of")
    assert query(own) == [
        ("country", "india"), ("country", "japan"), ("topic", "submarine-cables"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["briefs/", "agreements/", "projects/", "dialogues/", "policies/", "organisations/",
     "countries/", "people/", "sources/", "status/signed/"],
)  # fmt: skip
def test_every_index_of_our_own_site_can_be_filtered(address: str, own: Page) -> None:
    visit(own, address)
    own.get_by_label("Words").fill("japan")
    expect(own.get_by_role("status")).to_contain_text(" of ")
    assert titles(own)


def test_all_sources_are_within_reach(own: Page) -> None:
    visit(own, "sources/")
    files = len(list((TESTS.parent / "briefs/sources").glob("*.yaml")))
    rows = table(downloaded(own)[1])[1:]
    assert len(rows) == files
