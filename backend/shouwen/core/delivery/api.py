"""Routes of messages, of the channels they leave by, and of where people are reached."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from shouwen.core.delivery import channels, queries, service
from shouwen.core.delivery.problems import AddressMisplaced, AddressRefused, ChannelNotReady, LinkUnknown, NoNumber
from shouwen.core.delivery.rules import MessageChannel
from shouwen.core.delivery.schemas import (
    AcknowledgedAllOut,
    AcknowledgedOut,
    ChannelIn,
    ChannelOut,
    ChannelsOut,
    ColleaguePhoneOut,
    HeardIn,
    HeardOut,
    MessageFilters,
    MessageRow,
    ReachIn,
    ReachOut,
    SendingFilters,
    SendingRow,
    TriedOut,
)
from shouwen.core.lists import Page
from shouwen.core.people.authority import READ
from shouwen.core.people.problems import WorksElsewhere
from shouwen.core.web import PUBLIC, Idempotency, Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound, Stale

routes = Routes("delivery")
_MINE = allow("delivery.read")
_MANAGE = allow(channels.MANAGE)


@routes.get("/messages", _MINE, problems=[CursorInvalid, SortUnknown])
def list_messages(work: Work, filters: Annotated[MessageFilters, Query()]) -> Page[MessageRow]:
    """What the caller was told, the unheard first."""
    return queries.list_messages(work, filters)


@routes.get("/messages/{message_id}", _MINE)
def get_message(work: Work, message_id: UUID) -> MessageRow:
    """One message to the caller."""
    message: MessageRow = queries.get_message(work, message_id)
    return message


@routes.post("/messages/{message_id}/acknowledge", allow("delivery.acknowledge"))
def acknowledge_message(work: Work, message_id: UUID) -> AcknowledgedOut:
    """Heard. It is not sent again, on no channel."""
    return AcknowledgedOut.model_validate(service.acknowledge(work, message_id))


@routes.post("/messages/acknowledge-all", allow("delivery.acknowledge"))
def acknowledge_all_messages(work: Work) -> AcknowledgedAllOut:
    """All heard, as far as there is anything."""
    return AcknowledgedAllOut(acknowledged=service.acknowledge_all(work))


@routes.post("/messages/acknowledge-by-link", PUBLIC, idempotency=Idempotency.NONE, problems=[LinkUnknown])
def acknowledge_by_link(work: Work, body: HeardIn) -> HeardOut:
    """Heard, said from a telephone by the link that came with the message."""
    return HeardOut.model_validate(service.acknowledge_by_link(work, body.token))


@routes.get("/communities/{community_id}/channels", _MANAGE)
def list_channels(work: Work, community_id: UUID) -> ChannelsOut:
    """By which channels messages leave a community."""
    return ChannelsOut(data=channels.list_channels(work, community_id))


@routes.put(
    "/communities/{community_id}/channels/{channel}",
    _MANAGE,
    if_match=True,
    problems=[NotFound, AddressMisplaced, AddressRefused, Stale],
)
def set_channel(work: Work, community_id: UUID, channel: MessageChannel, body: ChannelIn) -> ChannelOut:
    """What a channel is used for, and the address of the group's robot. A channel never set has version 0."""
    return channels.set_channel(work, community_id, channel, body)


@routes.post(
    "/communities/{community_id}/channels/{channel}/test", _MANAGE, status=202, problems=[NotFound, ChannelNotReady]
)
def try_channel(work: Work, community_id: UUID, channel: MessageChannel) -> TriedOut:
    """Sends the caller a message by this channel alone."""
    message = channels.try_channel(work, community_id, channel)
    work.reply.headers["Location"] = f"/api/v1/sendings?message_id={message.id}"
    return TriedOut(message_id=message.id)


@routes.get("/sendings", _MANAGE, problems=[CursorInvalid, SortUnknown])
def list_sendings(work: Work, filters: Annotated[SendingFilters, Query()]) -> Page[SendingRow]:
    """How messages fare outside, the latest first."""
    return queries.list_sendings(work, filters)


@routes.get("/me/reach", allow("delivery.own_reach"))
def get_my_reach(work: Work) -> ReachOut:
    """Where the caller is reached outside the console."""
    return channels.get_reach(work, work.actor.id)


@routes.put("/me/reach", allow("delivery.own_reach"), if_match=True, problems=[Stale])
def set_my_reach(work: Work, body: ReachIn) -> ReachOut:
    """Says where the caller is reached. Never set it has version 0."""
    return channels.set_reach(work, work.actor.id, body)


@routes.get("/staff/{staff_id}/reach", _MANAGE, problems=[NotFound, WorksElsewhere])
def get_reach(work: Work, staff_id: UUID) -> ReachOut:
    """Where somebody is reached outside the console."""
    return channels.get_reach(work, staff_id)


@routes.post(
    "/staff/{staff_id}/reveal",
    allow(READ),
    idempotency=Idempotency.NONE,  # a kept answer would be the number once more
    problems=[NotFound, NoNumber],
)
def reveal_colleague(work: Work, staff_id: UUID) -> ColleaguePhoneOut:
    """A colleague's number, to call them; that it was shown is journalled."""
    return ColleaguePhoneOut(phone=channels.reveal_colleague(work, staff_id))


@routes.put("/staff/{staff_id}/reach", _MANAGE, if_match=True, problems=[NotFound, WorksElsewhere, Stale])
def set_reach(work: Work, staff_id: UUID, body: ReachIn) -> ReachOut:
    """Says where somebody is reached. Never set it has version 0."""
    return channels.set_reach(work, staff_id, body)
