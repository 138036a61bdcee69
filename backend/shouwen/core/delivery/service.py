"""Telling people, and their word that they have heard.

    tell(work, community_id, [Notice(MessageEvent.OFFERED, subject.id, post_id=post.id)])

Called by whatever happens in jobs and ticks, never by a request: nobody at the desk waits for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.delivery.links import LINK_LASTS, hash_of
from shouwen.core.delivery.models import Message, MessageItem, Sending
from shouwen.core.delivery.problems import LinkUnknown
from shouwen.core.delivery.rules import (
    URGENT_ITSELF,
    AcknowledgedBy,
    MessageChannel,
    MessageEvent,
    leaves_at,
)
from shouwen.core.delivery.urgency import urgency
from shouwen.core.people.answering import answering
from shouwen.core.people.chart import Way
from shouwen.core.people.queries import Addressee
from shouwen.core.places.local_time import time_zone
from shouwen.core.standards.queries import duration, time_of_day
from shouwen.core.subjects.models import Involvement, Part
from shouwen.core.work import Work
from shouwen.kit.burst import NewRow, insert_rows
from shouwen.kit.db import insert_into
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound

GATHER: Final = "message.gather"
QUIET_FROM: Final = "quiet.from"
QUIET_UNTIL: Final = "quiet.until"
_TURNS: Final = 3

MADE: Final = "delivery.message_made"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told about a subject: to a person or a post, or to whoever stands so many heights above them.

    `heights` None is whoever is in charge; naming neither person nor post, everybody who manages. Whoever `did` it is
    not told of their own act.
    """

    event: MessageEvent
    subject_id: UUID | None = None
    staff_id: UUID | None = None
    post_id: UUID | None = None
    heights: int | None = 0
    commitment_id: UUID | None = None
    key: str | None = None
    due_at: datetime | None = None
    did: UUID | None = None


Told = tuple[Notice, Addressee]
Thing = tuple[MessageEvent, UUID | None, UUID | None]


def tell(work: Work, community_id: UUID, notices: Sequence[Notice]) -> None:
    """Tells everybody whom it comes to, each by one message, whatever the number of notices."""
    notices = [notice for notice in notices if notice.did is None or notice.did != notice.staff_id]
    if not notices:
        return
    told: dict[UUID, dict[Thing, Told]] = {}
    for notice, addressee in _addressed(work, community_id, notices):
        told.setdefault(addressee.resolved_staff_id, {}).setdefault(_thing(notice), (notice, addressee))
    urgent = urgency.among(work.session, community_id, _subjects(notices))
    rings = {
        (staff_id, _is_urgent(told[staff_id].values(), urgent)): told[staff_id].values() for staff_id in sorted(told)
    }
    messages = _gather(work, community_id, list(rings))
    items = [
        _item(work, messages[ring], notice, addressee) for ring, mine in rings.items() for notice, addressee in mine
    ]
    work.session.flush()
    insert_rows(work.session, items)


def tell_try(work: Work, community_id: UUID, staff_id: UUID, channel: MessageChannel) -> Message:
    """A message that tries a channel out: to this person, at once, by this channel alone."""
    message = Message(
        community_id=community_id,
        id=new_id(),
        staff_id=staff_id,
        urgent=False,
        only_channel=channel,
        made_at=work.now,
        leaves_at=work.now,
        left_at=work.now,  # nothing in earnest is taken up into it
    )
    work.session.add(message)
    work.session.flush()
    named = Addressee(staff_id, named_staff_id=staff_id)
    insert_rows(work.session, [_item(work, message, Notice(MessageEvent.TRIED), named)])
    work.emit(MADE, community_id=community_id, message_id=message.id, staff_id=staff_id, channel=channel)
    return message


def _thing(notice: Notice) -> Thing:
    """What makes two notices the same to one person, whatever way they came."""
    return notice.event, notice.subject_id, notice.commitment_id


def _subjects(notices: Iterable[Notice]) -> set[UUID]:
    return {notice.subject_id for notice in notices if notice.subject_id is not None}


def _is_urgent(told: Iterable[Told], urgent: AbstractSet[UUID]) -> bool:
    return any(notice.event in URGENT_ITSELF or notice.subject_id in urgent for notice, _ in told)


# ---------------------------------------------------------------- whom it comes to


def _addressed(work: Work, community_id: UUID, notices: Sequence[Notice]) -> Iterable[Told]:
    chart = answering(work.session, community_id, work.now, [notice.staff_id for notice in notices])
    about = _whom_about(work, community_id, _subjects(notices))

    @cache  # of a thousand notices most come to the same few
    def whom(
        staff_id: UUID | None, post_id: UUID | None, heights: int | None, about: frozenset[UUID]
    ) -> list[Addressee]:
        """A matter about a person is told to that person by nobody, whatever they manage."""
        if staff_id is None and post_id is None:
            return chart.managers(but_not=about)
        return chart.of(staff_id=staff_id, post_id=post_id, heights=heights, but_not=about)

    for notice in notices:
        but_not = frozenset(about.get(notice.subject_id, ()))
        for addressee in whom(notice.staff_id, notice.post_id, notice.heights, but_not):
            if addressee.resolved_staff_id != notice.did:
                yield notice, addressee


def _whom_about(work: Work, community_id: UUID, subject_ids: AbstractSet[UUID]) -> dict[UUID | None, set[UUID]]:
    rows = sa.select(Involvement.subject_id, Involvement.person_id).where(
        Involvement.community_id == community_id,
        Involvement.subject_id.in_(subject_ids),
        Involvement.part == Part.ABOUT,
        Involvement.person_id.is_not(None),
    )
    about: dict[UUID | None, set[UUID]] = {}
    for row in work.session.execute(rows):
        about.setdefault(row.subject_id, set()).add(row.person_id)
    return about


# ---------------------------------------------------------------- one message for each


Ring = tuple[UUID, bool]  # who, and whether it cannot wait


def _gather(work: Work, community_id: UUID, rings: Sequence[Ring]) -> dict[Ring, Message]:
    """The message of each that has not left yet, held until the commit; made where there is none.

    Several may tell the same person at once: the index lets one of them make it, the others wait and find it. One that
    leaves between the two looks is no longer found, and another is made.
    """
    found: dict[Ring, Message] = {}
    for _ in range(_TURNS):
        missing = [ring for ring in rings if ring not in found]
        if not missing:
            break
        for row in _make(work, community_id, missing):
            work.emit(MADE, community_id=community_id, message_id=row.id, staff_id=row.staff_id, urgent=row.urgent)
        found |= {(message.staff_id, message.urgent): message for message in _waiting(work, community_id, missing)}
    return found


def _make(work: Work, community_id: UUID, rings: Sequence[Ring]) -> Sequence[sa.Row[UUID, UUID, bool]]:
    leaving = _leaving(work, community_id)
    rows = [
        {
            "community_id": community_id,
            "id": new_id(),
            "staff_id": staff_id,
            "urgent": urgent,
            "made_at": work.now,
            "leaves_at": leaving[urgent],
        }
        for staff_id, urgent in rings
    ]
    made = (
        insert_into(work.session, Message)
        .values(rows)
        .on_conflict_do_nothing(
            index_elements=[Message.community_id, Message.staff_id, Message.urgent],
            index_where=Message.left_at.is_(None),
        )
    )
    return work.session.execute(made.returning(Message.id, Message.staff_id, Message.urgent)).all()


def _waiting(work: Work, community_id: UUID, rings: Sequence[Ring]) -> Sequence[Message]:
    rows = (
        sa.select(Message)
        .where(
            Message.community_id == community_id,
            Message.left_at.is_(None),
            Message.staff_id.in_({staff_id for staff_id, _ in rings}),
        )
        .order_by(Message.staff_id, Message.urgent)
    )
    return work.session.scalars(rows.with_for_update()).all()


def _leaving(work: Work, community_id: UUID) -> Mapping[bool, datetime]:
    """When what is made now leaves, urgent or not."""
    zone = time_zone(work.session, community_id)
    quiet = {
        "quiet_from": time_of_day(work.session, community_id, QUIET_FROM, work.now),
        "quiet_until": time_of_day(work.session, community_id, QUIET_UNTIL, work.now),
        "gather": duration(work.session, community_id, GATHER, work.now),
    }
    return {urgent: leaves_at(work.now, zone, urgent=urgent, **quiet) for urgent in (True, False)}


def _item(work: Work, message: Message, notice: Notice, addressee: Addressee) -> NewRow:
    given = {
        "community_id": message.community_id,
        "id": new_id(),
        "message_id": message.id,
        "event": notice.event,
        "subject_id": notice.subject_id,
        "commitment_id": notice.commitment_id,
        "key": notice.key,
        "due_at": notice.due_at,
        "named_staff_id": addressee.named_staff_id,
        "named_post_id": addressee.named_post_id,
        "way": addressee.way if addressee.stands_in else Way.NAMED,
        "told_at": work.now,
    }
    return NewRow(MessageItem, given)


# ---------------------------------------------------------------- heard


def acknowledge(work: Work, message_id: UUID) -> Message:
    """The caller has heard; said twice, the first time stands. Raises NotFound for a message to somebody else."""
    rows = sa.select(Message).where(Message.id == message_id, Message.staff_id == work.actor.staff_id)
    message = work.session.scalars(rows.with_for_update()).one_or_none()
    if message is None:
        raise NotFound
    _acknowledge(work, message, AcknowledgedBy.IN_APP)
    return message


def acknowledge_all(work: Work) -> int:
    """The caller has heard everything there is so far. Answers how many messages that was."""
    mine = sa.select(Message).where(Message.staff_id == work.actor.staff_id, Message.acknowledged_at.is_(None))
    messages = work.session.scalars(mine.order_by(Message.id).with_for_update()).all()
    for message in messages:
        _acknowledge(work, message, AcknowledgedBy.IN_APP)
    if not messages:
        work.emit("delivery.nothing_unheard")
    return len(messages)


def acknowledge_by_link(work: Work, token: str) -> Message:
    """Whoever holds the link says it was heard: a telephone, without signing in. It opens nothing else.

    Raises LinkUnknown.
    """
    rows = (
        sa.select(Message)
        .join(Sending, sa.and_(Sending.community_id == Message.community_id, Sending.message_id == Message.id))
        .where(Sending.token_hash == hash_of(token), Message.made_at > work.now - LINK_LASTS)
    )
    message = work.session.scalars(rows.with_for_update(of=Message)).one_or_none()
    if message is None:
        raise LinkUnknown
    _acknowledge(work, message, AcknowledgedBy.LINK)
    return message


def _acknowledge(work: Work, message: Message, by: AcknowledgedBy) -> None:
    if message.acknowledged_at is None:
        message.acknowledged_at, message.acknowledged_by = work.now, by
        message.left_at = message.left_at or work.now  # heard already, it need not leave
    work.emit(
        "delivery.acknowledged",
        community_id=message.community_id,
        message_id=message.id,
        staff_id=message.staff_id,
        by=by,
        acknowledged_at=message.acknowledged_at,
    )
