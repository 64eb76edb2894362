"""The theme's frame around generated pages, rendered once for all pages that share it.

What differs between the records of one folder is a handful of texts: title, description, head,
addresses, neighbours and the content. The theme renders a page on which marks stand for them; each
page then fills them in. Pages whose navigation, breadcrumbs or headings differ have frames of their
own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from research_briefs.edges.generated_page import GeneratedPage
from research_briefs.edges.inlined import Inlined

#: What the theme renders a page by; generated pages ask for it through `framed.html`.
MAIN = "main.html"

_INDENTATION = re.compile(r"\n\s+")
#: White space after a tag: nobody sees it in a frame; in a content it may keep two words apart.
_BETWEEN = re.compile(r">\s+")
#: The content's mark has a heading, for the theme puts one above a content that has none.
_MARKS = {
    "title": "briefs-mark-title-5f1d",
    "description": "briefs-mark-description-5f1d",
    "address": "https://briefs-mark-address-5f1d.invalid/",
    "edit": "https://briefs-mark-edit-5f1d.invalid/",
    "previous": "https://briefs-mark-previous-5f1d.invalid/",
    "previous_title": "briefs-mark-title-of-previous-5f1d",
    "next": "https://briefs-mark-next-5f1d.invalid/",
    "next_title": "briefs-mark-title-of-next-5f1d",
    "head": '<meta name="briefs-mark-head-5f1d">',
    "content": "<h1>briefs-mark-content-5f1d</h1>",
}
_NAMES = {mark: name for name, mark in _MARKS.items()}
_ANY_MARK = re.compile("({})".format("|".join(map(re.escape, _NAMES))))

Shape = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The HTML of a page, cut at its marks: every second part is the name of one."""

    parts: tuple[str, ...]

    def fill(self, texts: Mapping[str, str]) -> str:
        """The page with its own texts."""
        own = list(self.parts)
        own[1::2] = [texts[name] for name in own[1::2]]
        return "".join(own)


class Frames:
    """The frames that were rendered so far, by what a page's frame depends on."""

    def __init__(self, env: Environment, inlined: Inlined, squeezed: bool, shared: bool) -> None:
        self._env = env
        self._inlined = inlined
        self._squeezed = squeezed
        self._shared = shared
        self._frames: dict[Shape, Frame] = {}
        self._tried: set[Shape] = set()

    @pass_context
    def __call__(self, context: Context) -> Markup:
        """The whole page that is being rendered."""
        page, values = context["page"], context.get_all()
        if not self._shared or page.is_in_nav:
            return self._whole(values)
        shape = _shape(page)
        is_new = shape not in self._frames
        if is_new:
            self._frames[shape] = self._frame(values)
        filled = Markup(self._frames[shape].fill(_texts(page)))  # noqa: S704 — the theme's HTML
        return filled if self._holds(shape, is_new, filled, values) else self._whole(values)

    def _holds(
        self, shape: Shape, is_new: bool, filled: Markup, values: Mapping[str, object]
    ) -> bool:
        """Whether filling a frame gives what the theme gives.

        A template of the site's own may do more with the texts than print them, and a plugin may
        give each page a context of its own: then no frame is shared. That is tried on the page
        that a frame was made for and on the next one that takes it, once for each sort of frame.
        """
        sort = (is_new, *shape[-_SORT:])
        if sort not in self._tried:
            self._tried.add(sort)
            self._shared = _bare(self._whole(values)) == _bare(self._tidied(filled))
        return self._shared

    def _frame(self, values: Mapping[str, Any]) -> Frame:
        html: str = self._whole({**values, "page": _Marked(values["page"])})
        parts = _ANY_MARK.split(_bare(html) if self._squeezed else html)
        return Frame(tuple(_NAMES.get(part, part) for part in parts))

    def _whole(self, values: Mapping[str, Any]) -> Markup:
        values["page"].is_shut = False
        html = self._env.get_template(MAIN).render(values)
        html = self._inlined.moved(html, values["base_url"])
        return Markup(self._tidied(html))  # noqa: S704

    def _tidied(self, html: str) -> str:
        """HTML without indentation, which is a fifth of what the theme gives."""
        return _INDENTATION.sub("\n", html) if self._squeezed else html


def _bare(html: str) -> str:
    return _BETWEEN.sub(">", html)


def _mark(name: str) -> Markup:
    """A mark that no template escapes, as the text that it stands for is escaped already."""
    return Markup(_MARKS[name])  # noqa: S704


class _Marked:
    """A generated page, with marks where texts of its own would stand."""

    def __init__(self, page: GeneratedPage) -> None:
        self._page = page
        self.title = _mark("title")
        self.content = _MARKS["content"]
        self.canonical_url = page.canonical_url and _MARKS["address"]
        self.edit_url = page.edit_url and _MARKS["edit"]
        self.previous_page = page.previous_page and _Neighbour("previous")
        self.next_page = page.next_page and _Neighbour("next")
        texts = {
            "title": self.title,
            "description": _mark("description"),
            "briefs_head": _mark("head"),
        }
        self.meta = {**page.meta, **texts}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)


class _Neighbour:
    """The page before or after; an absolute address is taken as it stands by the theme."""

    def __init__(self, side: str) -> None:
        self.url = _MARKS[side]
        self.title = _mark(f"{side}_title")


#: How many of the last parts of a shape say of which sort the frame is.
_SORT = 5


def _shape(page: GeneratedPage) -> Shape:
    """All that the frame of a page depends on, beside its texts."""
    origin = page.origin
    return (
        posixpath.dirname(page.url.rstrip("/")),
        origin.listed_in,
        origin.trail,
        tuple((section.anchor, section.heading) for section in origin.sections),
        tuple(page.meta["hide"]),
        bool(page.canonical_url),
        bool(page.edit_url),
        bool(page.previous_page),
        bool(page.next_page),
    )


def _texts(page: GeneratedPage) -> dict[str, str]:
    """What goes where the marks are, as the theme would print it."""
    texts = {
        "title": str(page.meta["title"]),
        "description": str(page.meta["description"]),
        "address": page.canonical_url or "",
        "edit": page.edit_url or "",
        "head": str(page.meta["briefs_head"]),
        "content": page.whole,
    }
    for side, other in (("previous", page.previous_page), ("next", page.next_page)):
        if other:
            texts[side] = other.file.url_relative_to(page.file)
            texts[f"{side}_title"] = str(other.title)
    return texts


def frame_pages(env: Environment, inlined: Inlined, squeezed: bool, shared: bool = True) -> None:
    """Let the generated pages of a build share frames, unless only few of them are asked for."""
    env.globals["framed"] = Frames(env, inlined, squeezed, shared)
