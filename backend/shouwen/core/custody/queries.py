"""Reading the chain."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.rules import LinkState
from shouwen.core.subjects.models import Subject


def chain_of(session: Session, subject: Subject) -> Sequence[CustodyLink]:
    """All links of a subject in the order they were made."""
    return session.scalars(
        sa.select(CustodyLink)
        .where(CustodyLink.community_id == subject.community_id, CustodyLink.subject_id == subject.id)
        .order_by(CustodyLink.id)
    ).all()


def held_link(session: Session, subject: Subject, *, lock: bool = False) -> CustodyLink | None:
    """The link of the present holder. Locked, it stays what it is until the commit: who comes second finds it gone."""
    return _in_state(session, subject, LinkState.HELD, lock=lock)


def pending_offer(session: Session, subject: Subject, *, lock: bool = False) -> CustodyLink | None:
    """The offer that waits for its answer. Locked, nobody else answers it or takes it back meanwhile."""
    return _in_state(session, subject, LinkState.OFFERED, lock=lock)


def pending_offers(session: Session, subject_ids: Iterable[UUID]) -> dict[UUID, CustodyLink]:
    """The pending offers of many subjects, in one statement."""
    links = session.scalars(
        sa.select(CustodyLink).where(CustodyLink.subject_id.in_(subject_ids), CustodyLink.state == LinkState.OFFERED)
    )
    return {link.subject_id: link for link in links}


def time_held(link: CustodyLink, now: datetime) -> timedelta:
    """How long this holder had it so far."""
    if link.started_at is None:
        return timedelta()
    return (link.ended_at or now) - link.started_at


def _in_state(session: Session, subject: Subject, state: LinkState, *, lock: bool) -> CustodyLink | None:
    links = sa.select(CustodyLink).where(
        CustodyLink.community_id == subject.community_id,
        CustodyLink.subject_id == subject.id,
        CustodyLink.state == state,
    )
    if lock:  # as it is now, whatever this session has read of it before
        links = links.with_for_update().execution_options(populate_existing=True)
    return session.scalars(links).one_or_none()
