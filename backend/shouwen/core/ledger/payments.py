"""Payments through WeChat Pay: ordered, told of or asked after, and taken once; refunds given back the same way.

We hear of a payment twice or never: by a notice, and by asking. Both end in `hear_of_order`, which takes it once.
Whoever dies between the payment and the notice is followed by another who asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.journal.models import JournalEntry
from shouwen.core.ledger.models import Account, Payment, Refund
from shouwen.core.ledger.posting import check_amount
from shouwen.core.ledger.problems import BadNotice, ServiceMissing
from shouwen.core.ledger.rules import CURRENCY, PaymentState, PayMethod, RefundState
from shouwen.core.ledger.service import Payer, Taking, complete_refund, fail_refund, take
from shouwen.core.ledger.wechat import (
    GivenBack,
    Order,
    RefusedError,
    Returned,
    Trade,
    UnsignedError,
    WechatPay,
    read_notice,
)
from shouwen.core.work import House, Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound

NOTICES: Final = "/api/v1/payments/wechat/notices"
LASTS: Final = timedelta(minutes=30)  # how long the code may be scanned
_AGAIN: Final = timedelta(minutes=1)
_MUCH_LATER: Final = timedelta(hours=1)
_CAUSE: Final = "payment:"
_WORDS: Final = "物业缴费"  # what the payer reads in WeChat


def order(work: Work, account: Account, amount_fen: int, cause: str, payer: Payer | None = None) -> Payment:
    """Orders a payment on `account`; its code comes a moment later. The same cause again is the same order.

    Raises ServiceMissing where WeChat Pay is not set up.
    """
    check_amount(amount_fen)
    if work.house.options.wechat_pay is None:
        raise ServiceMissing
    known = sa.select(Payment).where(Payment.community_id == account.community_id, Payment.cause == cause)
    found = work.session.scalars(known).one_or_none()
    if found is not None:
        return found
    payment = Payment(
        community_id=account.community_id,
        id=new_id(),
        account_id=account.id,
        method=PayMethod.WECHAT_PAY,
        amount_fen=amount_fen,
        cause=cause,
        household_id=payer.household_id if payer else account.household_id,
        subject_id=payer.subject_id if payer else account.subject_id,
        state=PaymentState.WAITING,
        ordered_by_id=work.actor.id,
        ordered_at=work.now,
        expires_at=work.now + LASTS,
    )
    work.session.add(payment)
    work.session.flush()
    work.emit("ledger.payment_ordered", community_id=payment.community_id, payment_id=payment.id, amount_fen=amount_fen)
    return payment


def hear_notice(work: Work, headers: Mapping[str, str], body: bytes) -> None:
    """What WeChat Pay tells us by itself, as often as it likes. Raises BadNotice and NotFound."""
    account = work.house.options.wechat_pay
    if account is None:
        raise BadNotice  # nobody could have signed it
    try:
        told = read_notice(account, headers, body, work.now)
    except UnsignedError as error:
        raise BadNotice from error
    if isinstance(told, Order):
        hear_of_order(work, told)
    else:
        hear_of_refund(work, told)


def hear_of_order(work: Work, told: Order) -> None:
    """How an order stands: paid is taken once, whoever says it and how often. Raises NotFound."""
    payment = _payment(work, told.order_id)
    if told.trade is Trade.PAID:
        _hear_paid(work, payment, told)
    elif told.trade is Trade.CLOSED and payment.state is PaymentState.WAITING:
        payment.state = PaymentState.CLOSED
        _tell(work, payment, "ledger.payment_closed")
    else:
        _tell(work, payment, "ledger.payment_heard")


def _hear_paid(work: Work, payment: Payment, told: Order) -> None:
    same = payment.provider_id == told.provider_id
    if payment.state is PaymentState.PAID and same:
        _tell(work, payment, "ledger.payment_heard")
        return
    as_ordered = (told.amount_fen, told.currency) == (payment.amount_fen, CURRENCY)
    if payment.state is PaymentState.PAID or not as_ordered or not told.provider_id:
        _tell(work, payment, "ledger.payment_odd")  # somebody has to look: no money is taken that was not ordered
        return
    account = work.session.get_one(Account, (payment.community_id, payment.account_id))
    taking = Taking(payment.amount_fen, payment.method, f"{_CAUSE}{payment.id}", reference=told.provider_id)
    receipt = take(work, account, taking, Payer(payment.household_id, payment.subject_id))
    payment.state, payment.provider_id = PaymentState.PAID, told.provider_id
    payment.document_id, payment.paid_at = receipt.id, work.now
    work.session.flush()
    _tell(work, payment, "ledger.payment_taken")


def paid_by(cause: str) -> UUID | None:
    """The payment through the service that a receipt of this cause is for."""
    return UUID(cause.removeprefix(_CAUSE)) if cause.startswith(_CAUSE) else None


def hear_of_refund(work: Work, told: GivenBack) -> None:
    """How a refund stands. One that has ended stays as it is. Raises NotFound."""
    refund = work.session.scalars(sa.select(Refund).where(Refund.id == told.refund_id).with_for_update()).one_or_none()
    if refund is None:
        raise NotFound
    work.emit(
        "ledger.refund_heard", community_id=refund.community_id, refund_id=refund.id, document_id=refund.document_id
    )
    if refund.state is not RefundState.LEAVING:
        return
    if told.outcome is Returned.DONE:
        complete_refund(work, refund.id)
    elif told.outcome is Returned.FAILED:
        fail_refund(work, refund.id, told.failure or "refused")


def ask_after(work: Work, payment: Payment) -> None:
    """Has WeChat Pay asked how an order stands."""
    work.emit("ledger.payment_asked", community_id=payment.community_id, payment_id=payment.id)


def ask_after_all(work: Work) -> None:
    """Those that wait: nobody told us, or we were not there to hear it."""
    if work.house.options.wechat_pay is None:
        return
    waiting = sa.select(Payment).where(Payment.state == PaymentState.WAITING, Payment.ordered_at <= work.now - _AGAIN)
    for payment in work.session.scalars(waiting.order_by(Payment.ordered_at).limit(500)):
        ask_after(work, payment)


def _payment(work: Work, payment_id: UUID) -> Payment:
    rows = sa.select(Payment).where(Payment.id == payment_id).with_for_update()
    payment = work.session.scalars(rows).one_or_none()
    if payment is None:
        raise NotFound
    return payment


def _tell(work: Work, payment: Payment, event: str) -> None:
    work.emit(
        event,
        community_id=payment.community_id,
        payment_id=payment.id,
        account_id=payment.account_id,
        document_id=payment.document_id,
        amount_fen=payment.amount_fen,
    )


# ---------------------------------------------------------------- errands: said to WeChat Pay


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that is needed outside."""

    id: UUID
    payment_id: UUID
    amount_fen: int
    paid_fen: int
    until: datetime
    at: datetime


def _pay(house: House) -> WechatPay:
    assert house.options.wechat_pay is not None  # noqa: S101 - nothing is packed without it
    return WechatPay(house.outward, house.options.wechat_pay)


def _notices(house: House) -> str:
    return (house.options.public_url or "https://localhost") + NOTICES


def _facts(work: Work, entry_id: UUID) -> dict[str, Any]:
    detail: dict[str, Any] = work.session.scalars(
        sa.select(JournalEntry.detail).where(JournalEntry.id == entry_id)
    ).one()
    return detail


class Orderer:
    """Orders the payment, until it is ordered or over."""

    def pack(self, work: Work, entry_id: UUID) -> Parcel | datetime | None:
        payment = _payment(work, UUID(_facts(work, entry_id)["payment_id"]))
        if payment.state is not PaymentState.WAITING or payment.code_url or work.house.options.wechat_pay is None:
            return None
        if payment.expires_at <= work.now:
            payment.state = PaymentState.CLOSED
            _tell(work, payment, "ledger.payment_closed")
            return None
        return _parcel(work, payment)

    def carry(self, house: House, parcel: Parcel) -> str | RefusedError:
        try:
            return _pay(house).order(
                parcel.id, parcel.amount_fen, _WORDS, until=parcel.until, notify=_notices(house), now=parcel.at
            )
        except RefusedError as error:
            return error

    def unpack(self, work: Work, parcel: Parcel, outcome: str | RefusedError) -> datetime | None:
        payment = _payment(work, parcel.payment_id)
        if isinstance(outcome, str):
            payment.code_url = outcome
            _tell(work, payment, "ledger.payment_ready")
            return None
        if outcome.passing:
            return work.now + _AGAIN
        payment.state = PaymentState.CLOSED
        _tell(work, payment, "ledger.payment_closed")
        return None


class Asker:
    """Asks how an order stands."""

    def pack(self, work: Work, entry_id: UUID) -> Parcel | datetime | None:
        payment = _payment(work, UUID(_facts(work, entry_id)["payment_id"]))
        if payment.state is PaymentState.PAID or work.house.options.wechat_pay is None:
            return None
        return _parcel(work, payment)

    def carry(self, house: House, parcel: Parcel) -> Order | RefusedError:
        try:
            return _pay(house).ask(parcel.id, now=parcel.at)
        except RefusedError as error:
            return error

    def unpack(self, work: Work, parcel: Parcel, outcome: Order | RefusedError) -> datetime | None:
        if isinstance(outcome, Order):
            payment = _payment(work, parcel.payment_id)
            if outcome.trade is Trade.WAITING and payment.expires_at <= work.now:
                outcome = Order(outcome.order_id, Trade.CLOSED)
            hear_of_order(work, outcome)
        return None


class Returner:
    """Gives back a WeChat payment, until WeChat Pay says how it ended."""

    def pack(self, work: Work, entry_id: UUID) -> Parcel | datetime | None:
        refund = work.session.scalars(
            sa.select(Refund).where(Refund.id == UUID(_facts(work, entry_id)["refund_id"]))
        ).one()
        if refund.payment_id is None or refund.state is not RefundState.LEAVING:
            return None
        if work.house.options.wechat_pay is None:
            return work.now + _MUCH_LATER  # it is given back when WeChat Pay is set up again, or ended by hand
        payment = work.session.get_one(Payment, (refund.community_id, refund.payment_id))
        return Parcel(refund.id, payment.id, refund.amount_fen, payment.amount_fen, work.now, work.now)

    def carry(self, house: House, parcel: Parcel) -> GivenBack | RefusedError:
        try:
            amounts = (parcel.amount_fen, parcel.paid_fen)
            return _pay(house).give_back(parcel.id, parcel.payment_id, amounts, notify=_notices(house), now=parcel.at)
        except RefusedError as error:
            return error

    def unpack(self, work: Work, parcel: Parcel, outcome: GivenBack | RefusedError) -> datetime | None:
        if isinstance(outcome, RefusedError):
            if outcome.passing:
                return work.now + _AGAIN
            outcome = GivenBack(parcel.id, Returned.FAILED, outcome.code)
        hear_of_refund(work, outcome)
        return work.now + _AGAIN if outcome.outcome is Returned.UNDER_WAY else None


def _parcel(work: Work, payment: Payment) -> Parcel:
    return Parcel(payment.id, payment.id, payment.amount_fen, payment.amount_fen, payment.expires_at, work.now)
