"""Reading the journal of one subject."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import ActorKind
from shouwen.core.journal.models import JournalEntry
from shouwen.core.subjects.models import Subject


def entries_of(session: Session, subject: Subject, *, limit: int = 500) -> Sequence[sa.Row[Any]]:
    """What happened to a subject, oldest first."""
    return session.execute(
        sa.select(
            JournalEntry.id,
            JournalEntry.event,
            JournalEntry.at,
            JournalEntry.recorded_at,
            JournalEntry.actor_kind,
            JournalEntry.actor_id,
            JournalEntry.on_behalf_of_id,
            JournalEntry.detail,
        )
        .where(_of(subject))
        .order_by(JournalEntry.id)
        .limit(limit)
    ).all()


def last_act_at(session: Session, subject: Subject) -> datetime | None:
    """When the latest act of a person on a subject was done.

    What the clock did is nobody's act; how a promise is judged follows an act and stands at the time of recording.
    """
    judging = JournalEntry.event.like("commitments.%")
    acts = sa.select(sa.func.max(JournalEntry.at)).where(
        _of(subject), JournalEntry.actor_kind != ActorKind.SYSTEM, ~judging
    )
    return session.scalar(acts)


def first_told(
    session: Session, subject: Subject, events: Mapping[str, str], *, since: datetime
) -> dict[str, tuple[datetime, bool]]:
    """For each name that `events` gives to events, when the first of them happened and whether it was told late."""
    rows = (
        sa.select(JournalEntry.event, JournalEntry.at, JournalEntry.detail)
        .where(_of(subject), JournalEntry.event.in_(events), JournalEntry.at >= since)
        .order_by(JournalEntry.at, JournalEntry.id)
    )
    found: dict[str, tuple[datetime, bool]] = {}
    for row in session.execute(rows):
        found.setdefault(events[row.event], (row.at, bool(row.detail.get("late"))))
    return found


def _of(subject: Subject) -> sa.ColumnElement[bool]:
    return sa.and_(JournalEntry.community_id == subject.community_id, JournalEntry.subject_id == subject.id)
