"""Dates and numbers in lists of references, as American English and MLA write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..items import Item
from .text import bracketed, capitalised

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_SHORT = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()  # noqa: SIM905

#: A year, its month, its day; of a span the first and the last.
Part = Sequence[int]


def is_doubtful(item: Item) -> bool:
    """Whether nobody is sure of the date of an item."""
    return bool(item.get("issued", {}).get("circa"))


def in_doubt(text: str, item: Item) -> str:
    """`[2020?]` of a date that nobody is sure of."""
    return bracketed(f"{text}?", "[]") if text and is_doubtful(item) else text


def year(item: Item) -> str:
    """`2024`, `2021–2023`; a date in words as it stands; empty without a date."""
    date = item.get("issued", {})
    if "literal" in date:
        return str(date["literal"])
    return "–".join(dict.fromkeys(str(part[0]) for part in date.get("date-parts", ())))


def day_of_year(item: Item) -> str:
    """`March 5`, `June 9–10`; empty if only the year is known."""
    return _within_year(item.get("issued", {}).get("date-parts", ()), _american)


def american(date: Mapping[str, Any]) -> str:
    """`March 5, 2024`, `June 2024`; empty without a date."""

    def with_year(days: str, last: Part) -> str:
        if not days:
            return str(last[0])
        return f"{days}, {last[0]}" if len(last) > 2 else f"{days} {last[0]}"

    return _whole(date, _american, with_year)


def british(date: Mapping[str, Any], precision: int = 3) -> str:
    """`5 Mar. 2024`, and less with a precision of fewer parts; empty without a date."""
    parts = [tuple(part[:precision]) for part in date.get("date-parts", ())]
    cut = {**date, "date-parts": [*dict.fromkeys(parts)]}
    return _whole(cut, _short, lambda days, last: " ".join(filter(None, (days, str(last[0])))))


def _whole(
    date: Mapping[str, Any],
    written: Callable[[Part], str],
    with_year: Callable[[str, Part], str],
) -> str:
    if "literal" in date:
        return str(date["literal"])
    parts = date.get("date-parts", ())
    if len(parts) == 2 and parts[0][0] != parts[1][0]:
        return "–".join(with_year(written(part), part) for part in parts)
    return with_year(_within_year(parts, written), parts[-1]) if parts else ""


def _within_year(parts: Sequence[Part], written: Callable[[Part], str]) -> str:
    """The days of a date without the year; of two in one month that is told once."""
    found = [text for part in parts if (text := written(part))]
    if len(found) == 2 and parts[0][:2] == parts[1][:2]:
        (first, last), (day, other) = found, (str(part[2]) for part in parts)
        return f"{first}–{other}" if first.endswith(day) else f"{day}–{last}"
    return "–".join(found)


def _american(part: Part) -> str:
    return " ".join([_MONTHS[part[1] - 1], *map(str, part[2:])]) if len(part) > 1 else ""


def _short(part: Part) -> str:
    return " ".join([*map(str, part[2:]), _SHORT[part[1] - 1]]) if len(part) > 1 else ""


_NUMERIC = re.compile(r"[A-Za-z]*\d+[A-Za-z]*(?:\s*[-,&–]\s*[A-Za-z]*\d+[A-Za-z]*)*")
_SEVERAL = re.compile(r"\d\s*[-,&–]")
_LETTERS = re.compile("[A-Za-z]")


def is_numeric(item: Item) -> bool:
    """Whether what an item has for a number is one, or several."""
    return bool(_NUMERIC.fullmatch(item.get("number", "")))


def number(item: Item) -> str:
    """`12`, `2025–19001`, `A/RES/70/1`; empty if there is none."""
    text: str = item.get("number", "")
    return text.replace("-", "–") if is_numeric(item) and not _LETTERS.search(text) else text


def labelled(item: Item, label: str = "No.") -> str:
    """`No. 12`, `Nos. 12–13`; what is no number stands alone."""
    text = number(item)
    if not is_numeric(item):
        return capitalised(text) if label[0].isupper() else text
    return f"{label[:-1]}s. {text}" if _SEVERAL.search(item["number"]) else f"{label} {text}"


def numbered(item: Item) -> str:
    """`No. 12`, `No. Twelve`: always with a label."""
    text = labelled(item)
    return f"No. {text}" if text and not is_numeric(item) else text


def version(item: Item) -> str:
    """`Version 3`: pages of ours alone have one."""
    return f"Version {item['version']}" if "version" in item else ""
