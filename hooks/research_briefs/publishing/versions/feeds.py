"""What releases changed, as Atom feeds (RFC 4287): of the whole, of each country and each topic.

One entry is one statement that a release changed. Its name never changes, wherever the site moves
(RFC 4151): the host and the day of the first release, then the version and the anchor.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

from ...lasting.changes import Change
from ...lasting.past import Past, Step
from ...pages import addresses
from ...records.model import Country, Record, Topic
from ...settings import Settings
from .frames import File

_ATOM = "http://www.w3.org/2005/Atom"
#: Older releases are left out once a feed has so many entries; no release is ever cut.
ENTRIES = 1_000
#: What XML cannot hold, however it is written.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry says; `name` is what no other entry is called, and `subjects` are ids."""

    name: str
    day: str
    title: str
    text: str
    sort: str
    address: str
    subjects: frozenset[str]


@dataclass(frozen=True)
class Feeds:
    """All feeds of a site."""

    past: Past
    settings: Settings

    def files(self) -> Iterator[File]:
        """The feed of the whole, and one beside the page of each country and topic."""
        if not self.past.has_feeds or not self.settings.site_url:
            return
        name = self.settings.site_name
        yield addresses.FEED, self._feed(self.entries, addresses.CHANGES, addresses.FEED, name)
        by_subject = defaultdict(list)
        for entry in self.entries:
            for subject in entry.subjects:
                by_subject[subject].append(entry)
        for record in self.past.catalogue.records.values():
            if isinstance(record, Country | Topic):
                page = addresses.of_record(record)
                title = f"{name}: {record.title}"
                feed = f"{page}{addresses.FEED}"
                yield feed, self._feed(by_subject[record.id], page, feed, title)

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """One entry for each changed statement, and each record that ended; the newest first."""
        found: list[Entry] = []
        for day, steps in self.past.by_day.items():
            for step in steps:
                found += [self._entry(step, change) for change in step.changes if change.is_own]
            found += [self._ended(record, day) for record in self.past.retired.get(day, ())]
        return found

    def _entry(self, step: Step, change: Change) -> Entry:
        words, told = self.past.words["history"], self.past.told
        lines = [
            f"{told.value(d.name)}: {told.text(d.name, d.old) or '–'} → "
            f"{told.text(d.name, d.new) or '–'}"
            for d in change.differences
        ]
        lines += [f"{words['source']}: {change.stands_on}"] if change.stands_on else []
        sort = words["sorts"][change.sort]
        # A statement that has gone stands in the version before.
        place = step.address if change.new is not None else addresses.of_versions(
            step.version.kind, step.key[0]
        )  # fmt: skip
        anchor = change.name if change.new is not None else step.name
        return Entry(
            name=f"{step.address}{change.name}",
            day=step.date,
            title=f"{step.title}: {told.label(change)} ({sort})",
            text="\n".join(lines),
            sort=change.sort,
            address=f"{place}#{anchor}",
            subjects=self._subjects(step),
        )

    def _ended(self, record: Record, day: str) -> Entry:
        return Entry(
            name=f"{addresses.of_record(record)}ended",
            day=day,
            title=f"{record.title}: {self.past.words['history']['ended']}",
            text="",
            sort="removed",
            address=addresses.of_record(record),
            subjects=self._subjects_of(record.id),
        )

    def _subjects_of(self, id: str) -> frozenset[str]:
        last = self.past.last(id)
        return self._subjects(last) if last else frozenset()

    def _subjects(self, step: Step) -> frozenset[str]:
        """The countries and topics that a version names, and those in which these are."""
        if step.key not in self._found:
            text = self.past.text(step.key)
            about, who = text["about"], (
                id for row in text["statements"] for id in row["said"].get("who", ())
            )  # fmt: skip
            direct = {step.key[0], *about.get("topics", ()), *about.get("broader", ())}
            places = {about.get("country", ""), *who}
            places |= {self._country(id) for id in tuple(places)}
            self._found[step.key] = frozenset(direct | places | self._above(direct))
        return self._found[step.key]

    @cached_property
    def _found(self) -> dict[tuple[str, int], frozenset[str]]:
        return {}

    def _country(self, id: str) -> str:
        return getattr(self.past.catalogue.records.get(id), "country", None) or ""

    def _above(self, topics: set[str]) -> set[str]:
        """All topics of which these are part."""
        found: set[str] = set()
        waiting = list(topics)
        while waiting:
            record = self.past.catalogue.records.get(waiting.pop())
            new = set(getattr(record, "broader", ())) - found
            found |= new
            waiting += new
        return found

    def _feed(self, entries: Sequence[Entry], page: str, feed: str, title: str) -> bytes:
        releases, settings = self.past.releases, self.settings
        root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": settings.language})
        _add(root, "id", f"{releases.tag}{feed}")
        _add(root, "title", f"{title}: {self.past.words['lists']['changes']}")
        _add(root, "updated", _moment(releases.days[-1]))
        _add(ET.SubElement(root, "author"), "name", settings.publisher or settings.site_name)
        ET.SubElement(root, "link", {"rel": "self", "href": self._whole(feed)})
        ET.SubElement(root, "link", {"rel": "alternate", "href": self._whole(page)})
        if settings.licence_url:
            ET.SubElement(root, "link", {"rel": "license", "href": settings.licence_url})
        for entry in _newest(entries):
            self._write(root, entry)
        ET.indent(root, "")
        content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        return content + b"\n"

    def _write(self, root: ET.Element, entry: Entry) -> None:
        element = ET.SubElement(root, "entry")
        _add(element, "id", f"{self.past.releases.tag}{entry.name}")
        _add(element, "title", entry.title)
        _add(element, "updated", _moment(entry.day))
        _add(element, "published", _moment(entry.day))
        ET.SubElement(element, "link", {"rel": "alternate", "href": self._whole(entry.address)})
        ET.SubElement(element, "category", {"term": entry.sort})
        _add(element, "content", entry.text or entry.title)

    def _whole(self, address: str) -> str:
        return f"{self.settings.site_url.rstrip('/')}/{address}"


def _newest(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries of the newest releases: all of each, until there are enough."""
    if len(entries) <= ENTRIES:
        return entries
    oldest = entries[ENTRIES - 1].day
    return [entry for entry in entries if entry.day >= oldest]


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
