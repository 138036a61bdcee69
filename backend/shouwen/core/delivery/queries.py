"""Reading messages: one's own, what is still unheard first; and for administrators how they fare outside."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.delivery.channels import MANAGE
from shouwen.core.delivery.models import Message, MessageItem, Reach, Sending
from shouwen.core.delivery.schemas import (
    MOST_ITEMS,
    MessageFilters,
    MessageItemOut,
    MessageRow,
    NamedOut,
    SendingFilters,
    SendingRow,
)
from shouwen.core.headings import headings
from shouwen.core.lists import Page, Rows, Sorting, any_of, find_page, get_row
from shouwen.core.people.chart import Way
from shouwen.core.people.models import Person, Post
from shouwen.core.people.queries import names_of
from shouwen.core.places.queries import in_communities
from shouwen.core.standards.keys import KEYS
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey

_HEARD: Final = sa.case((Message.acknowledged_at.is_(None), 0), else_=1)
_MESSAGES: Final = Sorting(
    {"acknowledged": SortKey(_HEARD, int), "made_at": SortKey(Message.made_at, datetime)},
    unique=SortKey(Message.id, UUID),
    default="acknowledged,-made_at",
)
_SENDINGS: Final = Sorting(
    {"made_at": SortKey(Sending.made_at, datetime)}, unique=SortKey(Sending.id, UUID), default="-made_at"
)


def list_messages(work: Work, filters: MessageFilters) -> Page[MessageRow]:
    """The caller's messages with the latest things each tells, and what those are about."""
    found = find_page(work, _mine(work).where(*_conditions(work, filters)), filters, _MESSAGES)
    return found.page(_shown(work, found.rows))


def get_message(work: Work, message_id: UUID) -> Any:
    """One message to the caller. Raises NotFound for one to somebody else."""
    [shown] = _shown(work, [get_row(work, _mine(work).where(Message.id == message_id))])
    return shown


def _mine(work: Work) -> Rows:
    return sa.select(
        Message.id,
        Message.community_id,
        Message.urgent,
        Message.made_at,
        Message.leaves_at,
        Message.acknowledged_at,
        Message.acknowledged_by,
    ).where(Message.staff_id == work.actor.staff_id)


def _shown(work: Work, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    items = _items(work, [row["id"] for row in rows])
    named = _Named(work, [item for mine in items.values() for item in mine])
    return [
        {
            **row,
            "item_count": items[row["id"]][0]["among"] if row["id"] in items else 0,
            "items": [named.item(item) for item in items.get(row["id"], [])],
        }
        for row in rows
    ]


def _conditions(work: Work, filters: MessageFilters) -> Iterator[sa.ColumnElement[bool]]:
    yield any_of(Message.community_id, filters.community_id)
    if filters.acknowledged is not None:
        yield Message.acknowledged_at.is_not(None) if filters.acknowledged else Message.acknowledged_at.is_(None)
    if filters.urgent is not None:
        yield Message.urgent.is_(filters.urgent)
    if filters.held is not None:
        yield Message.leaves_at > work.now if filters.held else Message.leaves_at <= work.now


def _items(work: Work, message_ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The latest MOST_ITEMS of each message, and among how many they are."""
    if not message_ids:
        return {}
    place = sa.func.row_number().over(partition_by=MessageItem.message_id, order_by=MessageItem.id.desc())
    among = sa.func.count().over(partition_by=MessageItem.message_id)
    ranked = (
        sa.select(MessageItem, place.label("place"), among.label("among"))
        .where(MessageItem.message_id.in_(message_ids))
        .subquery()
    )
    about = sa.and_(Subject.community_id == ranked.c.community_id, Subject.id == ranked.c.subject_id)
    rows = (
        sa.select(ranked, Subject.type.label("subject_type"), Subject.number.label("subject_number"))
        .outerjoin(Subject, about)
        .where(ranked.c.place <= MOST_ITEMS)
        .order_by(ranked.c.message_id, ranked.c.place)
    )
    found: dict[UUID, list[dict[str, Any]]] = {}
    for row in work.session.execute(rows).mappings():
        found.setdefault(row["message_id"], []).append(dict(row))
    return found


class _Named:
    """What the items are about, and the names of those who were named where somebody else was told."""

    def __init__(self, work: Work, items: Sequence[dict[str, Any]]) -> None:
        self._lang = work.lang
        self._about = headings.of(work, {item["subject_id"] for item in items} - {None})
        told_instead = [item for item in items if item["way"] != Way.NAMED]
        self._people = names_of(work.session, [item["named_staff_id"] for item in told_instead])
        post_ids = {item["named_post_id"] for item in told_instead} - {None}
        posts = sa.select(Post.id, Post.name).where(Post.id.in_(post_ids))
        self._posts = {row.id: row.name for row in work.session.execute(posts)} if post_ids else {}

    def item(self, item: dict[str, Any]) -> MessageItemOut:
        subject = None
        if item["subject_id"]:
            subject = {"type": item["subject_type"], "id": item["subject_id"], "number": item["subject_number"]}
        return {
            "event": item["event"],
            "subject": subject,  # type: ignore[typeddict-item]
            "about": self._about.get(item["subject_id"]),
            "commitment_id": item["commitment_id"],
            "key": item["key"],
            "title": KEYS[item["key"]].promise(self._lang) if item["key"] else None,
            "due_at": item["due_at"],
            "named": self._named(item),
            "way": item["way"],
            "told_at": item["told_at"],
        }

    def _named(self, item: dict[str, Any]) -> NamedOut | None:
        if item["way"] == Way.NAMED:
            return None
        if item["named_post_id"]:
            return {"type": "post", "id": item["named_post_id"], "name": self._posts[item["named_post_id"]]}
        if item["named_staff_id"]:
            return {"type": "staff", "id": item["named_staff_id"], "name": self._people[item["named_staff_id"]]}
        return None


def who_has_phone(session: Session, staff_ids: AbstractSet[UUID]) -> set[UUID]:
    """Those among them who left a number by which colleagues call them."""
    rows = sa.select(Reach.staff_id).where(Reach.staff_id.in_(staff_ids), Reach.phone.is_not(None))
    return set(session.scalars(rows))


def list_sendings(work: Work, filters: SendingFilters) -> Page[SendingRow]:
    """How messages fare outside, the latest first, in the communities the caller sets up. One statement."""
    rows = (
        sa.select(
            Sending.id,
            Sending.community_id,
            Sending.message_id,
            Message.staff_id,
            Person.name.label("staff_name"),
            Sending.channel,
            Sending.state,
            Sending.made_at,
            Sending.sent_at,
            Sending.tries,
            Sending.times_sent,
            Sending.code,
        )
        .join(Message, sa.and_(Message.community_id == Sending.community_id, Message.id == Sending.message_id))
        .join(Person, Person.id == Message.staff_id)
        .where(
            in_communities(work, MANAGE, Sending.community_id),
            any_of(Sending.community_id, filters.community_id),
            any_of(Sending.message_id, filters.message_id),
            any_of(Sending.channel, filters.channel),
            any_of(Sending.state, filters.state),
        )
    )
    found = find_page(work, rows, filters, _SENDINGS)
    return found.page([_sending(row) for row in found.rows])


def _sending(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "staff": {"id": row.pop("staff_id"), "name": row.pop("staff_name")}}
