"""The door of the ledger: what other rooms may ask of it, and the events it announces.

    open_held       the account on which a deposit of a household, for a matter, is held
    take            money comes in, against a receipt
    charge          something is owed
    deduct, forfeit part of a deposit becomes ours, by two people
    begin_refund    a deposit is on its way back, by two people; then complete_refund or fail_refund, once
    order           a payment by WeChat Pay is asked for; it is taken when WeChat says it was paid
    reverse         a mistake is undone, once, by two people
    balance_of      what stands on an account now
    statement_of    its entries, oldest first
    accounts_of     the accounts of a matter
    payments_of     what was ordered at WeChat Pay for it; waiting_payments, leaving_refunds: of many matters at once

All of them take part in the caller's transaction. Each names its `cause`; the same cause again moves nothing. Whoever
raises a problem has moved nothing. Cash needs an open shift of the caller (`ledger.no_shift`). How a WeChat payment or
refund ended comes back as an event about the matter: `ledger.receipt_issued`, `ledger.refund_completed`,
`ledger.refund_returned`.
"""

from collections.abc import Collection, Sequence
from functools import partial
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.announcements import announce
from shouwen.core.ledger.models import Account, Document, Entry, Payment, Refund, Transfer
from shouwen.core.ledger.payments import order
from shouwen.core.ledger.posting import TwoPeople, balance, open_account
from shouwen.core.ledger.rules import AccountKind, DocumentKind, PaymentState, PayMethod, Purpose, RefundState
from shouwen.core.ledger.service import (
    Payer,
    Taking,
    bank_cause,
    begin_refund,
    charge,
    complete_refund,
    deduct,
    fail_refund,
    forfeit,
    open_held,
    reverse,
    take,
)

__all__ = [
    "Account",
    "AccountKind",
    "Document",
    "DocumentKind",
    "PayMethod",
    "Payer",
    "Payment",
    "PaymentState",
    "Purpose",
    "Refund",
    "RefundState",
    "Taking",
    "TwoPeople",
    "accounts_of",
    "balance_of",
    "bank_cause",
    "begin_refund",
    "charge",
    "complete_refund",
    "deduct",
    "documents_of",
    "fail_refund",
    "forfeit",
    "leaving_refunds",
    "open_account",
    "open_held",
    "order",
    "payments_of",
    "refunds_of",
    "reverse",
    "statement_of",
    "take",
    "waiting_payments",
]

_tell = partial(announce, needs="ledger.read")

_tell("ledger.receipt_issued", "document_id", "amount_fen")
_tell("ledger.refund_slip_issued", "document_id", "amount_fen")
_tell("ledger.reversal_issued", "document_id", "amount_fen", "reverses_document_id")
_tell("ledger.deduction_issued", "document_id", "amount_fen")
_tell("ledger.forfeiture_issued", "document_id", "amount_fen")
_tell("ledger.charge_issued", "document_id", "amount_fen")
for _kind in ("refund", "reversal"):
    for _verb in ("proposed", "approved", "refused", "withdrawn"):
        _tell(f"ledger.{_kind}_{_verb}", "proposal_id", "amount_fen")
_tell("ledger.refund_begun", "refund_id", "document_id", "amount_fen", "method")
_tell("ledger.refund_completed", "refund_id", "document_id", "amount_fen", "method")
_tell("ledger.refund_returned", "refund_id", "document_id", "amount_fen", "method")
_tell("ledger.desk_opened", "shift_id")
_tell("ledger.desk_closed", "shift_id", "difference_fen", "reason")
_tell("ledger.cash_count_issued", "document_id", "amount_fen")
_tell("ledger.banking_issued", "document_id", "amount_fen")
_tell("ledger.payment_ready", "payment_id")
_tell("ledger.payment_taken", "payment_id", "document_id", "amount_fen")
_tell("ledger.payment_closed", "payment_id")
_tell("ledger.payment_odd", "payment_id")
_tell("ledger.statement_taken_in", "lines", "matched")
_tell("ledger.line_matched", "line_id", "document_id")
_tell("ledger.month_closed", "month")
_tell("ledger.found_unsound", "imbalance_fen", "adrift_fen", "drifted", "below_floor", "one_legged", "missing")
_tell("ledger.alarm_raised", "imbalance_fen", "adrift_fen", "drifted", "below_floor", "one_legged", "missing")


def balance_of(session: Session, account: Account) -> int:
    """What stands on the account now, in fen."""
    return balance(session, account.community_id, account.id)


def statement_of(session: Session, account: Account) -> Sequence[tuple[Entry, Transfer, Document]]:
    """The entries of an account with the transfers and papers they stand on, oldest first."""
    rows = (
        sa.select(Entry, Transfer, Document)
        .join(Transfer, sa.and_(Transfer.community_id == Entry.community_id, Transfer.id == Entry.transfer_id))
        .join(Document, sa.and_(Document.community_id == Transfer.community_id, Document.id == Transfer.document_id))
        .where(Entry.community_id == account.community_id, Entry.account_id == account.id)
        .order_by(Entry.seq)
    )
    return [(entry, transfer, document) for entry, transfer, document in session.execute(rows)]


def accounts_of(session: Session, community_id: UUID, subject_id: UUID) -> Sequence[Account]:
    """The accounts kept for a matter."""
    rows = sa.select(Account).where(Account.community_id == community_id, Account.subject_id == subject_id)
    return session.scalars(rows.order_by(Account.id)).all()


def documents_of(session: Session, community_id: UUID, subject_id: UUID) -> Sequence[Document]:
    """The papers of a matter: receipts, deductions, refund slips, reversals; oldest first."""
    rows = sa.select(Document).where(Document.community_id == community_id, Document.subject_id == subject_id)
    return session.scalars(rows.order_by(Document.id)).all()


def refunds_of(session: Session, community_id: UUID, subject_id: UUID) -> Sequence[Refund]:
    """The refunds of a matter, oldest first."""
    mine = sa.and_(Account.community_id == Refund.community_id, Account.id == Refund.account_id)
    rows = sa.select(Refund).join(Account, mine)
    rows = rows.where(Refund.community_id == community_id, Account.subject_id == subject_id)
    return session.scalars(rows.order_by(Refund.id)).all()


def payments_of(session: Session, community_id: UUID, subject_id: UUID) -> Sequence[Payment]:
    """What was ordered at WeChat Pay for a matter, oldest first."""
    rows = sa.select(Payment).where(Payment.community_id == community_id, Payment.subject_id == subject_id)
    return session.scalars(rows.order_by(Payment.id)).all()


def waiting_payments(
    session: Session, community_ids: Collection[UUID], subject_ids: Collection[UUID]
) -> frozenset[UUID]:
    """Those of these matters for which a payment was ordered that is neither paid nor over."""
    rows = sa.select(Payment.subject_id).where(
        Payment.state == PaymentState.WAITING,
        Payment.community_id.in_(community_ids),
        Payment.subject_id.in_(subject_ids),
    )
    return frozenset(found for found in session.scalars(rows) if found)


def leaving_refunds(
    session: Session, community_ids: Collection[UUID], subject_ids: Collection[UUID]
) -> frozenset[UUID]:
    """Those of these matters from which a refund has left and not arrived."""
    mine = sa.and_(Account.community_id == Refund.community_id, Account.id == Refund.account_id)
    rows = sa.select(Account.subject_id).join(Refund, mine)
    rows = rows.where(
        Refund.state == RefundState.LEAVING,
        Refund.community_id.in_(community_ids),
        Account.subject_id.in_(subject_ids),
    )
    return frozenset(found for found in session.scalars(rows) if found)
