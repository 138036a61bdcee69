"""What comes in and goes out about suggestions."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shouwen.areas.cases.schemas import ActionReason, Named
from shouwen.areas.cases.suggestion_rules import SuggestionVerb
from shouwen.core.acts import Act
from shouwen.core.lists import Ids, ListParams
from shouwen.kit.schema import Out
from shouwen.kit.text import Words


class SuggestionDecisionIn(Act):
    """Whether it is adopted, and why."""

    model_config = {"json_schema_extra": {"examples": [{"adopted": True, "reason": "东门增设座椅，已列入下月计划"}]}}

    adopted: bool
    reason: Annotated[str, Words(2_000)]


class ThankIn(Act):
    """What whoever suggested it is told; they read it."""

    model_config = {"json_schema_extra": {"examples": [{"text": "感谢您的建议，座椅将于下月安装"}]}}

    text: Annotated[str, Words(2_000)]


class PublishIn(Act):
    """Words written for everybody: no name, no phone, no home."""

    model_config = {"json_schema_extra": {"examples": [{"words": "有住户建议在东门增设座椅，已采纳，下月安装"}]}}

    words: Annotated[str, Words(2_000)]


class SuggestionAction(Out):
    """What the caller may say to it."""

    action: SuggestionVerb
    allowed: bool
    reason: ActionReason | None = None


class SuggestionOut(Out):
    """What became of a suggestion in this round; nothing was decided where `adopted` is null."""

    case_id: UUID
    adopted: bool | None
    reason: str | None
    decided_by: Named | None
    decided_at: datetime | None
    thanked_by: Named | None
    thanked_at: datetime | None
    words: str | None
    published_by: Named | None
    published_at: datetime | None
    actions: list[SuggestionAction]


class PublishedParams(ListParams):
    """Which published suggestions. `adopted`: only those that were, or were not."""

    community_id: Ids = ()
    adopted: bool | None = None


class PublishedOut(Out):
    """A suggestion as everybody reads it."""

    id: UUID
    community_id: UUID
    adopted: bool
    words: str
    published_at: datetime = Field(description="When it was published")
