"""What comes in and goes out about the complaint slip. For staff alone (CP-17)."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

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
from shouwen.core.acts import Act
from shouwen.kit.schema import MOST_FEN, Body, Fen, Instant, Out
from shouwen.kit.text import Words

SlipText = Annotated[str, Words(10_000)]
No = Annotated[int, Field(strict=True, ge=1, le=1_000)]
Paid = Annotated[int, Field(strict=True, ge=1, le=MOST_FEN)]
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


class AmountIn(Act):
    """An outcome in money, to be approved by another."""

    model_config = {
        "json_schema_extra": {"examples": [{"kind": "discount", "amount_fen": 30000, "reason": "减免一个月服务费"}]}
    }

    kind: MoneyOutcome
    amount_fen: Paid
    reason: SlipText


class AmountDecisionIn(Act):
    """Which of the proposed amounts."""

    model_config = {"json_schema_extra": {"examples": [{"no": 1}]}}

    no: No


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


class AmountOut(Out):
    """An outcome in money. Recorded and approved; nothing is paid by this."""

    no: int
    kind: MoneyOutcome
    amount_fen: int
    currency: Literal["CNY"] = "CNY"
    reason: str
    state: AmountState
    level: ApprovalLevel | None
    proposed_by: Named
    proposed_at: datetime
    decided_by: Named | None
    decided_at: datetime | None


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
