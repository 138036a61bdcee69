"""Communities and what lies in them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shouwen.core.places.rules import DepartmentKind, HouseholdKind, UnitKind, natural_key
from shouwen.kit.db import Base, Scoped, Thing, one_of, within
from shouwen.kit.ids import new_id

# Compared by code point on both databases: what is found by prefix and what is sorted agree with Python.
ByCodePoint = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _key_of(column: str) -> Callable[[Any], str]:
    """Makes the natural key of another column of the same row. Whoever renames a row later sets the key as well."""

    def key(context: Any) -> str:
        return natural_key(context.get_current_parameters()[column])

    return key


class Community(Base):
    """A property community. Its id is the `community_id` of all that belongs to it.

    The table itself stands outside row-level security; a list of communities is narrowed by the caller's grants.
    """

    __tablename__ = "communities"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    time_zone: Mapped[str] = mapped_column(default="Asia/Shanghai")
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}


class Department(Thing, Base):
    """A department of a community (PC-08)."""

    __tablename__ = "departments"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        one_of("kind", DepartmentKind),
        sa.UniqueConstraint("community_id", "name"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    name: Mapped[str]
    kind: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}


class Zone(Thing, Base):
    """A part of a community that has butlers of its own."""

    __tablename__ = "zones"
    __table_args__ = (
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"]),
        sa.UniqueConstraint("community_id", "name"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    name: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}


class ZoneFact(Scoped, Base):
    """One line of the card of a zone: what it is called and what there is to know. In the order of `position`."""

    __tablename__ = "zone_facts"
    __table_args__ = (within("zone_id", "zones"),)

    zone_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str]
    text: Mapped[str]


class Building(Thing, Base):
    """A building in a zone."""

    __tablename__ = "buildings"
    __table_args__ = (
        within("zone_id", "zones"),
        sa.UniqueConstraint("community_id", "name"),
        sa.Index("ix_buildings_zone", "community_id", "zone_id"),
        sa.Index("ix_buildings_order", "community_id", "name_key", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    zone_id: Mapped[UUID]
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(ByCodePoint, default=_key_of("name"))
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}


class Unit(Thing, Base):
    """A flat, shop or parking space. `label` is how people say it in full: building, stairwell, door (`3-1-1201`)."""

    __tablename__ = "units"
    __table_args__ = (
        within("building_id", "buildings"),
        within("zone_id", "zones"),
        one_of("kind", UnitKind),
        sa.UniqueConstraint("community_id", "label"),
        sa.Index("ix_units_building", "community_id", "building_id"),
        sa.Index("ix_units_zone", "community_id", "zone_id", "label_key", "id"),
        sa.Index("ix_units_order", "community_id", "label_key", "id"),
        sa.Index("ix_units_name", "community_id", "name"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    building_id: Mapped[UUID]
    zone_id: Mapped[UUID]
    name: Mapped[str]
    label: Mapped[str] = mapped_column(ByCodePoint)
    label_key: Mapped[str] = mapped_column(ByCodePoint, default=_key_of("label"))
    kind: Mapped[str] = mapped_column(default=UnitKind.RESIDENTIAL)
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}


class Household(Thing, Base):
    """One occupancy of a unit: who lives there together, from when until when. A unit has one at a time."""

    __tablename__ = "households"
    __table_args__ = (
        within("unit_id", "units"),
        one_of("kind", HouseholdKind),
        sa.CheckConstraint("until IS NULL OR until >= since", name="until"),
        sa.Index("ix_households_unit", "community_id", "unit_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)
    unit_id: Mapped[UUID]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    kind: Mapped[str] = mapped_column(default=HouseholdKind.OWNER, server_default=HouseholdKind.OWNER.value)
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}


sa.Index(
    "uq_households_present",
    Household.community_id,
    Household.unit_id,
    unique=True,
    postgresql_where=Household.until.is_(None),
    sqlite_where=Household.until.is_(None),
)
