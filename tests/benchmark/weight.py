"""What the pages of a built site weigh, and what a first search has to load."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from statistics import median

#: How many shards and results a query of several words may need, one of them with a typing error.
MOST_SHARDS, MOST_RESULTS = 8, 20

_UNSEEN = {"script", "style", "template", "title", "desc"}


@dataclass(frozen=True, slots=True)
class Weight:
    """Files of HTML in a site, and of the middle brief's page all bytes and those of no text."""

    pages: int
    brief: int
    markup: int


def weigh(site: Path, briefs: Iterable[str]) -> Weight:
    """Weigh a site by the pages of its briefs, which are given by address."""
    pages = ((site / address / "index.html").read_text(encoding="utf-8") for address in briefs)
    sizes = [(len(html.encode()), markup(html)) for html in pages]
    brief, beyond = (int(median(size)) for size in zip(*sizes, strict=True))
    return Weight(sum(1 for _ in site.rglob("*.html")), brief, beyond)


def markup(html: str) -> int:
    """The bytes of a page that are not its own text.

    Its own text is what a reader sees in its `<article>`, in UTF-8, with entities resolved and
    white space folded. Everything else counts: tags, attributes, scripts, what is said to machines,
    and the words of header, menus and footer.

    >>> markup("<nav>Home</nav><article><p>R &amp;  D</p><script>x</script></article>")
    64
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = " ".join("".join(reader.found).split())
    return len(html.encode()) - len(text.encode())


class _Reader(HTMLParser):
    """Collects what is seen of an article."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._articles = self._unseen = 0

    def handle_starttag(self, tag: str, _: object) -> None:
        self._articles += tag == "article"
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._articles -= tag == "article"
        self._unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if self._articles and not self._unseen:
            self.found.append(data)


def compressed(contents: Iterable[bytes]) -> list[int]:
    """Sizes as sent by a host that compresses, the largest first."""
    return sorted((len(gzip.compress(content, 6)) for content in contents), reverse=True)


def first_search(site: Path) -> int:
    """The compressed bytes that a first query loads at most: scripts, index and results.

    The worker's scripts, the manifest, all words (which a typing error asks for), and of the shards
    and the results the largest: as many as a query of several words can need.
    """
    search, scripts = site / "search", site / "assets" / "briefs" / "search"
    whole = [search / "search_index.json", search / "manifest.json", search / "words" / "all.txt"]
    shards = [file for file in search.glob("words/*.txt") if file not in whole]
    return (
        sum(compressed(file.read_bytes() for file in (*whole, *scripts.glob("*.js"))))
        + sum(compressed(file.read_bytes() for file in shards)[:MOST_SHARDS])
        + sum(compressed(file.read_bytes() for file in search.glob("pages/*"))[:MOST_RESULTS])
    )
