"""The deposit comes in: fixed by the agreement, paid on the ledger in one of three ways (RN-12)."""

from datetime import datetime
from typing import Final
from uuid import UUID

from shouwen.areas.renovations.acting import Acting, begin, by_clock
from shouwen.areas.renovations.gate_rules import DepositRates, deposit_due
from shouwen.areas.renovations.models import Renovation
from shouwen.areas.renovations.problems import WrongDeposit
from shouwen.areas.renovations.rules import RenovationState, RenovationVerb, WorkScope
from shouwen.areas.renovations.schemas import PayDepositIn, RenovationAct
from shouwen.core.ledger.public import Account, PayMethod, Taking, bank_cause, open_held, payments_of, take
from shouwen.core.ledger.public import order as order_payment
from shouwen.core.places.models import Unit
from shouwen.core.standards.keys import KEYS
from shouwen.core.standards.queries import standard
from shouwen.core.work import Work

DEPOSIT: Final = "renovation.deposit"
REFUND: Final = "renovation.refund"
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
    by_bank = body.method is PayMethod.BANK_TRANSFER
    cause = bank_cause(work, renovation.community_id, body.reference) if by_bank else f"deposit:{renovation.id}"
    taking = Taking(body.amount_fen, body.method, cause, body.reference, at=body.at)
    receipt = take(work, account_of(work, renovation), taking)
    _paid(acting, receipt.id, body.amount_fen)
    return renovation


def order(work: Work, renovation_id: UUID, body: RenovationAct) -> Renovation:
    """The deposit is to be paid by WeChat Pay: the code to scan comes a moment later, and is good for a while.

    Raises ServiceMissing where WeChat Pay is not set up, PaymentWaits while an order can still be paid.
    """
    acting = begin(work, renovation_id, _V.ORDER_DEPOSIT, body)
    acting.gate()
    renovation = acting.renovation
    before = len(payments_of(work.session, renovation.community_id, renovation.id))
    cause = f"deposit:{renovation.id}:{before + 1}"
    payment = order_payment(work, account_of(work, renovation), renovation.required_fen or 0, cause)
    acting.touch()
    acting.note(body.words)
    acting.tell("renovations.deposit_ordered", payment_id=payment.id, amount_fen=payment.amount_fen)
    return renovation


def hear_of_receipt(work: Work, renovation: Renovation, document_id: UUID, at: datetime) -> None:
    """Money has come in on its account by another way than `pay`: WeChat Pay, or the desk of the ledger.

    What comes too late, when the file has ended meanwhile, goes back through a settlement like any deposit.
    """
    acting = by_clock(work, renovation, _V.PAY_DEPOSIT, at)
    held_fen = acting.facts.file.held_fen
    if renovation.state is RenovationState.SIGNED and held_fen >= (renovation.required_fen or 0):
        _paid(acting, document_id, held_fen)
    elif acting.facts.file.ended_early and held_fen:
        acting.promise(REFUND, "paid_at")


def _paid(acting: Acting, document_id: UUID, amount_fen: int) -> None:
    acting.move()
    acting.renovation.paid_at = acting.moment.at
    acting.tell("renovations.deposit_paid", document_id=document_id, amount_fen=amount_fen)


def account_of(work: Work, renovation: Renovation) -> Account:
    """The account on which this deposit is held: the household's, for this file."""
    return open_held(work, renovation.community_id, household_id=renovation.household_id, subject_id=renovation.id)
