"""The ground the tests stand on: copies are fresh, PostgreSQL is real, and nothing leaves this machine."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.support import postgres
from tests.support.databases import PostgresCopies, SqliteCopies
from tests.support.network import NoNetwork
from tests.support.ports import free_port
from tests.support.postgres import NoPostgres, Server


def sqlite_file(url: str) -> str:
    return url.removeprefix("sqlite:///")


def one_table_on_sqlite(url: str) -> None:
    with closing(sqlite3.connect(sqlite_file(url))) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE heard (words TEXT)")
        connection.commit()


def one_table_on_postgres(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE heard (words text)")


@pytest.fixture
def sqlite_copies(tmp_path: Path) -> Iterator[SqliteCopies]:
    copies = SqliteCopies(tmp_path, one_table_on_sqlite)
    yield copies
    copies.close()


@pytest.fixture(scope="module")
def postgres_server() -> Iterator[Server]:
    with postgres.server() as found:
        yield found


@pytest.fixture
def postgres_copies(postgres_server: Server) -> Iterator[PostgresCopies]:
    copies = PostgresCopies(postgres_server, one_table_on_postgres)
    yield copies
    copies.close()


def test_a_sqlite_copy_is_migrated_and_sees_nothing_of_another(sqlite_copies: SqliteCopies) -> None:
    for _ in range(2):
        with sqlite_copies.copy() as url, closing(sqlite3.connect(sqlite_file(url))) as connection:
            assert connection.execute("SELECT count(*) FROM heard").fetchone() == (0,)
            connection.execute("INSERT INTO heard VALUES ('水管漏水')")
            connection.commit()


def test_a_postgres_copy_is_migrated_and_sees_nothing_of_another(postgres_copies: PostgresCopies) -> None:
    for _ in range(2):
        with postgres_copies.copy() as url, psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM heard").fetchone() == (0,)
            connection.execute("INSERT INTO heard VALUES ('水管漏水')")


def test_migrations_that_fail_are_told_at_length_once_and_leave_nothing(
    postgres_server: Server, tmp_path: Path
) -> None:
    def broken(url: str) -> None:
        raise ValueError("no such column")

    copies = PostgresCopies(postgres_server, broken)
    with pytest.raises(ValueError, match="no such column"), copies.copy():
        pass
    with pytest.raises(pytest.fail.Exception, match=r"failed before.*no such column"), copies.copy():
        pass
    copies.close()
    assert databases_like(postgres_server, copies.stem) == []


def databases_like(server: Server, stem: str) -> list[tuple[str, ...]]:
    with psycopg.connect(server.url) as connection:
        return connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [stem]).fetchall()


def test_postgres_copies_are_dropped_even_when_a_connection_was_left_open(
    postgres_server: Server, postgres_copies: PostgresCopies
) -> None:
    with postgres_copies.copy() as url:
        left_open = psycopg.connect(url)
    postgres_copies.close()
    assert databases_like(postgres_server, postgres_copies.stem) == []
    with pytest.raises(psycopg.OperationalError):
        left_open.execute("SELECT 1")
    left_open.close()


def test_what_a_killed_run_left_behind_is_dropped_by_a_later_one(postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE shouwen_test_1000000000_1_0")
        PostgresCopies(postgres_server, one_table_on_postgres).close()
        left = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'shouwen_test_1000000000_1_0'").fetchall()
    assert left == []


def test_a_named_server_that_does_not_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEN_TEST_POSTGRES_URL", f"postgresql://nobody@127.0.0.1:{free_port()}/postgres")
    with pytest.raises(psycopg.OperationalError), postgres.server():
        pass


def test_without_any_postgres_the_run_fails_and_names_what_was_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHOUWEN_TEST_POSTGRES_URL", raising=False)
    monkeypatch.setattr(postgres, "LOCAL", (f"postgresql://nobody@127.0.0.1:{free_port()}/postgres",))
    monkeypatch.setattr(postgres, "find_binaries", lambda: None)
    monkeypatch.setattr(postgres, "WHEEL", "no_such_wheel")
    with pytest.raises(NoPostgres, match=r"from_binaries: no initdb .*; local: .*; from_wheel: .*"), postgres.server():
        pass


def test_the_url_of_another_database_keeps_the_rest_of_the_address() -> None:
    by_port = Server("postgresql://postgres@127.0.0.1:5432/postgres", "")
    by_socket = Server("postgresql://postgres@/postgres?host=/var/run/postgresql", "")
    assert by_port.database("a") == "postgresql://postgres@127.0.0.1:5432/a"
    assert by_socket.database("a") == "postgresql://postgres@/a?host=/var/run/postgresql"


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("example.org", 443)])
def test_a_test_cannot_leave_this_machine(address: tuple[str, int]) -> None:
    with pytest.raises(NoNetwork, match=address[0]):
        socket.create_connection(address, timeout=1)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.create_connection(listening.getsockname()):
        pass
