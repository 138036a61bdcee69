"""Where the database stands in the line of revisions, and how it is brought to the newest.

Alembic is loaded only by what needs it: a server that finds everything in order starts without it.
"""

import logging
import sqlite3
import sys
import time
from functools import cache
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy import event

from shouwen.settings import ROOT, Settings, SettingsError

if TYPE_CHECKING:
    from alembic.config import Config

# Who the application becomes after it has connected to PostgreSQL: neither owner nor superuser.
APP_ROLE: Final = "shouwen_app"

_TRIES: Final = 20
_PAUSE_S: Final = 0.5
_BUSY_MS: Final = 10_000
_LOCK_MS: Final = 500  # a queue of requests behind a revision that waits would be an outage


class DatabaseBusyError(Exception):
    """Somebody holds a lock the revisions need."""


def owner_engine(settings: Settings) -> sa.Engine:
    """Connects as the owner of the tables. On SQLite foreign keys rest meanwhile, so that tables can be rebuilt."""
    url = sa.make_url(settings.owner_url)
    if url.get_backend_name() == "postgresql":
        options = f"-c lock_timeout={_LOCK_MS} -c timezone=UTC"
        return sa.create_engine(
            url.set(drivername="postgresql+psycopg"), poolclass=sa.NullPool, connect_args={"options": options}
        )
    if url.database:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = sa.create_engine(url, poolclass=sa.NullPool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _entry: object) -> None:
        connection.isolation_level = None
        for pragma in (f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def alembic_config(settings: Settings | None = None) -> "Config":
    """What alembic needs to find our revisions and our database."""
    from alembic.config import Config  # noqa: PLC0415 - see above

    path = ROOT / "alembic.ini"
    if not path.is_file():
        raise SettingsError(f"the revisions are not here: {path} is missing")
    # said anew: alembic would write to what was the standard output when it was first imported
    return Config(path, stdout=sys.stdout, attributes={"settings": settings} if settings else {})


@cache
def head() -> str:
    """The newest revision this program knows. The line is straight, so the highest number is the newest."""
    numbers = [path.name.partition("_")[0] for path in (ROOT / "migrations" / "versions").glob("[0-9]*_*.py")]
    if not numbers:
        raise SettingsError("there are no revisions in migrations/versions")
    return max(numbers)


def standing(connection: sa.Connection) -> str | None:
    """The revision the database stands at; None when it is empty."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def current(settings: Settings) -> str | None:
    """As `standing`, on a connection of its own."""
    engine = owner_engine(settings)
    with engine.connect() as connection:
        return standing(connection)


def upgrade(settings: Settings) -> tuple[str | None, str]:
    """Brings the database to the newest revision; gives where it stood and where it stands. Does nothing twice.

    Raises DatabaseBusyError when a lock could not be had in some ten seconds; nothing was changed then.
    """
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)  # it announces each of its parts
    from alembic import command  # noqa: PLC0415 - see above

    for _ in range(_TRIES):
        try:
            before = current(settings)
            if before != head():
                command.upgrade(alembic_config(settings), "head")
            _let_in(settings)
        except sa.exc.OperationalError as error:
            if not _is_lock_timeout(error):
                raise
            time.sleep(_PAUSE_S)
        else:
            return before, head()
    raise DatabaseBusyError("the database is busy: another program holds a lock; try again in a quiet moment")


def _let_in(settings: Settings) -> None:
    """Where the application connects as somebody other than the owner, lets that login become its role."""
    login = sa.make_url(settings.url).username
    if settings.is_sqlite or not login or login == sa.make_url(settings.owner_url).username:
        return
    engine = owner_engine(settings)
    with engine.begin() as connection:
        if not connection.scalar(sa.select(sa.func.pg_has_role(login, APP_ROLE, "MEMBER"))):
            quote = connection.dialect.identifier_preparer.quote_identifier
            connection.exec_driver_sql(f"GRANT {quote(APP_ROLE)} TO {quote(login)}")
    engine.dispose()


def _is_lock_timeout(error: sa.exc.OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", "") == "55P03" or "database is locked" in str(error.orig)
