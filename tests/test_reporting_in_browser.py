"""Somebody who has never used git finds a wrong fact: two clicks lead to the form, filled in."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route, expect
from tests.browser import needs_chromium, visiting
from tests.helpers import TESTS

pytestmark = needs_chromium

TREATY = "agreements/sound-lights-treaty/"
FORMS = TESTS.parent / ".github" / "ISSUE_TEMPLATE"


def fields_of(form: str) -> set[str]:
    """The names under which a form takes values from an address, its title among them."""
    body = yaml.safe_load((FORMS / form).read_text(encoding="utf-8"))["body"]
    return {"title"} | {item["id"] for item in body if "id" in item}


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The addresses outside the site to which the reader was sent; nothing is answered there."""
    found: list[str] = []

    def note(route: Route) -> None:
        found.append(route.request.url)
        route.fulfill(body="the form")

    page.route("https://github.com/**", note)
    return found


def filled(address: str) -> tuple[str, dict[str, str]]:
    """The form that an address leads to, and what it fills in."""
    parts = urlsplit(address)
    assert (parts.netloc, parts.path) == ("github.com", "/example/lights/issues/new")
    values = {name: value for name, (value,) in parse_qs(parts.query).items()}
    form = values.pop("template")
    assert set(values) <= fields_of(form)
    return form, values


def test_two_clicks_from_a_statement_to_the_form(page: Page, asked: list[str]) -> None:
    page.goto("agreements/")
    page.get_by_role("link", name="Treaty on the Lights of the Sound").first.click()
    page.locator("#signature").hover()
    page.locator("#signature").get_by_role("link", name="Report that this is wrong").click()
    page.wait_for_url("https://github.com/**")
    (address,) = asked
    form, values = filled(address)
    assert form == "wrong-fact.yml"
    assert values.pop("value").startswith("6 January 2002: Signed, Lampton, Brevia (term until")
    assert values == {
        "title": "Wrong: sound-lights-treaty#signature",
        "record": "sound-lights-treaty",
        "statement": "signature",
        "source": "treaty-text-2002, art. 14",
    }


def flag_of(page: Page, anchor: str) -> dict[str, str]:
    """What the form is filled with that is reached from a statement."""
    flag = page.locator(f"#{anchor} .rb-flag").first
    flag.wait_for(state="attached")
    return filled(str(flag.get_attribute("href")))[1]


def test_the_sources_are_named_as_the_record_names_them(page: Page) -> None:
    page.goto(TREATY)
    assert flag_of(page, "force")["source"] == "treaty-text-2002, art. 14"
    assert flag_of(page, "entry-into-force")["source"] == (
        "almanac-2024, para. 24, citing ministry-2021; ministry-2021; gazette-2023"
    )
    assert flag_of(page, "entry-into-force-claim-2")["source"] == "gazette-2023"


def test_every_statement_has_such_a_flag_large_enough_for_a_finger(page: Page) -> None:
    page.goto(TREATY)
    page.locator(".rb-flag").first.wait_for(state="attached")
    flags = page.locator(".rb-flag")
    assert flags.count() == page.locator('.rb-anchor:not([href^="#ref-"])').count() > 25
    for flag in flags.all():
        box = flag.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


def test_a_long_statement_is_cut_so_that_the_address_is_taken(page: Page) -> None:
    page.goto(TREATY)
    page.locator("#signature .rb-flag").wait_for(state="attached")
    page.evaluate("document.querySelector('#signature strong').textContent = '灯'.repeat(9000)")
    address = page.evaluate(
        """async () => {
          document.querySelectorAll(".rb-flag").forEach((flag) => flag.remove());
          await import("/assets/briefs/report.js?again");
          return document.querySelector("#signature .rb-flag").href;
        }"""
    )
    assert len(address) < 7000
    assert filled(address)[1]["value"].endswith("灯…")


def test_without_script_there_is_one_link_for_the_page(browser: Browser, origin: str) -> None:
    with visiting(browser, origin, scripts=False) as found:
        found.open(TREATY)
        link = found.page.get_by_role("link", name="Report it")
        expect(link).to_have_count(1)
        form, values = filled(str(link.get_attribute("href")))
        assert form == "wrong-fact.yml"
        assert values == {
            "title": "Wrong: sound-lights-treaty",
            "record": "sound-lights-treaty",
        }


def test_from_the_foot_of_a_list_to_the_form_for_what_is_missing(
    page: Page, asked: list[str]
) -> None:
    page.goto("dialogues/")
    page.get_by_role("link", name="Something missing here?").click()
    page.wait_for_url("https://github.com/**")
    assert [filled(address) for address in asked] == [
        ("something-missing.yml", {"kind": "dialogues"})
    ]
