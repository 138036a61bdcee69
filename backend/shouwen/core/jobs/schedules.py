"""House-keeping by the clock."""

from datetime import timedelta

import sqlalchemy as sa

from shouwen.core.access import service as access
from shouwen.core.idempotency.service import forget_old
from shouwen.core.jobs.models import Job, JobState
from shouwen.core.jobs.registry import registry
from shouwen.core.work import Work

_DONE_KEPT_FOR = timedelta(days=30)


@registry.every(timedelta(hours=1), "idempotency.forget")
def forget_replies(work: Work) -> None:
    """Replies kept for repeats go after their time."""
    forget_old(work.session, work.now)


@registry.every(timedelta(hours=1), "access.forget")
def forget_sign_ins(work: Work) -> None:
    """Sessions, links and failed attempts go when they no longer open or count anything."""
    access.forget_old(work.session, work.now)


@registry.every(timedelta(days=1), "jobs.forget")
def forget_done_jobs(work: Work) -> None:
    """Done jobs go after a month; the journal keeps what they did."""
    old = work.now - _DONE_KEPT_FOR
    work.session.execute(sa.delete(Job).where(Job.state == JobState.DONE, Job.run_at < old))
