"""Pages written by hand as an export has them: their links to records, citations and references in.

They stay where they are, for the navigation names them. So what was HTML in them for our own engine
becomes Markdown: a relative address in HTML means one thing to an engine that takes it from the
source, and another to one that takes it from the page in the browser.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ...pages import addresses
from ...pages.narratives import Telling
from .generated import place_of
from .inert import block, inert

_STAND_IN = re.compile("[\U000f0000-\U000ffffd]")
#: The references have a block of HTML around them, of which only their engine has a use.
_AROUND = re.compile("<div>([\U000f0000-\U000ffffd])</div>")
_REFERENCE = re.compile(r'<li id="([^"]+)">(.*?)</li>', re.DOTALL)

#: What is left as it is (code, and HTML in blocks of its own), links in HTML, links in Markdown.
_PARTS = re.compile(
    r"""
      ^[ >\t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^[ >\t]*(?P=fence)[`~]*[ \t]*$
    | (?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)
    | ^[ ]{0,3}<(?:div|dl|details|figure|h\d|ol|p|pre|section|table|ul)\b.*?(?=\n[ \t]*\n|\Z)
    | <a\s+href="(?P<href>[^"]*)"(?P<attributes>[^>]*)>(?P<label>.*?)</a>
    | (?P<before>\]\(\s*<?|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?)(?P<target>[^\s<>()"']+)
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True)
class Exported:
    """What an export holds, for the links of pages written by hand.

    `pages` are the addresses of the generated pages, `files` the places of all else, pages written
    by hand among them.
    """

    pages: Collection[str]
    files: Collection[str]

    def markdown(self, uri: str, text: str, telling: Telling | None) -> str:
        """A page written by hand; `telling` has what stands for its links and citations."""
        if telling:
            text = "".join(_told(telling))
        return _PARTS.sub(lambda found: self._part(found, uri), text)

    def _part(self, found: re.Match[str], uri: str) -> str:
        if found["href"]:
            return self._from_html(found, uri)
        if found["target"]:
            return f"{found['before']}{self._moved(found['target'], uri)}"
        return found[0]

    def _from_html(self, found: re.Match[str], uri: str) -> str:
        """A link of HTML, which starts from the page's address, as one of Markdown."""
        parts = urlsplit(found["href"])
        if parts.scheme or parts.netloc or parts.query or not parts.path:
            return found[0]
        target = self._found(_joined(addresses.of_hand_written(uri), unquote(parts.path)))
        if not target:
            return found[0]
        way = _way(uri, target, parts.fragment)
        attributes = found["attributes"].strip()
        return f"[{found['label']}]({way}){f'{{: {attributes} }}' if attributes else ''}"

    def _found(self, place: str) -> str:
        """The file that is at an address of the site; empty if the export has none."""
        address = f"{place}/" if place else ""
        if address in self.pages:
            return place_of(address)
        names = (place, f"{place}.md", f"{address}index.md")
        return next((name for name in names if name in self.files), "")

    def _moved(self, target: str, uri: str) -> str:
        """Where a link of Markdown leads, now that each generated page has a folder of its own."""
        path, mark, fragment = target.partition("#")
        place = _joined(posixpath.dirname(uri), unquote(path))
        address = addresses.of_hand_written(place) if place.endswith(".md") else ""
        if not address or address not in self.pages or place in self.files:
            return target
        return _way(uri, place_of(address), fragment) if mark else _way(uri, place_of(address))


def _told(telling: Telling) -> Iterator[str]:
    """The text of a page with its links, citations and references in it."""
    text, end = _AROUND.sub(r"\1", telling.markdown), 0
    for found in _STAND_IN.finditer(text):
        yield text[end : found.start()]
        end = found.end()
        typed, html = telling.shown.get(found[0], (found[0], ""))
        yield inert(str(html)) if typed else "".join(_references(str(html)))
    yield text[end:]


def _references(body: str) -> Iterator[str]:
    """A list of references: their items in Markdown, for the links in them; the rest is HTML."""
    for number, (anchor, item) in enumerate(_REFERENCE.findall(body), 1):
        said = " ".join(inert(item).split())
        yield f'{number}. <span id="{anchor}">{said}</span>\n'
    _, _, rest = body.partition("</ol>")
    if rest.strip():
        yield f"\n{block(rest)}\n"


def _joined(folder: str, path: str) -> str:
    """A place that a path leads to from a folder, both below the root; '' is the root."""
    place = posixpath.normpath(posixpath.join("/", folder, path))
    return place.lstrip("/")


def _way(uri: str, target: str, fragment: str = "") -> str:
    """The way from one file to another."""
    way = posixpath.relpath(target, posixpath.dirname(uri) or ".")
    return f"{way}#{fragment}" if fragment else way
