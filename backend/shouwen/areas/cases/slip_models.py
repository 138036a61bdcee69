"""The complaint slip: its stages, signatures, amounts, copies and objections. None of it for residents (CP-17)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.cases.slip_rules import (
    AmountState,
    ApprovalLevel,
    MoneyOutcome,
    Responsibility,
    SlipCopy,
    SlipState,
    Stage,
)
from shouwen.kit.db import Base, Scoped, Thing, one_of, within


class Slip(Thing, Base):
    """The slip of one round of a complaint (CP-09, CP-11), with its verdict (CP-23)."""

    __tablename__ = "complaint_slips"
    __table_args__ = (
        within("case_id", "cases"),
        within("continues_id", "complaint_slips"),
        one_of("state", SlipState),
        one_of("responsibility", Responsibility),
        sa.CheckConstraint("loss_fen >= 0", name="loss_fen"),
        sa.UniqueConstraint("community_id", "case_id", "round"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    case_id: Mapped[UUID]
    round: Mapped[int]
    state: Mapped[SlipState]
    continues_id: Mapped[UUID | None]  # the slip whose conclusion was not accepted
    opened_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    opened_at: Mapped[datetime]
    responsibility: Mapped[Responsibility | None]
    loss_fen: Mapped[int | None] = mapped_column(sa.BigInteger)
    improvement_tracked: Mapped[bool | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None]


class SlipParty(Scoped, Base):
    """A supplier or another company that shares the responsibility: the complaint is handled with it (CP-25)."""

    __tablename__ = "slip_parties"
    __table_args__ = (within("slip_id", "complaint_slips"), within("party_id", "outside_parties"))

    slip_id: Mapped[UUID] = mapped_column(primary_key=True)
    party_id: Mapped[UUID] = mapped_column(primary_key=True)


class SlipEntry(Scoped, Base):
    """What was written at a stage."""

    __tablename__ = "slip_entries"
    __table_args__ = (within("slip_id", "complaint_slips"), one_of("stage", Stage))

    slip_id: Mapped[UUID] = mapped_column(primary_key=True)
    stage: Mapped[Stage] = mapped_column(primary_key=True)
    text: Mapped[str]
    written_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class SlipSignature(Scoped, Base):
    """A department that is asked to countersign, and what it said (CP-11)."""

    __tablename__ = "slip_signatures"
    __table_args__ = (within("slip_id", "complaint_slips"), within("department_id", "departments"))

    slip_id: Mapped[UUID] = mapped_column(primary_key=True)
    department_id: Mapped[UUID] = mapped_column(primary_key=True)
    agrees: Mapped[bool | None]
    text: Mapped[str | None]
    signed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    signed_at: Mapped[datetime | None]


class SlipAmount(Scoped, Base):
    """What the complaint comes to in money: proposed by one, approved by another (CP-12, CP-29)."""

    __tablename__ = "slip_amounts"
    __table_args__ = (
        within("slip_id", "complaint_slips"),
        one_of("kind", MoneyOutcome),
        one_of("state", AmountState),
        one_of("level", ApprovalLevel),
        sa.CheckConstraint("amount_fen > 0", name="amount_fen"),
        sa.CheckConstraint("decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name="decided_by_another"),
    )

    slip_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MoneyOutcome]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    quantity: Mapped[int | None]  # of what is returned or done again
    reason: Mapped[str]
    state: Mapped[AmountState]
    level: Mapped[ApprovalLevel | None]  # the level it took, when it was approved
    proposed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    refused_because: Mapped[str | None]


class SlipVoucher(Scoped, Base):
    """The voucher of an approved amount: what it came to in fact, signed by both sides (CP-29)."""

    __tablename__ = "slip_vouchers"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["community_id", "slip_id", "no"],
            ["slip_amounts.community_id", "slip_amounts.slip_id", "slip_amounts.no"],
        ),
        sa.CheckConstraint("actual_fen >= 0", name="actual_fen"),
        sa.CheckConstraint("actual_quantity >= 0", name="actual_quantity"),
        sa.CheckConstraint(
            "scan_file_id IS NOT NULL OR (our_signature_id IS NOT NULL AND their_signature_id IS NOT NULL)",
            name="signed_by_both",
        ),
    )

    slip_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    actual_fen: Mapped[int] = mapped_column(sa.BigInteger)
    actual_quantity: Mapped[int | None]
    difference: Mapped[str | None]  # why it came to less
    signed_name: Mapped[str]  # who signed for the other side
    our_signature_id: Mapped[UUID | None]
    their_signature_id: Mapped[UUID | None]
    scan_file_id: Mapped[UUID | None]
    signed_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))


class SlipAddressee(Scoped, Base):
    """Which post receives which copy, in a community."""

    __tablename__ = "slip_addressees"
    __table_args__ = (within("post_id", "posts"), one_of("copy", SlipCopy))

    copy: Mapped[SlipCopy] = mapped_column(primary_key=True)
    post_id: Mapped[UUID]


class SlipReceipt(Scoped, Base):
    """A copy that was sent, and who confirmed having read it (CP-24)."""

    __tablename__ = "slip_receipts"
    __table_args__ = (
        within("slip_id", "complaint_slips"),
        within("post_id", "posts"),
        one_of("copy", SlipCopy),
        sa.Index("ix_slip_receipts_post", "community_id", "post_id", "read_at"),
    )

    slip_id: Mapped[UUID] = mapped_column(primary_key=True)
    copy: Mapped[SlipCopy] = mapped_column(primary_key=True)
    post_id: Mapped[UUID]
    sent_at: Mapped[datetime]
    read_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    read_at: Mapped[datetime | None]


class SlipMemo(Scoped, Base):
    """A department objects to the decision, and what it was answered (CP-25)."""

    __tablename__ = "slip_memos"
    __table_args__ = (within("slip_id", "complaint_slips"), within("department_id", "departments"))

    slip_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[UUID]
    text: Mapped[str]
    raised_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    raised_at: Mapped[datetime]
    answer: Mapped[str | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    answered_at: Mapped[datetime | None]
