"""Findings of buck-passing."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.cases.passing_rules import PassingLevel
from shouwen.kit.db import Base, Scoped, one_of, within


class Passing(Scoped, Base):
    """That somebody passed the buck 推诿 on a case, what follows, and whether it was taken back (FR-06)."""

    __tablename__ = "case_passings"
    __table_args__ = (
        within("case_id", "cases"),
        one_of("level", PassingLevel),
        sa.CheckConstraint("staff_id <> found_by_id", name="found_by_another"),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL) AND (withdrawn_at IS NULL)"
            " = (withdrawn_reason IS NULL)",
            name="withdrawn",
        ),
        sa.Index("ix_case_passings_staff", "community_id", "staff_id"),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    level: Mapped[PassingLevel]
    reason: Mapped[str]
    found_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    found_at: Mapped[datetime]
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]
