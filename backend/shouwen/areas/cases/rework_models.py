"""Repairs of what was repaired before."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.cases.rework_rules import ReworkSign
from shouwen.kit.db import Base, Scoped, one_of, within


class Rework(Scoped, Base):
    """That a repair is rework 返修 of an earlier one, what spoke for it, and whether somebody contradicted (RP-07)."""

    __tablename__ = "case_reworks"
    __table_args__ = (
        within("case_id", "cases"),
        within("of_id", "cases"),
        one_of("found_by", ReworkSign),
        sa.CheckConstraint("case_id <> of_id", name="of_id"),
        sa.CheckConstraint("(contradicted_at IS NULL) = (contradicted_by_id IS NULL)", name="contradicted"),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    of_id: Mapped[UUID]
    found_by: Mapped[ReworkSign]
    words_bp: Mapped[int]
    found_at: Mapped[datetime]
    contradicted_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    contradicted_at: Mapped[datetime | None]
    reason: Mapped[str | None]
