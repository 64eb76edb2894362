"""What a record is: every field, its meaning and its vocabulary, in the one place that says so.

The models are frozen and hold ids, never other records. The order of the fields is the canonical
order in a file; descriptions and examples are what the schema and the contributors' reference say.
Values come from text (see `fields`); a field that is not known is left out, so None means unknown.

Annotations are no texts here, as they are elsewhere: Pydantic would have to read each of them, for
every model that inherits it anew.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, model_validator

from . import words
from .fields import (
    AmountText,
    CountryCode,
    DateText,
    DayText,
    Doi,
    ExtentText,
    Id,
    Language,
    Line,
    LinkedText,
    Multiline,
    ProseText,
    SourcedProse,
    SourceText,
    TargetId,
    Url,
    one_of,
    refusal,
)
from .wrong import Problem


def optional(description: str, example: str = "") -> Any:
    """A field that may be left out, with its meaning and an example of a value."""
    return Field(default=None, description=description, examples=[example] if example else None)


def required(description: str, example: str = "") -> Any:
    """A field that must be there."""
    return Field(description=description, examples=[example] if example else None)


def several(description: str, example: str = "", least: int = 0) -> Any:
    """A list; where it may be left out it is empty. `least` items must be there otherwise."""
    examples = [example] if example else None
    if least:
        return Field(min_length=least, description=description, examples=examples)
    return Field(default=(), description=description, examples=examples)


class Model(BaseModel):
    """Anything that is written as a mapping."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: Pairs of fields of which exactly one must be there.
    either: ClassVar[tuple[tuple[str, str], ...]] = ()
    #: Groups of fields of which at least one must be there.
    some_of: ClassVar[tuple[tuple[str, ...], ...]] = ()
    #: The fields that lead an item of a list, so that a hunk of a diff explains itself.
    leads: ClassVar[tuple[str, ...]] = ()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """What a kind does not have; pydantic looks for private and extra fields first."""
            raise AttributeError(name)

    def stated(self, field: str) -> Any:
        """What the file says in a field; nothing, or None, also if its kind has no such field."""
        return self.__dict__.get(field)

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        for one, other in self.either:
            found = [name for name in (one, other) if getattr(self, name) is not None]
            if not found:
                hint = f"add one of the two, for example `{one}: {self._example(one)}`"
                raise refusal(Problem(f"`{one}` or `{other}` is missing", hint=hint, field=one))
            if len(found) > 1:
                message = f"`{one}` and `{other}` cannot stand together"
                raise refusal(Problem(message, hint="keep one of the two", field=other))
        return self

    @classmethod
    def _example(cls, name: str) -> str:
        """An example of a field's value."""
        return str((cls.model_fields[name].examples or ["…"])[0])


class Evidence(Model):
    """What every statement has: its sources, and the reasoning where it is an inference."""

    source: SourceText = required(
        "The sources with their locators, joined by “;”.", "almanac-2024, paras. 43, 65"
    )
    inferred: LinkedText | None = optional(
        "Marks the statement as the curators' reading, and gives the reasoning.",
        "The place is that of the seal.",
    )


class Statement(Evidence):
    """An item with a source."""

    id: Id | None = optional("A short permanent name, needed if something points here.", "signed")
    text: LinkedText | None = optional(
        "One sentence of our own; `[[links]]`, no citations.",
        "Signed at night, by the light of [[twin-lenses]].",
    )


class Name(Model):
    """A name of the thing; it may have a source."""

    leads = ("name",)

    name: Line = required("The name as it is written.", "防衛装備移転三原則")
    id: Id | None = optional("A short permanent name.", "acronym")
    lang: Language | None = optional("The language of the name (BCP 47).", "ja-Latn")
    kind: Annotated[str, one_of(words.NAME_KINDS, "kind of name")] | None = optional(
        "What sort of name it is.", "official"
    )
    text: LinkedText | None = optional("One sentence about the name.", "In use since 2014.")
    source: SourceText | None = optional("Where the name stands.", "almanac-2024, p. 3")
    inferred: LinkedText | None = optional(
        "Why the curators read it so.", "The letters are those of the title."
    )


class Binding(Statement):
    """Whether an instrument binds under law; left out means that nobody has assessed it."""

    is_: Annotated[str, one_of(words.LEGAL_FORCE, "word for its legal force")] = Field(
        alias="is", description="Its legal force.", examples=["non-binding"]
    )


class Party(Statement):
    """Who takes part, and as what. The vocabulary of roles depends on the kind."""

    leads = ("who",)

    who: tuple[Id, ...] = several(
        "Countries, organisations or people.", "[corland, brevia]", least=1
    )
    role: Line = required("Their part in it.", "partner")


class Event(Statement):
    """Something that happened, or is planned, at a date. The vocabulary depends on the kind."""

    leads = ("date", "as_of", "event")
    either = (("date", "as_of"),)

    date: DateText | None = optional("When it happened (EDTF).", "2015-12")
    as_of: DateText | None = optional(
        "When a source reports a state whose beginning is not known (EDTF).", "2025-09-16"
    )
    event: Line = required("What sort of event it is.", "signed")
    until: DateText | None = optional("The last day of the term that it gives (EDTF).", "2026-10")
    place: Line | None = optional("Where it happened.", "New Delhi")
    who: tuple[Id, ...] = several(
        "People and bodies with a record who sign, propose, attend.", "[ada-lamplighter]"
    )


class Session(Statement):
    """One meeting of a dialogue; its name is its id."""

    leads = ("session",)

    session: Id = required("A short name, which is its id.", "third")
    date: DateText | None = optional("When it was held (EDTF).", "2024-08-20")
    place: Line | None = optional("Where it was held.", "New Delhi")
    who: tuple[Id, ...] = several(
        "People and bodies with a record who took part.", "[ada-lamplighter]"
    )


class Fact(Statement):
    """A labelled value."""

    leads = ("fact",)
    either = (("value", "amount"),)

    fact: Line = required("The label.", "Length")
    value: LinkedText | None = optional("The value, in our own words.", "About 2,300 km")
    amount: AmountText | None = optional(
        "A sum of money in the source's own unit and currency.", "INR 1072 crore"
    )
    as_of: DateText | None = optional("The day at which the source gives it (EDTF).", "2024-03-01")


class Relation(Statement):
    """How this record hangs together with an older one; the other page shows the inverse."""

    leads = ("relation", "to")

    relation: Annotated[str, one_of(words.RELATIONS, "relation", words.INVERSES)] = required(
        "The kind of relation.", "enabled-by"
    )
    to: TargetId = required("The other record, or `id#statement`.", "lights-commission#third")

    @model_validator(mode="after")
    def _related_says_how(self) -> Self:
        if self.relation == "related" and self.text is None:
            hint = "`related` needs one that says how they are related"
            raise refusal(Problem("`text` is missing", hint=hint, field="text"))
        return self


class Position(Statement):
    """An office that a person holds or held."""

    leads = ("position",)
    either = (("date", "as_of"),)

    position: Line = required("The office.", "Prime Minister")
    at: Id = required("The country or organisation.", "corland")
    date: DateText | None = optional("When it was held (EDTF).", "2012-12-26/2020-09-16")
    as_of: DateText | None = optional("A day on which a source reports it (EDTF).", "2015-12-12")


class Claim(Evidence):
    """What one side says in a dispute."""

    leads = ("claim",)

    claim: LinkedText = required("What the sources say, in our own words.", "Not before 2003.")


class Question(Model):
    """What is disputed, doubtful or unknown.

    Statements named in `about` count as the first claim. No claim at all: open; one: doubtful;
    two or more: sources differ.
    """

    leads = ("question",)

    question: LinkedText = required("The question.", "When did it enter into force?")
    id: Id | None = optional("A short permanent name.", "entry-into-force")
    about: tuple[Id, ...] = several(
        "Ids of statements of this record, or `title`, `form`, `status`.", "[signed]"
    )
    claims: tuple[Claim, ...] = several("What else sources say.")
    assessment: ProseText | None = optional(
        "The curators' judgement, shown as such.",
        "The ministry should know [@ministry-2021, para. 3].",
    )


class Removed(Model):
    """A statement that was published and is in the record no more; its address says so."""

    leads = ("statement",)

    statement: Id = required("The anchor that it had.", "signed-2015-12")
    why: LinkedText = required(
        "Why it has gone, or what answers it now.", "The source is retracted."
    )


class Record(Model):
    """What every kind of record has. `id` and `kind` come from the file's place, not its text."""

    #: How the kind is called, one and several of it, and whether it counts among the briefs.
    singular: ClassVar[str]
    plural: ClassVar[str]
    is_brief: ClassVar[bool] = False
    #: The events that the kind knows, and the status that each gives.
    event_statuses: ClassVar[words.EventTable] = {}

    id: str = Field(exclude=True)
    kind: str = Field(exclude=True)

    title: Line = required(
        "The name of the thing, official where there is one.", "Treaty on the Lights of the Sound"
    )


class Curated(Record):
    """What all records have except sources."""

    names: tuple[Name, ...] = several("Other names, in any script.")
    topics: tuple[Id, ...] = several("Ids of topics.", "[submarine-cables]")
    summary: SourcedProse | None = optional(
        "Prose; each paragraph cites a source.",
        "Both sides keep the lights of the sound [@almanac-2024, paras. 5-7].",
    )
    facts: tuple[Fact, ...] = several("Labelled values.")
    relations: tuple[Relation, ...] = several("Ties to older records.")
    questions: tuple[Question, ...] = several("What is disputed, doubtful or unknown.")
    removed: tuple[Removed, ...] = several("Statements of released versions that have gone.")
    checked: DayText = required(
        "The day on which a curator last held the record against its sources.", "2026-11-21"
    )
    curators: tuple[Line, ...] = several(
        "Authors for the citation, “Family, Given” or as a whole; without it the publisher."
    )
    former_ids: tuple[Id, ...] = several("Ids that this record had before.", "[lamp-treaty]")


class AgreementParty(Party):
    """Who is party to an agreement."""

    role: Annotated[str, one_of(words.AGREEMENT_ROLES, "role in an agreement")] = required(
        "Their part in it.", "party"
    )


class AgreementEvent(Event):
    """What happened to an agreement."""

    event: Annotated[str, one_of(words.AGREEMENT_EVENTS, "event of an agreement")] = required(
        "What sort of event it is.", "signed"
    )


class Agreement(Curated):
    """An instrument, binding or not: treaty, memorandum, joint statement, partnership."""

    singular = "agreement"
    plural = "agreements"
    is_brief = True
    event_statuses = words.AGREEMENT_EVENTS

    form: Annotated[str, one_of(words.AGREEMENT_FORMS, "form of agreement")] = required(
        "What sort of agreement it is.", "memorandum"
    )
    binding: Binding | None = optional("Whether it binds under law.")
    parties: tuple[AgreementParty, ...] = several("Who takes part.", least=1)
    events: tuple[AgreementEvent, ...] = several("What happened; gives the status.", least=1)


class ProjectParty(Party):
    """Who takes part in a project."""

    role: Annotated[str, one_of(words.PROJECT_ROLES, "role in a project")] = required(
        "Their part in it.", "developer"
    )


class ProjectEvent(Event):
    """What happened to a project."""

    event: Annotated[str, one_of(words.PROJECT_EVENTS, "event of a project")] = required(
        "What sort of event it is.", "contracted"
    )


class Project(Curated):
    """Something that is built, bought, developed, researched or run together."""

    singular = "project"
    plural = "projects"
    is_brief = True
    event_statuses = words.PROJECT_EVENTS

    form: Annotated[str, one_of(words.PROJECT_FORMS, "form of project")] = required(
        "What sort of project it is.", "co-development"
    )
    parties: tuple[ProjectParty, ...] = several("Who takes part.", least=1)
    events: tuple[ProjectEvent, ...] = several("What happened; gives the status.", least=1)


class DialogueParty(Party):
    """Who takes part in a dialogue."""

    role: Annotated[str, one_of(words.DIALOGUE_ROLES, "role in a dialogue")] = required(
        "Their part in it.", "member"
    )


class DialogueEvent(Event):
    """What happened to a dialogue."""

    event: Annotated[str, one_of(words.DIALOGUE_EVENTS, "event of a dialogue")] = required(
        "What sort of event it is.", "agreed"
    )


class Dialogue(Curated):
    """A body or series of meetings in which the parties talk."""

    singular = "dialogue"
    plural = "dialogues"
    is_brief = True
    event_statuses = words.DIALOGUE_EVENTS
    some_of = (("sessions", "events"),)

    form: Annotated[str, one_of(words.DIALOGUE_FORMS, "form of dialogue")] = required(
        "What sort of dialogue it is.", "ministerial"
    )
    track: Annotated[str, one_of(words.TRACKS, "track")] | None = optional(
        "1 between governments, 2 without them, 1.5 mixed.", "1.5"
    )
    parties: tuple[DialogueParty, ...] = several("Who takes part.", least=1)
    events: tuple[DialogueEvent, ...] = several("What happened; gives the status.")
    sessions: tuple[Session, ...] = several("The meetings held, dated.")

    @model_validator(mode="after")
    def _has_happened(self) -> Self:
        if not self.events and not self.sessions:
            hint = "write `sessions:` and below it items that begin with `- session: `"
            raise refusal(Problem("`events` or `sessions` is missing", hint=hint, field="events"))
        return self


class PolicyParty(Party):
    """Who stands behind a policy."""

    role: Annotated[str, one_of(words.POLICY_ROLES, "role in a policy")] = required(
        "Their part in it.", "issuer"
    )


class PolicyEvent(Event):
    """What happened to a policy."""

    event: Annotated[str, one_of(words.POLICY_EVENTS, "event of a policy")] = required(
        "What sort of event it is.", "adopted"
    )


class Policy(Curated):
    """What one side has decided for itself: law, strategy, budget, principles."""

    singular = "policy"
    plural = "policies"
    event_statuses = words.POLICY_EVENTS

    form: Annotated[str, one_of(words.POLICY_FORMS, "form of policy")] = required(
        "What sort of policy it is.", "strategy"
    )
    parties: tuple[PolicyParty, ...] = several("Who stands behind it.", least=1)
    events: tuple[PolicyEvent, ...] = several("What happened; gives the status.", least=1)


class Organisation(Curated):
    """A company, ministry, agency, institute or international body."""

    singular = "organisation"
    plural = "organisations"

    form: Annotated[str, one_of(words.ORGANISATION_FORMS, "form of organisation")] = required(
        "What sort of organisation it is.", "ministry"
    )
    country: Id | None = optional("The id of its country.", "corland")


class Person(Curated):
    """A person with a public role."""

    singular = "person"
    plural = "people"

    family: Line | None = optional("The family name, as it stands in the title.", "Abe")
    country: Id | None = optional("The id of the person's country.", "corland")
    positions: tuple[Position, ...] = several("Offices held.")


class Country(Curated):
    """A country."""

    singular = "country"
    plural = "countries"

    code: CountryCode = required("The alpha-2 code of ISO 3166-1.", "JP")


class Topic(Curated):
    """A field of technology or policy."""

    singular = "topic"
    plural = "topics"

    broader: tuple[Id, ...] = several(
        "Ids of the topics that this one is part of.", "[lighthouses]"
    )


class Retired(Record):
    """What is left of a record that was merged into another or withdrawn."""

    either = (("merged_into", "withdrawn"),)

    merged_into: Id | None = optional(
        "The id of the record that took it in.", "sound-lights-treaty"
    )
    withdrawn: LinkedText | None = optional(
        "Why it was withdrawn.", "It was a misreading of the almanac."
    )
    checked: DayText = required("The day on which that was done.", "2026-11-21")


class Author(Model):
    """A person by family and given name, or anybody else by `literal`."""

    either = (("family", "literal"),)

    family: Line | None = optional("The family name.", "Lamplighter")
    given: Line | None = optional("The given names.", "Ada")
    literal: Line | None = optional("The name of a body.", "Ministry of Coasts")

    @model_validator(mode="after")
    def _given_goes_with_family(self) -> Self:
        if self.literal is not None and self.given is not None:
            hint = "a body has a `literal` alone; for a person write `family` instead"
            message = "`given` goes with `family`, not with `literal`"
            raise refusal(Problem(message, hint=hint, field="given"))
        return self


class Heading(Model):
    """A heading in the text of a source: places after it, up to the next, stand under it."""

    leads = ("heading",)

    heading: Line = required("The heading, as the text has it.", "4. Conclusions")
    at: ExtentText = required("Where it stands, counted as `extent` is.", "para. 57")


class Source(Record):
    """An entry of the bibliography, in CSL's field names, and how it was read."""

    singular = "source"
    plural = "sources"
    leads = ("type", "genre", "title")

    type: Annotated[str, one_of(words.SOURCE_TYPES, "CSL type")] = required(
        "The CSL type.", "report"
    )
    genre: Line | None = optional("What sort of that type.", "press release")
    title: Line = required(
        "The title; in square brackets if it was not seen.", '"[Joint statement]"'
    )
    translated_title: Line | None = Field(
        default=None,
        alias="translated-title",
        description="Our translation of the title.",
        examples=["Yearbook of the Lights"],
    )
    author: tuple[Author, ...] = several("The authors, persons or bodies.")
    issued: DateText | None = optional("When it was published (EDTF).", "2024-03-01")
    container_title: Line | None = Field(
        default=None,
        alias="container-title",
        description="The journal, newspaper or site in which it stands.",
        examples=["The Sound Gazette"],
    )
    collection_title: Line | None = Field(
        default=None,
        alias="collection-title",
        description="The series to which it belongs.",
        examples=["Sound Institute Briefs"],
    )
    number: Line | None = optional("The number in the series.", "2025-03")
    publisher: Line | None = optional("Who published it.", "Sound Institute")
    URL: Url | None = optional("The address.", "https://almanac.example.org/2024")
    DOI: Doi | None = optional("The DOI without https://.", "10.5555/almanac.2024")
    archived: Url | None = optional(
        "The address of an archived copy.", "https://archive.example.org/almanac-2024"
    )
    dead: DayText | None = optional(
        "The day on which its address was found to lead nowhere.", "2026-11-20"
    )
    accessed: DayText | None = optional("The day on which a curator saw it.", "2026-11-21")
    language: Language | None = optional("The language of the text (BCP 47).", "en")
    authority: Annotated[str, one_of(words.AUTHORITIES, "kind of authority")] = required(
        "What sort of authority it has.", "official-statement"
    )
    read: Annotated[str, one_of(words.READ, "degree of reading")] = required(
        "How much of it a curator has read.", "excerpt"
    )
    extent: ExtentText | None = optional(
        "How far its locators go; needed if read in full.", "p. 24"
    )
    counting: Multiline | None = optional(
        "How its paragraphs were counted; needed if `para.` is used.",
        "para. = n-th non-blank line of the plain text",
    )
    headings: tuple[Heading, ...] = several("The headings of its text, in their order.")
    caution: Multiline | None = optional("Why to be careful with it.", "A mirror.")
    former_ids: tuple[Id, ...] = several("Ids that this record had before.", "[almanac-of-2024]")

    @model_validator(mode="after")
    def _full_reading_has_an_extent(self) -> Self:
        if self.read == "full" and self.extent is None:
            hint = "a source that was read in full has one, for example `extent: p. 24`"
            raise refusal(Problem("`extent` is missing", hint=hint, field="extent"))
        return self

    @model_validator(mode="after")
    def _only_what_has_an_address_dies(self) -> Self:
        if self.dead and not self.address:
            hint = "it says of a `URL` or `DOI` that it leads nowhere"
            raise refusal(Problem("`dead` needs an address", hint=hint, field="dead"))
        if self.dead and self.accessed and self.accessed.earliest > self.dead.earliest:
            hint = "if the address leads somewhere again, drop `dead`"
            raise refusal(Problem("it was seen after this day", hint=hint, field="dead"))
        return self

    @property
    def address(self) -> str:
        """Where it is on the web, by its DOI if there is nothing else; empty if it has neither."""
        return self.URL or (f"https://doi.org/{quote(self.DOI)}" if self.DOI else "")

    @property
    def found_at(self) -> str:
        """Where its text is read: at its copy once its own address is gone; empty if nowhere."""
        return self.archived if self.dead and self.archived else self.URL or ""


#: The kinds: the folder of each and the model of its records.
KINDS: Mapping[str, type[Record]] = {
    "agreements": Agreement,
    "projects": Project,
    "dialogues": Dialogue,
    "policies": Policy,
    "organisations": Organisation,
    "countries": Country,
    "people": Person,
    "topics": Topic,
    "sources": Source,
}

#: The order of the fields of a record in a file. Sources keep the order of their model.
FIELD_ORDER = (
    *("title", "family", "names", "form", "binding", "code", "country", "broader", "track"),
    *("parties", "topics", "summary", "events", "sessions", "positions", "facts", "relations"),
    *("questions", "removed", "merged_into", "withdrawn", "checked", "curators", "former_ids"),
)

#: The order of the fields of an item, after those that lead it.
ITEM_ORDER = (
    *("is", "id", "role", "lang", "kind", "family", "given", "literal", "to", "about"),
    *("value", "amount", "at", "date", "as_of", "until", "place", "who", "claims"),
    *("text", "source", "inferred", "assessment", "why"),
)


def field_order(model: type[Model]) -> tuple[str, ...]:
    """The canonical order of a mapping's fields, as they are written in a file."""
    names = [field.alias or name for name, field in model.model_fields.items() if not field.exclude]
    if issubclass(model, Source):
        return tuple(dict.fromkeys((*model.leads, *names)))
    order = FIELD_ORDER if issubclass(model, Record) else (*model.leads, *ITEM_ORDER)
    # A field that is in no list, as a kind of the site's own may have, comes last.
    return tuple(sorted(names, key=lambda name: order.index(name) if name in order else len(order)))
