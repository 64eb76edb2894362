"""Good text of any sort stands everywhere as it was typed: on its page, in the tab, in search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser
from tests.browser import Visit, build, needs_chromium, served, visiting
from tests.helpers import SITE

from research_briefs.edges.config_file import find_settings
from research_briefs.pages.page import Page
from research_briefs.site import load_site

#: Titles as a contributor types them after `title: `, and what readers see.
TYPED = {
    "防衛装備移転三原則": "防衛装備移転三原則",
    "葛\U000e0100城市の𠮷野家": "葛\U000e0100城市の𠮷野家",
    "معاهدة منارات المضيق (2002)": "معاهدة منارات المضيق (2002)",
    "בְּרֵאשִׁית, שָׁלוֹם": "בְּרֵאשִׁית, שָׁלוֹם",
    "می‌خواهم": "می\u200cخواهم",
    "क्‍ष और शर्‍य": "क\u094d\u200dष और शर\u094d\u200dय",
    "തവണ അവന്‍ വന്നു": "തവണ അവന\u0d4d\u200d വന്നു",
    "👩‍🔧 🏳️‍🌈 👨‍👩‍👧‍👦 1️⃣ 🇯🇵 👍🏽": "👩‍🔧 🏳️‍🌈 👨‍👩‍👧‍👦 1️⃣ 🇯🇵 👍🏽",
    "ο Πύργος — Ǆ ß İ ı ﬁ": "ο Πύργος — Ǆ ß İ ı ﬁ",
    "e\u0301 is not \u00e9": "e\u0301 is not \u00e9",
    "“Twelve” ‘lamps’ «et» „mehr“": "“Twelve” ‘lamps’ «et» „mehr“",
    "a \"quoted\" word, an 'apostrophe'": "a \"quoted\" word, an 'apostrophe'",
    "'it''s in quotes: so'": "it's in quotes: so",
    '"{{ braces }} & [brackets] <angles>"': "{{ braces }} & [brackets] <angles>",
    "AT&T &amp; R&D &copy": "AT&T &amp; R&D &copy",
    "NO": "NO",
    "null": "null",
    "1.10": "1.10",
    "012": "012",
    "1_000": "1_000",
    "0x1F": "0x1F",
    "12:30:45": "12:30:45",
    "2015-12": "2015-12",
    "=1+1": "=1+1",
    "+1 -1": "+1 -1",
    "50 % of £5 ± ½": "50 % of £5 ± ½",
    "C++ and *stars* and _lines_ and `ticks`": "C++ and *stars* and _lines_ and `ticks`",
    "a  b\u00a0c": "a b c",
}
CASES = list(enumerate(TYPED.items()))
IDS = list(TYPED.values())


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture site with a topic for each title; a word in its summary finds just that."""
    folder = Path(copytree(SITE, tmp_path_factory.mktemp("unusual") / "site"))
    for number, typed in enumerate(TYPED):
        text = (
            f"title: {typed}\nnames:\n  - name: {typed}\n"
            f"summary: Number{number:02} [@gazette-2023].\nchecked: 2026-05-01\n"
        )
        (folder / "briefs" / "topics" / f"t{number}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, Page]:
    site = load_site(find_settings(root))
    assert site.issues == ()
    return {page.address: page for page in site.pages()}


@pytest.mark.parametrize(("number", "typed"), CASES, ids=IDS)
def test_a_title_is_what_was_typed(
    number: int, typed: tuple[str, str], pages: dict[str, Page]
) -> None:
    assert pages[f"topics/t{number}/"].title == typed[1]


@pytest.fixture(scope="module")
def origin(root: Path) -> Iterator[str]:
    with served(build(root)) as origin:
        yield origin


@pytest.fixture(scope="module")
def visit(browser: Browser, origin: str) -> Iterator[Visit]:
    """A tab that runs no scripts: what it shows is what is in the page."""
    with visiting(browser, origin, scripts=False) as visit:
        yield visit
        assert visit.wrong == []


@needs_chromium
@pytest.mark.parametrize(("number", "typed"), CASES, ids=IDS)
def test_a_title_stands_on_its_page_and_in_the_tab_as_it_was_typed(
    number: int, typed: tuple[str, str], visit: Visit
) -> None:
    visit.open(f"topics/t{number}/")
    assert visit.page.locator("h1").inner_text() == typed[1]
    assert visit.page.locator(".rb-names bdi").inner_text() == typed[1]
    assert visit.page.title() == f"{typed[1]} - Lights of the Sound"


@needs_chromium
def test_titles_stand_in_search_results_as_they_were_typed(browser: Browser, origin: str) -> None:
    with visiting(browser, origin) as visit:
        visit.open("")
        for number, (_, shown) in CASES:
            visit.search(f"number{number:02}")
            link = visit.page.locator(f".md-search-result__link[href*='/topics/t{number}/']")
            title = link.locator("h1").first.text_content() or ""
            assert title.removesuffix(" Topic") == shown  # the kind stands behind it
        assert visit.wrong == []
