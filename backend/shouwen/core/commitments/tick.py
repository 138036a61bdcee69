"""The one clock: what falls due is warned, rung, escalated and lapsed, once, whoever ticks and however late.

A tick reads only the partial index on `next_at`. It takes a community's rows in transactions of BATCH, oldest first,
locked past others (SKIP LOCKED), and writes each step down before anything is told: each person by one message.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import SYSTEM
from shouwen.core.commitments.models import Commitment, Ring
from shouwen.core.commitments.rules import CommitmentState, Step, Steps, next_step
from shouwen.core.delivery.rules import MessageEvent
from shouwen.core.delivery.service import Notice, tell
from shouwen.core.standards.queries import standard
from shouwen.core.subjects.rules import SubjectKey
from shouwen.core.work import House, Work
from shouwen.kit.burst import NewRow, insert_rows, update_rows
from shouwen.kit.db import COMPANY_SCOPE, Scope

BATCH: Final = 500
Due = sa.Row[*tuple[Any, ...]]
_READ: Final[tuple[Any, ...]] = (
    Commitment.community_id,
    Commitment.id,
    Commitment.subject_id,
    Commitment.key,
    Commitment.state,
    Commitment.responsible_id,
    Commitment.responsible_post_id,
    Commitment.warn_at,
    Commitment.due_at,
    Commitment.climb_at,
    Commitment.lapses_at,
    Commitment.rung,
    Commitment.judged_at,
)
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
    taken = [(promise, step) for promise in promises for step in _steps_that_came(promise, work.now)]
    update_rows(work.session, Commitment, [_moved_on(promise, work.now) for promise in promises])
    insert_rows(work.session, [_ring(promise, step, work.now) for promise, step in taken])
    for promise, step in taken:
        _write_down(work, promise, step)
    tell(work, community_id, list(_notices(work, taken)))
    return len(promises)


def _due(session: Session, community_id: UUID, work: Work) -> Sequence[Due]:
    """Columns, not entities: of a thousand at once each would cost."""
    return session.execute(
        sa.select(*_READ)
        .where(Commitment.community_id == community_id, Commitment.next_at <= work.now)
        .order_by(Commitment.next_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()


def _steps_that_came(promise: Due, now: datetime) -> list[Step]:
    """In order. After an outage there may be several."""
    ahead = _steps(promise).in_order()[promise.rung :]
    return [step for at, step in ahead if at <= now]


def _moved_on(promise: Due, now: datetime) -> dict[str, Any]:
    """What a promise is from now on: it waits for its next step, or can no longer be kept."""
    came = _steps_that_came(promise, now)
    rung = promise.rung + len(came)
    lapsed = Step.LAPSE in came
    return {
        "community_id": promise.community_id,
        "id": promise.id,
        "rung": rung,
        "next_at": None if lapsed else next_step(_steps(promise), rung),
        "state": CommitmentState.MISSED if lapsed else promise.state,
        "judged_at": now if lapsed else promise.judged_at,
    }


def _steps(promise: Due) -> Steps:
    return Steps(promise.warn_at, promise.due_at, promise.climb_at, promise.lapses_at)


def _ring(promise: Due, step: Step, now: datetime) -> NewRow:
    given = {"community_id": promise.community_id, "commitment_id": promise.id, "step": step, "rung_at": now}
    return NewRow(Ring, given)


def _write_down(work: Work, promise: Due, step: Step) -> None:
    work.emit(
        EVENTS[step],
        SubjectKey(promise.community_id, promise.subject_id),
        commitment_id=promise.id,
        key=promise.key,
        due_at=promise.due_at,
        step=step,
    )


def _notices(work: Work, taken: Sequence[tuple[Due, Step]]) -> Iterator[Notice]:
    """Who is told of a step is so many heights above who answers for the promise: a standard (SH-11, CP-22).

    Where several steps are caught up on, all those people are told of the last: nobody is warned of what is overdue.
    """
    last = {promise.id: step for promise, step in taken if step in TOLD}

    @cache
    def heights(community_id: UUID, step: Step) -> int | None:
        return standard(work.session, community_id, TOLD[step][1], work.now).value

    for promise, step in taken:
        if step in TOLD:
            yield Notice(
                TOLD[last[promise.id]][0],
                promise.subject_id,
                staff_id=promise.responsible_id,
                post_id=promise.responsible_post_id,
                heights=heights(promise.community_id, step),
                commitment_id=promise.id,
                key=promise.key,
                due_at=promise.due_at,
            )
