"""What comes in and goes out about the work order of a repair."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field
from pydantic.config import JsonDict

from shouwen.areas.cases.repair_rules import DefectSize, MaterialSource, PaidBy, VisitCheck
from shouwen.areas.cases.rules import Kind, Severity, State
from shouwen.areas.cases.schemas import ActionReason, Named
from shouwen.core.acts import Act
from shouwen.kit.schema import Body, Fen, Out
from shouwen.kit.text import Line, Words

Quantity = Annotated[int, Field(strict=True, ge=1, le=100_000)]
_HOSE: Final[JsonDict] = {"name": "下水软管", "quantity": 1, "unit_price_fen": 2500, "source": "stock", "paid_by": "us"}


class MaterialIn(Act):
    """What was used: how many at what price, from where, and who pays."""

    model_config = {"json_schema_extra": {"examples": [_HOSE]}}

    name: Annotated[str, Line(200)]
    quantity: Quantity
    unit_price_fen: Fen
    source: MaterialSource
    paid_by: PaidBy


class TickIn(Body):
    """One line of the check-list."""

    item: VisitCheck
    done: bool


class TicksIn(Act):
    """What was looked to at the home; a line said again replaces what was said before."""

    model_config = {"json_schema_extra": {"examples": [{"ticks": [{"item": "shoe_covers", "done": True}]}]}}

    ticks: Annotated[list[TickIn], Field(min_length=1, max_length=len(VisitCheck))]


class WarrantyIn(Act):
    """Whether it is the developer's to repair, as seen at the home, and how large."""

    model_config = {"json_schema_extra": {"examples": [{"valid": True, "size": "small", "reason": "属交付遗留问题"}]}}

    valid: bool
    size: DefectSize | None = None
    reason: Annotated[str, Words(1_000)]


class FeeIn(Act):
    """What the household paid on the job; `reason` says why not, or why less. `collected_by_id` is you if left out."""

    model_config = {"json_schema_extra": {"examples": [{"collected_fen": 0, "reason": "住户要求月底一并缴纳"}]}}

    collected_fen: Fen
    reason: Annotated[str, Words(1_000)] | None = None
    collected_by_id: UUID | None = None


class FeeAction(Out):
    """Whether the caller may say that it was handed in."""

    action: Literal["hand_in"] = "hand_in"
    allowed: bool
    reason: ActionReason | None = None


class FeeOut(Out):
    """What was said about the fee, and whether what was collected was handed in."""

    no: int
    due_fen: int
    collected_fen: int
    currency: Literal["CNY"] = "CNY"
    reason: str | None
    collected_by: Named
    said_by: Named
    said_at: datetime
    handed_in_at: datetime | None
    received_by: Named | None
    actions: list[FeeAction]


class MaterialOut(Out):
    """What was used."""

    no: int
    name: str
    quantity: int
    unit_price_fen: int
    amount_fen: int
    currency: Literal["CNY"] = "CNY"
    source: MaterialSource
    paid_by: PaidBy
    used_by: Named
    used_at: datetime


class TickOut(Out):
    """A line of the check-list; nobody has said anything where `done` is null."""

    item: VisitCheck
    done: bool | None
    ticked_by: Named | None
    ticked_at: datetime | None


class WarrantyOut(Out):
    """What was judged at the home."""

    valid: bool
    size: DefectSize | None
    reason: str
    judged_by: Named
    judged_at: datetime


class WorkOrderOut(Out):
    """The work order of a repair: what the paper needs beside the case itself."""

    case_id: UUID
    community_id: UUID
    number: str
    kind: Kind
    severity: Severity
    state: State
    round: int
    title: str
    detail: str | None
    unit: Named | None
    owner: Named
    heard_at: datetime
    appointment_at: datetime | None
    qr: list[str] = Field(description="The number as a QR code, row by row: 1 is dark", examples=[["111", "101"]])
    materials: list[MaterialOut]
    total_fen: int
    currency: Literal["CNY"] = "CNY"
    due_fen: int = Field(description="What the household has still to pay")
    fees: list[FeeOut]
    checks: list[TickOut]
    warranty: WarrantyOut | None
