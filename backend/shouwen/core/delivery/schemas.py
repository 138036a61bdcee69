"""Messages, channels and reaches as they come in and go out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from shouwen.core.delivery.links import TOKEN_LENGTH
from shouwen.core.delivery.rules import AcknowledgedBy, MessageChannel, MessageEvent, SendingState, Takes
from shouwen.core.headings import HeadingOut
from shouwen.core.lists import Ids, ListParams
from shouwen.core.people.chart import Way
from shouwen.core.subjects.models import SubjectType
from shouwen.kit.phone import Phone
from shouwen.kit.schema import Body, Out
from shouwen.kit.text import Line

MOST_ITEMS = 20


class MessageFilters(ListParams):
    """What messages to list: always the caller's own."""

    community_id: Ids = ()
    acknowledged: bool | None = None
    urgent: bool | None = None
    held: Annotated[bool, Field(description="Not left yet: it gathers, or quiet hours keep it back")] | None = None


class MessageSubjectOut(TypedDict):
    """What it is about."""

    type: SubjectType
    id: UUID
    number: str | None


class NamedOut(TypedDict):
    """The person or the post that was named, where somebody else is told."""

    type: str
    id: UUID
    name: str


class MessageItemOut(TypedDict):
    """One thing a message tells."""

    event: MessageEvent
    subject: MessageSubjectOut | None
    about: HeadingOut | None
    commitment_id: UUID | None
    key: str | None
    title: str | None
    due_at: datetime | None
    named: NamedOut | None
    way: Way
    told_at: datetime


class MessageRow(TypedDict):
    """A message to the caller, with the latest things it tells."""

    id: UUID
    community_id: UUID
    urgent: bool
    made_at: datetime
    leaves_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: AcknowledgedBy | None
    item_count: int
    items: Annotated[list[MessageItemOut], Field(max_length=MOST_ITEMS)]


class AcknowledgedOut(Out):
    """That a message was heard, and when first."""

    id: UUID
    acknowledged_at: datetime
    acknowledged_by: AcknowledgedBy


class AcknowledgedAllOut(Out):
    """How many messages were heard by this."""

    acknowledged: int


class HeardIn(Body):
    """What stands behind the # of an acknowledge link."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"token": "3f7Kq0ZbT5yWm2Lx9RcVdA"}]})

    token: Annotated[str, Field(min_length=TOKEN_LENGTH, max_length=TOKEN_LENGTH, pattern=r"^[0-9A-Za-z]+$")]


class HeardOut(Out):
    """That it was heard. Whoever holds a link learns nothing else."""

    acknowledged_at: datetime


class ChannelIn(Body):
    """What a channel is used for. `url`, the secret address of the robot, stays when left out; null takes it away."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "takes": "all",
                    "url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-0000-0000-000000000000",
                }
            ]
        }
    )

    takes: Takes
    url: Annotated[str, Line(300)] | None = None


class ChannelOut(Out):
    """A channel of a community. Of the robot's address only its end is ever shown."""

    channel: MessageChannel
    takes: Takes
    is_ready: bool = Field(description="Set up: a robot has an address, text messages have an account")
    url_ends: str | None
    version: int


class ChannelsOut(Out):
    """Every channel there is."""

    data: list[ChannelOut]


class TriedOut(Out):
    """The message that tries a channel; how it fares stands in `GET /sendings`."""

    message_id: UUID


class ReachIn(Body):
    """Where somebody is reached outside the console. What is left out stays, null takes it away."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"phone": "13800001111", "wecom_user": "wangfang"}]})

    phone: Phone | None = None
    wecom_user: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z][0-9A-Za-z_.@-]*$")] | None = (
        None
    )


class ReachOut(Out):
    """Where somebody is reached; the number masked."""

    staff_id: UUID
    phone: str | None = Field(description="Masked")
    wecom_user: str | None
    version: int


class ColleaguePhoneOut(Out):
    """A colleague's number, to be called."""

    phone: str


class SendingFilters(ListParams):
    """What sendings to list."""

    community_id: Ids = ()
    message_id: Ids = ()
    channel: Annotated[tuple[MessageChannel, ...], Field(max_length=10)] = ()
    state: Annotated[tuple[SendingState, ...], Field(max_length=10)] = ()


class ReaderOut(TypedDict):
    """Whom a message is for."""

    id: UUID
    name: str


class SendingRow(TypedDict):
    """How a message fares on one channel."""

    id: UUID
    community_id: UUID
    message_id: UUID
    staff: ReaderOut
    channel: MessageChannel
    state: SendingState
    made_at: datetime
    sent_at: datetime | None
    tries: int
    times_sent: int
    code: str | None
