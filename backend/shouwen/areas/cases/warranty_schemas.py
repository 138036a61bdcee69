"""What comes in and goes out about the ledger of warranty defects."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field
from pydantic.config import JsonDict, JsonValue

from shouwen.areas.cases.repair_rules import DefectSize
from shouwen.areas.cases.rules import State
from shouwen.areas.cases.schemas import ActionReason, Named
from shouwen.areas.cases.warranty_rules import DefectStage, DefectVerb, PartyKind
from shouwen.core.acts import Act
from shouwen.core.lists import Ids, ListParams
from shouwen.core.people.chart_schemas import left_out
from shouwen.core.people.rules import RevealReason
from shouwen.core.worktime.spans import DaysParams
from shouwen.kit.phone import Phone
from shouwen.kit.schema import Body, Out
from shouwen.kit.text import Name, Words

_PARTY: Final = "01980000-0000-7000-8000-000000000011"
StepText = Annotated[str, Words(2_000)]
Company = Annotated[str, Name(100)]
PersonName = Annotated[str, Name(64)]


def _example(**body: JsonValue) -> JsonDict:
    return {"examples": [body]}


class PartyIn(Body):
    """Somebody outside whom defects are dispatched to."""

    model_config = {
        "json_schema_extra": _example(
            community_id="01980000-0000-7000-8000-000000000001",
            kind="developer",
            company="开发公司工程部",
            name="维保负责人",
            phone="13900000000",
        )
    }

    community_id: UUID
    kind: PartyKind
    company: Company
    name: PersonName
    phone: Phone | None = None


class PartyPatch(Body):
    """What is to be different. `ended`: defects are not dispatched there any more."""

    model_config = {"json_schema_extra": _example(name="新任维保负责人")}

    company: Company = Field(default_factory=left_out)
    name: PersonName = Field(default_factory=left_out)
    phone: Phone | None = Field(default_factory=left_out)
    ended: bool = Field(default_factory=left_out)


class PartyParams(ListParams):
    """Which of them. `q`: part of the company or the name."""

    community_id: Ids = ()
    present: bool | None = None


class PartyRevealIn(Body):
    """What the number is needed for."""

    model_config = {"json_schema_extra": _example(reason="call_back")}

    reason: RevealReason


class PartyOut(Out):
    """Somebody outside; the phone is masked."""

    id: UUID
    community_id: UUID
    version: int
    kind: PartyKind
    company: str
    name: str
    phone: str | None
    ended_at: datetime | None


class PartyPhoneOut(Out):
    """The number in full."""

    phone: str


class DispatchIn(Act):
    """Whom it goes to, and what was agreed."""

    model_config = {"json_schema_extra": _example(party_id=_PARTY, text="约定三日内上门")}

    party_id: UUID
    text: StepText | None = None


class StepIn(Act):
    """What was said or found."""

    model_config = {"json_schema_extra": _example(text="已到场查看，材料周五到货")}

    text: StepText


class AcceptIn(Act):
    """It was looked at and is as it should be."""

    model_config = {"json_schema_extra": _example(text="业主在场验收")}

    text: StepText | None = None


class WriteOffIn(Act):
    """Struck off the ledger: the case is finished with this result, which the resident may read."""

    model_config = {"json_schema_extra": _example(result="渗漏点已由开发商修复并验收")}

    result: Annotated[str, Words(10_000)]


class DefectStepOut(Out):
    """What was done about it."""

    no: int
    verb: DefectVerb
    party: Named | None
    text: str | None
    said_by: Named
    at: datetime
    recorded_at: datetime


class DefectAction(Out):
    """What the caller may do to it."""

    action: DefectVerb
    allowed: bool
    reason: ActionReason | None = None


class DefectPartyOut(Out):
    """Whom it was dispatched to."""

    id: UUID
    company: str
    name: str


class DefectOut(Out):
    """A defect with its course."""

    case_id: UUID
    round: int
    size: DefectSize
    stage: DefectStage
    party: DefectPartyOut | None
    entered_at: datetime
    dispatched_at: datetime | None
    accepted_at: datetime | None
    written_off_at: datetime | None
    called_back_at: datetime | None
    due_at: datetime | None
    steps: list[DefectStepOut]
    actions: list[DefectAction]


class DefectFilters(ListParams):
    """Which lines of the ledger. `q`: part of the title, or the number."""

    community_id: Ids = ()
    party_id: Ids = ()
    stage: Annotated[tuple[DefectStage, ...], Field(max_length=len(DefectStage))] = ()
    size: Annotated[tuple[DefectSize, ...], Field(max_length=len(DefectSize))] = ()
    overdue: bool | None = None


class DefectRow(Out):
    """A line of the ledger."""

    id: UUID
    case_id: UUID
    round: int
    number: str
    title: str
    state: State
    unit: Named | None
    owner: Named
    size: DefectSize
    stage: DefectStage
    party: DefectPartyOut | None
    entered_at: datetime
    dispatched_at: datetime | None
    accepted_at: datetime | None
    written_off_at: datetime | None
    called_back_at: datetime | None
    due_at: datetime | None
    overdue: bool


class DefectGrouping(StrEnum):
    """By what the ledger is counted."""

    SIZE = "size"
    PARTY = "party"


class DefectCountParams(DaysParams):
    """The defects entered in these days, counted by what."""

    group_by: DefectGrouping = DefectGrouping.SIZE


class DefectCount(Out):
    """How a part of the ledger stands. `rate` is of those whose limit is over or which were repaired before it."""

    size: DefectSize | None
    party: DefectPartyOut | None
    entered: int
    dispatched: int
    accepted: int
    written_off: int
    called_back: int
    in_time: int
    late: int
    overdue: int
    rate: float | None
