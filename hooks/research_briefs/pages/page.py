"""What a page of the site is, whatever engine publishes it: a title and a list of sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import NamedTuple

from ..garbage import uncollected
from ..issues import Issue


class Link(NamedTuple):
    """A link that a page makes to another page of the site, kept so that the build can check it."""

    address: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading.

    `body` is safe HTML; `anchors` are the ids of the statements inside, in the order of the page.
    `picture` is safe HTML that stands above the body and says nothing that the body does not say.
    """

    anchor: str
    heading: str
    body: str
    anchors: tuple[str, ...] = ()
    picture: str = ""

    @property
    def text(self) -> str:
        """The words of the body; made when asked for, for all at once are many megabytes."""
        return plain(self.body)

    @property
    def pieces(self) -> list[str]:
        """The same, cut at its spaces."""
        return pieces(self.body)


@dataclass(frozen=True, slots=True)
class Content:
    """What a page says.

    `description` is plain text, to be escaped by whoever prints it. `header` is safe HTML that
    stands above the first section, the page's own h1 included, and `header_anchors` the ids of
    statements in it. `head` is safe HTML for the page's head, what it says of itself to machines.
    """

    description: str
    header: str
    sections: tuple[Section, ...]
    header_anchors: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    head: str = ""


@dataclass(frozen=True, eq=False)
class Page:
    """A page: `address` is relative to the site's root and ends in a slash; '' is the home page.

    `title` is plain text, to be escaped by whoever prints it. `render` makes what the page says;
    that is done once, when somebody first asks. `trail` holds the address and title of each page
    above this one; `previous` and `next` the neighbours in its list. `source` is the record's file,
    relative to the folder that holds the site; `updated` the ISO day on which a curator last
    checked it; `listed_in` the address of the index page under whose entry in the navigation this
    page belongs.
    """

    address: str
    title: str
    render: Callable[[], Content]
    trail: tuple[tuple[str, str], ...] = ()
    previous: tuple[str, str] | None = None
    next: tuple[str, str] | None = None
    source: str | None = None
    updated: str | None = None
    listed_in: str = ""

    @property
    def name(self) -> str:
        """The file to name in a message: the one the page is made from, else the one it becomes."""
        return self.source or f"{self.address}index.html"

    @cached_property
    def content(self) -> Content:
        """What the page says."""
        return self.render()

    @property
    def description(self) -> str:
        """What the page says of itself elsewhere."""
        return self.content.description

    @property
    def header(self) -> str:
        """What stands above the first section."""
        return self.content.header

    @property
    def sections(self) -> tuple[Section, ...]:
        """The parts of the page under headings."""
        return self.content.sections

    @property
    def header_anchors(self) -> tuple[str, ...]:
        """The ids of statements in the header."""
        return self.content.header_anchors

    @property
    def links(self) -> tuple[Link, ...]:
        """The links that the page makes to others."""
        return self.content.links

    @property
    def head(self) -> str:
        """What the page says of itself to machines."""
        return self.content.head

    def forget(self) -> None:
        """Keep no longer what the page says; it is rendered again should somebody ask."""
        self.__dict__.pop("content", None)


def render_all(pages: Iterable[Page]) -> None:
    """Make now what all these pages say."""
    with uncollected():
        for page in pages:
            page.content  # noqa: B018 — it is kept


_TAG = re.compile(r"<[^>]*+>")
#: The ends of elements that stand apart from what follows, as words stand apart; with the tags up
#: to the next word, which need not be looked for once more.
_APART = re.compile(
    r"(?:</(?:d[dtl]|t[dh]|h\d|li|p|div|section|summary)>|<br>)\s*+(?:<[^>]*+>\s*+)*+"
)


def plain(markup: str) -> str:
    """The words of safe HTML that was made here, with white space folded."""
    return " ".join(pieces(markup))


def pieces(markup: str) -> list[str]:
    """The words of safe HTML that was made here, cut at white space."""
    return unescape(_TAG.sub("", _APART.sub(" ", markup))).split()


def relative(origin: str, address: str, anchor: str = "") -> str:
    """The href from one page to another, relative, so that the site works under any sub-path.

    >>> relative('projects/x/', 'agreements/y/', 'signed')
    '../../agreements/y/#signed'
    >>> relative('projects/x/', 'projects/x/', 'signed')
    '#signed'
    """
    fragment = f"#{anchor}" if anchor else ""
    if origin == address and fragment:
        return fragment
    up = "../" * origin.count("/")
    return f"{up}{address}{fragment}" or "./"


def address_taken(page: Page, name: str) -> Issue:
    """The issue that a file, by its name in messages, makes a page where another is already."""
    message = f"{page.name} makes the page {page.address!r}, and this file makes it too."
    return Issue(name, 0, 0, "", "address-taken", message, hint="Rename or remove one of the two.")
