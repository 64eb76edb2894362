"""The vocabularies: each word that a record may use, and what it means.

They come from the field where it has one: treaty practice for agreements, IATI's activity status
for projects (https://iatistandard.org/, code in brackets), CSL 1.0.2 for the types of sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Words = Mapping[str, str]

AGREEMENT_FORMS: Words = {
    "treaty": "a treaty in the narrow sense, ratified",
    "agreement": "an agreement between governments or bodies",
    "memorandum": "a memorandum of understanding, cooperation or implementation",
    "exchange-of-notes": "an exchange of notes or letters",
    "joint-statement": "a joint statement, such as of a summit",
    "declaration": "a declaration",
    "partnership": "a partnership proclaimed by its parties",
    "contract": "a contract under private law",
}
PROJECT_FORMS: Words = {
    "procurement": "one party buys from another",
    "co-development": "parties develop together",
    "joint-research": "parties do research together",
    "infrastructure": "something is built, such as a cable",
    "mission": "a space mission",
    "programme": "a programme with many parts",
    "commercial": "a tie between companies",
}
DIALOGUE_FORMS: Words = {
    "summit": "heads of state or government",
    "ministerial": "ministers",
    "committee": "a standing committee",
    "working-group": "a working group",
    "forum": "an open forum",
    "initiative": "an initiative, of states or of think tanks",
    "grouping": "a grouping of states",
}
POLICY_FORMS: Words = {
    "law": "a law or regulation",
    "strategy": "a strategy",
    "plan": "a plan",
    "principles": "principles that a government sets itself",
    "guidelines": "guidelines",
    "budget": "a budget or a line in one",
    "initiative": "an initiative or campaign",
}
ORGANISATION_FORMS: Words = {
    "company": "a company",
    "ministry": "a ministry or department of state",
    "agency": "an agency or other body of a state",
    "armed-force": "an armed force",
    "research-institute": "a research institute",
    "university": "a university",
    "think-tank": "a think tank",
    "association": "an association",
    "international": "an international organisation",
    "other": "something else",
}

AGREEMENT_ROLES: Words = {
    "party": "is bound by it, or has concluded it",
    "signatory": "has signed it without being bound",
    "observer": "observes it",
    "issuer": "has issued it alone",
    "depositary": "keeps the text",
}
PROJECT_ROLES: Words = {
    "partner": "takes part on equal footing",
    "buyer": "buys",
    "supplier": "supplies",
    "developer": "develops",
    "integrator": "integrates parts into a whole",
    "researcher": "does research",
    "funder": "pays",
    "overseer": "oversees",
    "user": "uses the result",
}
DIALOGUE_ROLES: Words = {
    "member": "is a member",
    "observer": "observes",
    "invited": "was invited",
    "secretariat": "keeps the secretariat",
}
POLICY_ROLES: Words = {
    "issuer": "has issued it",
    "implementer": "carries it out",
}

LEGAL_FORCE: Words = {
    "binding": "binding under law",
    "non-binding": "political, not binding under law",
    "mixed": "some parts bind, others do not",
}
NAME_KINDS: Words = {
    "official": "the official name",
    "short": "a short name or an acronym",
    "former": "a name given up",
    "variant": "another name in use",
    "designation": "a type or code designation",
}
TRACKS: Words = {
    "1": "between governments",
    "1.5": "between governments and others",
    "2": "without governments",
}
READ: Words = {
    "full": "a curator has read all of it",
    "excerpt": "a curator has read a part of it",
    "none": "no curator has read it; it is known through another source",
}
AUTHORITIES: Words = {
    "official-text": "the text of an instrument, law or policy itself",
    "official-statement": "a statement by a government or an international body",
    "research": "research with references",
    "reporting": "reporting by the press",
    "opinion": "an opinion or a commentary",
}
#: The kinds of authority on which a statement rests weakly if no curator has read the whole.
WEAK_AUTHORITIES = ("reporting", "opinion")
#: Of CSL's types (https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types)
#: those that a source of such a site can have.
SOURCE_TYPES: Words = {
    "article": "an article or paper outside the types below",
    "article-journal": "an article in a scholarly journal",
    "article-magazine": "an article in a magazine",
    "article-newspaper": "an article in a newspaper or of a news agency",
    "bill": "a bill",
    "book": "a book",
    "broadcast": "a recording or broadcast",
    "chapter": "a chapter of a book",
    "dataset": "a dataset",
    "document": "a document outside all other types",
    "entry-encyclopedia": "an entry of an encyclopaedia",
    "hearing": "a hearing",
    "interview": "an interview",
    "legislation": "a law or regulation",
    "manuscript": "an unpublished text",
    "pamphlet": "a pamphlet",
    "paper-conference": "a conference paper",
    "patent": "a patent",
    "personal_communication": "a letter or message",
    "post": "a post on a network or forum",
    "post-weblog": "a post on a weblog",
    "regulation": "a regulation",
    "report": "a report, brief or memorandum",
    "speech": "a speech",
    "standard": "a technical standard",
    "thesis": "a thesis",
    "treaty": "a treaty",
    "webpage": "a page on the web, such as a press release",
}
#: Locators: unit → how one and how several of it are written.
LOCATORS: Mapping[str, tuple[str, str]] = {
    "p": ("p.", "pp."),
    "para": ("para.", "paras."),
    "sec": ("sec.", "secs."),
    "chap": ("chap.", "chaps."),
    "art": ("art.", "arts."),
    "n": ("n.", "nn."),
    "fig": ("fig.", "figs."),
    "tbl": ("tbl.", "tbls."),
    "app": ("app.", "apps."),
    "vol": ("vol.", "vols."),
    "time": ("time.", "time."),
}

EVENTS: Words = {
    "proposed": "somebody recommends it; nothing exists yet",
    "considered": "those who could decide weigh it",
    "negotiating": "it is being negotiated",
    "agreed": "it is agreed in substance",
    "adopted": "it is adopted without signature",
    "signed": "it is signed",
    "contracted": "a contract is concluded",
    "in-force": "it enters into force",
    "started": "work begins",
    "delivered": "something is delivered",
    "completed": "it is completed",
    "stalled": "it no longer moves",
    "suspended": "it is suspended",
    "extended": "its term is extended",
    "ended": "it ends",
    "dropped": "the proposal is given up",
    "planned": "something is planned for a day to come",
    "amended": "it is amended",
    "noted": "something else that is worth noting",
}


@dataclass(frozen=True, slots=True)
class Status:
    """A state in which a record can be. `real` is False for mere proposals, dropped ones too.

    `days` is how long a check of such a record lasts: what is about to change is looked at sooner
    than what has come to its end.
    """

    label: str
    meaning: str
    days: int
    real: bool = True
    iati: str = ""


#: Every status, in the order in which a thing usually passes through them.
STATUSES: Mapping[str, Status] = {
    "proposed": Status(
        "proposed", "recommended by somebody; nothing exists", 365, real=False, iati="1"
    ),
    "under-consideration": Status(
        "under consideration", "weighed by those who decide", 90, iati="1"
    ),
    "in-negotiation": Status("in negotiation", "being negotiated", 90, iati="1"),
    "agreed": Status("agreed", "agreed in substance, not yet signed, met or begun", 180, iati="1"),
    "adopted": Status("adopted", "adopted without signature", 365),
    "signed": Status("signed", "signed; no entry into force found", 180),
    "contracted": Status("contracted", "under contract", 180, iati="1"),
    "in-force": Status("in force", "in force", 365),
    "under-way": Status("under way", "work goes on", 180, iati="2"),
    "active": Status("active", "meets or works", 180),
    "completed": Status("completed", "completed", 1095, iati="4"),
    "stalled": Status("stalled", "no longer moves, without a formal end", 180, iati="6"),
    "suspended": Status("suspended", "formally suspended", 180),
    "term-ended": Status("term ended", "its term has run out and nothing later was found", 365),
    "replaced": Status("replaced", "another record replaces it", 1095),
    "ended": Status("ended", "formally ended", 1095),
    "cancelled": Status("cancelled", "ended before it was complete", 1095, iati="5"),
    "dropped": Status(
        "proposal dropped", "a proposal that was given up", 1095, real=False, iati="5"
    ),
}
#: How many days a check lasts of what has no state: countries, organisations, people, topics.
DAYS_WITHOUT_STATUS = 730

#: For each kind: the events it knows and the status that each gives; None leaves it unchanged.
EventTable = Mapping[str, str | None]

AGREEMENT_EVENTS: EventTable = {
    "proposed": "proposed",
    "negotiating": "in-negotiation",
    "agreed": "agreed",
    "adopted": "adopted",
    "signed": "signed",
    "in-force": "in-force",
    "suspended": "suspended",
    "extended": "in-force",
    "ended": "ended",
    "dropped": "dropped",
    "planned": None,
    "amended": None,
    "noted": None,
}
PROJECT_EVENTS: EventTable = {
    "proposed": "proposed",
    "considered": "under-consideration",
    "negotiating": "in-negotiation",
    "agreed": "agreed",
    "contracted": "contracted",
    "started": "under-way",
    "delivered": "under-way",
    "completed": "completed",
    "stalled": "stalled",
    "ended": "cancelled",
    "dropped": "dropped",
    "planned": None,
    "noted": None,
}
DIALOGUE_EVENTS: EventTable = {
    "proposed": "proposed",
    "agreed": "agreed",
    "started": "active",
    "suspended": "suspended",
    "ended": "ended",
    "dropped": "dropped",
    "planned": None,
    "noted": None,
}
POLICY_EVENTS: EventTable = {
    "proposed": "proposed",
    "considered": "under-consideration",
    "adopted": "adopted",
    "in-force": "in-force",
    "suspended": "suspended",
    "extended": "in-force",
    "ended": "ended",
    "dropped": "dropped",
    "planned": None,
    "amended": None,
    "noted": None,
}


@dataclass(frozen=True, slots=True)
class RelationWord:
    """How a relation reads on both pages, and how it reads where the record is a mere proposal."""

    label: str
    inverse: str
    conditional: str
    inverse_conditional: str
    note: str = ""
    symmetric: bool = False
    acyclic: bool = True


def _symmetric(label: str, note: str) -> RelationWord:
    return RelationWord(label, label, label, label, note, symmetric=True, acyclic=False)


RELATIONS: Mapping[str, RelationWord] = {
    "enabled-by": RelationWord(
        "enabled by", "enables", "would be enabled by", "would enable", "could not be without it"
    ),
    "prompted-by": RelationWord(
        "prompted by", "prompted", "prompted by", "prompted the proposal", "gave the push"
    ),
    "established-by": RelationWord(
        "established by", "established", "would be established by", "would establish"
    ),
    "constrained-by": RelationWord(
        "constrained by",
        "constrains",
        "would be constrained by",
        "would constrain",
        acyclic=False,
    ),
    "overseen-by": RelationWord(
        "overseen by", "oversees", "would be overseen by", "would oversee", acyclic=False
    ),
    "outcome-of": RelationWord(
        "outcome of", "has outcome", "would be an outcome of", "would have as outcome"
    ),
    "part-of": RelationWord("part of", "has part", "would be part of", "would have as part"),
    "implements": RelationWord(
        "implements", "implemented by", "would implement", "would be implemented by"
    ),
    "amends": RelationWord("amends", "amended by", "would amend", "would be amended by"),
    "replaces": RelationWord(
        "replaces", "replaced by", "would replace", "would be replaced by", "ends the older one"
    ),
    "follows": RelationWord(
        "follows", "followed by", "would follow", "would be followed by", "the older one stays"
    ),
    "realises": RelationWord(
        "realises",
        "realised by",
        "would realise",
        "would be realised by",
        "a real thing, of a proposal",
    ),
    "modelled-on": RelationWord(
        "modelled on", "model for", "would be modelled on", "would be a model for"
    ),
    "supports": RelationWord(
        "supports",
        "supported by",
        "would support",
        "would be supported by",
        "money, people, facilities",
        acyclic=False,
    ),
    "contrasted-with": _symmetric("contrasted with", "a source sets one against the other"),
    "related": _symmetric("related", "its text says how"),
}
#: What to do with a relation that is seen from the wrong side.
INVERSES: Words = {
    word.inverse.replace(" ", "-"): f"the newer record says this of the older: `{name}`"
    for name, word in RELATIONS.items()
    if not word.symmetric
}


def meanings(vocabulary: Mapping[str, object]) -> Words:
    """Each word of a vocabulary and what it means, for those who choose one."""
    return {word: _meaning(word, value) for word, value in vocabulary.items()}


def _meaning(word: str, value: object) -> str:
    if isinstance(value, RelationWord):
        note = f"{value.note}; " if value.note else ""
        return f"{note}the other page says “{value.inverse}”"
    if value is None:
        return f"{EVENTS[word]}; the status stays what it was"
    status = STATUSES.get(str(value))
    return f"{EVENTS[word]}; the status is then “{status.label}”" if status else str(value)
