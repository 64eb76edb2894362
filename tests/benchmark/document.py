"""Puts what was measured into the page that explains it."""

from __future__ import annotations

from pathlib import Path

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"


def put(file: Path, text: str) -> None:
    """Replace what stands between the marks of a page, and leave the rest as it is."""
    file.write_text(replaced(file.read_text(encoding="utf-8"), text), encoding="utf-8")


def replaced(page: str, text: str) -> str:
    """The page with another text between its marks; ValueError if it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page has no {BEGIN} … {END}, between which the tables go")
    return f"{before}{BEGIN}\n\n{text.strip()}\n\n{END}{after}"
