"""What goes out about promises (api: commitments and standards)."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from shouwen.core.commitments.rules import CommitmentState, ExcuseReason, Responsible
from shouwen.core.headings import HeadingOut
from shouwen.core.lists import Ids, ListParams
from shouwen.core.places.schemas import IdName
from shouwen.core.subjects.models import SubjectType
from shouwen.kit.schema import Body, Instant, Out
from shouwen.kit.text import Line


class SubjectOut(Out):
    """What the promise is about."""

    type: SubjectType
    id: UUID
    number: str | None


class ResponsibleOut(Out):
    """Who answers for it."""

    type: Responsible
    id: UUID
    name: str


class Why(Out):
    """Why it is due then: the standard it was made under, and what it was counted from. Data, never prose."""

    key: str
    value: int | None
    unit: str
    clause: str | None
    pack: str
    version: int
    base: str
    base_at: datetime
    calendar_version: int | None


class CommitmentOut(Out):
    """A promise with a time."""

    id: UUID
    community_id: UUID
    key: str
    clause: str | None
    title: str
    subject: SubjectOut
    responsible: ResponsibleOut
    made_at: datetime
    due_at: datetime
    kept_at: datetime | None
    state: CommitmentState
    overdue: bool
    provisional: bool
    by_late_record: bool
    round: int
    why: Why
    excuse_reason: ExcuseReason | None = None
    excuse_asked_at: datetime | None = None


class CommitmentRow(CommitmentOut):
    """A promise in a list: also what its subject is, and whom to call about it."""

    about: HeadingOut | None
    part: str | None = Field(description="The number of which of several it is about: a worker's pass, a measure")
    callee: IdName | None = Field(description="Who answers, or holds the post, where they left a number for colleagues")


class CommitmentFilters(ListParams):
    """Repeated parameters mean or, different ones and."""

    community_id: Ids = ()
    state: Annotated[tuple[CommitmentState, ...], Field(max_length=6)] = ()
    overdue: bool | None = None
    key: Annotated[tuple[Annotated[str, Line(64)], ...], Field(max_length=50)] = ()
    clause: Annotated[tuple[Annotated[str, Line(64)], ...], Field(max_length=50)] = ()
    subject_id: Ids = ()
    responsible_id: Ids = ()
    zone_id: Ids = ()
    department_id: Ids = ()
    without: Annotated[tuple[Literal["zone", "department"], ...], Field(max_length=2)] = ()
    counted: bool | None = None
    due_at_gte: Instant | None = Field(default=None, alias="due_at.gte")
    due_at_lt: Instant | None = Field(default=None, alias="due_at.lt")


class ExcuseIn(Body):
    """The listed reason."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "resident_away"}]}}

    reason: ExcuseReason


class DecideIn(Body):
    """A reason, where the request names none."""

    model_config = {"json_schema_extra": {"examples": [{"reason": "force_majeure"}]}}

    reason: ExcuseReason | None = None
