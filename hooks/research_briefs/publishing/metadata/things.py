"""What records are about, in the terms of schema.org: instruments, meetings, bodies, people.

Dates are as precise as their source; one that is not certain is left out, for the terms have no
word for doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ...catalogue.catalogue import Catalogue
from ...catalogue.statements import Statement
from ...pages import addresses
from ...pages.listing import in_order
from ...pages.phrases import Phrases
from ...records.model import (
    Agreement,
    Country,
    Curated,
    Event,
    Name,
    Organisation,
    Person,
    Record,
    Session,
)
from ..citations.instruments import instrument_of
from ..citations.items import one_line
from .works import Node, filled, on, point

#: What stands behind the address of a page to call the thing that it is about. No statement can
#: have this anchor: ids have no underscores.
THING = "#__thing"

_BODIES: Mapping[str, str] = {
    "company": "Corporation",
    "ministry": "GovernmentOrganization",
    "agency": "GovernmentOrganization",
    "armed-force": "GovernmentOrganization",
    "research-institute": "ResearchOrganization",
    "university": "CollegeOrUniversity",
    "think-tank": "ResearchOrganization",
}
_TYPES: Mapping[str, str] = {
    "agreements": "CreativeWork",
    "projects": "Project",
    "dialogues": "EventSeries",
    "policies": "CreativeWork",
    "countries": "Country",
    "people": "Person",
    "topics": "DefinedTerm",
}
#: What a status says of the force of a binding instrument; others leave it open.
_FORCE: Mapping[str, str] = {
    "in-force": "InForce",
    "ended": "NotInForce",
    "term-ended": "NotInForce",
    "replaced": "NotInForce",
}


def type_of(record: Record, catalogue: Catalogue) -> str:
    """The type of what a record is about; a binding instrument is legislation."""
    if isinstance(record, Organisation):
        return _BODIES.get(record.form, "Organization")
    if _is_law(record) and catalogue.is_real(record.id):
        return "Legislation"
    return _TYPES.get(record.kind, "Thing")


def thing(record: Curated, home: str, say: Phrases) -> Node:
    """What a record is about; `home` is the address of the site."""
    found: Node = {
        "@type": type_of(record, say.catalogue),
        "@id": called(record, home),
        "name": one_line(record.title),
        "alternateName": [_name(name) for name in record.names],
    }
    if not say.catalogue.is_real(record.id):
        found["disambiguatingDescription"] = str(say.words["state"]["proposal"])
    told = _TOLD.get(record.kind)
    return filled(found | told(record, home, say) if told else found)


def called(record: Record, home: str) -> str:
    """The address by which a thing is called."""
    return f"{home}{addresses.of_record(record)}{THING}"


def _name(name: Name) -> object:
    return {"@language": name.lang, "@value": name.name} if name.lang else name.name


def _is_law(record: Record) -> bool:
    if isinstance(record, Agreement):
        return record.binding is not None and record.binding.is_ == "binding"
    return getattr(record, "form", "") == "law"


def _agreement(record: Any, home: str, say: Phrases) -> Node:
    catalogue = say.catalogue
    instrument = instrument_of(record, catalogue)
    if type_of(record, catalogue) != "Legislation":
        date = on(instrument.concluded) if instrument else None
        return {
            "genre": say.term(record.form),
            "dateCreated": date,
            "contributor": _who(record, home, say),
        }
    return _law(record, home, say) | {
        "legislationDate": on(instrument.concluded) if instrument else None,
        "legislationDateOfApplicability": on(instrument.in_force) if instrument else None,
        "url": instrument.url if instrument else None,
    }


def _policy(record: Any, home: str, say: Phrases) -> Node:
    events = _events(record, say)
    adopted, force = _date_of(events, "adopted"), _date_of(events, "in-force")
    if type_of(record, say.catalogue) != "Legislation":
        return {
            "genre": say.term(record.form),
            "dateCreated": adopted,
            "contributor": _who(record, home, say),
        }
    dates = {"legislationDate": adopted, "legislationDateOfApplicability": force}
    return _law(record, home, say) | dates


def _law(record: Any, home: str, say: Phrases) -> Node:
    """What every binding instrument has."""
    state = say.catalogue.states[record.id]
    force = _FORCE.get(state.status or "") if state else None
    return {
        "legislationType": say.term(record.form),
        "legislationLegalForce": f"https://schema.org/{force}" if force else None,
        "legislationPassedBy": _who(record, home, say, _PASSING),
        "expires": _expiry(_events(record, say)),
    }


def _expiry(events: Sequence[Statement]) -> str | None:
    """The last day of the last term; an extension without one leaves it open."""
    for statement in reversed(events):
        if statement.item.until or statement.item.event == "extended":
            return on(statement.item.until)
    return None


def _project(record: Any, home: str, say: Phrases) -> Node:
    events = _events(record, say)
    return {
        "foundingDate": _date_of(events, "started"),
        "dissolutionDate": _date_of(events, "completed"),
        "member": _who(record, home, say),
    }


def _dialogue(record: Any, home: str, say: Phrases) -> Node:
    found = (s for s in say.catalogue.statements[record.id] if isinstance(s.item, Session))
    meetings = [_meeting(statement, record, home, say) for statement in in_order(found)]
    return {"organizer": _who(record, home, say), "subEvent": meetings}


def _meeting(statement: Statement, record: Record, home: str, say: Phrases) -> Node:
    meeting: Session = statement.item
    date = meeting.date
    return filled(
        {
            "@type": "Event",
            "@id": f"{home}{addresses.of_record(record)}#{statement.anchor}",
            "name": f"{record.title}: {meeting.session.replace('-', ' ')}",
            "startDate": point(date) if date else None,
            "endDate": point(date, end=True) if date and date.is_interval else None,
            "location": {"@type": "Place", "name": meeting.place} if meeting.place else None,
            "attendee": _referred(meeting.who, home, say),
        }
    )


def _organisation(record: Any, home: str, say: Phrases) -> Node:
    return {"location": _referred([record.country] if record.country else (), home, say)}


def _person(record: Person, home: str, say: Phrases) -> Node:
    country = _referred([record.country] if record.country else (), home, say)
    held = dict.fromkeys(position.position for position in record.positions)
    return {"familyName": record.family, "nationality": country, "jobTitle": [*held]}


def _country(record: Country, home: str, say: Phrases) -> Node:  # noqa: ARG001
    return {"identifier": record.code}


_TOLD: Mapping[str, Callable[[Any, str, Phrases], Node]] = {
    "agreements": _agreement,
    "projects": _project,
    "dialogues": _dialogue,
    "policies": _policy,
    "organisations": _organisation,
    "countries": _country,
    "people": _person,
}


#: The roles of those who have made a law or concluded a treaty; others watch, keep or carry it out.
_PASSING = ("party", "signatory", "issuer")


def _who(record: Any, home: str, say: Phrases, roles: Sequence[str] = ()) -> list[Node]:
    """All that take part, in these roles if any are given, each once."""
    taking = (party for party in record.parties if not roles or party.role in roles)
    return _referred(dict.fromkeys(id for party in taking for id in party.who), home, say)


def _referred(ids: Iterable[str], home: str, say: Phrases) -> list[Node]:
    """Things that have pages of their own."""
    catalogue = say.catalogue
    found = (catalogue.records[id] for id in ids)
    return [
        {"@type": type_of(r, catalogue), "@id": called(r, home), "name": one_line(r.title)}
        for r in found
    ]


def _events(record: Record, say: Phrases) -> list[Statement]:
    """The events of a record, in their order."""
    return in_order(s for s in say.catalogue.statements[record.id] if isinstance(s.item, Event))


def _date_of(events: Iterable[Statement], event: str) -> str | None:
    """The date of the first event of a sort."""
    found = (s.item.date for s in events if s.item.event == event)
    return on(next(filter(None, found), None))
