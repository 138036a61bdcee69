"""Drafts that nobody came back to go when their time is over (`retention.draft`)."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.drafts.models import Draft
from shouwen.core.places.models import Community
from shouwen.core.standards.queries import standard
from shouwen.core.terms import term_of
from shouwen.core.work import Work

RETENTION: Final = "retention.draft"
AT_ONCE: Final = 500


def purge_left(work: Work) -> int:
    """Forgets the drafts whose time is over, up to 500 of each community at a time; says how many."""
    return sum(_purge_in(work, community_id) for community_id in work.session.scalars(sa.select(Community.id)).all())


def _purge_in(work: Work, community_id: UUID) -> int:
    here = sa.select(Draft.staff_id, Draft.name, Draft.saved_at).where(Draft.community_id == community_id)
    oldest = work.session.execute(here.order_by(Draft.saved_at).limit(AT_ONCE)).all()
    if not oldest:
        return 0
    kept_for = standard(work.session, community_id, RETENTION, work.now)
    gone = [one for one in oldest if term_of(work.session, community_id, kept_for, one.saved_at).at < work.now]
    if not gone:
        return 0
    theirs = sa.tuple_(Draft.staff_id, Draft.name).in_([(one.staff_id, one.name) for one in gone])
    forgotten = sa.delete(Draft).where(Draft.community_id == community_id, theirs)
    work.session.execute(forgotten.execution_options(synchronize_session=False))
    work.emit("drafts.purged", community_id=community_id, drafts=len(gone))
    return len(gone)
