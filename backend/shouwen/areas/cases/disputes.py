"""Who heard it, who answers for it, and who decides when people disagree (FR-01, FR-13)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases import promises
from shouwen.areas.cases.acting import Acting, begin
from shouwen.areas.cases.bodies import ArbitrateIn, ReasonIn, SucceedIn
from shouwen.areas.cases.models import Case, Dispute
from shouwen.areas.cases.problems import DisputeTooLate, NothingRuled
from shouwen.areas.cases.queries import Loaded
from shouwen.areas.cases.rules import DisputeState, State, Verb
from shouwen.core.commitments.rules import Follows
from shouwen.core.commitments.service import hand_over
from shouwen.core.custody import service as custody
from shouwen.core.people.queries import works_in
from shouwen.core.references import UnknownReference
from shouwen.core.subjects.models import Involvement, Part
from shouwen.core.terms import term_ends
from shouwen.core.work import Work

DISPUTE_WITHIN = "custody.dispute_within"


def dispute(work: Work, case_id: UUID, body: ReasonIn) -> Loaded:
    """A first responder whom another named says it was somebody else. The row is never rewritten."""
    acting = begin(work, case_id, Verb.DISPUTE, body)
    case = acting.case
    if work.now > _last_moment(work, case):
        raise DisputeTooLate
    work.session.add(
        Dispute(
            community_id=case.community_id,
            case_id=case.id,
            state=DisputeState.OPEN,
            raised_by_id=work.actor.id,
            raised_at=acting.moment.at,
        )
    )
    acting.tell("cases.disputed", note_id=acting.reason(body.reason))
    return acting.loaded


def arbitrate(work: Work, case_id: UUID, body: ArbitrateIn) -> Loaded:
    """The ruling binds at once, and is followed up (FR-13)."""
    acting = begin(work, case_id, Verb.ARBITRATE, body)
    settled = _settle_dispute(acting, upheld=body.accountable_id is not None)
    if body.owner_id is None and body.accountable_id is None and not settled:
        raise NothingRuled
    note_id = acting.reason(body.ruling)
    if body.owner_id is not None:
        _rule_owner(acting, body.owner_id)
    if body.accountable_id is not None:
        _name_accountable(acting, body.accountable_id, "/accountable_id")
    acting.tell("cases.arbitrated", owner_id=body.owner_id, accountable_id=body.accountable_id, note_id=note_id)
    promises.promise_follow_up(work, acting.case, acting.subject, acting.moment)
    return acting.loaded


def succeed(work: Work, case_id: UUID, body: SucceedIn) -> Loaded:
    """Another becomes accountable: the first responder is away for long, has moved or left. A chain of its own.

    So the head of the desk names who tracks what cannot be finished (RC-14).
    """
    acting = begin(work, case_id, Verb.SUCCEED, body)
    before = acting.case.accountable_id
    _name_accountable(acting, body.to_staff_id, "/to_staff_id")
    acting.tell(
        "cases.succeeded", from_staff_id=before, accountable_id=body.to_staff_id, note_id=acting.reason(body.reason)
    )
    return acting.loaded


def _last_moment(work: Work, case: Case) -> datetime:
    return term_ends(work.session, case.community_id, DISPUTE_WITHIN, case.recorded_at, by=case.heard_at)


def _settle_dispute(acting: Acting, *, upheld: bool) -> bool:
    """Rules an open dispute, if there is one. Answers whether there was."""
    case = acting.case
    ruled = acting.work.session.execute(
        sa.update(Dispute)
        .where(
            Dispute.community_id == case.community_id, Dispute.case_id == case.id, Dispute.state == DisputeState.OPEN
        )
        .values(
            state=DisputeState.UPHELD if upheld else DisputeState.REJECTED,
            ruled_by_id=acting.work.actor.id,
            ruled_at=acting.moment.at,
        )
        .returning(Dispute.id)
    ).all()
    if ruled and upheld:
        case.is_disputed = True
    return bool(ruled)


def _rule_owner(acting: Acting, owner_id: UUID) -> None:
    _check_works_here(acting, owner_id, "/owner_id")
    if owner_id == acting.case.owner_id:
        return
    custody.rule(acting.work, acting.subject, owner_id, acting.moment.at)
    acting.case.owner_id = owner_id
    acting.case.state = State.OWNED
    hand_over(acting.work, acting.subject, Follows.OWNER, owner_id)


def _name_accountable(acting: Acting, staff_id: UUID, pointer: str) -> None:
    _check_works_here(acting, staff_id, pointer)
    acting.case.accountable_id = staff_id
    acting.work.session.add(
        Involvement(
            community_id=acting.subject.community_id,
            subject_id=acting.subject.id,
            part=Part.ANSWERS,
            person_id=staff_id,
        )
    )
    hand_over(acting.work, acting.subject, Follows.ACCOUNTABLE, staff_id)


def _check_works_here(acting: Acting, staff_id: UUID, pointer: str) -> None:
    if not works_in(acting.work.session, staff_id, acting.case.community_id, acting.work.now):
        raise UnknownReference.at(pointer)
