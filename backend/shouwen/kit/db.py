"""One code path for two databases: PostgreSQL, and SQLite as the embedded default.

A `Database` gives sessions for reading and for writing. Leaving `write()` without an exception commits: that is the
only commit of the house. Every session carries a `Scope`; the ORM and, on PostgreSQL, row-level security keep it.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event, orm
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import ConnectionPoolEntry

from shouwen.kit.ids import new_id
from shouwen.kit.ticket_lock import TicketLock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


Process = Callable[[Any], Any]


class Id(sa.types.TypeDecorator[UUID]):
    """A UUID: native on PostgreSQL, 16 bytes on SQLite (half the size of text, and the same order)."""

    impl = sa.Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(sa.LargeBinary(16) if dialect.name == "sqlite" else sa.Uuid())

    def bind_processor(self, dialect: sa.Dialect) -> Process | None:
        return (lambda value: value and value.bytes) if dialect.name == "sqlite" else None

    def result_processor(self, dialect: sa.Dialect, _coltype: object) -> Process | None:
        return (lambda value: value and UUID(bytes=value)) if dialect.name == "sqlite" else None


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware instant in UTC: timestamptz on PostgreSQL, integer microseconds on SQLite, which has no zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(sa.BigInteger() if dialect.name == "sqlite" else sa.DateTime(timezone=True))

    def bind_processor(self, dialect: sa.Dialect) -> Process | None:
        return _microseconds if dialect.name == "sqlite" else _aware

    def result_processor(self, dialect: sa.Dialect, _coltype: object) -> Process | None:
        return _instant if dialect.name == "sqlite" else None  # our connections to PostgreSQL speak UTC


def _aware(value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        raise ValueError("a naive time has no place in the database")
    return value


def _microseconds(value: datetime | None) -> int | None:
    aware = _aware(value)
    return None if aware is None else (aware - _EPOCH) // _MICROSECOND


def _instant(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + timedelta(microseconds=value)


# An enum is kept as its lower_snake word; the CHECK that it is one of them stands in the table (`one_of`).
Word = sa.Enum(
    StrEnum,
    native_enum=False,
    create_constraint=False,
    length=32,
    values_callable=lambda words: [word.value for word in words],
)
Facts = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


class Base(orm.DeclarativeBase):
    """The base of every table."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        UUID: Id(),
        datetime: Instant(),
        dict[str, Any]: Facts,
        str: sa.Text(),
        StrEnum: Word,
    }


class Scoped:
    """A row that belongs to one community. Its key begins with the community, so that rows can be spread by it."""

    community_id: orm.Mapped[UUID] = orm.mapped_column(primary_key=True, sort_order=-2)


class Thing(Scoped):
    """A scoped row reached by an id in a URL: the plain index on `id` serves callers of many communities."""

    id: orm.Mapped[UUID] = orm.mapped_column(primary_key=True, index=True, default=new_id, sort_order=-1)


def within(column: str, table: str, *, key: str = "id") -> sa.ForeignKeyConstraint:
    """A foreign key that cannot leave the community: (community_id, `column`) → `table`(community_id, `key`)."""
    return sa.ForeignKeyConstraint(["community_id", column], [f"{table}.community_id", f"{table}.{key}"])


def one_of(column: str, values: type[StrEnum]) -> sa.CheckConstraint:
    """A CHECK that `column` holds a value of the enum."""
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def insert_into(session: orm.Session, rows: type["Base"]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT, which each of the two databases spells for itself."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return insert(rows)


@dataclass(frozen=True, slots=True)
class Scope:
    """The communities whose rows a session may see and write."""

    communities: frozenset[UUID] = frozenset()
    company: bool = False

    @classmethod
    def of(cls, *communities: UUID) -> "Scope":
        return cls(frozenset(communities))


COMPANY_SCOPE = Scope(company=True)
NO_SCOPE = Scope()


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the database may keep a request waiting, and how many connections serve it."""

    connections: int = 16
    connect_s: int = 2
    statement_ms: int = 3000
    lock_ms: int = 2000
    idle_in_transaction_ms: int = 10_000


class Database:
    """Sessions on one database.

    On SQLite writers queue in the order they came, so that none starves and none fails with "database is locked";
    readers have connections of their own and never wait for them.
    """

    def __init__(self, url: str, *, role: str | None = None, limits: Limits | None = None) -> None:
        self.url = sa.make_url(url)
        self.limits = limits or Limits()
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._turns = TicketLock()
        if self.is_sqlite:
            self._reading = _sqlite_engine(self.url, self.limits, writes=False)
            self._writing = _sqlite_engine(self.url, self.limits, writes=True)
        else:
            self._reading = self._writing = _postgresql_engine(self.url, self.limits, role)
        self._glancing = self._reading.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def read(self, scope: Scope = NO_SCOPE) -> Iterator[orm.Session]:
        """A session for reading. Nothing it does is kept."""
        with orm.Session(self._reading, autoflush=False, info={"scope": scope}) as session:
            yield session

    @contextmanager
    def glance(self) -> Iterator[sa.Connection]:
        """A bare connection for one look at tables that stand outside every scope: one round trip, no transaction."""
        with self._glancing.connect() as connection:
            yield connection

    @contextmanager
    def write(self, scope: Scope = NO_SCOPE) -> Iterator[orm.Session]:
        """A session in one transaction, committed when the block ends without an exception, else rolled back."""
        with self._turn(), orm.Session(self._writing, info={"scope": scope}) as session, session.begin():
            yield session

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        with self._turns.held(timeout=self.limits.lock_ms / 1000):
            yield

    def engine(self) -> sa.Engine:
        """The engine that writes, for migrations, backups and tests."""
        return self._writing

    def close(self) -> None:
        """Gives all connections back."""
        self._reading.dispose()
        self._writing.dispose()


def _sqlite_engine(url: sa.URL, limits: Limits, *, writes: bool) -> sa.Engine:
    engine = sa.create_engine(
        url,
        pool_size=1 if writes else limits.connections,
        max_overflow=0,
        pool_timeout=limits.connect_s,
        hide_parameters=True,  # values of a failed statement are personal data: not into messages, not into logs
        connect_args={"check_same_thread": False, "timeout": limits.lock_ms / 1000},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # we begin transactions ourselves: a late upgrade to writing would fail
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # without it INSERT OR REPLACE skips the triggers that guard deletion
            f"query_only={'OFF' if writes else 'ON'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql_engine(url: sa.URL, limits: Limits, role: str | None) -> sa.Engine:
    options = {
        "statement_timeout": limits.statement_ms,
        "lock_timeout": limits.lock_ms,
        "idle_in_transaction_session_timeout": limits.idle_in_transaction_ms,
        "timezone": "UTC",
    }
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=limits.connections,
        max_overflow=0,
        pool_timeout=limits.connect_s,
        hide_parameters=True,  # values of a failed statement are personal data: not into messages, not into logs
        connect_args={
            "connect_timeout": limits.connect_s,
            "options": " ".join(f"-c {name}={value}" for name, value in options.items()),
            "keepalives_idle": 5,
            "keepalives_interval": 1,
            "keepalives_count": 2,
            "tcp_user_timeout": limits.statement_ms + limits.lock_ms,
        },
    )
    if role:

        @event.listens_for(engine, "connect")
        def become(connection: Any, _entry: ConnectionPoolEntry) -> None:
            # Not the owner and not a superuser: row-level security binds the application too.
            connection.execute(f'SET ROLE "{role}"')
            connection.commit()

    return engine


@event.listens_for(orm.Session, "after_begin")
def _tell_postgresql(session: orm.Session, _transaction: orm.SessionTransaction, connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        scope: Scope = session.info.get("scope", NO_SCOPE)
        communities = ",".join(str(community) for community in scope.communities)
        connection.exec_driver_sql(
            "SELECT set_config('app.scope', %s, true), set_config('app.communities', %s, true)",
            ("company" if scope.company else "", communities),
        )


@event.listens_for(orm.Session, "do_orm_execute")
def _keep_in_scope(state: orm.ORMExecuteState) -> None:
    scope: Scope = state.session.info.get("scope", NO_SCOPE)
    if scope.company or state.is_column_load or state.is_relationship_load:
        return
    if not (state.is_select or state.is_update or state.is_delete):
        return
    communities: Sequence[UUID] = list(scope.communities)
    state.statement = state.statement.options(
        orm.with_loader_criteria(Scoped, lambda row: row.community_id.in_(communities), include_aliases=True)
    )
