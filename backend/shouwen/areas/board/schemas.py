"""What the board is asked and answers (api: board)."""

from enum import StrEnum

from shouwen.core.worktime.spans import DaysParams
from shouwen.kit.schema import Out


class GroupBy(StrEnum):
    """What a line of the board stands for."""

    KEY = "key"
    COMMUNITY = "community"
    ZONE = "zone"
    DEPARTMENT = "department"
    RESPONSIBLE = "responsible"
    MONTH = "month"


class BoardParams(DaysParams):
    """Which days, counted by the local date a promise is due, and one line for each what."""

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
