"""Subjects, and the people involved in them."""

from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.kit.db import Base, Scoped, Thing, one_of, within
from shouwen.kit.ids import new_id


class SubjectType(StrEnum):
    """What kind of thing has this life."""

    CASE = "case"
    HOUSEHOLD = "household"
    DUTY = "duty"
    CONTACT = "contact"
    RENOVATION = "renovation"
    CALLBACK_QUARTER = "callback_quarter"


class Part(StrEnum):
    """The part somebody plays in a subject."""

    HEARD = "heard"
    OWNS = "owns"
    OWNED = "owned"
    ANSWERS = "answers"
    DID = "did"
    OFFERED = "offered"
    ABOUT = "about"
    REPORTED = "reported"


class Subject(Thing, Base):
    """A thing with a life. The owning room keeps these columns in step with its own row."""

    __tablename__ = "subjects"
    __table_args__ = (
        one_of("type", SubjectType),
        within("parent_id", "subjects"),
        within("zone_id", "zones"),
        within("department_id", "departments"),
        within("unit_id", "units"),
        within("household_id", "households"),
        sa.Index("ix_subjects_zone", "community_id", "zone_id"),
        sa.Index("ix_subjects_unit", "community_id", "unit_id"),
        sa.Index("ix_subjects_parent", "community_id", "parent_id"),
        sa.Index("ix_subjects_household", "community_id", "household_id"),
    )

    type: Mapped[SubjectType]
    number: Mapped[str | None]
    zone_id: Mapped[UUID | None]
    department_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    household_id: Mapped[UUID | None]
    parent_id: Mapped[UUID | None]
    confidential: Mapped[bool] = mapped_column(default=False)


class Involvement(Scoped, Base):
    """That a person, a post or a household plays a part in a subject. This is what "own" means when sight is decided.

    A resident's household sees it too, unless the matter was marked private.
    """

    __tablename__ = "involvements"
    __table_args__ = (
        one_of("part", Part),
        within("subject_id", "subjects"),
        within("household_id", "households"),
        sa.Index("ix_involvements_subject", "community_id", "subject_id"),
        sa.Index("ix_involvements_person", "person_id", "subject_id"),
        sa.Index("ix_involvements_post", "post_id", "subject_id"),
        sa.Index("ix_involvements_household", "household_id", "subject_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    subject_id: Mapped[UUID]
    part: Mapped[Part]
    person_id: Mapped[UUID | None]
    post_id: Mapped[UUID | None]
    household_id: Mapped[UUID | None]
    private: Mapped[bool] = mapped_column(default=False)
