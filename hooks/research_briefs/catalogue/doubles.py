"""What stands twice and means the same thing: an id in a list, a page or a code in two records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..issues import Issue
from ..reading.files import Entry
from ..reading.yaml_text import Path
from ..records.model import Record
from .catalogue import Catalogue
from .statements import WITH_PARTIES

#: Lists of ids in a record; the items of its lists have others.
_LISTS = ("topics", "broader", "former_ids")
#: Fields that tell one record from all others of its kind.
_OWN = ("code", "URL", "DOI")


def repeated(entry: Entry, _: Catalogue) -> Iterator[Issue]:
    """An id that a list names twice."""
    for path, ids in _lists(entry.record):
        for index, id in enumerate(ids):
            if id in ids[:index]:
                message = f"“{id}” stands here twice"
                here = (*path, index)
                yield entry.document.issue(here, "repeated", message, "keep one of the two", id)


def _lists(record: Record) -> Iterator[tuple[Path, tuple[str, ...]]]:
    for name in _LISTS:
        yield (name,), record.stated(name) or ()
    for name in WITH_PARTIES:
        for index, item in enumerate(record.stated(name) or ()):
            yield (name, index, "who"), item.who


def twins(entries: Iterable[Entry]) -> Iterator[Issue]:
    """Codes, pages and DOIs that an earlier record of the same kind has already."""
    first: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        record = entry.record
        for name in _OWN:
            value = record.stated(name)
            if value is None:
                continue
            owner = first.setdefault((record.kind, name, value), entry)
            if owner.record.id != record.id:
                message = f"“{owner.record.id}” has this {name} already"
                hint = "keep one of the two records"
                issue = entry.document.issue((name,), "repeated", message, hint)
                yield replace(issue, also=(owner.document.place((name,), "the first of the two"),))
