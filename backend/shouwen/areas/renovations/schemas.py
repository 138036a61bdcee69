"""What is said and answered about renovations (api: renovations and money)."""

from datetime import date, datetime
from typing import Annotated, NotRequired
from uuid import UUID

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from shouwen.areas.renovations.gate_rules import Missing, RenovationPaper
from shouwen.areas.renovations.pass_rules import GateVerdict, PassState
from shouwen.areas.renovations.rules import (
    AcceptanceStage,
    ChainPhase,
    ChainStep,
    CheckItem,
    DeductionState,
    Finding,
    RefundOutcome,
    RenovationState,
    RenovationVerb,
    SettlementState,
    ViolationKind,
    ViolationState,
    WorkScope,
)
from shouwen.core.acts import Act
from shouwen.core.ledger.public import PaymentState, PayMethod
from shouwen.core.lists import Ids, ListParams
from shouwen.core.places.schemas import IdName
from shouwen.kit.phone import Phone
from shouwen.kit.schema import Body, Fen, Instant, LocalDate
from shouwen.kit.text import Code, Line, Name, Words

_AN_ID = "01980000-0000-7000-8000-000000000001"
Said = Annotated[str, Words(2000)]
No = Annotated[int, Field(ge=1, le=100_000)]
FileIds = Annotated[list[UUID], Field(max_length=20)]
Amount = Annotated[int, Field(strict=True, ge=1, le=1_000_000_000_000)]

# ---------------------------------------------------------------- in


class AgentIn(Body):
    """Who acts for the owner, and until when their letter holds (RN-01)."""

    name: Annotated[str, Name(64)]
    phone: Phone | None = None
    letter_until: LocalDate


class ContractorIn(Body):
    """Who does the work, and until when their licence holds."""

    name: Annotated[str, Line(120)]
    licence: Annotated[str, Line(64)]
    licence_until: LocalDate
    head: Annotated[str, Name(64)] | None = None
    phone: Phone | None = None


class ApplicantIn(Body):
    """Whose renovation it is; the caller's own, where a resident applies."""

    resident_id: UUID


class RenovationDocumentIn(Body):
    """A paper of the file."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"kind": "drawings", "file_id": _AN_ID}]})

    kind: RenovationPaper
    file_id: UUID


class RenovationIn(Body):
    """An application (RN-01, RN-02)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "unit_id": _AN_ID,
                    "applicant": {"resident_id": _AN_ID},
                    "title": "全屋翻新",
                    "contractor": {"name": "安居装饰", "licence": "D344012345", "licence_until": "2028-06-30"},
                    "scope": ["decoration", "waterproofing"],
                    "starts_on": "2026-12-01",
                    "ends_on": "2027-02-28",
                }
            ]
        }
    )

    unit_id: UUID
    applicant: ApplicantIn | None = None
    title: Annotated[str, Line(200)]
    agent: AgentIn | None = None
    contractor: ContractorIn | None = None
    scope: Annotated[list[WorkScope], Field(min_length=1, max_length=9)]
    starts_on: LocalDate
    ends_on: LocalDate
    documents: Annotated[list[RenovationDocumentIn], Field(max_length=20)] = []


class RenovationPatch(Body):
    """What is not given stays; `agent` null: the owner comes in person."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "全屋翻新与封阳台"}]})

    title: Annotated[str, Line(200)] | None = None
    agent: AgentIn | None = None
    contractor: ContractorIn | None = None
    scope: Annotated[list[WorkScope], Field(min_length=1, max_length=9)] | None = None
    starts_on: LocalDate | None = None
    ends_on: LocalDate | None = None


class RenovationAct(Act):
    """A step that needs no words of its own, but may have some."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}, {"words": "资料齐全"}]})

    words: Said | None = None


class RenovationReasonIn(Act):
    """A step that needs a reason."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "图纸不符合承重要求"}]})

    words: Said


class PayDepositIn(Act):
    """The deposit comes in, whole (RN-12)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"amount_fen": 300000, "method": "bank_transfer", "reference": "2026112200017"}]
        }
    )

    amount_fen: Amount
    method: PayMethod
    reference: Annotated[str, Code(64)] | None = None


class StartWorkIn(Act):
    """Work begins; protection was looked at before (RN-14)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"protection_checked": True}]})

    protection_checked: bool = False


class ExtendIn(Act):
    """A later end."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ends_on": "2027-03-31", "words": "材料延期"}]})

    ends_on: LocalDate
    words: Said


class SiteCheckIn(Body):
    """What was found of an item of the check-list (RN-17)."""

    item: CheckItem
    finding: Finding


class BreachIn(Body):
    """A breach that was seen, and dissuaded from on the spot (RN-07)."""

    kind: ViolationKind
    words: Said
    file_ids: FileIds = []


class InspectIn(Act):
    """A visit to the site. Every item is looked at (RN-17)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "checks": [{"item": item, "finding": "fine"} for item in CheckItem],
                    "progress": "水电完工，瓦工进场",
                    "breaches": [{"kind": "rubbish", "words": "装修垃圾堆放在电梯厅，已劝止"}],
                }
            ]
        }
    )

    checks: Annotated[list[SiteCheckIn], Field(min_length=1, max_length=6)]
    progress: Annotated[str, Line(200)] | None = None
    anomaly: Said | None = None
    breaches: Annotated[list[BreachIn], Field(max_length=10)] = []
    file_ids: FileIds = []


class RectificationNoticeIn(Act):
    """A rectification notice: what is to be put right, until when, and to whom it was handed."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"violation_no": 1, "demand": "三日内清运垃圾", "served_to": "施工负责人"}]}
    )

    violation_no: No
    demand: Said
    served_to: Annotated[str, Line(120)]
    rectify_by: Instant | None = None


class RectifyIn(Act):
    """Whether what was demanded has been done, as the butler saw it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"violation_no": 1, "passed": True}]})

    violation_no: No
    passed: bool
    words: Said | None = None
    file_ids: FileIds = []


class ReportViolationIn(Act):
    """To which authority a violation was reported (RN-07)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"violation_no": 1, "authority": "街道城管办", "words": "拒不整改"}]}
    )

    violation_no: No
    authority: Annotated[str, Line(120)]
    words: Said


class PassIn(Act):
    """A pass for a worker (RN-05). Without dates: as long as the permit."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"worker_name": "周师傅", "trade": "水电"}]})

    worker_name: Annotated[str, Name(64)]
    trade: Annotated[str, Line(40)]
    photo_file_id: UUID | None = None
    valid_from: LocalDate | None = None
    valid_until: LocalDate | None = None


class PassEndIn(Act):
    """The pass is back, or good no longer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})


class PassScanIn(Body):
    """What was read off a pass, and at whose gate."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"community_id": _AN_ID, "token": "SWP1.AAAA.BBBB"}]})

    community_id: UUID
    token: Annotated[str, Line(200)]


class AcceptanceIn(Act):
    """An acceptance that was passed."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "符合要求"}]})

    words: Said | None = None
    file_ids: FileIds = []


class FailAcceptanceIn(Act):
    """An acceptance that was not passed, and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "卫生间闭水渗漏"}]})

    words: Said
    file_ids: FileIds = []


class DeductIn(Act):
    """What is to be kept, for which notice, shown by what (RN-12)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"violation_no": 1, "amount_fen": 20000, "words": "代为清运", "file_ids": [_AN_ID]}]
        }
    )

    violation_no: No
    amount_fen: Amount
    words: Said
    file_ids: FileIds


class ObjectToDeductionIn(Act):
    """The household does not agree with a deduction."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"deduction_no": 1, "words": "垃圾已自行清运"}]})

    deduction_no: No
    words: Said


class DecideObjectionIn(Act):
    """What a third person rules."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"deduction_no": 1, "upheld": False, "words": "证据不足"}]}
    )

    deduction_no: No
    upheld: bool  # the deduction stands
    words: Said


class ProposeSettlementIn(Act):
    """All deductions that stand are kept, the rest goes back; with `forfeit` the rest is kept as well."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"forfeit": False}]})

    forfeit: bool = False
    words: Said | None = None


class RefundIn(Act):
    """How the deposit goes back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"method": "bank_transfer"}]})

    method: PayMethod


class ConfirmRefundIn(Act):
    """Whether the money reached the household."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "paid_out"}]})

    outcome: RefundOutcome


class LinkCaseIn(Act):
    """A complaint or dispute that the renovation caused (RN-14)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"case_id": _AN_ID}]})

    case_id: UUID


class ChainStepIn(Body):
    """A step of the chain, and whose signature it is."""

    step: ChainStep
    phase: ChainPhase
    post_id: UUID | None = None


class ChainIn(Body):
    """The chain of a community: the first check, then the approval. Files under way keep theirs."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"steps": [{"step": "floor_butler", "phase": "review"}, {"step": "manager", "phase": "approve"}]}
            ]
        }
    )

    steps: Annotated[list[ChainStepIn], Field(min_length=2, max_length=7)]


class RenovationParams(ListParams):
    """Repeated parameters mean or, different ones and."""

    community_id: Ids = ()
    unit_id: Ids = ()
    state: Annotated[tuple[RenovationState, ...], Field(max_length=18)] = ()


class SitesParams(ListParams):
    """The sites to be looked at today."""

    community_id: Ids = ()


# ---------------------------------------------------------------- out


class MissingOut(TypedDict):
    """What a step still waits for."""

    code: Missing
    message: str


class WaitsOut(TypedDict):
    """The next step on the road, and what it waits for: a paper, somebody's signature, or the clock."""

    action: RenovationVerb
    step: ChainStep | None
    post: IdName | None
    until: datetime | None
    missing: list[MissingOut]


class RenovationReason(TypedDict):
    """Why it cannot be said now."""

    code: str
    message: str
    missing: NotRequired[list[MissingOut]]


class RenovationAction(TypedDict):
    """What the caller may say to the renovation."""

    action: RenovationVerb
    allowed: bool
    reason: NotRequired[RenovationReason]


class UnitLabel(TypedDict):
    """The unit, as people say it."""

    id: UUID
    label: str


class ApplicantOut(TypedDict):
    """Whose renovation it is. Their record is for those who may read residents."""

    name: str


class RenovationRow(TypedDict):
    """A renovation in a list."""

    id: UUID
    community_id: UUID
    number: str
    state: RenovationState
    version: int
    unit: UnitLabel
    applicant: ApplicantOut
    title: str
    scope: list[WorkScope]
    starts_on: date
    ends_on: date
    permit_number: str | None
    required_fen: int | None
    held_fen: int
    currency: str
    open_violations: int
    passes_out: int
    created_at: datetime
    due_at: datetime | None
    waits: WaitsOut | None


class AgentOut(TypedDict):
    """Who acts for the owner."""

    name: str
    phone: str | None
    letter_until: date


class ContractorOut(TypedDict):
    """Who does the work."""

    name: str
    licence: str | None
    licence_until: date
    head: str | None
    phone: str | None


class RenovationDocumentOut(TypedDict):
    """A paper of the file."""

    kind: RenovationPaper
    file_id: UUID
    added_at: datetime


class RenovationSignatureOut(TypedDict):
    """A step of the chain."""

    no: int
    step: ChainStep
    phase: ChainPhase
    post: IdName | None
    signed_by: IdName | None
    signed_at: datetime | None
    opinion: str | None


class CheckOut(TypedDict):
    """What was found of an item."""

    item: CheckItem
    finding: Finding


class InspectionOut(TypedDict):
    """A visit to the site."""

    no: int
    at: datetime
    by: IdName
    checks: list[CheckOut]
    progress: str | None
    anomaly: str | None
    file_ids: list[UUID]


class ViolationOut(TypedDict):
    """A violation, as far as it was followed."""

    no: int
    kind: ViolationKind
    state: ViolationState
    words: str
    is_new: bool
    inspection_no: int | None
    found_by: IdName
    found_at: datetime
    notice_number: str | None
    noticed_at: datetime | None
    notice_due_at: datetime | None
    demand: str | None
    served_to: str | None
    rectified_at: datetime | None
    reported_at: datetime | None
    reported_to: str | None
    file_ids: list[UUID]


class BreachCount(TypedDict):
    """How many new breaches of a kind there were, and what they cost at a quality inspection (RN-15)."""

    kind: ViolationKind
    breaches: int
    tenths_of_points: int


class AcceptanceOut(TypedDict):
    """An acceptance."""

    no: int
    stage: AcceptanceStage
    passed: bool
    words: str | None
    by: IdName
    at: datetime
    file_ids: list[UUID]


class PassOut(TypedDict):
    """A worker's pass. `token` is the text of its code, for those who issue it."""

    id: UUID
    number: str
    state: PassState
    version: int
    worker_name: str
    trade: str
    photo_file_id: UUID | None
    valid_from: date
    valid_until: date
    issued_at: datetime
    ended_at: datetime | None
    token: NotRequired[str]


class ScanOut(TypedDict):
    """What the gate says. Of a pass that is not of this community nothing is told.

    Whoever stands at the gate reads no files, so the photograph lies in the answer, as a `data:` address.
    """

    verdict: GateVerdict
    admitted: bool
    number: str | None
    worker_name: str | None
    trade: str | None
    photo: str | None
    unit: str | None
    renovation: str | None
    valid_until: date | None


class DeductionOut(TypedDict):
    """What is to be kept."""

    no: int
    violation_no: int
    notice_number: str | None
    state: DeductionState
    amount_fen: int
    words: str
    proposed_by: IdName
    proposed_at: datetime
    objection: str | None
    objected_at: datetime | None
    ruling: str | None
    decided_by: IdName | None
    decided_at: datetime | None
    file_ids: list[UUID]


class SettlementOut(TypedDict):
    """How the deposit is divided."""

    no: int
    state: SettlementState
    deducted_fen: int
    forfeited_fen: int
    refund_fen: int
    words: str | None
    proposed_by: IdName
    proposed_at: datetime
    decided_by: IdName | None
    decided_at: datetime | None


class DepositTransfer(TypedDict):
    """A line of the deposit's own account."""

    at: datetime
    document_id: UUID
    number: str
    kind: str
    method: str | None
    amount_fen: int
    balance_fen: int


class DepositPayment(TypedDict):
    """An order at WeChat Pay. `code_url` is what the payer scans; it comes a moment after the order, and goes."""

    state: PaymentState
    amount_fen: int
    code_url: str | None
    expires_at: datetime


class DepositOut(TypedDict):
    """The deposit as the accounts have it."""

    required_fen: Fen | None
    paid_fen: int
    held_fen: int
    deducted_fen: int
    forfeited_fen: int
    refunded_fen: int
    under_way_fen: int
    currency: str
    transfers: list[DepositTransfer]
    payment: DepositPayment | None


class CausedCaseOut(TypedDict):
    """A matter this renovation caused."""

    id: UUID
    number: str
    title: str


class RenovationNoteOut(TypedDict):
    """What was said with a step."""

    act: str
    text: str
    by: IdName
    at: datetime


class StampsOut(TypedDict):
    """When each step was taken."""

    submitted_at: datetime | None
    approved_at: datetime | None
    signed_at: datetime | None
    paid_at: datetime | None
    permitted_at: datetime | None
    started_at: datetime | None
    requested_at: datetime | None
    initial_at: datetime | None
    observe_until: datetime | None
    final_at: datetime | None
    settled_at: datetime | None
    refunded_at: datetime | None
    ended_at: datetime | None


class RenovationOut(RenovationRow):
    """The file (RN-18)."""

    agent: AgentOut | None
    contractor: ContractorOut | None
    recorded_by: IdName
    stamps: StampsOut
    documents: list[RenovationDocumentOut]
    chain: list[RenovationSignatureOut]
    inspections: list[InspectionOut]
    violations: list[ViolationOut]
    breaches: list[BreachCount]
    acceptances: list[AcceptanceOut]
    passes: list[PassOut]
    deductions: list[DeductionOut]
    settlements: list[SettlementOut]
    cases: list[CausedCaseOut]
    notes: list[RenovationNoteOut]
    actions: list[RenovationAction]


class SiteOut(TypedDict):
    """A site, and whether it was looked at today."""

    id: UUID
    number: str
    state: RenovationState
    unit: UnitLabel
    title: str
    ends_on: date
    open_violations: int
    due_at: datetime | None
    inspected_at: datetime | None


class ChainStepOut(TypedDict):
    """A step of the chain of a community."""

    no: int
    step: ChainStep
    phase: ChainPhase
    post: IdName | None


class ChainOut(TypedDict):
    """The chain of a community."""

    steps: list[ChainStepOut]
