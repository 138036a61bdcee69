"""What is said and answered about duties."""

from datetime import date, datetime
from typing import Annotated, NotRequired
from uuid import UUID

from pydantic import ConfigDict
from typing_extensions import TypedDict

from shouwen.core.acts import Act
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.lists import Ids, ListParams
from shouwen.core.places.schemas import IdName
from shouwen.kit.schema import Body, LocalDate
from shouwen.kit.text import Words


class DutyKeepIn(Act):
    """It was done: for which window, if not for the one that is now, and what was found."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"on": "2026-11-22", "text": "今日投诉两件，均已联系住户，明日回访"}]}
    )

    on: LocalDate | None = None
    text: Annotated[str, Words(2000)] | None = None


class DutyPatch(Body):
    """Whose duty it is from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"post_id": "01980000-0000-7000-8000-000000000001"}]})

    post_id: UUID


class DutyParams(ListParams):
    """Repeated parameters mean or, different ones and."""

    community_id: Ids = ()
    post_id: Ids = ()


class DutyReason(TypedDict):
    """Why it cannot be done now."""

    code: str
    message: str


class DutyAction(TypedDict):
    """What the caller may do to the duty."""

    action: str
    allowed: bool
    reason: NotRequired[DutyReason]


class DutyWindow(TypedDict):
    """One window: from which day to when, and how it stands."""

    commitment_id: UUID
    on: date
    due_at: datetime
    state: CommitmentState
    overdue: bool
    kept_at: datetime | None
    done_by: IdName | None
    text: str | None


class DutyOut(TypedDict):
    """A duty: whose it is, how often, and its latest windows, the newest first."""

    id: UUID
    community_id: UUID
    version: int
    key: str
    clause: str | None
    title: str
    every: int | None
    unit: str
    post: IdName
    windows: list[DutyWindow]
    actions: list[DutyAction]
