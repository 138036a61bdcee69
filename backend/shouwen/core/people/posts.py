"""Setting posts up, giving them a place in the chart (PC-02, PC-05), and putting people on them."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.lists import Rows, get_row
from shouwen.core.people.authority import READ, hold_chart, name_community, refer_to_staff, take_in_hand
from shouwen.core.people.chart import find_loop
from shouwen.core.people.chart_schemas import HoldingEnd, HoldingIn, HoldingOut, HoldingsOut, PostIn, PostPatch
from shouwen.core.people.models import Person, Post, PostHolder
from shouwen.core.people.problems import AlreadyHolds, EndsBeforeBegin, HoldingEnded, Loop, NameTaken
from shouwen.core.places.models import Department, Zone
from shouwen.core.places.queries import in_communities
from shouwen.core.references import refer
from shouwen.core.work import Work
from shouwen.kit.db import Thing
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound

_REFERENCES: Final[dict[str, type[Thing]]] = {
    "department_id": Department,
    "zone_id": Zone,
    "superior_post_id": Post,
    "deputy_post_id": Post,
}

_SHOWN: Final = 100
_HOLDINGS: Final[Rows] = sa.select(
    PostHolder.id, PostHolder.post_id, PostHolder.staff_id, Person.name, PostHolder.since, PostHolder.until
).join(Person, Person.id == PostHolder.staff_id)


def add_post(work: Work, body: PostIn) -> UUID:
    """A new post. Raises UnknownReference, NameTaken."""
    name_community(work, body.community_id)
    hold_chart(work, body.community_id)
    post = Post(id=new_id(), community_id=body.community_id)
    _fill(work, post, body)
    work.session.add(post)
    work.session.flush()
    work.emit("people.post_added", community_id=post.community_id, facts=_place(post))
    return post.id


def change_post(work: Work, post_id: UUID, body: PostPatch) -> UUID:
    """Another name or place. Raises NotFound, Forbidden, Stale, NameTaken, UnknownReference, Loop."""
    post = take_in_hand(work, Post, post_id)
    work.check_version(post.version)
    with work.session.no_autoflush:  # a post above itself is named as a loop before the database says no
        _fill(work, post, body)
        _check_loops(work, post)
    work.session.flush()
    work.emit(
        "people.post_changed", community_id=post.community_id, facts=_place(post), fields=sorted(body.model_fields_set)
    )
    return post.id


def give_post(work: Work, post_id: UUID, body: HoldingIn) -> PostHolder:
    """Puts somebody on the post. Raises NotFound, Forbidden, UnknownReference, EndsBeforeBegin, AlreadyHolds."""
    post = take_in_hand(work, Post, post_id)
    staff_id = refer_to_staff(work, body.staff_id, post.community_id, "/staff_id")
    since = body.since or work.now
    if body.until is not None and body.until <= since:
        raise EndsBeforeBegin.at("/until")
    return put_on_post(work, post, staff_id, since, body.until)


def put_on_post(work: Work, post: Post, staff_id: UUID, since: datetime, until: datetime | None = None) -> PostHolder:
    """That somebody holds the post from then on. Raises AlreadyHolds."""
    held = sa.select(PostHolder.id).where(
        PostHolder.community_id == post.community_id,
        PostHolder.post_id == post.id,
        PostHolder.staff_id == staff_id,
        sa.or_(PostHolder.until.is_(None), PostHolder.until > since),
    )
    if until is not None:
        held = held.where(PostHolder.since < until)
    if work.session.scalar(held.limit(1)) is not None:
        raise AlreadyHolds
    holding = PostHolder(
        community_id=post.community_id, id=new_id(), post_id=post.id, staff_id=staff_id, since=since, until=until
    )
    work.session.add(holding)
    work.session.flush()
    work.emit(
        "people.post_given",
        community_id=post.community_id,
        post_id=post.id,
        staff_id=staff_id,
        holding_id=holding.id,
        since=since,
        until=until,
    )
    return holding


def end_holding(work: Work, post_id: UUID, holding_id: UUID, body: HoldingEnd) -> PostHolder:
    """Takes somebody off the post. Raises NotFound, Forbidden, HoldingEnded, EndsBeforeBegin."""
    post = take_in_hand(work, Post, post_id)
    holding = work.session.get(PostHolder, (post.community_id, holding_id), with_for_update={"key_share": True})
    if holding is None or holding.post_id != post.id:
        raise NotFound
    until = body.until or max(work.now, holding.since)
    if holding.until is not None and holding.until <= work.now:
        raise HoldingEnded
    if until < holding.since:
        raise EndsBeforeBegin.at("/until")
    take_off_post(work, holding, until)
    return holding


def take_off_post(work: Work, holding: PostHolder, until: datetime) -> None:
    """That somebody holds the post no longer than that."""
    holding.until = until
    work.emit(
        "people.post_taken_back",
        community_id=holding.community_id,
        post_id=holding.post_id,
        staff_id=holding.staff_id,
        holding_id=holding.id,
        until=until,
    )


def _fill(work: Work, post: Post, body: PostIn | PostPatch) -> None:
    """Puts what the body says into the post."""
    given = body.model_fields_set - {"community_id"}
    if "is_reception" in given:
        if body.is_reception:
            _take_reception_from_others(work, post)
        post.is_reception = body.is_reception
    if "name" in given:
        _check_name(work, post, body.name)
        post.name = body.name
    for field, rows in _REFERENCES.items():
        if field in given:
            id = getattr(body, field)
            if id != post.id:  # itself is no unknown: it is a loop
                refer(work, rows, post.community_id, id, f"/{field}")
            setattr(post, field, id)


def _check_name(work: Work, post: Post, name: str) -> None:
    taken = sa.select(Post.id).where(Post.community_id == post.community_id, Post.name == name, Post.id != post.id)
    if work.session.scalar(taken) is not None:
        raise NameTaken(name=name)


def _take_reception_from_others(work: Work, post: Post) -> None:
    others = sa.select(Post).where(Post.community_id == post.community_id, Post.is_reception, Post.id != post.id)
    for other in work.session.scalars(others):
        other.is_reception = False
        work.session.flush()
        work.emit("people.post_changed", community_id=post.community_id, facts=_place(other), fields=["is_reception"])


def _check_loops(work: Work, post: Post) -> None:
    """Neither superiors nor deputies may lead back to this post. The loop is named by its posts."""
    rows = sa.select(Post.id, Post.name, Post.superior_post_id, Post.deputy_post_id)
    posts = work.session.execute(rows.where(Post.community_id == post.community_id, Post.id != post.id)).all()
    names = {row.id: row.name for row in posts} | {post.id: post.name}
    superiors = {row.id: row.superior_post_id for row in posts} | {post.id: post.superior_post_id}
    deputies = {row.id: row.deputy_post_id for row in posts} | {post.id: post.deputy_post_id}
    for next_of in (superiors, deputies):
        if loop := find_loop(next_of, post.id):
            raise Loop(loop=" → ".join(names[id] for id in loop))


def _place(post: Post) -> dict[str, UUID | bool | None]:
    return {
        "post_id": post.id,
        "department_id": post.department_id,
        "zone_id": post.zone_id,
        "superior_post_id": post.superior_post_id,
        "deputy_post_id": post.deputy_post_id,
        "is_reception": post.is_reception,
    }


def list_holdings(work: Work, post_id: UUID) -> HoldingsOut:
    """Everybody who holds or has held a post, the latest first. Raises NotFound out of sight."""
    seen = sa.select(Post.id).where(Post.id == post_id, in_communities(work, READ, Post.community_id))
    if work.session.scalar(seen) is None:
        raise NotFound
    rows = (
        _HOLDINGS.where(PostHolder.post_id == post_id)
        .order_by(PostHolder.since.desc(), PostHolder.id.desc())
        .limit(_SHOWN)
    )
    return {"data": [_holding(dict(row)) for row in work.session.execute(rows).mappings()]}


def tell_holding(work: Work, holding: PostHolder) -> HoldingOut:
    """A holding as whoever has just changed it is told."""
    work.session.flush()
    return _holding(get_row(work, _HOLDINGS.where(PostHolder.id == holding.id)))


def _holding(row: dict[str, Any]) -> HoldingOut:
    return {
        "id": row["id"],
        "post_id": row["post_id"],
        "staff": {"id": row["staff_id"], "name": row["name"]},
        "since": row["since"],
        "until": row["until"],
    }
