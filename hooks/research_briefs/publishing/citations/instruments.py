"""An agreement as lawyers cite it: by the Bluebook, rule 21.4, and by OSCOLA.

What only somebody proposes is no instrument, and neither is what no source dates. Series such as
the United Nations Treaty Series are not in our records: the address of the text stands instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...catalogue.catalogue import Catalogue
from ...catalogue.statements import Statement
from ...pages.dates import written
from ...pages.listing import in_order
from ...pages.wording import Wording
from ...records.dates import Date, Point
from ...records.model import Agreement, Country, Event, Record, Source

#: The events of which an instrument may bear the date: the first of these that has one counts.
_CONCLUDED = ("signed", "adopted", "agreed")
#: What is agreed under private law is cited otherwise.
_PRIVATE = "contract"

_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()  # noqa: SIM905

#: The names of countries in citations (Bluebook, table T10.3), by their codes; others in full.
_ABBREVIATED = dict(
    pair.replace("~", " ").split(":")
    for pair in """
    AF:Afg. AL:Alb. DZ:Alg. AR:Arg. AM:Arm. AU:Austl. AZ:Azer. BD:Bangl. BB:Barb. BY:Belr.
    BE:Belg. BR:Braz. BG:Bulg. CA:Can. CO:Colom. HR:Croat. CZ:Czech DK:Den. EE:Est. ET:Eth.
    FI:Fin. FR:Fr. GE:Geor. DE:Ger. HU:Hung. IS:Ice. ID:Indon. IE:Ir. IL:Isr. IT:It. KZ:Kaz.
    LV:Lat. LB:Leb. LI:Liech. LT:Lith. LU:Lux. MY:Malay. MX:Mex. MN:Mong. NL:Neth. NZ:N.Z. NO:Nor.
    PK:Pak. PH:Phil. PL:Pol. PT:Port. RO:Rom. RU:Russ. ZA:S.~Afr. KR:S.~Kor. SE:Swed. CH:Switz.
    TH:Thai. TR:Turk. UA:Ukr. AE:U.A.E. GB:U.K. US:U.S. UY:Uru. VE:Venez. VN:Viet.
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Instrument:
    """An agreement itself: its parties by name and by short name, its dates, and its text's place.

    `act` is the event of which `concluded` is the date.
    """

    id: str
    title: str
    parties: tuple[str, ...]
    short: tuple[str, ...]
    act: str
    concluded: Date
    in_force: Date | None
    url: str


def instrument_of(record: Record, catalogue: Catalogue) -> Instrument | None:
    """The instrument that a record is about; None if it is none, or nobody dates it."""
    if not isinstance(record, Agreement) or record.form == _PRIVATE:
        return None
    if not catalogue.is_real(record.id):
        return None
    events = in_order(s for s in catalogue.statements[record.id] if isinstance(s.item, Event))
    concluded = next(filter(None, (_first(events, act) for act in _CONCLUDED)), None)
    if concluded is None:
        return None
    in_force = _first(events, "in-force")
    parties = [catalogue.records[id] for id in _parties(record)]
    return Instrument(
        id=record.id,
        title=record.title,
        parties=tuple(party.title for party in parties),
        short=tuple(sorted(map(_short, parties))),
        act=concluded.item.event,
        concluded=concluded.item.date,
        in_force=in_force.item.date if in_force else None,
        url=_text(concluded, catalogue),
    )


def bluebook(instrument: Instrument) -> str:
    """`Treaty on Lights, Brevia-Corland, Jan. 6, 2002, https://…`: of two parties, both."""
    short = instrument.short
    parties = "-".join(short) if len(short) == 2 else ""  # more than two need not be named
    act = "" if instrument.act == "signed" else f"{instrument.act} "
    date = act + _american(instrument.concluded)
    return ", ".join(filter(None, (instrument.title, parties, date, instrument.url))) + (
        "" if instrument.url else "."
    )


def oscola(instrument: Instrument, words: Wording) -> str:
    """`Treaty on Lights (Brevia–Corland) (signed 6 January 2002, entered into force …) <https://…>`."""
    parties = f" ({'–'.join(instrument.parties)})" if len(instrument.parties) == 2 else ""
    dates = f"{instrument.act} {written(instrument.concluded, words)}"
    if instrument.in_force:
        dates += f", entered into force {written(instrument.in_force, words)}"
    url = f" <{instrument.url}>" if instrument.url else ""
    return f"{instrument.title}{parties} ({dates}){url}"


def _parties(record: Agreement) -> Iterable[str]:
    """Who has concluded it: not who observes it or keeps its text."""
    taking = (p for p in record.parties if p.role in ("party", "signatory", "issuer"))
    return dict.fromkeys(id for party in taking for id in party.who)


def _short(party: Record) -> str:
    return _ABBREVIATED.get(party.code, party.title) if isinstance(party, Country) else party.title


def _first(events: Iterable[Statement], act: str) -> Statement | None:
    """The first event of a sort that a source dates, of events in their order."""
    return next((s for s in events if s.item.event == act and s.item.date), None)


def _text(statement: Statement, catalogue: Catalogue) -> str:
    """The address of the official text on which a statement rests; empty if it has none."""
    sources = (catalogue.records.get(citation.source) for citation in statement.sourcing)
    official = (s for s in sources if isinstance(s, Source) and s.authority == "official-text")
    return next((source.found_at for source in official if source.found_at), "")


def _american(date: Date) -> str:
    """`Jan. 6, 2002`, `Jan. 2002`; what is about or uncertain is said so, and an open side too."""
    if not date.is_interval and date.start:
        return _point(date.start)
    return " to ".join(_point(point) if point else "…" for point in (date.start, date.end))


def _point(point: Point) -> str:
    day = point.earliest
    month = "" if point.precision == "year" else f"{_MONTHS[day.month - 1]} "
    of_month = f"{day.day}, " if point.precision == "day" else ""
    text = f"{month}{of_month}{day.year}"
    return {"~": f"c. {text}", "?": f"[{text}?]"}.get(point.qualifier, text)
