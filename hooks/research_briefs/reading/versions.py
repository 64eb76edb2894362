"""What was released: the list of releases and the versions in `briefs/.versions/`, as they stand.

`releases.json` names every version with the hash of its file, so a version is known to be the one
that was released before anybody looks into it. What it does not name is what a killed release left
behind, and counts as not there. The list holds a hash of itself.
"""

from __future__ import annotations

import json
import stat
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..issues import Issue
from ..records.characters import unfit_in
from .articles import foreign
from .released import Known, ReleaseList, Version, VersionFile

FOLDER = ".versions"
LIST = "releases.json"
#: The most bytes of a version, and of the list: a command writes both, so nobody comes near.
VERSION_BYTES, LIST_BYTES = 5_000_000, 100_000_000

#: A version: the id that its record had then, and its number.
Key = tuple[str, int]
#: What files of versions hold, by their hashes: it is the same for ever.
Contents = dict[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Releases:
    """All releases. `folder` holds the files; without any release nothing is in it.

    `days` are those of the releases, the oldest first. `known` is what had been published by the
    last of them, and `retired` tells when a record was first released as merged or withdrawn. `tag`
    begins the names of all entries of feeds (RFC 4151); empty while the site has no address.
    """

    folder: Path = Path(FOLDER)
    days: tuple[str, ...] = ()
    versions: Mapping[Key, Version] = field(default_factory=dict)
    known: Mapping[str, Known] = field(default_factory=dict)
    retired: Mapping[str, str] = field(default_factory=dict)
    tag: str = ""
    contents: Contents = field(default_factory=dict, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.days)

    def content(self, key: Key) -> Mapping[str, Any]:
        """What the file of a version holds, without its article."""
        return self.contents[self.versions[key].file]

    def article(self, key: Key) -> str:
        """The article of a version, read anew: all articles together are many megabytes."""
        _, lines = halves(file_of(self.folder, key).read_bytes())
        return _joined(lines)

    def of(self, id: str) -> Sequence[Key]:
        """The versions that bear an id, the oldest first."""
        return self._by_id.get(id, ())

    @cached_property
    def _by_id(self) -> Mapping[str, Sequence[Key]]:
        grouped: dict[str, list[Key]] = defaultdict(list)
        for key in sorted(self.versions):
            grouped[key[0]].append(key)
        return grouped


#: What stands before and behind the lines of the article, which comes last in a version's file.
BEFORE_ARTICLE, BEHIND_ARTICLE = b',\n"article": [\n', b"\n]\n}\n"


def halves(data: bytes) -> tuple[bytes, bytes]:
    """The file of a version cut before its article, and the lines of that, as JSON without ends."""
    head, _, article = data.partition(BEFORE_ARTICLE)
    return head, article.removesuffix(BEHIND_ARTICLE)


def _joined(lines: bytes) -> str:
    """The article that these lines make. Raises ValueError if they are none."""
    found = json.loads(b"[%b]" % lines)
    if not all(isinstance(line, str) for line in found):
        raise ValueError("its article is not made of lines")
    return "\n".join(found)


def file_of(folder: Path, key: Key) -> Path:
    """Where a version lies in the folder of versions."""
    return folder / key[0] / f"{key[1]}.json"


def read_releases(
    briefs: Path, contents: Contents | None = None
) -> tuple[Releases, tuple[Issue, ...]]:
    """The releases of a site by its folder of records, and all that has changed or gone since.

    What is wrong is left out of the releases, so that the rest can be shown. `contents` are those
    that have been read before, and take up what is read now.
    """
    folder = briefs / FOLDER
    file = folder / LIST
    if not _is_there(file):
        return Releases(folder), tuple(_without_list(briefs))
    found, issue = _read_list(file, briefs)
    if found is None:
        return Releases(folder), (issue,) if issue else ()
    versions = {_key(name): version for name, version in found.versions.items()}
    releases = Releases(
        folder,
        found.releases,
        versions,
        found.known,
        found.retired,
        found.tag,
        {} if contents is None else contents,
    )
    issues = {key: issue for key in versions if (issue := _changed(releases, key, briefs))}
    sound = {key: version for key, version in versions.items() if key not in issues}
    return replace(releases, versions=sound), tuple(issues.values())


def digest_of(listed: Mapping[str, Any]) -> str:
    """The hash that a list of releases holds of all else that it says."""
    return sha256(json.dumps(listed, sort_keys=True).encode()).hexdigest()


def _key(name: str) -> Key:
    id, _, number = name.partition("/")
    return id, int(number)


def _is_there(file: Path) -> bool:
    try:
        file.lstat()
    except OSError:
        return False
    return True


def _without_list(briefs: Path) -> Iterator[Issue]:
    """Versions of which no list tells: the list has gone, unless the first release was killed."""
    folder = briefs / FOLDER
    if not folder.is_dir() or (folder / UNFINISHED).exists():
        return
    if any(folder.glob("*/*.json")):
        message = "the list of releases has gone; the versions beside it are cited"
        yield _issue(folder / LIST, briefs, message, _BACK)


def _read_list(file: Path, briefs: Path) -> tuple[ReleaseList | None, Issue | None]:
    try:
        values = json.loads(_plain_bytes(file, LIST_BYTES))
        digest = values.pop("digest", "") if isinstance(values, dict) else ""
        is_ours = digest == digest_of(values)
    except (OSError, ValueError, RecursionError) as error:
        place = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (0, 0)
        message = f"the list of releases cannot be read: {_reason(error)}"
        return None, _issue(file, briefs, message, _BACK, place)
    if not is_ours:
        message = "the list of releases has been changed since the last release"
        return None, _issue(file, briefs, message, _BACK)
    try:
        return ReleaseList.model_validate_json(json.dumps(values)), None
    except ValidationError as error:
        message = f"this is no list of releases: {_reason(error)}"
        return None, _issue(file, briefs, message, _OURS)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place, message = first["loc"], first["msg"].removeprefix(_OF_PYDANTIC)
        return f"{'.'.join(map(str, place))}: {message}" if place else message
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return getattr(error, "strerror", None) or str(error)


def _plain_bytes(file: Path, limit: int) -> bytes:
    """What a plain file holds. Raises OSError, also for links and for what is far too large."""
    found = file.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(0, "it is not a plain file")
    if found.st_size > limit:
        raise OSError(0, f"it has more than {limit:,} bytes")
    return file.read_bytes()


def _changed(releases: Releases, key: Key, briefs: Path) -> Issue | None:
    """What has become of a version since its release; nothing if it is as it was.

    What it holds joins the contents of the releases.
    """
    file, version = file_of(releases.folder, key), releases.versions[key]
    id, number = key
    try:
        data = _plain_bytes(file, VERSION_BYTES)
    except FileNotFoundError:
        message = f"version {number} of “{id}”, released on {version.date}, has gone"
        return _issue(file, briefs, message, _BACK)
    except OSError as error:
        message = f"version {number} of “{id}” cannot be read: {_reason(error)}"
        return _issue(file, briefs, message, _BACK)
    digest = sha256(data).hexdigest()
    if digest != version.file:
        message = f"version {number} of “{id}” has been changed since its release on {version.date}"
        return _issue(file, briefs, message, _BACK)
    if digest in releases.contents:
        return None
    try:
        releases.contents[digest] = _content(data, key, version)
    except (ValueError, RecursionError) as error:
        message = f"this is not version {number} of “{id}”: {_reason(error)}"
        return _issue(file, briefs, message, _OURS)
    return None


def _content(data: bytes, key: Key, version: Version) -> Mapping[str, Any]:
    """What a file holds beside its article. Raises ValueError if that could not have come from us.

    A forged version with the right hashes would otherwise put scripts on the site.
    """
    head, lines = halves(data)
    article = _joined(lines)
    if found := foreign(article):
        raise ValueError(f"its article holds what no page has: {found}")
    if unfit := unfit_in(article, allowed="\t\n"):
        raise ValueError(f"its article holds {unfit}")
    said = head + b"}"
    file = VersionFile.model_validate_json(said)
    listed = (*key, version.date, version.kind, version.article)
    if (file.id, file.number, file.date, file.kind, file.sha256) != listed:
        raise ValueError("it says something else of itself than the list of releases")
    if sha256(article.encode()).hexdigest() != version.article:
        raise ValueError("its article has another hash")
    content: Mapping[str, Any] = json.loads(said)
    return content


#: What helps in all these cases.
_BACK = "versions never change: take the file back from the repository's history"
_OURS = "versions are written by `briefs release` alone"
#: What Pydantic puts before the message of a check of ours.
_OF_PYDANTIC = "Value error, "
#: Stands in the folder while a release is being written.
UNFINISHED = ".unfinished"


def _issue(
    file: Path, briefs: Path, message: str, hint: str, place: tuple[int, int] = (0, 0)
) -> Issue:
    path = file.relative_to(briefs.parent).as_posix()
    return Issue(path, *place, "", "changed-version", message, hint)
