"""PostgreSQL as it should be set up: the owner migrates, the application signs in as somebody without rights."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql

from shouwen import revisions
from shouwen.backup import archive, postgresql
from shouwen.core.places.models import Community
from shouwen.house import at_work, open_house, opened
from shouwen.kit.ids import new_id
from shouwen.settings import Settings
from tests.conftest import DatabaseCopies
from tests.ops.conftest import settings_for

PASSWORD = "made up: @ /?%20 for a test"


@pytest.fixture
def apart(database_copies: DatabaseCopies, tmp_path: Path) -> Iterator[Settings]:
    """An empty database with an owner who is no superuser, and a login that owns nothing."""
    owner, login = (f"shouwen_test_{word}_{os.getpid()}" for word in ("owner", "login"))
    with database_copies.copy("postgresql") as url:
        with psycopg.connect(url, autocommit=True) as boss:
            boss.execute(role(owner, "CREATEROLE"))
            boss.execute(role(login, ""))
            boss.execute("DROP SCHEMA public CASCADE")
            boss.execute(sql.SQL("CREATE SCHEMA public AUTHORIZATION {}").format(sql.Identifier(owner)))
        address = sa.make_url(url).set(password=PASSWORD)
        yield settings_for(
            address.set(username=login).render_as_string(hide_password=False),
            tmp_path,
            owner_database_url=address.set(username=owner).render_as_string(hide_password=False),
        )
        with psycopg.connect(url, autocommit=True) as boss:
            boss.execute("DROP SCHEMA public CASCADE")
            for name in (owner, login):
                boss.execute(sql.SQL("DROP OWNED BY {0} CASCADE").format(sql.Identifier(name)))
                boss.execute(sql.SQL("DROP ROLE {0}").format(sql.Identifier(name)))


def role(name: str, more: str) -> sql.Composed:
    words = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS {} PASSWORD {}")
    return words.format(sql.Identifier(name), sql.SQL(more), sql.Literal(PASSWORD))


def test_the_owner_migrates_and_the_login_can_do_what_the_application_does_and_no_more(apart: Settings) -> None:
    assert revisions.upgrade(apart) == (None, revisions.head())
    assert revisions.upgrade(apart) == (revisions.head(), revisions.head())
    plant(apart)
    for forbidden in (
        "DELETE FROM journal",
        "CREATE TABLE mine (x int)",
        "ALTER TABLE zones DISABLE ROW LEVEL SECURITY",
    ):
        with psycopg.connect(postgresql.conninfo(apart.url)) as login:
            assert login.execute("SELECT count(*) FROM zones").fetchone() == (0,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                login.execute(forbidden)
    with psycopg.connect(postgresql.conninfo(apart.owner_url)) as owner:
        assert owner.execute("SELECT count(*) FROM zones").fetchone() == (0,), "not even the owner sees past the scope"


def plant(settings: Settings) -> None:
    with opened(settings) as house, at_work(house) as work:
        community = Community(id=new_id(), name="东苑", code="east", created_at=work.now)
        work.session.add(community)
        work.session.flush()
        work.session.execute(
            sa.text("INSERT INTO zones (community_id, id, name) VALUES (:c, :c, '一区')").bindparams(c=community.id)
        )
        work.emit("house.tried", community_id=community.id)


def test_an_owner_without_special_rights_backs_up_every_row(apart: Settings, tmp_path: Path) -> None:
    revisions.upgrade(apart)
    plant(apart)
    open_house(apart).db.close()
    archive.make(apart, tmp_path / "backup.tar.gz")
    tables = postgresql.contents(apart.owner_url).tables
    assert (tables["zones"].rows, tables["journal"].rows) == (1, 1)
