"""Files, and the subjects they belong to."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.files.rules import Audience, MediaType
from shouwen.kit.db import Base, Scoped, one_of, within
from shouwen.kit.ids import new_id


class File(Base):
    """What is known of some bytes in the store. It belongs to no community until it is linked, and never changes.

    `uploaded_by_id` is a person or an API client. `linked_at` is set by the first link in any community, so that the
    uploader's own right to read ends even where the link is out of sight.
    """

    __tablename__ = "files"
    __table_args__ = (
        one_of("media_type", MediaType),
        sa.CheckConstraint("length(sha256) = 32", name="sha256"),
        sa.CheckConstraint("size > 0", name="size"),
        sa.Index("ix_files_uploaded", "uploaded_by_id", "created_at"),
        sa.Index(
            "ix_files_unlinked",
            "created_at",
            postgresql_where=sa.text("linked_at IS NULL"),
            sqlite_where=sa.text("linked_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(sa.BigInteger)
    sha256: Mapped[bytes]
    uploaded_by_id: Mapped[UUID]
    created_at: Mapped[datetime]
    linked_at: Mapped[datetime | None]


class FileLink(Scoped, Base):
    """That a file belongs to a subject, and who may fetch it there: staff alone, or the resident as well."""

    __tablename__ = "file_links"
    __table_args__ = (
        within("subject_id", "subjects"),
        one_of("audience", Audience),
        sa.UniqueConstraint("community_id", "subject_id", "file_id"),
        sa.Index("ix_file_links_file", "file_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)
    file_id: Mapped[UUID] = mapped_column(sa.ForeignKey("files.id"))
    subject_id: Mapped[UUID]
    audience: Mapped[str]
    linked_by_id: Mapped[UUID]
    linked_at: Mapped[datetime]
