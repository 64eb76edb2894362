"""Three releases, a year apart: what was published or cited at the first is there at the last."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.browser import needs_chromium, served, visiting
from tests.helpers import SITE
from tests.releasing import TREATY, Place, article

FIRST, SECOND, THIRD = "2027-01-01", "2028-01-01", "2029-01-01"

#: The same record, laid out as somebody else would.
DUES = """\
# Laid out anew.
"title": "Harbour Dues"
checked: '2026-05-01'
events:
- date: "2010"
  source: gazette-2023
  event: adopted
-   event: ended
    date: 2011
    source:   gazette-2023
parties:
  - role: issuer
    source: gazette-2023
    who:
      - corland
form: budget
"""

FOG_ACT = """\
title: Fog Act
form: law
parties:
  - who: [corland]
    role: issuer
    source: gazette-2023
topics: [fog-signals]
events:
  - date: 2024
    event: adopted
    source: gazette-2023
checked: 2026-05-01
"""


def second_year(place: Place) -> None:
    """Three statements of the treaty change, a record is renamed, another one called otherwise."""
    place.change(TREATY, "value: Twelve\n", "value: Thirteen\n")
    place.change(TREATY, "date: 2001-11\n", "date: 2001-12\n    id: adopted-2001-11\n")
    place.change(
        TREATY,
        "  - fact: Yearly cost\n    amount: about USD 110 to 133 million\n"
        "    source: almanac-2024, para. 26\n",
        "",
    )
    place.change(
        TREATY,
        "removed:\n",
        "removed:\n  - statement: yearly-cost\n    why: The almanac has taken it back.\n",
    )
    place.change("agreements/lamp-oil-convention", "title: ", "title: Old ")
    place.write("policies/harbour-dues", DUES)
    memorandum = place.file("agreements/keeper-exchange-memorandum")
    memorandum.rename(memorandum.with_stem("keepers-memorandum"))
    place.change("agreements/keepers-memorandum", "checked: 2026-05-01\n",
                 "checked: 2026-05-01\nformer_ids: [keeper-exchange-memorandum]\n")  # fmt: skip
    place.change("dialogues/sound-lights-commission", "[[keeper-exchange-memorandum]]",
                 "[[keepers-memorandum]]")  # fmt: skip


def third_year(place: Place) -> None:
    """A statement changes again, a record comes, one is merged and one withdrawn."""
    place.change(TREATY, "value: Thirteen\n", "value: Fourteen\n")
    place.write("policies/fog-act", FOG_ACT)
    day = "checked: 2028-05-01\n"
    horns = "title: Fog Horn Agreement\nwithdrawn: It was a rumour.\n"
    place.write("agreements/fog-horn-agreement", horns + day)
    plan = "title: Dark Coast Plan\nmerged_into: lights-act\n"
    place.write("policies/dark-coast-plan", plan + day)


@dataclass(frozen=True)
class Years:
    """The site as it was built after each release."""

    place: Place
    built: tuple[Path, Path, Path]

    def read(self, year: int, address: str) -> bytes:
        """What a browser gets at an address."""
        file = self.built[year] / address
        return (file / "index.html" if file.is_dir() else file).read_bytes()


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Years:
    """Three releases, each with a real build behind it."""
    root = tmp_path_factory.mktemp("lasting")
    place = Place(Path(shutil.copytree(SITE, root / "site")))
    place.begin()
    built = []
    for day, change in ((FIRST, None), (SECOND, second_year), (THIRD, third_year)):
        if change:
            change(place)
            place.commit()
        assert place.release(day) == 0
        place.commit()
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir"]
        target = root / day
        subprocess.run([*command, str(target)], cwd=place.root, check=True, capture_output=True)
        built.append(target)
    return Years(place, (built[0], built[1], built[2]))


def published(site: Path) -> set[str]:
    """All files of records: their pages, versions, data and citations."""
    kinds = [folder.name for folder in (SITE / "briefs").iterdir()]
    return {
        file.relative_to(site).as_posix() for kind in kinds for file in (site / kind).rglob("*.*")
    }


#: What a record that was withdrawn has no more: it states nothing, so it cites nothing.
WITHDRAWN = {
    f"agreements/fog-horn-agreement/{name}"
    for name in ("references.bib", "references.json", "references.ris", "index.jsonld")
}


def test_every_address_of_the_first_release_still_answers(years: Years) -> None:
    first, second, third = map(published, years.built)
    assert len(first) > 400
    assert first - second == set()
    assert second - third == WITHDRAWN


def test_every_version_keeps_its_article_byte_for_byte(years: Years) -> None:
    for year, count in ((0, 25), (1, 27)):
        pages = sorted(years.built[year].glob("*/*/v/*/index.html"))
        assert len(pages) == count
        for page in pages:
            address = page.relative_to(years.built[year]).as_posix()
            assert article(years.read(2, address)) == article(page.read_bytes()), address


def test_a_version_is_known_by_the_hash_of_its_article(years: Years) -> None:
    page = years.read(2, f"{TREATY}/v/1/")
    (shown,) = re.findall(rb"<code>([0-9a-f]{64})</code></p>\n</header>", page)
    stored = json.loads(years.place.version("sound-lights-treaty/1").read_bytes())
    assert sha256(article(page)).hexdigest() == shown.decode() == stored["sha256"]
    assert "\n".join(stored["article"]).encode() == article(page)


def test_only_what_changed_has_a_new_version(years: Years) -> None:
    """The other record's new name, a new layout and a new id make none."""
    listed = json.loads((years.place.root / "briefs/.versions/releases.json").read_bytes())
    made = {
        day: sorted(name for name, found in listed["versions"].items() if found["date"] == day)
        for day in (SECOND, THIRD)
    }
    assert made[SECOND] == ["lamp-oil-convention/2", "sound-lights-treaty/2"]
    assert made[THIRD] == [
        "brevia/2",  # whose page lists the fog horns no more
        "corland/2",  # nor the dark coast, but the Fog Act
        "fog-act/1",
        "fog-signals/2",
        "northern-office/2",
        "sound-lights-treaty/3",
    ]


def names(feed: bytes) -> list[str]:
    """The last parts of the names of entries, sorted; the feed must be what readers take."""
    read = feedparser.parse(feed)
    assert not read.bozo
    assert len({entry.id for entry in read.entries}) == len(read.entries)
    return sorted(e.id.removeprefix("tag:lights.example.org,2027-01-01:") for e in read.entries)


OF_SECOND = [f"{TREATY}/v/2/{anchor}" for anchor in ("adopted-2001-11", "lamps", "yearly-cost")]
OF_THIRD = [
    "agreements/fog-horn-agreement/ended",
    f"{TREATY}/v/3/lamps",
    "policies/dark-coast-plan/ended",
    "policies/fog-act/v/1/adopted-2024",
    "policies/fog-act/v/1/issuer-corland",
]


def test_the_feeds_hold_one_entry_for_each_changed_statement(years: Years) -> None:
    assert names(years.read(0, "changes.atom")) == []
    assert names(years.read(1, "changes.atom")) == OF_SECOND
    assert names(years.read(2, "changes.atom")) == sorted(OF_SECOND + OF_THIRD)


def test_a_country_and_a_topic_have_feeds_of_what_concerns_them(years: Years) -> None:
    treaty = [name for name in OF_SECOND + OF_THIRD if TREATY in name]
    horns, plan, act = (
        [n for n in OF_THIRD if part in n] for part in ("horn", "dark", "fog-act")
    )  # fmt: skip
    feeds = {
        "countries/brevia": [*treaty, *horns],
        "countries/corland": [*treaty, *horns, *plan, *act],
        "topics/lighthouses": [*treaty, *horns, *act],  # fog signals are part of it
        "topics/fog-signals": [*treaty, *horns, *act],
    }
    for place, expected in feeds.items():
        assert names(years.read(2, f"{place}/changes.atom")) == sorted(expected), place


def test_a_citation_of_the_first_release_leads_to_what_was_read(years: Years) -> None:
    cited = years.read(0, f"{TREATY}/cite.txt").decode()
    assert "“Twelve Lamps” (Version 1) [Research brief]." in cited
    assert "(2027)." in cited
    (address,) = set(re.findall(r"https://lights\.example\.org/(agreements/\S*/)", cited))
    assert address == f"{TREATY}/v/1/"
    page = years.read(2, address).decode()
    assert '<div id="lamps"><dt>Lamps</dt>\n<dd>Twelve (as of 2002)' in page
    assert '<div id="yearly-cost">' in page
    assert "Superseded by version 2 of 1 January 2028." in page
    assert "Fourteen" in years.read(2, f"{TREATY}/").decode()


def test_a_renamed_record_is_found_under_both_names(years: Years) -> None:
    old, new = "agreements/keeper-exchange-memorandum", "agreements/keepers-memorandum"
    page = years.read(2, f"{old}/").decode()
    assert (
        '<meta http-equiv="refresh" content="0; url=../../agreements/keepers-memorandum/">' in page
    )
    assert f'<link rel="canonical" href="https://lights.example.org/{new}/">' in page
    for name in ("index.json", "index.md", "cite.bib", "references.ris", "instrument.json"):
        assert years.read(2, f"{old}/{name}") == years.read(2, f"{new}/{name}")
    # Its version stays where it was released, and is what is cited: the text is the same.
    assert f"/{old}/v/1/" in years.read(2, f"{new}/cite.txt").decode()
    assert f"url=../../../{new}/v/" in years.read(2, f"{old}/v/").decode()
    assert "the page as it is now" in years.read(2, f"{old}/v/1/").decode()


def test_a_record_that_is_merged_or_withdrawn_says_so_in_its_versions(years: Years) -> None:
    merged = years.read(2, "policies/dark-coast-plan/v/1/").decode()
    assert 'The record was merged into <a href="../../../../policies/lights-act/">' in merged
    withdrawn = years.read(2, "agreements/fog-horn-agreement/v/1/").decode()
    assert "The record was withdrawn." in withdrawn
    cited = years.read(2, "agreements/fog-horn-agreement/cite.bib").decode()
    assert "url = {https://lights.example.org/agreements/fog-horn-agreement/v/1/}" in cited


def test_the_page_tells_its_history_and_where_a_lost_statement_was(years: Years) -> None:
    page = years.read(2, f"{TREATY}/").decode()
    history = page.split('<h2 id="history">')[1].split("</section>")[0]
    assert re.findall(r'href="([^"]*)"[^>]*>([^<]*)</a>', history) == [
        ("../../agreements/sound-lights-treaty/v/3/", "Version 3"),
        ("../../agreements/sound-lights-treaty/v/#v3", "2 changes"),
        ("../../agreements/sound-lights-treaty/v/2/", "Version 2"),
        ("../../agreements/sound-lights-treaty/v/#v2", "3 changes"),
        ("../../agreements/sound-lights-treaty/v/1/", "Version 1"),
        (
            "../../agreements/sound-lights-treaty/v/",
            "All differences, and those between any two versions",
        ),
        ("../../topics/lighthouses/", "Lighthouses"),
    ]  # fmt: skip
    assert '<li id="yearly-cost">“yearly-cost”, a statement that is here no more:' in history


def test_the_differences_name_field_old_new_source_and_date(years: Years) -> None:
    page = years.read(2, f"{TREATY}/v/").decode()
    step = page.split('<h2 id="v2">')[1].split("</section>")[0]
    said = " ".join(re.sub("<[^>]*>", " ", step).split())
    assert said == (
        "Version 2 , 1 January 2028 "
        "adopted 2001-12 What happened, changed Date 2001-11 2001-12 "
        "Source: almanac-2024, para. 23 "
        "Lamps 2002 Facts and figures, changed Value Twelve Thirteen "
        "Source: treaty-text-2002, art. 2 "
        "Yearly cost Facts and figures, gone Fact Yearly cost "
        "Amount about USD 110 to 133 million Source almanac-2024, para. 26"
    ).replace("Version 2 ,", "Version 2 ,")


def test_what_changed_has_a_page_for_each_release(years: Years) -> None:
    index = years.read(2, "changes/").decode()
    for day in (FIRST, SECOND, THIRD):
        assert f'href="../changes/{day}/"' in index
    page = years.read(2, f"changes/{SECOND}/").decode()
    assert "Thirteen" in page
    assert f'href="../../{TREATY}/v/2/#lamps"' in page


# In a browser


@pytest.fixture(scope="module")
def last(years: Years) -> Iterator[str]:
    """Where the site of the third release is served."""
    with served(years.built[2]) as origin:
        yield origin


#: A page of each sort that stands outside the theme, and those of the theme that tell of releases.
PAGES = (
    *(f"{TREATY}/v/", f"{TREATY}/v/1/", f"{TREATY}/v/3/", "countries/brevia/v/1/"),
    *("topics/lighthouses/v/1/", "agreements/fog-horn-agreement/v/1/", "organisations/"),
    *("changes/", f"changes/{SECOND}/", f"changes/{THIRD}/", f"{TREATY}/"),
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(
    scheme: Literal["light", "dark"], browser: Browser, last: str
) -> None:
    found = {}
    with browser.new_context(
        viewport={"width": 320, "height": 900}, color_scheme=scheme, bypass_csp=True
    ) as context:
        page = context.new_page()
        for address in PAGES:
            page.goto(f"{last}/{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
            results = Axe().run(page, options=RULES)
            if results.violations_count:
                found[address] = results.generate_report()
    assert found == {}


@needs_chromium
def test_the_policy_lets_a_version_be_seen_as_it_is_meant(browser: Browser, last: str) -> None:
    with visiting(browser, last) as visit:
        for address in PAGES:
            visit.open(address)
        visit.open(f"{TREATY}/v/1/")
        assert visit.page.locator("article h1").inner_text().startswith("Treaty on the Lights")
        box = visit.page.locator(".frame--old")
        assert box.evaluate("box => getComputedStyle(box).borderTopWidth") == "2px"
        visit.page.locator('article a[href="#ref-1"]').first.click()
        assert visit.page.locator("#ref-1:target").is_visible()
        assert (visit.wrong, visit.strangers) == ([], [])


@needs_chromium
def test_any_two_versions_can_be_compared(browser: Browser, last: str) -> None:
    with visiting(browser, last) as visit:
        visit.open(f"{TREATY}/v/")
        changes = visit.page.locator(".compare .rb-change")
        lamps = visit.page.locator('.compare [data-name="lamps"]')
        lamps.wait_for()
        assert lamps.locator("del, ins").all_inner_texts() == ["Twelve", "Fourteen"]
        assert sorted(changes.evaluate_all("all => all.map(one => one.dataset.name)")) == [
            *("adopted-2001-11", "fog-horn-agreement#amends-sound-lights-treaty", "lamps"),
            "yearly-cost",
        ]
        visit.page.get_by_label("From").select_option("v2")
        assert lamps.locator("del, ins").all_inner_texts() == ["Thirteen", "Fourteen"]
        assert visit.page.url.endswith("?from=v2&to=v3")
        visit.page.reload()
        lamps.wait_for()
        assert lamps.locator("del, ins").all_inner_texts() == ["Thirteen", "Fourteen"]
        visit.page.get_by_label("From").select_option("v3")
        assert visit.page.locator(".compare li").inner_text() == "These two versions say the same."
        assert visit.wrong == []


@needs_chromium
@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_leads_to_the_new_one(browser: Browser, last: str, scripts: bool) -> None:
    """With script to the statement too."""
    old, new = "agreements/keeper-exchange-memorandum/", "agreements/keepers-memorandum/"
    with visiting(browser, last, scripts=scripts) as visit:
        visit.page.goto(f"{last}/{old}#signed-2015-12-12")
        visit.page.wait_for_url(f"**/{new}*")
        if scripts:
            assert visit.page.locator("#signed-2015-12-12:target").is_visible()
