"""What comes in about macros, and what goes out."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue
from typing_extensions import TypedDict

from shouwen.areas.cases.bodies import BulkItemIn
from shouwen.areas.cases.schemas import BulkResult
from shouwen.core.files.rules import Audience
from shouwen.core.lists import Ids, ListParams
from shouwen.core.people.chart_schemas import left_out
from shouwen.core.places.schemas import IdName
from shouwen.kit.schema import Body, Out
from shouwen.kit.text import Line, Words


class MacroAction(StrEnum):
    """The verbs a macro may be made of: those that need no look at the one case."""

    KEEP = "keep"
    ACCEPT = "accept"
    OFFER = "offer"
    NOTE = "note"
    RESPOND = "respond"
    EXPLAIN = "explain"
    REPORT = "report"
    URGE = "urge"
    ESCALATE = "escalate"


_STEPS: Final[list[JsonValue]] = [
    {"action": "note", "text": "已安排师傅上门，请留意电话", "audience": "resident"},
    {"action": "explain", "text": "等待上门", "after_minutes": 120},
    {"action": "offer", "to_post_id": "01980000-0000-7000-8000-000000000002"},
]


class MacroStepIn(Body):
    """One verb, with what it needs: whom to, which words, and when the next answer comes, counted from then."""

    action: MacroAction
    text: Annotated[str, Words(1000)] | None = None
    audience: Audience | None = None
    to_staff_id: UUID | None = None
    to_post_id: UUID | None = None
    after_minutes: Annotated[int, Field(ge=1, le=43_200)] | None = None


Steps = Annotated[list[MacroStepIn], Field(min_length=1, max_length=8)]
Name = Annotated[str, Line(40)]


class MacroIn(Body):
    """A new macro."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"community_id": "01980000-0000-7000-8000-000000000001", "name": "派单并告知", "steps": _STEPS}
            ]
        }
    )

    community_id: UUID
    name: Name
    steps: Steps


class MacroPatch(Body):
    """What is to be different."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "派单、告知、约定回复", "steps": _STEPS}]})

    name: Name = Field(default_factory=left_out)
    steps: Steps = Field(default_factory=left_out)


class MacroRunIn(Body):
    """Which cases, and the version the caller saw of each."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [{"id": "01980000-0000-7000-8000-000000000003", "version": 1}]}]}
    )

    items: Annotated[list[BulkItemIn], Field(min_length=1, max_length=100)]


class MacroParams(ListParams):
    """Which macros."""

    community_id: Ids = ()
    retired: bool = False


class MacroOut(TypedDict):
    """A macro."""

    id: UUID
    community_id: UUID
    version: int
    name: str
    steps: list[dict[str, Any]]
    made_by: IdName
    made_at: datetime
    retired_at: datetime | None


class MacroResult(BulkResult):
    """What became of one case: all steps, or none; `step` is the one that was refused, counted from 0."""

    step: int | None = None


class MacroRunOut(Out):
    """What became of each, in the order asked."""

    results: list[MacroResult]
