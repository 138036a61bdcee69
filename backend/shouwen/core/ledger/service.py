"""The business of the ledger: taking money, giving it back, deducting, forfeiting, reversing.

Each function is one transaction's part and one paper. `cause` says what it is for: the same cause again changes nothing
and answers the paper there is; for another sum it raises CauseTaken. Whoever raises has moved nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.ledger.models import Account, Arrival, Document, Refund, Transfer
from shouwen.core.ledger.posting import (
    Paper,
    TwoPeople,
    add,
    balance,
    check_amount,
    find_posted,
    lock,
    open_account,
    post,
)
from shouwen.core.ledger.problems import (
    CauseTaken,
    NotEnough,
    NotReversible,
    ReferenceMissing,
    RefundSettled,
    ReversedAlready,
    WrongAccount,
)
from shouwen.core.ledger.rules import AccountKind, DocumentKind, Leg, PayMethod, Purpose, RefundState
from shouwen.core.subjects.rules import SubjectKey
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound

_TAKES: Final = frozenset({AccountKind.HELD, AccountKind.RECEIVABLE, AccountKind.INCOME})
_REVERSIBLE: Final = frozenset(
    {
        DocumentKind.RECEIPT,
        DocumentKind.DEDUCTION,
        DocumentKind.FORFEITURE,
        DocumentKind.CHARGE,
        DocumentKind.BANKING,
    }
)


@dataclass(frozen=True, slots=True)
class Taking:
    """Money that comes in: how much, how, and for what (`cause`, such as `deposit:<id of the renovation>`)."""

    amount_fen: int
    method: PayMethod
    cause: str
    reference: str | None = None  # the bank's or the payment service's own number
    note: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Payer:
    """Who paid, and for which matter, where the account is not theirs."""

    household_id: UUID | None
    subject_id: UUID | None


def open_held(
    work: Work,
    community_id: UUID,
    *,
    household_id: UUID | None,
    subject_id: UUID | None = None,
    purpose: Purpose = Purpose.RENOVATION_DEPOSIT,
) -> Account:
    """The account on which a deposit of this household, for this matter, is held. It is theirs, not ours (RN-12)."""
    return open_account(
        work,
        community_id,
        AccountKind.HELD,
        purpose=purpose,
        household_id=household_id,
        subject_id=subject_id,
    )


def take(work: Work, account: Account, taking: Taking, payer: Payer | None = None) -> Document:
    """Money comes in on `account` (held, receivable or income), against a numbered receipt.

    Cash goes into the box of the open shift of the caller (else NoShift); what comes by bank or WeChat Pay stands on
    `arriving` until the bank's statement shows it. Paying more than is owed raises NotEnough.
    """
    if account.kind not in _TAKES:
        raise WrongAccount
    into = _where_it_arrives(work, account.community_id, taking.method)
    paper = Paper(
        DocumentKind.RECEIPT,
        taking.cause,
        taking.amount_fen,
        method=taking.method,
        reference=taking.reference,
        note=taking.note,
        at=taking.at,
        purpose=account.purpose,
        household_id=payer.household_id if payer else account.household_id,
        subject_id=payer.subject_id if payer else account.subject_id,
    )
    return post(work, account.community_id, paper, [Leg(into.id, account.id, taking.amount_fen)])


def bank_cause(work: Work, community_id: UUID, reference: str | None) -> str:
    """By what a bank transfer is known: the bank's number, so that it is taken once, for whatever it is typed in again.

    Raises ReferenceMissing and CauseTaken.
    """
    if not reference:
        raise ReferenceMissing.at("/reference")
    cause = f"bank:{reference}"
    if find_posted(work.session, community_id, cause) is not None:
        raise CauseTaken
    return cause


def charge(work: Work, account: Account, amount_fen: int, cause: str, *, note: str | None = None) -> Document:
    """Something is owed: it is income, and stands on the receivable `account` until it is paid."""
    if account.kind is not AccountKind.RECEIVABLE:
        raise WrongAccount
    income = open_account(work, account.community_id, AccountKind.INCOME, purpose=account.purpose)
    paper = Paper(DocumentKind.CHARGE, cause, amount_fen, note=note, **_of(account))
    return post(work, account.community_id, paper, [Leg(account.id, income.id, amount_fen)])


def deduct(
    work: Work, account: Account, amount_fen: int, both: TwoPeople, *, cause: str, note: str | None = None
) -> Document:
    """Part of a deposit becomes ours for damage or a breach; the notice and its evidence are the caller's business."""
    _check_held(account)
    income = open_account(work, account.community_id, AccountKind.INCOME, purpose=account.purpose)
    paper = Paper(DocumentKind.DEDUCTION, cause, amount_fen, both=both, note=note, **_of(account))
    return post(work, account.community_id, paper, [Leg(account.id, income.id, amount_fen)])


def forfeit(
    work: Work, account: Account, amount_fen: int, both: TwoPeople, *, cause: str, note: str | None = None
) -> Document:
    """A deposit, or what is left of it, falls to us."""
    _check_held(account)
    forfeited = open_account(work, account.community_id, AccountKind.FORFEITED, purpose=account.purpose)
    paper = Paper(DocumentKind.FORFEITURE, cause, amount_fen, both=both, note=note, **_of(account))
    return post(work, account.community_id, paper, [Leg(account.id, forfeited.id, amount_fen)])


# ---------------------------------------------------------------- refunds: held → leaving → bank, or back


def begin_refund(  # noqa: PLR0913 - what a refund is, each in a word
    work: Work,
    account: Account,
    amount_fen: int,
    method: PayMethod,
    both: TwoPeople,
    *,
    cause: str,
    payment_id: UUID | None = None,
    note: str | None = None,
) -> Refund:
    """A deposit leaves its account and is on its way. What follows is `complete_refund` or `fail_refund`, once.

    `payment_id` names the WeChat payment that is given back; the ledger then asks WeChat itself.
    """
    _check_held(account)
    leaving = open_account(work, account.community_id, AccountKind.LEAVING, method=method)
    paper = Paper(DocumentKind.REFUND_SLIP, cause, amount_fen, method=method, both=both, note=note, **_of(account))
    slip = post(work, account.community_id, paper, [Leg(account.id, leaving.id, amount_fen)])
    known = sa.select(Refund).where(Refund.community_id == slip.community_id, Refund.document_id == slip.id)
    refund = work.session.scalars(known).one_or_none()
    if refund is not None:
        return refund
    refund = Refund(
        community_id=account.community_id,
        id=new_id(),
        document_id=slip.id,
        account_id=account.id,
        method=method,
        amount_fen=amount_fen,
        state=RefundState.LEAVING,
        payment_id=payment_id,
        begun_at=work.now,
    )
    work.session.add(refund)
    work.session.flush()
    _tell(work, "ledger.refund_begun", refund, account)
    return refund


def complete_refund(work: Work, refund_id: UUID) -> Refund:
    """It has been paid out: by the cashier from the box, by the bank, by WeChat Pay. Raises RefundSettled."""
    refund, slip, account = _leaving(work, refund_id)
    leaving = open_account(work, refund.community_id, AccountKind.LEAVING, method=refund.method)
    paid_from = _where_it_leaves(work, refund)
    add(work, slip, Leg(leaving.id, paid_from.id, refund.amount_fen), _outcome(refund))
    refund.state, refund.settled_at = RefundState.PAID_OUT, work.now
    work.session.flush()
    _tell(work, "ledger.refund_completed", refund, account)
    return refund


def fail_refund(work: Work, refund_id: UUID, failure: str) -> Refund:
    """It could not be paid out: the money stands on the owner's account again. `failure` is a code, not words."""
    refund, slip, account = _leaving(work, refund_id)
    first = sa.select(Transfer).where(
        Transfer.community_id == refund.community_id,
        Transfer.document_id == slip.id,
        Transfer.debit_id == account.id,
        Transfer.reverses_id.is_(None),
    )
    begun = work.session.scalars(first).one()
    back = Leg(begun.credit_id, begun.debit_id, begun.amount_fen, reverses_id=begun.id)
    add(work, slip, back, _outcome(refund))
    refund.state, refund.settled_at, refund.failure = RefundState.RETURNED, work.now, failure
    work.session.flush()
    _tell(work, "ledger.refund_returned", refund, account)
    return refund


# ---------------------------------------------------------------- mistakes


def reverse(work: Work, document: Document, both: TwoPeople, *, note: str | None = None) -> Document:
    """Undoes a paper as a whole, once, by a paper of its own. Raises ReversedAlready and NotReversible."""
    undone = _transfers_of(work, document)
    lock(work.session, document.community_id, [id for one in undone for id in (one.debit_id, one.credit_id)])
    check_reversible(work, document)
    paper = Paper(
        DocumentKind.REVERSAL,
        f"reversal:{document.id}",
        document.amount_fen,
        method=document.method,
        purpose=document.purpose,
        household_id=document.household_id,
        subject_id=document.subject_id,
        reverses_id=document.id,
        note=note,
        both=both,
        facts={"reverses_document_id": document.id},
    )
    legs = [Leg(one.credit_id, one.debit_id, one.amount_fen, reverses_id=one.id) for one in reversed(undone)]
    return post(work, document.community_id, paper, legs)


def check_reversible(work: Work, document: Document) -> None:
    """Raises NotReversible, for what the bank has shown already too, and ReversedAlready."""
    if document.kind not in _REVERSIBLE or document.cause.startswith("line:") or has_arrived(work.session, document):
        raise NotReversible
    done = sa.select(Document.id).where(
        Document.community_id == document.community_id, Document.reverses_id == document.id
    )
    if work.session.scalar(done) is not None:
        raise ReversedAlready


def has_arrived(session: Session, document: Document) -> bool:
    """Whether the bank's statement has shown this paper's money."""
    return session.get(Arrival, (document.community_id, document.id)) is not None


def _transfers_of(work: Work, document: Document) -> list[Transfer]:
    rows = sa.select(Transfer).where(
        Transfer.community_id == document.community_id, Transfer.document_id == document.id
    )
    return list(work.session.scalars(rows.order_by(Transfer.id)))


# ---------------------------------------------------------------- what these share


def _of(account: Account) -> dict[str, Any]:
    return {
        "household_id": account.household_id,
        "subject_id": account.subject_id,
        "purpose": account.purpose,
    }


def _check_held(account: Account) -> None:
    if account.kind is not AccountKind.HELD:
        raise WrongAccount


def check_refundable(work: Work, account: Account, amount_fen: int) -> None:
    """That so much is held now; looked at again, under the lock, when it is done."""
    _check_held(account)
    check_amount(amount_fen)
    if balance(work.session, account.community_id, account.id) < amount_fen:
        raise NotEnough


def _where_it_arrives(work: Work, community_id: UUID, method: PayMethod) -> Account:
    if method is PayMethod.CASH:
        return open_account(work, community_id, AccountKind.CASH)
    return open_account(work, community_id, AccountKind.ARRIVING, method=method)


def _where_it_leaves(work: Work, refund: Refund) -> Account:
    """WeChat Pay gives back from what it has not settled with us yet; if that is too little, the bank does."""
    if refund.method is PayMethod.CASH:
        return open_account(work, refund.community_id, AccountKind.CASH)
    if refund.method is PayMethod.WECHAT_PAY:
        arriving = open_account(work, refund.community_id, AccountKind.ARRIVING, method=refund.method)
        lock(work.session, refund.community_id, [arriving.id])
        if balance(work.session, refund.community_id, arriving.id) >= refund.amount_fen:
            return arriving
    return open_account(work, refund.community_id, AccountKind.BANK)


def _leaving(work: Work, refund_id: UUID) -> tuple[Refund, Document, Account]:
    """The refund, held until the commit, that is still on its way."""
    refund = work.session.scalars(sa.select(Refund).where(Refund.id == refund_id).with_for_update()).one_or_none()
    if refund is None:
        raise NotFound
    if refund.state is not RefundState.LEAVING:
        raise RefundSettled
    slip = work.session.get_one(Document, (refund.community_id, refund.document_id))
    return refund, slip, work.session.get_one(Account, (refund.community_id, refund.account_id))


def _outcome(refund: Refund) -> str:
    """One cause for both ways a refund can end: the database lets it end once."""
    return f"refund:{refund.id}:outcome"


def _tell(work: Work, event: str, refund: Refund, account: Account) -> None:
    work.emit(
        event,
        SubjectKey(account.community_id, account.subject_id) if account.subject_id else None,
        community_id=account.community_id,
        refund_id=refund.id,
        document_id=refund.document_id,
        amount_fen=refund.amount_fen,
        method=refund.method,
    )
