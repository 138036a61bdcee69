"""What is done about a call for help: steps, calls to the family, cordons."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.cases.help_rules import FamilyCall, HelpStep
from shouwen.kit.db import Base, Scoped, Thing, one_of, within


class HelpStamp(Scoped, Base):
    """A step with its own time and person (HR-02)."""

    __tablename__ = "help_stamps"
    __table_args__ = (within("case_id", "cases"), one_of("step", HelpStep))

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[int]
    step: Mapped[HelpStep]
    text: Mapped[str | None]
    done_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    recorded_at: Mapped[datetime]
    recorded_late: Mapped[bool]


class FamilyCallMade(Scoped, Base):
    """An emergency contact of the household was called (HR-07)."""

    __tablename__ = "help_family_calls"
    __table_args__ = (
        within("case_id", "cases"),
        within("resident_id", "residents"),
        one_of("outcome", FamilyCall),
        sa.Index("ix_help_family_calls_resident", "community_id", "resident_id"),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[UUID]
    outcome: Mapped[FamilyCall]
    text: Mapped[str | None]
    called_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class Cordon(Thing, Base):
    """A cordon with its warning sign: where, from when to when, and that the site was restored (HR-10)."""

    __tablename__ = "cordons"
    __table_args__ = (
        within("case_id", "cases"),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closed_by_whoever_closed"),
        sa.Index("ix_cordons_case", "community_id", "case_id"),
        sa.Index("ix_cordons_opened", "community_id", "opened_at", "id"),
    )

    case_id: Mapped[UUID]
    place: Mapped[str]
    sign: Mapped[str]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    due_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    restored: Mapped[str | None]  # what the site was left like
