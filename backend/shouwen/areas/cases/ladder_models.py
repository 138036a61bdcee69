"""The steps of help that were taken."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.cases.ladder_rules import Rung
from shouwen.kit.db import Base, Scoped, one_of, within


class LadderStep(Scoped, Base):
    """Help by one means, whether it solved the matter, and why not (RC-22)."""

    __tablename__ = "case_ladder_steps"
    __table_args__ = (
        within("case_id", "cases"),
        one_of("rung", Rung),
        sa.CheckConstraint("(permitted IS NOT NULL) = (rung = 'remote')", name="permitted_remotely"),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    rung: Mapped[Rung] = mapped_column(primary_key=True)
    permitted: Mapped[bool | None]
    solved: Mapped[bool]
    reason: Mapped[str]
    done_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
