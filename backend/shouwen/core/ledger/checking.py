"""Whether the books are right: the trial balance at any instant, reconciling, and months that are closed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, cast
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.journal.rules import Fact
from shouwen.core.ledger.models import Account, BooksCheck, Closing, Document, Entry, Refund, Transfer
from shouwen.core.ledger.problems import ClosedAlready, NotOver
from shouwen.core.ledger.rules import CURRENCY, SERIES, AccountKind, RefundState, period_of
from shouwen.core.ledger.schemas import BalanceRow, Faults, ReconciliationOut, TrialBalanceOut
from shouwen.core.numbering.models import Counter
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Community
from shouwen.core.work import Work
from shouwen.kit.db import insert_into

_OF_ACCOUNT: Final = sa.and_(Account.community_id == Entry.community_id, Account.id == Entry.account_id)
_OF_TRANSFER: Final = sa.and_(Transfer.community_id == Entry.community_id, Transfer.id == Entry.transfer_id)
EVENTS: Final = {True: "ledger.reconciled", False: "ledger.found_unsound"}


def trial_balance(work: Work, community_id: UUID, at: datetime | None) -> TrialBalanceOut:
    """What had been posted on each kind of account by an instant, and that both sides come to the same."""
    at = at or work.now
    total = sa.func.sum(Entry.amount_fen * Account.sign)
    rows = (
        sa.select(
            Account.kind,
            Account.method,
            Account.purpose,
            sa.func.count(sa.distinct(Account.id)).label("accounts"),
            total.label("total"),
        )
        .select_from(Entry)
        .join(Account, _OF_ACCOUNT)
        .join(Transfer, _OF_TRANSFER)
        .where(Entry.community_id == community_id, Transfer.at <= at)
        .group_by(Account.kind, Account.method, Account.purpose)
        .order_by(Account.kind, Account.method, Account.purpose)
    )
    found = [_row(row) for row in work.session.execute(rows).mappings()]
    debit, credit = sum(row["debit_fen"] for row in found), sum(row["credit_fen"] for row in found)
    return {
        "community_id": community_id,
        "at": at,
        "currency": CURRENCY,
        "rows": found,
        "debit_fen": debit,
        "credit_fen": credit,
        "difference_fen": debit - credit,
    }


def _row(row: Mapping[Any, Any]) -> BalanceRow:
    total = int(row["total"])
    return {
        "kind": row["kind"],
        "method": row["method"],
        "purpose": row["purpose"],
        "accounts": row["accounts"],
        "debit_fen": max(total, 0),
        "credit_fen": max(-total, 0),
    }


def reconcile(work: Work, community_id: UUID) -> ReconciliationOut:
    """Recomputes what the database keeps by itself. Whatever is wrong is said to the journal.

    Each figure is one statement: postings go on meanwhile, and one of them half seen would be a false alarm.
    """
    faults: Faults = {
        "imbalance_fen": _sum(work, _imbalance(community_id)),
        "adrift_fen": _sum(work, _adrift(community_id)),
        "drifted": _count(work, _drifted(community_id)),
        "below_floor": _count(work, _below_floor(community_id)),
        "one_legged": _count(work, _one_legged(community_id)),
        "missing": _count(work, _empty_papers(community_id)) + abs(_sum(work, _numbers_left_out(community_id))),
    }
    sound = not any(faults.values())
    transfers = _count(work, sa.select(Transfer.id).where(Transfer.community_id == community_id))
    work.emit(EVENTS[sound], community_id=community_id, transfers=transfers, facts=cast("dict[str, Fact]", faults))
    _note(work, community_id, faults)
    return {
        "community_id": community_id,
        "at": work.now,
        "transfers": transfers,
        "accounts": _count(work, sa.select(Account.id).where(Account.community_id == community_id)),
        **faults,
        "sound": sound,
    }


def _note(work: Work, community_id: UUID, faults: Faults) -> None:
    """Keeps what was found for whoever watches. A fault that was not there before raises the alarm."""
    known = sa.select(BooksCheck).where(BooksCheck.community_id == community_id).with_for_update()
    before = work.session.scalars(known).one_or_none()
    unsound = any(faults.values())
    since = (before.unsound_since if before and before.unsound_since else work.now) if unsound else None
    if unsound and (before is None or any(getattr(before, name) != value for name, value in faults.items())):
        work.emit("ledger.alarm_raised", community_id=community_id, facts=cast("dict[str, Fact]", faults))
    found = {"checked_at": work.now, "unsound_since": since, **faults}
    noted = insert_into(work.session, BooksCheck).values(community_id=community_id, **found)
    work.session.execute(noted.on_conflict_do_update(index_elements=[BooksCheck.community_id], set_=found))


def _imbalance(community_id: UUID) -> sa.Select[Any]:
    """What debits and credits differ by."""
    signed = sa.select(sa.func.sum(Entry.amount_fen * Account.sign)).join(Account, _OF_ACCOUNT)
    return signed.where(Entry.community_id == community_id)


def _adrift(community_id: UUID) -> sa.Select[Any]:
    """What is on its way by the accounts, less what is by the refunds under way."""
    leaving = (
        sa.select(sa.func.coalesce(sa.func.sum(Entry.amount_fen), 0))
        .join(Account, _OF_ACCOUNT)
        .where(Entry.community_id == community_id, Account.kind == AccountKind.LEAVING)
    )
    under_way = sa.select(sa.func.coalesce(sa.func.sum(Refund.amount_fen), 0)).where(
        Refund.community_id == community_id, Refund.state == RefundState.LEAVING
    )
    return sa.select(leaving.scalar_subquery() - under_way.scalar_subquery())


def _empty_papers(community_id: UUID) -> sa.Select[Any]:
    """Papers on which no transfer stands."""
    theirs = sa.select(Transfer.id).where(
        Transfer.community_id == Document.community_id, Transfer.document_id == Document.id
    )
    return sa.select(Document.id).where(Document.community_id == community_id, ~theirs.exists())


def _numbers_left_out(community_id: UUID) -> sa.Select[Any]:
    """Numbers that were given out, less the papers that bear one."""
    given = sa.select(sa.func.coalesce(sa.func.sum(Counter.last), 0)).where(
        Counter.community_id == community_id, sa.func.substr(Counter.series, 1, 2).in_(SERIES.values())
    )
    borne = sa.select(sa.func.count()).select_from(Document).where(Document.community_id == community_id)
    return sa.select(given.scalar_subquery() - borne.scalar_subquery())


def _drifted(community_id: UUID) -> sa.Select[Any]:
    """Entries whose balance is not that of the one before and their own amount, or that left a number out."""
    looked = (
        sa.select(
            Entry.seq,
            Entry.balance_fen,
            sa.func.sum(Entry.amount_fen).over(partition_by=Entry.account_id, order_by=Entry.seq).label("should_be"),
            sa.func.row_number().over(partition_by=Entry.account_id, order_by=Entry.seq).label("place"),
        )
        .where(Entry.community_id == community_id)
        .subquery()
    )
    return sa.select(looked.c.seq).where(
        sa.or_(looked.c.balance_fen != looked.c.should_be, looked.c.seq != looked.c.place)
    )


def _below_floor(community_id: UUID) -> sa.Select[Any]:
    rows = sa.select(Entry.seq).join(Account, _OF_ACCOUNT)
    return rows.where(Entry.community_id == community_id, Entry.balance_fen < Account.floor_fen)


def _one_legged(community_id: UUID) -> sa.Select[Any]:
    """Transfers that do not stand on both their accounts by exactly their amount."""
    legs = sa.select(sa.func.count()).select_from(Entry).join(Account, _OF_ACCOUNT)
    right = sa.or_(
        sa.and_(Entry.account_id == Transfer.debit_id, Entry.amount_fen == Account.sign * Transfer.amount_fen),
        sa.and_(Entry.account_id == Transfer.credit_id, Entry.amount_fen == -Account.sign * Transfer.amount_fen),
    )
    there = legs.where(Entry.community_id == Transfer.community_id, Entry.transfer_id == Transfer.id, right)
    rows = sa.select(Transfer.id).where(Transfer.community_id == community_id)
    return rows.where(there.correlate(Transfer).scalar_subquery() != 2)  # noqa: PLR2004 - both its sides


def reconcile_all(work: Work) -> None:
    """Every community that has books."""
    kept = sa.select(Account.community_id).where(Account.community_id == Community.id)
    for community_id in work.session.scalars(sa.select(Community.id).where(kept.exists()).order_by(Community.id)):
        reconcile(work, community_id)


def close_month(work: Work, community_id: UUID, period: str) -> Closing:
    """The month, and all before it, take no more postings. Raises NotOver and ClosedAlready."""
    if period >= period_of(work.now, time_zone(work.session, community_id)):
        raise NotOver
    last = work.session.scalar(sa.select(sa.func.max(Closing.period)).where(Closing.community_id == community_id))
    if last is not None and period <= last:
        raise ClosedAlready
    closing = Closing(community_id=community_id, period=period, closed_by_id=work.actor.id, closed_at=work.now)
    work.session.add(closing)
    work.session.flush()
    work.emit("ledger.month_closed", community_id=community_id, month=date.fromisoformat(f"{period}-01"))
    return closing


def _sum(work: Work, rows: sa.Select[Any]) -> int:
    return int(work.session.scalars(rows).one() or 0)


def _count(work: Work, rows: sa.Select[Any]) -> int:
    return work.session.scalars(sa.select(sa.func.count()).select_from(rows.subquery())).one()
