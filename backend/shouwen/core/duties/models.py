"""Duties of a community, and what was said when one was done."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.kit.db import Base, Scoped, Thing, within
from shouwen.kit.ids import new_id


class Duty(Thing, Base):
    """A rhythm that belongs to a post. Its windows are the commitments of its subject, `slot` being their first day."""

    __tablename__ = "duties"
    __table_args__ = (
        within("id", "subjects"),
        within("post_id", "posts"),
        sa.UniqueConstraint("community_id", "key"),
        sa.Index("ix_duties_planned_through", "planned_through"),
    )

    key: Mapped[str]
    post_id: Mapped[UUID]
    planned_through: Mapped[date]
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}


class DutyEntry(Scoped, Base):
    """That a window was done: by whom, when, and what they found worth writing down."""

    __tablename__ = "duty_entries"
    __table_args__ = (within("duty_id", "duties"), sa.UniqueConstraint("community_id", "duty_id", "window_on"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    duty_id: Mapped[UUID]
    window_on: Mapped[date]
    text: Mapped[str | None]
    done_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
