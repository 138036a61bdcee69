"""Two small communities to look around in, and somebody to look for them.

village.as_(grant(community_id))  →  the hands of a caller, reading, with the scope that the grants give
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from shouwen.core.access.actor import Actor, ActorKind, Grant, Reach
from shouwen.core.places.models import Building, Community, Household, Unit, Zone
from shouwen.core.work import House, Work
from shouwen.kit.db import COMPANY_SCOPE, Base
from shouwen.kit.ids import new_id

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
EVERYTHING = ("places.read", "people.read", "people.read_residents")


def grant(
    community_id: UUID | None = None,
    *,
    zone_id: UUID | None = None,
    department_id: UUID | None = None,
    reach: Reach = Reach.COMMUNITY,
) -> Grant:
    """A made-up role that may look at everything as far as `reach`."""
    return Grant("looker", dict.fromkeys(EVERYTHING, reach), community_id, zone_id, department_id)


@dataclass
class Village:
    """What a test knows of the two communities, and how it writes and reads."""

    house: House
    here: UUID = field(default_factory=new_id)
    there: UUID = field(default_factory=new_id)
    east: UUID = field(default_factory=new_id)
    west: UUID = field(default_factory=new_id)
    abroad: UUID = field(default_factory=new_id)

    def build(self) -> None:
        """Two communities; the first has an east and a west zone with a building each."""
        self.add(
            Community(id=self.here, name="甲苑", code="JIA", created_at=NOW),
            Community(id=self.there, name="乙苑", code="YI", created_at=NOW),
        )
        self.add(
            Zone(community_id=self.here, id=self.east, name="东区"),
            Zone(community_id=self.here, id=self.west, name="西区"),
            Zone(community_id=self.there, id=self.abroad, name="南区"),
        )

    def add(self, *rows: Base) -> None:
        with self.house.db.write(COMPANY_SCOPE) as session:
            for row in rows:
                session.add(row)
                session.flush()

    def building(self, name: str, zone_id: UUID, community_id: UUID | None = None) -> UUID:
        row = Building(id=new_id(), community_id=community_id or self.here, zone_id=zone_id, name=name)
        id = row.id
        self.add(row)
        return id

    def units(
        self, building_id: UUID, zone_id: UUID, labels: list[str], community_id: UUID | None = None
    ) -> list[UUID]:
        rows = [
            Unit(
                id=new_id(),
                community_id=community_id or self.here,
                building_id=building_id,
                zone_id=zone_id,
                name=label.rpartition("-")[2],
                label=label,
            )
            for label in labels
        ]
        ids = [row.id for row in rows]
        self.add(*rows)
        return ids

    def household(self, unit_id: UUID, community_id: UUID | None = None, **more: Any) -> UUID:
        facts = {"since": NOW - timedelta(days=300), "until": None} | more
        row = Household(id=new_id(), community_id=community_id or self.here, unit_id=unit_id, **facts)
        id = row.id
        self.add(row)
        return id

    @contextmanager
    def as_(self, *grants: Grant, now: datetime = NOW) -> Iterator[Work]:
        """Somebody who holds these grants, reading."""
        actor = Actor(ActorKind.STAFF, new_id(), "看的人", tuple(grants))
        with self.house.db.read(actor.scope) as session:
            yield Work(house=self.house, session=session, actor=actor, now=now)

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self.house.db.read(COMPANY_SCOPE) as session:
            yield session


@contextmanager
def statements(house: House) -> Iterator[list[tuple[str, Any]]]:
    """The statements sent while the block runs, with their values. What begins a transaction is left out."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement != "BEGIN" and "set_config" not in statement:
            sent.append((statement, values))

    engine: sa.Engine = house.db._reading
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
