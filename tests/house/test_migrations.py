"""The database itself keeps its promises: revisions and models agree, scope holds, and the journal cannot be edited."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic import command

from migrations import guards
from shouwen import revisions
from shouwen.core.access.actor import ActorKind
from shouwen.core.journal.models import JournalEntry, Seal
from shouwen.core.journal.rules import COMPANY
from shouwen.core.places.models import Building, Community, Zone
from shouwen.kit.clock import SystemClock
from shouwen.kit.db import COMPANY_SCOPE, NO_SCOPE, Base, Database, Scope
from shouwen.kit.ids import new_id
from shouwen.revisions import APP_ROLE
from shouwen.rooms import furniture
from shouwen.settings import ROOT, Settings, load_settings
from tests.conftest import DatabaseCopies

furniture("models")

# Tables with a community_id that row-level security does not cover. Whoever adds one says why.
OUTSIDE_RLS = {
    "access_grants": "read at sign-in, before it is known which communities the caller may touch",
    "resident_logins": "read at sign-in, as above; holds ids alone",
    "post_holders": "read at sign-in, as above; holds ids and dates alone",
    "journal_unsealed": "read by the sealer across communities; holds ids alone",
    "jobs": "claimed by workers across communities; holds ids and instants alone",
    "search_documents": "its index does not work under row-level security; joined to the subject, which is covered",
}


def settings_of(url: str, folder: Path) -> Settings:
    return load_settings(database_url=url, data_dir=folder)


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    """A connection as the owner, with nothing kept."""
    engine = revisions.owner_engine(load_settings(database_url=url))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="module")
def lasting_url(database_copies: DatabaseCopies) -> Iterator[str]:
    """One PostgreSQL database for the tests that do not mind each other's rows."""
    with database_copies.copy("postgresql") as url:
        yield url


@pytest.fixture(scope="module")
def postgres(lasting_url: str) -> Iterator[Database]:
    """As the application sees it."""
    opened = Database(lasting_url, role=APP_ROLE)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def database(shared_database_url: str) -> Iterator[Database]:
    """One of each kind, as the application sees it, shared as well."""
    opened = Database(shared_database_url, role=None if shared_database_url.startswith("sqlite") else APP_ROLE)
    yield opened
    opened.close()


def plant(database: Database) -> tuple[UUID, UUID]:
    """Two communities with a zone each; a zone has its community's id."""
    now = SystemClock().now()
    with database.write(COMPANY_SCOPE) as session:
        ids = [new_id(), new_id()]
        communities = [Community(id=each, name="东苑", code=str(each), created_at=now) for each in ids]
        session.add_all(communities)
        session.flush()
        session.add_all([Zone(community_id=each.id, id=each.id, name="一区") for each in communities])
    return ids[0], ids[1]


def entry(community_id: UUID) -> JournalEntry:
    now = SystemClock().now()
    return JournalEntry(
        community_id=community_id,
        id=new_id(),
        event="house.tried",
        at=now,
        recorded_at=now,
        actor_kind=ActorKind.SYSTEM,
        actor_id=COMPANY,
        detail={},
    )


def shape(connection: sa.Connection) -> dict[str, Any]:
    """Every table with its columns, keys, constraints and indexes, in an order of no importance."""
    inspector = sa.inspect(connection)
    return {table: _shape_of(inspector, table) for table in inspector.get_table_names() if table != "alembic_version"}


def _shape_of(inspector: sa.Inspector, table: str) -> dict[str, Any]:
    return {
        "columns": {
            one["name"]: (str(one["type"]), one["nullable"], one["default"]) for one in inspector.get_columns(table)
        },
        "key": inspector.get_pk_constraint(table)["constrained_columns"],
        "foreign": sorted(map(repr, inspector.get_foreign_keys(table))),
        "unique": sorted(map(repr, inspector.get_unique_constraints(table))),
        "checks": sorted((str(one["name"]), one["sqltext"]) for one in inspector.get_check_constraints(table)),
        "indexes": sorted(map(_index, inspector.get_indexes(table))),
    }


def _index(index: Any) -> tuple[str, ...]:
    where = [str(value) for name, value in index.get("dialect_options", {}).items() if name.endswith("_where")]
    return (index["name"], str(index["column_names"]), str(index["unique"]), *where)


# ---------------------------------------------------------------- revisions


def test_revisions_are_one_straight_numbered_line() -> None:
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "migrations" / "versions").glob("*.py"))]
    line = [(found("revision", text), found("down_revision", text)) for text in texts]
    numbers = [f"{number:04}" for number in range(1, len(line) + 1)]
    assert line == list(zip(numbers, [None, *numbers[:-1]], strict=True))
    assert revisions.head() == numbers[-1]


def found(name: str, text: str) -> str | None:
    match = re.search(rf'^{name}(?:: .+)? = (?:"(\w+)"|None)$', text, re.MULTILINE)
    assert match, f"a revision without {name}"
    return match.group(1)


def test_the_revisions_make_what_the_models_say(database_url: str, tmp_path: Path) -> None:
    command.check(revisions.alembic_config(settings_of(database_url, tmp_path)))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_checks_keys_and_indexes_are_those_of_the_models(
    kind: str, database_copies: DatabaseCopies, tmp_path: Path
) -> None:
    with database_copies.copy(kind) as migrated, database_copies.copy(kind) as empty:
        command.downgrade(revisions.alembic_config(settings_of(empty, tmp_path)), "base")
        with connected(migrated) as one, connected(empty) as other:
            Base.metadata.create_all(other)
            assert shape(one) == shape(other)


def test_down_leaves_nothing_and_up_again_makes_the_same(database_url: str, tmp_path: Path) -> None:
    config = revisions.alembic_config(settings_of(database_url, tmp_path))
    with connected(database_url) as connection:
        before = shape(connection)
    command.downgrade(config, "base")
    with connected(database_url) as connection:
        assert shape(connection) == {}
        assert revisions.standing(connection) is None
    assert revisions.upgrade(settings_of(database_url, tmp_path)) == (None, revisions.head())
    with connected(database_url) as connection:
        assert shape(connection) == before


def test_migrating_twice_does_nothing(database_url: str, tmp_path: Path) -> None:
    head = revisions.head()
    assert revisions.upgrade(settings_of(database_url, tmp_path)) == (head, head)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_who_migrate_at_once_come_one_after_the_other(
    kind: str, database_copies: DatabaseCopies, tmp_path: Path
) -> None:
    with database_copies.copy(kind) as url:
        command.downgrade(revisions.alembic_config(settings_of(url, tmp_path)), "base")
        environment = {**os.environ, "SHOUWEN_DATABASE_URL": url, "SHOUWEN_DATA_DIR": str(tmp_path)}
        words = [sys.executable, "-m", "shouwen", "migrate"]
        both = [subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        said = [each.communicate(timeout=60)[1] for each in both]
        assert [each.returncode for each in both] == [0, 0], said


def test_a_lock_held_by_somebody_else_is_waited_for_only_so_long(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisions, "_TRIES", 2)
    settings = settings_of(postgres_url, tmp_path)
    command.downgrade(revisions.alembic_config(settings), "base")
    with connected(postgres_url) as other:
        other.exec_driver_sql("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(revisions.DatabaseBusyError):
            revisions.upgrade(settings)
    assert revisions.upgrade(settings) == (None, revisions.head())


def test_a_revision_that_fails_half_way_leaves_nothing(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(database_url, tmp_path)
    command.downgrade(revisions.alembic_config(settings), "base")

    def fail() -> None:
        raise RuntimeError("half way")

    with monkeypatch.context() as patch:
        patch.setattr(guards, "index_words", fail)
        with pytest.raises(RuntimeError, match="half way"):
            revisions.upgrade(settings)
    with connected(database_url) as connection:
        assert (shape(connection), revisions.standing(connection)) == ({}, None)
    assert revisions.upgrade(settings) == (None, revisions.head())


# ---------------------------------------------------------------- scope


def test_every_table_of_a_community_is_under_row_level_security_or_listed(lasting_url: str) -> None:
    with connected(lasting_url) as connection:
        rows = connection.exec_driver_sql(
            "SELECT relname, relrowsecurity AND relforcerowsecurity AS covered FROM pg_class"
            " JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'community_id' AND NOT attisdropped"
            " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        ).all()
    assert len(rows) > len(OUTSIDE_RLS)
    assert {row.relname for row in rows if not row.covered} == set(OUTSIDE_RLS)
    assert set(guards.OUTSIDE_RLS) == set(OUTSIDE_RLS)


def test_the_application_has_exactly_the_rights_it_needs(lasting_url: str) -> None:
    with connected(lasting_url) as connection:
        rows = connection.exec_driver_sql(
            "SELECT table_name, string_agg(privilege_type, ' ' ORDER BY privilege_type) AS rights"
            f" FROM information_schema.role_table_grants WHERE grantee = '{APP_ROLE}' GROUP BY table_name"
        ).all()
        role = connection.exec_driver_sql(
            f"SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = '{APP_ROLE}'"
        ).one()
        owned = connection.exec_driver_sql(f"SELECT count(*) FROM pg_tables WHERE tableowner = '{APP_ROLE}'").scalar()
    rights = {row.table_name: row.rights for row in rows}
    written = {table.name: "DELETE INSERT SELECT UPDATE" for table in Base.metadata.sorted_tables}
    assert rights == {
        **written,
        **dict.fromkeys(guards.APPEND_ONLY, "INSERT SELECT"),
        "alembic_version": "SELECT",
    }
    assert (tuple(role), owned) == ((False, False, False), 0)


def test_without_a_scope_there_are_no_rows_and_with_one_only_its_own(postgres: Database) -> None:
    first, second = plant(postgres)
    seen = {scope: zones(postgres, scope) for scope in (NO_SCOPE, Scope.of(first), Scope.of(first, second))}
    assert seen == {NO_SCOPE: set(), Scope.of(first): {first}, Scope.of(first, second): {first, second}}
    assert zones(postgres, COMPANY_SCOPE) >= {first, second}
    assert zones(postgres, NO_SCOPE) == set(), "a scope stayed behind on a pooled connection"


def zones(database: Database, scope: Scope) -> set[UUID]:
    """The zones that bare SQL sees, past everything the ORM adds."""
    with database.read(scope) as session:
        return set(session.scalars(sa.text("SELECT id FROM zones").columns(Zone.id)))


def test_rows_of_another_community_can_be_neither_added_nor_moved_nor_changed(postgres: Database) -> None:
    first, second = plant(postgres)
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"), postgres.write(Scope.of(first)) as session:
        session.add(Zone(community_id=second, id=new_id(), name="偷放的"))
    move = sa.text("UPDATE zones SET community_id = :other").bindparams(other=second)
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"), postgres.write(Scope.of(first)) as session:
        session.execute(move)
    with postgres.write(Scope.of(first)) as session:
        changed = session.execute(sa.text("UPDATE zones SET name = '改' RETURNING id").columns(Zone.id)).scalars().all()
    assert changed == [first]


def test_a_row_cannot_refer_to_another_community(database: Database) -> None:
    first, second = plant(database)
    with pytest.raises(sa.exc.IntegrityError), database.write(COMPANY_SCOPE) as session:
        session.add(Building(community_id=first, id=new_id(), zone_id=second, name="1 栋"))


def test_whoever_acts_may_journal_for_the_company_but_not_for_a_neighbour(postgres: Database) -> None:
    first, second = plant(postgres)
    with postgres.write(Scope.of(first)) as session:
        session.add_all([entry(first), entry(COMPANY)])
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"), postgres.write(Scope.of(first)) as session:
        session.add(entry(second))
    with postgres.read(Scope.of(first)) as session:
        assert session.scalars(
            sa.text("SELECT community_id FROM journal").columns(JournalEntry.community_id)
        ).all() == [first]


# ---------------------------------------------------------------- the journal


@pytest.mark.parametrize("change", ["UPDATE {} SET community_id = community_id", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["journal", "journal_seals"])
def test_not_even_the_owner_edits_the_journal(
    shared_database_url: str, database: Database, table: str, change: str
) -> None:
    add_to_journal(database)
    with connected(shared_database_url) as owner, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        owner.exec_driver_sql(change.format(table))


def add_to_journal(database: Database) -> None:
    written = entry(new_id())
    with database.write(COMPANY_SCOPE) as session:
        session.add(written)
        session.add(Seal(community_id=written.community_id, seq=1, entry_id=written.id, hash=bytes(32)))


@pytest.mark.parametrize("table", ["journal", "journal_seals"])
def test_the_journal_cannot_be_emptied_at_a_stroke(lasting_url: str, table: str) -> None:
    with connected(lasting_url) as owner, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        owner.exec_driver_sql(f"TRUNCATE {table}")


@pytest.mark.parametrize("change", ["UPDATE {} SET community_id = community_id", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["journal", "journal_seals"])
def test_the_application_has_no_right_to_edit_the_journal(postgres: Database, table: str, change: str) -> None:
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), postgres.write(COMPANY_SCOPE) as session:
        session.execute(sa.text(change.format(table)))


def test_replacing_a_journal_row_is_refused_on_sqlite(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    add_to_journal(database)
    replace = "INSERT OR REPLACE INTO journal_seals SELECT * FROM journal_seals"
    with pytest.raises(sa.exc.IntegrityError, match="append-only"), database.write(COMPANY_SCOPE) as session:
        session.execute(sa.text(replace))
    database.close()
