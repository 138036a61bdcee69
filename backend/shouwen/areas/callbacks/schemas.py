"""What is said and answered about callbacks and draws (api: callbacks)."""

from datetime import datetime
from typing import Annotated, NotRequired
from uuid import UUID

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from shouwen.areas.callbacks.corrective_rules import CorrectiveState, CorrectiveVerb
from shouwen.areas.callbacks.draw import Obstacle
from shouwen.areas.callbacks.rules import (
    AttemptOutcome,
    CallbackKind,
    CallbackState,
    CallbackVerb,
    Grade,
    Method,
    Outcome,
    Programme,
)
from shouwen.areas.cases.public import Kind
from shouwen.core.acts import Act
from shouwen.core.lists import Ids, ListParams
from shouwen.core.people.rules import RevealReason
from shouwen.core.places.schemas import IdName
from shouwen.core.print.rules import PaperFormat
from shouwen.kit.schema import Body, Instant, LocalDate, Params
from shouwen.kit.text import Words

_AN_ID = "01980000-0000-7000-8000-000000000001"
Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", max_length=7, examples=["2026-11"])]
QuarterName = Annotated[str, Field(pattern=r"^20[0-9]{2}-Q[1-4]$", max_length=7, examples=["2026-Q4"])]
Said = Annotated[str, Words(2000)]

# ---------------------------------------------------------------- in


class AssignIn(Body):
    """Who is to call."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"caller_id": _AN_ID}]})

    caller_id: UUID
    companion_id: UUID | None = None


class RevealPhoneIn(Body):
    """Why the number is shown in full."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "call_back"}]})

    reason: RevealReason


class AttemptIn(Act):
    """What came of a call. An appointment says when it is to be made (CB-15)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"outcome": "no_answer"}, {"outcome": "appointed", "next_at": "2026-11-23T19:00:00+08:00"}]
        }
    )

    outcome: AttemptOutcome
    next_at: Instant | None = None


class CallbackAnswerIn(Act):
    """What was said (CB-05). A visit is signed by the resident (CB-07)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "method": "phone",
                    "quality": "good",
                    "effect": "good",
                    "satisfaction": "fair",
                    "attitude": "good",
                    "irregular_charge": False,
                    "suggestion": "上门前请先打电话",
                }
            ]
        }
    )

    method: Method
    quality: Grade
    effect: Grade
    satisfaction: Grade
    attitude: Grade
    irregular_charge: bool
    shortcomings: Said | None = None
    suggestion: Said | None = None
    signature_file_id: UUID | None = None


class CallbackReviewIn(Act):
    """What whoever reviews it says, and whether it passes (CB-08)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"comment": "回访内容完整", "passed": True}]})

    comment: Said
    passed: bool


class SuggestIn(Body):
    """Which record's suggestion becomes a matter of its own."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"no": 1}]})

    no: Annotated[int, Field(ge=1, le=1000)]


class CallbackParams(ListParams):
    """Repeated parameters mean or, different ones and."""

    community_id: Ids = ()
    programme: Annotated[tuple[Programme, ...], Field(max_length=5)] = ()
    kind: Annotated[tuple[CallbackKind, ...], Field(max_length=10)] = ()
    state: Annotated[tuple[CallbackState, ...], Field(max_length=10)] = ()
    method: Annotated[tuple[Method, ...], Field(max_length=5)] = ()
    caller_id: Ids = ()
    subject_id: Ids = ()
    due_at_gte: Instant | None = Field(default=None, alias="due_at.gte")
    due_at_lt: Instant | None = Field(default=None, alias="due_at.lt")


class DrawParams(ListParams):
    """Repeated parameters mean or, different ones and."""

    community_id: Ids = ()
    programme: Annotated[tuple[Programme, ...], Field(max_length=5)] = ()
    kind: Annotated[tuple[CallbackKind, ...], Field(max_length=10)] = ()
    period: Annotated[tuple[Month, ...], Field(max_length=24)] = ()
    settled: bool | None = None


class RowParams(ListParams):
    """The rows of a draw, in the order they came in."""

    limit: Annotated[int, Field(ge=1, le=100, description="Rows per page")] = 100


class QuarterParams(Params):
    """Which quarter of which community."""

    community_id: UUID
    quarter: QuarterName


class QuarterPaperParams(QuarterParams):
    """Which quarter's paper, and how it is to be given out."""

    format: PaperFormat = PaperFormat.PAGE


class FileIn(Body):
    """Which quarter is filed."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"community_id": _AN_ID, "quarter": "2026-Q3"}]})

    community_id: UUID
    quarter: QuarterName


class CorrectiveParams(Params):
    """Corrective actions of a community and a quarter, or about a case."""

    community_id: UUID | None = None
    quarter: QuarterName | None = None
    case_id: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=100, description="Actions answered")] = 100


class CorrectiveDecideIn(Body):
    """What is done about it, by whom, and by when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"measure": "更换该户立管并加装检修口", "responsible_id": _AN_ID, "until": "2027-01-31"}]
        }
    )

    measure: Said
    responsible_id: UUID
    until: LocalDate


class CarryOutIn(Body):
    """What was done."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"done": "立管已更换，已告知住户"}]})

    done: Said


class FollowUpIn(Body):
    """Whether it helped, and what shows that."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"effective": True, "finding": "一个月内未再渗漏"}]})

    effective: bool
    finding: Said


# ---------------------------------------------------------------- out


class CalledCase(TypedDict):
    """The matter that was finished."""

    id: UUID
    number: str
    kind: Kind
    title: str


class CallbackReason(TypedDict):
    """Why it cannot be said now."""

    code: str
    message: str


class CallbackAction(TypedDict):
    """What the caller may say to the callback."""

    action: CallbackVerb
    allowed: bool
    reason: NotRequired[CallbackReason]


class CallbackRow(TypedDict):
    """A callback in a list."""

    id: UUID
    number: str
    community_id: UUID
    state: CallbackState
    version: int
    programme: Programme
    kind: CallbackKind
    method: Method
    round: int
    case: CalledCase
    caller: IdName | None
    companion: IdName | None
    callable_from: datetime
    due_at: datetime
    drawn_at: datetime
    done_at: datetime | None


class AttemptOut(TypedDict):
    """A call that was made."""

    outcome: AttemptOutcome
    next_at: datetime | None
    by: IdName
    at: datetime
    recorded_at: datetime


class AnswerOut(TypedDict):
    """What was said, and what was thought of it."""

    no: int
    method: Method
    quality: Grade
    effect: Grade
    satisfaction: Grade
    attitude: Grade
    irregular_charge: bool
    shortcomings: str | None
    suggestion: str | None
    signature_file_id: UUID | None
    suggestion_case_id: UUID | None
    by: IdName
    at: datetime
    recorded_at: datetime
    reviewed_by: IdName | None
    reviewed_at: datetime | None
    passed: bool | None
    comment: str | None


class CallbackOut(CallbackRow):
    """A callback with the calls made, what was said, and what the caller may do."""

    draw_id: UUID
    seq: int
    raised_case_id: UUID | None
    attempts: list[AttemptOut]
    answers: list[AnswerOut]
    actions: list[CallbackAction]


class NumberOut(TypedDict):
    """The number to call."""

    phone: str


class DrawCutOut(TypedDict):
    """A cut and the hash that binds it to all before."""

    no: int
    at: datetime
    hash: str


class DrawRowOut(TypedDict):
    """A draw in a list."""

    id: UUID
    community_id: UUID
    period: str
    kind: CallbackKind
    programme: Programme
    commit: str
    opened_at: datetime
    ends_at: datetime
    settled_at: datetime | None
    population: int
    due: int
    drawn: int
    done: int
    short: int


class DrawOut(DrawRowOut):
    """A draw with its cuts, and its seed once it is settled."""

    seed: str | None
    cuts: list[DrawCutOut]


class EnrolledRow(TypedDict):
    """A row of a draw: enough for anyone to recompute it. The ticket shows when the draw is settled."""

    seq: int
    subject_id: UUID | None
    rate_bp: int
    enrolled_at: datetime
    callable_from: datetime
    callable_until: datetime
    cut: int | None
    drawn_cut: int | None
    gone_cut: int | None
    outcome: Outcome
    reason: Obstacle | None
    ticket: str | None


class QuarterLine(TypedDict):
    """Callbacks that fell due, and what became of them. `key`: a kind, or the id of a zone or of a person."""

    key: str | None
    name: str | None
    drawn: int
    in_window: int
    reached: int
    satisfied: int
    failed: int


class AgainOut(TypedDict):
    """The same matter at the same home, so often that something has to be done about it (CB-09)."""

    kind: Kind
    category: str
    unit: IdName
    times: int
    cases: list[CalledCase]


class FormsOut(TypedDict):
    """The forms of the quarter in the order of their pages, and the numbers nobody can account for (CB-10)."""

    pages: list[str]
    missing: list[str]


class CorrectiveActionOut(TypedDict):
    """What the caller may say to the corrective action."""

    action: CorrectiveVerb
    allowed: bool
    reason: NotRequired[CallbackReason]


class CorrectiveOut(TypedDict):
    """What is done about a matter that came up again and again. `follows`: the number of the one without effect."""

    id: UUID
    community_id: UUID
    number: str
    quarter: str
    state: CorrectiveState
    version: int
    kind: Kind
    category: str
    unit: IdName
    times: int
    cases: list[CalledCase]
    follows: str | None
    opened_at: datetime
    measure: str | None
    responsible: IdName | None
    until: datetime | None
    decided_by: IdName | None
    decided_at: datetime | None
    done: str | None
    done_at: datetime | None
    finding: str | None
    followed_up_by: IdName | None
    followed_up_at: datetime | None
    actions: list[CorrectiveActionOut]


class CorrectiveList(TypedDict):
    """Corrective actions, the oldest first."""

    data: list[CorrectiveOut]


class FilingOut(TypedDict):
    """That a quarter was filed (CB-10). `keep_until`: nothing of it goes before."""

    number: str
    pages: int
    filed_by: IdName
    filed_at: datetime
    keep_until: datetime | None


class QuarterFigures(TypedDict):
    """The figures of a quarter of callbacks. `due`: by the rates in force, over the draws of its three months."""

    community_id: UUID
    quarter: str
    begins_at: datetime
    ends_at: datetime
    is_over: bool
    due: int
    total: QuarterLine
    by_kind: list[QuarterLine]
    by_zone: list[QuarterLine]
    by_person: list[QuarterLine]
    failed_ids: list[UUID]
    again: list[AgainOut]
    forms: FormsOut


class QuarterOut(QuarterFigures):
    """A quarter looked back upon. Once it is filed, its counts and forms are those that were filed."""

    corrective: list[CorrectiveOut]
    file_by: datetime | None
    filing: FilingOut | None
    can_file: bool
