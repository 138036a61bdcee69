"""The cash desk: a shift begins by counting the box and ends by counting it; a difference has a name (RC-09)."""

from uuid import UUID

import sqlalchemy as sa

from shouwen.core.ledger.models import Account, CashShift, Document
from shouwen.core.ledger.posting import Paper, balance, lock, open_account, open_shift, post
from shouwen.core.ledger.problems import DifferenceUnnamed, NoShift, ShiftClosed, ShiftOpen
from shouwen.core.ledger.rules import AccountKind, CashReason, DocumentKind, Leg, PayMethod, ShiftState
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound


def open_desk(work: Work, community_id: UUID, counted_fen: int, reason: CashReason | None = None) -> CashShift:
    """The caller answers for the cash box from now on. Raises ShiftOpen and DifferenceUnnamed."""
    cash, expected = _cash(work, community_id)
    if open_shift(work.session, community_id) is not None:
        raise ShiftOpen
    _check_named(counted_fen, expected, reason)
    shift = CashShift(
        community_id=community_id,
        id=new_id(),
        state=ShiftState.OPEN,
        cashier_id=work.actor.id,
        opened_at=work.now,
        opening_fen=counted_fen,
        opening_expected_fen=expected,
        opening_reason=reason if counted_fen != expected else None,
    )
    work.session.add(shift)
    work.session.flush()
    work.emit("ledger.desk_opened", community_id=community_id, shift_id=shift.id, counted_fen=counted_fen)
    _set_right(work, cash, counted_fen - expected, f"shift:{shift.id}:opening")
    return shift


def close_desk(
    work: Work, shift_id: UUID, counted_fen: int, reason: CashReason | None = None, note: str | None = None
) -> CashShift:
    """The box is counted and the shift is over. Raises NoShift for somebody else's, ShiftClosed, DifferenceUnnamed."""
    shift = work.session.scalars(sa.select(CashShift).where(CashShift.id == shift_id).with_for_update()).one_or_none()
    if shift is None:
        raise NotFound
    work.check_version(shift.version)
    if shift.state is ShiftState.CLOSED:
        raise ShiftClosed
    if shift.cashier_id != work.actor.id:
        raise NoShift
    cash, expected = _cash(work, shift.community_id)
    _check_named(counted_fen, expected, reason)
    _set_right(work, cash, counted_fen - expected, f"shift:{shift.id}:closing")
    shift.counted_fen, shift.expected_fen = counted_fen, expected
    shift.closing_reason = reason if counted_fen != expected else None
    shift.note, shift.state, shift.closed_at = note, ShiftState.CLOSED, work.now
    work.session.flush()
    work.emit(
        "ledger.desk_closed",
        community_id=shift.community_id,
        shift_id=shift.id,
        counted_fen=counted_fen,
        difference_fen=counted_fen - expected,
        reason=shift.closing_reason,
    )
    return shift


def bank_cash(work: Work, community_id: UUID, amount_fen: int) -> Document:
    """Cash is carried to the bank; it arrives there when the bank's statement says so."""
    cash = open_account(work, community_id, AccountKind.CASH)
    arriving = open_account(work, community_id, AccountKind.ARRIVING, method=PayMethod.CASH)
    paper = Paper(DocumentKind.BANKING, f"banking:{new_id()}", amount_fen, method=PayMethod.CASH)
    return post(work, community_id, paper, [Leg(arriving.id, cash.id, amount_fen)])


def _cash(work: Work, community_id: UUID) -> tuple[Account, int]:
    """The box, held until the commit, and what the books say is in it."""
    cash = open_account(work, community_id, AccountKind.CASH)
    lock(work.session, community_id, [cash.id])
    return cash, balance(work.session, community_id, cash.id)


def _check_named(counted_fen: int, expected_fen: int, reason: CashReason | None) -> None:
    if counted_fen != expected_fen and reason is None:
        raise DifferenceUnnamed.at("/reason", expected=f"{expected_fen / 100:.2f}")


def _set_right(work: Work, cash: Account, surplus_fen: int, cause: str) -> None:
    """The books follow what was counted; what was missing or too much stands on an account of its own."""
    if surplus_fen == 0:
        return
    difference = open_account(work, cash.community_id, AccountKind.DIFFERENCE)
    debit, credit = (cash, difference) if surplus_fen > 0 else (difference, cash)
    paper = Paper(DocumentKind.CASH_COUNT, cause, abs(surplus_fen), method=PayMethod.CASH)
    post(work, cash.community_id, paper, [Leg(debit.id, credit.id, abs(surplus_fen))])
