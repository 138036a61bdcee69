"""What is told of how the system is doing."""

from datetime import datetime
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict


class JobsOut(TypedDict):
    """What is to be done behind the API. `oldest_due_at`: since when the oldest of what is due waits."""

    due: int
    oldest_due_at: datetime | None
    oldest: Annotated[str | None, Field(description="What that job is for", examples=["delivery.send"])]
    given_up: Annotated[int, Field(description="Failed as often as is tried: somebody must look")]


class ClockOut(TypedDict):
    """The one clock of promises: since when the oldest step that has come is not taken. Null: it is on time."""

    oldest_step_due_at: datetime | None


class JournalOut(TypedDict):
    """Rows that wait for their seal; a moment after each act there are some."""

    unsealed: int


class CalendarCoverageOut(TypedDict):
    """How far the published calendar reaches; `alarm`: a year that should be published by now is not."""

    official_through: int | None
    alarm: bool


class BooksOut(TypedDict):
    """Whether the money adds up, as last checked. `oldest_check_at`: of the community looked at the longest ago."""

    unsound: Annotated[int, Field(description="Communities whose books do not add up")]
    unsound_since: datetime | None
    oldest_check_at: datetime | None


class BackupOut(TypedDict):
    """The last backup made with this program on this machine; null when none is known of."""

    last_at: datetime | None


class ScheduleOut(TypedDict):
    """What comes round by itself, the last turn that was done, and since when one waits."""

    name: str
    last_done_at: datetime | None
    waiting_since: datetime | None


class HealthOut(TypedDict):
    """How the system is doing at `at`."""

    at: datetime
    version: str
    jobs: JobsOut
    clock: ClockOut
    journal: JournalOut
    calendar: CalendarCoverageOut
    books: BooksOut
    backup: BackupOut
    disk_free_bytes: int | None
    schedules: list[ScheduleOut]
