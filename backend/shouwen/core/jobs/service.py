"""Handing out jobs when rows are sealed, planning schedules, claiming and doing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from shouwen.core.access.actor import SYSTEM
from shouwen.core.jobs.models import Job, JobState
from shouwen.core.jobs.registry import Errand, Registry, registry
from shouwen.core.journal.rules import COMPANY
from shouwen.core.work import House, Work
from shouwen.kit.db import COMPANY_SCOPE, Scope, insert_into
from shouwen.kit.ticket_lock import LockTimeoutError

LEASE: Final = timedelta(minutes=2)
MAX_ATTEMPTS: Final = 12
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
log = structlog.get_logger(__name__)


class LeaseLostError(Exception):
    """It took longer than the lease, and another worker has the job now: what this one did is rolled back."""


class WorkerLostError(Exception):
    """No attempt at the job ever came to an end, good or bad."""


def hand_out(
    session: Session, community_id: UUID, entries: Sequence[sa.Row[Any]], *, rooms: Registry = registry
) -> None:
    """One job for each consumer interested in each sealed row. Called by the sealer, in its transaction."""
    jobs = [
        Job(community_id=community_id, consumer=consumer, entry_id=entry.id, run_at=entry.recorded_at)
        for entry in entries
        for consumer in rooms.interested_in(entry)
    ]
    session.add_all(jobs)


def plan_schedules(session: Session, now: datetime, *, rooms: Registry = registry) -> None:
    """Makes the present turn of each schedule exist, once. Turns missed while nobody ran are not made up for."""
    for schedule in rooms.schedules.values():
        due_at = now - (now - _EPOCH) % schedule.every
        turn = {"community_id": COMPANY, "consumer": schedule.name, "due_at": due_at, "run_at": due_at}
        session.execute(insert_into(session, Job).values(turn).on_conflict_do_nothing())


def claim(session: Session, now: datetime, *which: sa.ColumnElement[bool]) -> Job | None:
    """Leases the next waiting job to this worker. SKIP LOCKED lets many workers claim at once on PostgreSQL."""
    free = sa.or_(Job.leased_until.is_(None), Job.leased_until < now)
    chosen = (
        sa.select(Job.community_id, Job.id)
        .where(Job.state == JobState.WAITING, Job.run_at <= now, free, *which)
        .order_by(Job.run_at)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = (
        sa.update(Job)
        .where(sa.tuple_(Job.community_id, Job.id) == chosen)  # the whole key: a table of done jobs is not searched
        .values(leased_until=now + LEASE, attempts=Job.attempts + 1)
    )
    return session.scalars(taken.returning(Job), execution_options={"synchronize_session": False}).one_or_none()


def do_next(house: House, *, rooms: Registry = registry) -> bool:
    """Claims one job at home and does it. Answers whether there was one."""
    return _take(house, rooms, Job.consumer.not_in(rooms.errands))


def run_next(house: House, *, rooms: Registry = registry) -> bool:
    """As `do_next`, for errands: whoever is slow outside keeps no job at home waiting."""
    return bool(rooms.errands) and _take(house, rooms, Job.consumer.in_(rooms.errands))


def _take(house: House, rooms: Registry, which: sa.ColumnElement[bool]) -> bool:
    now = house.clock.now()
    with house.db.write(COMPANY_SCOPE) as session:
        job = claim(session, now, which)
        if job:
            session.expunge(job)
    if job is None:
        return False
    if job.attempts > MAX_ATTEMPTS:  # no attempt came to an end: it takes its worker down with it
        _put_off(house, job, WorkerLostError())
        return True
    try:
        if job.consumer in rooms.errands:
            _run(house, job, rooms.errands[job.consumer])
        else:
            _do(house, job, rooms)
    except LockTimeoutError as error:  # the writer was busy: nothing is wrong, it is tried again
        log.warning("job_waits", job_id=str(job.id), consumer=job.consumer, attempts=job.attempts)
        _put_off(house, job, error)
    except Exception as error:  # a failing handler must not stop the others
        log.exception("job_failed", job_id=str(job.id), consumer=job.consumer, attempts=job.attempts)
        _put_off(house, job, error)
    return True


def _do(house: House, job: Job, rooms: Registry) -> None:
    with _at_work(house, job) as work:
        if job.entry_id:
            _end(work, job, rooms.consumers[job.consumer](work, job.entry_id))
        else:
            rooms.schedules[job.consumer].duty(work)
            _end(work, job, None)


def _run(house: House, job: Job, errand: Errand) -> None:
    """Packs in one transaction, carries in none, writes down in another what came of it."""
    assert job.entry_id is not None  # noqa: S101 - errands follow from what happened, never from the clock
    with _at_work(house, job) as work:
        parcel = errand.pack(work, job.entry_id)
        if parcel is None or isinstance(parcel, datetime):
            _end(work, job, parcel)
            return
    outcome = errand.carry(house, parcel)
    with _at_work(house, job) as work:
        _end(work, job, errand.unpack(work, parcel, outcome))


@contextmanager
def _at_work(house: House, job: Job) -> Iterator[Work]:
    scope = COMPANY_SCOPE if job.community_id == COMPANY else Scope.of(job.community_id)
    with house.db.write(scope) as session:
        work = Work(house=house, session=session, actor=SYSTEM, now=house.clock.now())
        yield work
        work.write_journal()
    house.stirred.set()


def _end(work: Work, job: Job, again_at: datetime | None) -> None:
    """It is done, or to be taken up again later: then its attempts are counted anew."""
    outcome = {"state": JobState.DONE} if again_at is None else {"run_at": again_at, "attempts": 0, "error": None}
    work.session.flush()
    if not _settle(work.session, job, leased_until=None, **outcome):
        raise LeaseLostError


def _put_off(house: House, job: Job, error: Exception) -> None:
    """Tries again later, later each time; after MAX_ATTEMPTS the job is given up, which system health shows."""
    state = JobState.FAILED if job.attempts >= MAX_ATTEMPTS else JobState.WAITING
    run_at = house.clock.now() + timedelta(seconds=min(2**job.attempts, 3600))
    with house.db.write(COMPANY_SCOPE) as session:
        _settle(session, job, state=state, leased_until=None, run_at=run_at, error=type(error).__name__)


def _settle(session: Session, job: Job, **outcome: Any) -> bool:
    """Writes down what came of this attempt, unless the lease ran out and another worker took the job meanwhile."""
    mine = (
        Job.community_id == job.community_id,
        Job.id == job.id,
        Job.attempts == job.attempts,
        Job.leased_until == job.leased_until,
    )
    written = sa.update(Job).where(*mine, Job.state == JobState.WAITING).values(outcome).returning(Job.id)
    return session.execute(written).first() is not None
