"""Citing with script: a page in all styles, and one statement, each with the reader's own day."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.browser import Visit, needs_chromium, visiting
from tests.citing import read_bibtex, read_ris

pytestmark = needs_chromium

TREATY = "agreements/sound-lights-treaty/"
ADDRESS = f"https://lights.example.org/{TREATY}"
TITLE = "Treaty on the Lights of the Sound: “Twelve Lamps”"
PROPOSAL = "projects/lens-exchange-proposal/"


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Visit]:
    """A reader on the evening of the 5th of September 2027."""
    with visiting(browser, origin) as found:
        found.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        found.page.clock.set_fixed_time("2027-09-05T18:00:00Z")
        yield found
        assert not found.wrong
        assert not found.strangers


def copied(page: Page) -> str:
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    return str(page.evaluate("navigator.clipboard.readText()"))


def open_panel(visit: Visit, address: str) -> Page:
    visit.open(address)
    visit.page.locator(".rb-cite summary").click()
    visit.page.get_by_role("button", name="Copy CSL-JSON").first.wait_for()
    return visit.page


def copy(page: Page, name: str) -> str:
    page.evaluate("navigator.clipboard.writeText('')")
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
    return copied(page)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            "APA",
            f"Wick, T. & 星 あかり. (2026). {TITLE} [Research brief]. Society of the Sound. "
            f"Retrieved September 5, 2027, from {ADDRESS}",
        ),
        (
            "Chicago",
            "Wick, T. and 星 あかり. 2026. Treaty on the Lights of the Sound: “Twelve Lamps.” "
            f"Research brief. Society of the Sound. Accessed September 5, 2027. {ADDRESS}.",
        ),
        (
            "MLA",
            "Wick, T. and 星 あかり. Treaty on the Lights of the Sound: “Twelve Lamps.” "
            f"Research brief. Society of the Sound, 1 May 2026, {ADDRESS}. Accessed 5 Sept. 2027.",
        ),
        (
            "Bluebook, of the instrument itself",
            f"{TITLE}, Brevia-Corland, Jan. 6, 2002, https://gazette.example.org/treaties/12 "
            "(last visited Sept. 5, 2027)",
        ),
        (
            "OSCOLA, of the instrument itself",
            f"{TITLE} (Brevia–Corland) (signed 6 January 2002, entered into force June 2002 "
            "(uncertain)) <https://gazette.example.org/treaties/12> accessed 5 September 2027",
        ),
    ],
)
def test_the_panel_copies_each_style_with_the_day_of_access(
    visit: Visit, style: str, text: str
) -> None:
    page = open_panel(visit, TREATY)
    expect(page.locator(".rb-cite")).to_contain_text(text)
    assert copy(page, f"Copy {style}") == text


def test_the_panel_copies_each_form_with_the_day_of_access(visit: Visit) -> None:
    page = open_panel(visit, TREATY)
    (entry,) = read_bibtex(copy(page, "Copy BibTeX"))
    assert entry["urldate"] == "2027-09-05"
    (record,) = read_ris(copy(page, "Copy RIS"))
    assert record["access_date"] == "2027/09/05/"
    (item,) = json.loads(copy(page, "Copy CSL-JSON"))
    assert item["accessed"] == {"date-parts": [[2027, 9, 5]]}
    assert entry["ID"] == record["id"] == item["id"] == "sound-lights-treaty"


def test_a_source_is_cited_with_the_day_on_which_curators_saw_it(visit: Visit) -> None:
    page = open_panel(visit, "sources/almanac-2024/")
    (entry,) = read_bibtex(copy(page, "Copy BibTeX"))
    assert entry["urldate"] == "2026-05-01"
    assert copy(page, "Copy APA") == (
        "Lamplighter A. & Sound Institute. (2024). 灯台年鑑: the lights of the Sound. "
        "In Proceedings of the Sound Institute (almanac No. 012; Almanacs of the Sound). "
        "Sound Institute. https://doi.org/10.5555/almanac.2024"
    )
    assert "2027" not in page.locator(".rb-cite").inner_text()
    assert not page.locator(".rb-quote").count()


def test_the_files_are_downloaded_from_beside_the_page(visit: Visit, origin: str) -> None:
    page = open_panel(visit, TREATY)
    for link in page.locator(".rb-cite a[download], #references ~ * a[download]").all():
        answer = page.request.get(f"{origin}/{TREATY}{link.get_attribute('href')}")
        assert answer.ok


def test_a_statement_is_copied_with_its_citation_and_address(visit: Visit) -> None:
    visit.open(TREATY)
    button = visit.page.locator("#signature").get_by_role("button")
    button.focus()
    visit.page.keyboard.press("Enter")
    text = copied(visit.page)
    assert text.startswith("“6 January 2002: Signed, Lampton, Brevia (term until 6 January 2032): ")
    assert "[curators’ reading]" in text
    assert text.endswith(
        f"” Wick, T. & 星 あかり. (2026). {TITLE} [Research brief]. Society of the Sound. "
        f"Retrieved September 5, 2027, from {ADDRESS}#signature"
    )
    assert "❝" not in text
    assert "#signature" in text.splitlines()[-1]


def test_every_statement_has_such_a_button_large_enough_for_a_finger(visit: Visit) -> None:
    visit.open(TREATY)
    visit.page.locator(".rb-quote").first.wait_for(state="attached")
    with_anchor = visit.page.locator('.rb-anchor:not([href^="#ref-"])').count()
    buttons = visit.page.locator(".rb-quote")
    assert buttons.count() == with_anchor > 25
    assert visit.page.locator(".rb-card .rb-quote").count() == 1  # the legal force
    for button in buttons.all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


def test_what_is_copied_of_a_proposal_says_that_it_is_one(visit: Visit) -> None:
    visit.open(PROPOSAL)
    visit.page.locator(".rb-quote").first.click()
    assert "” [A proposal, not a fact] Society of the Sound. (2026)." in copied(visit.page)


def test_where_the_browser_has_no_clipboard_it_is_copied_by_selection(visit: Visit) -> None:
    visit.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page = open_panel(visit, TREATY)
    page.get_by_role("button", name="Copy APA").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    expect(page.get_by_role("button", name="Copy APA")).to_be_focused()


def test_the_open_panel_has_no_faults_of_accessibility(visit: Visit) -> None:
    page = open_panel(visit, TREATY)
    found = Axe().run(page, ".rb-cite")
    assert not found.response["violations"], found.generate_report()


def test_without_script_the_panel_has_the_text_and_the_files(browser: Browser, origin: str) -> None:
    with visiting(browser, origin, scripts=False) as found:
        found.open(TREATY)
        panel = found.page.locator(".rb-cite")
        panel.locator("summary").click()
        expect(panel).to_contain_text(f"{TITLE} [Research brief]. Society of the Sound. {ADDRESS}")
        assert panel.get_by_role("link").count() == 7
