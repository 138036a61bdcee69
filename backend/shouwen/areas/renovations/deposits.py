"""The deposit: paid on the ledger, deductions that can be objected to, a settlement by two, the money back (RN-12)."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations.acting import Acting, begin, is_resident
from shouwen.areas.renovations.gate_rules import DepositRates, deposit_due, split_deposit
from shouwen.areas.renovations.models import Deduction, Renovation, Settlement, Violation
from shouwen.areas.renovations.problems import (
    DeductionOver,
    MoreThanHeld,
    NeedsEvidence,
    NeedsNotice,
    NeedsThird,
    NoRefundUnderWay,
    NoSuchDeduction,
    NothingHeld,
    NothingProposed,
    RefundUnderWay,
    WrongDeposit,
)
from shouwen.areas.renovations.queries import next_no
from shouwen.areas.renovations.rules import (
    COUNTED,
    DeductionState,
    RefundOutcome,
    RenovationState,
    RenovationVerb,
    SettlementState,
    WorkScope,
)
from shouwen.areas.renovations.schemas import (
    ConfirmRefundIn,
    DecideObjectionIn,
    DeductIn,
    ObjectToDeductionIn,
    PayDepositIn,
    ProposeSettlementIn,
    RefundIn,
    RenovationAct,
    RenovationReasonIn,
)
from shouwen.areas.renovations.site import violation_of
from shouwen.core.ledger.public import (
    Account,
    Refund,
    RefundState,
    Taking,
    TwoPeople,
    begin_refund,
    complete_refund,
    deduct,
    fail_refund,
    forfeit,
    open_held,
    refunds_of,
    take,
)
from shouwen.core.places.models import Unit
from shouwen.core.standards.keys import KEYS
from shouwen.core.standards.queries import standard
from shouwen.core.work import Work

DEPOSIT: Final = "renovation.deposit"
REFUND: Final = "renovation.refund"
OBJECTION: Final = "renovation.objection"
_V = RenovationVerb


def sign(work: Work, renovation_id: UUID, body: RenovationAct) -> Renovation:
    """The agreement is signed (RN-04), and fixes what deposit is due. Where none is, there is nothing to wait for."""
    acting = begin(work, renovation_id, _V.SIGN, body)
    acting.gate()
    acting.move()
    renovation = acting.renovation
    renovation.signed_at = acting.moment.at
    renovation.required_fen = required_fen(acting)
    acting.note(body.words)
    acting.tell("renovations.signed", required_fen=renovation.required_fen)
    if renovation.required_fen == 0:
        renovation.state = RenovationState.DEPOSIT_PAID
    return renovation


def required_fen(acting: Acting) -> int:
    """By the community's rules in force: the kind of unit, and each work on top (RN-12)."""
    work, renovation, at = acting.work, acting.renovation, acting.moment.at
    unit = work.session.get_one(Unit, (renovation.community_id, renovation.unit_id))

    def fen(key: str) -> int | None:
        return standard(work.session, renovation.community_id, key, at).value if key in KEYS else None

    of_kind = fen(f"{DEPOSIT}.{unit.kind}")
    rates = DepositRates(
        unit_fen=(of_kind if of_kind is not None else fen(DEPOSIT)) or 0,
        scope_fen={one: fen(f"{DEPOSIT}.{one}") or 0 for one in WorkScope},
    )
    return deposit_due(rates, acting.facts.file.scope)


def pay(work: Work, renovation_id: UUID, body: PayDepositIn) -> Renovation:
    """The deposit comes in on an account of its own, against a receipt. Raises WrongDeposit, and as the ledger."""
    acting = begin(work, renovation_id, _V.PAY_DEPOSIT, body)
    acting.gate()
    renovation = acting.renovation
    if body.amount_fen != renovation.required_fen:
        raise WrongDeposit.at("/amount_fen")
    taking = Taking(body.amount_fen, body.method, f"deposit:{renovation.id}", body.reference, at=body.at)
    receipt = take(work, account_of(work, renovation), taking)
    acting.move()
    renovation.paid_at = acting.moment.at
    acting.tell("renovations.deposit_paid", document_id=receipt.id, amount_fen=body.amount_fen)
    return renovation


def account_of(work: Work, renovation: Renovation) -> Account:
    """The account on which this deposit is held: the household's, for this file."""
    return open_held(work, renovation.community_id, household_id=renovation.household_id, subject_id=renovation.id)


# ---------------------------------------------------------------- deductions


def propose_deduction(work: Work, renovation_id: UUID, body: DeductIn) -> Renovation:
    """Something is to be kept: for a notice that was served, with its evidence, and no more than is held."""
    acting = begin(work, renovation_id, _V.DEDUCT, body)
    violation = violation_of(acting, body.violation_no)
    if violation.notice_number is None:
        raise NeedsNotice
    if not body.file_ids:
        raise NeedsEvidence.at("/file_ids")
    if sum(acting.facts.deductions_fen) + body.amount_fen > acting.facts.file.held_fen:
        raise MoreThanHeld
    renovation = acting.renovation
    no = next_no(work, Deduction, renovation)
    work.session.add(
        Deduction(
            community_id=renovation.community_id,
            renovation_id=renovation.id,
            no=no,
            violation_no=violation.no,
            state=DeductionState.STANDING,
            amount_fen=body.amount_fen,
            words=body.words,
            proposed_by_id=work.actor.id,
            proposed_at=acting.moment.at,
        )
    )
    acting.show(body.file_ids, deduction_no=no)
    acting.touch()
    _withdraw_proposal(acting)
    acting.tell("renovations.deduction_proposed", no=no, amount_fen=body.amount_fen, violation_no=violation.no)
    return renovation


def object_to(work: Work, renovation_id: UUID, body: ObjectToDeductionIn) -> Renovation:
    """The household does not agree: a third person decides within a time."""
    acting = begin(work, renovation_id, _V.OBJECT, body)
    deduction = _deduction(acting, body.deduction_no)
    if deduction.state is not DeductionState.STANDING:
        raise DeductionOver
    deduction.state, deduction.objection = DeductionState.OBJECTED, body.words
    deduction.objected_by_id, deduction.objected_at = work.actor.id, acting.moment.at
    acting.touch()
    _withdraw_proposal(acting)
    acting.tell("renovations.objected", no=deduction.no)
    acting.promise(OBJECTION, "objected_at", slot=f"deduction:{deduction.no}")
    return acting.renovation


def decide(work: Work, renovation_id: UUID, body: DecideObjectionIn) -> Renovation:
    """A third person rules: neither whoever proposed the deduction nor whoever objected. Raises NeedsThird."""
    acting = begin(work, renovation_id, _V.DECIDE_OBJECTION, body)
    deduction = _deduction(acting, body.deduction_no)
    if deduction.state is not DeductionState.OBJECTED:
        raise DeductionOver
    if is_resident(work) or work.actor.id in {deduction.proposed_by_id, deduction.objected_by_id}:
        raise NeedsThird
    deduction.state = DeductionState.UPHELD if body.upheld else DeductionState.DROPPED
    deduction.ruling, deduction.decided_by_id, deduction.decided_at = body.words, work.actor.id, acting.moment.at
    acting.touch()
    acting.tell("renovations.objection_decided", no=deduction.no, upheld=body.upheld)
    acting.kept(OBJECTION, slot=f"deduction:{deduction.no}")
    return acting.renovation


def _deduction(acting: Acting, no: int) -> Deduction:
    renovation = acting.renovation
    found = acting.work.session.get(Deduction, (renovation.community_id, renovation.id, no))
    if found is None:
        raise NoSuchDeduction.at("/deduction_no")
    return found


# ---------------------------------------------------------------- the settlement, by two


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
    settlement = _settlement(acting, SettlementState.PROPOSED)
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
    settlement = _settlement(acting, SettlementState.PROPOSED)
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


def _withdraw_proposal(acting: Acting) -> None:
    """What was proposed before the sum changed is proposed no longer."""
    if acting.facts.proposed_by_id is None:
        return
    settlement = _settlement(acting, SettlementState.PROPOSED)
    settlement.state = SettlementState.WITHDRAWN
    acting.tell("renovations.settlement_withdrawn", no=settlement.no)


def _settlement(acting: Acting, state: SettlementState) -> Settlement:
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


def _both(settlement: Settlement) -> TwoPeople:
    return TwoPeople(settlement.proposed_by_id, _decided_by(settlement))


def _decided_by(settlement: Settlement) -> UUID:
    assert settlement.decided_by_id is not None  # noqa: S101 - it has been approved
    return settlement.decided_by_id


# ---------------------------------------------------------------- the money back


def refund(work: Work, renovation_id: UUID, body: RefundIn) -> Renovation:
    """What is left goes back: on its way until it is confirmed. Where nothing is left, that was all.

    Whoever approved the settlement does not pay it out as well: the ledger wants two people for each refund.
    """
    acting = begin(work, renovation_id, _V.REFUND, body)
    acting.gate()
    renovation, settlement = acting.renovation, _settlement(acting, SettlementState.APPROVED)
    if under_way(work, renovation) is not None:
        raise RefundUnderWay
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
    )
    acting.touch()
    acting.tell("renovations.refund_begun", refund_id=begun.id, amount_fen=begun.amount_fen)
    return renovation


def confirm_refund(work: Work, renovation_id: UUID, body: ConfirmRefundIn) -> Renovation:
    """It reached the household, or came back: then it is held again, and may be tried once more."""
    acting = begin(work, renovation_id, _V.CONFIRM_REFUND, body)
    found = under_way(work, acting.renovation)
    if found is None:
        raise NoRefundUnderWay
    if body.outcome is RefundOutcome.FAILED:
        fail_refund(work, found.id, "bank.refused")
        acting.touch()
        acting.tell("renovations.refund_failed", refund_id=found.id)
        return acting.renovation
    complete_refund(work, found.id)
    acting.tell("renovations.refund_paid_out", refund_id=found.id)
    return _refunded(acting)


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
