"""Cheap fresh databases: migrated once per run and kind, copied for each test.

The copy is a file copy on SQLite and `CREATE DATABASE … TEMPLATE …` on PostgreSQL, so the schema of a test is always
the schema that the migrations make, and no test can see what another wrote.
"""

from __future__ import annotations

import itertools
import secrets
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from shouwen.revisions import upgrade
from shouwen.settings import load_settings
from tests.support.postgres import Server

KINDS = ("sqlite", "postgresql")
PREFIX = "shouwen_test"
# A run that was killed leaves its databases behind; the next one drops what no run can still be using.
FORGOTTEN_SECONDS = 6 * 3600

Migrate = Callable[[str], None]


def migrate(url: str) -> None:
    """Bring the database at this URL to the newest revision, by the same road as `shouwen migrate`."""
    folder = Path(url.removeprefix("sqlite:///")).parent if url.startswith("sqlite") else Path(tempfile.gettempdir())
    upgrade(load_settings(mode="development", database_url=url, owner_database_url=url, data_dir=folder))


class Once:
    """Something made when first asked for. When making it failed, everybody after the first is told so briefly."""

    def __init__(self, make: Callable[[], str]) -> None:
        self.make = make
        self.made: str | None = None
        self.failure = ""

    def __call__(self) -> str:
        if self.failure:
            pytest.fail(f"failed before, and shown there: {self.failure}", pytrace=False)
        if self.made is None:
            try:
                self.made = self.make()
            except Exception as error:
                self.failure = f"{type(error).__name__}: {error}"
                raise
        return self.made


class SqliteCopies:
    """Copies of one migrated SQLite file, in one folder."""

    def __init__(self, folder: Path, migrate: Migrate) -> None:
        self.folder = folder
        self.migrate = migrate
        self.count = itertools.count()
        self.template = Once(self.make_template)

    def make_template(self) -> str:
        path = str(self.folder / "template.sqlite3")
        self.migrate(f"sqlite:///{path}")
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The URL of a fresh migrated database, gone afterwards."""
        path = self.folder / f"copy-{next(self.count)}.sqlite3"
        shutil.copyfile(self.template(), path)
        try:
            yield f"sqlite:///{path}"
        finally:
            for left in self.folder.glob(f"{path.name}*"):
                left.unlink()

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def copying(server: Server) -> sql.SQL:
    """How to copy a database. File by file, as before PostgreSQL 15, is five times cheaper than through its log."""
    with psycopg.connect(server.url) as connection:
        by_file = " STRATEGY FILE_COPY" if connection.info.server_version >= 150000 else ""
    return sql.SQL("CREATE DATABASE {} TEMPLATE {}" + by_file)


class PostgresCopies:
    """Copies of one migrated PostgreSQL database, on one server."""

    def __init__(self, server: Server, migrate: Migrate) -> None:
        self.server = server
        self.migrate = migrate
        self.count = itertools.count()
        self.stem = f"{PREFIX}_{int(time.time())}_{secrets.token_hex(4)}"  # noqa: TID251  a name, not a business time
        self.drops = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drop")
        self.dropped: list[Future[None]] = []
        self.template = Once(self.make_template)
        self.copying = copying(server)
        self.drop_forgotten()

    def make_template(self) -> str:
        name = f"{self.stem}_template"
        self.say(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name)))
        self.migrate(self.server.database(name))
        return name

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The URL of a fresh migrated database; it is dropped in the background afterwards."""
        name = f"{self.stem}_{next(self.count)}"
        self.say(self.copying.format(sql.Identifier(name), sql.Identifier(self.template())))
        try:
            yield self.server.database(name)
        finally:
            self.dropped.append(self.drops.submit(self.drop, name))

    def close(self) -> None:
        """Wait for what is still being dropped; raises what went wrong with any of it."""
        self.drops.shutdown(wait=True)
        self.drop(f"{self.stem}_template")
        for one in self.dropped:
            one.result()

    def drop(self, name: str) -> None:
        self.say(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def drop_forgotten(self) -> None:
        before = int(time.time()) - FORGOTTEN_SECONDS  # noqa: TID251  compared with the name above
        with psycopg.connect(self.server.url, autocommit=True) as connection:
            names = connection.execute(
                "SELECT datname FROM pg_database WHERE datname ~ %s", [rf"^{PREFIX}_\d+_"]
            ).fetchall()
        for (name,) in names:
            if int(name.removeprefix(f"{PREFIX}_").split("_")[0]) < before:
                self.drop(name)

    def say(self, words: sql.Composed) -> None:
        with psycopg.connect(self.server.url, autocommit=True) as connection:
            connection.execute(words)
