"""Asking how the system is doing. Every figure is read from an index that holds only what waits."""

import shutil
from datetime import datetime
from importlib.metadata import version
from typing import Any

import sqlalchemy as sa

from shouwen.core.commitments.models import Commitment
from shouwen.core.health.schemas import BooksOut, HealthOut, JobsOut, ScheduleOut
from shouwen.core.jobs.models import Job, JobState
from shouwen.core.journal.models import UnsealedEntry
from shouwen.core.journal.rules import COMPANY
from shouwen.core.ledger.models import BooksCheck
from shouwen.core.work import Work
from shouwen.core.worktime.queries import coverage
from shouwen.kit.last_backup import last_backup


def health(work: Work) -> HealthOut:
    """How the system is doing now."""
    folder = work.house.options.data_dir
    reach = coverage(work.session, work.now)
    return {
        "at": work.now,
        "version": version("shouwen"),
        "jobs": _jobs(work),
        "clock": {"oldest_step_due_at": _oldest_step(work)},
        "journal": {"unsealed": _count(work, sa.select(UnsealedEntry.entry_id))},
        "calendar": {"official_through": reach.official_through, "alarm": reach.alarm},
        "books": _books(work),
        "backup": {"last_at": last_backup(folder) if folder else None},
        "disk_free_bytes": shutil.disk_usage(folder).free if folder and folder.is_dir() else None,
        "schedules": _schedules(work),
    }


def _jobs(work: Work) -> JobsOut:
    due = sa.and_(Job.state == JobState.WAITING, Job.run_at <= work.now)
    oldest = work.session.execute(sa.select(Job.run_at, Job.consumer).where(due).order_by(Job.run_at).limit(1)).first()
    return {
        "due": _count(work, sa.select(Job.id).where(due)),
        "oldest_due_at": oldest.run_at if oldest else None,
        "oldest": oldest.consumer if oldest else None,
        "given_up": _count(work, sa.select(Job.id).where(Job.state == JobState.FAILED)),
    }


def _oldest_step(work: Work) -> datetime | None:
    oldest: datetime | None = work.session.scalar(
        sa.select(sa.func.min(Commitment.next_at)).where(Commitment.next_at <= work.now)
    )
    return oldest


def _books(work: Work) -> BooksOut:
    unsound = sa.func.count(BooksCheck.unsound_since)
    since, oldest = sa.func.min(BooksCheck.unsound_since), sa.func.min(BooksCheck.checked_at)
    found = work.session.execute(sa.select(unsound, since, oldest)).one()
    return {"unsound": found[0], "unsound_since": found[1], "oldest_check_at": found[2]}


def _schedules(work: Work) -> list[ScheduleOut]:
    """As their turns stand in the queue: which there are is known to the workers."""
    done = sa.func.max(sa.case((Job.state == JobState.DONE, Job.due_at)))
    waiting = sa.func.min(sa.case((sa.and_(Job.state == JobState.WAITING, Job.run_at <= work.now), Job.due_at)))
    turns = (
        sa.select(Job.consumer, done.label("done"), waiting.label("waiting"))
        .where(Job.community_id == COMPANY, Job.due_at.is_not(None))
        .group_by(Job.consumer)
        .order_by(Job.consumer)
    )
    return [
        {"name": row.consumer, "last_done_at": row.done, "waiting_since": row.waiting}
        for row in work.session.execute(turns)
    ]


def _count(work: Work, rows: sa.Select[Any]) -> int:
    return work.session.scalars(sa.select(sa.func.count()).select_from(rows.subquery())).one()
