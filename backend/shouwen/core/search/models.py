"""What can be searched: one row for each subject that has words."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.kit.db import Base, within


class SearchDocument(Base):
    """The folded text of a subject and its grams.

    Outside row-level security: `grams @> …` is not leakproof, so a policy would forbid its index. On SQLite the grams
    lie in a full-text table under the same `doc_id`, which needs a whole number, and `grams` stays empty.
    """

    __tablename__ = "search_documents"
    __table_args__ = (within("subject_id", "subjects"), sa.UniqueConstraint("subject_id", "community_id"))

    doc_id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=True), primary_key=True
    )
    community_id: Mapped[UUID]
    subject_id: Mapped[UUID]
    text: Mapped[str]
    grams: Mapped[list[str] | None] = mapped_column(postgresql.ARRAY(sa.Text).with_variant(sa.Text(), "sqlite"))
