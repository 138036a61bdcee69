"""Words by which an imported message is sorted."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.cases.rules import ComplaintClass, Kind
from shouwen.kit.db import Base, Facts, Scoped, one_of


class SortingTable(Scoped, Base):
    """That a community has written its own table, and how often: two who write meet here."""

    __tablename__ = "sorting_tables"
    __table_args__ = (sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),)

    version: Mapped[int]


class SortingRule(Scoped, Base):
    """One line of the table: the words that decide, and what a message with one of them is. The first counts."""

    __tablename__ = "sorting_rules"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        one_of("kind", Kind),
        one_of("complaint_class", ComplaintClass),
        sa.CheckConstraint("complaint_class IS NULL OR kind = 'complaint'", name="class_of_complaint"),
    )

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[list[str]] = mapped_column(Facts)
    kind: Mapped[Kind]
    complaint_class: Mapped[ComplaintClass | None]
    category: Mapped[str | None]
