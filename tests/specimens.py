"""Records of the fixture site as values, and the same records with other texts in them.

The models say which field takes what; the fullest records of the fixture show every field (a test
of broken fields sees to that), so a new field is filled by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeAlias

from pydantic import TypeAdapter, ValidationError
from tests.helpers import SITE

from research_briefs.reading.plain import Value
from research_briefs.reading.yaml_text import read_yaml
from research_briefs.records.characters import is_seen
from research_briefs.records.fields import Parsed
from research_briefs.records.links import LinkedText
from research_briefs.records.model import KINDS, Model, Retired
from research_briefs.records.prose import Prose
from research_briefs.records.shape import model_of

#: The place of a text in a record, such as `("events", 2, "text")`.
Path: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True)
class Specimen:
    """A record of the fixture: its kind, its id, what its file says."""

    kind: str
    id: str
    value: dict[str, Value]

    @property
    def place(self) -> str:
        return f"{self.kind}/{self.id}"

    def without(self, name: str) -> dict[str, Value]:
        """What the file says, without one field."""
        return {key: item for key, item in self.value.items() if key != name}

    @property
    def model(self) -> type[Model]:
        is_retired = {"merged_into", "withdrawn"} & set(self.value)
        return Retired if is_retired else KINDS[self.kind]


@cache
def specimens() -> tuple[Specimen, ...]:
    """All records of the fixture, in the order of kinds and ids."""
    return tuple(_read(kind, id) for kind in KINDS for id in _ids(kind))


@cache
def fullest() -> tuple[Specimen, ...]:
    """Of each kind the record that shows every field, and the two ways in which one can retire."""
    found = specimens()
    best = [max((s for s in found if s.kind == kind), key=_size) for kind in KINDS]
    return (*best, *(s for s in found if s.model is Retired))


def _ids(kind: str) -> list[str]:
    return sorted(file.stem for file in (SITE / "briefs" / kind).glob("*.yaml"))


def _read(kind: str, id: str) -> Specimen:
    path = f"briefs/{kind}/{id}.yaml"
    document, issues = read_yaml((SITE / path).read_text(encoding="utf-8"), path)
    assert document is not None, issues
    return Specimen(kind, id, document.value)


def _size(specimen: Specimen) -> int:
    return len({tuple(p for p in path if isinstance(p, str)) for path, _ in texts(specimen)})


# Fields


@dataclass(frozen=True)
class Field:
    """A field that holds a text, or a list of texts; equal ones read a text alike."""

    parsed: Parsed

    def read(self, text: str) -> object:
        """The value of a text, or the errors that say what is wrong with it."""
        try:
            return _adapter(self.parsed).validate_python(text)
        except ValidationError as error:
            return error

    def takes(self, text: str) -> bool:
        return not isinstance(self.read(text), ValidationError)


@cache
def _adapter(parsed: Parsed) -> TypeAdapter[Any]:
    return TypeAdapter(Annotated[str, parsed])


@cache
def field_of(model: type[Model], name: str) -> Field:
    """The field of a model, by the name under which it is written."""
    fields = {field.alias or key: field for key, field in model.model_fields.items()}
    marks = [*fields[name].metadata, *_marks(fields[name].annotation)]
    return Field(next(mark for mark in marks if isinstance(mark, Parsed)))


def _marks(annotation: Any) -> Iterator[Any]:
    """What stands beside the types in an annotation such as `tuple[Line, ...]` or `Line | None`."""
    yield from getattr(annotation, "__metadata__", ())
    for inner in getattr(annotation, "__args__", ()):
        yield from _marks(inner)


def texts(specimen: Specimen) -> Iterator[tuple[Path, Field]]:
    """The place of every text in a record, with the field that holds it."""
    yield from _texts(specimen.value, specimen.model, ())


def _texts(value: Value, model: type[Model], path: Path) -> Iterator[tuple[Path, Field]]:
    assert isinstance(value, dict)
    annotations = {f.alias or name: f.annotation for name, f in model.model_fields.items()}
    for name, held in value.items():
        inner = model_of(annotations[name])
        items = enumerate(held) if isinstance(held, list) else [(-1, held)]
        for index, item in items:
            here = (*path, name) if index < 0 else (*path, name, index)
            if inner:
                yield from _texts(item, inner, here)
            else:
                yield here, field_of(model, name)


# Other texts


#: Gives the text for a place, or None if the one that is there should stay.
Choice = Callable[[Path, Field], str | None]


def changed(specimen: Specimen, choice: Choice) -> Value:
    """What the record says with other texts in it."""
    chosen = {path: choice(path, field) for path, field in texts(specimen)}
    return _changed(specimen.value, (), chosen)


def _changed(value: Value, path: Path, chosen: Mapping[Path, str | None]) -> Value:
    if isinstance(value, dict):
        return {key: _changed(item, (*path, key), chosen) for key, item in value.items()}
    if isinstance(value, list):
        return [_changed(item, (*path, n), chosen) for n, item in enumerate(value)]
    text = chosen.get(path)
    return value if text is None else text


def written(value: Value, indent: int = 0) -> str:
    """A value as YAML, with every text in double quotes and escapes for what is not seen."""
    space = "  " * indent
    if isinstance(value, dict):
        return "".join(f"{space}{key}:{_below(item, indent)}" for key, item in value.items())
    if isinstance(value, list):
        items = (written(item, indent + 1) for item in value)
        return "".join(f"{space}- {item[len(space) + 2 :]}" for item in items)
    return f"{space}{quoted(value)}\n"


def _below(value: Value, indent: int) -> str:
    return f" {written(value)}" if isinstance(value, str) else f"\n{written(value, indent + 1)}"


def quoted(text: str) -> str:
    """A text in double quotes."""
    unseen = {ord(c): f"\\U{ord(c):08X}" for c in text if c > "~" and not is_seen(c)}
    return json.dumps(text, ensure_ascii=False).translate(unseen)


# Which text goes where


#: What stands around a text where a field asks for it: a citation, an address, an identifier.
CARRIERS = ("{}", "{} [@gazette-2023]", "https://example.org/{}", "10.1000/{}")
#: A field is free if it takes this; ids, dates and words of a vocabulary are not.
PROBE = "it's"


def carried(text: str) -> Iterator[str]:
    """The text with what some fields ask for around it."""
    return (carrier.replace("{}", text) for carrier in CARRIERS)


@cache
def is_free(field: Field) -> bool:
    """Whether a field takes texts of one's own."""
    return any(map(field.takes, carried(PROBE)))


@cache
def fitting(field: Field, text: str) -> str | None:
    """The text as a free field takes it, with its links leading somewhere; None if it does not."""
    taken = (way for way in carried(text) if is_free(field) and _leads_somewhere(field.read(way)))
    return next(taken, None)


def filled(specimen: Specimen, *texts: str) -> str:
    """The file of a record in which every free field holds those of the texts that it takes."""

    def choice(_: object, field: Field) -> str | None:
        taken = [text for text in texts if fitting(field, text)]
        return fitting(field, " ".join(taken)) or (fitting(field, taken[0]) if taken else None)

    return written(changed(specimen, choice))


def _leads_somewhere(value: object) -> bool:
    if isinstance(value, ValidationError):
        return False
    links = value.links if isinstance(value, LinkedText | Prose) else ()
    cited = value.sourcings if isinstance(value, Prose) else ()
    ids = {specimen.id for specimen in specimens()}
    return all(str(link.target) in ids for link in links) and all(
        citation.sources == ("gazette-2023",) for sourcing in cited for citation in sourcing
    )
