"""How a deposit ends: a settlement by two, the rest paid back and confirmed, the file closed (RN-12, RN-19)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations.acting import Acting, begin, by_clock
from shouwen.areas.renovations.deposits import REFUND, account_of
from shouwen.areas.renovations.gate_rules import split_deposit
from shouwen.areas.renovations.models import Deduction, Renovation, Settlement, Violation
from shouwen.areas.renovations.problems import MoreThanHeld, NothingHeld, NothingProposed, NotPaidByWechat
from shouwen.areas.renovations.queries import next_no
from shouwen.areas.renovations.rules import COUNTED, RefundOutcome, RenovationState, RenovationVerb, SettlementState
from shouwen.areas.renovations.schemas import (
    ConfirmRefundIn,
    ProposeSettlementIn,
    RefundIn,
    RenovationAct,
    RenovationReasonIn,
)
from shouwen.core.ledger.public import (
    PaymentState,
    PayMethod,
    Refund,
    RefundState,
    TwoPeople,
    begin_refund,
    complete_refund,
    deduct,
    fail_refund,
    forfeit,
    payments_of,
    refunds_of,
)
from shouwen.core.work import Work

_V = RenovationVerb


def propose_settlement(work: Work, renovation_id: UUID, body: ProposeSettlementIn) -> Renovation:
    """How the deposit is to be divided (RN-19). Raises NothingHeld where one that ended early left no deposit."""
    acting = begin(work, renovation_id, _V.PROPOSE_SETTLEMENT, body)
    acting.gate()
    held, ended_early = acting.facts.file.held_fen, acting.facts.file.ended_early
    if not held and ended_early:
        raise NothingHeld
    split = split_deposit(held, acting.facts.deductions_fen, forfeit=body.forfeit)
    if split is None:
        raise MoreThanHeld
    renovation = acting.renovation
    work.session.add(
        Settlement(
            community_id=renovation.community_id,
            renovation_id=renovation.id,
            no=next_no(work, Settlement, renovation),
            state=SettlementState.PROPOSED,
            deducted_fen=split.deducted_fen,
            forfeited_fen=split.forfeited_fen,
            refund_fen=split.refund_fen,
            words=body.words,
            proposed_by_id=work.actor.id,
            proposed_at=acting.moment.at,
        )
    )
    acting.touch()
    acting.tell(
        "renovations.settlement_proposed",
        deducted_fen=split.deducted_fen,
        forfeited_fen=split.forfeited_fen,
        refund_fen=split.refund_fen,
    )
    return renovation


def approve_settlement(work: Work, renovation_id: UUID, body: RenovationAct) -> Renovation:
    """Another person agrees: what is kept moves on the ledger now, the rest waits to be paid back."""
    acting = begin(work, renovation_id, _V.APPROVE_SETTLEMENT, body)
    acting.gate()
    settlement = settlement_of(acting, SettlementState.PROPOSED)
    settlement.state = SettlementState.APPROVED
    settlement.decided_by_id, settlement.decided_at = work.actor.id, acting.moment.at
    _keep(acting, settlement)
    acting.move()
    acting.renovation.settled_at = acting.moment.at
    acting.note(body.words)
    acting.tell("renovations.settlement_approved", no=settlement.no)
    return acting.renovation


def refuse_settlement(work: Work, renovation_id: UUID, body: RenovationReasonIn) -> Renovation:
    """Another person does not agree: nothing has moved, and another may be proposed."""
    acting = begin(work, renovation_id, _V.REFUSE_SETTLEMENT, body)
    settlement = settlement_of(acting, SettlementState.PROPOSED)
    settlement.state = SettlementState.REFUSED
    settlement.decided_by_id, settlement.decided_at = work.actor.id, acting.moment.at
    acting.touch()
    acting.note(body.words)
    acting.tell("renovations.settlement_refused", no=settlement.no)
    return acting.renovation


def _keep(acting: Acting, settlement: Settlement) -> None:
    """Each deduction is a paper of its own, so that it can be held against its notice."""
    work, renovation = acting.work, acting.renovation
    if not settlement.deducted_fen and not settlement.forfeited_fen:
        return
    account, both = account_of(work, renovation), _both(settlement)
    rows = (
        sa.select(Deduction, Violation.notice_number)
        .join(
            Violation,
            sa.and_(
                Violation.community_id == Deduction.community_id,
                Violation.renovation_id == Deduction.renovation_id,
                Violation.no == Deduction.violation_no,
            ),
        )
        .where(
            Deduction.community_id == renovation.community_id,
            Deduction.renovation_id == renovation.id,
            Deduction.state.in_(COUNTED),
        )
        .order_by(Deduction.no)
    )
    for one, notice_number in work.session.execute(rows).all():
        cause = f"deduction:{renovation.id}:{one.no}"
        deduct(work, account, one.amount_fen, both, cause=cause, note=notice_number)
    if settlement.forfeited_fen:
        forfeit(work, account, settlement.forfeited_fen, both, cause=f"forfeiture:{renovation.id}")


def _both(settlement: Settlement) -> TwoPeople:
    return TwoPeople(settlement.proposed_by_id, _decided_by(settlement))


def _decided_by(settlement: Settlement) -> UUID:
    assert settlement.decided_by_id is not None  # noqa: S101 - it has been approved
    return settlement.decided_by_id


def withdraw_proposal(acting: Acting) -> None:
    """What was proposed before the sum changed is proposed no longer."""
    if acting.facts.proposed_by_id is None:
        return
    settlement = settlement_of(acting, SettlementState.PROPOSED)
    settlement.state = SettlementState.WITHDRAWN
    acting.tell("renovations.settlement_withdrawn", no=settlement.no)


def settlement_of(acting: Acting, state: SettlementState) -> Settlement:
    """The last one in that state. Raises NothingProposed."""
    renovation = acting.renovation
    rows = sa.select(Settlement).where(
        Settlement.community_id == renovation.community_id,
        Settlement.renovation_id == renovation.id,
        Settlement.state == state,
    )
    found = acting.work.session.scalars(rows.order_by(Settlement.no.desc()).limit(1)).one_or_none()
    if found is None:
        raise NothingProposed
    return found


# ---------------------------------------------------------------- the money back


def refund(work: Work, renovation_id: UUID, body: RefundIn) -> Renovation:
    """What is left goes back: on its way until it is confirmed. Where nothing is left, that was all.

    Whoever approved the settlement does not pay it out as well: the ledger wants two people for each refund. WeChat
    Pay gives back what was paid by it, and says itself how that ended. Raises NotPaidByWechat.
    """
    acting = begin(work, renovation_id, _V.REFUND, body)
    acting.gate()
    renovation, settlement = acting.renovation, settlement_of(acting, SettlementState.APPROVED)
    if not settlement.refund_fen:
        acting.tell("renovations.nothing_to_refund")
        return _refunded(acting)
    tries = len(refunds_of(work.session, renovation.community_id, renovation.id))
    begun = begin_refund(
        work,
        account_of(work, renovation),
        settlement.refund_fen,
        body.method,
        TwoPeople(work.actor.id, _decided_by(settlement)),
        cause=f"refund:{renovation.id}:{tries + 1}",
        payment_id=_given_back(work, renovation, settlement) if body.method is PayMethod.WECHAT_PAY else None,
    )
    acting.touch()
    acting.tell("renovations.refund_begun", refund_id=begun.id, amount_fen=begun.amount_fen)
    return renovation


def confirm_refund(work: Work, renovation_id: UUID, body: ConfirmRefundIn) -> Renovation:
    """It reached the household, or came back: then it is held again, and may be tried once more.

    That it came back is told by `hear_of_refund`, whoever said so.
    """
    acting = begin(work, renovation_id, _V.CONFIRM_REFUND, body)
    found = under_way(work, acting.renovation)
    assert found is not None  # noqa: S101 - the rules have looked
    if body.outcome is RefundOutcome.FAILED:
        fail_refund(work, found.id, "bank.refused")
        acting.touch()
        return acting.renovation
    complete_refund(work, found.id)
    acting.tell("renovations.refund_paid_out", refund_id=found.id)
    return _refunded(acting)


def hear_of_refund(work: Work, renovation: Renovation, refund_id: UUID, at: datetime) -> None:
    """How a refund ended, whoever says so: `confirm_refund`, which has moved the file, WeChat Pay, or the ledger."""
    ended = work.session.get_one(Refund, (renovation.community_id, refund_id))
    acting = by_clock(work, renovation, _V.CONFIRM_REFUND, at)
    if ended.state is RefundState.RETURNED:
        acting.touch()
        acting.tell("renovations.refund_failed", refund_id=ended.id)
    elif renovation.state is RenovationState.SETTLED:
        acting.tell("renovations.refund_paid_out", refund_id=ended.id)
        _refunded(acting)


def _given_back(work: Work, renovation: Renovation, settlement: Settlement) -> UUID:
    """The payment that WeChat Pay gives back, whole or in part."""
    paid = [
        one
        for one in payments_of(work.session, renovation.community_id, renovation.id)
        if one.state is PaymentState.PAID and one.amount_fen >= settlement.refund_fen
    ]
    if not paid:
        raise NotPaidByWechat.at("/method")
    return paid[-1].id


def under_way(work: Work, renovation: Renovation) -> Refund | None:
    """The refund that has left and not arrived."""
    refunds = refunds_of(work.session, renovation.community_id, renovation.id)
    return next((one for one in refunds if one.state is RefundState.LEAVING), None)


def _refunded(acting: Acting) -> Renovation:
    acting.renovation.state = RenovationState.REFUNDED
    acting.renovation.refunded_at = acting.moment.at
    acting.kept(REFUND)
    return acting.renovation


def close(work: Work, renovation_id: UUID, body: RenovationAct) -> Renovation:
    """The file is complete and filed with the household's dossier (RN-13)."""
    acting = begin(work, renovation_id, _V.CLOSE, body)
    acting.move()
    acting.renovation.ended_at = acting.moment.at
    acting.note(body.words)
    acting.tell("renovations.closed")
    return acting.renovation
