"""What communities and the company decided about their standards. Rows are added, never changed: a later one replaces.

Decisions of the company stand under the reserved community id and are read by all its communities. They are met by
explicit ids, so they carry no scope of the ORM; row-level security shows each community its own and the company's.
`serial` counts the decisions of a community, of both kinds, in the order of their commits.
"""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.access.actor import ActorKind
from shouwen.core.standards.rules import Unit
from shouwen.kit.db import Base, one_of
from shouwen.kit.ids import new_id


class StandardAdoption(Base):
    """That a version of a pack holds from `since` on; null: always."""

    __tablename__ = "standard_adoptions"
    __table_args__ = (
        one_of("made_by_kind", ActorKind),
        sa.CheckConstraint("version > 0", name="version"),
        sa.UniqueConstraint("community_id", "serial"),
    )

    community_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    serial: Mapped[int]
    pack: Mapped[str]
    version: Mapped[int]
    since: Mapped[datetime | None]
    reason: Mapped[str | None]
    made_at: Mapped[datetime]
    made_by_kind: Mapped[ActorKind]
    made_by_id: Mapped[UUID]


class StandardOverride(Base):
    """That a number holds from `since` on, whatever the pack says. No unit: the pack is followed again."""

    __tablename__ = "standard_overrides"
    __table_args__ = (
        one_of("unit", Unit),
        one_of("made_by_kind", ActorKind),
        sa.CheckConstraint("unit IS NOT NULL OR value IS NULL", name="value"),
        sa.UniqueConstraint("community_id", "serial"),
    )

    community_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    serial: Mapped[int]
    key: Mapped[str]
    value: Mapped[int | None]
    unit: Mapped[Unit | None]
    since: Mapped[datetime]
    reason: Mapped[str]
    made_at: Mapped[datetime]
    made_by_kind: Mapped[ActorKind]
    made_by_id: Mapped[UUID]
