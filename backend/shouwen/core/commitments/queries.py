"""Reading promises: of one subject, in lists narrowed to the caller, and whether one of them blocks closing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.presenting import present_promise
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.commitments.schemas import CommitmentFilters
from shouwen.core.delivery.queries import who_has_phone
from shouwen.core.headings import headings
from shouwen.core.lists import Page, Sorting, find_page
from shouwen.core.numbering.service import is_number
from shouwen.core.people.queries import holders_of, names_of
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.kit.db import Id
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import NotFound

# Whoever may see a matter may see what was promised about it.
SEEN_WITH: Final = "cases.read"


def promises_of(
    session: Session, subject: Subject, *, limit: int, but_not: Collection[str] = ()
) -> Sequence[Commitment]:
    """The promises of a subject: the open ones by when they are due, then those that ended, the latest first."""
    ended = sa.case((Commitment.state == CommitmentState.OPEN, 0), else_=1)
    rows = (
        sa.select(Commitment)
        .where(*_of(subject), Commitment.key.not_in(but_not))
        .order_by(ended, Commitment.due_at, Commitment.id)
    )
    return session.scalars(rows.limit(limit)).all()


def kept_from_closing() -> sa.Select[UUID]:
    """The subjects with an open promise that has to be seen to before they may close."""
    return sa.select(Commitment.subject_id).where(Commitment.state == CommitmentState.OPEN, Commitment.blocks_close)


def open_keys(session: Session, subject: Subject) -> set[str]:
    """What is promised and still open."""
    rows = sa.select(Commitment.key).where(*_of(subject), Commitment.state == CommitmentState.OPEN)
    return set(session.scalars(rows))


def soonest_due(session: Session, community_id: UUID, subject_id: UUID, staff_id: UUID) -> Commitment | None:
    """What somebody still has to keep of a subject, the soonest due of it."""
    rows = sa.select(Commitment).where(
        Commitment.community_id == community_id,
        Commitment.subject_id == subject_id,
        Commitment.state == CommitmentState.OPEN,
        Commitment.responsible_id == staff_id,
    )
    return session.scalars(rows.order_by(Commitment.due_at, Commitment.id).limit(1)).first()


def made_keys(session: Session, subject: Subject, round_: int) -> set[str]:
    """What was ever promised in a round and not waived since."""
    rows = sa.select(Commitment.key).where(
        *_of(subject), Commitment.round == round_, Commitment.state != CommitmentState.WAIVED
    )
    return set(session.scalars(rows))


def _of(subject: Subject) -> tuple[sa.ColumnElement[bool], ...]:
    return Commitment.community_id == subject.community_id, Commitment.subject_id == subject.id


# ---------------------------------------------------------------- lists

_SORTING: Final = Sorting(
    offered={"due_at": SortKey(Commitment.due_at, datetime), "made_at": SortKey(Commitment.made_at, datetime)},
    unique=SortKey(Commitment.id, UUID),
    default="due_at",
)


def list_commitments(work: Work, filters: CommitmentFilters, *about: sa.ColumnElement[bool]) -> Page[dict[str, Any]]:
    """A page of promises about what the caller may see, soonest due first; `about`: only of such subjects."""
    rows = (
        sa.select(Commitment.id)
        .join(Subject, sa.and_(Subject.community_id == Commitment.community_id, Subject.id == Commitment.subject_id))
        .where(sight(work.actor, SEEN_WITH), *about, *conditions(work, filters))
    )
    found = find_page(work, rows, filters, _SORTING)
    return found.page(_read_page(work, [row["id"] for row in found.rows]))


def conditions(work: Work, filters: CommitmentFilters) -> Iterator[sa.ColumnElement[bool]]:
    """What the filters ask of a promise."""
    for name, column in _COLUMNS.items():
        if values := getattr(filters, name):
            yield column.in_(values)
    for place in filters.without:
        yield _COLUMNS[f"{place}_id"].is_(None)
    if filters.overdue is not None:
        overdue = is_overdue(work.now)
        yield overdue if filters.overdue else ~overdue
    if filters.counted is not None:
        yield is_counted(work.now) if filters.counted else ~is_counted(work.now)
    if filters.responsible_id:
        yield responsible_of().in_(filters.responsible_id)
    if filters.due_at_gte:
        yield Commitment.due_at >= filters.due_at_gte
    if filters.due_at_lt:
        yield Commitment.due_at < filters.due_at_lt


_COLUMNS: Final[Mapping[str, Any]] = {
    "community_id": Commitment.community_id,
    "state": Commitment.state,
    "key": Commitment.key,
    "clause": Commitment.clause,
    "subject_id": Commitment.subject_id,
    "zone_id": Subject.zone_id,
    "department_id": Subject.department_id,
}


def is_overdue(now: datetime) -> sa.ColumnElement[bool]:
    """Past due and unkept, and still open."""
    return sa.and_(Commitment.state == CommitmentState.OPEN, Commitment.due_at < now)


def is_counted(now: datetime) -> sa.ColumnElement[bool]:
    """What the board counts: whatever is judged but waived, and what is overdue (mechanics: board arithmetic)."""
    judged = (CommitmentState.KEPT, CommitmentState.LATE, CommitmentState.MISSED, CommitmentState.EXCUSED)
    return sa.or_(Commitment.state.in_(judged), is_overdue(now))


def responsible_of() -> sa.ColumnElement[UUID]:
    """The person or the post that answers."""
    return sa.func.coalesce(Commitment.responsible_id, Commitment.responsible_post_id, type_=Id())


def get_commitment(work: Work, commitment_id: UUID, *, lock: bool = False) -> tuple[Commitment, Subject]:
    """A promise about something the caller may see, with its subject. Raises NotFound."""
    rows = (
        sa.select(Commitment, Subject)
        .join(Subject, sa.and_(Subject.community_id == Commitment.community_id, Subject.id == Commitment.subject_id))
        .where(Commitment.id == commitment_id, sight(work.actor, SEEN_WITH))
    )
    found = work.session.execute(rows.with_for_update(of=Commitment) if lock else rows).one_or_none()
    if found is None:
        raise NotFound
    return found


def _read_page(work: Work, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    rows = (
        sa.select(Commitment, Subject)
        .join(Subject, sa.and_(Subject.community_id == Commitment.community_id, Subject.id == Commitment.subject_id))
        .where(Commitment.id.in_(ids))
    )
    found = {promise.id: (promise, subject) for promise, subject in work.session.execute(rows)}
    answering = _answering(work, [promise for promise, _ in found.values()])
    staff = {staff_id for candidates in answering.values() for staff_id in candidates}
    people, reachable = names_of(work.session, staff), who_has_phone(work.session, staff)
    about = headings.of(work, {subject.id for _, subject in found.values()})
    return [
        {
            **present_promise(work, promise, subject, people).model_dump(mode="json"),
            "about": about.get(subject.id),
            "part": promise.slot if is_number(promise.slot) else None,
            "callee": next(({"id": id, "name": people[id]} for id in answering[promise.id] if id in reachable), None),
        }
        for promise, subject in (found[id_] for id_ in ids)
    ]


def _answering(work: Work, promises: Collection[Commitment]) -> dict[UUID, Sequence[UUID]]:
    """Who answers for each of them now: the person, or those who hold the post and are there."""
    posts = {promise.responsible_post_id for promise in promises if promise.responsible_post_id}
    holders = holders_of(work.session, posts, work.now)
    answering: dict[UUID, Sequence[UUID]] = {}
    for promise in promises:
        if promise.responsible_post_id:
            answering[promise.id] = holders.get(promise.responsible_post_id, ())
        elif promise.responsible_id:
            answering[promise.id] = [promise.responsible_id]
    return answering
