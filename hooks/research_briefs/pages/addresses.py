"""The addresses of generated pages, relative to the site's root."""

from __future__ import annotations

from ..records.model import Record

HOME = ""
STATUS = "status/"
YEARS = "years/"


def of_record(record: Record) -> str:
    """`projects/unicorn-integrated-mast/`."""
    return f"{record.kind}/{record.id}/"


def of_kind(kind: str) -> str:
    """`projects/`: the index of a kind."""
    return f"{kind}/"


def of_status(status: str) -> str:
    """`status/in-force/`."""
    return f"{STATUS}{status}/"


def of_year(year: int) -> str:
    """`years/2015/`."""
    return f"{YEARS}{year:04}/"
