"""What a published calendar changes: provisional promises are due anew and judged anew, official ones never move.

    worktime.year_published ──► commitments.calendar_changed, one for each community it concerns
                                   └─► 200 promises a job; while there are more, another commitments.calendar_changed

Each promise that changes leaves a `commitments.rederived` with old and new. Doing a job twice changes nothing more.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState, CommitmentVerb, Step, Steps, judged, next_step, steps_of
from shouwen.core.commitments.service import CLIMB_AT, WARN_AT
from shouwen.core.places.local_time import time_zone
from shouwen.core.standards.queries import count
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work
from shouwen.core.worktime.queries import calendar_for, official_runs
from shouwen.core.worktime.rules import CHINA, Deadline, deadline

BATCH: Final = 200
CHANGED: Final = "commitments.calendar_changed"
_ONE_DAY: Final = timedelta(days=1)  # no zone is further from China's than that
_JUDGED: Final = frozenset({CommitmentState.KEPT, CommitmentState.LATE})
_STATE_AFTER: Final[Mapping[CommitmentVerb, CommitmentState]] = {
    CommitmentVerb.KEEP: CommitmentState.KEPT,
    CommitmentVerb.KEEP_LATE: CommitmentState.LATE,
}


def spread(work: Work, year: int) -> None:
    """Tells each community with provisional promises over the year that it has been published."""
    concerned = sa.select(Commitment.community_id).where(*_around(year)).distinct()
    for community_id in work.session.scalars(concerned):
        work.emit(CHANGED, community_id=community_id, year=year)


def sweep(work: Work) -> None:
    """Tells communities whose promises stayed provisional over years that are official.

    A promise may be made by one who read the calendar just before a year was published, and be kept just after its
    community had been told.
    """
    overlooked = sa.or_(
        sa.false(),
        *(
            sa.and_(Commitment.base_at >= _start(first), Commitment.due_at < _start(last + 1))
            for first, last in official_runs(work.session, work.now)
        ),
    )
    rows = sa.select(Commitment.community_id, sa.func.min(Commitment.due_at).label("due_at"))
    for row in work.session.execute(rows.where(Commitment.provisional, overlooked).group_by(Commitment.community_id)):
        work.emit(CHANGED, community_id=row.community_id, year=row.due_at.astimezone(CHINA).year)


def rederive_batch(work: Work, community_id: UUID, year: int, after: UUID | None) -> UUID | None:
    """Works out up to BATCH promises of a community again. Answers after which one to go on, None when all are done."""
    promises = _next_promises(work.session, community_id, year, after)
    zone = time_zone(work.session, community_id)
    subjects = _subjects(work.session, community_id, promises)
    for promise in promises:
        if _touches(promise, year, zone):
            _rederive(work, promise, subjects[promise.subject_id], zone)
    return promises[-1].id if len(promises) == BATCH else None


def _next_promises(session: Session, community_id: UUID, year: int, after: UUID | None) -> Sequence[Commitment]:
    rows = sa.select(Commitment).where(Commitment.community_id == community_id, *_around(year))
    if after is not None:
        rows = rows.where(Commitment.id > after)
    return session.scalars(rows.order_by(Commitment.id).limit(BATCH).with_for_update()).all()


def _subjects(session: Session, community_id: UUID, promises: Sequence[Commitment]) -> Mapping[UUID, Subject]:
    ids = {promise.subject_id for promise in promises}
    rows = sa.select(Subject).where(Subject.community_id == community_id, Subject.id.in_(ids))
    return {subject.id: subject for subject in session.scalars(rows)}


def _rederive(work: Work, promise: Commitment, subject: Subject, zone: ZoneInfo) -> None:
    due = deadline(promise.base_at, promise.value, promise.unit, zone, calendar_for(work.session))
    if due == Deadline(promise.due_at, promise.provisional, promise.calendar_version):
        return
    due_before, before = promise.due_at, promise.state
    _set_steps(work, promise, due.at)
    promise.provisional, promise.calendar_version = due.provisional, due.calendar_version
    if promise.state in _JUDGED and promise.kept_at is not None:
        promise.state = _STATE_AFTER[judged(due.at, promise.kept_at)]
    if promise.state is not before:
        promise.judged_at = work.now
    work.emit(
        "commitments.rederived",
        subject,
        commitment_id=promise.id,
        key=promise.key,
        due_before=due_before,
        due_after=due.at,
        before=before,
        after=promise.state,
    )


def _set_steps(work: Work, promise: Commitment, due_at: datetime) -> None:
    def standard(key: str) -> int:
        return count(work.session, promise.community_id, key, promise.base_at)

    fresh = steps_of(promise.base_at, due_at, promise.lapses_at, warn_bp=standard(WARN_AT), climb_bp=standard(CLIMB_AT))
    steps = moved(promise.steps, promise.rung, fresh)
    promise.warn_at, promise.due_at, promise.climb_at, promise.lapses_at = (
        steps.warn_at,
        steps.due_at,
        steps.climb_at,
        steps.lapses_at,
    )
    if promise.next_at is not None:  # what rings no more, or never did, stays silent
        promise.next_at = next_step(steps, promise.rung)


def moved(old: Steps, rung: int, fresh: Steps) -> Steps:
    """The steps at their new instants, such that the `rung` steps already taken come first and none is taken twice.

    What has rung keeps its time where the new one would be later. What would have lapsed when or after it was due
    still does not lapse before.
    """
    taken = {step for _, step in old.in_order()[:rung]}
    lapses_at = old.lapses_at
    if lapses_at is not None and lapses_at >= old.due_at:
        lapses_at = max(lapses_at, fresh.due_at)
    return Steps(
        warn_at=_earlier(old.warn_at, fresh.warn_at) if Step.WARN in taken else fresh.warn_at,
        due_at=fresh.due_at,
        climb_at=_earlier(old.climb_at, fresh.climb_at) if Step.CLIMB in taken else fresh.climb_at,
        lapses_at=lapses_at,
    )


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one is not None and other is not None else one


def _around(year: int) -> tuple[sa.SQLColumnExpression[bool], ...]:
    """Provisional promises that may have been counted over the year, in whatever zone."""
    return (
        Commitment.provisional,
        Commitment.base_at < _start(year + 1) + _ONE_DAY,
        Commitment.due_at >= _start(year) - _ONE_DAY,
    )


def _touches(promise: Commitment, year: int, zone: ZoneInfo) -> bool:
    """Whether a day after the starting day, up to the last, lies in the year."""
    first = promise.base_at.astimezone(zone).date() + _ONE_DAY
    return first.year <= year <= promise.due_at.astimezone(zone).year


def _start(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=CHINA).astimezone(UTC)
