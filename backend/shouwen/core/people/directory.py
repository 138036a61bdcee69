"""Reading staff and posts: those of the communities in which the caller may look people up."""

import re
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from shouwen.core.lists import Column, Page, Rows, Sorting, any_of, find_page, get_row, grouped
from shouwen.core.people.authority import MANAGE, READ
from shouwen.core.people.charting import grants
from shouwen.core.people.models import Person, Post, PostHolder, Staff
from shouwen.core.people.naming import initials
from shouwen.core.people.queries import staff_of, works_nowhere
from shouwen.core.people.schemas import PostParams, PostRow, StaffOut, StaffParams
from shouwen.core.places.models import Department, Zone
from shouwen.core.places.queries import begins_with, in_communities, present
from shouwen.core.places.schemas import IdName
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey
from shouwen.kit.text import fold

Row = dict[str, Any]
_LETTERS: Final = re.compile(r"[a-z]+")

_STAFF: Final = Sorting(
    {"number": SortKey(Staff.number, str), "name": SortKey(Person.name, str)}, SortKey(Staff.id, UUID), "number"
)
_STAFF_ROWS: Final[Rows] = sa.select(
    Staff.id, Staff.number, Person.name, Staff.title_key, Staff.active, Staff.left_on, Staff.version
).join(Person, Person.id == Staff.id)
_POSTS: Final = Sorting({"name": SortKey(Post.name, str)}, SortKey(Post.id, UUID), "id")
_superior = aliased(Post)
_deputy = aliased(Post)


def list_staff(work: Work, params: StaffParams) -> Page[StaffOut]:
    """The staff who work in the communities in reach, each with posts and departments there.

    Three statements, and one more to read initials.
    """
    rows = _staff(work)
    if params.community_id:
        covered = _covered(work)
        asked = [id for id in params.community_id if covered is None or id in covered]
        rows = rows.where(Staff.id.in_(staff_of(asked, work.now)))
    if params.department_id:
        departments = _departments_of_staff(work).where(Department.id.in_(params.department_id)).subquery()
        rows = rows.where(Staff.id.in_(sa.select(departments.c.staff_id)))
    if params.post_id:
        posts = _posts_of_staff(work).where(Post.id.in_(params.post_id)).subquery()
        rows = rows.where(Staff.id.in_(sa.select(posts.c.staff_id)))
    if params.works_nowhere:
        rows = rows.where(Staff.active, works_nowhere(work.now))
    if params.q is not None:
        rows = rows.where(_said(work, params.q))
    found = find_page(work, rows, params, _STAFF)
    return found.page(_with_places_of_work(work, found.rows))


def _said(work: Work, q: str) -> sa.ColumnElement[bool]:
    """Part of the name, the beginning of the number, or of the name's pinyin initials as for residents."""
    plain = Person.name.icontains(q, autoescape=True) | begins_with(Staff.number, q)
    typed = fold(q)
    if not _LETTERS.fullmatch(typed):
        return plain
    # Staff are few: their names are read here rather than kept a second time as keys.
    names = work.session.execute(_staff(work).with_only_columns(Staff.id, Person.name))
    meant = [id for id, name in names if any(key.startswith(typed) for key in initials(fold(name)))]
    return plain | Staff.id.in_(meant)


def get_staff_member(work: Work, staff_id: UUID) -> StaffOut:
    return _with_places_of_work(work, [get_row(work, _staff(work).where(Staff.id == staff_id))])[0]


def list_posts(work: Work, params: PostParams) -> Page[PostRow]:
    """The posts of the communities in reach, each with its present holders. Two statements."""
    rows = _posts(work).where(
        any_of(Post.community_id, params.community_id),
        any_of(Post.department_id, params.department_id),
        any_of(Post.zone_id, params.zone_id),
    )
    if params.is_reception is not None:
        rows = rows.where(Post.is_reception.is_(params.is_reception))
    if params.staff_id:
        rows = rows.where(Post.id.in_(_posts_of(work, params.staff_id)))
    if params.q is not None:
        rows = rows.where(Post.name.icontains(params.q, autoescape=True))
    found = find_page(work, rows, params, _POSTS)
    return found.page(_with_holders(work, found.rows))


def get_post(work: Work, post_id: UUID) -> PostRow:
    return _with_holders(work, [get_row(work, _posts(work).where(Post.id == post_id))])[0]


def tell_staff(work: Work, staff_id: UUID) -> StaffOut:
    """One member of staff as whoever has just changed them is told, those who have left included."""
    return _with_places_of_work(work, [get_row(work, _STAFF_ROWS.where(Staff.id == staff_id))])[0]


def _staff(work: Work) -> Rows:
    covered = _covered(work)
    if covered is None:  # the whole company, with those who have left
        return _STAFF_ROWS
    seen: sa.ColumnElement[bool] = Staff.id.in_(staff_of(covered, work.now))
    if work.actor.may(MANAGE):  # those who begin work nowhere yet, and those who have left
        seen = sa.or_(seen, sa.and_(Staff.active, works_nowhere(work.now)), _left(covered))
    return _STAFF_ROWS.where(seen)


def _left(communities: set[UUID]) -> sa.ColumnElement[bool]:
    """That somebody works no more, and once held a post or a role in these communities."""
    posted = sa.select(PostHolder.staff_id).where(PostHolder.community_id.in_(communities))
    granted = sa.select(grants.person_id).where(grants.community_id.in_(communities), grants.person_id.is_not(None))
    return sa.and_(~Staff.active, sa.or_(Staff.id.in_(posted), Staff.id.in_(granted)))


def _covered(work: Work) -> set[UUID] | None:
    """The communities in which the caller may look people up; None for all."""
    communities = {community_id for community_id, _ in work.actor.places_of(READ)}
    return None if None in communities else {known for known in communities if known}


def _posts_of_staff(work: Work) -> Rows:
    return (
        sa.select(PostHolder.staff_id, Post.id, Post.name, Post.community_id)
        .join(Post, _same(Post, PostHolder.community_id, PostHolder.post_id))
        .where(
            present(PostHolder.since, PostHolder.until, work.now), in_communities(work, READ, PostHolder.community_id)
        )
        .order_by(PostHolder.since, PostHolder.id)
    )


def _departments_of_staff(work: Work) -> Rows:
    """By a post in the department, or by a role granted there."""
    posted = (
        sa.select(PostHolder.staff_id.label("staff_id"), Post.community_id, Post.department_id)
        .join(Post, _same(Post, PostHolder.community_id, PostHolder.post_id))
        .where(present(PostHolder.since, PostHolder.until, work.now))
    )
    granted = sa.select(grants.person_id, grants.community_id, grants.department_id).where(
        present(grants.since, grants.until, work.now)
    )
    places = sa.union(posted, granted).subquery()
    return (
        sa.select(places.c.staff_id, Department.id, Department.name)
        .join(places, _same(Department, places.c.community_id, places.c.department_id))
        .where(in_communities(work, READ, Department.community_id))
        .order_by(Department.id)
    )


def _posts_of(work: Work, staff_ids: Sequence[UUID]) -> sa.Select[UUID]:
    return sa.select(PostHolder.post_id).where(
        PostHolder.staff_id.in_(staff_ids), present(PostHolder.since, PostHolder.until, work.now)
    )


def _with_places_of_work(work: Work, rows: Sequence[Row]) -> list[StaffOut]:
    ids = [row["id"] for row in rows]
    posts = work.session.execute(_posts_of_staff(work).where(PostHolder.staff_id.in_(ids))).mappings().all()
    departments = _departments_of_staff(work)
    departments = departments.where(departments.selected_columns.staff_id.in_(ids))
    by_post = grouped(posts, "staff_id")
    by_department = grouped(work.session.execute(departments).mappings().all(), "staff_id")
    return [_staff_member(row, by_post.get(row["id"], []), by_department.get(row["id"], [])) for row in rows]


def _staff_member(row: Row, posts: list[Any], departments: list[Any]) -> StaffOut:
    return {
        "id": row["id"],
        "number": row["number"],
        "name": row["name"],
        "title_key": row["title_key"],
        "active": row["active"],
        "left_on": row["left_on"],
        "version": row["version"],
        "posts": posts,
        "departments": departments,
    }


def _posts(work: Work) -> Rows:
    return (
        sa.select(
            Post.id,
            Post.community_id,
            Post.name,
            Post.is_reception,
            Post.version,
            *_pair(Department, "department"),
            *_pair(Zone, "zone"),
            *_pair(_superior, "superior"),
            *_pair(_deputy, "deputy"),
        )
        .outerjoin(Department, _same(Department, Post.community_id, Post.department_id))
        .outerjoin(Zone, _same(Zone, Post.community_id, Post.zone_id))
        .outerjoin(_superior, _same(_superior, Post.community_id, Post.superior_post_id))
        .outerjoin(_deputy, _same(_deputy, Post.community_id, Post.deputy_post_id))
        .where(in_communities(work, READ, Post.community_id))
    )


def _with_holders(work: Work, rows: Sequence[Row]) -> list[PostRow]:
    holders = (
        sa.select(PostHolder.post_id, Person.id, Person.name)
        .join(Person, Person.id == PostHolder.staff_id)
        .where(
            PostHolder.post_id.in_([row["id"] for row in rows]),
            present(PostHolder.since, PostHolder.until, work.now),
        )
        .order_by(PostHolder.since, PostHolder.id)
    )
    by_post = grouped(work.session.execute(holders).mappings().all(), "post_id")
    return [_post(row, by_post.get(row["id"], [])) for row in rows]


def _post(row: Row, holders: list[Any]) -> PostRow:
    return {
        "id": row["id"],
        "community_id": row["community_id"],
        "name": row["name"],
        "is_reception": row["is_reception"],
        "version": row["version"],
        "department": _named(row, "department"),
        "zone": _named(row, "zone"),
        "superior": _named(row, "superior"),
        "deputy": _named(row, "deputy"),
        "holders": holders,
    }


def _pair(rows: Any, what: str) -> tuple[Column, Column]:
    return rows.id.label(f"{what}_id"), rows.name.label(f"{what}_name")


def _named(row: Row, what: str) -> IdName | None:
    id = row[f"{what}_id"]
    return {"id": id, "name": row[f"{what}_name"]} if id else None


def _same(rows: Any, community: Column, id: Column) -> sa.ColumnElement[bool]:
    return sa.and_(rows.community_id == community, rows.id == id)
