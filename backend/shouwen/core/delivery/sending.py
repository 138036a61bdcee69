"""A message leaves: which channels it takes, each tried until it is taken, urgent ones until somebody has heard."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.delivery.channels import Ways, ways_to
from shouwen.core.delivery.links import hash_of, link_of, token_of
from shouwen.core.delivery.models import ChannelSetting, Message, MessageItem, Sending
from shouwen.core.delivery.rules import (
    ROBOT_A_MINUTE,
    URGENT_ITSELF,
    MessageChannel,
    Outcome,
    SendingState,
    Verdict,
    robot_free_at,
    tries_again_at,
)
from shouwen.core.delivery.sms import Sms
from shouwen.core.delivery.urgency import urgency
from shouwen.core.delivery.wecom import Robot
from shouwen.core.delivery.words import SHOWN, Line, compose
from shouwen.core.journal.models import JournalEntry
from shouwen.core.journal.rules import Fact
from shouwen.core.people.models import Person, Staff
from shouwen.core.places.local_time import time_zone
from shouwen.core.standards.keys import KEYS
from shouwen.core.standards.queries import duration
from shouwen.core.subjects.models import Subject
from shouwen.core.work import House, Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Lang

SENDING_MADE: Final = "delivery.sending_made"
REPEAT: Final = "message.repeat"
_OVER: Final = (SendingState.FAILED, SendingState.NEEDLESS)


def release(work: Work, entry_id: UUID) -> datetime | None:
    """The message leaves when its time has come: from now on it takes nothing more up."""
    message = _message(work, _entry(work, entry_id)["message_id"])
    if message.leaves_at > work.now:
        return message.leaves_at
    message.left_at = message.left_at or work.now
    if message.acknowledged_at is None:
        ways = ways_to(work, message.community_id, message.staff_id)
        for channel in ways.channels(urgent=message.urgent, only=message.only_channel):
            _make(work, message, channel)
    return None


def _make(work: Work, message: Message, channel: MessageChannel) -> None:
    sending_id = new_id()
    work.session.add(
        Sending(
            community_id=message.community_id,
            id=sending_id,
            message_id=message.id,
            channel=channel,
            state=SendingState.WAITING,
            token_hash=hash_of(token_of(sending_id)),
            made_at=work.now,
        )
    )
    work.emit(
        SENDING_MADE,
        community_id=message.community_id,
        message_id=message.id,
        sending_id=sending_id,
        channel=channel,
    )


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that is needed outside, so that nothing has to be read there."""

    community_id: UUID
    sending_id: UUID
    message_id: UUID
    channel: MessageChannel
    ways: Ways
    words: str
    number: str
    count: int
    lang: Lang
    at: datetime


class Sender:
    """The errand (see `jobs.registry.Errand`): each try carries the id and the link of the one before."""

    def pack(self, work: Work, entry_id: UUID) -> Parcel | datetime | None:
        """None when it is over, an instant when the robot has said enough for this minute."""
        facts = _entry(work, entry_id)
        message, sending = _message(work, facts["message_id"]), _sending(work, facts["sending_id"])
        if sending.state in _OVER:
            return None
        if self._is_needless(work, message, sending):
            return None
        ways = ways_to(work, message.community_id, message.staff_id)
        if sending.channel not in ways.channels(urgent=message.urgent, only=message.only_channel):
            _give_up(work, sending, "switched_off")
            return None
        if sending.channel is MessageChannel.WECOM and (free_at := _robot_free_at(work, message.community_id)):
            return free_at
        sending.tries += 1
        sending.tried_at = work.now
        return _parcel(work, message, sending, ways)

    def carry(self, house: House, parcel: Parcel) -> Outcome:
        """Speaks to the provider of the channel."""
        ways = parcel.ways
        if parcel.channel is MessageChannel.WECOM:
            assert ways.robot_url is not None  # noqa: S101 - else this would not be one of the ways
            return Robot(house.outward, ways.robot_url).say(parcel.words, user=ways.wecom_user, phone=ways.phone)
        account = house.options.sms
        assert account is not None and ways.phone is not None  # noqa: S101, PT018 - as above
        template = account.template_en if parcel.lang == "en" and account.template_en else account.template
        values = {"count": str(parcel.count), "number": parcel.number, "code": token_of(parcel.sending_id)}
        return Sms(house.outward, account).send(
            ways.phone, template, values, sending_id=parcel.sending_id, now=parcel.at
        )

    def unpack(self, work: Work, parcel: Parcel, outcome: Outcome) -> datetime | None:
        """Taken: done, or again while it is urgent and nobody has heard. Not taken: later, or given up."""
        sending = _sending(work, parcel.sending_id)
        if outcome.verdict is Verdict.TAKEN:
            return self._taken(work, parcel, sending, outcome)
        sending.code, sending.failures = outcome.code, sending.failures + 1
        again_at = None
        if outcome.verdict is Verdict.LATER:
            again_at = tries_again_at(work.now, sending.made_at, sending.failures)
        if again_at is None:
            _give_up(work, sending, outcome.code)
        return again_at

    def _taken(self, work: Work, parcel: Parcel, sending: Sending, outcome: Outcome) -> datetime | None:
        sending.state, sending.code, sending.failures = SendingState.SENT, None, 0
        sending.sent_at, sending.times_sent = work.now, sending.times_sent + 1
        sending.provider_id = outcome.provider_id
        _tell(work, "delivery.sent", sending, times=sending.times_sent)
        message = _message(work, parcel.message_id)
        if not message.urgent or message.acknowledged_at is not None:
            return None
        return work.now + duration(work.session, message.community_id, REPEAT, work.now)

    def _is_needless(self, work: Work, message: Message, sending: Sending) -> bool:
        """Heard on some channel; sent before and its matter no longer urgent; or its reader has left."""
        repeats = sending.times_sent > 0
        needless = message.acknowledged_at is not None or _has_left(work, message.staff_id)
        if not needless and repeats:
            needless = not _is_urgent_still(work, message)
        if needless and not repeats:
            sending.state = SendingState.NEEDLESS
            _tell(work, "delivery.needless", sending)
        return needless


# ---------------------------------------------------------------- what is put into the parcel


def _parcel(work: Work, message: Message, sending: Sending, ways: Ways) -> Parcel:
    lines = list(_lines(work, message))
    count = work.session.scalars(sa.select(sa.func.count()).where(*_of(message))).one()
    person = work.session.get_one(Person, message.staff_id)
    lang: Lang = "en" if person.locale.startswith("en") else "zh-CN"
    words = compose(
        [Line(event, number, KEYS[key].promise(lang) if key else None, due_at) for event, number, key, due_at in lines],
        count=count,
        name=person.name,
        urgent=message.urgent,
        link=link_of(work.house.options.public_url, sending.id),
        lang=lang,
        zone=time_zone(work.session, message.community_id),
    )
    number = next((number for _, number, *_ in lines if number), "-")
    return Parcel(
        community_id=message.community_id,
        sending_id=sending.id,
        message_id=message.id,
        channel=sending.channel,
        ways=ways,
        words=words,
        number=number,
        count=count,
        lang=lang,
        at=work.now,
    )


def _lines(work: Work, message: Message) -> Iterator[tuple[Any, ...]]:
    """The latest things of a message; what it is told of more often is counted."""
    about = sa.and_(Subject.community_id == MessageItem.community_id, Subject.id == MessageItem.subject_id)
    rows = (
        sa.select(MessageItem.event, Subject.number, MessageItem.key, MessageItem.due_at)
        .outerjoin(Subject, about)
        .where(*_of(message))
        .order_by(MessageItem.id.desc())
        .limit(SHOWN)
    )
    yield from (tuple(row) for row in work.session.execute(rows))


def _of(message: Message) -> Iterable[sa.ColumnElement[bool]]:
    return MessageItem.community_id == message.community_id, MessageItem.message_id == message.id


def _is_urgent_still(work: Work, message: Message) -> bool:
    itself = sa.select(MessageItem.id).where(*_of(message), MessageItem.event.in_(URGENT_ITSELF)).limit(1)
    if work.session.scalar(itself) is not None:
        return True
    return bool(urgency.among(work.session, message.community_id, _subjects_of(work, message)))


def _subjects_of(work: Work, message: Message) -> set[UUID]:
    rows = sa.select(MessageItem.subject_id).where(*_of(message), MessageItem.subject_id.is_not(None))
    return {subject_id for subject_id in work.session.scalars(rows.distinct()) if subject_id}


def _robot_free_at(work: Work, community_id: UUID) -> datetime | None:
    """When the robot takes the next one. Its row is held: two workers never count the same minute at once."""
    robot = sa.select(ChannelSetting.channel).where(
        ChannelSetting.community_id == community_id, ChannelSetting.channel == MessageChannel.WECOM
    )
    work.session.execute(robot.with_for_update()).one()
    tried = (
        sa.select(Sending.tried_at)
        .where(
            Sending.community_id == community_id,
            Sending.channel == MessageChannel.WECOM,
            Sending.tried_at.is_not(None),
        )
        .order_by(Sending.tried_at.desc())
        .limit(ROBOT_A_MINUTE)
    )
    return robot_free_at(work.now, [at for at in work.session.scalars(tried) if at])


def _has_left(work: Work, staff_id: UUID) -> bool:
    return not work.session.get_one(Staff, staff_id).active


def _give_up(work: Work, sending: Sending, code: str | None) -> None:
    sending.state, sending.code = SendingState.FAILED, code
    _tell(work, "delivery.failed", sending, tries=sending.tries)


def _tell(work: Work, event: str, sending: Sending, **facts: Fact) -> None:
    known = {"message_id": sending.message_id, "sending_id": sending.id, "channel": sending.channel, **facts}
    work.emit(event, community_id=sending.community_id, facts=known)


def _entry(work: Work, entry_id: UUID) -> dict[str, UUID]:
    detail = work.session.scalars(sa.select(JournalEntry.detail).where(JournalEntry.id == entry_id)).one()
    return {name: UUID(value) for name, value in detail.items() if name.endswith("_id")}


def _message(work: Work, message_id: UUID) -> Message:
    return work.session.scalars(sa.select(Message).where(Message.id == message_id).with_for_update()).one()


def _sending(work: Work, sending_id: UUID) -> Sending:
    return work.session.scalars(sa.select(Sending).where(Sending.id == sending_id).with_for_update()).one()
