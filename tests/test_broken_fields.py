"""Every field of every kind, broken in every way: one mistake gives one issue, at its place.

The tests are made from the models and from the fullest record of each kind in the fixture site. A
new field is covered by itself, once the fixture shows it. Places are worked out here from the
layout of the text, not by the parser.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby
from typing import Any, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo
from tests.helpers import SITE, read

from research_briefs.issues import Issue
from research_briefs.reading.yaml_text import dotted
from research_briefs.records.fields import Parsed
from research_briefs.records.model import KINDS, Model, Record, Retired
from research_briefs.records.shape import model_of
from research_briefs.records.wrong import Wrong

Path = tuple[str | int, ...]
#: A path without positions: where a field is in the model.
Shape = tuple[str, ...]

# Where things are in a text in canonical layout


@dataclass(frozen=True)
class Place:
    """Where a field is, in lines and columns from 0: its name, its value, the line after it."""

    line: int
    column: int
    value_line: int
    value_column: int
    end: int


@cache
def places(text: str) -> dict[Path, Place]:
    """The place of every field; those in items of lists included."""
    return dict(_fields_at(text.splitlines(), 0, 0, ()))


def _fields_at(
    lines: list[str], start: int, indent: int, path: Path
) -> Iterator[tuple[Path, Place]]:
    """The fields of the mapping that starts at a line with an indentation."""
    line = start
    while line < len(lines) and (line == start or _indent(lines[line]) == indent):
        name, _, text = lines[line][indent:].partition(":")
        end = _end(lines, line, indent)
        here = (*path, name)
        if text.strip():
            yield here, Place(line, indent, line, indent + len(name) + 2, end)
        else:
            inner = _indent(lines[line + 1])
            yield here, Place(line, indent, line + 1, inner, end)
            yield from _inside(lines, line + 1, end, inner, here)
        line = end


def _inside(
    lines: list[str], start: int, end: int, indent: int, path: Path
) -> Iterator[tuple[Path, Place]]:
    if not lines[start].startswith("- ", indent):
        yield from _fields_at(lines, start, indent, path)
        return
    items = [n for n in range(start, end) if _indent(lines[n]) == indent]
    for index, line in enumerate(items):
        if ": " in lines[line] or lines[line].endswith(":"):
            last = items[index + 1] if index + 1 < len(items) else end
            first = lines[line].replace("- ", "  ", 1)
            inner = [*lines[:line], first, *lines[line + 1 : last]]
            yield from _fields_at(inner, line, indent + 2, (*path, index))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _end(lines: list[str], line: int, indent: int) -> int:
    """The line after all that belongs to a field."""
    end = line + 1
    while end < len(lines) and (not lines[end] or _indent(lines[end]) > indent):
        end += 1
    return end


def test_places_are_where_the_eye_sees_them() -> None:
    text = (
        "title: Lamps\n"
        "names:\n"
        "  - name: Lights\n"
        "    lang: en\n"
        "  - name: Lanterns\n"
        "topics: [lamps]\n"
        "summary: |\n"
        "  They burn [@a].\n"
        "\n"
        "  They: go out [@a].\n"
        "checked: 2026-05-01\n"
    )
    assert places(text) == {
        ("title",): Place(0, 0, 0, 7, 1),
        ("names",): Place(1, 0, 2, 2, 5),
        ("names", 0, "name"): Place(2, 4, 2, 10, 3),
        ("names", 0, "lang"): Place(3, 4, 3, 10, 4),
        ("names", 1, "name"): Place(4, 4, 4, 10, 5),
        ("topics",): Place(5, 0, 5, 8, 6),
        ("summary",): Place(6, 0, 6, 9, 10),
        ("checked",): Place(10, 0, 10, 9, 11),
    }


# The fields of the models, and the records that show them


def fields_of(model: type[Model], shape: Shape = ()) -> Iterator[tuple[Shape, type[Model]]]:
    """Every field that a record may have, at every level, with the model that defines it."""
    for name, field in named_fields(model).items():
        here = (*shape, name)
        yield here, model
        inner = model_of(field.annotation)
        if inner:
            yield from fields_of(inner, here)


def named_fields(model: type[Model]) -> dict[str, FieldInfo]:
    """The fields of a model by the names under which they are written."""
    return {f.alias or name: f for name, f in model.model_fields.items() if not f.exclude}


def shape_of(path: Path) -> Shape:
    return tuple(part for part in path if isinstance(part, str))


@dataclass(frozen=True)
class Specimen:
    """A record of the fixture that shows as many fields of a model as there are."""

    path: str
    model: type[Record]
    text: str

    @cached_property
    def shown(self) -> dict[Shape, Path]:
        """Each field that the record shows, and where it does so first."""
        paths = sorted(places(self.text), key=shape_of)
        return {shape: next(found) for shape, found in groupby(paths, key=shape_of)}


def specimens() -> list[Specimen]:
    return [
        *(fullest(kind, model) for kind, model in KINDS.items()),
        specimen("agreements/lightship-pact.yaml", Retired),
        specimen("organisations/buoy-office.yaml", Retired),
    ]


def specimen(path: str, model: type[Record]) -> Specimen:
    text = (SITE / "briefs" / path).read_text(encoding="utf-8")
    return Specimen(f"briefs/{path}", model, text)


def fullest(kind: str, model: type[Record]) -> Specimen:
    files = sorted((SITE / "briefs" / kind).iterdir())
    found = [specimen(f"{kind}/{file.name}", model) for file in files]
    return max((s for s in found if "#" not in s.text[:1]), key=lambda s: len(s.shown))


SPECIMENS = specimens()


@pytest.mark.parametrize("kind", KINDS)
def test_the_fullest_record_of_a_kind_shows_every_field(kind: str) -> None:
    full = next(s for s in SPECIMENS if s.path.startswith(f"briefs/{kind}/"))
    assert {shape for shape, _ in fields_of(full.model)} == full.shown.keys()


def test_the_records_merged_and_withdrawn_show_every_field() -> None:
    shown = {shape for s in SPECIMENS if s.model is Retired for shape in s.shown}
    assert {shape for shape, _ in fields_of(Retired)} == shown


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda s: s.path)
def test_a_record_that_is_not_broken_gives_no_issue(specimen: Specimen) -> None:
    assert read(specimen.text, specimen.path)[1] == []


# Ways of breaking a field, and what is expected of each


@dataclass(frozen=True)
class Broken:
    """A text with one mistake, and the one issue that it must give."""

    name: str
    path: str
    text: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Breaker:
    """Breaks one field of a specimen."""

    specimen: Specimen
    at: Path
    model: type[Model]

    @property
    def name(self) -> str:
        return str(self.at[-1])

    @property
    def info(self) -> FieldInfo:
        return named_fields(self.model)[self.name]

    @property
    def place(self) -> Place:
        return places(self.specimen.text)[self.at]

    @property
    def parsed(self) -> Parsed | None:
        """What reads the text of the field, if it takes one."""
        marks = [*self.info.metadata]
        if get_origin(self.info.annotation) is not tuple:
            options = get_args(self.info.annotation)
            marks += [mark for one in options for mark in getattr(one, "__metadata__", ())]
        return next((mark for mark in marks if isinstance(mark, Parsed)), None)

    @property
    def is_list(self) -> bool:
        return get_origin(self.info.annotation) is tuple and not self.parsed

    @property
    def items(self) -> type[Model] | None:
        """What the field, or each of its items, is made of, if that is fields again."""
        return model_of(self.info.annotation)

    def replaced(self, *lines: str) -> str:
        """The text with other lines for those after the name of the field; `{}` is its indent."""
        old = self.specimen.text.splitlines()
        place = self.place
        head = f"{old[place.line][: place.column]}{self.name}:{lines[0]}"
        indented = [" " * place.column + line for line in lines[1:]]
        return "\n".join([*old[: place.line], head, *indented, *old[place.end :], ""])

    def removed(self) -> str:
        """The text without the field; if it led an item, the next field does so now."""
        old = self.specimen.text.splitlines()
        place = self.place
        rest = old[place.end :]
        if old[place.line][: place.column].endswith("- "):
            rest = [old[place.line][: place.column] + rest[0][place.column :], *rest[1:]]
        return "\n".join([*old[: place.line], *rest, ""])

    def doubled(self) -> str:
        """The text with the field twice."""
        old = self.specimen.text.splitlines()
        place = self.place
        again = old[place.line : place.end]
        again[0] = " " * place.column + again[0][place.column :]
        return "\n".join([*old[: place.end], *again, *old[place.end :], ""])

    def expect(
        self, how: str, text: str, message: str, line: int = 0, column: int = 0, *inside: int
    ) -> Broken:
        """An issue at the field's value, or so many lines below and columns from its name."""
        place = self.place
        at = (place.line + line, place.column + column)
        field = dotted((*self.at, *inside))
        kind = self.specimen.path.split("/")[1] if self.specimen.model is not Retired else "retired"
        name = f"{kind}: {'.'.join(shape_of(self.at))} {how}"
        return Broken(name, self.specimen.path, text, at[0] + 1, at[1] + 1, field, message)

    @property
    def after_name(self) -> int:
        """How far from the start of the name a value on the same line begins."""
        return len(self.name) + 2


def broken(breaker: Breaker) -> Iterator[Broken]:
    yield from empty(breaker)
    yield from of_a_wrong_type(breaker)
    yield from with_wrong_text(breaker)
    yield from missing(breaker)
    yield breaker.expect(
        "twice",
        breaker.doubled(),
        f"`{breaker.name}` stands here twice; the first is on line {breaker.place.line + 1}",
        line=breaker.place.end - breaker.place.line,
    )


def empty(breaker: Breaker) -> Iterator[Broken]:
    after = breaker.after_name
    yield breaker.expect("without a value", breaker.replaced(""), "there is no value", 0, after - 1)
    if breaker.is_list:
        yield breaker.expect("as []", breaker.replaced(" []"), "the list is empty", 0, after)
    elif not breaker.items:
        yield breaker.expect('as ""', breaker.replaced(' ""'), "this is empty", 0, after)


def of_a_wrong_type(breaker: Breaker) -> Iterator[Broken]:
    after = breaker.after_name
    wanted = "a list" if breaker.is_list else "fields" if breaker.items else "text"
    found = {
        "text": (breaker.replaced(" nothing"), 0, after),
        "a list": (breaker.replaced(" [nothing, else]"), 0, after),
        "fields": (breaker.replaced("", "  nothing: else"), 1, 2),
    }
    for what, (text, line, column) in found.items():
        if what != wanted:
            message = f"expected {wanted}, found {what}"
            yield breaker.expect(f"as {what}", text, message, line, column)
    if breaker.is_list:
        wanted = "fields" if breaker.items else "text"
        what, item = ("text", "nothing") if breaker.items else ("fields", "nothing: else")
        text = breaker.replaced("", f"  - {item}")
        message = f"expected {wanted}, found {what}"
        yield breaker.expect(f"with {what} as an item", text, message, 1, 4, 0)


#: A text that is no id, no date, no address, …
NONSENSE = "¡no!"


def with_wrong_text(breaker: Breaker) -> Iterator[Broken]:
    parsed = breaker.parsed
    if parsed is None:
        return
    try:
        parsed.parse(NONSENSE)
    except Wrong as error:
        message = str(error)
    else:
        return  # a field that takes any text
    text = breaker.replaced(f" {NONSENSE}")
    yield breaker.expect("as nonsense", text, message, 0, breaker.after_name)


def missing(breaker: Breaker) -> Iterator[Broken]:
    pair = next((pair for pair in breaker.model.either if breaker.name in pair), None)
    if breaker.model is Retired and pair:
        return  # without either field it is an ordinary record
    if not breaker.info.is_required() and not pair:
        return
    owner = breaker.at[:-1]
    siblings = [
        place for path, place in places(breaker.specimen.text).items() if path[:-1] == owner
    ]
    if len(siblings) == 1:
        return  # without its only field there is no item
    name = pair[0] if pair else breaker.name
    message = f"`{pair[0]}` or `{pair[1]}` is missing" if pair else f"`{name}` is missing"
    start = siblings[0].line - breaker.place.line  # where what lacks the field begins
    done = breaker.expect("removed", breaker.removed(), message, start)
    yield replace(done, field=dotted((*owner, name)))


BROKEN = [
    case
    for specimen in SPECIMENS
    for shape, model in fields_of(specimen.model)
    if shape in specimen.shown
    for case in broken(Breaker(specimen, specimen.shown[shape], model))
]


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_broken_field_gives_one_issue_at_its_place(case: Broken) -> None:
    record, issues = read(case.text, case.path)
    assert record is None
    assert [place_of(issue) for issue in issues] == [
        (case.path, case.line, case.column, case.field, case.message)
    ]


def place_of(issue: Issue) -> tuple[Any, ...]:
    return issue.path, issue.line, issue.column, issue.field, issue.message


# A field that nobody knows, in every mapping


UNKNOWN = [
    Breaker(specimen, specimen.shown[shape], model)
    for specimen in SPECIMENS
    for shape, model in fields_of(specimen.model)
    if shape in specimen.shown and shape[-1] == next(iter(named_fields(model)))
]


@pytest.mark.parametrize("breaker", UNKNOWN, ids=lambda b: f"{b.specimen.path} {dotted(b.at)}")
def test_an_unknown_field_gives_one_issue_at_its_name(breaker: Breaker) -> None:
    lines, place = breaker.specimen.text.splitlines(), breaker.place
    lines.insert(place.end, f"{' ' * place.column}wxyz: nothing")
    _, issues = read("\n".join(lines), breaker.specimen.path)
    field = dotted((*breaker.at[:-1], "wxyz"))
    assert [place_of(issue) for issue in issues] == [
        (
            breaker.specimen.path,
            place.end + 1,
            place.column + 1,
            field,
            "there is no field `wxyz` here",
        )
    ]
