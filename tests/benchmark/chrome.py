"""The frame around a page that we built, as a layout of Hugo's: the same HTML, to be filled in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import escape

from research_briefs.edges.generated_page import content
from research_briefs.pages.page import Page

#: What pages have in common that share a layout.
Shape = tuple[object, ...]

#: An entry of the table of contents, as the theme of the package prints it.
_ENTRY = '<li><a href="#{anchor}">{heading}</a></li>'
_ENTRIES = "{{ range .Params.sections }}" + _ENTRY.format(
    anchor="{{ .anchor }}", heading="{{ .heading }}"
) + "{{ end }}"  # fmt: skip
_INDENTATION = re.compile(r"\n\s+")
#: Where the neighbours of a page stand.
_IN_HEAD = r'(?<=<link rel="{}" href=")[^"]*'
_IN_FOOTER = r'(?<=<a href=")[^"]*(?=" class="md-footer__link md-footer__link--{}")'
_EDIT = re.compile(r'(?<=<a href=")[^"]*(?="[^>]*rel="edit")')


@dataclass(frozen=True)
class Layouts:
    """Layouts by name, and the name of that of each shape."""

    texts: Mapping[str, str]
    names: Mapping[Shape, str]

    def of(self, page: Page) -> str:
        """The name of a page's layout."""
        return self.names[shape(page)]


def layouts(pages: Mapping[str, tuple[Page, str]], site_url: str) -> Layouts:
    """Make the layouts of all pages, given by address, each with the HTML that we built of it."""
    names: dict[Shape, str] = {}
    texts = {}
    for page, html in pages.values():
        if shape(page) not in names:
            name = names[shape(page)] = f"frame-{len(names) + 1}"
            texts[name] = layout(page, html, site_url)
    return Layouts(texts, names)


def shape(page: Page) -> Shape:
    """What is not filled in: the way up and all relative addresses, and which parts there are."""
    folder = posixpath.dirname(page.address.rstrip("/"))
    there = bool(page.sections), bool(page.previous), bool(page.next), bool(page.source)
    in_navigation = page.address if page.address.count("/") < 2 else ""
    return folder, in_navigation, page.listed_in, page.trail, *there


def layout(page: Page, html: str, site_url: str) -> str:
    """Cut a page's own texts out of its HTML, and let Hugo fill in those of another."""
    before, after = _around(html, content(page))
    before, after = before.replace("{{", '{{ "{{" }}'), after.replace("{{", '{{ "{{" }}')
    before = _swap(before, page.head, "{{ .Params.head | safeHTML }}")
    before = _with_entries(before, page)
    before = _swap(before, f'content="{escape(page.description)}"', 'content="{{ .Description }}"')
    before = _swap(before, f'href="{site_url}{page.address}"', 'href="{{ .Permalink }}"')
    before = _EDIT.sub("{{ .Params.edit }}", before)
    for side, word, other in (("previous", "prev", page.previous), ("next", "next", page.next)):
        if other:
            address = f"{{{{ .Params.{side}.address }}}}"
            before = re.sub(_IN_HEAD.format(word), address, before)
            after = re.sub(_IN_FOOTER.format(word), address, after)
            after = _swap(after, f">{escape(other[1])}<", f">{{{{ .Params.{side}.title }}}}<")
    before = before.replace(f"<title>{escape(page.title)}", "<title>{{ .Title }}")
    made = f"{before}{{{{ .Content }}}}{after}"
    if lost := [text for text, times in _wanted(page) if made.count(f".{text} ") < times]:
        raise SystemExit(f"{page.address}: its frame has no place for {', '.join(lost)}")
    return made


def _wanted(page: Page) -> Iterator[tuple[str, int]]:
    """What a layout fills in, and how often: the theme may have come to print it otherwise."""
    yield from (("Title", 1), ("Permalink", 1), ("Params.head", 1))
    yield "Description", bool(page.description)
    yield "Params.sections", bool(page.sections)
    yield "Params.edit", bool(page.source)
    for side, other in (("previous", page.previous), ("next", page.next)):
        yield f"Params.{side}.address", 2 * bool(other)
        yield f"Params.{side}.title", bool(other)


def _around(html: str, inside: str) -> tuple[str, str]:
    """What stands before and after a content; pages in the navigation have it without indents."""
    for form in (inside, _INDENTATION.sub("\n", inside)):
        before, found, after = html.partition(form)
        if found:
            return before, after
    raise SystemExit(f"a page was built without its content: {inside[:200]}")


def _with_entries(html: str, page: Page) -> str:
    """The table of contents filled in; in pages of the navigation there is space between tags."""
    entries = (_ENTRY.format(anchor=s.anchor, heading=escape(s.heading)) for s in page.sections)
    own = re.escape("".join(entries)).replace(">", r">\s*").replace("<", r"\s*<")
    return re.sub(own, _ENTRIES, html, count=1) if own else html


def _swap(html: str, own: str, filled: str) -> str:
    return html.replace(own, filled, 1) if own else html
