"""What can be asked of the journal, and what is answered."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from shouwen.core.access.actor import ActorKind
from shouwen.core.lists import Ids, ListParams
from shouwen.core.places.schemas import IdName
from shouwen.core.subjects.models import SubjectType
from shouwen.kit.schema import Instant

EventName = Annotated[str, Field(max_length=80, pattern=r"^[a-z_]+\.[a-z_]+$")]


class JournalParams(ListParams):
    """Whose acts, which events, about what, and when. `q` is the number of a case.

    Without a subject and a beginning the last 31 days are looked through.
    """

    community_id: Ids = ()
    subject_id: Ids = ()
    actor_id: Ids = ()
    event: Annotated[tuple[EventName, ...], Field(max_length=50)] = ()
    recorded_at_gte: Instant | None = Field(default=None, alias="recorded_at.gte")
    recorded_at_lt: Instant | None = Field(default=None, alias="recorded_at.lt")


class JournalActor(TypedDict):
    """Who acted. The system and those who are no longer known have no name."""

    type: ActorKind
    id: UUID
    name: str | None


class JournalSubject(TypedDict):
    """What it was about."""

    id: UUID
    type: SubjectType
    number: str | None


class JournalRow(TypedDict):
    """One thing that was written down. `facts` are ids, enums, numbers and instants: the journal holds no words."""

    id: UUID
    event: Annotated[str, Field(examples=["cases.offered"])]
    at: datetime
    recorded_at: datetime
    actor: JournalActor
    on_behalf_of: IdName | None
    community: Annotated[IdName | None, Field(description="null for what belongs to the whole company")]
    subject: JournalSubject | None
    facts: dict[str, Any]
    names: Annotated[dict[str, str], Field(description="Of the staff and posts whose ids stand in the facts")]
