"""Places and people for tests: a town, staff, residents, keys. Nobody signs in with a password: that costs a hash.

What `tests/support/api.py` builds upon; a test that speaks no HTTP may settle a house by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import SYSTEM, Actor
from shouwen.core.access.models import AccessGrant
from shouwen.core.access.service import NewGrant, create_client, give
from shouwen.core.access.sessions import open_pair
from shouwen.core.people.models import Membership, Person, Post, PostHolder, Resident, ResidentLogin, Staff
from shouwen.core.people.naming import keys_of
from shouwen.core.people.phones import phone_columns
from shouwen.core.places.models import Building, Community, Department, Household, Unit, Zone
from shouwen.core.work import House, Work
from shouwen.kit.db import COMPANY_SCOPE, Base
from shouwen.kit.ids import new_id

START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)  # 16:00 of a Sunday in Shanghai

Given = TypeVar("Given")


@dataclass
class StandingClock:
    """Time stands until a test moves it."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


@dataclass(frozen=True)
class Town:
    """A community with two zones, a building and a unit in each, a department, and a reception post nobody holds."""

    id: UUID
    east: UUID
    west: UUID
    east_unit: UUID
    west_unit: UUID
    east_building: UUID
    engineering: UUID
    reception: UUID


@dataclass(frozen=True)
class Caller:
    """Somebody who calls: the person's id (or the API client's) and their bearer secret."""

    id: UUID
    name: str
    secret: str
    resident_id: UUID | None = None
    household_id: UUID | None = None

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}


@dataclass
class Settling:
    """A house that a test fills."""

    house: House
    clock: StandingClock
    numbers: Iterator[int] = field(default_factory=lambda: count(1), kw_only=True)

    @contextmanager
    def work(self, actor: Actor = SYSTEM) -> Iterator[Work]:
        """One transaction over the whole company, the journal at its end."""
        with self.house.db.write(COMPANY_SCOPE) as session:
            work = Work(house=self.house, session=session, actor=actor, now=self.clock.now())
            yield work
            work.write_journal()

    def look(self, look: Callable[[Session], Given]) -> Given:
        with self.house.db.read(COMPANY_SCOPE) as session:
            return look(session)

    def add(self, *rows: Base) -> None:
        """Rows put in as they are, in this order."""
        with self.work() as work:
            for row in rows:
                work.session.add(row)
                work.session.flush()

    # ------------------------------------------------------------ places and people

    def town(self, name: str = "翠湖花园") -> Town:
        number = next(self.numbers)
        here, east, west, east_unit, west_unit, east_building, west_building, engineering, reception = (
            new_id() for _ in range(9)
        )
        self.add(
            Community(id=here, name=name, code=f"T{number}", created_at=START),
            Zone(community_id=here, id=east, name="东区"),
            Zone(community_id=here, id=west, name="西区"),
            Building(community_id=here, id=east_building, zone_id=east, name="1栋"),
            Building(community_id=here, id=west_building, zone_id=west, name="2栋"),
            Unit(community_id=here, id=east_unit, building_id=east_building, zone_id=east, name="101", label="1-1-101"),
            Unit(community_id=here, id=west_unit, building_id=west_building, zone_id=west, name="101", label="2-1-101"),
            Department(community_id=here, id=engineering, name="工程部", kind="engineering"),
            Post(community_id=here, id=reception, name="客服前台", is_reception=True),
        )
        return Town(here, east, west, east_unit, west_unit, east_building, engineering, reception)

    def staff(
        self, role: str, town: Town | None, *, zone: UUID | None = None, department: UUID | None = None
    ) -> Caller:
        """Somebody who works here in this role; without a town, in the whole company."""
        number = next(self.numbers)
        with self.work() as work:
            person = Person(id=new_id(), name=f"员工{number}", created_at=START)
            work.session.add(person)
            work.session.flush()
            work.session.add(Staff(id=person.id, number=f"N{number}", active=True))
            work.session.flush()
            give(work, NewGrant(role, town.id if town else None, zone, department), person_id=person.id)
            return self._signed_in(work, person.id, person.name)

    def resident(
        self,
        town: Town,
        *,
        household: UUID | None = None,
        is_adult: bool = True,
        phone: str | None = None,
        name: str | None = None,
    ) -> Caller:
        """A resident who can sign in, in this household, else in a new one of the east unit."""
        number = next(self.numbers)
        household = household or self.household(town)
        with self.work() as work:
            person = Person(id=new_id(), name=name or f"住户{number}", created_at=START)
            resident = Resident(
                community_id=town.id, id=new_id(), person_id=person.id, name=person.name, **phone_columns(phone)
            )
            resident_id = resident.id
            for row in (
                person,
                resident,
                *keys_of(resident),
                ResidentLogin(community_id=town.id, person_id=person.id, resident_id=resident_id),
                Membership(
                    community_id=town.id,
                    household_id=household,
                    resident_id=resident_id,
                    relation="owner",
                    is_adult=is_adult,
                    since=START - timedelta(days=300),
                ),
            ):
                work.session.add(row)
                work.session.flush()
            caller = self._signed_in(work, person.id, person.name)
        return Caller(caller.id, caller.name, caller.secret, resident_id, household)

    def household(self, town: Town, unit: UUID | None = None) -> UUID:
        """A new household: of this unit, else of a new unit in the east."""
        number, id, unit_id = next(self.numbers), new_id(), unit or new_id()
        if unit is None:
            self.add(
                Unit(
                    community_id=town.id,
                    id=unit_id,
                    building_id=town.east_building,
                    zone_id=town.east,
                    name=f"{number}",
                    label=f"1-9-{number}",
                )
            )
        self.add(Household(community_id=town.id, id=id, unit_id=unit_id, since=START - timedelta(days=300)))
        return id

    def key(self, role: str, town: Town | None) -> Caller:
        """A third party's program with a key."""
        with self.work() as work:
            client, secret = create_client(work, "门禁系统", [NewGrant(role, town.id if town else None)])
            return Caller(client.id, client.name, secret)

    def put_on_post(self, who: Caller, town: Town, post_id: UUID) -> None:
        self.add(PostHolder(community_id=town.id, post_id=post_id, staff_id=who.id, since=START - timedelta(days=9)))

    def revoke(self, who: Caller) -> None:
        """Takes all grants away, at once."""
        with self.work() as work:
            work.session.execute(sa.update(AccessGrant).where(AccessGrant.person_id == who.id).values(until=work.now))

    def _signed_in(self, work: Work, person_id: UUID, name: str) -> Caller:
        # Good for long: a test that moves the clock need not sign in again.
        pair = open_pair(work.session, person_id, work.now + timedelta(days=30))
        return Caller(person_id, name, pair.access_token)
