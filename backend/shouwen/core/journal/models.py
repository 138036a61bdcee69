"""The journal, its queue of unsealed rows, and its seals. Rows hold ids, enums, numbers and instants: never words."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.access.actor import ActorKind
from shouwen.kit.db import Base, Scoped, Thing, one_of, within


class JournalEntry(Thing, Base):
    """What happened. `at` is when it happened, `recorded_at` when it was written down."""

    __tablename__ = "journal"
    __table_args__ = (
        one_of("actor_kind", ActorKind),
        within("subject_id", "subjects"),
        sa.Index("ix_journal_subject", "community_id", "subject_id", "id"),
        sa.Index("ix_journal_recorded_at", "community_id", "recorded_at"),
    )

    event: Mapped[str]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor_kind: Mapped[ActorKind]
    actor_id: Mapped[UUID]
    on_behalf_of_id: Mapped[UUID | None]
    subject_id: Mapped[UUID | None]
    request_id: Mapped[str | None]
    detail: Mapped[dict[str, Any]]


class UnsealedEntry(Base):
    """A journal row that waits for its seal. Read across communities by the sealer, so it stands outside RLS."""

    __tablename__ = "journal_unsealed"

    community_id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(primary_key=True)


class Seal(Scoped, Base):
    """The place of a journal row in its community's chain: hash = sha256(previous hash ‖ header ‖ detail digest)."""

    __tablename__ = "journal_seals"
    __table_args__ = (sa.UniqueConstraint("community_id", "entry_id"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[UUID]
    hash: Mapped[bytes]
