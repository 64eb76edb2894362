"""What was released of each record, seen from the records as they are now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..catalogue.catalogue import Catalogue
from ..pages import addresses
from ..pages.wording import Wording
from ..reading.released import Version
from ..reading.versions import Key, Releases
from ..records.model import Curated, Record, Retired
from .changes import Change, changes
from .text import Text, is_same, renamed, text_of
from .told import Told

#: Anchors that name a place in a list, not what stands there: the place outlives its content.
_PLACES = re.compile(r"summary-\d+|.+-claim-\d+(-\d+)?")


def is_place(anchor: str) -> bool:
    """Whether an anchor counts paragraphs or claims, to which no curator can give a name."""
    return _PLACES.fullmatch(anchor) is not None


@dataclass(frozen=True, slots=True)
class Step:
    """A version and what it changed; the first of a record changed nothing, or brought it all.

    `previous` is None for the first. What the first release of all held is no news.
    """

    key: Key
    version: Version
    title: str
    curators: Sequence[str]
    checked: str
    previous: Key | None
    changes: Sequence[Change]

    @property
    def number(self) -> int:
        """The number of the version."""
        return self.key[1]

    @property
    def date(self) -> str:
        """The day of its release."""
        return self.version.date

    @property
    def address(self) -> str:
        """Where it stands for ever."""
        return addresses.of_version(self.version.kind, *self.key)

    @property
    def name(self) -> str:
        """Its name on the page of all differences."""
        return f"v{self.number}"


@dataclass(frozen=True)
class Past:
    """The releases of a site beside its records, told in the words of one language."""

    catalogue: Catalogue
    releases: Releases
    words: Wording
    _released: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    @property
    def told(self) -> Told:
        """How changes are called."""
        return Told(self.words)

    @property
    def has_feeds(self) -> bool:
        """Whether there are feeds: their entries need names that no other site has."""
        return bool(self.releases and self.releases.tag)

    def steps(self, id: str) -> Sequence[Step]:
        """The versions of a record, under its earlier ids too, the oldest first."""
        return self._steps.get(id, ())

    def last(self, id: str) -> Step | None:
        """The newest version of a record."""
        steps = self.steps(id)
        return steps[-1] if steps else None

    def is_released(self, id: str) -> bool:
        """Whether a record says just what its newest version says."""
        if id not in self._released:
            self._released[id] = self._is_released(id)
        return self._released[id]

    def current(self, id: str) -> Step | None:
        """The version that says what the record says now, if there is one."""
        return self.last(id) if self.is_released(id) else None

    def places(self, record: Record) -> Sequence[str]:
        """The published places in lists of a record that have become shorter since."""
        ids = (record.id, *getattr(record, "former_ids", ()))
        known = (self.releases.known[id].anchors for id in ids if id in self.releases.known)
        here = {statement.anchor for statement in self.catalogue.statements[record.id]}
        here |= {item.statement for item in getattr(record, "removed", ())}
        return sorted({a for anchors in known for a in anchors if is_place(a)} - here)

    @property
    def all(self) -> Mapping[str, Sequence[Step]]:
        """The versions of each record; of an id that has no record any more, under that id."""
        return self._steps

    @cached_property
    def by_day(self) -> Mapping[str, Sequence[Step]]:
        """All versions by the day of their release, the newest first, each day's by title."""
        found: dict[str, list[Step]] = {day: [] for day in reversed(self.releases.days)}
        for steps in self._steps.values():
            for step in steps:
                found[step.date].append(step)
        for steps in found.values():
            steps.sort(key=lambda step: (step.title.casefold(), step.key))
        return found

    @cached_property
    def retired(self) -> Mapping[str, Sequence[Retired]]:
        """The records that were merged or withdrawn, by the day of the release that told it."""
        found: dict[str, list[Retired]] = {}
        for id, day in self.releases.retired.items():
            record = self.catalogue.records.get(id)
            if isinstance(record, Retired):
                found.setdefault(day, []).append(record)
        return found

    def heir(self, id: str) -> str:
        """The id under which what was called so is found now; empty if nothing is."""
        if id in self.catalogue.records:
            return id
        return self.catalogue.former_ids.get(id, "")

    def text(self, key: Key) -> Text:
        """The text of a version."""
        return self._texts[key]

    @cached_property
    def _texts(self) -> Mapping[Key, Text]:
        """What the files of versions hold, with records named as they are now."""
        heirs, releases = self.catalogue.former_ids, self.releases
        found = {key: releases.content(key) for key in releases.versions}
        return {key: renamed(text, heirs) for key, text in found.items()} if heirs else found

    @cached_property
    def _steps(self) -> Mapping[str, Sequence[Step]]:
        """The versions of each record that there is; of an id without a record, under that id."""
        owners: dict[str, list[Key]] = {}
        for key in self.releases.versions:
            owners.setdefault(self.heir(key[0]) or key[0], []).append(key)
        return {id: list(self._chain(keys)) for id, keys in sorted(owners.items())}

    def _chain(self, keys: list[Key]) -> Iterator[Step]:
        versions, previous = self.releases.versions, None
        for key in sorted(keys, key=lambda key: (versions[key].date, key[1], key[0])):
            content = self._texts[key]
            yield Step(
                key,
                versions[key],
                content["title"],
                content["about"].get("curators", ()),
                content["checked"],
                previous,
                self._changed(previous, key),
            )
            previous = key

    def _changed(self, previous: Key | None, key: Key) -> Sequence[Change]:
        if previous is not None:
            return changes(self._texts[previous], self._texts[key])
        if self.releases.versions[key].date == self.releases.days[0]:
            return ()
        return [change for change in changes(NO_TEXT, self._texts[key]) if change.is_own]

    def _is_released(self, id: str) -> bool:
        step, record = self.last(id), self.catalogue.records.get(id)
        return (
            step is not None
            and isinstance(record, Curated)
            and is_same(text_of(self.catalogue, record), self._texts[step.key])
        )


NO_TEXT: Text = {"about": {}, "state": {}, "statements": [], "from_there": [], "listed": []}
