"""Putting a paper and its transfers into the books: the one function by which money moves.

The order is always the same, so that two never wait for each other: the accounts in the order of their ids, then what
was posted already, then the paper's number, then the transfers. The database checks everything once more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shouwen.core.acts import InFuture
from shouwen.core.journal.rules import Fact
from shouwen.core.ledger.models import Account, CashShift, Closing, Document, Entry, Transfer
from shouwen.core.ledger.problems import BadAmount, CauseTaken, NoShift, NotEnough, NotStaff, PeriodClosed, SamePerson
from shouwen.core.ledger.rules import (
    BY_TWO,
    CURRENCY,
    KIND_RULES,
    SERIES,
    AccountKind,
    DocumentKind,
    Leg,
    PayMethod,
    Purpose,
    ShiftState,
    effect,
    period_of,
    slot_of,
)
from shouwen.core.numbering.service import take_number
from shouwen.core.places.local_time import time_zone
from shouwen.core.subjects.rules import SubjectKey
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.schema import MOST_FEN

EVENTS: Final = {
    DocumentKind.RECEIPT: "ledger.receipt_issued",
    DocumentKind.REFUND_SLIP: "ledger.refund_slip_issued",
    DocumentKind.REVERSAL: "ledger.reversal_issued",
    DocumentKind.DEDUCTION: "ledger.deduction_issued",
    DocumentKind.FORFEITURE: "ledger.forfeiture_issued",
    DocumentKind.CHARGE: "ledger.charge_issued",
    DocumentKind.CASH_COUNT: "ledger.cash_count_issued",
    DocumentKind.BANKING: "ledger.banking_issued",
}
_INSERT: Final[dict[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class TwoPeople:
    """Who proposed it and who approved it: never the same person (RN-12)."""

    proposed_by_id: UUID
    approved_by_id: UUID


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be: what it is for, and whose money it is."""

    kind: DocumentKind
    cause: str
    amount_fen: int
    method: PayMethod | None = None
    purpose: Purpose | None = None
    household_id: UUID | None = None
    subject_id: UUID | None = None
    reverses_id: UUID | None = None
    reference: str | None = None
    note: str | None = None
    both: TwoPeople | None = None
    at: datetime | None = None
    facts: dict[str, Fact] = field(default_factory=dict)


def open_account(
    work: Work,
    community_id: UUID,
    kind: AccountKind,
    *,
    method: PayMethod | None = None,
    purpose: Purpose | None = None,
    household_id: UUID | None = None,
    subject_id: UUID | None = None,
) -> Account:
    """The account of this kind, method, purpose and holder; opened when there is none yet."""
    slot = slot_of(method=method, purpose=purpose, subject_id=subject_id, household_id=household_id)
    found = _find(work.session, community_id, kind, slot)
    if found is not None:
        return found
    rule, account_id = KIND_RULES[kind], new_id()
    columns = {
        "community_id": community_id,
        "id": account_id,
        "kind": kind,
        "slot": slot,
        "sign": rule.sign,
        "floor_fen": rule.floor_fen,
        "currency": CURRENCY,
        "method": method,
        "purpose": purpose,
        "household_id": household_id,
        "subject_id": subject_id,
        "opened_at": work.now,
    }
    insert = _INSERT[work.session.get_bind().dialect.name]
    work.session.execute(insert(Account).values(columns).on_conflict_do_nothing())
    account = _find(work.session, community_id, kind, slot)
    assert account is not None  # noqa: S101 - ours, or that of whoever opened it at the same moment
    if account.id == account_id:
        work.emit("ledger.account_opened", community_id=community_id, account_id=account.id, kind=kind)
    return account


def _find(session: Session, community_id: UUID, kind: AccountKind, slot: str) -> Account | None:
    wanted = sa.select(Account).where(Account.community_id == community_id, Account.kind == kind, Account.slot == slot)
    return session.scalars(wanted).one_or_none()


def post(work: Work, community_id: UUID, paper: Paper, legs: Sequence[Leg]) -> Document:
    """A new paper with its transfers. The same paper once more is answered with the one there is.

    Raises BadAmount, CauseTaken, SamePerson, NoShift, NotEnough, PeriodClosed and InFuture; then nothing has moved.
    """
    check_amount(paper.amount_fen)
    _check_people(work, paper)
    accounts = lock(work.session, community_id, [id for leg in legs for id in (leg.debit_id, leg.credit_id)])
    posted = _posted(work.session, community_id, paper)
    if posted is not None:
        return posted
    at = _moment(work, paper.at)
    _check_period(work, community_id, at)
    _check_floors(work.session, accounts, legs)
    shift = _shift_for(work, accounts.values())
    document = _write(work, community_id, paper, at, shift)
    for number, leg in enumerate(legs, start=1):
        _move(work, document, leg, f"{paper.cause}#{number}", at)
    return document


def add(work: Work, document: Document, leg: Leg, cause: str) -> Transfer:
    """A further transfer on a paper there is: how a refund went. `cause` is unique, so it goes one way only."""
    accounts = lock(work.session, document.community_id, [leg.debit_id, leg.credit_id])
    _check_period(work, document.community_id, work.now)
    _check_floors(work.session, accounts, [leg])
    _shift_for(work, accounts.values())
    return _move(work, document, leg, cause, work.now)


def lock(session: Session, community_id: UUID, account_ids: Iterable[UUID]) -> dict[UUID, Account]:
    """The accounts, held until the commit. On SQLite whoever writes is alone anyway."""
    ids = sorted(set(account_ids))
    if session.get_bind().dialect.name == "postgresql":
        wanted = sa.literal(ids, sa.ARRAY(sa.Uuid()))
        session.execute(sa.select(sa.func.ledger_lock(sa.literal(community_id, sa.Uuid()), wanted)))
    rows = session.scalars(sa.select(Account).where(Account.community_id == community_id, Account.id.in_(ids)))
    return {account.id: account for account in rows}


def balance(session: Session, community_id: UUID, account_id: UUID) -> int:
    """What stands on an account now."""
    last = (
        sa.select(Entry.balance_fen)
        .where(Entry.community_id == community_id, Entry.account_id == account_id)
        .order_by(Entry.seq.desc())
        .limit(1)
    )
    return session.scalar(last) or 0


def find_posted(session: Session, community_id: UUID, cause: str) -> Document | None:
    """The paper made for this cause, if there is one."""
    wanted = sa.select(Document).where(Document.community_id == community_id, Document.cause == cause)
    return session.scalars(wanted).one_or_none()


def check_amount(amount_fen: object) -> None:
    """A whole number of fen above zero and below the limit. Raises BadAmount."""
    if not isinstance(amount_fen, int) or isinstance(amount_fen, bool) or not 0 < amount_fen <= MOST_FEN:
        raise BadAmount.at("/amount_fen")


def open_shift(session: Session, community_id: UUID) -> CashShift | None:
    """The shift that answers for the cash box now."""
    wanted = sa.select(CashShift).where(CashShift.community_id == community_id, CashShift.state == ShiftState.OPEN)
    return session.scalars(wanted).one_or_none()


# ---------------------------------------------------------------- what is checked


def _check_people(work: Work, paper: Paper) -> None:
    if paper.kind not in BY_TWO:
        return
    if paper.both is None or paper.both.proposed_by_id == paper.both.approved_by_id:
        raise SamePerson
    if work.actor.id not in {paper.both.approved_by_id, paper.both.proposed_by_id}:
        raise NotStaff


def _posted(session: Session, community_id: UUID, paper: Paper) -> Document | None:
    found = find_posted(session, community_id, paper.cause)
    if found is None:
        return None
    same = (found.kind, found.amount_fen, found.method) == (paper.kind, paper.amount_fen, paper.method)
    if not same or (found.household_id, found.subject_id) != (paper.household_id, paper.subject_id):
        raise CauseTaken  # another's money, or other money: answered with that paper, it would count as paid
    return found


def _moment(work: Work, at: datetime | None) -> datetime:
    if at is not None and at > work.now:
        raise InFuture.at("/at")
    return at or work.now


def _check_period(work: Work, community_id: UUID, at: datetime) -> None:
    period = period_of(at, time_zone(work.session, community_id))
    closed = sa.select(sa.func.max(Closing.period)).where(Closing.community_id == community_id)
    last = work.session.scalar(closed)
    if last is not None and period <= last:
        raise PeriodClosed(period=period)


def _check_floors(session: Session, accounts: dict[UUID, Account], legs: Sequence[Leg]) -> None:
    """In the order of the legs, as the database will."""
    balances = {account.id: balance(session, account.community_id, account.id) for account in accounts.values()}
    for leg in legs:
        for id, debited in ((leg.debit_id, True), (leg.credit_id, False)):
            account = accounts[id]
            balances[id] += effect(account.kind, debited=debited, amount_fen=leg.amount_fen)
            if account.floor_fen is not None and balances[id] < account.floor_fen:
                raise NotEnough


def _shift_for(work: Work, accounts: Iterable[Account]) -> CashShift | None:
    """Cash passes through the hands of whoever answers for the box."""
    cash = next((account for account in accounts if account.kind is AccountKind.CASH), None)
    if cash is None:
        return None
    shift = open_shift(work.session, cash.community_id)
    if shift is None or shift.cashier_id != work.actor.id:
        raise NoShift
    return shift


# ---------------------------------------------------------------- what is written


def _write(work: Work, community_id: UUID, paper: Paper, at: datetime, shift: CashShift | None) -> Document:
    zone = time_zone(work.session, community_id)
    document = Document(
        community_id=community_id,
        id=new_id(),
        number=take_number(work.session, community_id, SERIES[paper.kind], work.now, zone),
        kind=paper.kind,
        cause=paper.cause,
        amount_fen=paper.amount_fen,
        method=paper.method,
        purpose=paper.purpose,
        household_id=paper.household_id,
        subject_id=paper.subject_id,
        reverses_id=paper.reverses_id,
        reference=paper.reference,
        note=paper.note,
        shift_id=shift.id if shift else None,
        posted_by_id=work.actor.id,
        proposed_by_id=paper.both.proposed_by_id if paper.both else None,
        approved_by_id=paper.both.approved_by_id if paper.both else None,
        at=at,
        issued_at=work.now,
    )
    work.session.add(document)
    work.session.flush()
    work.emit(
        EVENTS[paper.kind],
        SubjectKey(community_id, paper.subject_id) if paper.subject_id else None,
        community_id=community_id,
        at=at,
        facts={"document_id": document.id, "amount_fen": paper.amount_fen, **paper.facts},
    )
    return document


def _move(work: Work, document: Document, leg: Leg, cause: str, at: datetime) -> Transfer:
    check_amount(leg.amount_fen)
    transfer = Transfer(
        community_id=document.community_id,
        id=new_id(),
        debit_id=leg.debit_id,
        credit_id=leg.credit_id,
        amount_fen=leg.amount_fen,
        cause=cause,
        document_id=document.id,
        reverses_id=leg.reverses_id,
        period=period_of(at, time_zone(work.session, document.community_id)),
        at=at,
        recorded_at=work.now,
    )
    work.session.add(transfer)
    work.session.flush()  # the database writes both entries
    return transfer
