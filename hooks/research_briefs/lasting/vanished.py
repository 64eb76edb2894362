"""What was published stays: ids and anchors of the last release that have no place any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..catalogue.catalogue import Catalogue
from ..catalogue.spelling import Spelling
from ..issues import Issue
from ..reading.files import Entry
from ..reading.versions import Releases
from ..records.model import Record, Retired
from .past import is_place


def check_vanished(
    entries: Iterable[Entry], catalogue: Catalogue, releases: Releases
) -> Iterator[Issue]:
    """An issue for each id without a successor, and for each anchor that leads nowhere."""
    by_id = {entry.record.id: entry for entry in entries}
    folder = releases.folder.parent.name
    day = releases.days[-1] if releases else ""
    for id, known in releases.known.items():
        heir = catalogue.records.get(catalogue.former_ids.get(id, id))
        if heir is not None and heir.id in by_id:
            entry = by_id[heir.id]
            if not isinstance(heir, Retired):
                yield from _anchors(entry, heir, catalogue, id, known.anchors, day)
        elif id not in catalogue.unread:
            path = f"{folder}/{known.kinds[-1]}/{id}.yaml"
            message = f"“{id}” was published on {day} and has gone, with all links to it"
            hint = (
                "bring it back with `merged_into` or `withdrawn`, or name it in the `former_ids` "
                "of the record that it has become"
            )
            yield Issue(path, 0, 0, "", "vanished", message, hint)


def _anchors(
    entry: Entry, record: Record, catalogue: Catalogue, id: str, published: Iterable[str], day: str
) -> Iterator[Issue]:
    live = {statement.anchor for statement in catalogue.statements[record.id]}
    told = {item.statement for item in getattr(record, "removed", ())}
    published = dict.fromkeys(published)
    new = Spelling(sorted(live - published.keys()))
    for anchor in published:
        if anchor in live or anchor in told or is_place(anchor):
            continue
        message = f"the statement “{id}#{anchor}” was published on {day} and has gone"
        near = new.nearest(anchor, cutoff=0.5)
        hint = (
            f"if “{near}” is what it has become, give that `id: {anchor}`"
            if near
            else f"give the statement that it has become `id: {anchor}`"
        )
        hint += "; if there is none, say why in `removed`"
        yield Issue(entry.path, 0, 0, "", "vanished", message, hint)
