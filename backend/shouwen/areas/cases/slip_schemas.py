"""What comes in and goes out about the complaint slip. For staff alone (CP-17)."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from shouwen.areas.cases.repair_schemas import Quantity
from shouwen.areas.cases.schemas import ActionReason, Named
from shouwen.areas.cases.slip_rules import (
    AmountState,
    ApprovalLevel,
    MoneyOutcome,
    Responsibility,
    SlipCopy,
    SlipState,
    SlipVerb,
    Stage,
)
from shouwen.areas.cases.warranty_rules import PartyKind
from shouwen.core.acts import Act
from shouwen.kit.schema import MOST_FEN, Body, Fen, Instant, Out
from shouwen.kit.text import Name, Words

SlipText = Annotated[str, Words(10_000)]
No = Annotated[int, Field(strict=True, ge=1, le=1_000)]
Paid = Annotated[int, Field(strict=True, ge=1, le=MOST_FEN)]
_FILE = "01980000-0000-7000-8000-000000000009"
_DEPARTMENT = "01980000-0000-7000-8000-000000000004"
_POST = "01980000-0000-7000-8000-000000000007"


class OpenSlipIn(Act):
    """The slip is opened; `investigated_at` is when the investigation ended, from which the report is due."""

    model_config = {"json_schema_extra": {"examples": [{}]}}

    investigated_at: Instant | None = None


class StageIn(Act):
    """What is written at a stage."""

    model_config = {"json_schema_extra": {"examples": [{"text": "现场查看，装修噪音确系发生在规定时段之外"}]}}

    text: SlipText


class AdviseIn(Act):
    """The combined opinion, and which departments countersign it."""

    model_config = {
        "json_schema_extra": {"examples": [{"text": "建议减免当月服务费并致歉", "department_ids": [_DEPARTMENT]}]}
    }

    text: SlipText
    department_ids: Annotated[list[UUID], Field(min_length=1, max_length=20)]


class CountersignIn(Act):
    """What a department says to it."""

    model_config = {"json_schema_extra": {"examples": [{"department_id": _DEPARTMENT, "agrees": True}]}}

    department_id: UUID
    agrees: bool
    text: SlipText | None = None


class VerdictIn(Act):
    """The verdict: whose responsibility, what loss, what remedy, whether the improvement is tracked."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"responsibility": "ours", "loss_fen": 30000, "remedy": "减免一个月服务费", "improvement_tracked": True}
            ]
        }
    }

    responsibility: Responsibility
    loss_fen: Fen | None = None
    remedy: SlipText
    improvement_tracked: bool = True
    party_ids: Annotated[
        list[UUID], Field(max_length=10, description="Outside parties that share it: handled with them (CP-25)")
    ] = []


class AmountIn(Act):
    """An outcome in money, to be approved by another."""

    model_config = {
        "json_schema_extra": {"examples": [{"kind": "discount", "amount_fen": 30000, "reason": "减免一个月服务费"}]}
    }

    kind: MoneyOutcome
    amount_fen: Paid
    quantity: Quantity | None = None
    reason: SlipText


class VoucherIn(Act):
    """What an approved amount came to, signed by both sides: two signatures, or a scan of the signed paper."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"no": 1, "actual_fen": 30000, "signed_name": "张伟", "scan_file_id": _FILE}]
        }
    }

    no: No
    actual_fen: Fen
    actual_quantity: Annotated[int, Field(strict=True, ge=0, le=100_000)] | None = None
    difference: SlipText | None = None
    signed_name: Annotated[str, Name(64)]
    our_signature_id: UUID | None = None
    their_signature_id: UUID | None = None
    scan_file_id: UUID | None = None


class AmountDecisionIn(Act):
    """Which of the proposed amounts."""

    model_config = {"json_schema_extra": {"examples": [{"no": 1}]}}

    no: No


class AmountRefusalIn(AmountDecisionIn):
    """Which of the proposed amounts, and why not."""

    model_config = {"json_schema_extra": {"examples": [{"no": 1, "reason": "尚无检测报告支持此金额"}]}}

    reason: SlipText


class ObjectIn(Act):
    """A department's memo against the decision."""

    model_config = {"json_schema_extra": {"examples": [{"department_id": _DEPARTMENT, "text": "责任在供应商"}]}}

    department_id: UUID
    text: SlipText


class AnswerObjectionIn(Act):
    """What is answered to a memo."""

    model_config = {"json_schema_extra": {"examples": [{"no": 1, "text": "维持原决定"}]}}

    no: No
    text: SlipText


class CopyIn(Body):
    """Which post receives a copy."""

    copy_: SlipCopy = Field(alias="copy")
    post_id: UUID


class AddresseesIn(Body):
    """Who receives which copy; replaces what was set before."""

    model_config = {
        "json_schema_extra": {"examples": [{"copies": [{"copy": copy.value, "post_id": _POST} for copy in SlipCopy]}]}
    }

    copies: Annotated[list[CopyIn], Field(max_length=len(SlipCopy))]


class SlipEntryOut(Out):
    """What was written at a stage."""

    stage: Stage
    text: str
    written_by: Named
    at: datetime
    recorded_at: datetime


class SignatureOut(Out):
    """A department asked to sign, and what it said."""

    department: Named
    agrees: bool | None
    text: str | None
    signed_by: Named | None
    signed_at: datetime | None


class VoucherOut(Out):
    """What it came to in fact. `reconciled`: as much as was approved."""

    actual_fen: int
    actual_quantity: int | None
    difference: str | None
    reconciled: bool
    signed_name: str
    our_signature_id: UUID | None
    their_signature_id: UUID | None
    scan_file_id: UUID | None
    signed_at: datetime
    made_by: Named


class AmountOut(Out):
    """An outcome in money. Recorded and approved; nothing is paid by this."""

    no: int
    kind: MoneyOutcome
    amount_fen: int
    quantity: int | None
    currency: Literal["CNY"] = "CNY"
    reason: str
    voucher: VoucherOut | None
    state: AmountState
    level: ApprovalLevel | None
    proposed_by: Named
    proposed_at: datetime
    decided_by: Named | None
    decided_at: datetime | None
    refused_because: str | None


class ReceiptOut(Out):
    """A copy, and who has read it."""

    copy_: SlipCopy = Field(validation_alias="copy_", serialization_alias="copy")
    post: Named
    sent_at: datetime
    read_by: Named | None
    read_at: datetime | None


class MemoOut(Out):
    """A department's objection, and what it was answered."""

    no: int
    department: Named
    text: str
    raised_by: Named
    raised_at: datetime
    answer: str | None
    answered_by: Named | None
    answered_at: datetime | None


class SlipAction(Out):
    """What the caller may do to the slip."""

    action: SlipVerb
    allowed: bool
    reason: ActionReason | None = None


class SharingParty(Out):
    """A supplier or another company that shares the responsibility."""

    id: UUID
    kind: PartyKind
    company: str
    name: str


class SlipOut(Out):
    """The slip of a round, with everything on it."""

    id: UUID
    case_id: UUID
    round: int
    state: SlipState
    version: int
    continues_id: UUID | None
    opened_by: Named
    opened_at: datetime
    responsibility: Responsibility | None
    loss_fen: int | None
    improvement_tracked: bool | None
    parties: list[SharingParty] = Field(description="Who outside shares the responsibility (CP-25)")
    closed_by: Named | None
    closed_at: datetime | None
    entries: list[SlipEntryOut]
    signatures: list[SignatureOut]
    amounts: list[AmountOut]
    copies: list[ReceiptOut]
    objections: list[MemoOut]
    actions: list[SlipAction]


class AddresseeOut(Out):
    """Which post receives a copy; none where it is not set."""

    copy_: SlipCopy = Field(validation_alias="copy_", serialization_alias="copy")
    post: Named | None
