"""What a release writes: the shapes of the list of releases and of the files of versions.

Whoever can send a record can send these as well, with all hashes right. So they are held to the
rules of records, and what is built from them can rely on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from .. import limits
from ..records.characters import unfit_in
from ..records.links import ID_PATTERN


def _fit(text: str) -> str:
    if unfit := unfit_in(text, allowed="\t\n"):
        raise ValueError(f"there is {unfit}")
    return text


def _day(text: str) -> str:
    Day.fromisoformat(text)
    return text


def _value(value: Any, depth: int = limits.NESTING) -> Any:
    """What a field says, as `records.written` has it: a text, several values, or fields again."""
    if isinstance(value, str):
        return _fit(value)
    if not isinstance(value, list | dict):
        raise ValueError("everything that a statement says is text")
    if not depth:
        raise ValueError(f"it is nested more than {limits.NESTING} deep")
    for item in (*value, *(value.values() if isinstance(value, dict) else ())):
        _value(item, depth - 1)
    return value


Text = Annotated[str, AfterValidator(_fit)]
IdText = Annotated[str, Field(pattern=ID_PATTERN, max_length=limits.ID)]
DayText = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[1-9][0-9]{0,5}$")]
Tag = Annotated[str, Field(pattern=r"^(tag:[!-~]+)?$")]
Value = Annotated[Any, AfterValidator(_value)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Version(_Strict):
    """A version as the list names it.

    `date` is the day of its release, `kind` that of the record then; `article` and `file` are the
    SHA-256 of its article and of its whole file.
    """

    article: Hash
    date: DayText
    file: Hash
    kind: IdText


class Known(_Strict):
    """What was published under an id: the kinds in which it stood, and the anchors it had last."""

    anchors: tuple[Text, ...]
    kinds: Annotated[tuple[IdText, ...], Field(min_length=1)]


class ReleaseList(_Strict):
    """All that `releases.json` says beside its own hash."""

    format: Literal[1] = 1
    known: Mapping[IdText, Known] = Field(default_factory=dict)
    releases: tuple[DayText, ...] = ()
    retired: Mapping[IdText, DayText] = Field(default_factory=dict)
    tag: Tag = ""
    versions: Mapping[Name, Version] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if any(one >= other for one, other in pairwise(self.releases)):
            raise ValueError("each release comes on a later day than the one before")
        for name, version in self.versions.items():
            if version.date not in self.releases:
                raise ValueError(f"{name} is of {version.date}, on which nothing was released")
        return self


class _Fields(_Strict):
    """What has fields of any names, as a record or a statement has."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Value]


class About(_Fields):
    """The fields of a record itself; feeds and citations are made of these."""

    curators: tuple[Text, ...] = ()
    topics: tuple[Text, ...] = ()
    broader: tuple[Text, ...] = ()
    country: Text | None = None


class Said(_Fields):
    """The fields of a statement; it concerns those who are named."""

    who: tuple[Text, ...] = ()


class Row(_Strict):
    """A statement as a version keeps it: its anchor and field, what it says, its marks."""

    anchor: Text
    field: Text
    said: Said
    marks: tuple[Text, ...] = ()


class RowFromThere(Row):
    """A relation that another record declares."""

    record: IdText


class VersionFile(_Strict):
    """What the file of a version holds beside its article; `lasting.text` tells of its parts.

    `sha256` is that of the article.
    """

    format: Literal[1]
    id: IdText
    number: int
    date: DayText
    kind: IdText
    title: Text
    checked: DayText
    language: Text
    sha256: Hash
    about: About
    state: Mapping[str, Text]
    statements: tuple[Row, ...]
    from_there: tuple[RowFromThere, ...]
    listed: tuple[IdText, ...]
