"""What is fuzzed, and what must hold of every input: a polite refusal, or a sound result.

A target is a function of bytes. It fails by an exception, or by a `Flaw` if what it looked at is
not as promised, or by being too slow. What it gives back only tells inputs of different sorts
apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from tests.helpers import SITE

from research_briefs import limits
from research_briefs.catalogue.catalogue import Catalogue, build_catalogue
from research_briefs.catalogue.checking import check
from research_briefs.edges.config_file import find_settings
from research_briefs.issues import EXCERPT_WIDTH, MESSAGE_WIDTH, Issue, render
from research_briefs.pages.canvas import Canvas
from research_briefs.pages.dates import beginning, machine, written
from research_briefs.pages.page import relative
from research_briefs.pages.phrases import Phrases
from research_briefs.pages.wording import wording
from research_briefs.reading.comments import find_comments
from research_briefs.reading.files import Entry, read_briefs, read_record
from research_briefs.reading.layout import canonical
from research_briefs.reading.plain import Value
from research_briefs.reading.yaml_text import decode, read_yaml
from research_briefs.records import amounts as amount
from research_briefs.records import dates as date
from research_briefs.records.citations import Citation, Sourcing, parse_sourcing
from research_briefs.records.fields import (
    AmountText,
    DateText,
    DayText,
    Doi,
    ExtentText,
    Id,
    Language,
    LinkedText,
    ProseText,
    SourcedProse,
    SourceText,
    TargetId,
    Url,
)
from research_briefs.records.model import KINDS, Record, Source
from research_briefs.records.prose import Prose
from research_briefs.records.wrong import Wrong

from .html import PROSE, text_of
from .rendering import render_pages

#: Characters that an issue may have at most when it is printed: a person has to read it.
LONGEST_ISSUE = 2 * MESSAGE_WIDTH + 4 * EXCERPT_WIDTH


class Flaw(AssertionError):
    """Something that was promised does not hold."""


@dataclass(frozen=True)
class Target:
    """`suffix` is that of its files in the corpus."""

    name: str
    run: Callable[[bytes], object]
    suffix: str = ".txt"


def must(holds: bool, promise: str, *seen: object) -> None:
    """Hold to a promise. What was seen is told, but does not make it another fault."""
    if not holds:
        raise Flaw(promise, *seen)


# Records: from bytes to pages


def records(data: bytes) -> object:
    """A file of a record beside those of the fixture site, as far as a build takes it."""
    kind, id, path = place_of(data)
    text, issues = decode(data, path)
    entry = None
    if not issues:
        entry, issues = read_record(text, path, kind, id)
    lines = data.decode("utf-8", errors="replace").replace("\r\n", "\n").split("\n")
    _sound(issues, lines)
    must(bool(issues) != bool(entry), "a file gives a record or issues")
    return _among_others(entry, lines) if entry else _sort_of(issues)


def place_of(data: bytes) -> tuple[str, str, str]:
    """Kind, id and path of a record: a comment on its first line may name them."""
    named = re.match(rb"# ([a-z]+)/([a-z0-9-]{1,100})\r?\n", data)
    kind, id = (part.decode() for part in named.groups()) if named else ("projects", "fuzzed")
    kind = kind if kind in KINDS else "projects"
    return kind, id, f"briefs/{kind}/{id}.yaml"


def _among_others(entry: Entry, lines: Sequence[str]) -> object:
    others = [other for other in _fixture() if other.record.id != entry.record.id]
    entries = [*others, entry]
    catalogue = build_catalogue(each.record for each in entries)
    issues = check(entries, catalogue)
    own = [issue for issue in issues if issue.path == entry.path]
    _sound(own, lines)
    if issues:
        return _sort_of(issues)
    looks: set[str] = set()
    for page in render_pages(catalogue, find_settings(SITE)):
        text_of(page)
        looks.update(re.findall(r'class="([^"]+)"', page))
    return "a site", frozenset(looks)


def _sound(issues: Sequence[Issue], lines: Sequence[str]) -> None:
    """Whether issues are few, point into the file, and can be printed and read."""
    must(len(issues) <= limits.ISSUES + 1, "issues of a file are limited")
    for issue in issues:
        shown = render(issue)
        must(bool(issue.message and issue.kind), "an issue says what is wrong")
        must(len(shown) <= LONGEST_ISSUE, "an issue can be read", shown)
        must(all(c.isprintable() or c == "\n" for c in shown), "an issue can be printed", shown)
        must(0 <= issue.line <= len(lines), "an issue is about a line of the file", shown)
        if issue.excerpt:
            must(issue.excerpt == lines[issue.line - 1], "an issue shows the line", shown)
            must(1 <= issue.column <= len(issue.excerpt) + 1, "a caret is below the line", shown)


def _sort_of(issues: Iterable[Issue]) -> object:
    """What issues have in common with others, whatever the words of the record."""
    return frozenset(
        (issue.kind, re.sub(r"“[^”]*”|`[^`]*`|[\d,]+", "", issue.message)) for issue in issues
    )


@cache
def _fixture() -> tuple[Entry, ...]:
    return read_briefs(SITE / "briefs").entries


@cache
def _catalogue() -> Catalogue:
    return build_catalogue(entry.record for entry in _fixture())


# Layout: what `briefs fmt` writes


def layout(data: bytes) -> object:
    """A file that is laid out means what it meant, and is not laid out anew."""
    kind, id, path = place_of(data)
    text, issues = decode(data, path)
    if issues:
        return _sort_of(issues)
    laid, issues = canonical(text, path, kind)
    must("layout" not in [issue.kind for issue in issues], "a layout is not lost", issues)
    if issues:
        must(laid == text, "what cannot be read is left alone")
        return _sort_of(issues)
    must(canonical(laid, path, kind) == (laid, []), "a layout is laid out already", laid)
    must(_comments(text) == _comments(laid), "comments stay", laid)
    must(_same_but_spaces(_value(text), _value(laid)), "values stay", laid)
    before, after = (read_record(version, path, kind, id) for version in (text, laid))
    must(bool(before[0]) == bool(after[0]), "a record stays one", laid)
    if before[0] and after[0]:
        must(_folded(before[0].record) == _folded(after[0].record), "a record stays equal", laid)
    if max(len(before[1]), len(after[1])) < limits.ISSUES:
        must(_faults(before[1]) == _faults(after[1]), "what is wrong stays wrong", laid)
    return frozenset(line.split(":")[0] for line in laid.split("\n"))


def _comments(text: str) -> Counter[str]:
    document, _ = read_yaml(text, "")
    return Counter(comment.text for comment in find_comments(document)) if document else Counter()


def _value(text: str) -> Value:
    document, _ = read_yaml(text, "")
    return document.value if document else ""


def _same_but_spaces(one: Value, other: Value) -> bool:
    """Whether two values are the same but for the order of fields and for white space."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            _same_but_spaces(one[name], other[name]) for name in one
        )
    if isinstance(one, list) and isinstance(other, list):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(_same_but_spaces(*pair) for pair in pairs)
    if isinstance(one, str) and isinstance(other, str):
        return re.split("[ \n]+", one.strip(" \n")) == re.split("[ \n]+", other.strip(" \n"))
    return False


def _faults(issues: Iterable[Issue]) -> Counter[tuple[str, str]]:
    return Counter((issue.field, issue.kind) for issue in issues)


def _folded(record: Record) -> object:
    """What a record says, in which it is all the same how often a space stands."""
    said = {name: getattr(record, name) for name in type(record).model_fields}
    return re.sub(r"(?:\\n| )+", " ", repr(said)).replace("' ", "'").replace(" '", "'")


# Values of fields


def taken(field: Any, text: str) -> Any:
    """What a field makes of a text; None if it refuses it."""
    try:
        return _adapter(field).validate_python(text)
    except ValidationError as error:
        for detail in error.errors():
            must(detail["type"] == "wrong", "a refusal is one of ours", detail["msg"])
            problems = detail["ctx"]["problems"]
            must(bool(problems), "a refusal has a reason")
            must(all(problem.message for problem in problems), "a reason has words")
    return None


@cache
def _adapter(field: Any) -> TypeAdapter[Any]:
    return TypeAdapter(field)


def prose(data: bytes) -> object:
    """Prose shows what was typed, and nothing but the elements of its dialect."""
    text = data.decode("utf-8", errors="replace")
    linked, read, sourced = (taken(field, text) for field in (LinkedText, ProseText, SourcedProse))
    must(read is not None or sourced is None, "sourced prose is prose")
    taken(Url, text)
    words = wording("en")
    canvas = Canvas(_catalogue(), words, Phrases(_catalogue(), words), "", relative)
    if linked and _known(link.target.record for link in linked.links):
        text_of(str(canvas.text(linked)), PROSE)
    if read and _renders(read):
        shown = text_of(f"<div>{canvas.prose(read)}</div>", PROSE)
        if not re.search(r"[\[\]]", text):
            must(_letters(shown) == _letters(text), "every letter is shown", shown)
        return re.sub(r"[^<>/]+", "", str(canvas.prose(read)))[:200]
    return read and len(read.blocks)


def _renders(read: Prose) -> bool:
    cited = (id for sourcing in read.sourcings for citation in sourcing for id in citation.sources)
    return _known(link.target.record for link in read.links) and all(
        isinstance(_catalogue().records.get(id), Source) for id in cited
    )


def _known(ids: Iterable[str]) -> bool:
    return all(id in _catalogue().records for id in ids)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def citations(data: bytes) -> object:
    """A citation that is printed reads back as the same."""
    text = data.decode("utf-8", errors="replace")
    for field in (ExtentText, Id, TargetId, Doi, Language):
        must(str(taken(field, text)) != "", "a value can be printed")
    for marker in ("", "@"):
        sourcing = _sourcing(text, marker)
        if sourcing:
            printed = "; ".join(_printed(citation, marker) for citation in sourcing)
            must(_sourcing(printed, marker) == sourcing, "a citation reads back", printed)
    sourcing = taken(SourceText, text)
    return sourcing and tuple(len(citation.locators) for citation in sourcing[:3])


def _sourcing(text: str, marker: str) -> Sourcing | None:
    if len(text) > limits.PROSE:
        return None
    try:
        return parse_sourcing(text, marker)
    except Wrong as error:
        must(bool(error.problems), "a refusal has a reason")
        return None


def _printed(citation: Citation, marker: str) -> str:
    place = f", {citation.place}" if citation.place else ""
    citing = f", citing {marker}{citation.citing}" if citation.citing else ""
    return f"{marker}{citation.source}{place}{citing}"


def dates(data: bytes) -> object:
    """A date stays what was typed and is never told with more than was typed."""
    text = data.decode("utf-8", errors="replace")
    taken(DayText, text)
    value = taken(DateText, text)
    if value is None:
        return None
    must(str(value) == text, "a date stays as it is typed")
    must(bool(re.search(date.PATTERN, text)), "a date fits its pattern")
    must(value.earliest <= value.latest, "a date does not end before it begins")
    months = wording("en")["months"]
    typed = {int(number) for number in re.findall(r"\d+", text)}
    for shown in (written(value, wording("en")), beginning(value, wording("en"))):
        told = {int(number) for number in re.findall(r"\d+", shown)}
        must(told <= typed, "a date is not made more precise", shown)
        must(any(month in shown for month in months) == ("-" in text), "months are told", shown)
    must(machine(value) in ("", text), "machines are told what was typed")
    return re.sub(r"\d", "0", text)


def amounts(data: bytes) -> object:
    """An amount stays what was typed, and its bounds are exactly that much."""
    text = data.decode("utf-8", errors="replace")
    value = taken(AmountText, text)
    if value is None:
        return None
    must(str(value) == text, "an amount stays as it is typed")
    must(bool(re.search(amount.PATTERN, text)), "an amount fits its pattern")
    must(value.low <= value.high, "an amount does not run from more to less")
    figures = [Fraction(number) for number in re.findall(r"[\d.]+", text)]
    factor = amount.UNITS[re.split(r"[\d.]+", text)[-1].strip()]
    exact = [figure * factor for figure in (figures[0], figures[-1])]
    must([Fraction(value.low), Fraction(value.high)] == exact, "an amount is exact", value)
    return re.sub(r"[\d.]+", "0", text)


TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        Target("records", records, ".yaml"),
        Target("layout", layout, ".yaml"),
        Target("prose", prose),
        Target("citations", citations),
        Target("dates", dates),
        Target("amounts", amounts),
    )
}
