"""Small catalogues made of records that a test writes itself, and a few records to build on."""

from __future__ import annotations

from datetime import date as Day
from textwrap import dedent

from research_briefs.catalogue.catalogue import Catalogue, build_catalogue
from research_briefs.catalogue.checking import check
from research_briefs.issues import Issue
from research_briefs.reading.files import Entry, Kinds, read_record
from research_briefs.records.model import KINDS

#: Records by their place, `projects/twin-lenses`, each as the text of its file.
Texts = dict[str, str]

#: The day on which sample records were last checked.
CHECKED = "2026-05-01"

#: Two countries, a topic, and three sources: one read in full, one in part, one not at all.
WORLD: Texts = {
    "countries/brevia": "title: Brevia\ncode: XA\nchecked: 2026-05-01\n",
    "countries/corland": "title: Corland\ncode: XB\nchecked: 2026-05-01\n",
    "topics/lamps": "title: Lamps\nchecked: 2026-05-01\n",
    "sources/almanac": """\
type: report
title: Almanac
author:
  - family: Lamplighter
    given: Ada
issued: 2024
authority: research
read: full
extent: para. 60
counting: The n-th paragraph.
""",
    "sources/gazette": """\
type: article-newspaper
title: Gazette
issued: 2023-05
authority: reporting
read: excerpt
""",
    "sources/rumour": """\
type: book
title: Rumour
authority: opinion
read: none
""",
}

#: What a record of each kind must have, beside its title and the day of its check.
NEEDED = {
    "agreements": "form: treaty\n",
    "projects": "form: mission\n",
    "dialogues": "form: forum\n",
    "policies": "form: law\n",
}


def record(kind: str, *fields: str, title: str = "Lamps of the Sound") -> str:
    """The text of a record: what its kind needs, and these fields of it."""
    parties = "parties:\n  - who: [brevia]\n    role: {}\n    source: gazette\n"
    role = {"agreements": "party", "dialogues": "member", "policies": "issuer"}.get(kind, "partner")
    needed = NEEDED[kind] + parties.format(role) if kind in NEEDED else ""
    parts = [f"title: {title}\n", needed, *map(dedent, fields), f"checked: {CHECKED}\n"]
    return "".join(f"{part.strip()}\n" for part in parts if part)


def entries_of(texts: Texts, kinds: Kinds = KINDS) -> list[Entry]:
    """The records of these files; each of them must be readable by itself."""
    found: list[Entry] = []
    for place, text in texts.items():
        kind, _, id = place.partition("/")
        path, plain = f"briefs/{place}.yaml", dedent(text).lstrip("\n")
        entry, issues = read_record(plain, path, kind, id, kinds)
        assert entry is not None, (place, [str(issue) for issue in issues])
        found.append(entry)
    return found


def catalogue_of(texts: Texts, as_of: Day | None = None) -> Catalogue:
    """The catalogue of these records alone."""
    return build_catalogue((entry.record for entry in entries_of(texts)), as_of=as_of)


def issues_of(texts: Texts) -> tuple[Issue, ...]:
    """What the check between records says of these records alone."""
    entries = entries_of(texts)
    return check(entries, build_catalogue(entry.record for entry in entries))
