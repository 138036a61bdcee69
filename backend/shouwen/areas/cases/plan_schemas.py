"""What comes in and goes out about contingency plans and drills."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shouwen.areas.cases.plan_rules import PlanKey
from shouwen.areas.cases.schemas import Named
from shouwen.core.acts import Act
from shouwen.core.lists import Ids, ListParams
from shouwen.kit.schema import Body, Instant, Out
from shouwen.kit.text import Line, Words

LineText = Annotated[str, Line(200)]
_ID = "01980000-0000-7000-8000-000000000009"


class PlanItemIn(Body):
    """A line of a check-list, in Chinese and, where wanted, in English."""

    zh: LineText
    en: LineText | None = None


class PlanIn(Body):
    """The community's own list from now on, and why it differs."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"items": [{"zh": "拨打 120 并告知北门位置"}], "reason": "新开北门，救护车由此进入"}]
        }
    }

    items: Annotated[list[PlanItemIn], Field(min_length=1, max_length=50)]
    reason: Annotated[str, Words(1_000)]


class RunPlanIn(Act):
    """Which plan is run on the case."""

    model_config = {"json_schema_extra": {"examples": [{"plan": "first_aid"}]}}

    plan: PlanKey


class PlanTickIn(Act):
    """Which line was done, and what there is to say of it."""

    model_config = {"json_schema_extra": {"examples": [{"no": 1}]}}

    no: Annotated[int, Field(strict=True, ge=1, le=50)]
    text: Annotated[str, Words(1_000)] | None = None


class DrillIn(Body):
    """A plan was practised: when, under whom, who took part, what was found."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "plan": "fire",
                    "held_at": "2026-11-20T15:00:00+08:00",
                    "participant_ids": [_ID],
                    "findings": "三分钟内到位，2 号消火栓水带接口漏水，已报修",
                }
            ]
        }
    }

    plan: PlanKey
    held_at: Instant
    led_by_id: UUID | None = None
    participant_ids: Annotated[list[UUID], Field(min_length=1, max_length=100)]
    findings: Annotated[str, Words(5_000)]
    late_reason: Annotated[str, Words(500)] | None = None


class DrillParams(ListParams):
    """Which drills."""

    community_id: Ids = ()
    plan: Annotated[tuple[PlanKey, ...], Field(max_length=9)] = ()


class PlanItemOut(Out):
    """A line of a check-list; `text` in the language asked for."""

    no: int
    text: str
    zh: str
    en: str | None


class PlanOut(Out):
    """A plan as it is in force: version 0 is the house's list; when it was drilled last, and by when next."""

    community_id: UUID
    plan: PlanKey
    version: int
    items: list[PlanItemOut]
    reason: str | None
    made_by: Named | None
    made_at: datetime | None
    last_drill_at: datetime | None
    drill_due_at: datetime | None = Field(description="By when it is to be drilled, while that is promised")
    may_edit: bool


class PlanVersionOut(Out):
    """A version of a plan that a community made."""

    version: int
    items: list[PlanItemOut]
    reason: str
    made_by: Named
    made_at: datetime


class PlanTickOut(Out):
    """Who did a line, and when."""

    done_by: Named
    at: datetime
    text: str | None


class PlanRunLine(Out):
    """A line of a running plan."""

    no: int
    text: str
    tick: PlanTickOut | None


class PlanRunOut(Out):
    """A plan that runs on a case."""

    plan: PlanKey
    version: int
    begun_by: Named
    begun_at: datetime
    done: int
    lines: list[PlanRunLine]


class DrillOut(Out):
    """A drill."""

    id: UUID
    community_id: UUID
    plan: PlanKey
    version: int
    held_at: datetime
    led_by: Named
    participants: list[Named]
    findings: str
    recorded_by: Named
    recorded_at: datetime
