"""Answers."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.kit.db import Base, Thing


class StoredAnswer(Thing, Base):
    """A question with its answer, and the day on which somebody reads it again."""

    __tablename__ = "stored_answers"
    __table_args__ = (sa.Index("ix_stored_answers_review", "community_id", "review_on", "id"),)
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))
    __mapper_args__ = {"version_id_col": version}

    category: Mapped[str | None]
    question: Mapped[str]
    text: Mapped[str]
    keywords: Mapped[str | None]
    confidential: Mapped[bool]
    review_on: Mapped[date]
    retired_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
