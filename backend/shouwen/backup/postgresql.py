"""A copy of a PostgreSQL database by its own tools, and sums taken in the very snapshot they copied."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
import sqlalchemy as sa
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from shouwen.backup.manifest import BackupError, Contents, Head, Sum
from shouwen.revisions import APP_ROLE

NAME: Final = "database.dump"
# Row-level security binds the owner as well; under the company's scope it shows every row, to anybody's role.
_SCOPE: Final = "-c app.scope=company"
_STEADY: Final = f"{_SCOPE} -c timezone=UTC -c datestyle=ISO -c statement_timeout=0 -c extra_float_digits=3"
_VARIABLES: Final = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
}


def dump(url: str, target: Path) -> Contents:
    """Writes the database as it stands now into `target` (`pg_dump -Fc`)."""
    with _connected(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        words = ["-Fc", "--enable-row-security", f"--snapshot={snapshot[0] if snapshot else ''}", f"--file={target}"]
        _tool("pg_dump", url, words)
        return _contents(connection)


def load(source: Path, url: str) -> None:
    """Reads the copy into an empty database. Raises BackupError when tables are there already."""
    with _connected(url) as connection:
        if _tables(connection):
            raise BackupError("the database is not empty: make an empty one and name it in SHOUWEN_DATABASE_URL")
        _make_role(connection)
    database = str(conninfo_to_dict(conninfo(url)).get("dbname") or "")
    _tool(
        "pg_restore",
        url,
        ["--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={database}", str(source)],
    )


def contents(url: str) -> Contents:
    """What the database holds."""
    with _connected(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return _contents(connection)


@contextmanager
def scratch(url: str, name: str) -> Iterator[str]:
    """The URL of a database beside this one, empty, and gone afterwards."""
    quoted = sql.Identifier(name)
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(quoted))
        try:
            yield sa.make_url(url).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(quoted))


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(conninfo(url), options=_STEADY) as connection:
        yield connection


def conninfo(url: str) -> str:
    """What libpq takes for a URL of ours. Not the URL: passwords with spaces would have to be escaped once more."""
    parsed = sa.make_url(url)
    parts = parsed.translate_connect_args(username="user", database="dbname")
    return make_conninfo("", **parts, **{name: str(value) for name, value in parsed.query.items()})


def _contents(connection: psycopg.Connection[Any]) -> Contents:
    revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    tables = {table: _sum(connection, table) for table in _tables(connection)}
    return Contents(revision[0] if revision else "", tables, dict(_heads(connection)))


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename COLLATE \"C\""
    )
    return [name for (name,) in rows]


def _sum(connection: psycopg.Connection[Any], table: str) -> Sum:
    """The rows as COPY writes them, in the order of the key."""
    keys = connection.execute(
        "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)"
        " WHERE indrelid = %s::regclass AND indisprimary ORDER BY array_position(indkey::int[], attnum::int)",
        [f'"{table}"'],
    ).fetchall()
    # by bytes: what a collation thinks of a name may change with the machine
    order = sql.SQL(", ").join(sql.SQL('{}::text COLLATE "C"').format(sql.Identifier(name)) for (name,) in keys)
    query = sql.SQL("COPY (SELECT * FROM {} ORDER BY {}) TO STDOUT").format(sql.Identifier(table), order)
    digest, count = hashlib.sha256(), 0
    with connection.cursor().copy(query) as rows:
        for row in rows:
            digest.update(row)
            count += 1
    return Sum(count, digest.hexdigest())


def _heads(connection: psycopg.Connection[Any]) -> Iterator[tuple[str, Head]]:
    rows = connection.execute(
        "SELECT DISTINCT ON (community_id) replace(community_id::text, '-', ''), seq, encode(hash, 'hex')"
        " FROM journal_seals ORDER BY community_id, seq DESC"
    )
    for community, seq, digest in rows:
        yield community, Head(seq, digest)


def _make_role(connection: psycopg.Connection[Any]) -> None:
    """The rights in the copy name the application's role, which belongs to the server and not to the database."""
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN NOSUPERUSER NOBYPASSRLS").format(sql.Identifier(APP_ROLE)))


def _tool(name: str, url: str, words: list[str]) -> None:
    """Runs one of PostgreSQL's programs; the password goes by the environment, where no list of processes shows it."""
    program = shutil.which(name)
    if program is None:
        raise BackupError(f"{name} is not here: install PostgreSQL's client programs (postgresql-client)")
    told = {
        variable: str(value)
        for key, variable in _VARIABLES.items()
        if (value := conninfo_to_dict(conninfo(url)).get(key))
    }
    done = subprocess.run(  # noqa: S603 - a fixed program, our own words
        [program, *words], env={**os.environ, **told, "PGOPTIONS": _SCOPE}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{name} failed: {' '.join(done.stderr.split())[:500]}")
