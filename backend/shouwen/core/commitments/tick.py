"""The one clock: what falls due is warned, rung, escalated and lapsed, once, whoever ticks and however late.

A tick reads only the partial index on `next_at`. It takes a community's rows in transactions of BATCH, oldest first,
locked past others (SKIP LOCKED), and writes each step down before anything is told: each person by one message.
"""

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import SYSTEM
from shouwen.core.commitments.models import Commitment, Ring
from shouwen.core.commitments.rules import CommitmentState, Step, next_step
from shouwen.core.delivery.rules import MessageEvent
from shouwen.core.delivery.service import Notice, tell
from shouwen.core.standards.queries import standard
from shouwen.core.subjects.models import Subject
from shouwen.core.work import House, Work
from shouwen.kit.burst import insert_rows
from shouwen.kit.db import COMPANY_SCOPE, Scope

BATCH: Final = 500
EVENTS: Final = {
    Step.WARN: "commitments.warned",
    Step.DUE: "commitments.fell_due",
    Step.CLIMB: "commitments.escalated",
    Step.LAPSE: "commitments.missed",
}
TOLD: Final = {
    Step.WARN: (MessageEvent.WARNED, "clock.warn.up"),
    Step.DUE: (MessageEvent.FELL_DUE, "clock.due.up"),
    Step.CLIMB: (MessageEvent.CLIMBED, "clock.climb.up"),
}


def tick(house: House) -> int:
    """Takes every step that has come, in every community. Answers how many promises it moved."""
    now = house.clock.now()
    with house.db.read(COMPANY_SCOPE) as session:
        waiting = session.scalars(sa.select(Commitment.community_id).where(Commitment.next_at <= now).distinct()).all()
    return sum(_tick_community(house, community_id) for community_id in waiting)


def _tick_community(house: House, community_id: UUID) -> int:
    moved = 0
    while True:
        with house.db.write(Scope.of(community_id)) as session:
            work = Work(house=house, session=session, actor=SYSTEM, now=house.clock.now())
            count = tick_batch(work, community_id)
            work.write_journal()
        house.stirred.set()
        moved += count
        if count < BATCH:
            return moved


def tick_batch(work: Work, community_id: UUID) -> int:
    """Up to BATCH promises of one community, in this transaction."""
    promises = _due(work.session, community_id, work)
    if not promises:
        return 0
    subjects = _subjects(work.session, promises)
    taken = [
        (promise, step) for promise in promises for step in _take_steps(work, promise, subjects[promise.subject_id])
    ]
    work.session.flush()
    insert_rows(
        work.session,
        [Ring(community_id=community_id, commitment_id=one.id, step=step, rung_at=work.now) for one, step in taken],
    )
    tell(work, community_id, list(_notices(work, taken)))
    return len(promises)


def _notices(work: Work, taken: Sequence[tuple[Commitment, Step]]) -> Iterator[Notice]:
    """Who is told of a step is so many heights above who answers for the promise: a standard (SH-11, CP-22).

    Where several steps are caught up on, all those people are told of the last: nobody is warned of what is overdue.
    """
    last = {promise.id: step for promise, step in taken if step in TOLD}
    for promise, step in taken:
        if step in TOLD:
            yield Notice(
                TOLD[last[promise.id]][0],
                promise.subject_id,
                staff_id=promise.responsible_id,
                post_id=promise.responsible_post_id,
                heights=standard(work.session, promise.community_id, TOLD[step][1], work.now).value,
                commitment_id=promise.id,
                key=promise.key,
                due_at=promise.due_at,
            )


def _due(session: Session, community_id: UUID, work: Work) -> Sequence[Commitment]:
    return session.scalars(
        sa.select(Commitment)
        .where(Commitment.community_id == community_id, Commitment.next_at <= work.now)
        .order_by(Commitment.next_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()


def _subjects(session: Session, promises: Sequence[Commitment]) -> dict[UUID, Subject]:
    rows = session.scalars(sa.select(Subject).where(Subject.id.in_({promise.subject_id for promise in promises})))
    return {subject.id: subject for subject in rows}


def _take_steps(work: Work, promise: Commitment, subject: Subject) -> list[Step]:
    """The steps whose time has come, in order. After an outage there may be several."""
    ahead = promise.steps.in_order()[promise.rung :]
    taken = [step for at, step in ahead if at <= work.now]
    promise.rung += len(taken)
    promise.next_at = next_step(promise.steps, promise.rung)
    if Step.LAPSE in taken:
        promise.state, promise.judged_at, promise.next_at = CommitmentState.MISSED, work.now, None
    for step in taken:
        work.emit(EVENTS[step], subject, commitment_id=promise.id, key=promise.key, due_at=promise.due_at, step=step)
    return taken
