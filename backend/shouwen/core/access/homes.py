"""Where a resident is at home: what they may ask something for."""

from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.access.schemas import HomeOut, ResidencyOut
from shouwen.core.people.models import Membership
from shouwen.core.places.models import Household, Unit
from shouwen.core.work import Work


def residencies_out(work: Work) -> list[ResidencyOut]:
    """Where the caller is known as a resident, each with its homes; nothing is asked for anybody else."""
    known = work.actor.residencies
    if not known:
        return []
    rows = (
        sa.select(Membership.resident_id, Unit.id, Unit.label)
        .join(
            Household,
            sa.and_(Household.community_id == Membership.community_id, Household.id == Membership.household_id),
        )
        .join(Unit, sa.and_(Unit.community_id == Household.community_id, Unit.id == Household.unit_id))
        .where(
            Membership.community_id.in_({one.community_id for one in known}),
            Membership.resident_id.in_([one.resident_id for one in known]),
            Membership.is_adult,
            Membership.until.is_(None),
            Household.until.is_(None),
        )
        .order_by(Unit.label, Unit.id)
        .distinct()
    )
    homes: defaultdict[UUID, list[HomeOut]] = defaultdict(list)
    for row in work.session.execute(rows):
        homes[row.resident_id].append(HomeOut(unit_id=row.id, label=row.label))
    return [
        ResidencyOut(community_id=one.community_id, resident_id=one.resident_id, homes=homes[one.resident_id])
        for one in known
    ]
