"""Accounts, papers, transfers with their entries, refunds under way, closed months. Money rows are only ever added."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.ledger.rules import (
    BY_TWO,
    CURRENCY,
    KIND_RULES,
    AccountKind,
    CashReason,
    DocumentKind,
    LineState,
    PaymentState,
    PayMethod,
    ProposalKind,
    ProposalState,
    Purpose,
    RefundState,
    ShiftState,
)
from shouwen.kit.crypto import Encrypted
from shouwen.kit.db import Base, Scoped, Thing, one_of, within


def _kinds(wanted: list[AccountKind]) -> str:
    return ", ".join(f"'{kind}'" for kind in wanted)


_DEBIT = _kinds([kind for kind, rule in KIND_RULES.items() if rule.grows_by_debit])
_FLOORED = _kinds([kind for kind, rule in KIND_RULES.items() if rule.floor_fen is not None])
_TWO = ", ".join(f"'{kind}'" for kind in DocumentKind if kind in BY_TWO)


class Account(Thing, Base):
    """An account. It holds no balance: that stands on its last entry."""

    __tablename__ = "ledger_accounts"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        within("household_id", "households"),
        within("subject_id", "subjects"),
        one_of("kind", AccountKind),
        one_of("method", PayMethod),
        one_of("purpose", Purpose),
        sa.CheckConstraint(f"sign = CASE WHEN kind IN ({_DEBIT}) THEN 1 ELSE -1 END", name="sign"),
        sa.CheckConstraint(
            f"(kind IN ({_FLOORED})) = (floor_fen IS NOT NULL) AND (floor_fen IS NULL OR floor_fen = 0)", name="floor"
        ),
        sa.CheckConstraint(f"currency = '{CURRENCY}'", name="currency"),
        sa.UniqueConstraint("community_id", "kind", "slot"),
        sa.Index("ix_ledger_accounts_household", "community_id", "household_id"),
        sa.Index("ix_ledger_accounts_subject", "community_id", "subject_id"),
    )

    kind: Mapped[AccountKind]
    slot: Mapped[str]
    sign: Mapped[int]
    floor_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    currency: Mapped[str]
    method: Mapped[PayMethod | None]
    purpose: Mapped[Purpose | None]
    household_id: Mapped[UUID | None]
    subject_id: Mapped[UUID | None]
    opened_at: Mapped[datetime]


class Document(Thing, Base):
    """A paper with a number without gaps; several transfers may stand on it."""

    __tablename__ = "ledger_documents"
    __table_args__ = (
        within("household_id", "households"),
        within("subject_id", "subjects"),
        within("reverses_id", "ledger_documents"),
        within("shift_id", "ledger_shifts"),
        one_of("kind", DocumentKind),
        one_of("method", PayMethod),
        one_of("purpose", Purpose),
        sa.CheckConstraint("amount_fen > 0", name="amount_fen"),
        sa.CheckConstraint(
            f"kind NOT IN ({_TWO}) OR (proposed_by_id IS NOT NULL AND approved_by_id IS NOT NULL"
            " AND proposed_by_id <> approved_by_id)",
            name="two_people",
        ),
        sa.CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reverses"),
        sa.UniqueConstraint("community_id", "number"),
        sa.UniqueConstraint("community_id", "reverses_id"),
        sa.UniqueConstraint("community_id", "cause"),
        sa.Index("ix_ledger_documents_household", "community_id", "household_id"),
        sa.Index("ix_ledger_documents_subject", "community_id", "subject_id"),
        sa.Index("ix_ledger_documents_issued", "community_id", "issued_at"),
    )

    number: Mapped[str]
    kind: Mapped[DocumentKind]
    cause: Mapped[str]  # what it was made for: the same cause is never posted twice
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    method: Mapped[PayMethod | None]
    purpose: Mapped[Purpose | None]
    household_id: Mapped[UUID | None]
    subject_id: Mapped[UUID | None]
    reverses_id: Mapped[UUID | None]
    reference: Mapped[str | None]  # of the bank or the payment service
    note: Mapped[str | None]
    shift_id: Mapped[UUID | None]
    posted_by_id: Mapped[UUID]
    proposed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    approved_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
    issued_at: Mapped[datetime]


class Transfer(Thing, Base):
    """Money that moved: the account debited, the account credited, how much."""

    __tablename__ = "ledger_transfers"
    __table_args__ = (
        within("debit_id", "ledger_accounts"),
        within("credit_id", "ledger_accounts"),
        within("document_id", "ledger_documents"),
        within("reverses_id", "ledger_transfers"),
        sa.CheckConstraint("amount_fen > 0", name="amount_fen"),
        sa.CheckConstraint("debit_id <> credit_id", name="two_accounts"),
        sa.UniqueConstraint("community_id", "cause"),
        sa.UniqueConstraint("community_id", "reverses_id"),
        sa.Index("ix_ledger_transfers_document", "community_id", "document_id"),
        sa.Index("ix_ledger_transfers_at", "community_id", "at"),
    )

    debit_id: Mapped[UUID]
    credit_id: Mapped[UUID]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    cause: Mapped[str]
    document_id: Mapped[UUID]
    reverses_id: Mapped[UUID | None]
    period: Mapped[str]  # the local month of `at`; a closed one takes nothing more
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class Entry(Scoped, Base):
    """One side of a transfer on its account, with the balance after it. The database writes these rows itself."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        within("account_id", "ledger_accounts"),
        within("transfer_id", "ledger_transfers"),
        sa.CheckConstraint("floor_fen IS NULL OR balance_fen >= floor_fen", name="floor"),
        sa.UniqueConstraint("community_id", "transfer_id", "account_id"),
    )

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    transfer_id: Mapped[UUID]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    balance_fen: Mapped[int] = mapped_column(sa.BigInteger)
    floor_fen: Mapped[int | None] = mapped_column(sa.BigInteger)


class Closing(Scoped, Base):
    """That a month, and with it all before, takes no more postings."""

    __tablename__ = "ledger_closings"
    __table_args__ = (sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),)

    period: Mapped[str] = mapped_column(primary_key=True)
    closed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    closed_at: Mapped[datetime]


class BooksCheck(Scoped, Base):
    """What the last check of a community's books found, and since when they have been unsound."""

    __tablename__ = "ledger_checks"
    __table_args__ = (sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),)

    checked_at: Mapped[datetime]
    unsound_since: Mapped[datetime | None]
    imbalance_fen: Mapped[int] = mapped_column(sa.BigInteger)
    adrift_fen: Mapped[int] = mapped_column(sa.BigInteger)
    drifted: Mapped[int]
    below_floor: Mapped[int]
    one_legged: Mapped[int]
    missing: Mapped[int]


class Refund(Thing, Base):
    """Where a refund stands: on its way, paid out, or back on the account it came from."""

    __tablename__ = "ledger_refunds"
    __table_args__ = (
        within("document_id", "ledger_documents"),
        within("account_id", "ledger_accounts"),
        within("payment_id", "ledger_payments"),
        one_of("method", PayMethod),
        one_of("state", RefundState),
        sa.CheckConstraint("amount_fen > 0", name="amount_fen"),
        sa.CheckConstraint("(state = 'leaving') = (settled_at IS NULL)", name="settled"),
        sa.UniqueConstraint("community_id", "document_id"),
        sa.Index("ix_ledger_refunds_state", "community_id", "state"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    document_id: Mapped[UUID]
    account_id: Mapped[UUID]
    method: Mapped[PayMethod]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    state: Mapped[RefundState]
    payment_id: Mapped[UUID | None]  # the payment through a service that it gives back
    failure: Mapped[str | None]  # the code of whoever could not pay it out
    begun_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


_OPEN = sa.text("state = 'open'")


class CashShift(Thing, Base):
    """Who answers for the cash box, from counting it to counting it again. One at a time."""

    __tablename__ = "ledger_shifts"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        one_of("state", ShiftState),
        one_of("opening_reason", CashReason),
        one_of("closing_reason", CashReason),
        sa.CheckConstraint("opening_fen >= 0 AND (counted_fen IS NULL OR counted_fen >= 0)", name="counted"),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed"),
        sa.CheckConstraint(
            "opening_fen = opening_expected_fen OR opening_reason IS NOT NULL", name="opening_difference"
        ),
        sa.CheckConstraint("counted_fen = expected_fen OR closing_reason IS NOT NULL", name="closing_difference"),
        sa.Index("uq_ledger_shifts_open", "community_id", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN),
        sa.Index("ix_ledger_shifts_opened", "community_id", "opened_at"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    state: Mapped[ShiftState]
    cashier_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    opened_at: Mapped[datetime]
    opening_fen: Mapped[int] = mapped_column(sa.BigInteger)  # as counted
    opening_expected_fen: Mapped[int] = mapped_column(sa.BigInteger)  # as the books say
    opening_reason: Mapped[CashReason | None]
    closed_at: Mapped[datetime | None]
    counted_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    expected_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    closing_reason: Mapped[CashReason | None]
    note: Mapped[str | None]


class Proposal(Thing, Base):
    """A refund or a reversal that one person proposes and another approves or refuses."""

    __tablename__ = "ledger_proposals"
    __table_args__ = (
        within("account_id", "ledger_accounts"),
        within("document_id", "ledger_documents"),
        within("made_document_id", "ledger_documents"),
        within("payment_id", "ledger_payments"),
        one_of("kind", ProposalKind),
        one_of("state", ProposalState),
        one_of("method", PayMethod),
        sa.CheckConstraint("amount_fen > 0", name="amount_fen"),
        sa.CheckConstraint("(kind = 'refund') = (account_id IS NOT NULL)", name="refund"),
        sa.CheckConstraint("(kind = 'reversal') = (document_id IS NOT NULL)", name="reversal"),
        sa.CheckConstraint("(state = 'approved') = (made_document_id IS NOT NULL)", name="approved"),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'refused') OR (decided_by_id IS NOT NULL AND decided_by_id <> proposed_by_id)",
            name="two_people",
        ),
        sa.Index("ix_ledger_proposals_state", "community_id", "state", "proposed_at"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    kind: Mapped[ProposalKind]
    state: Mapped[ProposalState]
    account_id: Mapped[UUID | None]
    document_id: Mapped[UUID | None]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    method: Mapped[PayMethod | None]
    payment_id: Mapped[UUID | None]
    reason: Mapped[str]
    proposed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str | None]
    made_document_id: Mapped[UUID | None]


class Payment(Thing, Base):
    """A payment ordered from a payment service. Its id without dashes is the service's order number."""

    __tablename__ = "ledger_payments"
    __table_args__ = (
        within("account_id", "ledger_accounts"),
        within("document_id", "ledger_documents"),
        within("household_id", "households"),
        within("subject_id", "subjects"),
        one_of("method", PayMethod),
        one_of("state", PaymentState),
        sa.CheckConstraint("amount_fen > 0", name="amount_fen"),
        sa.CheckConstraint("(state = 'paid') = (document_id IS NOT NULL)", name="paid"),
        sa.UniqueConstraint("community_id", "cause"),
        sa.UniqueConstraint("community_id", "provider_id"),
        sa.Index("ix_ledger_payments_state", "state", "ordered_at"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    account_id: Mapped[UUID]
    method: Mapped[PayMethod]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    cause: Mapped[str]
    household_id: Mapped[UUID | None]
    subject_id: Mapped[UUID | None]
    state: Mapped[PaymentState]
    ordered_by_id: Mapped[UUID]
    ordered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    code_url: Mapped[str | None]  # what the payer scans
    provider_id: Mapped[str | None]  # the service's own number of the payment
    paid_at: Mapped[datetime | None]
    document_id: Mapped[UUID | None]


class BankLine(Thing, Base):
    """A line of the bank's statement, until it is known what it is."""

    __tablename__ = "ledger_bank_lines"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        within("document_id", "ledger_documents"),
        one_of("state", LineState),
        sa.CheckConstraint("amount_fen <> 0", name="amount_fen"),
        sa.CheckConstraint("(state = 'matched') = (document_id IS NOT NULL)", name="matched"),
        sa.UniqueConstraint("community_id", "digest"),
        sa.Index("ix_ledger_bank_lines_state", "community_id", "state", "booked_on"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    booked_on: Mapped[date]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)  # below zero: paid out
    reference: Mapped[str | None]
    party: Mapped[str | None] = mapped_column(Encrypted("ledger_bank_lines.party"))
    digest: Mapped[str]  # of the line itself, so that a statement read twice adds nothing
    state: Mapped[LineState]
    read_at: Mapped[datetime]
    matched_by_id: Mapped[UUID | None]
    matched_at: Mapped[datetime | None]
    document_id: Mapped[UUID | None]


class Arrival(Scoped, Base):
    """That the bank has shown a paper's money, once, and on which line."""

    __tablename__ = "ledger_arrivals"
    __table_args__ = (within("document_id", "ledger_documents"), within("line_id", "ledger_bank_lines"))

    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    line_id: Mapped[UUID]
