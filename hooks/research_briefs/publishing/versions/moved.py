"""Ids last: what was published under another id or kind leads to where it is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ...lasting.past import Past
from ...pages import addresses
from .frames import File, Frames

#: The files that a record has no more once it is merged into another one, which has its own.
_TAKEN_IN = (addresses.REFERENCES, addresses.INSTRUMENT, addresses.LINKED_DATA)

#: The addresses under which a record was published before, by the one that it has now.
Earlier = Mapping[str, list[str]]


def earlier(past: Past) -> Earlier:
    """All earlier addresses: of former ids, and of kinds in which an id stood before."""
    found: dict[str, list[str]] = defaultdict(list)
    for id, record in past.catalogue.records.items():
        now = addresses.of_record(record)
        for name in (id, *getattr(record, "former_ids", ())):
            known = past.releases.known.get(name)
            for kind in dict.fromkeys((*(known.kinds if known else ()), record.kind)):
                if (old := f"{kind}/{name}/") != now:
                    found[now].append(old)
    return found


def merged(past: Past) -> Earlier:
    """The addresses of records that were merged into another one, by the address of that."""
    found: dict[str, list[str]] = defaultdict(list)
    records = past.catalogue.records
    for record in records.values():
        heir = records.get(getattr(record, "merged_into", None) or "")
        if heir is not None and past.steps(record.id):
            found[addresses.of_record(heir)].append(addresses.of_record(record))
    return found


def pages(past: Past, frames: Frames, found: Earlier) -> Iterator[File]:
    """A page at each earlier address, and at that of its differences."""
    for record in past.catalogue.records.values():
        now = addresses.of_record(record)
        for old in found.get(now, ()):
            yield frames.moved(old, now, record.title)
            if past.steps(record.id):
                yield frames.moved(f"{old}v/", f"{now}v/", record.title)


def copies(files: Iterable[File], found: Earlier, merged: Earlier) -> Iterator[File]:
    """Files, and those beside a record's page also where that page was before.

    A record that was merged has its own data and citation; what else it had is found in the other.
    """
    for place, content in files:
        yield place, content
        base, slash, name = place.rpartition("/")
        now = base + slash
        for old in found.get(now, ()):
            yield f"{old}{name}", content
        if now in merged and name.startswith(_TAKEN_IN):
            for old in merged[now]:
                yield f"{old}{name}", content
