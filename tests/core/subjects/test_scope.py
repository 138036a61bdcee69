"""Two communities in one database: what a session may touch, through the ORM on both, past the ORM on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy import exc, orm
from sqlalchemy.orm import Session, aliased

from shouwen.core.places.models import Building, Unit, Zone
from shouwen.kit.db import COMPANY_SCOPE, NO_SCOPE, Id, Scope
from shouwen.kit.ids import new_id
from tests.conftest import DatabaseCopies
from tests.support.api import Api, Town, opened


@pytest.fixture(scope="module")
def towns(shared_api: Api) -> tuple[Town, Town]:
    return shared_api.town("这里"), shared_api.town("那里")


Probe = Callable[[Session, Town], Any]


def named(town: Town) -> sa.ColumnElement[bool]:
    """A condition that asks for the other town by name."""
    return Zone.community_id == town.id


# Ways to ask for the zones of the other town; each answers what it found of them.
PROBES: dict[str, Probe] = {
    "entities": lambda session, there: session.scalars(sa.select(Zone).where(named(there))).all(),
    "columns": lambda session, there: session.execute(sa.select(Zone.name).where(named(there))).all(),
    "get": lambda session, there: session.get(Zone, (there.id, there.east)),
    "by id": lambda session, there: session.scalars(sa.select(Zone).where(Zone.id == there.east)).all(),
    "everything": lambda session, there: [
        zone for zone in session.scalars(sa.select(Zone)) if zone.community_id == there.id
    ],
    "a count": lambda session, there: session.scalar(sa.select(sa.func.count()).select_from(Zone).where(named(there))),
    "existence": lambda session, there: session.scalar(
        sa.select(sa.literal(1)).where(sa.exists(sa.select(Zone.id).where(named(there))))
    ),
    "an alias": lambda session, there: session.scalars(
        sa.select(other := aliased(Zone)).where(other.community_id == there.id)
    ).all(),
    "a join": lambda session, there: session.execute(
        sa.select(Building.name, Zone.name).join(Zone, Zone.id == Building.zone_id).where(named(there))
    ).all(),
    "an outer join": lambda session, there: session.execute(
        sa.select(Zone.name, Unit.label).outerjoin(Unit, Unit.zone_id == Zone.id).where(named(there))
    ).all(),
    "a subquery": lambda session, there: session.execute(
        sa.select(sa.select(Zone.id).where(named(there)).subquery())
    ).all(),
    "a common table": lambda session, there: session.execute(
        sa.select(sa.select(Zone.id).where(named(there)).cte())
    ).all(),
    "a union": lambda session, there: session.execute(
        sa.union_all(sa.select(Zone.id).where(named(there)), sa.select(Unit.id).where(Unit.community_id == there.id))
    ).all(),
    "in": lambda session, there: session.scalars(
        sa.select(Unit).where(Unit.zone_id.in_(sa.select(Zone.id).where(named(there))))
    ).all(),
    "a scalar subquery": lambda session, there: session.scalar(
        sa.select(sa.select(Zone.name).where(Zone.id == there.east).scalar_subquery())
    ),
    "an update": lambda session, there: session.execute(
        sa.update(Zone).where(named(there)).values(name=Zone.name + "改").returning(Zone.id)
    ).all(),
    "a delete": lambda session, there: session.execute(
        sa.delete(Unit).where(Unit.community_id == there.id).returning(Unit.id)
    ).all(),
}


def ask(api: Api, scope: Scope, probe: Probe, there: Town) -> Any:
    """What the probe finds with this scope; what it writes is undone."""
    with api.house.db.write(scope) as session:
        found = probe(session, there)
        session.rollback()
    return found


@pytest.mark.parametrize("how", list(PROBES))
def test_nothing_of_another_community_is_found(shared_api: Api, towns: tuple[Town, Town], how: str) -> None:
    here, there = towns
    assert not ask(shared_api, Scope.of(here.id), PROBES[how], there)
    assert not ask(shared_api, NO_SCOPE, PROBES[how], there)
    # and each of them does find what is in scope: a probe that never finds anything proves nothing
    assert ask(shared_api, Scope.of(there.id), PROBES[how], there)
    assert ask(shared_api, Scope.of(here.id, there.id), PROBES[how], there)
    assert ask(shared_api, COMPANY_SCOPE, PROBES[how], there)


def test_the_scope_of_one_session_is_not_that_of_the_next(shared_api: Api, towns: tuple[Town, Town]) -> None:
    """The same statements over and over with changing scopes: nothing is remembered from the last."""
    rows = sa.select(Zone.community_id).distinct()
    for _ in range(3):
        for town in towns:
            with shared_api.house.db.read(Scope.of(town.id)) as session:
                assert session.scalars(rows).all() == [town.id]
        with shared_api.house.db.read(NO_SCOPE) as session:
            assert session.scalars(rows).all() == []
        with shared_api.house.db.read(Scope.of(*(town.id for town in towns))) as session:
            assert set(session.scalars(rows)) == {town.id for town in towns}


def test_a_row_cannot_refer_into_another_community(shared_api: Api, towns: tuple[Town, Town]) -> None:
    """Not even with a company-wide scope: the foreign key carries the community."""
    here, there = towns
    with pytest.raises(exc.IntegrityError):
        shared_api.add(Building(community_id=here.id, id=new_id(), zone_id=there.east, name="越界"))


# ---------------------------------------------------------------- past the ORM: row-level security


@pytest.fixture(scope="module")
def on_postgres(database_copies: DatabaseCopies, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with database_copies.copy("postgresql") as url, opened(url, tmp_path_factory.mktemp("house")) as api:
        yield api


@pytest.fixture(scope="module")
def guarded(on_postgres: Api) -> tuple[Town, Town]:
    return on_postgres.town("这里"), on_postgres.town("那里")


ZONES = sa.table("zones", sa.column("id", Id()), sa.column("community_id", Id()), sa.column("name", sa.Text()))
PAST: dict[str, Probe] = {
    "a Core select": lambda session, there: session.execute(
        sa.select(Zone.__table__).where(Zone.__table__.c.community_id == there.id)
    ).all(),
    "text": lambda session, there: session.execute(
        sa.text("SELECT id FROM zones WHERE community_id = :id"), {"id": there.id}
    ).all(),
    "text as entities": lambda session, there: session.scalars(
        sa.select(Zone).from_statement(sa.text("SELECT * FROM zones WHERE community_id = :id").bindparams(id=there.id))
    ).all(),
    "a Core update": lambda session, there: session.execute(
        sa.update(ZONES).where(ZONES.c.community_id == there.id).values(name=ZONES.c.name + "改").returning(ZONES.c.id)
    ).all(),
    "a Core delete": lambda session, there: session.execute(
        sa.text("DELETE FROM units WHERE community_id = :id RETURNING id"), {"id": there.id}
    ).all(),
    "the driver itself": lambda session, there: (
        session.connection().exec_driver_sql("SELECT id FROM zones WHERE community_id = %s", (there.id,)).all()
    ),
}


@pytest.mark.parametrize("how", list(PAST))
def test_past_the_orm_the_database_keeps_the_scope(on_postgres: Api, guarded: tuple[Town, Town], how: str) -> None:
    here, there = guarded
    assert not ask(on_postgres, Scope.of(here.id), PAST[how], there)
    assert not ask(on_postgres, NO_SCOPE, PAST[how], there)
    assert ask(on_postgres, Scope.of(there.id), PAST[how], there)
    assert ask(on_postgres, COMPANY_SCOPE, PAST[how], there)


def into(town: UUID) -> Zone:
    return Zone(community_id=town, id=new_id(), name=f"新区{new_id()}")


def test_no_row_is_written_into_another_community(on_postgres: Api, guarded: tuple[Town, Town]) -> None:
    here, there = guarded

    def write(row: Zone) -> None:
        with on_postgres.house.db.write(Scope.of(here.id)) as session:
            session.add(row)

    write(into(here.id))
    with pytest.raises(exc.ProgrammingError, match="row-level security"):
        write(into(there.id))


def test_no_row_is_moved_into_another_community(on_postgres: Api, guarded: tuple[Town, Town]) -> None:
    here, there = guarded
    moved = into(here.id)
    id = moved.id
    on_postgres.add(moved)

    def move() -> None:
        with on_postgres.house.db.write(Scope.of(here.id)) as session:
            session.execute(sa.update(ZONES).where(ZONES.c.id == id).values(community_id=there.id))

    with pytest.raises(exc.ProgrammingError, match="row-level security"):
        move()


def test_no_row_of_another_community_is_changed_by_its_key(on_postgres: Api, guarded: tuple[Town, Town]) -> None:
    here, there = guarded

    def change() -> None:
        with on_postgres.house.db.write(Scope.of(here.id)) as session:
            theirs = {"community_id": there.id, "id": there.east, "version": 1, "name": "改名"}
            session.execute(sa.update(Zone), [theirs])

    with pytest.raises(orm.exc.StaleDataError):
        change()


def test_a_pooled_connection_remembers_no_scope(on_postgres: Api, guarded: tuple[Town, Town]) -> None:
    here, _ = guarded
    counted = sa.text("SELECT count(*) FROM zones")
    for _ in range(20):  # more often than the pool has connections
        with on_postgres.house.db.read(Scope.of(here.id)) as session:
            assert session.scalar(counted) >= 2
        with on_postgres.house.db.read() as session:
            assert session.scalar(counted) == 0
        with on_postgres.house.db.glance() as connection:
            assert connection.scalar(counted) == 0


def test_the_application_is_bound_by_the_policies(on_postgres: Api) -> None:
    with on_postgres.house.db.read() as session:
        role, is_super, bypasses = session.execute(
            sa.text("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        ).one()
    assert (role, is_super, bypasses) == ("shouwen_app", False, False)
