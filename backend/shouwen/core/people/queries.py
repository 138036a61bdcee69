"""Who holds which post, who works where, and who answers: for a person who is away, for a post, for the desk."""

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from shouwen.core.people.chart import Chart, Chosen, Way, above_staff, choose, for_post, for_staff, in_charge
from shouwen.core.people.charting import chart_at, grants, is_away
from shouwen.core.people.models import Absence, Person, Post, PostHolder, Route, Staff
from shouwen.core.people.problems import NobodyToAnswer
from shouwen.core.people.rules import Matter
from shouwen.core.places.queries import present
from shouwen.kit.db import Instant
from shouwen.kit.problem import NotFound


class Acting(Protocol):
    """The one who acts, as far as this room needs to know them: an `Actor` is one."""

    @property
    def staff_id(self) -> UUID | None: ...
    @property
    def post_ids(self) -> AbstractSet[UUID]: ...


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who was named, a person or a post, and who it comes to at that instant: by what right, and through which post."""

    resolved_staff_id: UUID
    named_staff_id: UUID | None = None
    named_post_id: UUID | None = None
    way: Way = Way.NAMED
    through_post_id: UUID | None = None

    @property
    def stands_in(self) -> bool:
        """Whether somebody else than the one named answers."""
        return self.way is not Way.NAMED


def acts_for(actor: Acting, staff_id: UUID | None, post_id: UUID | None) -> bool:
    """Whether the actor is that member of staff, or holds that post. Standing in for them: `acts_on_behalf`."""
    if actor.staff_id is None:
        return False
    return actor.staff_id == staff_id or (post_id is not None and post_id in actor.post_ids)


def acts_on_behalf(
    session: Session, community_id: UUID, actor: Acting, *, staff_id: UUID | None, post_id: UUID | None, at: datetime
) -> bool:
    """Whether the actor stands in for them at that instant, while they are away or the post is vacant.

    True as well for those who hold the post through which it came to whoever stands in. What is done so carries
    `on_behalf_of`: the one named.
    """
    if actor.staff_id is None or acts_for(actor, staff_id, post_id):
        return False
    found = resolve(session, community_id, staff_id=staff_id, post_id=post_id, at=at)
    return found.stands_in and acts_for(actor, found.resolved_staff_id, found.through_post_id)


def get_staff(session: Session, staff_id: UUID) -> Staff:
    """The member of staff. Raises NotFound. Who may be told of them is for the caller to know: see `works_in`."""
    found = find_staff(session, staff_id)
    if found is None:
        raise NotFound
    return found


def find_staff(session: Session, staff_id: UUID) -> Staff | None:
    return session.get(Staff, staff_id)


def names_of(session: Session, person_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of these people, staff or residents who sign in; one statement, whatever their number."""
    wanted = {person_id for person_id in person_ids if person_id is not None}
    if not wanted:
        return {}
    return {row.id: row.name for row in session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(wanted)))}


def current_holders(session: Session, community_id: UUID, post_id: UUID, at: datetime) -> list[UUID]:
    """The staff who hold the post at that instant, the longest-serving first. Those who have left do not count."""
    rows = (
        sa.select(PostHolder.staff_id)
        .join(Staff, Staff.id == PostHolder.staff_id)
        .where(
            PostHolder.community_id == community_id,
            PostHolder.post_id == post_id,
            present(PostHolder.since, PostHolder.until, at),
            Staff.active,
        )
        .order_by(PostHolder.since, PostHolder.id)
    )
    return list(session.scalars(rows))


def holders_of(session: Session, post_ids: Collection[UUID], at: datetime) -> dict[UUID, list[UUID]]:
    """Who holds each of these posts at that instant and is there, the longest-serving first."""
    if not post_ids:
        return {}
    rows = (
        sa.select(PostHolder.post_id, PostHolder.staff_id)
        .join(Staff, Staff.id == PostHolder.staff_id)
        .where(PostHolder.post_id.in_(post_ids), *_is_there(at))
        .order_by(PostHolder.since, PostHolder.id)
    )
    found: dict[UUID, list[UUID]] = {}
    for post_id, staff_id in session.execute(rows):
        found.setdefault(post_id, []).append(staff_id)
    return found


def team_of(post_ids: Collection[UUID], at: datetime) -> sa.Select[UUID]:
    """The staff who at that instant hold a post in a department of these posts, or one that answers to them."""
    departments = sa.select(Post.department_id).where(Post.id.in_(post_ids), Post.department_id.is_not(None))
    return (
        sa.select(PostHolder.staff_id)
        .join(Post, sa.and_(Post.community_id == PostHolder.community_id, Post.id == PostHolder.post_id))
        .where(
            sa.or_(Post.department_id.in_(departments), Post.superior_post_id.in_(post_ids)),
            present(PostHolder.since, PostHolder.until, at),
        )
    )


def heads_of(session: Session, community_id: UUID, department_id: UUID, at: datetime) -> list[UUID]:
    """Who leads a department at that instant and is there: the holders of its posts that answer to none of its own."""
    above = aliased(Post)
    rows = (
        sa.select(PostHolder.staff_id)
        .join(Post, sa.and_(Post.community_id == PostHolder.community_id, Post.id == PostHolder.post_id))
        .outerjoin(above, sa.and_(above.community_id == Post.community_id, above.id == Post.superior_post_id))
        .join(Staff, Staff.id == PostHolder.staff_id)
        .where(
            Post.community_id == community_id,
            Post.department_id == department_id,
            above.department_id.is_distinct_from(department_id),
            *_is_there(at),
        )
        .order_by(PostHolder.since, PostHolder.id)
    )
    return list(session.scalars(rows))


def desk_of(session: Session, community_id: UUID, at: datetime) -> list[UUID]:
    """Who works at the desk at that instant and is there: on the reception post, or on a post of its department."""
    reception = aliased(Post)
    beside = sa.and_(
        reception.community_id == Post.community_id,
        reception.is_reception,
        sa.or_(reception.id == Post.id, reception.department_id == Post.department_id),
    )
    rows = (
        sa.select(PostHolder.staff_id)
        .join(Post, sa.and_(Post.community_id == PostHolder.community_id, Post.id == PostHolder.post_id))
        .join(reception, beside)
        .join(Staff, Staff.id == PostHolder.staff_id)
        .where(Post.community_id == community_id, *_is_there(at))
    )
    return sorted(set(session.scalars(rows)))


def _is_there(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return present(PostHolder.since, PostHolder.until, at), Staff.active.is_(True), ~is_away(Staff.id, at)


def works_in(session: Session, staff_id: UUID, community_id: UUID, at: datetime) -> bool:
    """Whether somebody works in the community at that instant: an unknown id and a stranger's answer alike."""
    return bool(session.scalar(sa.select(staff_of([community_id], at).where(Staff.id == staff_id).exists())))


def staff_of(community_ids: Iterable[UUID], at: datetime) -> sa.Select[UUID]:
    """The ids of the active staff who hold a post or a role in these communities, or a role in the whole company."""
    communities = list(community_ids)
    if not communities:
        return sa.select(Staff.id).where(sa.false())
    granted = sa.select(grants.person_id).where(
        sa.or_(grants.community_id.is_(None), grants.community_id.in_(communities)),
        grants.person_id.is_not(None),
        present(grants.since, grants.until, at),
    )
    posted = sa.select(PostHolder.staff_id).where(
        PostHolder.community_id.in_(communities), present(PostHolder.since, PostHolder.until, at)
    )
    return sa.select(Staff.id).where(Staff.active, sa.or_(Staff.id.in_(granted), Staff.id.in_(posted)))


def resolve(
    session: Session, community_id: UUID, *, staff_id: UUID | None = None, post_id: UUID | None = None, at: datetime
) -> Addressee:
    """To whom it comes at that instant when this person, or this post, is named. Nobody is ever missing.

    Who is there is the one named; else deputy, colleague, superior, manager, administrator (see `chart`). Where nobody
    at all is there, the first of them although away. Raises NobodyToAnswer, ValueError unless one of the two is named.
    """
    if (staff_id is None) == (post_id is None):
        raise ValueError("name a person or a post")
    if staff_id is not None and not _away(session, staff_id, at):
        return Addressee(staff_id, named_staff_id=staff_id)
    chart = chart_at(session, community_id, at)
    if staff_id is not None:
        steps = for_staff(chart, staff_id)
        staff = find_staff(session, staff_id)
        stays = staff is not None and staff.active
        chart = replace(chart, away=chart.away | {staff_id}, left=frozenset() if stays else frozenset({staff_id}))
    else:
        assert post_id is not None  # noqa: S101 - one of the two
        steps = for_post(chart, post_id)
    found = _must(choose(chart, steps))
    return Addressee(found.staff_id, staff_id, post_id, found.way, found.post_id)


def superior_of(session: Session, community_id: UUID, staff_id: UUID, at: datetime) -> UUID:
    """Who stands above somebody at that instant; never that person, unless there is nobody else."""
    chart = chart_at(session, community_id, at)
    found = choose(chart, above_staff(chart, staff_id), but_not=[staff_id])
    return found.staff_id if found else staff_id


def manager_of(session: Session, community_id: UUID, at: datetime) -> UUID:
    """Who manages the community at that instant: a manager, whoever stands in for them, else an administrator.

    Raises NobodyToAnswer.
    """
    chart = chart_at(session, community_id, at)
    return _must(choose(chart, in_charge(chart))).staff_id


def route_for(session: Session, community_id: UUID, matter: Matter) -> UUID | None:
    """The post to which such a matter goes; None without a route."""
    route = find_route(session, community_id, matter)
    return route.post_id if route else None


def find_route(session: Session, community_id: UUID, matter: Matter) -> Route | None:
    """The row of the routing table. What says more wins: class before category before zone."""
    rows = (
        sa.select(Route)
        .where(
            Route.community_id == community_id,
            Route.kind == matter.kind,
            sa.or_(Route.complaint_class.is_(None), Route.complaint_class == matter.complaint_class),
            sa.or_(Route.category.is_(None), Route.category == matter.category),
            sa.or_(Route.zone_id.is_(None), Route.zone_id == matter.zone_id),
        )
        .order_by(Route.complaint_class.is_(None), Route.category.is_(None), Route.zone_id.is_(None))
    )
    return session.scalars(rows.limit(1)).first()


def works_nowhere(at: datetime) -> sa.ColumnElement[bool]:
    """That a member of staff holds neither a post nor a role at that instant: they are about to begin."""
    granted = sa.select(grants.person_id).where(grants.person_id == Staff.id, present(grants.since, grants.until, at))
    posted = sa.select(PostHolder.id).where(
        PostHolder.staff_id == Staff.id, present(PostHolder.since, PostHolder.until, at)
    )
    return sa.and_(~granted.exists(), ~posted.exists())


def reception_of(session: Session, community_id: UUID) -> UUID | None:
    """The reception post of a community; None before it has one."""
    return session.scalar(sa.select(Post.id).where(Post.community_id == community_id, Post.is_reception))


def reception_holder(
    session: Session, community_id: UUID, at: datetime, now: datetime, *, but_not: Collection[UUID] = ()
) -> Staff:
    """Who answers for what reached the community at `at` when no person heard it (mechanics.md §2).

    Whoever was on duty for the reception post: its holder, for one who was away whoever stands in, and so on up, else
    the manager, else an administrator; those of `at`, and where nobody was there then, those of `now`; never one of
    `but_not`, whom it is about. Raises NobodyToAnswer.
    """
    usual = session.scalars(_on_duty(community_id, at, but_not)).first()
    if usual is not None:
        return usual
    charts = [chart_at(session, community_id, at)]
    reception = reception_of(session, community_id)
    found = _at_reception(charts[0], reception, but_not)
    if found is None or found.staff_id in charts[0].away:
        charts.append(chart_at(session, community_id, now))
        later = _at_reception(charts[1], reception, but_not)
        if found is None or (later is not None and later.staff_id not in charts[1].away):
            found = later
    return session.get_one(Staff, _must(found).staff_id)


def _on_duty(community_id: UUID, at: datetime, but_not: Collection[UUID]) -> sa.Select[Staff]:
    """The holders of the reception post who are there: nearly always there is one, and that is the answer."""
    return (
        sa.select(Staff)
        .join(PostHolder, PostHolder.staff_id == Staff.id)
        .join(Post, sa.and_(Post.community_id == PostHolder.community_id, Post.id == PostHolder.post_id))
        .where(
            Post.community_id == community_id,
            Post.is_reception,
            present(PostHolder.since, PostHolder.until, at),
            Staff.active,
            Staff.id.not_in(but_not),
            ~is_away(Staff.id, at),
        )
        .order_by(PostHolder.since, PostHolder.id)
        .limit(1)
    )


def _at_reception(chart: Chart, reception: UUID | None, but_not: Collection[UUID]) -> Chosen | None:
    return choose(chart, in_charge(chart) if reception is None else for_post(chart, reception), but_not)


def _away(session: Session, staff_id: UUID, at: datetime) -> bool:
    """Whether somebody is away, or has left."""
    here = sa.select(Staff.active, is_away(Staff.id, at).label("away")).where(Staff.id == staff_id)
    row = session.execute(here).one_or_none()
    return row is None or not row.active or row.away


def _must(found: Chosen | None) -> Chosen:
    if found is None:
        raise NobodyToAnswer
    return found


def changes_of_duty(session: Session, community_id: UUID) -> list[datetime]:
    """The instants at which who answers for the community may have changed, sorted: between two of them nothing did."""
    spans = sa.union_all(
        sa.select(PostHolder.since, PostHolder.until).where(PostHolder.community_id == community_id),
        sa.select(Absence.since, sa.func.coalesce(Absence.cancelled_at, Absence.until, type_=Instant())),
        sa.select(grants.since, grants.until).where(
            sa.or_(grants.community_id == community_id, grants.community_id.is_(None))
        ),
    )
    return sorted({instant for span in session.execute(spans) for instant in span if instant is not None})
