"""Leaving: nobody does who still holds anything, and one action hands all of it over. Sign-in ends in core/access."""

from datetime import date
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from shouwen.core.people.authority import hold_staff, refer_to_ours, refer_to_staff, take_staff_in_hand
from shouwen.core.people.holdings import Held, Passing, counted, holdings
from shouwen.core.people.models import HandOver, Post, PostHolder, Staff
from shouwen.core.people.posts import put_on_post, take_off_post
from shouwen.core.people.problems import HandOverToSelf, NotActive, StillActive, StillHolds, Yourself
from shouwen.core.people.queries import names_of, works_in
from shouwen.core.people.staff_schemas import HandOverIn, HandOverOut
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.ids import new_id

_ZONE: Final = ZoneInfo("Asia/Shanghai")  # local dates of the company (api.md §3)
_POST: Final = "post"
_SHOWN: Final = 50  # of each kind


def leave(work: Work, staff_id: UUID, left_on: date | None) -> Staff:
    """Works here no longer. Raises NotFound, WorksElsewhere, Yourself, NotActive, StillHolds with the list."""
    staff = take_staff_in_hand(work, staff_id)
    if staff_id == work.actor.staff_id:
        raise Yourself
    if not staff.active:
        raise NotActive
    held = holdings.of(work, staff_id)
    if held:
        raise StillHolds(count=len(held), more={"holds": [_shown(kind, some) for kind, some in counted(held)]})
    staff.active, staff.left_on = False, left_on or work.now.astimezone(_ZONE).date()
    work.session.flush()
    work.emit("people.staff_left", staff_id=staff_id, left_on=staff.left_on)
    return staff


def come_back(work: Work, staff_id: UUID) -> Staff:
    """Works here again, with the roles still granted and without any post. Raises NotFound, StillActive."""
    staff = take_staff_in_hand(work, staff_id)
    if staff.active:
        raise StillActive
    staff.active, staff.left_on = True, None
    work.session.flush()
    work.emit("people.staff_came_back", staff_id=staff_id)
    return staff


def hand_over(work: Work, staff_id: UUID, body: HandOverIn) -> HandOverOut:
    """Everything somebody holds goes to one other person, who works wherever it lies.

    Raises NotFound, WorksElsewhere, HandOverToSelf, UnknownReference, and what a room says no with.
    """
    hold_staff(work.session, [staff_id, body.to_staff_id])
    take_staff_in_hand(work, staff_id)
    if body.to_staff_id == staff_id:
        raise HandOverToSelf
    refer_to_ours(work, body.to_staff_id, "/to_staff_id")
    held = holdings.of(work, staff_id)
    for community_id in sorted({one.community_id for one in held}):
        _check_taker(work, body.to_staff_id, community_id, held)
    row = HandOver(
        id=new_id(),
        from_staff_id=staff_id,
        to_staff_id=body.to_staff_id,
        reason=body.reason,
        made_by_id=work.actor.id,
        made_at=work.now,
    )
    work.session.add(row)
    holdings.pass_on(work, Passing(staff_id, body.to_staff_id, body.reason))
    work.session.flush()
    work.emit(
        "people.handed_over",
        hand_over_id=row.id,
        from_staff_id=staff_id,
        to_staff_id=body.to_staff_id,
        moved=len(held),
    )
    names = names_of(work.session, [staff_id, body.to_staff_id])
    return {
        "id": row.id,
        "from_staff": {"id": staff_id, "name": names[staff_id]},
        "to_staff": {"id": body.to_staff_id, "name": names[body.to_staff_id]},
        "moved": [{"kind": kind, "count": len(some)} for kind, some in counted(held)],
    }


def _check_taker(work: Work, staff_id: UUID, community_id: UUID, held: list[Held]) -> None:
    """Whoever takes it works where it lies, or will, because a post there comes along with it."""
    if any(one.kind == _POST and one.community_id == community_id for one in held):
        refer_to_staff(work, staff_id, community_id, "/to_staff_id")
    elif not works_in(work.session, staff_id, community_id, work.now):
        raise UnknownReference.at("/to_staff_id")


def _shown(kind: str, held: list[Held]) -> dict[str, Any]:
    first = [{"id": str(one.id), "community_id": str(one.community_id), "label": one.label} for one in held[:_SHOWN]]
    return {"kind": kind, "count": len(held), "first": first}


# ---------------------------------------------------------------- posts are held as well


def posts_held(work: Work, staff_id: UUID) -> list[Held]:
    """The posts somebody holds, or is to hold."""
    rows = (
        sa.select(Post.community_id, PostHolder.id, Post.name)
        .join(Post, sa.and_(Post.community_id == PostHolder.community_id, Post.id == PostHolder.post_id))
        .where(PostHolder.staff_id == staff_id, sa.or_(PostHolder.until.is_(None), PostHolder.until > work.now))
        .order_by(PostHolder.id)
    )
    return [Held(_POST, row.community_id, row.id, row.name) for row in work.session.execute(rows)]


def move_posts(work: Work, passing: Passing) -> None:
    """The other takes each post from now on, or from when it was to begin, unless they hold it already."""
    for held in posts_held(work, passing.from_staff_id):
        holding = work.session.get_one(PostHolder, (held.community_id, held.id))
        post = work.session.get_one(Post, (holding.community_id, holding.post_id))
        since = max(work.now, holding.since)
        take_off_post(work, holding, since)
        if not _holds(work, post, passing.to_staff_id):
            put_on_post(work, post, passing.to_staff_id, since)


def _holds(work: Work, post: Post, staff_id: UUID) -> bool:
    held = sa.select(PostHolder.id).where(
        PostHolder.community_id == post.community_id,
        PostHolder.post_id == post.id,
        PostHolder.staff_id == staff_id,
        sa.or_(PostHolder.until.is_(None), PostHolder.until > work.now),
    )
    return work.session.scalar(held.limit(1)) is not None


holdings.add(_POST, find=posts_held, move=move_posts)
