"""A house on each kind of database with a clock that stands, and short words for making people in it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.access.actor import ANONYMOUS, SYSTEM, Actor
from shouwen.core.access.identify import Credentials, identify
from shouwen.core.access.service import NewGrant, create_client, create_person_with_login
from shouwen.core.access.sessions import Pair, open_cookie, open_pair
from shouwen.core.access.sign_in import check_password, sign_in_phone
from shouwen.core.files.store import Store
from shouwen.core.journal.models import JournalEntry
from shouwen.core.people.models import Staff
from shouwen.core.places.models import Community, Department, Zone
from shouwen.core.work import House, Work
from shouwen.kit import crypto
from shouwen.kit.db import COMPANY_SCOPE, Database
from shouwen.kit.keyring import Keyring
from shouwen.kit.problem import Problem

PASSWORD = "four quiet words here"
Given = TypeVar("Given")


@dataclass
class StandingClock:
    """Time stands until a test moves it."""

    at: datetime = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


def takes_as_long(one: Callable[[], object], other: Callable[[], object], pairs: int = 25) -> bool:
    """Whether the two cost the same work within a tenth (reliability R26).

    Processor time, in turns, by the median of the differences: what neighbours do on this machine should not count.
    Three tries, because it still does a little; a hash left out would show in all of them.
    """

    def cost(deed: Callable[[], object]) -> float:
        begin = time.process_time()
        deed()
        return time.process_time() - begin

    def once() -> bool:
        costs = [(cost(one), cost(other)) for _ in range(pairs)]
        apart = statistics.median(a - b for a, b in costs)
        return abs(apart) < 0.1 * statistics.median(a for a, _ in costs)

    return any(once() for _ in range(3))


@dataclass
class Desk:
    """The house, and what a test does in it, each act in a transaction of its own."""

    house: House
    clock: StandingClock
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 1000)))

    def act(self, deed: Callable[[Work], Given], actor: Actor = ANONYMOUS) -> Given:
        """Does it as the web does: one transaction, the journal at its end."""
        refused: Problem
        with self.house.db.write(COMPANY_SCOPE) as session:
            work = Work(house=self.house, session=session, actor=actor, now=self.clock.now())
            try:
                return deed(work)
            except Problem as problem:
                if not problem.keeps:
                    raise
                refused = problem
            finally:
                work.write_journal()
        raise refused

    def write(self, deed: Callable[[Session], Given]) -> Given:
        with self.house.db.write(COMPANY_SCOPE) as session:
            return deed(session)

    def run(self, statement: sa.Executable) -> None:
        with self.house.db.write(COMPANY_SCOPE) as session:
            session.execute(statement)

    def read(self, look: Callable[[Session], Given]) -> Given:
        with self.house.db.read(COMPANY_SCOPE) as session:
            return look(session)

    def community(self) -> UUID:
        number = next(self.numbers)
        here = Community(name=f"社区{number}", code=f"C{number}", created_at=self.clock.now())

        def make(session: Session) -> UUID:
            session.add(here)
            session.flush()
            return here.id

        return self.write(make)

    def zone(self, community_id: UUID) -> UUID:
        def make(session: Session) -> UUID:
            zone = Zone(community_id=community_id, name=f"区{next(self.numbers)}")
            session.add(zone)
            session.flush()
            return zone.id

        return self.write(make)

    def department(self, community_id: UUID) -> UUID:
        def make(session: Session) -> UUID:
            number = next(self.numbers)
            department = Department(community_id=community_id, name=f"部门{number}", kind="engineering")
            session.add(department)
            session.flush()
            return department.id

        return self.write(make)

    def staff(self, username: str, *grants: NewGrant) -> UUID:
        """Somebody who works here, with PASSWORD."""
        return self.act(
            lambda work: (
                create_person_with_login(
                    work,
                    name=f"{username} 员工",
                    username=username,
                    password=PASSWORD,
                    staff_number=f"N{next(self.numbers)}",
                    grants=grants,
                ).id
            ),
            SYSTEM,
        )

    def resident(self, username: str) -> UUID:
        """Somebody with PASSWORD who does not work here."""
        return self.act(
            lambda work: create_person_with_login(work, name=username, username=username, password=PASSWORD).id, SYSTEM
        )

    def deactivate(self, person_id: UUID) -> None:
        def leave(session: Session) -> None:
            session.get_one(Staff, person_id).active = False

        self.write(leave)

    def client(self, *grants: NewGrant, lasts: timedelta | None = None) -> str:
        return self.act(lambda work: create_client(work, "门禁系统", grants, lasts=lasts)[1], SYSTEM)

    def sign_in(self, username: str, password: str = PASSWORD) -> Pair:
        checked = check_password(self.house.db, username, password, self.clock.now())
        return self.act(lambda work: sign_in_phone(work, checked))

    def events(self, *names: str) -> list[JournalEntry]:
        rows = sa.select(JournalEntry).where(JournalEntry.event.in_(names)).order_by(JournalEntry.id)
        return self.read(lambda session: list(session.scalars(rows)))

    def cookie(self, person_id: UUID) -> Credentials:
        return Credentials("cookie", self.write(lambda session: open_cookie(session, person_id, self.clock.now())))

    def pair(self, person_id: UUID) -> Pair:
        return self.write(lambda session: open_pair(session, person_id, self.clock.now()))

    def identify(self, credentials: Credentials) -> Actor:
        # Without any scope, as the web does before it knows who calls.
        with self.house.db.read() as session:
            return identify(session.connection(), credentials, self.clock.now())


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    crypto.use(Keyring.new())
    clock = StandingClock()
    db = Database(database_url, role="shouwen_app")
    yield Desk(House(db=db, clock=clock, store=Store.at(tmp_path / "files")), clock)
    db.close()
