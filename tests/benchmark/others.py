"""What briefs refer to: bodies, people, topics, countries and sources."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from research_briefs.records import words

from . import invented
from .evidence import locator
from .layout import Fields, Ids, Prose
from .world import SourcePlan, World, organisation, person, source_word, source_year

#: Records of one kind: id and fields.
Found = Iterator[tuple[str, Fields]]

_CHECKED = "2026-10-{:02}"
_COMMON_TYPES = ("article-newspaper", "webpage", "report")
_POSITIONS = ("Minister for Technology", "Director", "Ambassador", "Chief Scientist")
_TERMS = (
    *({"date": "2012-12-26/2020-09"}, {"as_of": "2015-12-12"}, {"date": "2024/.."}),
    {"date": "../2021"},
)


def organisations(world: World) -> Found:
    """Companies, ministries and the like, of every form."""
    forms = tuple(words.ORGANISATION_FORMS)
    for number, id in enumerate(world.organisations):
        rng = world.rng(id)
        yield (
            id,
            {
                "title": organisation(number, world.seed),
                "names": [_japanese(rng, world)],
                "form": forms[number % len(forms)],
                "country": world.countries[number % len(world.countries)],
                "topics": Ids(rng.sample(world.topics, 2)),
                "facts": [_fact(rng, world, label) for label in ("Founded", "Role")],
                "checked": _checked(number),
            },
        )


def people(world: World) -> Found:
    """People with an office or two."""
    for number, id in enumerate(world.people):
        rng = world.rng(id)
        title = person(number, world.seed)
        yield (
            id,
            {
                "title": title,
                "family": title.split()[0],
                "names": [_japanese(rng, world)],
                "country": world.countries[number % 5],
                "positions": list(_positions(number, rng, world)),
                "checked": _checked(number),
            },
        )


def topics(world: World) -> Found:
    """Topics, the later ones part of an earlier one."""
    for number, id in enumerate(world.topics):
        rng = world.rng(id)
        yield (
            id,
            {
                "title": invented.topic(number),
                "names": [{"name": invented.japanese(rng), "lang": "ja"}],
                "broader": Ids((world.topics[number % 10],)) if number >= 10 else None,
                "summary": Prose((f"{invented.sentence(rng)} [@{_cited(rng, world)}].",)),
                "checked": _checked(number),
            },
        )


def countries(world: World) -> Found:
    """Countries."""
    for number, (title, code, japanese) in enumerate(invented.COUNTRIES):
        yield (
            world.countries[number],
            {
                "title": title,
                "names": [{"name": japanese, "lang": "ja", "kind": "short"}],
                "code": code,
                "checked": _checked(number),
            },
        )


def sources(world: World) -> Found:
    """The bibliography: mostly articles, pages and reports, and something of every other type."""
    for number, source in enumerate(world.sources):
        yield source.id, _source(number, source, world)


def _source(number: int, source: SourcePlan, world: World) -> Fields:
    rng = world.rng(source.id)
    title = invented.phrase(rng)
    is_japanese = number % 6 == 5
    return {
        "type": _type(number),
        "title": _source_title(title, source, rng, is_japanese=is_japanese),
        "translated-title": title if is_japanese and source.read != "none" else None,
        "author": [_author(number, world)],
        "issued": f"{source_year(number)}-{1 + number % 12:02}-{1 + number % 28:02}",
        "container-title": f"{invented.name(number % 30 + 300_000, world.seed)} Times",
        "number": f"{source_year(number)}-{number:02}" if _type(number) == "report" else None,
        "publisher": f"{invented.name(number % 20 + 310_000, world.seed)} Institute",
        "URL": f"https://{source.id}.example.org/articles/{number}",
        "DOI": f"10.1234/{source.id}" if number % 4 == 0 else None,
        "archived": f"https://archive.example.org/{source.id}" if number % 5 == 0 else None,
        "accessed": _checked(number),
        "language": "ja" if is_japanese else "en",
        "authority": tuple(words.AUTHORITIES)[number % len(words.AUTHORITIES)],
        "read": source.read,
        "extent": _extent(source),
        "counting": "para. = n-th non-blank line of the text" if source.unit == "para" else None,
        "caution": f"{invented.sentence(rng)}." if number % 7 == 0 else None,
    }


def _type(number: int) -> str:
    """A common type for three of four sources, and for the fourth each type in its turn."""
    if number % 4:
        return _COMMON_TYPES[number % len(_COMMON_TYPES)]
    return tuple(words.SOURCE_TYPES)[number // 4 % len(words.SOURCE_TYPES)]


def _source_title(title: str, source: SourcePlan, rng: Random, *, is_japanese: bool) -> str:
    if source.read == "none":
        return f"[{title}]"
    return invented.japanese(rng) if is_japanese else f"{title}: a report"


def _author(number: int, world: World) -> Fields:
    word = source_word(number, world.seed)
    if number % 3 == 0:
        return {"literal": f"{word} News Agency"}
    return {"family": word, "given": invented.name(number % 40 + 200_000, world.seed)}


def _extent(source: SourcePlan) -> str | None:
    unit = {"para": "para.", "p": "p."}.get(source.unit)
    return f"{unit} {source.extent}" if unit else None


def _positions(number: int, rng: Random, world: World) -> Iterator[Fields]:
    for step in range(1 + number % 2):
        yield {
            "position": _POSITIONS[(number + step) % len(_POSITIONS)],
            "at": rng.choice((*world.countries[:3], *world.organisations)),
            **_TERMS[(number + step) % len(_TERMS)],
            "source": _cited(rng, world),
        }


def _japanese(rng: Random, world: World) -> Fields:
    source = _cited(rng, world)
    return {"name": invented.japanese(rng), "lang": "ja", "kind": "official", "source": source}


def _fact(rng: Random, world: World, label: str) -> Fields:
    return {"fact": label, "value": invented.phrase(rng), "source": _cited(rng, world)}


def _cited(rng: Random, world: World) -> str:
    """A citation of any source that somebody has read."""
    source = rng.choice([source for source in world.sources if source.read != "none"])
    place = locator(source, rng)
    return f"{source.id}, {place}" if place else source.id


def _checked(number: int) -> str:
    return _CHECKED.format(1 + number % 28)
