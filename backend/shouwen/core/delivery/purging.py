"""Messages that were heard go when their time is over; that there was one, and that it was heard, stays in the journal.

How long they are kept is the community's (`retention.message`, DC-11); where it sets nothing, they stay.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.delivery.models import Message, MessageItem, Sending
from shouwen.core.places.models import Community
from shouwen.core.standards.queries import standard
from shouwen.core.standards.rules import Standard
from shouwen.core.terms import term_of
from shouwen.core.work import Work

RETENTION: Final = "retention.message"
AT_ONCE: Final = 500


def purge_heard(work: Work) -> int:
    """Forgets the messages whose time is over, up to 500 of each community at a time; says how many."""
    return sum(_purge_in(work, community_id) for community_id in work.session.scalars(sa.select(Community.id)).all())


def _purge_in(work: Work, community_id: UUID) -> int:
    kept_for = standard(work.session, community_id, RETENTION, work.now)
    if kept_for.value is None:
        return 0
    gone = _over(work, community_id, kept_for)
    if not gone:
        return 0
    for table in (Sending, MessageItem):
        theirs = (table.community_id == community_id, table.message_id.in_(gone))
        work.session.execute(sa.delete(table).where(*theirs).execution_options(synchronize_session=False))
    mine = (Message.community_id == community_id, Message.id.in_(gone))
    work.session.execute(sa.delete(Message).where(*mine).execution_options(synchronize_session=False))
    work.emit("delivery.purged", community_id=community_id, messages=len(gone))
    return len(gone)


def _over(work: Work, community_id: UUID, kept_for: Standard) -> Sequence[UUID]:
    """The oldest that were heard, as far as their time is over: counted from when they were heard."""
    rows = sa.select(Message.id, Message.acknowledged_at).where(
        Message.community_id == community_id, Message.acknowledged_at.is_not(None)
    )
    oldest = work.session.execute(rows.order_by(Message.acknowledged_at, Message.id).limit(AT_ONCE)).all()
    return [
        row.id
        for row in takewhile(
            lambda row: term_of(work.session, community_id, kept_for, row.acknowledged_at).at < work.now, oldest
        )
    ]
