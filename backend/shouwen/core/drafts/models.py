"""Drafts."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.kit.crypto import Encrypted
from shouwen.kit.db import Base, Scoped


class Draft(Scoped, Base):
    """One form of one person, as far as it was filled in."""

    __tablename__ = "drafts"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        sa.Index("ix_drafts_saved_at", "community_id", "saved_at"),
        sa.Index("ix_drafts_staff", "staff_id", "saved_at"),
    )

    staff_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Encrypted("drafts.text"))
    saved_at: Mapped[datetime]
