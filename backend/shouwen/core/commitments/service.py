"""Making promises, keeping them, and ending them with a reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.acts import Moment
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import (
    LIFE,
    CommitmentState,
    CommitmentVerb,
    ExcuseReason,
    Follows,
    NoRequest,
    NotOpen,
    Responsibility,
    Responsible,
    WaiveReason,
    judged,
    next_step,
    steps_of,
)
from shouwen.core.journal.rules import Fact
from shouwen.core.people.queries import acts_for
from shouwen.core.standards.queries import count, standard
from shouwen.core.standards.rules import WORDS, Standard
from shouwen.core.subjects.models import Subject
from shouwen.core.terms import term_of
from shouwen.core.work import Work
from shouwen.core.worktime.rules import Deadline
from shouwen.kit.ids import new_id

WARN_AT = "clock.warn_at"
CLIMB_AT = "clock.climb_at"


@dataclass(frozen=True, slots=True)
class Birth:
    """A promise to be made: under which standard, counted from when, and who answers for it.

    `due_at` names the time itself, for a promise somebody gave in words (RC-20). `silent` promises are judged but
    never ring: history brought in from elsewhere. `under` is a number that stands in no pack, with where it comes from.
    """

    key: str
    base: str
    base_at: datetime
    staff_id: UUID | None = None
    post_id: UUID | None = None
    follows: Follows | None = None
    round: int = 1
    slot: str = ""
    due_at: datetime | None = None
    lapses_at: datetime | None = None
    blocks_close: bool = False
    silent: bool = False
    under: Standard | None = None


def make(work: Work, subject: Subject, birth: Birth) -> Commitment | None:
    """Makes the promise. None where its standard sets no limit: what nobody promised cannot be broken."""
    promise = draft(work, subject, birth)
    if promise is not None:
        work.session.add(promise)
    return promise


def draft(work: Work, subject: Subject, birth: Birth) -> Commitment | None:
    """The row of a promise, to be written by the caller, under the version in force at its base instant."""
    found = birth.under or standard(work.session, subject.community_id, birth.key, birth.base_at)
    due = _due(work, subject.community_id, birth, found)
    if due is None:
        return None
    promise = _row(work, subject, birth, found, due)
    work.emit(
        "commitments.made",
        subject,
        at=birth.base_at,
        commitment_id=promise.id,
        key=promise.key,
        due_at=promise.due_at,
        round=promise.round,
    )
    return promise


def _row(work: Work, subject: Subject, birth: Birth, found: Standard, due: Deadline) -> Commitment:
    steps = steps_of(
        birth.base_at,
        due.at,
        birth.lapses_at,
        warn_bp=count(work.session, subject.community_id, WARN_AT, birth.base_at),
        climb_bp=count(work.session, subject.community_id, CLIMB_AT, birth.base_at),
    )
    return Commitment(
        community_id=subject.community_id,
        id=new_id(),
        subject_id=subject.id,
        key=birth.key,
        round=birth.round,
        slot=birth.slot,
        state=CommitmentState.OPEN,
        responsible_type=Responsible.POST if birth.post_id else Responsible.STAFF,
        responsible_id=None if birth.post_id else birth.staff_id,
        responsible_post_id=birth.post_id,
        follows=birth.follows,
        blocks_close=birth.blocks_close,
        made_at=work.now,
        base=birth.base,
        base_at=birth.base_at,
        warn_at=steps.warn_at,
        due_at=due.at,
        climb_at=steps.climb_at,
        lapses_at=birth.lapses_at,
        next_at=None if birth.silent else next_step(steps, 0),
        rung=0,
        provisional=due.provisional,
        by_late_record=False,
        value=found.value,
        unit=found.unit,
        clause=found.clause,
        pack=found.pack,
        pack_version=found.version,
        calendar_version=due.calendar_version,
    )


def _due(work: Work, community_id: UUID, birth: Birth, found: Standard) -> Deadline | None:
    if birth.due_at is not None:
        return Deadline(birth.due_at, provisional=False, calendar_version=None)
    if found.value is None and found.unit not in WORDS:
        return None
    return term_of(work.session, community_id, found, birth.base_at)


def keep(work: Work, subject: Subject, keys: Collection[str], moment: Moment, *, slot: str | None = None) -> None:
    """The promised thing was done at `moment.at`: judges the promises it keeps, late records included."""
    for promise in _of(work, subject, keys, slot, (CommitmentState.OPEN, CommitmentState.MISSED)):
        judge(work, subject, promise, moment)


def judge(work: Work, subject: Subject, promise: Commitment, moment: Moment) -> None:
    """The promised thing was done at that moment: kept in time, or late. What was judged so before stays so."""
    verb = judged(promise.due_at, moment.at)
    if not LIFE.allows(promise.state, verb):
        return
    before, promise.state = promise.state, LIFE.after(promise.state, verb)
    promise.kept_at, promise.judged_at, promise.next_at = moment.at, work.now, None
    promise.by_late_record = moment.recorded_late
    _tell(work, subject, f"commitments.{promise.state}", promise, before=before, at=moment.at)


def waive(
    work: Work, subject: Subject, reason: WaiveReason, *, keys: Collection[str] | None = None, slot: str | None = None
) -> None:
    """The open promises lost their object."""
    for promise in _of(work, subject, keys, slot, (CommitmentState.OPEN,)):
        _waive(work, subject, promise, reason)


def miss_open(work: Work, subject: Subject) -> None:
    """The subject ended without them: they can no longer be kept."""
    for promise in _of(work, subject, None, None, (CommitmentState.OPEN,)):
        miss(work, subject, promise)


def miss(work: Work, subject: Subject, promise: Commitment) -> None:
    """It can no longer be kept."""
    before, promise.state = promise.state, LIFE.after(promise.state, CommitmentVerb.MISS)
    promise.judged_at, promise.next_at = work.now, None
    _tell(work, subject, "commitments.missed", promise, before=before)


def hand_over(work: Work, subject: Subject, follows: Follows, staff_id: UUID) -> None:
    """Open promises go along with the case: whoever owns it now answers for them."""
    work.session.execute(
        sa.update(Commitment)
        .where(
            Commitment.community_id == subject.community_id,
            Commitment.subject_id == subject.id,
            Commitment.state == CommitmentState.OPEN,
            Commitment.follows == follows,
        )
        .values(responsible_type=Responsible.STAFF, responsible_id=staff_id, responsible_post_id=None)
    )


def give(work: Work, subject: Subject, key: str, slot: str, staff_id: UUID) -> None:
    """An open promise is somebody else's from now on, by name."""
    for promise in _of(work, subject, [key], slot, (CommitmentState.OPEN,)):
        promise.responsible_type = Responsible.STAFF
        promise.responsible_id, promise.responsible_post_id = staff_id, None


# ---------------------------------------------------------------- people decide


def request_excuse(work: Work, subject: Subject, promise: Commitment, reason: ExcuseReason) -> None:
    """Asks another to excuse it, for a listed reason."""
    if not LIFE.allows(promise.state, CommitmentVerb.EXCUSE):
        raise NotOpen
    promise.excuse_reason, promise.excuse_asked_by_id, promise.excuse_asked_at = reason, work.actor.id, work.now
    _tell(work, subject, "commitments.excuse_requested", promise, before=promise.state)


def excuse(work: Work, subject: Subject, promise: Commitment, reason: ExcuseReason | None) -> None:
    """Accepts a reason. Never by the one who answers for it. Raises NotOpen, NoRequest, Responsibility."""
    if not LIFE.allows(promise.state, CommitmentVerb.EXCUSE):
        raise NotOpen
    if reason is None and promise.excuse_reason is None:
        raise NoRequest
    _refuse_own(work, promise)
    before, promise.state = promise.state, LIFE.after(promise.state, CommitmentVerb.EXCUSE)
    promise.excuse_reason = reason or promise.excuse_reason
    promise.judged_at, promise.next_at = work.now, None
    _tell(work, subject, "commitments.excused", promise, before=before, reason=promise.excuse_reason)


def refuse_excuse(work: Work, subject: Subject, promise: Commitment) -> None:
    """Does not accept the reason. Raises NoRequest, Responsibility."""
    if promise.excuse_reason is None or promise.state is CommitmentState.EXCUSED:
        raise NoRequest
    _refuse_own(work, promise)
    promise.excuse_reason = promise.excuse_asked_by_id = promise.excuse_asked_at = None
    _tell(work, subject, "commitments.excuse_refused", promise, before=promise.state)


def let_go(work: Work, subject: Subject, promise: Commitment, reason: ExcuseReason) -> None:
    """Waives one promise on somebody's decision. Raises NotOpen, Responsibility."""
    if not LIFE.allows(promise.state, CommitmentVerb.WAIVE):
        raise NotOpen
    _refuse_own(work, promise)
    promise.excuse_reason = reason
    _waive(work, subject, promise, WaiveReason.DECIDED)


def _refuse_own(work: Work, promise: Commitment) -> None:
    if acts_for(work.actor, promise.responsible_id, promise.responsible_post_id):
        raise Responsibility


def _waive(work: Work, subject: Subject, promise: Commitment, reason: WaiveReason) -> None:
    before, promise.state = promise.state, LIFE.after(promise.state, CommitmentVerb.WAIVE)
    promise.waive_reason, promise.judged_at, promise.next_at = reason, work.now, None
    _tell(work, subject, "commitments.waived", promise, before=before, reason=reason)


def _of(
    work: Work,
    subject: Subject,
    keys: Collection[str] | None,
    slot: str | None,
    states: Collection[CommitmentState],
) -> Sequence[Commitment]:
    rows = sa.select(Commitment).where(
        Commitment.community_id == subject.community_id,
        Commitment.subject_id == subject.id,
        Commitment.state.in_(states),
    )
    if keys is not None:
        rows = rows.where(Commitment.key.in_(keys))
    if slot is not None:
        rows = rows.where(Commitment.slot == slot)
    # Locked: a calendar made official meanwhile may be moving the very instant they are judged by.
    return work.session.scalars(rows.order_by(Commitment.id).with_for_update()).all()


def _tell(
    work: Work,
    subject: Subject,
    event: str,
    promise: Commitment,
    *,
    before: CommitmentState,
    at: datetime | None = None,
    reason: str | None = None,
) -> None:
    facts: dict[str, Fact] = {"commitment_id": promise.id, "key": promise.key, "before": before, "after": promise.state}
    if reason:
        facts["reason"] = reason
    work.emit(event, subject, at=at, facts=facts)
