"""A release: what has changed since the last one is frozen, all of it or nothing.

`prepare` says what a release would hold, and `write` puts it into `briefs/.versions/`. All files
are made in a folder of their own first; then they take their places, the list of releases last and
at one stroke. Only what the list names counts, so a release that is killed has not been.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..catalogue.catalogue import Catalogue
from ..pages import addresses
from ..pages.building import TEMPLATES, Builder
from ..pages.page import relative
from ..pages.wording import wording
from ..reading.released import Known, ReleaseList, Version
from ..reading.versions import (
    BEFORE_ARTICLE,
    BEHIND_ARTICLE,
    LIST,
    UNFINISHED,
    Key,
    Releases,
    digest_of,
    file_of,
)
from ..records.model import Curated, Record, Retired
from ..settings import Settings
from .article import article_of, digest
from .past import Past
from .text import text_of

#: Keeps Git from changing the ends of lines, which would change every hash.
_ATTRIBUTES = "* -text\n"


@dataclass(frozen=True)
class Release:
    """A release that is ready to be written: its versions, and what merged or withdrawn is new."""

    releases: Releases
    day: str
    files: Mapping[Key, bytes]
    retired: Sequence[str]
    listed: ReleaseList

    def __bool__(self) -> bool:
        return bool(self.files or self.retired)


def problems(catalogue: Catalogue, releases: Releases, day: Day) -> Iterator[str]:
    """Why there can be no release of a day; nothing if there can."""
    last = releases.days[-1] if releases else ""
    if day.isoformat() == last:
        yield f"there is a release of {last} already; the next one can be of the day after"
    elif day.isoformat() < last:
        yield f"the last release is of {last}, so none can be of {day}"
    late = [r for r in catalogue.records.values() if _checked(r) > day]
    if late:
        record = max(late, key=_checked)
        more = f" and {len(late) - 1} more" if len(late) > 1 else ""
        yield (
            f"“{record.id}”{more} was checked after {day}, on {_checked(record)}: "
            "a release cannot be older than what it holds"
        )


def prepare(catalogue: Catalogue, settings: Settings, releases: Releases, day: Day) -> Release:
    """What a release of this day holds."""
    past = Past(catalogue, releases, wording(settings.language))
    freezer = _Freezer(catalogue, settings, past, day.isoformat())
    made = [
        freezer.version(record)
        for record in catalogue.records.values()
        if isinstance(record, Curated) and not past.is_released(record.id)
    ]
    retired = [
        record.id
        for record in catalogue.records.values()
        if isinstance(record, Retired)
        and record.id not in releases.retired
        and past.steps(record.id)
    ]
    versions = {_name(key): version for key, version in releases.versions.items()}
    versions |= {_name(key): version for key, version, _ in made}
    listed = ReleaseList(
        known=_known(catalogue, releases),
        releases=(*releases.days, day.isoformat()),
        retired=_retired(catalogue, releases, retired, day.isoformat()),
        tag=releases.tag or _tag(settings, day.isoformat()),
        versions=versions,
    )
    files = {key: content for key, _, content in made}
    return Release(releases, day.isoformat(), files, retired, listed)


def write(release: Release) -> None:
    """Put a release into the folder of versions; on any error nothing of it stays."""
    folder = release.releases.folder
    workshop = folder / UNFINISHED
    clear(release.releases)
    workshop.mkdir(parents=True)
    moved: list[Path] = []
    try:
        (workshop / ".gitignore").write_text("*\n", encoding="utf-8")
        for key, content in release.files.items():
            (workshop / f"{key[0]}-{key[1]}").write_bytes(content)
        (workshop / LIST).write_bytes(_list_bytes(release.listed))
        (folder / ".gitattributes").write_text(_ATTRIBUTES, encoding="utf-8")
        for key in release.files:
            file = file_of(folder, key)
            file.parent.mkdir(exist_ok=True)
            moved.append(file)
            (workshop / f"{key[0]}-{key[1]}").replace(file)
        (workshop / LIST).replace(folder / LIST)
    except BaseException:
        for file in moved:
            file.unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def clear(releases: Releases) -> None:
    """Remove what a killed release left behind: files of versions that no release names."""
    shutil.rmtree(releases.folder / UNFINISHED, ignore_errors=True)
    for file in unnamed(releases):
        file.unlink()


def unnamed(releases: Releases) -> list[Path]:
    """The files in the places of versions that no release names."""
    named = {file_of(releases.folder, key) for key in releases.versions}
    return sorted(file for file in releases.folder.glob("*/*.json") if file not in named)


def canonical(value: Mapping[str, Any]) -> bytes:
    """JSON that diffs well: sorted, with each item of what stands at the top on its own line."""
    lines = [f"{json.dumps(key)}: {_block(value[key])}" for key in sorted(value)]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _with_article(content: bytes, article: str) -> bytes:
    """The file of a version: its article comes last, so that the rest is read without it."""
    lines = ",\n".join(map(_compact, article.split("\n"))).encode()
    return content.removesuffix(b"\n}\n") + BEFORE_ARTICLE + lines + BEHIND_ARTICLE


def _block(value: Any) -> str:
    if isinstance(value, Mapping) and value:
        items = [f"{json.dumps(key)}: {_compact(value[key])}" for key in sorted(value)]
        return "{\n" + ",\n".join(items) + "\n}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_compact, value)) + "\n]"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class _Freezer:
    """Makes versions of records."""

    catalogue: Catalogue
    settings: Settings
    past: Past
    day: str

    def version(self, record: Curated) -> tuple[Key, Version, bytes]:
        """The next version of a record: its key, how the list names it, and its file."""
        number = max((step.number for step in self.past.steps(record.id)), default=0) + 1
        key = record.id, number
        article = self.article(record, addresses.of_version(record.kind, *key))
        content = canonical(
            {
                "format": 1,
                "id": record.id,
                "number": number,
                "date": self.day,
                "kind": record.kind,
                "title": record.title,
                "checked": str(record.checked),
                "language": self.settings.language,
                **text_of(self.catalogue, record),
                "sha256": digest(article),
            }
        )
        content = _with_article(content, article)
        file = sha256(content).hexdigest()
        listed = Version(article=digest(article), date=self.day, file=file, kind=record.kind)
        return key, listed, content

    def article(self, record: Curated, address: str) -> str:
        """The record's page as a version at this address keeps it."""
        live = addresses.of_record(record)

        def resolve(_: str, to: str, anchor: str) -> str:
            # What it says of its own statements stays within the version.
            return (
                f"#{anchor}" if anchor and to in (live, address) else relative(address, to, anchor)
            )

        return article_of(self._builder.frozen(record, address, resolve))

    @cached_property
    def _builder(self) -> Builder:
        """Makes pages without what concerns the live page alone."""
        settings = replace(self.settings, downloads=False)
        return Builder(self.catalogue, settings, relative, (TEMPLATES,), is_frozen=True)


def _name(key: Key) -> str:
    return f"{key[0]}/{key[1]}"


def _checked(record: Record) -> Day:
    checked = getattr(record, "checked", None)
    return checked.latest if checked else Day.min


def _known(catalogue: Catalogue, releases: Releases) -> dict[str, Known]:
    """What is published from now on: all that was, and what the records hold now."""
    found = dict(releases.known)
    for id, record in catalogue.records.items():
        anchors = {statement.anchor for statement in catalogue.statements[id]}
        kinds: list[str] = []
        if before := found.get(id):
            anchors.update(before.anchors)
            kinds += [kind for kind in before.kinds if kind != record.kind]
        found[id] = Known(anchors=tuple(sorted(anchors)), kinds=(*kinds, record.kind))
    return found


def _retired(
    catalogue: Catalogue, releases: Releases, new: Sequence[str], day: str
) -> dict[str, str]:
    still = {
        id: since
        for id, since in releases.retired.items()
        if isinstance(catalogue.records.get(id), Retired)
    }
    return still | dict.fromkeys(new, day)


def _tag(settings: Settings, day: str) -> str:
    """`tag:briefs.example.org,2027-01-01:`, by which entries of feeds are named for ever."""
    host = urlsplit(settings.site_url).hostname
    return f"tag:{host},{day}:" if host else ""


def _list_bytes(listed: ReleaseList) -> bytes:
    values = json.loads(listed.model_dump_json())
    return canonical({**values, "digest": digest_of(values)})
