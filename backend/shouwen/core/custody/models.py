"""The links of the chain."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.custody.rules import Addressed, LinkState
from shouwen.kit.db import Base, Thing, one_of, within

_OFFERED = sa.text("state = 'offered'")
_HELD = sa.text("state = 'held'")


class CustodyLink(Thing, Base):
    """A time of holding, or an offer to hold. The database itself allows one holder and one pending offer at most."""

    __tablename__ = "custody"
    __table_args__ = (
        one_of("state", LinkState),
        within("subject_id", "subjects"),
        within("predecessor_id", "custody"),
        within("to_post_id", "posts"),
        sa.CheckConstraint("state NOT IN ('held', 'passed', 'ended') OR holder_id IS NOT NULL", name="holder"),
        sa.CheckConstraint("(state IN ('passed', 'ended')) = (ended_at IS NOT NULL)", name="ended_at"),
        sa.Index("ix_custody_subject", "community_id", "subject_id", "id"),
        sa.Index(
            "uq_custody_offered",
            "community_id",
            "subject_id",
            unique=True,
            postgresql_where=_OFFERED,
            sqlite_where=_OFFERED,
        ),
        sa.Index(
            "uq_custody_held", "community_id", "subject_id", unique=True, postgresql_where=_HELD, sqlite_where=_HELD
        ),
    )

    subject_id: Mapped[UUID]
    predecessor_id: Mapped[UUID | None]
    state: Mapped[LinkState]
    holder_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    offered_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    to_staff_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    to_post_id: Mapped[UUID | None]
    # Who stood in when the offer was made, because the one named was away or the post vacant.
    resolved_staff_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    offered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    answered_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    @property
    def addressed(self) -> Addressed:
        """To whom it was offered."""
        return Addressed(self.to_staff_id, self.to_post_id, self.resolved_staff_id)
