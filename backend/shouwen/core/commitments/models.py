"""Commitments, and what the clock has rung already."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.commitments.rules import CommitmentState, ExcuseReason, Follows, Responsible, Step, Steps, WaiveReason
from shouwen.kit.db import Base, Scoped, Thing, one_of, within

_WAITING = sa.text("next_at IS NOT NULL")
_OPEN = sa.text("state = 'open'")


class Commitment(Thing, Base):
    """A promise with a time. `next_at` is when anything must happen next; the tick reads nothing else."""

    __tablename__ = "commitments"
    __table_args__ = (
        within("subject_id", "subjects"),
        within("responsible_post_id", "posts"),
        one_of("state", CommitmentState),
        one_of("responsible_type", Responsible),
        one_of("follows", Follows),
        one_of("waive_reason", WaiveReason),
        one_of("excuse_reason", ExcuseReason),
        sa.CheckConstraint("(responsible_id IS NULL) <> (responsible_post_id IS NULL)", name="responsible"),
        sa.CheckConstraint("(state IN ('kept', 'late')) <= (kept_at IS NOT NULL)", name="kept_at"),
        sa.CheckConstraint("state = 'open' OR next_at IS NULL", name="next_at"),
        sa.UniqueConstraint("community_id", "key", "subject_id", "round", "slot"),
        sa.Index("ix_commitments_next", "next_at", postgresql_where=_WAITING, sqlite_where=_WAITING),
        sa.Index("ix_commitments_subject", "community_id", "subject_id", "id"),
        sa.Index("ix_commitments_board", "community_id", "due_at", "key", "state"),
        sa.Index("ix_commitments_responsible", "responsible_id", "due_at", postgresql_where=_OPEN, sqlite_where=_OPEN),
        sa.Index(
            "ix_commitments_provisional",
            *("community_id", "id"),
            postgresql_where=sa.text("provisional"),
            sqlite_where=sa.text("provisional = 1"),
        ),
    )

    subject_id: Mapped[UUID]
    key: Mapped[str]
    round: Mapped[int]
    slot: Mapped[str] = mapped_column(default="")
    state: Mapped[CommitmentState]
    responsible_type: Mapped[Responsible]
    responsible_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    responsible_post_id: Mapped[UUID | None]
    follows: Mapped[Follows | None]
    blocks_close: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    base: Mapped[str]
    base_at: Mapped[datetime]
    warn_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    climb_at: Mapped[datetime | None]
    lapses_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    rung: Mapped[int] = mapped_column(default=0)
    kept_at: Mapped[datetime | None]
    judged_at: Mapped[datetime | None]
    provisional: Mapped[bool]
    by_late_record: Mapped[bool] = mapped_column(default=False)
    value: Mapped[int | None]
    unit: Mapped[str]
    clause: Mapped[str | None]
    pack: Mapped[str]
    pack_version: Mapped[int]
    calendar_version: Mapped[int | None]
    waive_reason: Mapped[WaiveReason | None]
    excuse_reason: Mapped[ExcuseReason | None]
    excuse_asked_by_id: Mapped[UUID | None]
    excuse_asked_at: Mapped[datetime | None]

    @property
    def steps(self) -> Steps:
        """When the clock does what to it."""
        return Steps(self.warn_at, self.due_at, self.climb_at, self.lapses_at)


class Ring(Scoped, Base):
    """That a step of a promise has been taken. The key allows it once, whoever ticks."""

    __tablename__ = "commitment_rings"
    __table_args__ = (within("commitment_id", "commitments"), one_of("step", Step))

    commitment_id: Mapped[UUID] = mapped_column(primary_key=True)
    step: Mapped[Step] = mapped_column(primary_key=True)
    rung_at: Mapped[datetime]
