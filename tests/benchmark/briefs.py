"""What a brief or a policy says: about 25 fields and statements, and 200 words of prose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day
from datetime import timedelta
from random import Random

from research_briefs.records import words

from . import invented, relations
from .evidence import Evidence
from .layout import Fields, Ids, Prose
from .world import Plan, World

_ROLES = {
    "agreements": tuple(words.AGREEMENT_ROLES),
    "projects": tuple(words.PROJECT_ROLES),
    "dialogues": tuple(words.DIALOGUE_ROLES),
    "policies": tuple(words.POLICY_ROLES),
}
#: Events that a source reports as a state, without saying when it began.
_REPORTED = ("considered", "stalled", "noted")
_SESSIONS = ("first", "second", "third")
_AMOUNTS = (
    *("USD 35 million", "about USD 2.5 million", "USD 110 to 133 million", "INR 1072 crore"),
    *("JPY 64.4 billion", "EUR 900 thousand", "about INR 3 lakh crore"),
)
_NAME_KINDS = ("variant", "former", "designation", "official")
_PARAGRAPHS, _PARAGRAPH_WORDS = 3, 51


def fields(plan: Plan, world: World) -> Fields:
    """The record, its fields in the order of the format."""
    return _Writer(plan, world).fields()


class _Writer:
    """Makes up one record; its chance and its citations run on from field to field."""

    def __init__(self, plan: Plan, world: World) -> None:
        self.plan, self.world = plan, world
        self.rng: Random = world.rng(plan.id)
        self.evidence = Evidence(world, plan.number, self.rng)

    def fields(self) -> Fields:
        plan = self.plan
        relating = plan.kind != "policies"
        return {
            "title": plan.title,
            "names": list(self._names()),
            "form": plan.form,
            "binding": self._binding() if plan.kind == "agreements" else None,
            "track": _turn(tuple(words.TRACKS), plan) if plan.kind == "dialogues" else None,
            "parties": list(self._parties()),
            "topics": Ids(self._some(self.world.topics, 2)),
            "summary": Prose(self._paragraph() for _ in range(_PARAGRAPHS)),
            "events": list(self._events()),
            "sessions": list(self._sessions()),
            "facts": list(self._facts()),
            "relations": list(self._relations()) if relating else None,
            "questions": list(self._questions()),
            "checked": plan.checked.isoformat(),
            "curators": None,
            "former_ids": Ids((f"{plan.id}-draft",)) if plan.number % 50 == 9 else None,
        }

    def _names(self) -> Iterator[Fields]:
        word = self.plan.title.split()[0]
        name, source = invented.japanese(self.rng), self.evidence.next()
        yield {"name": name, "lang": "ja", "kind": "official", "source": source}
        name, source = f"{word.upper()}-{self.plan.number}", self.evidence.next()
        yield {"name": name, "kind": "short", "source": source}
        if self.plan.number % 5 == 0:
            yield {"name": word, "lang": "ja-Latn", "kind": _turn(_NAME_KINDS, self.plan)}

    def _binding(self) -> Fields:
        return {"is": _turn(tuple(words.LEGAL_FORCE), self.plan), "source": self.evidence.next()}

    def _parties(self) -> Iterator[Fields]:
        """Two or three countries together, then two bodies by themselves."""
        roles = _ROLES[self.plan.kind]
        countries = Ids(self._countries())
        yield {"who": countries, "role": roles[0], "source": self.evidence.next()}
        for step, body in enumerate(self._some(self.world.organisations, 2), 1):
            yield {
                "who": Ids((body,)),
                "role": roles[(self.plan.ordinal + step) % len(roles)],
                "text": self._sentence(),
                "source": self.evidence.next(),
            }

    def _countries(self) -> list[str]:
        """Mostly the first three, as in a site about a few countries."""
        core = self.rng.sample(self.world.countries[:3], 2)
        third = self.rng.choice(self.world.countries[3:])
        return [*core, third] if self.plan.number % 3 == 0 else core

    def _events(self) -> Iterator[Fields]:
        day = self.plan.start
        for place, event in enumerate(self.plan.life):
            own = event != "planned"
            yield {
                **_when(event, day, place, self.rng),
                "event": event,
                "id": f"{event}-then" if place == 0 else None,
                "until": self._until(day) if event in ("in-force", "extended") else None,
                "place": self.rng.choice(invented.PLACES) if own and place % 2 else None,
                "who": Ids(self._some(self.world.people, 1)) if own and place % 2 else None,
                "text": self._sentence(),
                "source": self.evidence.next(),
                "inferred": self._sentence() if place == 2 and self.plan.ordinal % 3 == 0 else None,
            }
            day += timedelta(days=self.rng.randint(45, 100))

    def _until(self, day: Day) -> str | None:
        years = (None, 5, 40)[self.plan.ordinal % 3]
        return day.replace(year=day.year + years, day=1).isoformat() if years else None

    def _sessions(self) -> Iterator[Fields]:
        day = self.plan.start + timedelta(days=9)
        for name in _SESSIONS[: self.plan.sessions]:
            yield {
                "session": name,
                "date": day.isoformat(),
                "place": self.rng.choice(invented.PLACES),
                "who": Ids(self._some(self.world.people, 2)),
                "text": self._sentence(),
                "source": self.evidence.next(),
            }
            day += timedelta(days=12)

    def _facts(self) -> Iterator[Fields]:
        labels = self.rng.sample(("Length", "Staff", "First results", "Condition", "Share"), 3)
        value, reported, source = invented.phrase(self.rng), self._year(), self.evidence.next()
        yield {"fact": labels[0], "value": value, "as_of": reported, "source": source}
        amount = _turn(_AMOUNTS, self.plan)
        yield {"fact": "Value", "id": "value", "amount": amount, "source": self.evidence.next()}
        linked = f"{invented.phrase(self.rng)}, with [[{self._body()}]]"
        inferred = self._sentence() if self.plan.number % 2 else None
        source = self.evidence.next()
        yield {"fact": labels[2], "value": linked, "source": source, "inferred": inferred}

    def _relations(self) -> Iterator[Fields]:
        for place, (relation, to) in enumerate(relations.targets(self.plan, self.world, self.rng)):
            yield {
                "relation": relation,
                "to": to,
                "text": self._sentence() if relation == "related" or place % 2 == 0 else None,
                "source": self.evidence.next(),
                "inferred": self._sentence() if place == 5 and self.plan.number % 4 == 0 else None,
            }

    def _questions(self) -> Iterator[Fields]:
        """One by turns disputed by an event, disputed by claims, doubtful or open."""
        kind = self.plan.number % 4
        about = ((f"{self.plan.life[0]}-then",), (), ("form",), ())[kind]
        yield {
            "question": f"Is it known that {invented.sentence(self.rng).lower()}?",
            "about": Ids(about),
            "claims": [self._claim() for _ in range((1, 2, 0, 0)[kind])],
            "assessment": Prose((f"{self._sentence()} {self._sentence()}",)),
        }
        if self.plan.is_proposal and not relations.realised(self.plan, self.world):
            yield {"question": "Was it set up?"}

    def _claim(self) -> Fields:
        return {"claim": self._sentence(), "source": self.evidence.next()}

    def _paragraph(self) -> str:
        """A link, then sentences; the last of them cites, and every second before it."""
        parts = [f"[[{self._older()}|{invented.phrase(self.rng)}]] comes first"]
        while sum(len(part.split()) for part in parts) < _PARAGRAPH_WORDS:
            parts.append(invented.sentence(self.rng))
        return " ".join(
            f"{part}." if (len(parts) - place) % 2 == 0 else f"{part} {self.evidence.cited()}."
            for place, part in enumerate(parts)
        )

    def _older(self) -> str:
        """An older brief, or a policy if there is none, or a body for a policy."""
        if self.plan.kind == "policies":
            return self._body()
        older = self.world.briefs[max(0, self.plan.number - 100) : self.plan.number]
        return self.rng.choice(older or self.world.policies).id

    def _body(self) -> str:
        return self.rng.choice(self.world.organisations)

    def _some(self, ids: tuple[str, ...], count: int) -> list[str]:
        """Neighbours in a list, one place on for each record, so that all ids are used."""
        first = self.plan.number * count
        return [ids[(first + step) % len(ids)] for step in range(count)]

    def _year(self) -> str:
        return str(self.plan.start.year + 1)

    def _sentence(self) -> str:
        return f"{invented.sentence(self.rng)}."


def _when(event: str, day: Day, place: int, rng: Random) -> Fields:
    """The date of an event: some to the day, some to the month, a first one to the year."""
    if event == "planned":
        return {"date": rng.choice(("2027", "2028-04", "2027-01/2029"))}
    texts = [day.isoformat()] * 3 + [day.isoformat()[:7]]
    if place == 0:
        texts += [str(day.year), f"{day.year}~", f"{day.year}?"]
    return {"as_of" if event in _REPORTED else "date": rng.choice(texts)}


def _turn(choices: tuple[str, ...], plan: Plan) -> str:
    """The choice whose turn it is among the records of a kind."""
    return choices[plan.ordinal % len(choices)]
