"""What the benchmark makes of its figures: ratios, weights, tables. Nothing is measured here."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.benchmark import account, chrome, hugo, peers, weight
from tests.benchmark.document import put, replaced
from tests.benchmark.editing import SUMMARY, edited
from tests.benchmark.measure import Figures, Run
from tests.benchmark.measuring import EVERYTHING, PAGES, Measured
from tests.benchmark.pairs import Pair, alternate
from tests.benchmark.reach import reached
from tests.benchmark.serving import Served
from tests.benchmark.tables import markdown, table

from research_briefs.edges.generated_page import content
from research_briefs.pages.page import Content, Page, Section
from research_briefs.publishing.export import generated
from research_briefs.site import Site


def runs(*cpu: float) -> tuple[Run, ...]:
    return tuple(Run(time=2 * seconds, cpu=seconds, memory=1_000_000) for seconds in cpu)


# Pairs


def test_a_ratio_is_the_median_of_those_of_neighbours_in_time() -> None:
    pair = Pair(Figures("ours", runs(2, 9, 4)), Figures("theirs", runs(1, 3, 8)))
    assert pair.cpu == 2  # of 2, 3 and 0.5; that of the medians would be 4 / 3
    assert pair.time == 2


def test_programs_run_in_turns() -> None:
    ran: list[str] = []

    def once(name: str) -> Run:
        ran.append(name)
        return runs(len(ran))[0]

    pair = alternate(("a", lambda: once("a")), ("b", lambda: once("b")), 3)
    assert ran == ["a", "b"] * 3
    assert [run.cpu for run in pair.ours.runs] == [1, 3, 5]
    assert [run.cpu for run in pair.peer.runs] == [2, 4, 6]
    assert (pair.ours.phase, pair.peer.phase) == ("a", "b")


# Weights


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<article><p>One</p></article>", "One"),
        ("<article>\n <p>One  <b>two</b></p>\n</article>", "One two"),
        ("<nav>Home</nav><article>One</article><footer>Two</footer>", "One"),
        ("<article>A &amp; B&#39;s — 京</article>", "A & B's — 京"),
        ("<article>One<script>two()</script><style>p {}</style></article>", "One"),
        ("<article><svg><title>T</title><desc>D</desc><text>1999</text></svg></article>", "1999"),
        ("<article title='not seen'><img alt='nor this'><br>One</article>", "One"),
        ("<p>No article</p>", ""),
    ],
)
def test_all_but_the_words_of_the_article_is_markup(html: str, text: str) -> None:
    assert weight.markup(html) == len(html.encode()) - len(text.encode())


def test_the_middle_brief_is_weighed(tmp_path: Path) -> None:
    for name, words in (("a", "x"), ("b", "x" * 100), ("c", "x" * 10), ("list", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(f"<article>{words}</article>")
    assert weight.weigh(tmp_path, ["a/", "b/", "c/"]) == weight.Weight(4, 29, 19)


def test_a_first_search_loads_so_many_of_the_largest_shards_and_results(tmp_path: Path) -> None:
    def write(place: str, size: int) -> int:
        file = tmp_path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes(range(256)) * size)
        return weight.compressed([file.read_bytes()])[0]

    whole = [write(f"search/{name}.json", 1) for name in ("manifest", "search_index")]
    whole += [write("search/words/all.txt", 1), write("assets/briefs/search/worker.js", 1)]
    shards = [write(f"search/words/{n}.txt", 9 + n) for n in range(weight.MOST_SHARDS + 3)]
    pages = [write(f"search/pages/{n}.json", 9 + n) for n in range(weight.MOST_RESULTS + 3)]
    assert weight.first_search(tmp_path) == sum((*whole, *shards[3:], *pages[3:]))


# The account


@pytest.mark.parametrize(
    ("stack", "part"),
    [
        (["runpy.run", "mkdocs.__main__.cli"], "starting"),
        (["mkdocs.commands.build.build", "jinja2.environment.render"], "MkDocs and its theme"),
        (["mkdocs.commands.build.build", "mkdocs.utils.write_file"], "writing"),
        (["mkdocs.commands.build.build", "research_briefs.edges.mkdocs.on_config"],
         "MkDocs and its theme"),
        (["research_briefs.edges.writing.write_files", "research_briefs.publishing.data.tables.x"],
         "data"),
        (["research_briefs.edges.writing.write_files"], "writing"),
        (["research_briefs.site.load_site", "research_briefs.reading.files.read_briefs",
          "research_briefs.records.dates.parse"], "reading"),
        (["research_briefs.pages.building.pages", "research_briefs.catalogue.marks.mark"], "pages"),
        (["research_briefs.pages.building.pages", "research_briefs.pages.pictures.svg.x"],
         "pictures"),
        (["research_briefs.publishing.citations.citations.files",
          "research_briefs.publishing.citations.bibtex.entry"], "citation files"),
        (["research_briefs.pages.canvas.cite", "research_briefs.publishing.citations.items.item"],
         "citations on pages"),
    ],
)  # fmt: skip
def test_a_stack_belongs_to_a_part(stack: list[str], part: str) -> None:
    frames = [tuple(frame.rsplit(".", 1)) for frame in stack]
    assert account.part_of((module, name) for module, name in frames) == part


def test_the_parts_of_the_account_are_there() -> None:
    for _, module, name in account.RULES:
        spec = find_spec(module) if module else None
        assert spec or not module, module
        if name:
            assert spec is not None
            assert spec.origin is not None
            assert f"def {name}(" in Path(spec.origin).read_text(encoding="utf-8"), name


def test_every_part_is_told() -> None:
    assert {part for part, _, _ in account.RULES} == set(account.PARTS) - {"other processes"}


# What peers build from


def test_of_a_page_a_layout_is_cut_that_gives_the_page_again() -> None:
    page = _page("projects/b/", "B & <b>")
    html = _frame(page)
    layout = chrome.layout(page, html, "https://example.org/")
    for own in ("B &", "S of", "/projects/b/", "../../projects/a/", "Summary", "head of"):
        assert own not in layout
    filled = {
        ".Title": "B &amp; &lt;b&gt;",
        ".Description": "S of B &amp; &lt;b&gt;",
        ".Permalink": "https://example.org/projects/b/",
        ".Params.head | safeHTML": page.head,
        ".Params.edit": "https://example.com/edit/b.yaml",
        ".Params.previous.address": "../../projects/a/",
        ".Params.previous.title": "A",
        ".Params.next.address": "../../projects/c/",
        ".Params.next.title": "C",
        ".Content": content(page),
    }
    layout = layout.replace("{{ range .Params.sections }}", "").replace("{{ end }}", "")
    layout = layout.replace("{{ .anchor }}", "summary").replace("{{ .heading }}", "Summary")
    for variable, value in filled.items():
        layout = layout.replace(f"{{{{ {variable} }}}}", value)
    assert layout == html


def test_a_frame_that_no_longer_prints_a_text_as_it_did_is_refused() -> None:
    page = _page("projects/b/", "b")
    html = _frame(page).replace("md-footer__link--next", "md-footer__forth")
    with pytest.raises(SystemExit, match=r"no place for Params.next.address$"):
        chrome.layout(page, html, "https://example.org/")


def test_pages_share_a_layout_if_all_but_their_texts_is_the_same() -> None:
    a, b, c = (_page(f"projects/{name}/", name) for name in "abc")
    other = _page("topics/d/", "d")
    whole = {page.address: (page, _frame(page)) for page in (a, b, c, other)}
    layouts = chrome.layouts(whole, "https://example.org/")
    assert [layouts.of(page) for page in (a, b, c, other)] == ["frame-1"] * 3 + ["frame-2"]
    assert sorted(layouts.texts) == ["frame-1", "frame-2"]


def test_a_page_for_hugo_leaves_to_the_layout_what_stands_around_its_content(site: Site) -> None:
    page = next(page for page in site.pages() if page.previous and page.next and page.trail)
    front, blank, body = hugo.markdown(page, "some").partition("\n\n")
    said = json.loads(front)
    assert (said["title"], said["layout"]) == (page.title, "some")
    assert [above["title"] for above in said["trail"]] == [title for _, title in page.trail]
    assert page.next is not None
    assert said["next"]["title"] == page.next[1]
    exported = generated.markdown(page)
    assert f"{blank}{body.rstrip()}" in exported
    assert "›" in exported.split("\n\n")[1]
    assert "›" not in body.split("\n\n")[0]


def test_words_that_a_peer_has_lost_are_found(tmp_path: Path) -> None:
    for site, words in (("ours", "one two"), ("same", "<b>One</b> one\n two"), ("lost", "one")):
        (tmp_path / site / "a").mkdir(parents=True)
        (tmp_path / site / "a/index.html").write_text(f'<article class="x">{words}</article>')
    assert peers.missing(tmp_path / "ours", tmp_path / "same") == []
    assert peers.missing(tmp_path / "ours", tmp_path / "lost") == ["a"]
    assert peers.missing(tmp_path / "ours", tmp_path / "nowhere") == ["a"]


def test_a_peer_that_is_not_there_has_no_version() -> None:
    assert peers.Peer("None", (), "", "", "no-such-package-as-this").version() == ""
    assert "mkdocs-material" in peers.versions()


def test_an_edit_is_undone(tmp_path: Path) -> None:
    file = tmp_path / "brief.yaml"
    file.write_text(f"title: One\n{SUMMARY}Two.\n", encoding="utf-8")
    with edited(file, SUMMARY) as edit:
        word = edit.save(1)
        assert f"{SUMMARY}{word} " in file.read_text(encoding="utf-8")
        assert edit.save(2) != word
        assert word not in file.read_text(encoding="utf-8")
    assert file.read_text(encoding="utf-8") == f"title: One\n{SUMMARY}Two.\n"


def _page(address: str, title: str) -> Page:
    section = Section("summary", "Summary", "<p id='summary-1'>Summary &amp; more.</p>")
    head = '<meta name="x" content="head of {}">'
    content = Content(f"S of {title}", f"<h1>{title}</h1>", (section,), head=head)
    return Page(
        address,
        title,
        lambda: content,
        trail=(("", "Home"), ("projects/", "Projects")),
        previous=("projects/a/", "A"),
        next=("projects/c/", "C"),
        source="briefs/b.yaml",
    )


def _frame(page: Page) -> str:
    """A page as the theme has it, in short."""
    title = page.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<title>{title} - Site</title><meta content="S of {title}">'
        f'<link rel="canonical" href="https://example.org/{page.address}">'
        '<link rel="prev" href="../../projects/a/"><link rel="next" href="../../projects/c/">'
        f"{page.head}"
        '<ul><li><a href="#summary">Summary</a></li></ul>'
        '<a href="https://example.com/edit/b.yaml" title="Edit" rel="edit">'
        f"{content(page)}"
        '<a href="../../projects/a/" class="md-footer__link md-footer__link--prev"><i>A</i></a>'
        '<a href="../../projects/c/" class="md-footer__link md-footer__link--next"><i>C</i></a>'
    )


# What is told


@pytest.fixture
def small() -> Measured:
    return Measured(
        1000,
        figures={
            "build": Figures("build", runs(2.0, 1.9)),
            "searched": Figures("searched", runs(11.0, 9.0)),
            "check": Figures("check", runs(0.3)),
        },
        served={"ours": Served(3.0, (0.7, 0.9, 0.75)), "stock": Served(1.0, (0.4,))},
        pairs=[
            Pair(Figures(PAGES, runs(1, 2)), Figures("Hugo, our frame", runs(2, 2))),
            Pair(Figures(EVERYTHING, runs(2, 2)), Figures("Hugo, our frame", runs(1, 1))),
        ],
        weights={EVERYTHING: weight.Weight(2000, 30_000, 20_000)},
        parts={"reading": 1.0, "pages": 3.0, "other processes": 0.0},
        search=161_000,
        absent={"Zensical": "pip install zensical"},
    )


@pytest.fixture
def large() -> Measured:
    return Measured(
        10_000,
        figures={"build": Figures("build", runs(20.5)), "edit": Figures("edit", runs(0.5))},
        growth=Pair(Figures("build", runs(20.5)), Figures("build", runs(1.95))),
        served={"ours": Served(30.0, (3.0,))},
        search=200_000,
    )


def test_each_figure_stands_beside_what_we_want_to_reach(small: Measured, large: Measured) -> None:
    found = [(reach.what, round(reach.measured, 2), reach.most, reach.is_met)
             for reach in reached(small, large)]  # fmt: skip
    assert found == [
        ("1,000 records, cold: CPU as a multiple of Hugo’s, same pages and frame", 0.75, 1.0, True),
        ("1,000 records, cold, pages and search: CPU", 10.0, 10.0, True),
        ("1,000 records, cold, everything on: CPU", 1.95, 4.0, True),
        ("1,000 records, cold, everything on: memory", 1, 300, True),
        ("`briefs check` of 1,000 records, cold: time", 0.6, 0.5, False),
        ("`mkdocs serve`, 1,000 records: saved to seen", 0.75, 0.8, True),
        ("HTML of a brief’s page", 30, 30, True),
        ("HTML of a brief’s page beyond its text", 20, 20, True),
        ("first search, 1,000 records, compressed", 161, 160, False),
        ("10,000 records, cold, everything on: time for each", 4.1, 2.0, False),
        ("10,000 records, cold: memory", 1, 600, True),
        ("one statement edited among 10,000, built anew: time", 1.0, 1.5, True),
        ("one statement edited among 10,000, `mkdocs serve`: saved to seen", 3.0, 1.5, False),
        ("first search, 10,000 records, compressed", 200, 250, True),
        ("CPU, 10,000 records : 1,000 records", 10.51, 10.5, False),
    ]


def test_figures_of_other_sizes_are_not_held_against_what_we_want_to_reach() -> None:
    few = Measured(30, figures={"build": Figures("build", runs(1))}, search=1)
    assert list(reached(few, None)) == []


def test_everything_that_was_measured_is_told(small: Measured, large: Measured) -> None:
    text = markdown("2 processors.", "python -m x", small, large, 2)
    for line in (
        "Measured with `python -m x`: 1,000 and 10,000 made-up briefs, medians of 2 runs, "
        "1 of the larger site.",
        "2 processors.",
        "| first search, 1,000 records, compressed | 161 kB | ≤ 160 kB | **no** |",
        "| one statement edited among 10,000, built anew: time | 1.00 s | ≤ 1.50 s | yes |",
        "| ours, pages alone : Hugo, our frame | 1.50 s : 2.00 s | **0.75** | 3.00 s : 4.00 s "
        "| 0.75 | 1 MB : 1 MB |",
        "| ours, everything on | 2,000 | 30,000 B | 20,000 B |",
        "Zensical was not measured, for it is not installed: `pip install zensical`.",
        "| build | 20.50 s | 41.00 s | 1 MB |  |",
        "| reading | 1.00 s | 25 % |",
        "| ours, 1,000 records | 0.75 s | 3.0 s |",
        "| ours, 10,000 records | 3.00 s | 30.0 s |",
        "| stock MkDocs, two pages | 0.40 s | 1.0 s |",
    ):
        assert line in text.splitlines(), line
    assert "other processes" not in text


def test_what_was_not_measured_has_no_heading() -> None:
    few = Measured(30, figures={"read": Figures("read", runs(1))})
    text = markdown("2 processors.", "python -m x", few, None, 1)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "### The parts of a build"
    ]
    assert "30 made-up briefs, one run." in text


def test_a_table_without_rows_is_none() -> None:
    assert table(("a", "b"), []) == ""


def test_the_tables_take_the_place_of_earlier_ones(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text("# Fast\n\n<!-- measured -->\nold\n<!-- /measured -->\n\nEnd.\n", "utf-8")
    put(page, "new\n")
    wanted = "# Fast\n\n<!-- measured -->\n\nnew\n\n<!-- /measured -->\n\nEnd.\n"
    assert page.read_text("utf-8") == wanted
    put(page, "new\n")
    assert page.read_text("utf-8") == wanted


@pytest.mark.parametrize("page", ["", "<!-- measured -->", "<!-- /measured --> <!-- measured -->"])
def test_a_page_without_marks_is_left_alone(page: str) -> None:
    with pytest.raises(ValueError, match="between which the tables go"):
        replaced(page, "new")


def test_the_page_has_its_marks() -> None:
    replaced((Path(__file__).parents[1] / "docs" / "speed.md").read_text(encoding="utf-8"), "new")
