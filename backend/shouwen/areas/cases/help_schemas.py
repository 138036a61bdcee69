"""What comes in and goes out about a call for help. For staff alone."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shouwen.areas.cases.help_rules import Arranger, FamilyCall, HelpKind, HelpStep
from shouwen.areas.cases.plan_rules import PlanKey
from shouwen.areas.cases.rules import Kind, Severity
from shouwen.areas.cases.schemas import ActionReason, CaseRef, Named
from shouwen.core.acts import Act
from shouwen.core.lists import Ids, ListParams
from shouwen.kit.schema import Body, Instant, Out
from shouwen.kit.text import Line, Words

Said = Annotated[str, Words(2_000)]
_ID = "01980000-0000-7000-8000-000000000009"


class HelpStepIn(Act):
    """A step that was taken: by whom, if not by the caller, and what there is to say of it."""

    model_config = {"json_schema_extra": {"examples": [{"step": "on_the_spot", "text": "老人意识清醒，已平卧"}]}}

    step: HelpStep
    staff_id: UUID | None = None
    text: Said | None = None


class RevealContactIn(Body):
    """Whose number is needed, of the household's emergency contacts."""

    model_config = {"json_schema_extra": {"examples": [{"resident_id": _ID}]}}

    resident_id: UUID


class FamilyCallIn(Act):
    """An emergency contact was called, and what came of it."""

    model_config = {"json_schema_extra": {"examples": [{"resident_id": _ID, "outcome": "coming"}]}}

    resident_id: UUID
    outcome: FamilyCall
    text: Said | None = None


class CordonIn(Act):
    """A cordon is set: where, what the sign says, and until when probably."""

    model_config = {
        "json_schema_extra": {"examples": [{"place": "3 栋大堂东侧", "sign": "地面湿滑，请绕行，维修至今日 18 时"}]}
    }

    place: Annotated[str, Line(200)]
    sign: Annotated[str, Line(200)]
    until: Instant | None = None


class CordonRemoveIn(Act):
    """The cordon is taken away; what the site was left like."""

    model_config = {"json_schema_extra": {"examples": [{"restored": "地面已清洁，警示牌已收回"}]}}

    restored: Said


class CordonParams(ListParams):
    """Which cordons. `open`: whether they still stand."""

    community_id: Ids = ()
    open: bool | None = None


class HelpKindOut(Out):
    """One of the seven kinds of help: where it leads, who arranges it, which plans and steps belong to it."""

    key: HelpKind
    case_kind: Kind
    severity: Severity
    arranged_by: Arranger
    harder_by: Arranger | None
    plans: list[PlanKey]
    steps: list[HelpStep]


class HelpStampOut(Out):
    """A step with its time and person."""

    no: int
    round: int
    step: HelpStep
    text: str | None
    done_by: Named
    at: datetime
    recorded_by: Named
    recorded_at: datetime
    recorded_late: bool


class HelpStepOut(Out):
    """A step that applies: whether it can be stamped now, or why not."""

    step: HelpStep
    done: bool
    required: bool
    allowed: bool
    reason: ActionReason | None = None


class EmergencyContactOut(Out):
    """Somebody to call in an emergency; the phone masked."""

    resident_id: UUID
    name: str
    phone: str | None = Field(examples=["138****5678"])
    relation: str


class FamilyCallOut(Out):
    """A call to an emergency contact."""

    no: int
    resident: Named
    outcome: FamilyCall
    text: str | None
    called_by: Named
    at: datetime


class CordonAction(Out):
    """Whether the caller may take the cordon away."""

    action: str = Field(examples=["remove"])
    allowed: bool
    reason: ActionReason | None = None


class CordonOut(Out):
    """A cordon with its sign."""

    id: UUID
    community_id: UUID
    case: CaseRef
    place: str
    sign: str
    opened_at: datetime
    opened_by: Named
    due_at: datetime | None
    closed_at: datetime | None
    closed_by: Named | None
    restored: str | None
    actions: list[CordonAction]


class HelpOut(Out):
    """Everything about a call for help: what is to be done, what was done, whom to call, what is cordoned off."""

    case_id: UUID
    help: HelpKind
    arranged_by: Arranger
    harder_by: Arranger | None
    plans: list[PlanKey]
    steps: list[HelpStepOut]
    stamps: list[HelpStampOut]
    contacts: list[EmergencyContactOut]
    may_reveal: bool
    calls: list[FamilyCallOut]


class ContactPhoneOut(Out):
    """The number in full."""

    phone: str = Field(examples=["13800005678"])
