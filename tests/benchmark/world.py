"""What there is in a corpus, before anything is written: who, what, in which order, from when.

The briefs stand in the order of their age, so that a record relates to earlier ones only. Forms,
events and relations go round in turn rather than by chance: all occur from 30 briefs on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from random import Random

from research_briefs.records import words

from . import invented

Life = tuple[str, ...]

BRIEF_KINDS = ("agreements", "projects", "dialogues")

FORMS: Mapping[str, tuple[str, ...]] = {
    "agreements": tuple(words.AGREEMENT_FORMS),
    "projects": tuple(words.PROJECT_FORMS),
    "dialogues": tuple(words.DIALOGUE_FORMS),
    "policies": tuple(words.POLICY_FORMS),
}

#: The one proposal in each list stands second: the third realises it, or a question asks.
LIVES: Mapping[str, tuple[Life, ...]] = {
    "agreements": (
        ("negotiating", "agreed", "signed", "in-force"),
        ("proposed",),
        ("proposed", "negotiating", "signed", "in-force"),
        ("adopted", "noted", "amended"),
        ("signed", "in-force", "extended", "planned"),
        ("agreed", "signed", "in-force", "suspended"),
        ("negotiating", "signed", "in-force", "ended"),
        ("signed", "in-force", "amended", "noted"),
        ("proposed", "negotiating", "dropped"),
        ("negotiating", "signed", "in-force", "noted"),
    ),
    "projects": (
        ("considered", "agreed", "contracted", "started", "delivered"),
        ("proposed",),
        ("considered", "negotiating", "agreed", "started"),
        ("agreed", "started", "noted", "stalled"),
        ("contracted", "started", "delivered", "completed"),
        ("considered", "agreed", "started", "planned"),
        ("agreed", "contracted", "started", "ended"),
        ("considered", "started", "delivered", "noted"),
        ("proposed", "considered", "dropped"),
        ("negotiating", "contracted", "started", "noted"),
    ),
    "dialogues": (
        ("agreed", "started"),
        ("proposed",),
        ("agreed", "started", "noted"),
        ("started", "suspended"),
        ("agreed", "planned"),
        ("started", "ended"),
        ("agreed", "started", "planned"),
        ("noted",),
        ("proposed", "dropped"),
        ("agreed", "noted"),
    ),
    "policies": (
        ("considered", "adopted", "in-force"),
        ("adopted", "in-force", "amended"),
        ("proposed", "adopted", "in-force", "extended"),
        ("adopted", "suspended", "noted"),
        ("adopted", "in-force", "ended"),
        ("proposed", "dropped"),
        ("adopted", "planned"),
    ),
}

#: Lives of dialogues in which nobody ever met.
_NEVER_MET = ("proposed", "dropped")

_FIRST_DAY = {"policies": Day(1995, 1, 9), "briefs": Day(2000, 1, 10)}
_LAST_START = {"policies": Day(1999, 6, 1), "briefs": Day(2024, 6, 3)}


@dataclass(frozen=True, slots=True)
class Plan:
    """A brief or a policy to come: its place among all of them and among those of its kind."""

    number: int
    ordinal: int
    kind: str
    id: str
    title: str
    form: str
    life: Life
    start: Day
    checked: Day

    @property
    def is_proposal(self) -> bool:
        return self.life == ("proposed",)

    @property
    def is_real(self) -> bool:
        return self.life[-1] != "dropped" and not self.is_proposal

    @property
    def sessions(self) -> int:
        """How many sessions it holds."""
        return 3 if self.kind == "dialogues" and self.life[-1] not in _NEVER_MET else 0


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """A source to come. `unit` is what its locators count; '' if nobody could count."""

    id: str
    read: str
    unit: str
    extent: int


@dataclass(frozen=True, slots=True)
class World:
    """All the records to come; where only ids are kept, titles derive from the position."""

    seed: int
    policies: tuple[Plan, ...]
    briefs: tuple[Plan, ...]
    sources: tuple[SourcePlan, ...]
    organisations: tuple[str, ...]
    people: tuple[str, ...]
    topics: tuple[str, ...]
    countries: tuple[str, ...]

    def rng(self, id: str) -> Random:
        """The chance that is a record's own, so that no other record changes it."""
        return Random(f"{self.seed}/{id}")  # noqa: S311

    def read(self, degree: str) -> list[SourcePlan]:
        return [source for source in self.sources if source.read == degree]


def plan_world(records: int, seed: int) -> World:
    """What there is beside so many briefs, in the proportions of the real dataset."""
    topics = min(invented.TOPICS, 10 + records // 50)
    return World(
        seed=seed,
        policies=_policies(max(7, records // 20), seed),
        briefs=_briefs(records, seed),
        sources=tuple(_source(i, seed) for i in range(max(12, records // 2))),
        organisations=tuple(
            invented.slug(organisation(i, seed)) for i in range(max(10, records // 20))
        ),
        people=tuple(invented.slug(person(i, seed)) for i in range(max(4, records // 10))),
        topics=tuple(invented.slug(invented.topic(i)) for i in range(topics)),
        countries=tuple(invented.slug(title) for title, _, _ in invented.COUNTRIES),
    )


#: What organisations are called, in the order of their forms.
_ENDS = (
    *("Electric", "Ministry of Technology", "Agency", "Self-Defence Force", "Laboratory"),
    *("University", "Foundation", "Association", "Organisation", "Office"),
)


def organisation(number: int, seed: int) -> str:
    """The title of an organisation."""
    return f"{invented.name(5 * number + 2, seed)} {_ENDS[number % len(_ENDS)]}"


def person(number: int, seed: int) -> str:
    """The title of a person: the family name stands first."""
    given = invented.name(number % 40 + 200_000, seed)
    return f"{invented.name(5 * number + 3, seed)} {given}"


def source_word(number: int, seed: int) -> str:
    """The author's name, from which a source has its id."""
    return invented.name(5 * number + 4, seed)


def source_year(number: int) -> int:
    return 2001 + number % 25


def _briefs(records: int, seed: int) -> tuple[Plan, ...]:
    kinds = BRIEF_KINDS
    return tuple(
        _plan(number, number // 3, kinds[number % 3], 5 * number, seed, records)
        for number in range(records)
    )


def _policies(count: int, seed: int) -> tuple[Plan, ...]:
    return tuple(
        _plan(number, number, "policies", 5 * number + 1, seed, count) for number in range(count)
    )


def _plan(number: int, ordinal: int, kind: str, name: int, seed: int, count: int) -> Plan:
    """The plan of the one of `count` that has the number; `name` is the number of its name."""
    form = FORMS[kind][ordinal % len(FORMS[kind])]
    about = invented.topic(number % 40)
    title = f"{invented.name(name, seed)} {form} on {about.lower()}"
    era = "policies" if kind == "policies" else "briefs"
    days = (_LAST_START[era] - _FIRST_DAY[era]).days
    return Plan(
        number=number,
        ordinal=ordinal,
        kind=kind,
        id=invented.slug(title),
        title=title,
        form=form,
        life=LIVES[kind][ordinal % len(LIVES[kind])],
        start=_FIRST_DAY[era] + timedelta(days=days * number // count),
        checked=Day(2026, 1 + number % 10, 1 + number % 28),
    )


def _source(number: int, seed: int) -> SourcePlan:
    read = ("full", *("excerpt",) * 3, "full", "full", *("excerpt",) * 3, "none")[number % 10]
    if read == "none":
        unit = ""
    elif read == "full":
        unit = "p" if number % 4 == 0 else "para"
    else:
        unit = "para" if number % 3 == 0 else ""
    id = f"{invented.slug(source_word(number, seed))}-{source_year(number)}"
    return SourcePlan(id, read, unit, 24 if unit == "p" else 40 + number % 110)
