"""What the board is asked and answers (api: board)."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from shouwen.kit.schema import LocalDate, Out, Params


class GroupBy(StrEnum):
    """What a line of the board stands for."""

    KEY = "key"
    COMMUNITY = "community"
    ZONE = "zone"
    DEPARTMENT = "department"
    RESPONSIBLE = "responsible"
    MONTH = "month"


class BoardParams(Params):
    """Which days, counted by the local date a promise is due, and one line for each what."""

    community_id: UUID
    since: LocalDate = Field(alias="from", examples=["2026-11-01"])
    until: LocalDate = Field(alias="to", description="The last day, included", examples=["2026-11-30"])
    group_by: GroupBy = GroupBy.KEY


class BoardRow(Out):
    """A line: the counts, the share kept, whether that meets the target, and the way to the rows behind it."""

    group: str
    name: str | None
    key: str | None
    title: str | None
    clause: str | None
    target: float | None
    due: int
    kept: int
    late: int
    missed: int
    excused: int
    overdue: int
    by_late_record: int
    rate: float | None
    low: float | None
    high: float | None
    met: bool | None
    rows: str


class Board(Out):
    """The lines, by name."""

    data: list[BoardRow]
