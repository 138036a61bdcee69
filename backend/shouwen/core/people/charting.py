"""The chart read from the database: who holds what at an instant, who is away, who is in charge."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.people.chart import Chart, Seat
from shouwen.core.people.models import Absence, Post, PostHolder, Staff
from shouwen.core.places.queries import present
from shouwen.kit.db import Id, Instant

MANAGER: Final = "manager"
ADMINISTRATOR: Final = "system_admin"

# core/access knows people and not the other way about, so its table is met here by name, as a foreign key would.
_grants = sa.table(
    "access_grants",
    sa.column("person_id", Id()),
    sa.column("role", sa.Text()),
    sa.column("community_id", Id()),
    sa.column("department_id", Id()),
    sa.column("since", Instant()),
    sa.column("until", Instant()),
)
grants = _grants.c


def chart_at(session: Session, community_id: UUID, at: datetime) -> Chart:
    """The chart of the community at that instant. Two statements. Those who have left hold nothing."""
    posts = session.execute(_seats(community_id, at)).all()
    charged = session.execute(_in_charge(community_id, at)).all()
    holders: dict[UUID, list[UUID]] = {}
    for row in posts:
        holders.setdefault(row.id, []).extend([row.staff_id] if row.staff_id else [])
    seats = {row.id: Seat(row.superior_post_id, row.deputy_post_id, tuple(holders[row.id])) for row in posts}
    by_role: dict[str, list[UUID]] = {MANAGER: [], ADMINISTRATOR: []}
    for row in charged:
        by_role[row.role].append(row.staff_id)
    away = frozenset(row.staff_id for row in (*posts, *charged) if row.away)
    managers, administrators = (tuple(dict.fromkeys(by_role[role])) for role in (MANAGER, ADMINISTRATOR))
    return Chart(seats, away, managers, administrators)


def is_away(staff_id: sa.SQLColumnExpression[Any], at: datetime) -> sa.ColumnElement[bool]:
    """That somebody is away at that instant, as far as is known by now. Cancelling ended it when it was cancelled."""
    absences = sa.select(Absence.id).where(
        Absence.staff_id == staff_id,
        present(Absence.since, Absence.until, at),
        sa.or_(Absence.cancelled_at.is_(None), Absence.cancelled_at > at),
    )
    return absences.exists()


def _seats(community_id: UUID, at: datetime) -> sa.Select[*tuple[Any, ...]]:
    held = sa.join(PostHolder, Staff, sa.and_(Staff.id == PostHolder.staff_id, Staff.active))
    return (
        sa.select(
            Post.id,
            Post.superior_post_id,
            Post.deputy_post_id,
            PostHolder.staff_id,
            is_away(PostHolder.staff_id, at).label("away"),
        )
        .join(
            held,
            sa.and_(
                PostHolder.community_id == Post.community_id,
                PostHolder.post_id == Post.id,
                present(PostHolder.since, PostHolder.until, at),
            ),
            isouter=True,
        )
        .where(Post.community_id == community_id)
        .order_by(PostHolder.since, PostHolder.id, Post.id)
    )


def _in_charge(community_id: UUID, at: datetime) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Staff.id.label("staff_id"), grants.role, is_away(Staff.id, at).label("away"))
        .join(_grants, grants.person_id == Staff.id)
        .where(
            grants.role.in_([MANAGER, ADMINISTRATOR]),
            sa.or_(grants.community_id == community_id, grants.community_id.is_(None)),
            present(grants.since, grants.until, at),
            Staff.active,
        )
        .order_by(grants.since, Staff.id)
    )
