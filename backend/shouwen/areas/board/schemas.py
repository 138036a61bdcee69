"""What the board is asked and answers (api: board)."""

from datetime import datetime
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


class BoardHeld(Out):
    """What a line was held to, from an instant on."""

    since: datetime
    target: float | None
    clause: str | None


class BoardRow(Out):
    """A line: the counts, the share kept, whether that meets the target, and the way to the rows behind it.

    Of a promise, `held` are the targets and clauses that held in those days, the earliest first; `target` and `clause`
    are the last of them. Where there are several, `met` is null unless the share meets all of them, or none.
    """

    group: str
    name: str | None
    key: str | None
    title: str | None
    clause: str | None
    target: float | None
    held: list[BoardHeld]
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
