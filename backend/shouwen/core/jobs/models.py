"""Jobs."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.kit.db import Base, one_of
from shouwen.kit.ids import new_id


class JobState(StrEnum):
    """Waiting to be done, done, or given up after too many attempts (an alarm)."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


_WAITING = sa.text("state = 'waiting'")


class Job(Base):
    """One thing to do: a consumer's reaction to a journal entry, or a schedule's turn at an instant.

    Claimed across communities, so it stands outside RLS; it holds ids and instants only.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        one_of("state", JobState),
        sa.UniqueConstraint("community_id", "entry_id", "consumer"),
        sa.UniqueConstraint("community_id", "consumer", "due_at"),
        sa.CheckConstraint("(entry_id IS NULL) <> (due_at IS NULL)", name="cause"),
        sa.Index("ix_jobs_waiting", "run_at", postgresql_where=_WAITING, sqlite_where=_WAITING),
    )

    community_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    consumer: Mapped[str]
    entry_id: Mapped[UUID | None]
    due_at: Mapped[datetime | None]
    state: Mapped[JobState] = mapped_column(default=JobState.WAITING)
    run_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
