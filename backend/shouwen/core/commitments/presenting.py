"""A promise as it is answered."""

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.commitments.schemas import CommitmentOut, ResponsibleOut, SubjectOut, Why
from shouwen.core.people.models import Post
from shouwen.core.standards.keys import KEYS
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work


def present_promise(work: Work, promise: Commitment, subject: Subject, people: Mapping[UUID, str]) -> CommitmentOut:
    """A promise with who answers for it and why it is due then."""
    return CommitmentOut(
        id=promise.id,
        community_id=promise.community_id,
        key=promise.key,
        clause=promise.clause,
        title=KEYS[promise.key].promise(work.lang),
        subject=SubjectOut(type=subject.type, id=subject.id, number=subject.number),
        responsible=_responsible(work, promise, people),
        made_at=promise.made_at,
        due_at=promise.due_at,
        kept_at=promise.kept_at,
        state=promise.state,
        overdue=promise.state is CommitmentState.OPEN and promise.due_at < work.now,
        provisional=promise.provisional,
        by_late_record=promise.by_late_record,
        round=promise.round,
        why=Why(
            key=promise.key,
            value=promise.value,
            unit=promise.unit,
            clause=promise.clause,
            pack=promise.pack,
            version=promise.pack_version,
            base=promise.base,
            base_at=promise.base_at,
            calendar_version=promise.calendar_version,
        ),
        excuse_reason=promise.excuse_reason,
        excuse_asked_at=promise.excuse_asked_at,
    )


def _responsible(work: Work, promise: Commitment, people: Mapping[UUID, str]) -> ResponsibleOut:
    if promise.responsible_id is not None:
        return ResponsibleOut(
            type=promise.responsible_type, id=promise.responsible_id, name=people[promise.responsible_id]
        )
    name = work.session.scalars(
        sa.select(Post.name).where(Post.community_id == promise.community_id, Post.id == promise.responsible_post_id)
    ).one()
    assert promise.responsible_post_id is not None  # noqa: S101 - the table says one of the two
    return ResponsibleOut(type=promise.responsible_type, id=promise.responsible_post_id, name=name)
