"""The files that search reads: which words find which pages, and what a reader's browser loads.

What they find in a browser is in `test_search_in_browser.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.benchmark.corpus import make
from tests.benchmark.weight import MOST_RESULTS, MOST_SHARDS, compressed

from research_briefs.edges import search_index
from research_briefs.edges.config_file import find_settings
from research_briefs.pages.wording import wording
from research_briefs.publishing.folding import folded, words
from research_briefs.publishing.postings import SHARD, in_order
from research_briefs.publishing.search import (
    PAGE_LIMIT,
    SECTION_LIMIT,
    Document,
    Part,
    documents,
    files,
    version,
)
from research_briefs.site import Site, load_site

WORDS = wording("en")

Files = Mapping[str, bytes]


def document(address: str, title: str, *parts: Part, **fields: object) -> Document:
    """A page with a title, and what else a test says."""
    return Document(address, title, parts, **({"names": (title,)} | fields))  # type: ignore[arg-type]


def text(*texts: str) -> tuple[Part, ...]:
    return tuple(Part(f"part-{n}", "", text.split()) for n, text in enumerate(texts))


def shards(made: Files) -> list[dict[str, dict[int, int]]]:
    """The shards, in their order: for each word the pages and its weight there."""
    number = len(json.loads(made["manifest.json"])["shards"])
    return [shard(made[f"words/{n}.txt"].decode()) for n in range(number)]


def shard(content: str) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for line in content.split("\n"):
        word, *groups = line.split(" ")
        found[word] = {}
        for group in groups:
            weight, *steps = map(int, group.split(","))
            at = 0
            for step in steps:
                at += step
                found[word][at] = weight
    return found


def index(made: Files) -> dict[str, dict[int, int]]:
    """All words with their pages and weights."""
    return {word: pages for part in shards(made) for word, pages in part.items()}


def finds(made: Files, word: str) -> list[int]:
    """The pages that a word finds, the best first, through the shard in which it must be."""
    firsts = json.loads(made["manifest.json"])["shards"]
    number = max(n for n, first in enumerate(firsts) if in_order(first) <= in_order(word))
    pages = shards(made)[number].get(word, {})
    return sorted(pages, key=lambda page: -pages[page])


def shown(made: Files, page: int) -> dict[str, object]:
    content: dict[str, object] = json.loads(made[f"pages/{page}.json"])
    return content


# How texts are folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kōno Tarō", "kono taro"),
        ("KONO TARO", "kono taro"),
        ("Łódź, Straße, Ærø", "lodz strasse aero"),
        ("İstanbul ΣΟΦΟΣ Việt", "istanbul σοφοσ viet"),
        ("co-operation, Japan’s, Japan's", "co operation japan s japan s"),
        ("U.S.-Japan, U.S., e.g. example.org", "us japan us eg example org"),
        ("2+2 at 1.5", "2plus2 at 1 5"),
        ("Ｊａｐａｎ ﬁve ①", "japan five 1"),
        ("経済産業省", "経済 済産 産業 業省 省"),
        ("河野太郎 (Kono)", "河野 野太 太郎 郎 kono"),
        ("データ", "てた た"),
        ("ﾃﾞｰﾀ でた", "てた た てた た"),
        ("日本のAI", "日本 本の の ai"),
        ("𠮷野", "𠮷野 野"),
        ("नरेन्द्र", "नरनदर"),
        ("한국", "한국"),
        ("soft\u00adhyphen _x_ !?", "softhyphen x"),
    ],
)
def test_words_are_folded(text: str, found: str) -> None:
    assert " ".join(words(text)) == folded(found)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


# The index

MANIFEST = '{"pages":3,"shards":["a"],"words":{"more":"…"}}'


def test_the_files_of_a_tiny_site() -> None:
    """A line of a shard: a word, and for each weight the first page and the steps to the next."""
    lamp = document("a/", "Lamp", Part("names", "Names", ["Lampe.", "Lamp."]), kind="Project")
    horn = document("b/", "Horn", Part("", "", ["A", "horn."]), kind="Project", state="proposed",
                    is_proposal=True)  # fmt: skip
    made = files(
        [lamp, horn, document("c/", "Lamps", Part("x", "", ["Lamp", "and", "horn"]))], WORDS
    )
    assert {name: content.decode() for name, content in made.items()} == {
        "manifest.json": MANIFEST.replace("…", WORDS["search"]["more"]),
        "words/0.txt": (
            "a 3,1\nand 3,2\nhorn 19,1 3,2\nlamp 19,0 3,2\nlampe 3,0\nlamps 16,2\nnames 4,0"
        ),
        "words/all.txt": "horn\nlamp\nlampe\nlamps\nnames",
        "pages/0.json": '{"address":"a/","title":"Lamp","names":["Lamp"],"kind":"Project",'
        '"parts":[["names","Names","Lampe. Lamp."]]}',
        "pages/1.json": '{"address":"b/","title":"Horn","names":["Horn"],"kind":"Project",'
        '"state":"proposed","proposal":true,"parts":[["","","A horn."]]}',
        "pages/2.json": '{"address":"c/","title":"Lamps","names":["Lamps"],'
        '"parts":[["x","","Lamp and horn"]]}',
    }


def test_names_weigh_more_than_headings_and_these_more_than_text() -> None:
    pages = [
        document("text/", "A", *text("lamp " * 50)),
        document("heading/", "B", Part("x", "The lamp", ["lamp"])),
        document("name/", "C", names=("A very long name of a lamp",)),
        document("whole/", "D", names=("Lamp",)),
    ]
    assert finds(files(pages, WORDS), "lamp") == [3, 2, 1, 0]


def test_a_word_weighs_more_in_a_short_text_that_has_it_often() -> None:
    filler = "word " * 200
    pages = [
        document("long/", "A", *text(f"lamp {filler}")),
        document("often/", "B", *text("lamp lamp lamp")),
        document("once/", "C", *text("lamp horn bell")),
    ]
    assert finds(files(pages, WORDS), "lamp") == [1, 2, 0]


documents_of_any_text = st.lists(
    st.builds(
        lambda title, texts: document("x/", title, *text(*texts)),
        st.text(max_size=20),
        st.lists(st.text(max_size=60), max_size=3),
    ),
    min_size=1,
    max_size=8,
)


@given(documents_of_any_text)
def test_every_word_finds_its_page(pages: list[Document]) -> None:
    made = files(pages, WORDS)
    found = index(made)
    for number, page in enumerate(pages):
        for said in (page.title, *(" ".join(part.pieces) for part in page.parts)):
            assert all(number in found[word] for word in words(said))


def test_every_word_of_every_section_of_the_fixture_finds_its_page(site: Site) -> None:
    """But for what was changed when: that is found on the pages that were changed."""
    pages = [page for page in site.pages() if page.address != "changes/"]
    found = index(files(documents(site.pages(), site.catalogue, WORDS), WORDS))
    for number, page in enumerate(pages):
        for section in (s for s in page.sections if s.anchor != "history"):
            for word in (*words(section.heading), *words(section.text)):
                assert number in found[word], (page.address, word)


# Shards


@pytest.fixture(scope="module")
def large() -> Files:
    """The files of pages with many words."""
    alphabet = "abcdefghijklmnopqrstuvwxyz半導体あ𠮷"
    said = [f"{a}{b}{c}" for a in alphabet for b in alphabet for c in alphabet]
    return files([document(f"{n}/", "T", *text(" ".join(said[n::7]))) for n in range(50)], WORDS)


def test_shards_are_of_a_size(large: Files) -> None:
    contents = [large[f"words/{n}.txt"].decode() for n in range(len(shards(large)))]
    longest = max(len(line) for content in contents for line in content.split("\n"))
    assert len(contents) > 5
    assert all(SHARD - 1 <= len(content) <= SHARD + longest for content in contents[:-1])


def test_shards_follow_each_other_in_the_order_of_a_browser(large: Files) -> None:
    """JavaScript compares by UTF-16, so that what is beyond it comes before some that is not."""
    every = [word for part in shards(large) for word in part]
    assert every == sorted(every, key=in_order)
    firsts = json.loads(large["manifest.json"])["shards"]
    assert firsts == [next(iter(part)) for part in shards(large)]


def test_the_list_of_words_for_typing_errors_holds_long_words_alone() -> None:
    made = files([document("a/", "Lamps of 2024, oil; 灯台守灯台守")], WORDS)
    assert made["words/all.txt"] == b"lamps"


# The same input, the same bytes


def test_the_files_are_the_same_each_time(site: Site) -> None:
    one, other = (files(documents(site.pages(), site.catalogue, WORDS), WORDS) for _ in range(2))
    assert one == other
    assert list(one) == list(other)


def test_files_that_differ_have_another_version() -> None:
    one, other = (files([document("a/", title)], WORDS) for title in ("Lamp", "Horn"))
    assert version(one) != version(other)
    assert version(one) == version(dict(reversed(one.items())))


# What a page is found by, and what is said of it


@pytest.fixture(scope="module")
def fixture(site: Site) -> dict[str, Document]:
    """The documents of the fixture, by address."""
    return {found.address: found for found in documents(site.pages(), site.catalogue, WORDS)}


def test_a_record_is_found_by_all_its_names_and_ids(fixture: dict[str, Document]) -> None:
    assert set(fixture["agreements/sound-lights-treaty/"].names) == {
        "Treaty on the Lights of the Sound: “Twelve Lamps”",
        "Treaty on the Lights of the Sound between Brevia and Corland",
        "海峡灯台条約",
        "Kaikyō tōdai jōyaku",
        "معاهدة منارات المضيق",
        "SLT/12",
        "sound-lights-treaty",
        "twelve-lamps-treaty",
        "treaty-of-lampton",
    }


def test_a_source_is_found_by_its_authors(fixture: dict[str, Document], site: Site) -> None:
    authors = {
        author.family or author.literal
        for source in site.catalogue.of_kind("sources")
        for author in getattr(source, "author", ())
    }
    named = " ".join(" ".join(found.names) for found in fixture.values() if found.kind == "Source")
    assert authors
    assert all(author in named for author in authors)


def test_a_document_tells_kind_and_state(fixture: dict[str, Document]) -> None:
    act, lenses = fixture["policies/lights-act/"], fixture["projects/lens-exchange-proposal/"]
    assert (act.kind, act.state, act.is_proposal) == ("Policy", "in force", False)
    assert (lenses.kind, lenses.state, lenses.is_proposal) == ("Project", "proposed", True)
    assert lenses.rank < act.rank or lenses.rank < fixture["projects/twin-lenses/"].rank


def test_a_list_is_found_by_its_title_and_lead(fixture: dict[str, Document]) -> None:
    projects = fixture["projects/"]
    assert (projects.names, projects.kind) == (("Projects",), "")
    assert [" ".join(part.pieces) for part in projects.parts] == [WORDS["leads"]["projects"]]


def test_texts_are_cut_for_results_but_found_to_the_end() -> None:
    long = text(*("lamp " * 2_000 + f"end{n}" for n in range(9)))
    made = files([document("a/", "A", *long)], WORDS)
    parts = [content for _, _, content in shown(made, 0)["parts"]]  # type: ignore[attr-defined]
    assert max(map(len, parts)) == SECTION_LIMIT
    assert sum(map(len, parts)) == PAGE_LIMIT
    assert finds(made, "end8") == [0]


# Pages written by hand


def test_entries_of_the_theme_become_plain_documents() -> None:
    entries = [
        {
            "location": "about/",
            "title": "R &amp; D",
            "text": "<p>One</p><p><em>tw</em>o &lt;b></p>",
        },
        {"location": "about/#how", "title": "<code>How</code>", "text": "<ul><li>a</li></ul>"},
        {"location": "", "title": "Home", "text": ""},
    ]
    about, home = search_index.documents(entries)
    assert (about.address, about.title, about.names) == ("about/", "R & D", ("R & D",))
    assert about.parts == (Part("", "", ["One", "two", "<b>"]), Part("how", "How", ["a"]))
    assert home.parts == (Part("", "", []),)


# What a first query costs

#: The budget for a site of 1,000 briefs, compressed.
BUDGET = 160_000
SCRIPTS = Path(search_index.__file__).parent.parent / "theme" / "assets" / "briefs" / "search"


def test_the_first_query_keeps_to_its_budget(tmp_path: Path) -> None:
    """Shards and pages have a size of their own; what grows with the site is added ten times."""
    make(tmp_path / "made", 100, 1)
    made_up = load_site(find_settings(tmp_path / "made"))
    made = files(documents(made_up.pages(), made_up.catalogue, WORDS), WORDS)
    growing = compressed([made["manifest.json"], made["words/all.txt"]])
    parts = compressed(
        made[name] for name in made if name.startswith("words/") and "all" not in name
    )
    pages = compressed(made[name] for name in made if name.startswith("pages/"))
    scripts = compressed(file.read_bytes() for file in SCRIPTS.glob("*.js"))
    worst = sum(parts[:MOST_SHARDS]) + sum(pages[:MOST_RESULTS]) + sum(scripts)
    assert len(parts) >= MOST_SHARDS
    assert worst < BUDGET * 0.75
    assert worst + 10 * sum(growing) < BUDGET * 1.5
