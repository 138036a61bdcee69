"""What hangs on the work order of a repair."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.cases.repair_rules import DefectSize, MaterialSource, PaidBy, VisitCheck
from shouwen.kit.db import Base, Scoped, one_of, within


class Material(Scoped, Base):
    """What was used on a repair: how many at what price, from where, and who pays."""

    __tablename__ = "case_materials"
    __table_args__ = (
        within("case_id", "cases"),
        one_of("source", MaterialSource),
        one_of("paid_by", PaidBy),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        sa.CheckConstraint("unit_price_fen >= 0", name="unit_price_fen"),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    quantity: Mapped[int]
    unit_price_fen: Mapped[int] = mapped_column(sa.BigInteger)
    source: Mapped[MaterialSource]
    paid_by: Mapped[PaidBy]
    used_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    used_at: Mapped[datetime]


class VisitTick(Scoped, Base):
    """Whether one line of the home-visit check-list was looked to, in a round (RP-11)."""

    __tablename__ = "case_visit_ticks"
    __table_args__ = (within("case_id", "cases"), one_of("item", VisitCheck))

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[VisitCheck] = mapped_column(primary_key=True)
    done: Mapped[bool]
    ticked_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    ticked_at: Mapped[datetime]


class WarrantyJudgement(Scoped, Base):
    """Whether a defect is the developer's to repair, judged at the home (RP-04), and how large it is (RP-03)."""

    __tablename__ = "case_warranty_judgements"
    __table_args__ = (
        within("case_id", "cases"),
        one_of("size", DefectSize),
        sa.CheckConstraint("valid = (size IS NOT NULL)", name="size_where_valid"),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    valid: Mapped[bool]
    size: Mapped[DefectSize | None]
    reason: Mapped[str]
    judged_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    judged_at: Mapped[datetime]


class JobFee(Scoped, Base):
    """What was said about the fee on the job: collected or why not, and when it was handed in (RP-10).

    `owed_fen` is what the household had to pay for all materials used until then; what is used later is said anew.
    """

    __tablename__ = "case_fees"
    __table_args__ = (
        within("case_id", "cases"),
        sa.CheckConstraint("owed_fen > 0", name="owed_fen"),
        sa.CheckConstraint("collected_fen >= 0 AND collected_fen <= due_fen", name="collected_fen"),
        sa.CheckConstraint("collected_fen = due_fen OR reason IS NOT NULL", name="reason_where_uncollected"),
        sa.CheckConstraint("(handed_in_at IS NULL) = (received_by_id IS NULL)", name="handed_in"),
        sa.CheckConstraint("handed_in_at IS NULL OR collected_fen > 0", name="handed_in_where_collected"),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[int]
    owed_fen: Mapped[int] = mapped_column(sa.BigInteger)
    due_fen: Mapped[int] = mapped_column(sa.BigInteger)
    collected_fen: Mapped[int] = mapped_column(sa.BigInteger)
    reason: Mapped[str | None]
    collected_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    said_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    said_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]
    received_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
