"""Whose work a list shows: conditions on cases, from the posts the caller holds."""

from typing import Final

import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from shouwen.areas.cases.rules import OPEN, TO_CLOSE, Queue
from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.rules import LinkState
from shouwen.core.people.queries import team_of
from shouwen.core.work import Work

_WAITING: Final = CustodyLink.state == LinkState.OFFERED


def in_queue(work: Work, queue: Queue) -> sa.ColumnElement[bool]:
    """That a case stands in this queue of the caller; for those who are no staff, none does."""
    match queue:
        case Queue.MINE:
            return _mine(work)
        case Queue.POST:
            return _offered(CustodyLink.to_post_id.in_(work.actor.post_ids))
        case Queue.TEAM:
            team = team_of(work.actor.post_ids, work.now)
            return sa.and_(Case.state.in_(OPEN), Case.owner_id.in_(team))


def _mine(work: Work) -> sa.ColumnElement[bool]:
    """In my hands, offered to me by name or in somebody's place, or finished and mine to close."""
    me = work.actor.id
    return sa.or_(
        sa.and_(Case.state.in_(OPEN), Case.owner_id == me),
        sa.and_(Case.state.in_(TO_CLOSE), Case.accountable_id == me),
        _offered(sa.or_(CustodyLink.to_staff_id == me, CustodyLink.resolved_staff_id == me)),
    )


def _offered(to: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return Case.id.in_(sa.select(CustodyLink.subject_id).where(_WAITING, to))
