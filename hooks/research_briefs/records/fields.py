"""The types of fields: text in a record becomes one of these values or a refusal that says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .. import limits
from . import amounts, citations, dates, links, prose
from .characters import unfit_in
from .words import meanings
from .wrong import Problem, Wrong, wrong

Problems = tuple[Problem, ...]

#: What stands where something is still to be filled in, as in the files that `briefs new` makes.
BLANK = "…"
#: How many values of a field are kept: ids, words and dates stand in many records.
_KEPT = 10_000
#: Texts that say nothing.
_NOTHING = {
    "": Problem("this is empty", hint="what is not known is left out: drop the field"),
    BLANK: Problem("this is still to be filled in", hint=f"write the value instead of “{BLANK}”"),
}


@dataclass(frozen=True, eq=False)
class Parsed:
    """An annotation that makes a pydantic field of a parser of text.

    `parse` returns the value or raises Wrong, `limit` is the greatest length in characters and
    `schema` what the JSON Schema says beside these: it is a text that is neither empty nor longer.
    """

    parse: Callable[[str], object]
    limit: int = limits.LINE
    schema: Mapping[str, Any] = field(default_factory=dict)
    #: What it takes, in words.
    what: str = "a line"

    def __post_init__(self) -> None:
        """Let lines be parsed once; longer texts hardly come twice, and would only be kept."""
        if self.limit <= limits.LINE:
            object.__setattr__(self, "_value", lru_cache(_KEPT)(self._value))

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.limit, **self.schema}

    def _validate(self, value: object) -> object:
        if isinstance(value, str):
            return self._value(value)
        raise refusal(_no_text(value))

    def _value(self, text: str) -> object:
        """What a text says; the same for every record."""
        problems = () if _is_plain(text, self.limit) else _refusals(text, self.limit)
        if not problems:
            try:
                return self.parse(text)
            except Wrong as error:
                problems = _bounded(error.problems)
        raise refusal(*problems)


def refusal(*problems: Problem) -> PydanticCustomError:
    """How pydantic is told of problems; reading turns them into issues with a place."""
    return PydanticCustomError("wrong", "{message}", {"message": "", "problems": problems})


def problems_of(context: Mapping[str, Any]) -> Problems:
    """The problems in the context of a pydantic error that `refusal` made."""
    problems: Problems = context["problems"]
    return problems


def _bounded(problems: Problems) -> Problems:
    """The first problems of a text, and how many there are: to find the place of one takes time."""
    if len(problems) <= limits.ISSUES:
        return problems
    message = f"the text has {len(problems):,} mistakes; {limits.ISSUES} of them are told"
    return (*problems[: limits.ISSUES], Problem(message, hint="mend these first"))


def _no_text(value: object) -> Problem:
    if isinstance(value, list):
        hint = "write one text, without “- ” and brackets"
        return Problem("expected text, found a list", hint=hint)
    return Problem("expected text, found fields", hint="quote a text that contains “: ”")


def _is_plain(text: str, limit: int) -> bool:
    """Whether a text is a line that nobody could refuse; most are."""
    return text.isascii() and text.isprintable() and 0 < len(text) <= limit and not text.isspace()


def _refusals(text: str, limit: int) -> Problems:
    if text.strip() in _NOTHING:
        return (_NOTHING[text.strip()],)
    if len(text) > limit:
        message = f"the text has {len(text):,} characters; {limit:,} is the limit"
        return (Problem(message, hint="shorten it, or make two of it"),)
    if unfit := unfit_in(text, allowed="\t\n"):
        return (Problem(f"the text has {unfit}", hint="delete it"),)
    return ()


def one_of(
    vocabulary: Mapping[str, object], what: str, hints: Mapping[str, str] | None = None
) -> Parsed:
    """The annotation of a field that takes one word of a vocabulary.

    `hints` are for words outside it, for which the nearest word inside would be bad advice. The
    schema tells what each word means as editors read it (`enumDescriptions`).
    """

    def parse(text: str) -> str:
        if text in vocabulary:
            return text
        hint = (hints or {}).get(text) or nearest(text, vocabulary)
        raise wrong(f"“{text}” is no {what}", hint=hint)

    said = meanings(vocabulary)
    schema = {"enum": list(said), "enumDescriptions": list(said.values())}
    return Parsed(parse, schema=schema, what="a word")


def nearest(text: str, known: Iterable[str]) -> str:
    """A hint that names the known word that is most like the text, or all if none is."""
    close = most_like(text, known)
    return f"did you mean “{close}”?" if close else f"use one of {', '.join(known)}"


def most_like(text: str, known: Iterable[str]) -> str:
    """The known word that is most like a text that may be misspelt; empty if none is."""
    return next(iter(get_close_matches(text.lower(), list(known), n=1, cutoff=0.6)), "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _country_code(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise wrong(
            f"“{text}” is not a code of ISO 3166-1", hint="write its two capitals, such as JP"
        )
    return text


_LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
_DOI = r"10\.[0-9]{4,9}/[!-~]+"


def _language(text: str) -> str:
    if not re.fullmatch(_LANGUAGE, text):
        raise wrong(
            f"“{text}” is not a language tag", hint="write one such as en, ja, ja-Latn, pt-BR"
        )
    return text


def _doi(text: str) -> str:
    if not re.fullmatch(_DOI, text):
        found = re.search(rf"{_DOI}$", text)
        hint = f"write {found[0]}" if found else "it starts with 10., such as 10.5555/almanac.2024"
        raise wrong(f"“{text}” is not a DOI", hint=hint)
    return text


def _extent(text: str) -> citations.Locator:
    try:
        (citation,) = citations.parse_sourcing(f"x, {text}")
        (locator,) = citation.locators
        (last,) = locator.ranges
    except (Wrong, ValueError):
        last = None
    if last is None or not last.last.isdigit() or last.first != last.last:
        raise wrong(
            f"“{text}” is not an extent",
            hint="write the last place there is, such as para. 151 or p. 24",
        )
    return locator


Line = Annotated[str, Parsed(_line)]
Multiline = Annotated[str, Parsed(_line, limits.PROSE, what="text")]
LinkedText = Annotated[
    links.LinkedText, Parsed(links.parse_linked_text, limits.PROSE, what="a sentence")
]
ProseText = Annotated[prose.Prose, Parsed(prose.parse_prose, limits.PROSE, what="prose")]
SourcedProse = Annotated[prose.Prose, Parsed(prose.parse_sourced_prose, limits.PROSE, what="prose")]
Id = Annotated[str, Parsed(links.parse_id, schema={"pattern": links.ID_PATTERN}, what="an id")]
TargetId = Annotated[
    links.Target,
    Parsed(links.parse_target, schema={"pattern": links.TARGET_PATTERN}, what="an id"),
]
DateText = Annotated[
    dates.Date, Parsed(dates.parse_date, schema={"pattern": dates.PATTERN}, what="a date")
]
DayText = Annotated[dates.Date, Parsed(dates.parse_day, schema={"format": "date"}, what="a day")]
AmountText = Annotated[
    amounts.Amount,
    Parsed(amounts.parse_amount, schema={"pattern": amounts.PATTERN}, what="an amount"),
]
SourceText = Annotated[
    citations.Sourcing,
    Parsed(citations.parse_sourcing, limits.PROSE, {"pattern": citations.PATTERN}, "sources"),
]
ExtentText = Annotated[
    citations.Locator, Parsed(_extent, schema={"pattern": r"^[a-z]+\.\s*\S+$"}, what="a place")
]
Url = Annotated[str, Parsed(prose.parse_url, limits.URL, {"format": "uri"}, "a web address")]
Doi = Annotated[str, Parsed(_doi, schema={"pattern": f"^{_DOI}$"}, what="a DOI")]
CountryCode = Annotated[
    str, Parsed(_country_code, schema={"pattern": "^[A-Z]{2}$"}, what="two capitals")
]
Language = Annotated[
    str, Parsed(_language, schema={"pattern": f"^{_LANGUAGE}$"}, what="a language tag")
]
