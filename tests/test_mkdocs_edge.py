"""The MkDocs edge: real builds of tiny sites.

Most sites here are made of pages written by hand in place of the core's, so that a test says all
that it depends on; those at the end run the `mkdocs` command on records.
"""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as MkDocsPage

from research_briefs.catalogue.catalogue import build_catalogue
from research_briefs.edges import mkdocs as edge
from research_briefs.edges.generated_page import GeneratedPage, nav_titles
from research_briefs.issues import Issue
from research_briefs.pages import addresses
from research_briefs.pages.page import Content, Link, Page, Section

HOOK = Path(__file__).parent.parent / "hooks" / "mkdocs_hooks.py"

HOSTILE = "<script>alert(1)</script>\"'</title>"

CONFIG = """
site_name: Tiny & small
site_url: https://tiny.example.org/
repo_url: https://github.com/example/tiny
edit_uri: edit/main/docs/
strict: true
hooks: [{hook}]
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.path, navigation.footer, content.action.edit]
plugins: [search]
nav:
  - Home: index.md
  - All projects: projects/index.md
  - Who:
      - People: people/index.md
  - About: about.md
"""


def page(address: str, title: str, **fields: Any) -> Page:
    """A page with as little as there can be, unless a test says more."""
    content = Content(f"About {title}", f"<h1>{escape(title)}</h1>", ())
    said = {name: fields.pop(name) for name in list(fields) if hasattr(content, name)}
    return Page(address, title, lambda: replace(content, **said), **fields)


def record(name: str, title: str = "A project", **fields: Any) -> Page:
    """The page of a project's record."""
    events = Section("events", "Events", "<p id='signed'>Signed.</p>", ("signed",))
    usual = {
        "sections": (events,),
        "trail": (("", "Home"), ("projects/", "Projects")),
        "source": f"briefs/projects/{name}.yaml",
        "listed_in": "projects/",
    }
    return page(f"projects/{name}/", title, **(usual | fields))


FRAME = (page("", "Tiny"), page("projects/", "Projects"), page("people/", "People"))


class Reader(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and its title."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.title = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.lasttag == "title" and not self.find("body"):  # pictures have titles too
            self.title = (self.title + data).strip()

    def find(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        """The attributes of all elements of a kind that have these among them."""
        return [a for t, a in self.elements if t == tag and attributes.items() <= a.items()]

    def of_class(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of all elements of a class."""
        return [a for _, a in self.elements if name in (a.get("class") or "").split()]


@dataclass
class Tiny:
    """A site in a folder of its own, and what its core says."""

    root: Path
    pages: Iterable[Page] = ()
    issues: tuple[Issue, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip(), encoding="utf-8")

    def build(self, *pages: Page, command: str = "build", **overrides: Any) -> None:
        """Build the site of the frame and these pages in this process."""
        if pages:
            self.pages = (*FRAME, *pages)
        config = load_config(config_file=str(self.root / "mkdocs.yml"), **overrides)
        if command == "build":
            config.plugins.on_startup(command="build", dirty=False)
        build(config)

    def load(self, _: object, **__: object) -> Any:
        """What stands in place of the core's `load_site`."""
        pages = list(self.pages)
        parts = {"pages": lambda: pages, "tell": lambda *_: None, "catalogue": build_catalogue(())}
        parts |= {"files": lambda: (), "head": lambda *_: "", "licences": ""}
        return SimpleNamespace(issues=self.issues, **parts)

    def output(self, path: str) -> str:
        edge.session.make(path)  # under `serve` somebody has to ask for it
        return (self.root / "site" / path).read_text(encoding="utf-8")

    def read(self, address: str) -> Reader:
        return Reader(self.output(f"{address}index.html"))

    def searchable(self) -> dict[str, tuple[str, str]]:
        """What search has of pages and sections: title or heading, and text, by location."""
        found = {}
        for file in (self.root / "site" / "search" / "pages").iterdir():
            page = json.loads(file.read_text(encoding="utf-8"))
            found[page["address"]] = page["title"], ""
            for anchor, heading, text in page["parts"]:
                location = f"{page['address']}#{anchor}" if anchor else page["address"]
                found[location] = heading or page["title"], text
        return found


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    site = Tiny(tmp_path / "tiny", FRAME)
    site.write("mkdocs.yml", CONFIG.format(hook=HOOK))
    site.write("docs/about.md", "# About\n\nSee [the projects](projects/index.md).\n")
    monkeypatch.setattr(edge, "load_site", site.load)
    return site


# Pages


def test_addresses_are_those_that_hand_written_pages_would_have() -> None:
    assert addresses.source_uri("") == "index.md"
    assert addresses.source_uri("status/") == "status/index.md"
    assert addresses.source_uri("status/in-force/") == "status/in-force.md"


@pytest.mark.parametrize(
    "site_url",
    [
        "https://a.example",
        "https://a.example/",
        "https://a.example/sub/path",
        "",
    ],
)
@pytest.mark.parametrize("address", ["", "projects/x/", "years/2015/"])
def test_canonical_addresses_are_those_of_mkdocs(
    tmp_path: Path, site_url: str, address: str
) -> None:
    config = load_config(None, docs_dir=str(tmp_path), site_url=site_url)
    file = File(addresses.source_uri(address), None, str(tmp_path), use_directory_urls=True)
    ours = GeneratedPage(page(address, "X"), file, config, nav_title="", newest="2020-01-01")
    theirs = MkDocsPage("X", file, config)
    assert (ours.canonical_url, ours.abs_url) == (theirs.canonical_url, theirs.abs_url)


def test_a_strict_build_publishes_generated_and_hand_written_pages(tiny: Tiny) -> None:
    tiny.write(
        "docs/about.md", "# About\n\n[One](projects/one.md#signed), [all](projects/index.md)"
    )
    tiny.build(record("one"))
    assert "<h1>A project</h1>" in tiny.output("projects/one/index.html")
    assert 'href="../projects/one/#signed"' in tiny.output("about/index.html")


def test_a_hand_written_link_to_a_missing_anchor_stops_a_strict_build(tiny: Tiny) -> None:
    tiny.write("docs/about.md", "# About\n\n[One](projects/one.md#nothing)")
    tiny.write("mkdocs.yml", CONFIG.format(hook=HOOK) + "validation: {anchors: warn}\n")
    with pytest.raises(Abort, match="strict"):
        tiny.build(record("one"))


def test_sections_become_headings_and_the_table_of_contents(tiny: Tiny) -> None:
    tiny.build(record("one"))
    read = tiny.read("projects/one/")
    assert read.find("h2", id="events")
    assert read.find("a", href="#events")


def test_the_skip_link_leads_to_the_title(tiny: Tiny) -> None:
    tiny.build(record("one"))
    read = tiny.read("projects/one/")
    (skip,) = read.of_class("md-skip")
    assert read.find("div", id=str(skip["href"]).removeprefix("#"))


def test_breadcrumbs_follow_the_trail(tiny: Tiny) -> None:
    tiny.build(record("one"))
    _, path = tiny.output("projects/one/index.html").split('<nav class="md-path"')
    assert re.findall('<a href="(.*?)"', path.split("</nav>")[0]) == ["../..", "../"]
    assert not tiny.read("projects/").of_class("md-path")


@pytest.mark.parametrize(
    ("address", "tab"),
    [("projects/one/", "All projects"), ("people/x/", "Who"), ("about/", "About"), ("", "Home")],
)
def test_the_tab_of_the_index_page_is_active_while_its_pages_are_built(
    address: str, tab: str, tiny: Tiny
) -> None:
    tiny.build(record("one"), page("people/x/", "X", listed_in="people/"))
    _, tabs = tiny.output(f"{address}index.html").split('<nav class="md-tabs')
    on_wide = re.sub('<li class="rb-narrow">.*?</li>', "", tabs.split("</nav>")[0])
    assert re.findall('aria-current="page">(.*?)</a>', on_wide) == [tab]


def test_the_navigation_is_there_once_but_beside_a_page_written_by_hand(tiny: Tiny) -> None:
    """The drawer of a narrow screen has the pages of the reader's part; the tabs have the part."""
    tiny.build(page("people/x/", "X", listed_in="people/"))
    text = tiny.output("people/x/index.html")
    assert [text.count(f">{name}</a>") for name in ("All projects", "About", "Who")] == [1, 1, 1]
    assert re.search('<li class="rb-wide"><a href="../" aria-current="page">Who<', text)
    assert re.search('<li class="rb-narrow"><a href="../" aria-current="page">People<', text)
    assert tiny.output("about/index.html").count(">All projects</a>") == 2


@pytest.mark.parametrize("features", ["[]", "[navigation.tabs, navigation.tabs.sticky]"])
def test_a_narrow_screen_has_its_navigation_whatever_a_wide_one_has(
    features: str, tiny: Tiny
) -> None:
    theme = f"theme: {{name: material, features: {features}}}\n"
    config = re.sub(r"theme:\n(?:  .*\n)+", theme, CONFIG.format(hook=HOOK))
    assert theme in config
    tiny.write("mkdocs.yml", config)
    tiny.build(record("one"))
    text = tiny.output("projects/one/index.html")
    assert text.count('<nav class="md-tabs') == 1
    assert ('<nav class="md-tabs md-sidebar--primary rb-narrow"' in text) == (features == "[]")
    assert text.count(">All projects</a>") == 1


def test_records_stay_out_of_the_navigation(tiny: Tiny) -> None:
    tiny.build(record("one"))
    assert not [a for a in tiny.read("about/").find("a") if "projects/one/" in str(a["href"])]


def test_the_navigation_keeps_the_titles_of_its_own(tiny: Tiny) -> None:
    tiny.build()
    assert "All projects" in tiny.output("about/index.html")
    assert tiny.read("projects/").title == "Projects - Tiny & small"
    assert nav_titles([{"A": "a.md"}, {"B": [{"C": "./c.md"}, "d.md"]}]) == {
        "a.md": "A",
        "c.md": "C",
    }


def test_neighbours_come_from_the_list_of_records(tiny: Tiny) -> None:
    first = record("one", "One", next=("projects/two/", "Two"))
    second = record("two", "Two", previous=("projects/one/", "One"))
    tiny.build(first, second)
    assert [a["href"] for a in tiny.read("projects/one/").find("link", rel="next")] == ["../two/"]
    assert not tiny.read("projects/one/").find("link", rel="prev")
    assert [a["href"] for a in tiny.read("projects/two/").find("link", rel="prev")] == ["../one/"]


def test_the_pencil_opens_the_record(tiny: Tiny) -> None:
    tiny.build(record("one"))
    (pencil,) = tiny.read("projects/one/").find("a", rel="edit")
    assert pencil["href"] == "https://github.com/example/tiny/edit/main/briefs/projects/one.yaml"
    assert not tiny.read("projects/").find("a", rel="edit")
    (pencil,) = tiny.read("about/").find("a", rel="edit")
    assert pencil["href"] == "https://github.com/example/tiny/edit/main/docs/about.md"


def test_styles_of_the_package_are_linked_once(tiny: Tiny) -> None:
    tiny.build()
    links = tiny.read("").find("link", rel="stylesheet")
    assert [a["href"] for a in links if "briefs" in str(a["href"])] == ["assets/briefs/briefs.css"]


# Hostile text


def test_a_hostile_title_is_text_everywhere(tiny: Tiny) -> None:
    evil = record("evil", HOSTILE, description=HOSTILE, next=("projects/two/", "Two"))
    two = record(
        "two", "Two", previous=("projects/evil/", HOSTILE), trail=(("projects/evil/", HOSTILE),)
    )
    tiny.build(evil, two)
    read = tiny.read("projects/evil/")
    assert read.title == f"{HOSTILE} - Tiny & small"
    assert [a["content"] for a in read.find("meta", name="description")] == [HOSTILE]
    assert tiny.read("projects/two/").of_class("md-footer__link--prev")
    for address in ("projects/evil/", "projects/two/", "projects/"):
        assert "<script>alert" not in tiny.output(f"{address}index.html")


def test_a_hostile_title_is_text_in_the_navigation(tiny: Tiny) -> None:
    tiny.write("mkdocs.yml", CONFIG.format(hook=HOOK) + "  - projects/evil.md\n")
    tiny.build(record("evil", HOSTILE))
    text = tiny.output("about/index.html")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_hostile_heading_is_text(tiny: Tiny) -> None:
    tiny.build(record("one", sections=(Section("a", HOSTILE, f"<p>{escape(HOSTILE)}</p>"),)))
    assert "<script>alert" not in tiny.output("projects/one/index.html")
    assert tiny.searchable()["projects/one/#a"] == (HOSTILE, HOSTILE)  # escaped where it is shown


def test_a_description_written_by_hand_is_escaped_once(tiny: Tiny) -> None:
    tiny.write(
        "docs/terms.md", '---\ndescription: The word "signed" &amp; more\n---\n# A &amp; B\n'
    )
    tiny.build()
    read = tiny.read("terms/")
    assert [a["content"] for a in read.find("meta", name="description")] == [
        'The word "signed" & more'
    ]
    assert "<title>A &amp; B - Tiny &amp; small</title>" in tiny.output("terms/index.html")


# Search


def test_search_has_each_page_and_section(tiny: Tiny) -> None:
    tiny.write("docs/about.md", "# About *us*\n\nWho &amp; what.\n\n## Why\n\nBecause.\n")
    tiny.build(record("one", "R & D"))
    found = tiny.searchable()
    assert {"", "projects/", "people/"} <= found.keys()
    assert found["projects/"] == ("Projects", "About Projects")
    assert found["projects/one/"] == ("R & D", "")
    assert found["projects/one/#events"] == ("Events", "Signed.")
    assert found["about/"] == ("About us", "Who & what.")
    assert found["about/#why"] == ("Why", "Because.")


def test_the_theme_asks_our_worker_and_loads_no_index_of_its_own(tiny: Tiny) -> None:
    tiny.build(record("one"))
    first = re.search('<script src="../../([^"]+)"', tiny.output("projects/one/index.html"))
    assert first
    assert "`${root}assets/briefs/search/worker.js`" in tiny.output(first[1])
    assert (tiny.root / "site" / "assets" / "briefs" / "search" / "worker.js").is_file()
    index = json.loads(tiny.output("search/search_index.json"))
    assert index["docs"] == []
    assert {"lang", "separator", "version"} <= index["config"].keys()


def test_another_site_has_another_version_of_its_search(tiny: Tiny) -> None:
    versions = []
    for title in ("One", "One", "Two"):
        tiny.build(record("one", title))
        versions.append(json.loads(tiny.output("search/search_index.json"))["config"]["version"])
    assert versions[0] == versions[1] != versions[2]


def test_a_site_without_search_builds(tiny: Tiny, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    tiny.write("mkdocs.yml", CONFIG.format(hook=HOOK).replace("[search]", "[]"))
    tiny.build()
    assert "the plugin 'search' is off" in caplog.text


# Dates


def test_the_sitemap_has_the_days_of_the_records_and_never_that_of_the_build(tiny: Tiny) -> None:
    tiny.build(record("one", updated="2024-05-06"), record("two", updated="2023-01-02"))
    days = dict(
        re.findall(r"<loc>(.+?)</loc>\s*<lastmod>(.+?)</lastmod>", tiny.output("sitemap.xml"))
    )
    base = "https://tiny.example.org/"
    assert days[f"{base}projects/two/"] == "2023-01-02"
    assert {days[f"{base}{address}"] for address in ("", "about/", "projects/")} == {"2024-05-06"}


def test_two_builds_on_two_days_in_two_places_are_the_same(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = []
    for name, clock in (("a", "0"), ("b", "86400000")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", clock)
        tiny.build(record("one", updated="2024-05-06"), site_dir=str(tmp_path / name))
        files = sorted(p for p in (tmp_path / name).rglob("*") if p.is_file())
        outputs.append({str(p.relative_to(tmp_path / name)): p.read_bytes() for p in files})
    assert outputs[0] == outputs[1]


# What is wrong

BROKEN = Issue(
    "briefs/projects/one.yaml",
    3,
    7,
    "title",
    "missing-field",
    "is <b>missing</b>",
    excerpt="title:",
)


def test_broken_data_stops_the_build_and_leaves_the_site_alone(
    tiny: Tiny, caplog: pytest.LogCaptureFixture
) -> None:
    tiny.build(record("one"))
    before = tiny.output("projects/one/index.html")
    tiny.issues = (BROKEN,)
    with pytest.raises(Abort, match="1 error in the data"):
        tiny.build(record("two"))
    assert tiny.output("projects/one/index.html") == before
    (logged,) = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert logged.name == "mkdocs.hooks.research_briefs"
    assert "briefs/projects/one.yaml:3:7: title: is <b>missing</b>" in logged.getMessage()


def test_file_addresses_are_refused(tiny: Tiny) -> None:
    with pytest.raises(Abort, match="'use_directory_urls: true'"):
        tiny.build(record("one"), use_directory_urls=False)


@pytest.mark.parametrize("path", ["docs/projects/one.md", "docs/projects/one/index.md"])
def test_a_hand_written_page_at_the_address_of_a_record_stops_the_build(
    path: str, tiny: Tiny, caplog: pytest.LogCaptureFixture
) -> None:
    tiny.write(path, "# Mine\n")
    with pytest.raises(Abort):
        tiny.build(record("one"))
    assert f"{path}: briefs/projects/one.yaml makes the page 'projects/one/'" in caplog.text


def test_a_record_at_the_address_of_an_index_page_stops_the_build(
    tiny: Tiny, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Abort):
        tiny.build(record("index"))
    assert "briefs/projects/index.yaml makes the page 'projects/index/'" in caplog.text
    assert "projects/index.html: " in caplog.text


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        (Link("projects/none/"), "links to 'projects/none/', but the site has no such page."),
        (
            Link("projects/two/", "no"),
            "links to 'projects/two/', but briefs/projects/two.yaml has no anchor 'no'.",
        ),
        (Link("about/", "no"), "links to 'about/', but docs/about.md has no anchor 'no'."),
    ],
)
def test_a_broken_link_is_a_warning_that_names_both_ends(
    link: Link, problem: str, tiny: Tiny, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Abort, match="1 warnings in strict mode"):
        tiny.build(record("one", links=(link,)), record("two"))
    assert f"briefs/projects/one.yaml: {problem}" in caplog.text


def test_a_build_never_publishes_the_banner(tiny: Tiny) -> None:
    tiny.build(record("one", links=(Link("projects/none/"),)), strict=False)
    assert not tiny.read("").find("aside")


def test_sound_links_pass(tiny: Tiny) -> None:
    links = (
        Link(""),
        Link("about/", "about"),
        Link("projects/two/", "signed"),
        Link("projects/two/", "events"),
        Link("projects/two/", "legal-force"),
        Link("projects/one/"),
    )
    tiny.build(record("one", links=links), record("two", header_anchors=("legal-force",)))


def test_a_neighbour_that_is_not_there_is_reported(
    tiny: Tiny, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Abort):
        tiny.build(record("one", next=("projects/none/", "None")))
    assert "briefs/projects/one.yaml: links to 'projects/none/'" in caplog.text


# Serving


@pytest.fixture
def serving(tiny: Tiny) -> Iterator[Tiny]:
    edge.on_startup(command="serve", dirty=False)
    yield tiny
    edge.on_startup(command="build", dirty=False)


def test_serving_shows_the_last_good_state_and_says_what_is_wrong(
    serving: Tiny, caplog: pytest.LogCaptureFixture
) -> None:
    serving.build(record("one", "Good"), command="serve")
    assert not serving.read("").find("aside")
    serving.issues = (BROKEN,)
    serving.build(record("one", "Bad"), command="serve")
    text = serving.output("projects/one/index.html")
    assert "<h1>Good</h1>" in text
    assert edge.LAST_GOOD in text
    assert "briefs/projects/one.yaml:3:7: title: is &lt;b&gt;missing&lt;/b&gt;" in text
    assert not [r for r in caplog.records if r.levelno >= logging.WARNING]
    serving.issues = ()
    serving.build(record("one", "Mended"), command="serve")
    assert "<h1>Mended</h1>" in serving.output("projects/one/index.html")
    assert not serving.read("").find("aside")


def test_serving_with_no_good_state_yet_shows_the_valid_records(serving: Tiny) -> None:
    serving.issues = (BROKEN,)
    serving.build(record("two"), command="serve")
    text = serving.output("projects/two/index.html")
    assert edge.VALID_ONLY in text
    assert "<h1>A project</h1>" in text


def test_serving_survives_dead_links_and_clashes(serving: Tiny) -> None:
    serving.write("docs/about.md", "# About\n\n[Gone](projects/gone.md)\n")
    serving.write("docs/projects/one.md", "# Mine\n")
    serving.build(record("one"), record("two", links=(Link("projects/gone/"),)), command="serve")
    text = serving.output("projects/one/index.html")
    assert "Mine</h1>" in text
    assert "docs/projects/one.md: briefs/projects/one.yaml makes the page" in text


def test_serving_renders_only_what_somebody_asks_for(serving: Tiny) -> None:
    rendered = []

    def seen(name: str) -> Page:
        def render() -> Content:
            rendered.append(name)
            return record(name).content

        return replace(record(name), render=render)

    serving.build(seen("one"), seen("two"), command="serve")
    assert not rendered
    assert not (serving.root / "site" / "projects").exists()
    assert edge.session.make("projects/two")  # without a slash, from where the server leads on
    assert edge.session.make("projects/two/index.html")
    assert not edge.session.make("projects/three/index.html")
    assert rendered == ["two"]


def test_what_was_served_is_gone_when_a_new_build_begins(serving: Tiny) -> None:
    serving.build(record("one"), command="serve")
    earlier, place = edge.session.on_demand, "projects/one/index.html"
    assert "<h1>A project</h1>" in serving.output(place)
    serving.build(record("one", "Another"), command="serve")
    assert not (serving.root / "site" / place).exists()
    assert earlier
    assert earlier(place)  # it says that it is worth to ask again, and writes nothing
    assert not (serving.root / "site" / place).exists()
    assert "<h1>Another</h1>" in serving.output(place)


def test_serving_watches_the_records(serving: Tiny) -> None:
    serving.write("briefs/projects/one.yaml", "")
    config = load_config(config_file=str(serving.root / "mkdocs.yml"))
    config.plugins.on_config(config)
    assert str(serving.root / "briefs") in config.watch


# The command, on records

RECORDS = {
    "sources/report.yaml": """
        type: webpage
        title: A report
        URL: https://example.org/report
        language: en
        authority: reporting
        read: excerpt
        """,
    "countries/japan.yaml": """
        title: Japan
        code: JP
        checked: 2024-01-02
        """,
    "projects/one.yaml": """
        title: '<script>alert(1)</script>"'' & one'
        form: commercial
        parties:
          - who: [japan]
            role: partner
            source: report
        events:
          - date: 2020-01-02
            event: started
            source: report
        checked: 2024-05-06
        """,
}
ONE = RECORDS["projects/one.yaml"]

BROKEN_RECORD = "title: One\nform: [commercial\n"


@dataclass
class Recorded(Tiny):
    """A site of records, built by the command in a process of its own."""

    def command(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mkdocs", *arguments]
        options = {"cwd": self.root} | options
        return subprocess.run(command, capture_output=True, text=True, check=False, **options)


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    site = Recorded(tmp_path / "recorded")
    site.write("mkdocs.yml", CONFIG.format(hook=HOOK))
    site.write("docs/about.md", "# About\n\nSee [one](projects/one.md).\n")
    for path, text in RECORDS.items():
        site.write(f"briefs/{path}", text)
    return site


def test_the_command_builds_the_records_from_any_folder(recorded: Recorded, tmp_path: Path) -> None:
    done = recorded.command("build", "-f", str(recorded.root / "mkdocs.yml"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    read = recorded.read("projects/one/")
    assert read.title == "<script>alert(1)</script>\"' & one - Tiny & small"
    (pencil,) = read.find("a", rel="edit")
    assert str(pencil["href"]).endswith("/edit/main/briefs/projects/one.yaml")
    assert "projects/one/" in recorded.searchable()
    assert "<lastmod>2024-05-06</lastmod>" in recorded.output("sitemap.xml")
    for file in recorded.root.glob("site/**/*.html"):
        assert "<script>alert" not in file.read_text(encoding="utf-8"), file


def test_an_installed_package_builds_a_site_elsewhere(recorded: Recorded) -> None:
    recorded.write("hooks/mkdocs_hooks.py", HOOK.read_text(encoding="utf-8"))
    recorded.write("mkdocs.yml", CONFIG.format(hook="hooks/mkdocs_hooks.py"))
    done = recorded.command("build", env=os.environ | {"PYTHONPATH": str(HOOK.parent)})
    assert done.returncode == 0, done.stderr


def test_a_quiet_build_is_as_strict_as_any(recorded: Recorded) -> None:
    """MkDocs counts the warnings that it logs, and `--quiet` keeps it from logging them."""
    recorded.write("docs/about.md", "# About\n\n[Gone](projects/gone.md)\n")
    done = recorded.command("build", "--strict", "--quiet")
    assert done.returncode == 1
    assert "contains a link 'projects/gone.md'" in done.stderr


def test_the_command_refuses_a_broken_record_and_keeps_the_site(recorded: Recorded) -> None:
    recorded.write("site/index.html", "the site as it was")
    recorded.write("briefs/projects/one.yaml", BROKEN_RECORD)
    done = recorded.command("build", "--quiet")
    assert done.returncode == 1
    assert "briefs/projects/one.yaml:" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert [path.name for path in (recorded.root / "site").iterdir()] == ["index.html"]
    assert recorded.output("index.html") == "the site as it was"


def test_serve_outlives_a_record_that_breaks(recorded: Recorded) -> None:
    recorded.write("briefs/projects/one.yaml", BROKEN_RECORD)
    with served(recorded) as get:
        get("", edge.VALID_ONLY)
        recorded.write("briefs/projects/one.yaml", ONE)
        get("projects/one/", "&lt;script&gt;")
        recorded.write("briefs/projects/one.yaml", BROKEN_RECORD)
        get("projects/one/", edge.LAST_GOOD)
        recorded.write("briefs/projects/one.yaml", f"{ONE}# mended\n")
        get("projects/one/", "&lt;script&gt;", without=edge.LAST_GOOD)
        recorded.write("briefs/projects/one.yaml", ONE.replace("& one", "& 1"))
        get("projects/one/", "&amp; 1</h1>")


def test_serve_makes_data_and_search_when_somebody_asks_for_them(recorded: Recorded) -> None:
    recorded.write(
        "mkdocs.yml", f"{CONFIG.format(hook=HOOK)}extra: {{briefs: {{downloads: true}}}}\n"
    )
    with served(recorded) as get:
        get("projects/one/index.json", '"id":"one"')
        get("data/v1/records.csv", "one,")
        get("search/manifest.json", '"pages":')
        get("search/search_index.json", '"docs":[]')
        get("projects/one/index.js", "404")
        recorded.write("briefs/projects/one.yaml", ONE.replace("& one", "& new"))
        get("projects/one/", "&amp; new</h1>")
        get("projects/one/index.json", "& new")


@contextmanager
def served(site: Recorded) -> Iterator[Callable[..., None]]:
    """A running server, and a way to wait until one of its pages has a text."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    log = site.root / "serve.log"

    def get(address: str, text: str, without: str = "\0") -> None:
        deadline = time.monotonic() + 30
        while text not in (seen := fetch(f"http://{host}/{address}")) or without in seen:
            assert time.monotonic() < deadline, seen or log.read_text(encoding="utf-8")
            time.sleep(0.1)

    command = [sys.executable, "-m", "mkdocs", "serve", "-a", host]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=site.root, stdout=output, stderr=output)
        try:
            yield get
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=10)


def fetch(url: str) -> str:
    """What the server says at an address; nothing while it does not answer."""
    try:
        with urlopen(url, timeout=5) as response:  # noqa: S310  # it is our own server
            content: bytes = response.read()
            return content.decode()
    except HTTPError as error:
        return str(error.code)
    except OSError:
        return ""
