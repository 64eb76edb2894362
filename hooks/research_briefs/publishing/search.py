"""The files that search reads, made with the site: an index in shards, and what each page says.

Under `search/` stand `manifest.json`, the shards of the index (see `postings`), a list of all words
that a typing error may have spoilt, and for each page a file with its name, its state and its
sections, of which a browser loads those of the few best pages alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic_core import to_json

from ..catalogue.catalogue import Catalogue
from ..pages import addresses
from ..pages.page import Page
from ..pages.phrases import Phrases
from ..pages.wording import Wording
from ..records.model import Record, Retired, Source
from .postings import Counting, Postings, Texts, in_order, shards

#: What a page counts by its sort, in the order of results.
_BRIEF, _RECORD, _SOURCE, _OTHER = 1.0, 0.95, 0.7, 0.8
#: What is only proposed stands behind what exists, if both answer equally well.
_PROPOSED = 0.9

#: How much of a section's text is kept to show the words in it, and of a whole page: a reader
#: loads that of each result.
SECTION_LIMIT, PAGE_LIMIT = 2_000, 6_000

#: The section on the record itself: its ids are names already, and nobody looks for the rest.
_ABOUT_PAGE = "record"
#: The section on its versions, in which nobody looks for words.
_HISTORY = "history"

#: The shortest word in which a typing error is looked for (the worker asks for five letters), so
#: that one letter too many is found too.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A section as search sees it; the part of a page above its sections has no anchor.

    `pieces` are its text, cut at white space.
    """

    anchor: str
    heading: str
    pieces: Sequence[str]

    def start(self, length: int) -> str:
        """The first so many characters of what it says, as search shows it."""
        # With the spaces between them so many pieces are long enough; some pages have far more.
        return " ".join(self.pieces[: length + 1])[:length]


@dataclass(frozen=True, slots=True)
class Document:
    """A page as search sees it, all in plain text.

    `names` are all names by which a reader may know it, its title among them; `kind` and `state`
    are said of it in the results.
    """

    address: str
    title: str
    parts: tuple[Part, ...]
    names: tuple[str, ...] = ()
    kind: str = ""
    state: str = ""
    is_proposal: bool = False
    rank: float = _OTHER


def documents(pages: Iterable[Page], catalogue: Catalogue, words: Wording) -> Iterator[Document]:
    """The generated pages as search sees them; made when asked for, since they are large."""
    say = Phrases(catalogue, words)
    # What a release has changed is found on the pages that it has changed.
    found = (page for page in pages if not page.address.startswith(addresses.CHANGES))
    return (_document(page, catalogue, say) for page in found)


def files(found: Iterable[Document], words: Wording) -> dict[str, bytes]:
    """All files of the search, by their place below `search/`."""
    counting, pages, firsts = Counting(), 0, []
    made: dict[str, bytes] = {}
    for pages, document in enumerate(found, 1):
        made[f"pages/{pages - 1}.json"] = to_json(_shown(document))
        counting.add(_texts(document))
    postings = counting.weighed()
    for number, (first, text) in enumerate(shards(postings)):
        firsts.append(first)
        made[f"words/{number}.txt"] = text.encode()
    made["words/all.txt"] = "\n".join(_spoilable(postings)).encode()
    said = words["search"]
    made["manifest.json"] = to_json({"pages": pages, "shards": firsts, "words": dict(said)})
    return made


def version(made: dict[str, bytes]) -> str:
    """A name for these files together, so that no browser takes old ones for new ones."""
    whole = hashlib.sha256()
    for name in sorted(made):
        whole.update(f"{name} {len(made[name])}\n".encode())
        whole.update(made[name])
    return whole.hexdigest()[:12]


def _document(page: Page, catalogue: Catalogue, say: Phrases) -> Document:
    lead = () if page.sections else (Part("", "", page.description.split(" ")),)
    sections = (s for s in page.sections if s.anchor != _HISTORY)
    parts = (*lead, *(Part(s.anchor, s.heading, s.pieces) for s in sections))
    record = _record_of(page, catalogue)
    if record is None:
        return Document(page.address, page.title, parts, (page.title,))
    real, state = catalogue.is_real(record.id), catalogue.states.get(record.id)
    return Document(
        page.address,
        page.title,
        parts,
        tuple(_names(record)),
        _kind(record, say.words),
        say.state_label(record, state.status) if state else "",
        not real,
        _rank(record) * (1 if real else _PROPOSED),
    )


def _record_of(page: Page, catalogue: Catalogue) -> Record | None:
    kind, _, rest = page.address.partition("/")
    record = catalogue.records.get(rest.rstrip("/"))
    return record if record and record.kind == kind else None


def _kind(record: Record, words: Wording) -> str:
    own = words["kinds"].get(record.kind)
    return str(own[0]) if own else record.singular.capitalize()


def _rank(record: Record) -> float:
    if isinstance(record, Source):
        return _SOURCE
    if isinstance(record, Retired):
        return _OTHER
    return _BRIEF if record.is_brief else _RECORD


def _names(record: Record) -> Iterator[str]:
    """All by which a reader may know a record: official, short, former, in any script, its ids."""
    yield record.title
    for name in getattr(record, "names", ()):
        yield name.name
    yield record.id
    yield from getattr(record, "former_ids", ())
    for field in ("code", "translated_title"):
        if value := getattr(record, field, None):
            yield str(value)
    for author in getattr(record, "author", ()):
        yield author.literal or " ".join(filter(None, (author.given, author.family)))


def _texts(document: Document) -> Texts:
    headings = [part.heading for part in document.parts]
    return Texts(document.names, headings, [part.pieces for part in document.parts], document.rank)


def _spoilable(postings: Postings) -> list[str]:
    """The words in which a typing error is looked for, in order."""
    long = (word for word in postings if len(word) >= _SHORTEST and word.isalpha())
    return sorted(long, key=in_order)


def _shown(document: Document) -> dict[str, object]:
    """What a result shows; a page's text is cut where it gets too long to be loaded for that."""
    parts, left = [], PAGE_LIMIT
    for part in document.parts:
        if part.anchor == _ABOUT_PAGE:
            continue
        text = part.start(min(SECTION_LIMIT, left))
        left -= len(text)
        parts.append([part.anchor, part.heading, text])
    address, title = document.address, document.title
    shown: dict[str, object] = {"address": address, "title": title, "names": document.names}
    if document.kind:
        shown["kind"] = document.kind
    if document.state:
        shown["state"] = document.state
    if document.is_proposal:
        shown["proposal"] = True
    return {**shown, "parts": parts}
