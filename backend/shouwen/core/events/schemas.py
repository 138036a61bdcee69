"""What comes in and goes out of the feed of events."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from shouwen.core.events.positions import LONGEST_CURSOR
from shouwen.core.lists import Ids
from shouwen.core.subjects.models import SubjectType
from shouwen.kit.schema import Instant, Out, Params

Cursor = Annotated[str, Field(max_length=LONGEST_CURSOR, description="`next_cursor` of the page before")]
EventName = Annotated[str, Field(max_length=80, pattern=r"^[a-z_]+\.[a-z_]+$")]
EventNames = Annotated[tuple[EventName, ...], Field(max_length=50, description="Only these; repeat it for more")]


class Start(StrEnum):
    """Where to begin without a cursor: with the first event there is, or with the next one."""

    BEGINNING = "beginning"
    NOW = "now"


class StreamParams(Params):
    """The query string of the stream."""

    cursor: Cursor | None = None
    community_id: Ids = ()
    event: EventNames = ()


class EventsParams(StreamParams):
    """The query string of the feed."""

    limit: Annotated[int, Field(ge=1, le=100, description="Events per page")] = 20
    start: Start = Start.BEGINNING


class EventSubjectOut(Out):
    """What an event is about."""

    type: SubjectType
    id: UUID
    number: str | None


class EventOut(Out):
    """What happened. `facts` are ids, enums, numbers and instants; fetch the subject for the rest."""

    id: UUID
    event: str = Field(examples=["cases.offered"])
    at: Instant
    community_id: UUID | None = Field(description="null for what belongs to the whole company")
    subject: EventSubjectOut | None
    facts: dict[str, Any]


class EventPage(Out):
    """A page of events. `next_cursor` is always there: with it the feed goes on, now or next week.

    A page may be short, even empty, while `has_more` is true: what lies between was not for the caller.
    """

    data: list[EventOut]
    next_cursor: str
    has_more: bool
