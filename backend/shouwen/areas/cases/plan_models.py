"""Versions of the plans, plans that run on a case, drills."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.cases.plan_rules import PlanKey
from shouwen.kit.db import Base, Facts, Scoped, one_of, within


class PlanVersion(Scoped, Base):
    """A community's own list of a plan; the highest number is in force. Nothing is overwritten."""

    __tablename__ = "plan_versions"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        one_of("plan", PlanKey),
        sa.CheckConstraint("no > 0", name="no"),
    )

    plan: Mapped[PlanKey] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    items: Mapped[list[dict[str, Any]]] = mapped_column(Facts)
    reason: Mapped[str]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime]


class PlanRun(Scoped, Base):
    """A plan that runs on a case, with the list as it was then."""

    __tablename__ = "plan_runs"
    __table_args__ = (within("case_id", "cases"), one_of("plan", PlanKey))

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    plan: Mapped[PlanKey] = mapped_column(primary_key=True)
    version: Mapped[int]
    items: Mapped[list[dict[str, Any]]] = mapped_column(Facts)
    begun_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    begun_at: Mapped[datetime]


class PlanTick(Scoped, Base):
    """Who did which line, and when."""

    __tablename__ = "plan_ticks"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["community_id", "case_id", "plan"], ["plan_runs.community_id", "plan_runs.case_id", "plan_runs.plan"]
        ),
        one_of("plan", PlanKey),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    plan: Mapped[PlanKey] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str | None]
    done_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]


class Drill(Scoped, Base):
    """A plan was practised: when, under whom, and what was found (HR-04)."""

    __tablename__ = "drills"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        one_of("plan", PlanKey),
        sa.Index("ix_drills_plan", "community_id", "plan", "held_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    plan: Mapped[PlanKey]
    version: Mapped[int]
    held_at: Mapped[datetime]
    led_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    findings: Mapped[str]
    recorded_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    recorded_at: Mapped[datetime]


class DrillPart(Scoped, Base):
    """Who took part in a drill."""

    __tablename__ = "drill_parts"
    __table_args__ = (within("drill_id", "drills"),)

    drill_id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"), primary_key=True)
