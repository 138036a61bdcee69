"""What comes in and goes out about types of case and the stages of one."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field
from pydantic.config import JsonDict

from shouwen.areas.cases.rules import Kind
from shouwen.areas.cases.schemas import ActionReason, Named
from shouwen.areas.cases.type_rules import TypePack
from shouwen.core.acts import Act
from shouwen.core.lists import Ids, ListParams
from shouwen.core.standards.rules import Unit
from shouwen.kit.schema import Body, Out
from shouwen.kit.text import Code, Line, Words

Key = Annotated[str, Code(32)]
_PACKING: Final[JsonDict] = {
    "name": {"zh": "包装", "en": "Packing"},
    "stages": [
        {
            "key": "packed",
            "name": {"zh": "装箱", "en": "Packed"},
            "within": {"value": 1, "unit": "d"},
            "items": [
                {"key": "counted", "name": {"zh": "清点件数", "en": "Pieces counted"}, "signatures": 2},
            ],
        }
    ],
}


class TypeTextIn(Body):
    """Words in both languages."""

    zh: Annotated[str, Line(60)]
    en: Annotated[str, Line(60)]


class TypeItemIn(Body):
    """A line of a check-list; two signatures are of two people."""

    key: Key
    name: TypeTextIn
    required: bool = True
    signatures: Annotated[int, Field(strict=True, ge=1, le=5)] = 1


class TypeWithinIn(Body):
    """By when: a number with a unit of the standards; none with same_day and same_month."""

    value: Annotated[int, Field(strict=True, ge=1, le=1_000)] | None = None
    unit: Unit


class TypeStageIn(Body):
    """One stage; without a time nothing is promised of it."""

    key: Key
    name: TypeTextIn
    within: TypeWithinIn | None = None
    items: Annotated[list[TypeItemIn], Field(max_length=30)] = []


class DefinitionIn(Body):
    """What a type says from now on. Cases that walk it keep the version they were begun under."""

    model_config = {"json_schema_extra": {"examples": [_PACKING]}}

    name: TypeTextIn
    clause: Annotated[str, Line(20)] | None = None
    stages: Annotated[list[TypeStageIn], Field(min_length=1, max_length=20)]


class CaseTypeIn(DefinitionIn):
    """A new type, called by its key and based on a kind of case."""

    model_config = {"json_schema_extra": {"examples": [{"key": "packing", "kind": "service", **_PACKING}]}}

    key: Key
    kind: Kind


class AdoptPackIn(Body):
    """Which set of types is taken; those whose key is there already are left alone."""

    model_config = {"json_schema_extra": {"examples": [{"pack": "showroom"}]}}

    pack: TypePack


class CaseTypeParams(ListParams):
    """Which types. `retired`: those that were taken out."""

    community_id: Ids = ()
    retired: bool = False


class TypeTextOut(Out):
    """Words in both languages."""

    zh: str
    en: str


class TypeItemOut(Out):
    """A line of a check-list."""

    key: str
    name: TypeTextOut
    required: bool
    signatures: int


class TypeWithinOut(Out):
    """By when a stage ends."""

    value: int | None
    unit: Unit


class TypeStageOut(Out):
    """One stage of a type."""

    key: str
    name: TypeTextOut
    within: TypeWithinOut | None
    items: list[TypeItemOut]


class CaseTypeOut(Out):
    """A type with its definition in force. `version` is the resource's, `current` the number of the definition."""

    id: UUID
    community_id: UUID
    version: int
    key: str
    kind: Kind
    current: int
    name: TypeTextOut
    clause: str | None
    stages: list[TypeStageOut]
    made_by: Named
    made_at: datetime
    retired_at: datetime | None
    may_edit: bool


class StageTickIn(Act):
    """Which line of the stage under way was looked to."""

    model_config = {"json_schema_extra": {"examples": [{"item": "counted"}]}}

    item: Key


class EndStageIn(Act):
    """The stage is over; what there is to say of it."""

    text: Annotated[str, Words(2_000)] | None = None


class SignedOut(Out):
    """Who signed a line, and when."""

    by: Named
    at: datetime


class CourseItemOut(Out):
    """A line with who signed it. `text` in the language asked for."""

    key: str
    text: str
    required: bool
    signatures: int
    signed: list[SignedOut]
    allowed: bool
    reason: ActionReason | None = None


class CourseStageOut(Out):
    """A stage: ahead (`begun_at` null), under way, or over."""

    no: int
    key: str
    text: str
    begun_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    ended_by: Named | None
    note: str | None
    items: list[CourseItemOut]


class CourseOut(Out):
    """The stages a case walks."""

    case_id: UUID
    type_id: UUID
    key: str
    text: str
    type_no: int
    round: int
    stage_no: int | None = Field(description="The stage under way, from 0; null when all are over")
    stages: list[CourseStageOut]
    may_end: bool
    reason: ActionReason | None = None
