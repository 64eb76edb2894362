"""The same pages as a site of Hugo: ready-made HTML in Markdown, in our frame or a bare one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from research_briefs.pages.page import Page, relative
from research_briefs.publishing.export import generated

from .chrome import layouts
from .files import write

#: Hugo need not look for anything that the pages do not have; like us it writes a sitemap.
_CONFIG = """\
baseURL = "{site_url}"
title = "{name}"
languageCode = "en"
disableKinds = ["taxonomy", "term", "RSS", "404"]
disableHugoGeneratorInject = true
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.extensions]
definitionList = false
footnote = false
linkify = false
strikethrough = false
table = false
taskList = false
typographer = false
"""

_BARE = "bare"
_BARE_LAYOUT = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body>
<nav>{{ range .Params.trail }}<a href="{{ .address }}">{{ .title }}</a> › {{ end }}</nav>
<article>{{ .Content }}</article>
<nav>{{ with .Params.previous }}<a href="{{ .address }}">{{ .title }}</a>{{ end }}
{{ with .Params.next }}<a href="{{ .address }}">{{ .title }}</a>{{ end }}</nav>
</body>
</html>
"""


def bare(folder: Path, pages: Collection[Page], site: Mapping[str, str]) -> None:
    """Write the pages in a frame that says no more than it must."""
    _write(folder, pages, site, dict.fromkeys((page.address for page in pages), _BARE))


def framed(
    folder: Path, pages: Collection[Page], site: Mapping[str, str], built: Path, edit_url: str
) -> None:
    """Write the pages in the frames that they have in the site that we built of them."""
    whole = {page.address: (page, _read(built / page.address)) for page in pages}
    made = layouts(whole, site["site_url"])
    for name, text in made.texts.items():
        write(folder / "layouts" / "_default" / f"{name}.html", text)
    shutil.copytree(built / "assets", folder / "static" / "assets")
    _write(folder, pages, site, {page.address: made.of(page) for page in pages}, edit_url)


def _read(folder: Path) -> str:
    return (folder / "index.html").read_text(encoding="utf-8")


def _write(
    folder: Path,
    pages: Collection[Page],
    site: Mapping[str, str],
    layout_of: Mapping[str, str],
    edit_url: str = "",
) -> None:
    write(folder / "hugo.toml", _CONFIG.format_map(site))
    write(folder / "layouts" / "_default" / f"{_BARE}.html", _BARE_LAYOUT)
    above = {parent for page in pages for parent in parents(page.address)}
    for page in pages:
        text = markdown(page, layout_of[page.address], edit_url)
        write(folder / "content" / place_of(page.address, above), text)


def by_hand(title: str, text: str) -> str:
    """A page written by hand, in the bare frame."""
    return f"{json.dumps({'title': title, 'layout': _BARE})}\n\n{text}"


def place_of(address: str, above: Collection[str]) -> str:
    """Where a page lies: Hugo has another name for those that have pages below them.

    >>> place_of("projects/", {"", "projects/"}), place_of("projects/x/", {"", "projects/"})
    ('projects/_index.md', 'projects/x/index.md')
    """
    return f"{address}{'_index' if address in above else 'index'}.md"


def parents(address: str) -> Iterator[str]:
    """The addresses above another.

    >>> list(parents("projects/x/"))
    ['projects/', '']
    """
    while address:
        address = "/".join(address.split("/")[:-2])
        address = f"{address}/" if address else ""
        yield address


def markdown(page: Page, layout: str, edit_url: str = "") -> str:
    """A page as an export has it, with front matter for Hugo; what the layout shows is left out."""
    bare = replace(page, trail=(), previous=None, next=None)
    body = generated.markdown(bare).split("---\n", 2)[2].replace(" data-search-exclude}", "}")
    return f"{json.dumps(_front_matter(page, layout, edit_url), ensure_ascii=False)}\n{body}"


def _front_matter(page: Page, layout: str, edit_url: str) -> dict[str, object]:
    def link(address: str, title: str) -> dict[str, str]:
        return {"address": relative(page.address, address), "title": title}

    return {
        "title": page.title,
        "description": page.description,
        "layout": layout,
        "head": page.head,
        "edit": f"{edit_url}{page.source}" if page.source else "",
        "trail": [link(*above) for above in page.trail],
        "previous": link(*page.previous) if page.previous else None,
        "next": link(*page.next) if page.next else None,
        "sections": [{"anchor": s.anchor, "heading": s.heading} for s in page.sections],
    }
