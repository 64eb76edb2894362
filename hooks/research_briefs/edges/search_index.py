"""The files of the search in the built site, in the place of the index that the theme would read.

Material's plugin has the box and indexes the pages written by hand. Their entries are taken over
here; of its own index remains what the theme asks for before anybody searches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from research_briefs.catalogue.catalogue import Catalogue
from research_briefs.edges.writing import write_files
from research_briefs.pages.page import Page, pieces, plain
from research_briefs.pages.wording import Wording
from research_briefs.publishing import search

Entry = Mapping[str, str]


def publish(
    index: Path,
    pages: Iterable[Page],
    catalogue: Catalogue,
    words: Wording,
    earlier: Path | None = None,
) -> None:
    """Write the files beside an index that Material has written, and replace that.

    What an `earlier` folder has alike is linked from there.
    """
    data = json.loads(index.read_text(encoding="utf-8"))
    made = _files(data, pages, catalogue, words)
    write_files(index.parent, made.items(), overwrite=True, earlier=earlier)
    _replace(index, data, search.version(made))


def postpone(
    index: Path, pages: Iterable[Page], catalogue: Catalogue, words: Wording, version: str
) -> Callable[[], Iterator[tuple[str, bytes]]]:
    """Replace the index, and make the files beside it when they are asked for.

    `version` must be one that no other build has, since these files are not known yet.
    """
    data = json.loads(index.read_text(encoding="utf-8"))
    _replace(index, data, version)

    def files() -> Iterator[tuple[str, bytes]]:
        for name, content in _files(data, pages, catalogue, words).items():
            yield f"{index.parent.name}/{name}", content

    return files


def _files(
    data: Mapping[str, Any], pages: Iterable[Page], catalogue: Catalogue, words: Wording
) -> dict[str, bytes]:
    found = chain(search.documents(pages, catalogue, words), documents(data["docs"]))
    return search.files(found, words)


def _replace(index: Path, data: Mapping[str, Any], version: str) -> None:
    small = {"config": {**data["config"], "version": version}, "docs": []}
    index.write_text(json.dumps(small, separators=(",", ":")) + "\n", encoding="utf-8")


def documents(entries: Iterable[Entry]) -> Iterator[search.Document]:
    """The pages of Material's entries: one for the page, which comes first, and its sections.

    Their titles and texts are HTML that Material has let through.
    """
    for address, group in groupby(entries, key=lambda entry: entry["location"].split("#")[0]):
        page, *sections = group
        title = plain(page["title"])
        lead = search.Part("", "", pieces(page["text"]))
        parts = (lead, *map(_part, sections))
        yield search.Document(address, title, parts, (title,))


def _part(entry: Entry) -> search.Part:
    anchor = entry["location"].partition("#")[2]
    return search.Part(anchor, plain(entry["title"]), pieces(entry["text"]))
