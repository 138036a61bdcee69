"""Reading duties, each with its latest windows: the same number of statements for one and for a hundred."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.duties.models import Duty, DutyEntry
from shouwen.core.duties.problems import NothingToDo, NotYours
from shouwen.core.duties.schemas import DutyAction, DutyOut, DutyParams, DutyReason, DutyWindow
from shouwen.core.lists import Page, Sorting, any_of, find_page, grouped
from shouwen.core.people.models import Person, Post
from shouwen.core.people.queries import acts_for, acts_on_behalf
from shouwen.core.places.schemas import IdName
from shouwen.core.standards.keys import KEYS
from shouwen.core.standards.queries import standard
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import NotFound

READ: Final = "duties.read"
KEEP: Final = "keep"
SHOWN: Final = 14  # windows shown of each duty
_SORTING: Final = Sorting({"key": SortKey(Duty.key, str)}, SortKey(Duty.id, UUID), "key")
_SUBJECT: Final = sa.and_(Subject.community_id == Duty.community_id, Subject.id == Duty.id)


def get_duty(work: Work, duty_id: UUID, *, lock: bool = False) -> tuple[Duty, Subject]:
    """The duty and its subject, locked for whoever acts on it. Raises NotFound, out of sight too."""
    rows = sa.select(Duty, Subject).join(Subject, _SUBJECT).where(Duty.id == duty_id, sight(work.actor, READ))
    found = work.session.execute(rows.with_for_update(of=Duty) if lock else rows).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def list_duties(work: Work, params: DutyParams) -> Page[DutyOut]:
    """The duties in sight, by key."""
    rows = sa.select(Duty.id).join(Subject, _SUBJECT).where(sight(work.actor, READ))
    rows = rows.where(any_of(Duty.community_id, params.community_id), any_of(Duty.post_id, params.post_id))
    found = find_page(work, rows, params, _SORTING)
    return found.page(present(work, [row["id"] for row in found.rows]))


def present(work: Work, duty_ids: Sequence[UUID]) -> list[DutyOut]:
    """These duties as they are answered, in the order asked for."""
    post = sa.and_(Post.community_id == Duty.community_id, Post.id == Duty.post_id)
    rows = sa.select(Duty, Post.name).join(Post, post).where(Duty.id.in_(duty_ids))
    found = {duty.id: (duty, name) for duty, name in work.session.execute(rows)}
    windows = grouped(work.session.execute(_latest(duty_ids)).mappings().all(), "duty_id")
    return [_duty(work, *found[id], windows.get(id, [])) for id in duty_ids if id in found]


def _latest(duty_ids: Sequence[UUID]) -> sa.Select[*tuple[Any, ...]]:
    """The latest windows of each duty that have begun or lie ahead, with what was written when they were done."""
    newest = sa.func.row_number().over(partition_by=Commitment.subject_id, order_by=Commitment.due_at.desc())
    ranked = sa.select(Commitment, newest.label("place")).where(Commitment.subject_id.in_(duty_ids)).subquery()
    entry = sa.and_(
        DutyEntry.community_id == ranked.c.community_id,
        DutyEntry.duty_id == ranked.c.subject_id,
        sa.cast(DutyEntry.window_on, sa.Text()) == ranked.c.slot,
    )
    return (
        sa.select(
            ranked.c.subject_id.label("duty_id"),
            ranked.c.id,
            ranked.c.slot,
            ranked.c.base_at,
            ranked.c.due_at,
            ranked.c.state,
            ranked.c.kept_at,
            DutyEntry.text,
            DutyEntry.done_by_id,
            Person.name.label("done_by"),
        )
        .outerjoin(DutyEntry, entry)
        .outerjoin(Person, Person.id == DutyEntry.done_by_id)
        .where(ranked.c.place <= SHOWN)
        .order_by(ranked.c.due_at.desc())
    )


def _duty(work: Work, duty: Duty, post: str, windows: Sequence[dict[str, Any]]) -> DutyOut:
    every = standard(work.session, duty.community_id, duty.key, work.now)
    return DutyOut(
        id=duty.id,
        community_id=duty.community_id,
        version=duty.version,
        key=duty.key,
        clause=every.clause,
        title=KEYS[duty.key].title(work.lang),
        every=every.value,
        unit=every.unit,
        post=IdName(id=duty.post_id, name=post),
        windows=[_window(work, row) for row in windows],
        actions=[_keep(work, duty, post, windows)],
    )


def _window(work: Work, row: dict[str, Any]) -> DutyWindow:
    return DutyWindow(
        commitment_id=row["id"],
        on=date.fromisoformat(row["slot"]),
        due_at=row["due_at"],
        state=row["state"],
        overdue=row["state"] is CommitmentState.OPEN and row["due_at"] < work.now,
        kept_at=row["kept_at"],
        done_by=IdName(id=row["done_by_id"], name=row["done_by"]) if row["done_by_id"] else None,
        text=row["text"],
    )


def _keep(work: Work, duty: Duty, post: str, windows: Sequence[dict[str, Any]]) -> DutyAction:
    """Whether the caller may say now that it was done."""
    waits = any(row["state"] is CommitmentState.OPEN and row["base_at"] <= work.now for row in windows)
    problem = NothingToDo() if not waits else None if _is_theirs(work, duty) else NotYours(post=post)
    if problem is None:
        return DutyAction(action=KEEP, allowed=True)
    reason = DutyReason(code=problem.code, message=problem.detail(work.lang))
    return DutyAction(action=KEEP, allowed=False, reason=reason)


def _is_theirs(work: Work, duty: Duty) -> bool:
    here, post_id = duty.community_id, duty.post_id
    return acts_for(work.actor, None, post_id) or acts_on_behalf(
        work.session, here, work.actor, staff_id=None, post_id=post_id, at=work.now
    )
