"""What goes out about cases (api: cases)."""

from datetime import datetime
from typing import Generic, Self, TypeVar
from uuid import UUID

from pydantic import AliasChoices, Field
from typing_extensions import TypedDict

from shouwen.areas.cases.likeness import Sign
from shouwen.areas.cases.rework_rules import ReworkSign
from shouwen.areas.cases.rules import (
    CallerRelation,
    Channel,
    ComplaintClass,
    ContactPart,
    ContactState,
    ContactVerb,
    Kind,
    LinkRelation,
    Measure,
    NoCaseReason,
    Origin,
    PlaceRole,
    Severity,
    State,
    Verb,
)
from shouwen.core.access.actor import ActorKind
from shouwen.core.commitments.schemas import CommitmentOut
from shouwen.core.custody.rules import LinkState
from shouwen.core.dossiers import DossierMatter
from shouwen.core.files.rules import Audience
from shouwen.core.people.incidents import KnownIncident
from shouwen.core.people.schemas import HouseholdNow
from shouwen.core.places.schemas import UnitOut, ZoneFactOut
from shouwen.core.worktime.spans import DaysParams
from shouwen.kit.problem import Lang, Problem
from shouwen.kit.schema import Out, ProblemOut

Row = TypeVar("Row")


class Named(Out):
    """Somebody by id and name."""

    id: UUID
    name: str


class ActedBy(Out):
    """Who did it: staff, a resident, an API client or the system."""

    type: ActorKind
    id: UUID
    name: str


class ActionReason(Out):
    """Why something is not allowed now."""

    code: str
    message: str

    @classmethod
    def of(cls, problem: Problem | type[Problem], lang: Lang) -> Self:
        """What the route itself would answer, in the reader's language."""
        return cls(code=problem.code, message=problem.en if lang == "en" else problem.zh)


class Action(Out):
    """What the caller may do."""

    action: Verb
    allowed: bool
    reason: ActionReason | None = None


class ComplaintOut(Out):
    """Whom the complaint concerns, and whether it was found valid."""

    class_: ComplaintClass = Field(validation_alias=AliasChoices("class", "class_"), serialization_alias="class")
    valid: bool | None
    about_department_id: UUID | None
    abroad: bool


class PlaceOut(Out):
    """A place somebody spoke of."""

    role: PlaceRole
    unit_id: UUID | None
    building_id: UUID | None
    zone_id: UUID | None
    text: str | None
    label: str | None


class ExternalRefOut(Out):
    """What another system calls it."""

    system: str
    id: str


class ContactPersonOut(Out):
    """Who reached us; the phone masked."""

    resident_id: UUID | None
    household_id: UUID | None
    name: str | None
    phone: str | None = Field(examples=["138****5678"])
    anonymous: bool
    relation: CallerRelation | None


class ContactOut(Out):
    """How the word reached us."""

    id: UUID
    part: ContactPart | None = Field(description="What it is to its case; null where there is none")
    channel: Channel
    heard_at: datetime
    heard_by: Named
    recorded_at: datetime
    words: str | None
    wants_reply: bool
    person: ContactPersonOut
    places: list[PlaceOut]
    external_ref: ExternalRefOut | None
    outside: dict[str, int] | None
    outside_due_at: datetime | None
    answered_at: datetime | None = Field(description="When this caller was told by themselves")
    answered_by: Named | None
    answer: str | None
    rings: int | None = Field(description="How often the telephone rang before it was taken (RC-01)")
    rings_within: int | None = Field(description="What the standard allowed then")
    reply_due_at: datetime | None = Field(description="By when this caller is to be told, while that is promised")


class CaseRef(Out):
    """A case by its number."""

    id: UUID
    number: str
    title: str
    kind: Kind
    state: State


class ContactAction(Out):
    """What the caller may say to a contact."""

    action: ContactVerb
    allowed: bool
    reason: ActionReason | None = None


class ContactRow(ContactOut):
    """A contact in the register, with the case it belongs to, or why it became none."""

    community_id: UUID
    state: ContactState
    case: CaseRef | None
    reason: NoCaseReason | None
    result: str | None


class ContactRead(ContactRow):
    """One contact, with what may be said to it."""

    actions: list[ContactAction]


class IncidentPlaceOut(Out):
    """A place an incident covers."""

    unit_id: UUID | None
    building_id: UUID | None
    zone_id: UUID | None
    label: str


class IncidentOut(Out):
    """What callers are told, until when it is expected to last, and where it is."""

    words: str | None
    expected_end_at: datetime | None
    places: list[IncidentPlaceOut]


class RelatedOut(Out):
    """Another case, and what this one is to it (`inverse`: what it is to this one)."""

    id: UUID
    number: str
    title: str
    state: State
    relation: LinkRelation
    inverse: bool


class KinOut(Out):
    """The whole of a part, or a part of a whole."""

    id: UUID
    number: str
    title: str
    state: State
    owner: Named


class OutcomeOut(Out):
    """What came of a round."""

    round: int
    result: str
    cause: str | None
    preventive_measure: str | None
    finished_by: Named
    finished_at: datetime
    rating: int | None
    comment: str | None
    confirmed_at: datetime | None
    within_duties: bool | None = Field(description="Whether it was the duty of whoever finished it; null for history")
    reopened_at: datetime | None


class OfferOut(Out):
    """The offer that waits."""

    id: UUID
    offered_by: Named | None
    to_staff: Named | None
    to_post: Named | None
    offered_at: datetime


class FileOut(Out):
    """A file of the case that the caller may fetch."""

    id: UUID
    name: str
    media_type: str
    size: int
    audience: Audience


class CaseTypeRef(Out):
    """A type of case in the version this one walks; `name` in the language asked for."""

    id: UUID
    key: str
    name: str
    no: int


class ReworkOut(Out):
    """That a repair is rework of an earlier one; it counts no more where somebody contradicted."""

    of: Named
    found_by: ReworkSign
    words_bp: int
    found_at: datetime
    contradicted_by: Named | None
    contradicted_at: datetime | None
    reason: str | None


class CaseOut(Out):
    """A case with what hangs on it."""

    id: UUID
    community_id: UUID
    number: str
    state: State
    version: int
    round: int
    origin: Origin
    kind: Kind
    category: str | None
    type: CaseTypeRef | None = Field(default=None, description="The type whose stages it walks")
    severity: Severity
    confidential: bool
    title: str
    detail: str | None
    appointment_at: datetime | None
    first_responder: Named
    accountable: Named
    owner: Named
    recorded_by: ActedBy
    heard_at: datetime
    recorded_at: datetime
    recorded_late: bool
    finished_at: datetime | None
    closed_at: datetime | None
    complaint: ComplaintOut | None
    unit: Named | None
    incident: IncidentOut | None = Field(description="Of an incident only")
    offer: OfferOut | None
    outcomes: list[OutcomeOut]
    contacts: list[ContactOut]
    repeats: int = Field(description="How often the same household had to reach us again")
    files: list[FileOut]
    related: list[RelatedOut]
    part_of: KinOut | None
    parts: list[KinOut]
    rework: ReworkOut | None = Field(description="Of a repair only, for staff")
    commitments: list[CommitmentOut]
    on_hold: bool
    is_disputed: bool
    actions: list[Action]


class CaseRow(Out):
    """A case in a list."""

    id: UUID
    community_id: UUID
    number: str
    state: State
    version: int
    round: int
    origin: Origin
    kind: Kind
    category: str | None
    severity: Severity
    confidential: bool
    title: str
    first_responder: Named
    accountable: Named
    owner: Named
    unit: Named | None
    heard_at: datetime
    recorded_at: datetime
    recorded_late: bool
    finished_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    repeats: int = Field(description="How often the same household had to reach us again")
    actions: list[Action] | None = None


class DossierOut(Out):
    """What the desk needs to know of a unit before anybody has to repeat themselves."""

    unit: UnitOut
    zone_facts: list[ZoneFactOut] = Field(description="The card of the zone it lies in")
    households: list[HouseholdNow] = Field(description="Who lives there at present")
    incidents: list[KnownIncident] = Field(description="What is known to be going on there, with words to tell callers")
    open_cases: list[CaseRow] = Field(description="About the unit, or brought by who lives there; 50 at most")
    past_cases: list[CaseRow] = Field(description="The latest twenty")
    nearby_cases: list[CaseRow] = Field(description="Open elsewhere in the same building; 50 at most")
    promises: list[CommitmentOut] = Field(
        description="Open promises of cases, calls and renovations here, the soonest due first"
    )
    matters: list[DossierMatter] = Field(
        description="What else there is of the unit: renovations, and what later rooms add"
    )


class SimilarOut(Out):
    """A case that what is being told may belong to, and what speaks for it."""

    id: UUID
    number: str
    title: str
    kind: Kind
    state: State
    heard_at: datetime
    owner: Named
    repeats: int
    signs: list[Sign]
    words_bp: int = Field(description="Likeness of the words, of 10,000")


class CallerPhoneOut(TypedDict):
    """The number in full."""

    phone: str


class BulkResult(Out):
    """What became of one case: 200, or the status and the problem its own route would have answered.

    `version`: where it stands after what was just done; None when it was refused, or done by an earlier sending.
    """

    id: UUID
    status: int
    version: int | None = None
    problem: ProblemOut | None = None


class BulkOut(Out):
    """What became of each, in the order asked."""

    results: list[BulkResult]


class NoteOut(Out):
    """Words about a case."""

    id: UUID
    audience: Audience
    act: Verb | None
    text: str
    written_by: ActedBy
    at: datetime
    recorded_at: datetime


class LinkOut(Out):
    """A link of the chain of custody. `held_s`: seconds held so far, or in all."""

    id: UUID
    predecessor_id: UUID | None
    state: LinkState
    holder: Named | None
    offered_by: Named | None
    to_staff: Named | None
    to_post: Named | None
    stands_in: Named | None
    offered_at: datetime | None
    answered_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    held_s: int
    returned: bool = Field(description="Accepted by somebody who had held it before")
    answered_late: bool


class MeasureParams(DaysParams):
    """Which days, by the local date a case was heard."""


class MeasureRow(Out):
    """So many cases count, of so many that could; `rows` are the very cases."""

    measure: Measure
    cases: int
    of: int
    rate: float | None
    rows: str


class PromiseNamed(Out):
    """The promise an entry speaks of, and when it was due by then."""

    id: UUID
    key: str
    title: str
    due_at: datetime | None


class EntryOut(Out):
    """A row of the journal. `seq` is its place in the sealed chain, once it has one."""

    id: UUID
    event: str
    at: datetime
    recorded_at: datetime
    actor: ActedBy
    on_behalf_of: Named | None
    detail: dict[str, object]
    promise: PromiseNamed | None
    to_resident: bool = Field(description="Whether the household hears of it")
    note: str | None


class Listed(Out, Generic[Row]):
    """All there is, in one answer."""

    data: list[Row]
