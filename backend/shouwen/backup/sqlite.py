"""A copy of a SQLite database while others write to it."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from shouwen.backup.manifest import BackupError, Contents, Head, Sum

NAME: Final = "database.sqlite3"


def path_of(url: str) -> Path:
    """The file behind a URL."""
    database = sa.make_url(url).database
    if not database or database == ":memory:":
        raise BackupError("a database in memory has no backup")
    return Path(database)


def dump(url: str, target: Path) -> Contents:
    """Copies the database as it stands now into `target`. Writers are not held up, and none of them is half in."""
    path = path_of(url)
    if not path.is_file():
        raise BackupError(f"there is no database at {path}")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # the copy is one file, without a log beside it
    return contents(target)


def load(source: Path, url: str) -> None:
    """Puts the copy in place. Raises BackupError when something is there already."""
    path = path_of(url)
    if path.exists():
        raise BackupError(f"{path} is there already: move it away first, nothing is overwritten")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(path)) as restored:
        copy.backup(restored)
        restored.execute("PRAGMA journal_mode=WAL")


def contents(path: Path) -> Contents:
    """What the database in a file holds."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        problem = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if problem != "ok":
            raise BackupError(f"the database {path} is damaged: {problem}")
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        tables = {table: _sum(connection, table) for table in _tables(connection)}
        return Contents(revision, tables, dict(_heads(connection)))


def _tables(connection: sqlite3.Connection) -> list[str]:
    """All tables that hold rows of their own; a virtual one keeps its rows in others."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    return [name for (name,) in rows]


def _sum(connection: sqlite3.Connection, table: str) -> Sum:
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY pk, cid", [table]).fetchall()
    keys = [name for name, pk in columns if pk] or [name for name, _ in columns]
    order = ", ".join(f'"{name}"' for name in keys)
    digest, count = hashlib.sha256(), 0
    for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY {order}'):  # noqa: S608 - names from the catalogue
        digest.update(repr(row).encode())
        count += 1
    return Sum(count, digest.hexdigest())


def _heads(connection: sqlite3.Connection) -> Iterator[tuple[str, Head]]:
    rows = connection.execute(
        "SELECT hex(community_id), seq, hex(hash) FROM journal_seals AS last WHERE seq ="
        " (SELECT max(seq) FROM journal_seals WHERE community_id = last.community_id)"
    )
    for community, seq, digest in rows:
        yield community.lower(), Head(seq, digest.lower())
