"""Who may change whom and what: the chart of a community is changed by those who answer for the whole of it."""

from collections.abc import Iterable
from typing import Final, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.people.charting import grants
from shouwen.core.people.models import PostHolder, Staff
from shouwen.core.people.problems import WorksElsewhere
from shouwen.core.people.queries import works_in
from shouwen.core.places.models import Community
from shouwen.core.places.queries import in_communities, present
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.db import Thing
from shouwen.kit.problem import Forbidden, NotFound

READ: Final = "people.read"
MANAGE: Final = "people.manage"
MANAGE_ABSENCES: Final = "people.manage_absences"
OWN_ABSENCE: Final = "people.own_absence"

Row = TypeVar("Row", bound=Thing)


def covers(work: Work, permission: str, community_id: UUID | None) -> bool:
    """Whether the caller holds `permission` for the whole community; for None, for the whole company."""
    return any(
        grant.community_id in (None, community_id) and grant.zone_id is None and grant.department_id is None
        for grant in work.actor.grants_of(permission)
    )


def in_hand(work: Work, rows: type[Row], permission: str, community_id: UUID, id: UUID) -> Row:
    """A row that its reader is about to change, locked. Raises Forbidden below the whole community, NotFound."""
    if not covers(work, permission, community_id):
        raise Forbidden
    wanted = sa.select(rows).where(rows.community_id == community_id, rows.id == id)
    row = work.session.scalars(wanted.with_for_update()).one_or_none()
    if row is None:
        raise NotFound
    return row


def covered(work: Work, permission: str) -> set[UUID] | None:
    """The communities for the whole of which the caller holds `permission`; None for all there are."""
    whole = [g for g in work.actor.grants_of(permission) if g.zone_id is None and g.department_id is None]
    known = {grant.community_id for grant in whole}
    return None if None in known else {community_id for community_id in known if community_id}


def name_community(work: Work, community_id: UUID) -> None:
    """Accepts the community that a body names. Raises UnknownReference for one whose chart is not the caller's."""
    if not covers(work, MANAGE, community_id) or work.session.get(Community, community_id) is None:
        raise UnknownReference.at("/community_id")


def hold_chart(work: Work, community_id: UUID) -> None:
    """Lets one at a time change the chart of a community: what is checked stays so until the commit."""
    here = sa.select(Community.id).where(Community.id == community_id)
    work.session.execute(here.with_for_update(key_share=True)).one()


def take_in_hand(work: Work, rows: type[Row], id: UUID) -> Row:
    """The row to be changed, with its chart held. Raises NotFound out of sight, Forbidden in sight only."""
    seen = sa.select(rows.community_id).where(rows.id == id, in_communities(work, READ, rows.community_id))
    community_id = work.session.scalar(seen)
    if community_id is None:
        raise NotFound
    if not covers(work, MANAGE, community_id):
        raise Forbidden
    hold_chart(work, community_id)
    row = sa.select(rows).where(rows.community_id == community_id, rows.id == id)
    found = work.session.scalars(row.with_for_update(key_share=True)).one_or_none()
    if found is None:  # taken away meanwhile
        raise NotFound
    return found


def take_staff_in_hand(work: Work, staff_id: UUID) -> Staff:
    """The member of staff to be changed, held. Everywhere they work must be the caller's to manage.

    Raises NotFound out of sight, WorksElsewhere where they work for others as well.
    """
    hold_staff(work.session, [staff_id])
    staff = work.session.get(Staff, staff_id)
    if staff is None:
        raise NotFound
    places = works_where(work, staff_id)
    if places and None not in places and not any(work.actor.may(READ, place) for place in places):
        raise NotFound
    if not all(covers(work, MANAGE, place) for place in places):
        raise WorksElsewhere
    return staff


def hold_staff(session: Session, staff_ids: Iterable[UUID]) -> None:
    """Locks these people until the commit, in an order that all keep."""
    rows = sa.select(Staff.id).where(Staff.id.in_(set(staff_ids))).order_by(Staff.id)
    session.execute(rows.with_for_update(key_share=True)).all()


def refer_to_staff(work: Work, staff_id: UUID, community_id: UUID, pointer: str) -> UUID:
    """Somebody whom a body names for the chart of this community, held: who works there, or nowhere yet.

    Whoever works elsewhere under the same caller will do as well. Raises UnknownReference, alike for strangers, for
    those who have left and for those who never were.
    """
    hold_staff(work.session, [staff_id])
    if works_in(work.session, staff_id, community_id, work.now):
        return staff_id
    return refer_to_ours(work, staff_id, pointer)


def refer_to_ours(work: Work, staff_id: UUID, pointer: str) -> UUID:
    """Somebody who works where the caller manages, or nowhere yet. Raises UnknownReference for all others alike."""
    staff = work.session.get(Staff, staff_id)
    places = works_where(work, staff_id)
    if staff is None or not staff.active or (places and not any(covers(work, MANAGE, place) for place in places)):
        raise UnknownReference.at(pointer)
    return staff_id


def works_where(work: Work, staff_id: UUID) -> set[UUID | None]:
    """The communities in which somebody has a role or a post at present; None stands for the whole company."""
    granted = sa.select(grants.community_id).where(
        grants.person_id == staff_id, present(grants.since, grants.until, work.now)
    )
    posted = sa.select(PostHolder.community_id).where(
        PostHolder.staff_id == staff_id, present(PostHolder.since, PostHolder.until, work.now)
    )
    return set(work.session.scalars(sa.union(granted, posted)))
