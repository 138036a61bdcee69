"""Types of case with their versions, and the stages a case walks."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.areas.cases.rules import Kind
from shouwen.kit.db import Base, Scoped, Thing, one_of, within


class CaseType(Thing, Base):
    """A kind of work that an administrator defined, based on one of the kinds of case."""

    __tablename__ = "case_types"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        one_of("kind", Kind),
        sa.UniqueConstraint("community_id", "key"),
    )
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}

    key: Mapped[str]
    kind: Mapped[Kind]
    current: Mapped[int]  # the number of the definition in force
    retired_at: Mapped[datetime | None]


class CaseTypeVersion(Scoped, Base):
    """What a type says. A case keeps the version it was begun under."""

    __tablename__ = "case_type_versions"
    __table_args__ = (within("type_id", "case_types"),)

    type_id: Mapped[UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    definition: Mapped[dict[str, Any]]
    made_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    made_at: Mapped[datetime]


class Course(Scoped, Base):
    """That a case is of a type, and which stage it is in."""

    __tablename__ = "case_courses"
    __table_args__ = (
        within("case_id", "cases"),
        sa.ForeignKeyConstraint(
            ["community_id", "type_id", "type_no"],
            ["case_type_versions.community_id", "case_type_versions.type_id", "case_type_versions.no"],
        ),
        sa.Index("ix_case_courses_type", "community_id", "type_id"),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    type_id: Mapped[UUID]
    type_no: Mapped[int]
    round: Mapped[int]
    stage_no: Mapped[int]
    over: Mapped[bool]


class CourseStage(Scoped, Base):
    """A stage that was begun, in a round."""

    __tablename__ = "case_stages"
    __table_args__ = (within("case_id", "case_courses", key="case_id"),)

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("staff.id"))
    text: Mapped[str | None]


class StageTick(Scoped, Base):
    """Who signed a line of a check-list, and when."""

    __tablename__ = "case_stage_ticks"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["community_id", "case_id", "round", "stage_no"],
            ["case_stages.community_id", "case_stages.case_id", "case_stages.round", "case_stages.no"],
        ),
    )

    case_id: Mapped[UUID] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    stage_no: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    signed_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"), primary_key=True)
    at: Mapped[datetime]
