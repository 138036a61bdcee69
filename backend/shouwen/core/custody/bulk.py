"""Passing on everything somebody holds at once, when they leave: a ruling over many subjects in a few statements."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.rules import LINKS, LinkState, LinkVerb
from shouwen.core.subjects.models import Involvement, Part
from shouwen.core.work import Work
from shouwen.kit.burst import insert_rows
from shouwen.kit.ids import new_id

AT_ONCE = 500


def rule_all(work: Work, subject_ids: Sequence[UUID], holder_id: UUID, at: datetime) -> None:
    """Makes somebody the holder of all these subjects; each chain goes on where it stood."""
    for start in range(0, len(subject_ids), AT_ONCE):
        _rule_some(work, subject_ids[start : start + AT_ONCE], holder_id, at)


def _rule_some(work: Work, subject_ids: Sequence[UUID], holder_id: UUID, at: datetime) -> None:
    held = sa.and_(CustodyLink.subject_id.in_(subject_ids), CustodyLink.state == LinkState.HELD)
    before = work.session.execute(
        sa.select(CustodyLink.community_id, CustodyLink.id, CustodyLink.subject_id).where(held).with_for_update()
    ).all()
    work.session.execute(
        sa.update(CustodyLink)
        .where(held)
        .values(state=LINKS.after(LinkState.HELD, LinkVerb.HAND_ON), ended_at=at)
        .execution_options(synchronize_session=False)
    )
    work.session.execute(
        sa.update(Involvement)
        .where(Involvement.subject_id.in_(subject_ids), Involvement.part == Part.OWNS)
        .values(part=Part.OWNED)
        .execution_options(synchronize_session=False)
    )
    links = [
        CustodyLink(
            community_id=link.community_id,
            id=new_id(),
            subject_id=link.subject_id,
            predecessor_id=link.id,
            state=LinkState.HELD,
            holder_id=holder_id,
            started_at=at,
        )
        for link in before
    ]
    parts = [
        Involvement(
            community_id=link.community_id, id=new_id(), subject_id=link.subject_id, part=Part.OWNS, person_id=holder_id
        )
        for link in before
    ]
    if links:
        insert_rows(work.session, [*links, *parts])
