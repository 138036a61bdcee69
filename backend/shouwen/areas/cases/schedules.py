"""What comes round by the clock for cases."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases import follow_ups
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.promises import judge_history
from shouwen.areas.cases.rules import Origin, State
from shouwen.areas.cases.service import close_silently
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.queries import kept_from_closing
from shouwen.core.jobs.registry import registry
from shouwen.core.places.models import Community
from shouwen.core.subjects.models import Subject
from shouwen.core.terms import term_ends
from shouwen.core.work import Work

AT_ONCE = 200


@registry.every(timedelta(hours=1), "cases.silent_close")
def close_what_nobody_objected_to(work: Work) -> None:
    """Finished and silent for `case.silent_close`: the system closes it."""
    for community in work.session.scalars(sa.select(Community)).all():
        for case in _finished(work, community.id):
            if _silence_ends(work, community.id, case) > work.now:
                break  # the oldest come first: the others have time left
            close_silently(work, case.id)


def _finished(work: Work, community_id: UUID) -> Sequence[Case]:
    rows = sa.select(Case).where(
        Case.community_id == community_id,
        Case.state.in_([State.FINISHED, State.CONFIRMED]),
        Case.origin == Origin.LIVE,
        Case.id.not_in(kept_from_closing()),
    )
    return work.session.scalars(rows.order_by(Case.finished_at, Case.id).limit(AT_ONCE)).all()


def _silence_ends(work: Work, community_id: UUID, case: Case) -> datetime:
    finished_at = case.finished_at or work.now
    return term_ends(work.session, community_id, "case.silent_close", finished_at, by=finished_at)


@registry.every(timedelta(minutes=10), "cases.plan_follow_ups")
def plan_weekly_calls(work: Work) -> None:
    """Whoever waits for a repair is called every week: the next call is promised (RP-05)."""
    follow_ups.plan(work)


@registry.every(timedelta(minutes=10), "cases.judge_history")
def judge_what_was_imported_earlier(work: Work) -> None:
    """Cases brought in before there were promises get theirs: judged by heard_at and finished_at, never rung."""
    judged = sa.select(Commitment.subject_id)
    rows = (
        sa.select(Case, Subject)
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .where(Case.origin == Origin.HISTORY, Case.id.not_in(judged))
        .order_by(Case.id)
        .limit(AT_ONCE)
    )
    for case, subject in work.session.execute(rows).all():
        judge_history(work, case, subject)
