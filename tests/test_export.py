"""`briefs export`: the site as Markdown, built by engines that know nothing of us.

Two pages stand as readable text in `cases/export`; `UPDATE_CASES=1 pytest` rewrites them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import html5lib  # type: ignore[import-untyped]
import pytest
import yaml
from markdown import markdown  # type: ignore[import-untyped]
from tests.exported import ENGINES, Built, build
from tests.helpers import CASES, SITE
from tests.payloads import payloads

from research_briefs.edges.command import main
from research_briefs.edges.exported_config import configuration_of
from research_briefs.pages.page import Content, Link, Page, Section, plain, relative
from research_briefs.publishing.export import generated
from research_briefs.publishing.export.by_hand import Exported
from research_briefs.publishing.export.inert import block, inert
from research_briefs.site import Site

OK, WRONG, MISUSED = 0, 1, 2
INDEX = "index.html"

#: A page written by hand with every sort of link that it may have.
GUIDE = """\
# A guide

- [A record](projects/twin-lenses.md#summary), [a list](projects/index.md), [a story](story.md),
  [by reference][lamps], [elsewhere](https://example.org/projects/twin-lenses.md)
- In HTML: <a href="../projects/twin-lenses/">a record</a>, <a href="../data/v1/records.csv">a
  table</a>, <a href="../">home</a>, <a href="https://example.org/">elsewhere</a>
- Linked: [[twin-lenses]], [[lens-exchange-proposal|*exchanged* (lenses) & __lamps__]]
- Code: `[a record](projects/twin-lenses.md)` and ``[[twin-lenses]]``

```markdown
[a record](projects/twin-lenses.md) and <a href="../projects/twin-lenses/">a record</a>
```

| a table | of |
| --- | --- |
| <a href="../story/">stories</a> | [[sound-lights-treaty]] [@almanac-2024, para. 31] |

[lamps]: projects/twin-lenses.md "Lamps"
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture site with one page more, exported; to look at only."""
    root = tmp_path_factory.mktemp("exported")
    shutil.copytree(SITE, root / "site")
    (root / "site/docs/guide.md").write_text(GUIDE, encoding="utf-8")
    assert main(["--site", str(root / "site"), "export", str(root / "out")]) == OK
    return root / "out"


@pytest.fixture(scope="module", params=ENGINES)
def built(
    exported: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    """The export as another engine builds it."""
    folder = tmp_path_factory.mktemp(request.param) / "moved"
    return build(Path(shutil.copytree(exported, folder)), request.param)


# What the engines make of it


def test_every_page_comes_out(built: Built, site: Site) -> None:
    others = {"about/", "story/", "guide/"}
    others |= {place[: -len(INDEX)] for place, _ in site.files() if place.endswith(f"/{INDEX}")}
    assert set(built.pages) == {page.address for page in site.pages()} | others


def test_every_word_of_every_page_comes_out(built: Built, site: Site) -> None:
    for page in site.pages():
        words = built.pages[page.address].words
        for html in (page.header, *(section.body for section in page.sections)):
            assert _bare(plain(html)) in _bare(words), page.address


def test_every_link_of_every_page_comes_out(built: Built, site: Site) -> None:
    """And those of its frame: the way up, and the neighbours."""
    for page in site.pages():
        around = [*page.trail, *filter(None, (page.previous, page.next))]
        wanted = [(link.address, link.anchor) for link in page.links if _leads_on(page, link)]
        wanted += [(address, "") for address, _ in around]
        hrefs = {relative(page.address, *link) for link in wanted}
        found = {re.sub(r"\?[^#]*", "", link) for link in built.pages[page.address].links}
        assert hrefs <= found, page.address


def _leads_on(page: Page, link: Link) -> bool:
    """A link of a page to itself is the beginning of a file's address."""
    return bool(link.anchor) or link.address != page.address


def test_every_link_leads_somewhere(built: Built) -> None:
    assert list(built.dead_links()) == []


def test_every_anchor_comes_out(built: Built, site: Site) -> None:
    for page in site.pages():
        anchors = {*page.header_anchors}
        for section in page.sections:
            anchors |= {section.anchor, *section.anchors}
        assert anchors <= built.pages[page.address].ids, page.address


def test_sections_are_in_the_table_of_contents(built: Built) -> None:
    file = built.folder / "projects/twin-lenses/index.html"
    root = html5lib.parse(file.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    (contents,) = (n for n in root.iter("nav") if "md-nav--secondary" in n.get("class", ""))
    hrefs = [node.get("href") for node in contents.iter("a")]
    assert hrefs[:2] == ["#summary", "#events"]
    assert hrefs[-1] == "#record"


def test_pages_by_hand_link_to_records_and_cite(built: Built) -> None:
    guide = built.pages["guide/"]
    assert {
        "../projects/twin-lenses/#summary",
        "../projects/twin-lenses/",
        "../projects/lens-exchange-proposal/",
        "../agreements/sound-lights-treaty/",
        "../sources/almanac-2024/",
        "../data/v1/records.csv",
        "../story/",
        "https://example.org/projects/twin-lenses.md",
        "#ref-1",
    } <= set(guide.links)
    assert "*exchanged* (lenses) & __lamps__" in guide.words
    assert "Code: [a record](projects/twin-lenses.md) and [[twin-lenses]]" in guide.words
    assert '<a href="../projects/twin-lenses/">a record</a>' in guide.words
    assert "ref-1" in guide.ids


def test_a_proposal_is_told_apart(built: Built) -> None:
    html = (built.folder / "guide/index.html").read_text(encoding="utf-8")
    proposal = '<a class="rb-proposed" href="../projects/lens-exchange-proposal/">'
    assert proposal in html


def test_downloads_lie_where_pages_link_to_them(built: Built, site: Site) -> None:
    for place, content in site.files():
        if not place.endswith((".md", "/index.json", "llms.txt", ".jsonld", ".html")):
            assert (built.folder / place).read_bytes() == content, place
    sheet = (built.folder / "agreements/lightship-pact/index.txt").read_text(encoding="utf-8")
    assert sheet.startswith("# ")
    assert "twin-lenses/index.txt" in (built.folder / "llms.txt").read_text(encoding="utf-8")


def test_nobody_else_is_asked_for_anything(built: Built) -> None:
    """No fonts, scripts or figures of another server."""
    for file in sorted(built.folder.rglob("*.html")):
        root = html5lib.parse(file.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        loaded = [n.get("src") for n in root.iter("script")]
        loaded += [n.get("href") for n in root.iter("link") if n.get("rel") == "stylesheet"]
        assert not [url for url in loaded if url and "//" in url], file
        assert not [n for n in root.iter("a") if "md-source" in n.get("class", "").split()]


# What is written


@pytest.mark.parametrize(
    ("place", "case"), [("agreements/lightship-pact/index.md", "record.md"),
                        ("guide.md", "by-hand.md"), ("../mkdocs.yml", "mkdocs.yml")],
)  # fmt: skip
def test_a_page_says(place: str, case: str, exported: Path) -> None:
    written = (exported / "docs" / place).read_text(encoding="utf-8")
    golden = CASES / "export" / case
    if os.environ.get("UPDATE_CASES"):
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


def test_the_same_site_gives_the_same_bytes_in_any_folder(exported: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere" / "deep"
    assert main(["--site", str(exported.parent / "site"), "export", str(folder)]) == OK
    assert _contents(folder) == _contents(exported)


@pytest.mark.parametrize(
    "extensions",
    [
        ["attr_list", "toc", "tables", "fenced_code"],
        ["attr_list", "md_in_html", "abbr", "footnotes", "def_list", "admonition", "smarty",
         "pymdownx.superfences", "pymdownx.details", "pymdownx.tabbed", "pymdownx.snippets",
         "pymdownx.magiclink", "pymdownx.arithmatex", "pymdownx.emoji", "pymdownx.betterem",
         "pymdownx.keys", "pymdownx.mark", "pymdownx.tilde", "pymdownx.caret",
         "pymdownx.smartsymbols", "pymdownx.inlinehilite", "pymdownx.critic"],
    ],
    ids=["plain", "all that Zensical turns on, and more"],
)  # fmt: skip
def test_no_converter_touches_what_strangers_write(extensions: list[str]) -> None:
    """Whatever a record says, in HTML and in links: it comes out as it went in."""
    texts = [plain_text for payload in payloads() if (plain_text := _typed(payload.text))]
    escaped = [_escaped(text) for text in texts]
    body = "\n".join(f"<p>{text}</p>\n{text}\n\n<br>" for text in escaped)
    content = Content("About", f"<h1>Title</h1>{body}", (Section("a", "A", body),))
    page = Page("x/", "Title", lambda: content)
    text = generated.markdown(page).partition("---\n\n")[2]
    html = markdown(text, extensions=extensions)
    assert _words(html).count(_words(body)) == 2
    lines = "\n\n".join(f"x {inert(f'<em>{text}</em>')} y" for text in escaped)
    wanted = "".join(f"<p>x {text} y</p>" for text in escaped)
    assert _words(markdown(lines, extensions=extensions)) == _words(wanted)


def test_a_block_of_html_has_neither_empty_lines_nor_fences() -> None:
    html = "<div>\n\n  <p>one\n```\ntwo</p>\n~~~\n    three\n</div>\n"
    assert block(html) == "<div>\n<p>one ``` two</p> ~~~ three\n</div>"


def test_long_lists_are_left_out_of_the_search() -> None:
    rows = "".join(f"<li>Lamp {number}</li>" for number in range(2_000))
    long = Section("statements", "Statements", f"<ul>{rows}</ul>")
    content = Content("X", "<h1>X</h1>", (long,))
    text = generated.markdown(Page("x/", "X", lambda: content))
    assert "## Statements {#statements data-search-exclude}\n" in text
    assert "search:" not in text
    content = Content("X", long.body, ())
    assert "search: {exclude: true}\n" in generated.markdown(Page("x/", "X", lambda: content))


@pytest.mark.parametrize(
    ("uri", "text", "written"),
    [
        ("a/b.md", "[x](../c/d.md#e)", "[x](../c/d/index.md#e)"),
        ("a/b.md", "[x](../c/none.md)", "[x](../c/none.md)"),
        ("a/b.md", '![x](pic.png "of c/d.md")', '![x](pic.png "of c/d.md")'),
        ("a/b.md", '<a href="../../c/d/#e">x</a>', "[x](../c/d/index.md#e)"),
        ("a/b.md", '<a href="../file.csv">x</a>', "[x](file.csv)"),
        ("a/b.md", '<a href="../file.csv" download="">x</a>', '[x](file.csv){: download="" }'),
        ("a/b.md", '<a href="none/">x</a>', '<a href="none/">x</a>'),
        ("a/b.md", '<a href="../../c/d/?q=1">x</a>', '<a href="../../c/d/?q=1">x</a>'),
        ("a/b.md", '<div>\n<a href="../../c/d/">x</a>\n</div>', None),
        ("a/b.md", "`[x](../c/d.md)`", None),
        ("a/b.md", "a ` b\n\n[x](../c/d.md)", "a ` b\n\n[x](../c/d/index.md)"),
        ("a/b.md", "~~~\n[x](../c/d.md)\n~~~", None),
        ("index.md", '<a href="c/d/">x</a>', "[x](c/d/index.md)"),
        ("index.md", "[x](../../../../etc/passwd)", None),
    ],
)
def test_links_of_pages_by_hand(uri: str, text: str, written: str | None) -> None:
    exported = Exported({"", "c/", "c/d/"}, {"a/b.md", "a/file.csv", "index.md"})
    assert exported.markdown(uri, text, None) == (text if written is None else written)


def _bare(text: str) -> str:
    """Without white space: where elements end, engines may put some or none."""
    return "".join(text.split())


def _words(html: str) -> str:
    return _bare("".join(html5lib.parseFragment(html, namespaceHTMLElements=False).itertext()))


def _escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    )


def _typed(text: str) -> str:
    """A payload without characters that no record may have."""
    return "".join(c for c in text if c.isprintable() or c == "\n").strip()


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def _contents(folder: Path) -> Mapping[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


# Where it is written, and when it is not

Printed = tuple[int, str, str]
Export = Callable[[Path], Printed]


@pytest.fixture
def export(site_folder: Path, capsys: pytest.CaptureFixture[str]) -> Export:
    """The command, for the copy of the fixture site."""

    def run(folder: Path) -> Printed:
        code = main(["--site", str(site_folder), "export", str(folder)])
        return code, *capsys.readouterr()

    return run


def test_it_says_how_much_it_wrote(export: Export, tmp_path: Path, site: Site) -> None:
    folder = tmp_path / "out"
    pages = len(site.pages()) + 2
    assert export(folder) == (OK, f"{pages} pages in {folder}\n", "")


def test_an_earlier_export_is_replaced_with_all_that_was_built_from_it(
    export: Export, tmp_path: Path, site_folder: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()  # an empty one is as good as none
    export(folder)
    (folder / "site").mkdir()
    (site_folder / "docs" / "about.md").unlink()
    assert export(folder)[0] == OK
    assert not (folder / "docs" / "about.md").exists()
    assert not (folder / "site").exists()
    assert _names(tmp_path) == ["out", "site"]


def test_a_folder_with_anything_else_is_refused(export: Export, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    assert export(folder) == (
        MISUSED,
        "",
        f"briefs: {folder} is not empty, and no earlier export: name a new folder\n",
    )
    assert _names(folder) == ["thesis.txt"]


@pytest.mark.parametrize("stranger", [".git", "thesis.txt"])
def test_an_export_that_somebody_uses_is_refused(
    stranger: str, export: Export, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    export(folder)
    (folder / stranger).mkdir()
    assert export(folder) == (
        MISUSED,
        "",
        f"briefs: {folder / stranger} is no part of the export, which would remove it: "
        "move it away\n",
    )
    assert (folder / stranger).is_dir()


def test_a_file_is_refused(export: Export, tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.touch()
    assert export(file) == (MISUSED, "", f"briefs: {file} is not a folder\n")
    below = file / "deep"
    code, _, error = export(below)
    assert (code, error) == (MISUSED, f"briefs: {below} cannot be written: File exists\n")


@pytest.mark.parametrize("source", ["docs", "briefs"])
def test_the_folders_of_the_site_are_refused(
    source: str, export: Export, site_folder: Path
) -> None:
    folder = site_folder / source / "out"
    assert export(folder) == (
        MISUSED,
        "",
        f"briefs: {folder} is in {site_folder / source}, of which the site is made: name another\n",
    )


def test_the_site_itself_is_refused(export: Export, site_folder: Path) -> None:
    code, _, error = export(site_folder)
    assert code == MISUSED
    assert "is not empty, and no earlier export" in error
    assert (site_folder / "mkdocs.yml").is_file()


def test_broken_records_are_told_and_an_earlier_export_stays(
    export: Export, tmp_path: Path, site_folder: Path
) -> None:
    folder = tmp_path / "out"
    export(folder)
    before = _contents(folder)
    file = site_folder / "briefs/policies/harbour-dues.yaml"
    file.write_text("title: [Dues\n", encoding="utf-8")
    code, printed, error = export(folder)
    assert code == WRONG
    assert printed.startswith("briefs/policies/harbour-dues.yaml:1:8: ")
    assert error.startswith("1 issue in 1 file")
    assert _contents(folder) == before


def test_two_pages_at_one_address_are_told(
    export: Export, tmp_path: Path, site_folder: Path
) -> None:
    (site_folder / "docs/projects").mkdir()
    (site_folder / "docs/projects/twin-lenses.md").write_text("# Mine\n", encoding="utf-8")
    assert export(tmp_path / "out") == (
        WRONG,
        "docs/projects/twin-lenses.md: briefs/projects/twin-lenses.yaml makes the page "
        "'projects/twin-lenses/', and this file makes it too.\n"
        "    = Rename or remove one of the two.\n",
        "1 issue in 1 file\n",
    )


def test_a_failure_leaves_the_earlier_export_and_nothing_else(
    export: Export, tmp_path: Path, site_folder: Path
) -> None:
    folder = tmp_path / "out"
    export(folder)
    before = _contents(folder)
    (site_folder / "docs" / "gone.csv").symlink_to("nowhere")
    code, printed, error = export(folder)
    assert (code, printed) == (MISUSED, "")
    assert error == f"briefs: {folder} cannot be written: No such file or directory\n"
    assert _contents(folder) == before
    assert _names(tmp_path) == ["out", "site"]


def test_drafts_and_what_is_excluded_stay_at_home(
    export: Export, tmp_path: Path, site_folder: Path
) -> None:
    _configure(site_folder, "exclude_docs: |\n  story.md\ndraft_docs: |\n  /draft.*\n")
    for name in ("draft.md", ".hidden", "seen.csv"):
        (site_folder / "docs" / name).write_text("# Draft\n", encoding="utf-8")
    export(tmp_path / "out")
    docs = tmp_path / "out/docs"
    names = {file.name for file in docs.iterdir() if file.is_file()}
    assert {"index.md", "about.md", "seen.csv"} <= names
    assert names.isdisjoint({"story.md", "draft.md", ".hidden"})
    page = (docs / "projects/twin-lenses/index.md").read_text(encoding="utf-8")
    assert "/story/" not in page


def test_a_file_by_hand_goes_before_one_of_ours(
    export: Export, tmp_path: Path, site_folder: Path
) -> None:
    (site_folder / "docs" / "llms.txt").write_text("Mine.\n", encoding="utf-8")
    export(tmp_path / "out")
    assert (tmp_path / "out/docs/llms.txt").read_text(encoding="utf-8") == "Mine.\n"


# The settings


def test_a_navigation_that_names_a_record_is_explained(
    export: Export, tmp_path: Path, site_folder: Path
) -> None:
    config = site_folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("about.md", "projects/twin-lenses.md")
    config.write_text(text, encoding="utf-8")
    assert export(tmp_path / "out") == (
        MISUSED,
        "",
        "briefs: nav in mkdocs.yml names projects/twin-lenses.md, the page of "
        "briefs/projects/twin-lenses.yaml, which an export has as "
        "projects/twin-lenses/index.md: leave it out of nav\n",
    )


def test_settings_that_inherit_are_explained(
    export: Export, tmp_path: Path, site_folder: Path
) -> None:
    _configure(site_folder, "INHERIT: ../base.yml\n")
    assert export(tmp_path / "out") == (
        MISUSED,
        "",
        "briefs: mkdocs.yml inherits settings itself: an export cannot take them along\n",
    )


def test_lists_of_settings_keep_their_entries_and_tags(tmp_path: Path) -> None:
    _configure(
        tmp_path,
        "theme: {name: material, custom_dir: ours}\n"
        "extra_css: [mine.css, assets/briefs/briefs.css]\n"
        "markdown_extensions:\n"
        "  - toc: {slugify: !!python/name:pymdownx.slugs.uslugify , permalink: true}\n"
        "  - attr_list\n",
    )
    made = configuration_of(tmp_path).files["mkdocs.yml"]
    assert made.endswith(
        "theme:\n"
        "  custom_dir: null # templates of the site may ask for what an engine lacks\n"
        "markdown_extensions:\n"
        "- toc: {slugify: !!python/name:pymdownx.slugs.uslugify '', permalink: true}\n"
        "- attr_list\n"
        "extra_css:\n"
        "- mine.css\n"
        "- assets/briefs/briefs.css\n"
        "extra_javascript:\n"
        "- assets/briefs/briefs.js\n"
    )


def test_a_mapping_of_extensions_is_joined_by_the_engine(tmp_path: Path) -> None:
    _configure(tmp_path, "markdown_extensions:\n  toc: {permalink: true}\n")
    made = yaml.safe_load(configuration_of(tmp_path).files["mkdocs.yml"])
    assert made["markdown_extensions"] == {"attr_list": {}}


def _configure(folder: Path, text: str) -> None:
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(text)
