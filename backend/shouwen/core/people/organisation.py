"""The whole chart of a community for one screen: departments, posts, who holds them, who is away, who answers."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.lists import get_row, grouped
from shouwen.core.people.authority import READ
from shouwen.core.people.chart import Chart, choose, for_post
from shouwen.core.people.chart_schemas import ChartHolder, ChartOut, ChartPost
from shouwen.core.people.charting import chart_at
from shouwen.core.people.models import Absence, Person, Post, PostHolder, Staff
from shouwen.core.people.queries import names_of
from shouwen.core.places.models import Community, Department, Zone
from shouwen.core.places.queries import in_communities, present
from shouwen.core.work import Work


def get_chart(work: Work, community_id: UUID) -> ChartOut:
    """The chart as it stands now. The same few statements whatever its size. Raises NotFound."""
    here = sa.select(Community.id, Community.name).where(Community.id == community_id)
    community = get_row(work, here.where(in_communities(work, READ, Community.id)))
    chart = chart_at(work.session, community_id, work.now)
    answering = {post_id: choose(chart, for_post(chart, post_id)) for post_id in chart.seats}
    answers = {post_id: chosen.staff_id for post_id, chosen in answering.items() if chosen}
    names = names_of(work.session, answers.values())
    holders = _holders(work, community_id, chart)
    posts = work.session.execute(_posts(community_id)).mappings().all()
    return {
        "community": community,
        "at": work.now,
        "departments": _departments(work, community_id),
        "posts": [_post(dict(row), holders.get(row["id"], []), answers.get(row["id"]), names) for row in posts],
    }


def _departments(work: Work, community_id: UUID) -> list[Any]:
    rows = sa.select(Department.id, Department.name, Department.kind, Department.version)
    rows = rows.where(Department.community_id == community_id).order_by(Department.id)
    return [dict(row) for row in work.session.execute(rows).mappings()]


def _posts(community_id: UUID) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Post.id,
            Post.name,
            Post.version,
            Post.is_reception,
            Post.department_id,
            Zone.id.label("zone_id"),
            Zone.name.label("zone_name"),
            Post.superior_post_id,
            Post.deputy_post_id,
        )
        .outerjoin(Zone, sa.and_(Zone.community_id == Post.community_id, Zone.id == Post.zone_id))
        .where(Post.community_id == community_id)
        .order_by(Post.id)
    )


def _holders(work: Work, community_id: UUID, chart: Chart) -> dict[UUID, list[ChartHolder]]:
    rows = (
        sa.select(
            PostHolder.post_id, PostHolder.id, PostHolder.staff_id, Person.name, PostHolder.since, PostHolder.until
        )
        .join(Staff, sa.and_(Staff.id == PostHolder.staff_id, Staff.active))
        .join(Person, Person.id == Staff.id)
        .where(PostHolder.community_id == community_id, present(PostHolder.since, PostHolder.until, work.now))
        .order_by(PostHolder.since, PostHolder.id)
    )
    back = _back(work, chart)
    by_post = grouped(work.session.execute(rows).mappings().all(), "post_id")
    return {post_id: [_holder(row, chart, back) for row in held] for post_id, held in by_post.items()}


def _back(work: Work, chart: Chart) -> dict[UUID, Any]:
    """Until when those are away who are."""
    rows = sa.select(Absence.staff_id, Absence.until).where(
        Absence.staff_id.in_(chart.away),
        Absence.cancelled_at.is_(None),
        present(Absence.since, Absence.until, work.now),
    )
    return {row.staff_id: row.until for row in work.session.execute(rows)} if chart.away else {}


def _holder(row: dict[str, Any], chart: Chart, back: dict[UUID, Any]) -> ChartHolder:
    return {
        "id": row["id"],
        "staff": {"id": row["staff_id"], "name": row["name"]},
        "since": row["since"],
        "until": row["until"],
        "away": row["staff_id"] in chart.away,
        "away_until": back.get(row["staff_id"]),
    }


def _post(row: dict[str, Any], holders: list[ChartHolder], answers: UUID | None, names: dict[UUID, str]) -> ChartPost:
    return {
        "id": row["id"],
        "name": row["name"],
        "version": row["version"],
        "is_reception": row["is_reception"],
        "department_id": row["department_id"],
        "zone": {"id": row["zone_id"], "name": row["zone_name"]} if row["zone_id"] else None,
        "superior_post_id": row["superior_post_id"],
        "deputy_post_id": row["deputy_post_id"],
        "holders": holders,
        "answers": {"id": answers, "name": names[answers]} if answers else None,
    }
