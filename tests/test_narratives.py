"""Pages written by hand: links to records and citations in them, and what records show of it.

The golden cases in `cases/narratives` say what becomes of a page and what may be wrong in it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown as convert  # type: ignore[import-untyped]
from mkdocs.commands.build import build
from mkdocs.config import load_config
from tests.helpers import CASES, SITE, shown
from tests.samples import WORLD, record

from research_briefs.edges import mkdocs as edge
from research_briefs.edges.command import main
from research_briefs.edges.config_file import find_settings
from research_briefs.pages.page import Page
from research_briefs.settings import settings_from
from research_briefs.site import Site, load_site

#: The extensions that MkDocs always has, and some that people add.
EXTENSIONS = ["toc", "tables", "fenced_code", "admonition", "footnotes", "def_list"]

LENS = record(
    "projects",
    "events:\n  - date: 2015\n    event: started\n    id: lit\n    source: gazette\n",
    title="The “Lens” & co.",
)
EXCHANGE = record(
    "projects",
    "events:\n  - date: 2020\n    event: proposed\n    source: gazette\n",
    "questions:\n  - question: Did it come?\n",
    title="Exchange",
)
GONE = "title: Gone\nwithdrawn: It never was.\nchecked: 2026-05-01\n"
RECORDS = WORLD | {
    "projects/lens": LENS,
    "projects/exchange": EXCHANGE,
    "projects/gone": GONE,
}


def site_of(root: Path, **pages: str) -> Site:
    """The site of the records above with these pages written by hand."""
    for place, text in RECORDS.items():
        write(root / "briefs" / f"{place}.yaml", text)
    for name, text in pages.items():
        write(root / "docs" / f"{name}.md", text)
    return load_site(settings_from(root, {}))


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def python_markdown(text: str, extensions: Sequence[str] = EXTENSIONS) -> str:
    """What the converter that MkDocs uses makes of a text."""
    return str(convert(text, extensions=[*extensions]))


def converted(site: Site, text: str) -> str:
    """What a reader gets: the page with its links, after Python-Markdown."""
    telling = site.tell("story.md", text)
    if telling is None:
        return python_markdown(text)
    return telling.put_into(python_markdown(telling.markdown))


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(tmp_path_factory.mktemp("records"))


# Golden cases


@dataclass(frozen=True)
class Golden:
    """A page as it is typed and what is expected of it."""

    file: Path
    name: str
    page: str
    expected: str

    def __str__(self) -> str:
        return self.name

    def assert_gives(self, found: str) -> None:
        """Compare, or write what was found into the file if that was asked for."""
        if os.environ.get("UPDATE_CASES") and found != self.expected:
            head, heading, tail = self.file.read_text(encoding="utf-8").partition(
                f"\n## {self.name}\n"
            )
            typed, closing, rest = tail.partition("\n````\n\n")
            fence = re.compile(r"((`+)(?:html|text)\n).*?(\2\n)", re.DOTALL)
            rest = fence.sub(lambda m: f"{m[1]}{found}{m[3]}", rest, count=1)
            self.file.write_text(head + heading + typed + closing + rest, encoding="utf-8")
        else:
            assert found == self.expected


_CASE = re.compile(r"````markdown\n(.*?)````\n+(`+)(?:html|text)\n(.*?)\2\n", re.DOTALL)


def golden(name: str) -> list[Golden]:
    file, found = CASES / "narratives" / f"{name}.md", []
    for section in re.split(r"\n## (?=.*\n\n````)", file.read_text(encoding="utf-8"))[1:]:
        heading, _, body = section.partition("\n")
        ((page, _, expected),) = _CASE.findall(body + "\n")
        found.append(Golden(file, heading, page, expected))
    return found


@pytest.mark.parametrize("case", golden("pages"), ids=str)
def test_a_page_becomes_what_the_case_says(case: Golden, records: Site) -> None:
    case.assert_gives(f"{converted(records, case.page)}\n")


@pytest.mark.parametrize("case", golden("issues"), ids=str)
def test_the_check_says_what_the_case_says(case: Golden, tmp_path: Path) -> None:
    case.assert_gives(shown(site_of(tmp_path, story=case.page).issues))


# Code

_MENTION = st.sampled_from(
    ["[[lens]]", "[[lens#lit|lit]]", "[@almanac, para. 7]", "[[lense]]", "[@"]
)
_WORDS = st.lists(
    st.one_of(_MENTION, st.sampled_from(["a", "*b*", "&amp;", "<", "é灯", "_", "\\"])), max_size=4
).map(" ".join)
_LINES = st.lists(_WORDS.filter(str.strip), min_size=1, max_size=3)
_BLOCKS = st.one_of(
    _WORDS.map(lambda words: f"Text {words}."),
    _WORDS.map(lambda words: f"Text {words} `{words or 'x'}` and ``{words or 'y'}``."),
    _LINES.map(lambda lines: "\n".join(f"    {line}" for line in lines)),
    _LINES.map(lambda lines: "\n".join(["```", *lines, "```"])),
    _LINES.map(lambda lines: "\n".join(["~~~ text", *lines, "~~~"])),
    _WORDS.map(lambda words: f"> quoted `{words or 'z'}` {words}"),
    _WORDS.map(lambda words: f"- item {words} `{words or 'z'}`"),
    _WORDS.map(lambda words: f"!!! note\n\n    Aside `{words or 'z'}` {words}"),
    _WORDS.map(lambda words: f"[^1]: Note\n\n    Aside `{words or 'z'}` {words}"),
    _WORDS.map(lambda words: f"Word\n:   Aside `{words or 'z'}`\n\n    {words}"),
)


@given(st.lists(_BLOCKS, max_size=6).map("\n\n".join))
def test_code_is_never_changed(records: Site, page: str) -> None:
    """Whatever a page holds, what Python-Markdown takes for code is what it is without us."""
    plain = python_markdown(page)
    assert _code(converted(records, page)) == _code(plain)


def _code(html: str) -> list[str]:
    return re.findall(r"<code.*?</code>", html, re.DOTALL)


def test_what_only_the_converter_takes_for_code_is_shown_as_typed(records: Site) -> None:
    """Without the extension for admonitions what stands in one is an indented block of code."""
    telling = records.tell("story.md", "!!! note\n\n    The [[lens|<b>]].\n")
    assert telling is not None
    html = telling.put_into(python_markdown(telling.markdown, extensions=[]))
    assert "<code>The [[lens|&lt;b&gt;]].\n</code>" in html


def test_characters_that_stand_in_are_not_those_of_the_page(records: Site) -> None:
    assert "<p>\U000f0000 <a " in converted(records, "\U000f0000 [[lens]]")


@pytest.mark.parametrize(
    "page",
    [
        "[[" * 2_000,
        "[@" * 2_000,
        "[^1]: " * 2_000,
        "> " * 2_000,
        "- " * 2_000,
        "".join(f"{'    ' * depth}!!! note\n" for depth in range(200)),
        "\r[[lens]]\x00\ufeff[[lens]]",
        "---\ntitle: [\n---\n[[lens]]",
    ],
    ids=lambda page: page[:6].encode("unicode-escape").decode(),
)
def test_no_page_breaks_the_check(page: str, tmp_path: Path) -> None:
    for issue in site_of(tmp_path, story=page).issues:
        assert issue.path == "docs/story.md"
        assert issue.kind in ("wrong-value", "too-many")


# What records show of it


def linked(page: Page, anchor: str) -> list[tuple[str, str]]:
    """The links in a section of a page: address and words."""
    body = "".join(section.body for section in page.sections if section.anchor == anchor)
    return [(m[1], m[2]) for m in re.finditer(r'<a href="([^"]*)">(.*?)</a>', body)]


def test_records_and_sources_tell_where_they_are_discussed(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        story="# Of *lamps* & &lt;oil>\n\n[[lens]] [[lens]] [@gazette, citing @rumour]",
        other="---\ntitle: Another\n---\n\n# Heading\n\n[[lens]]",
        **{"tales/index": "[[exchange]]"},
    )
    assert not site.issues
    pages = {page.address: page for page in site.pages()}
    story = ("../../story/", "Of lamps &amp; &lt;oil&gt;")
    assert linked(pages["projects/lens/"], "discussed") == [("../../other/", "Another"), story]
    assert linked(pages["projects/exchange/"], "discussed") == [("../../tales/", "index")]
    assert linked(pages["sources/gazette/"], "discussed") == [story]
    assert linked(pages["sources/rumour/"], "discussed") == [story]
    assert linked(pages["sources/almanac/"], "discussed") == []


def test_pages_may_lie_elsewhere(tmp_path: Path) -> None:
    root = tmp_path / "site"
    site_of(root)
    write(tmp_path / "texts" / "story.md", "[[lense]]")
    site = load_site(settings_from(root, {"docs_dir": "../texts"}))
    assert [str(issue) for issue in site.issues] == [
        "../texts/story.md:1:3: there is no record “lense”"
    ]


# The whole site


class Text(HTMLParser):
    """The links of a page and the words in them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._href: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href = dict(attrs).get("href")

    def handle_data(self, data: str) -> None:
        if self._href is not None:
            self.found.append((self._href, data.strip()))
            self._href = None


def mkdocs(root: Path) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in the folder of a site."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture site, built by MkDocs."""
    root = Path(shutil.copytree(SITE, tmp_path_factory.mktemp("built") / "site"))
    done = mkdocs(root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def test_mkdocs_shows_links_citations_and_references(built: Path) -> None:
    html = (built / "story" / "index.html").read_text(encoding="utf-8")
    links = Text(html).found
    assert ("../projects/twin-lenses/", "Twin lenses") in links
    assert ("../agreements/sound-lights-treaty/", "*treaty*") in links
    assert ("../agreements/sound-lights-treaty/#signature", "signed at night") in links
    assert [link for link in links if link[0].startswith("#ref-")] == [
        ("#ref-1", "1"),
        ("#ref-2", "2"),
        ("#ref-1", "1"),
        ("#ref-3", "3"),
        ("#ref-4", "4"),
    ]
    assert ("#references", "References") in links, "the table of contents has it"
    assert re.findall(r'<li id="(ref-[^"]*)"', html) == [f"ref-{number}" for number in range(1, 5)]
    assert '<a class="rb-proposed" href="../projects/lens-exchange-proposal/"' in html or (
        '<a href="../projects/lens-exchange-proposal/" class="rb-proposed">' in html
    )
    assert "<code>[[twin-lenses]]</code>" in html
    assert "<code>[@almanac-2024, para. 31]\n</code>" in html


def test_mkdocs_shows_where_a_record_is_discussed(built: Path) -> None:
    for place in ("projects/twin-lenses", "sources/almanac-2024"):
        html = (built / place / "index.html").read_text(encoding="utf-8")
        title = "How the *lamps* came to the Sound &amp; stayed"
        assert f'<a href="../../story/">{title}</a>' in html


def test_the_search_finds_what_the_page_says(built: Path) -> None:
    files = [file for file in (built / "search").rglob("*") if file.is_file()]
    index = "".join(file.read_text(encoding="utf-8") for file in files)
    assert "signed at night" in index
    assert not re.search("[\U000f0000-\U000ffffd]", index)


def test_a_broken_page_stops_a_build_before_anything_is_made(site_folder: Path) -> None:
    with (site_folder / "docs" / "story.md").open("a", encoding="utf-8") as file:
        file.write("\nThe [[twin-lense]].\n")
    done = mkdocs(site_folder)
    assert done.returncode != 0
    assert "docs/story.md:16:7: there is no record “twin-lense”" in done.stderr
    assert "did you mean “twin-lenses”?" in done.stderr
    assert not (site_folder / "site").exists()


def test_under_serve_the_banner_says_what_is_wrong_in_a_page(site_folder: Path) -> None:
    edge.on_startup(command="serve", dirty=False)
    try:
        story = site_folder / "docs" / "story.md"
        told = story.read_text(encoding="utf-8")
        for text in (told, f"{told}\nThe [[twin-lense]].\n", told):
            story.write_text(text, encoding="utf-8")
            build(load_config(config_file=str(site_folder / "mkdocs.yml")))
            html = (site_folder / "site" / "story" / "index.html").read_text(encoding="utf-8")
            assert ("there is no record “twin-lense”" in html) == (text != told)
            assert ("<p>The [[twin-lense]].</p>" in html) == (text != told)
            assert '<a href="../projects/twin-lenses/">' in html
    finally:
        edge.on_startup(command="build", dirty=False)


def test_a_draft_is_checked_but_no_record_leads_to_it(site_folder: Path) -> None:
    with (site_folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\ndraft_docs: tale.md\n")
    write(site_folder / "docs" / "tale.md", "# A tale\n\n[[twin-lenses]]\n")
    done = mkdocs(site_folder)
    assert done.returncode == 0, done.stdout + done.stderr
    page = site_folder / "site" / "projects" / "twin-lenses" / "index.html"
    assert "../../story/" in page.read_text(encoding="utf-8")
    assert "../../tale/" not in page.read_text(encoding="utf-8")


def test_the_command_checks_pages_too(
    site_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site_folder / "docs" / "tale.md", "[[twin-lense]]\n")
    assert main(["--site", str(site_folder), "check"]) == 1
    assert capsys.readouterr().out.startswith("docs/tale.md:1:3: there is no record “twin-lense”")
    assert main(["--site", str(site_folder), "check", str(site_folder / "docs/story.md")]) == 0


def test_the_story_of_the_fixture_is_in_order() -> None:
    site = load_site(find_settings(SITE))
    assert [narrative.title for narrative in site.narratives] == [
        "How the *lamps* came to the Sound & stayed"
    ]
