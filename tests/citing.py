"""What the tests of citations share: the files of a site, and other people's parsers of them.

`python -m tests.citing` prints the sources of our own site as items, for `data/csl/make.js`.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string as parse_bibtex
from pybtex.database import Entry as PybtexEntry  # type: ignore[import-untyped]
from pybtex.database import parse_string
from tests.helpers import TESTS

from research_briefs.edges.config_file import find_settings
from research_briefs.pages.phrases import Phrases
from research_briefs.pages.wording import wording
from research_briefs.publishing.citations.citations import Citations
from research_briefs.publishing.citations.items import Item, of_source
from research_briefs.records.model import Source
from research_briefs.site import Site, load_site

WORDS = wording()
SCHEMA: Mapping[str, Any] = json.loads((TESTS / "data/csl/csl-data.json").read_bytes())


def files_of(site: Site) -> Mapping[str, bytes]:
    """All files of citations, by their addresses."""
    citations = Citations(Phrases(site.catalogue, WORDS), site.settings)
    return dict(citations.files())


def digest(text: str) -> str:
    """What stands for a text in `data/csl/sources.json`."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def as_json(items: object) -> str:
    """Items as `make.js` reads and digests them."""
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def read_bibtex(text: str) -> list[Mapping[str, str]]:
    """The fields of each entry as bibtexparser has them, with `ID` and `ENTRYTYPE`."""
    library = parse_bibtex(text)
    assert not library.failed_blocks
    assert len(library.blocks) == len(library.entries)
    return [
        {"ID": e.key, "ENTRYTYPE": e.entry_type, **{f.key: f.value for f in e.fields}}
        for e in library.entries
    ]


def read_pybtex(text: str) -> Mapping[str, PybtexEntry]:
    """The entries as pybtex has them."""
    return dict(parse_string(text, "bibtex").entries)


def read_ris(text: str) -> list[Mapping[str, Any]]:
    return list(rispy.load(StringIO(text, newline="")))


#: What our writer puts for what TeX gives a meaning to; the other way round.
_NAMED = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}


def untex(text: str) -> str:
    """What a value says once TeX has read it."""
    return re.sub(r"\{\\(text\w+)\}|\\([$&#%_])|[{}]", _untex, text)


def _untex(match: re.Match[str]) -> str:
    return _NAMED[match[1]] if match[1] else match[2] or ""


def names(csl: Iterable[Mapping[str, str]]) -> list[str]:
    """The names of an item as a list of authors has them."""
    return [", ".join(n[part] for part in ("family", "given", "literal") if part in n) for n in csl]


def sources_of(site: Site) -> list[Item]:
    """All sources as items."""
    records = site.catalogue.records.values()
    return [of_source(record, WORDS) for record in records if isinstance(record, Source)]


if __name__ == "__main__":
    sys.stdout.write(as_json(sources_of(load_site(find_settings(TESTS.parent)))))
