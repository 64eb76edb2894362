"""The addresses of generated pages, relative to the site's root."""

from __future__ import annotations

from pathlib import PurePosixPath

from ..records.model import Record

HOME = ""
STATUS = "status/"
YEARS = "years/"
BRIEFS = "briefs/"
TOGETHER = "together/"
REVIEW = "review/"
UNARCHIVED = "review/sources/"
CHANGES = "changes/"
#: The feed of what has changed, at the root or beside the page of a country or topic.
FEED = "changes.atom"
#: The names of files of citations, without what tells their form: beside the page that they cite,
#: or of the whole bibliography.
CITATION = "cite"
REFERENCES = "references"
INSTRUMENT = "instrument"
BIBLIOGRAPHY = "sources/bibliography"
#: What a page says of its record to machines, beside the page.
LINKED_DATA = "index.jsonld"


def of_record(record: Record) -> str:
    """`projects/twin-lenses/`."""
    return f"{record.kind}/{record.id}/"


def cited(site_url: str, record: Record) -> str:
    """The whole address of a record's page; empty if the site has none."""
    return whole(site_url, of_record(record))


def whole(site_url: str, address: str) -> str:
    """The whole address of a place on the site; empty if the site has none."""
    return f"{site_url.rstrip('/')}/{address}" if site_url else ""


def of_kind(kind: str) -> str:
    """`projects/`: the index of a kind."""
    return f"{kind}/"


def of_leaf(base: str, number: int) -> str:
    """`projects/page/2/`: the second page of a long list; the first is the list itself."""
    return base if number == 1 else f"{base}page/{number}/"


def of_hand_written(uri: str) -> str:
    """`narratives/masts.md` → `narratives/masts/`, `narratives/index.md` → `narratives/`."""
    path = PurePosixPath(uri).with_suffix("")
    if path.name in ("index", "README"):
        path = path.parent
    return "" if path == PurePosixPath() else f"{path}/"


def of_status(status: str) -> str:
    """`status/in-force/`."""
    return f"{STATUS}{status}/"


def of_year(year: int) -> str:
    """`years/2015/`."""
    return f"{YEARS}{year:04}/"


def of_review(group: str) -> str:
    """`review/doubtful/`."""
    return f"{REVIEW}{group}/"


def of_versions(kind: str, id: str) -> str:
    """`projects/twin-lenses/v/`: the differences between all versions of a record."""
    return f"{kind}/{id}/v/"


def of_version(kind: str, id: str, number: int) -> str:
    """`projects/twin-lenses/v/3/`: one version, for ever."""
    return f"{kind}/{id}/v/{number}/"


def of_release(day: str) -> str:
    """`changes/2027-01-01/`: what a release has changed."""
    return f"{CHANGES}{day}/"


def source_uri(address: str) -> str:
    """Where in `docs/` a page of this address would lie: what hand-written pages link to.

    >>> [source_uri(address) for address in ("", "projects/", "projects/x/")]
    ['index.md', 'projects/index.md', 'projects/x.md']
    """
    path = address.rstrip("/")
    return f"{path}.md" if "/" in path else f"{address}index.md"
