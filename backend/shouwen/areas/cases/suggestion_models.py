"""What was decided about a suggestion, and the words it was published with."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.kit.db import Base, Scoped, within
from shouwen.kit.ids import new_id


class SuggestionVerdict(Scoped, Base):
    """Adopted or not, with the reason; thanked; published in words of their own, and taken back."""

    __tablename__ = "suggestion_verdicts"
    __table_args__ = (
        within("case_id", "cases"),
        sa.UniqueConstraint("community_id", "case_id", "round"),
        sa.CheckConstraint("(published_at IS NULL) = (words IS NULL)", name="words_when_published"),
        sa.Index("ix_suggestion_verdicts_published", "community_id", "published_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)  # stands for it outside, where no case is named
    case_id: Mapped[UUID]
    round: Mapped[int]
    adopted: Mapped[bool]
    reason: Mapped[str]
    decided_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    decided_at: Mapped[datetime]
    thanked_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    thanked_at: Mapped[datetime | None]
    words: Mapped[str | None]
    published_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    published_at: Mapped[datetime | None]
