"""The addresses of generated pages, relative to the site's root."""

from __future__ import annotations

from pathlib import PurePosixPath

from ..records.model import Record

HOME = ""
STATUS = "status/"
YEARS = "years/"
BRIEFS = "briefs/"
TOGETHER = "together/"
#: The names of files of citations, without what tells their form: beside the page that they cite,
#: or of the whole bibliography.
CITATION = "cite"
REFERENCES = "references"
INSTRUMENT = "instrument"
BIBLIOGRAPHY = "sources/bibliography"


def of_record(record: Record) -> str:
    """`projects/twin-lenses/`."""
    return f"{record.kind}/{record.id}/"


def cited(site_url: str, record: Record) -> str:
    """The whole address under which a record is cited; empty if the site has none."""
    return f"{site_url.rstrip('/')}/{of_record(record)}" if site_url else ""


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


def source_uri(address: str) -> str:
    """Where in `docs/` a page of this address would lie: what hand-written pages link to.

    >>> [source_uri(address) for address in ("", "projects/", "projects/x/")]
    ['index.md', 'projects/index.md', 'projects/x.md']
    """
    path = address.rstrip("/")
    return f"{path}.md" if "/" in path else f"{address}index.md"
