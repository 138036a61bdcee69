"""Many rows of many tables in one statement, for the few paths where each round trip counts.

On PostgreSQL the inserts are parts of one statement (data-modifying CTEs; foreign keys are checked at its end, so the
order does not matter); many rows of a table go as one array for each column, which is read far faster than as many
VALUES. On SQLite, where a statement costs no round trip, they run one after another in the order given. The SQL is made
once for each shape and kept. Scope is kept by row-level security and by whoever makes the rows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.kit.db import Base

Bind = Callable[[Any], Any]
Given = Mapping[str, Any]
Values = Callable[[Given], Iterator[Any]]
MANY: Final = 20  # from here on a table's rows are told as arrays


@dataclass(frozen=True, slots=True)
class NewRow:
    """What a row is to hold that nobody needs as an entity, which would cost ten times as much to make."""

    table: type[Base]
    given: Given


def insert_rows(session: Session, rows: Sequence[Base | NewRow]) -> None:
    """Inserts rows that no session holds, in this transaction. Rows of one table stand together in `rows`."""
    if not rows:
        return
    connection = session.connection()
    dialect = connection.dialect
    groups = [(table, [_given(row) for row in group]) for table, group in groupby(rows, key=_table)]
    if dialect.name == "sqlite":
        for table, group in groups:
            sql, values = _insert(table, dialect)
            connection.exec_driver_sql(sql, [tuple(values(row)) for row in group])
        return
    told = [(table, _told_as_arrays(table, group), group) for table, group in groups]
    shape = tuple((table, None if as_arrays else len(group)) for table, as_arrays, group in told)
    parameters = [value for table, as_arrays, group in told for value in _told(table, group, dialect, as_arrays)]
    connection.exec_driver_sql(_all_at_once(shape, dialect), tuple(parameters))


def update_rows(session: Session, table: type[Base], changes: Sequence[Mapping[str, Any]]) -> None:
    """Changes many rows of a table, each known by its whole key; every one of `changes` names the same columns."""
    if not changes:
        return
    connection = session.connection()
    dialect = connection.dialect
    columns = tuple(changes[0])
    described = table.metadata.tables[table.__tablename__]
    binds = [(name, _bind(described.columns[name], dialect)) for name in columns]
    sql = _update(described, columns, dialect)
    if dialect.name == "sqlite":
        connection.exec_driver_sql(sql, [tuple(bind(change[name]) for name, bind in binds) for change in changes])
        return
    connection.exec_driver_sql(sql, tuple([bind(change[name]) for change in changes] for name, bind in binds))


def _table(row: Base | NewRow) -> sa.Table:
    model = row.table if isinstance(row, NewRow) else type(row)
    return model.metadata.tables[model.__tablename__]


def _given(row: Base | NewRow) -> Given:
    return row.given if isinstance(row, NewRow) else row.__dict__


def _told_as_arrays(table: sa.Table, rows: Sequence[Given]) -> bool:
    """An array of arrays would have to be a rectangle: tables with such a column are told as VALUES."""
    return len(rows) >= MANY and not any(isinstance(column.type, sa.ARRAY) for column in table.columns)


def _told(table: sa.Table, rows: Sequence[Given], dialect: sa.Dialect, as_arrays: bool) -> Iterator[Any]:  # noqa: FBT001 - of one shape with the SQL
    values = _insert(table, dialect)[1]
    if as_arrays:
        yield from (list(column) for column in zip(*(values(row) for row in rows), strict=True))
    else:
        yield from (value for row in rows for value in values(row))


@cache
def _all_at_once(shape: tuple[tuple[sa.Table, int | None], ...], dialect: sa.Dialect) -> str:
    """`WITH i0 AS (INSERT …), i1 AS (INSERT …) SELECT 1`; as many VALUES as a table has rows, or arrays (None)."""
    parts = []
    for number, (table, count) in enumerate(shape):
        head, _, values = _insert(table, dialect)[0].partition(" VALUES ")
        source = f"SELECT * FROM {_arrays(_columns(table), dialect)}"  # noqa: S608 - names of our types
        if count is not None:
            source = f"VALUES {', '.join([values] * count)}"
        parts.append(f"i{number} AS ({head} {source})")
    return f"WITH {', '.join(parts)} SELECT 1"


@cache
def _update(table: sa.Table, columns: tuple[str, ...], dialect: sa.Dialect) -> str:
    """The UPDATE of rows known by their key: of one on SQLite, of as many as the arrays are long on PostgreSQL."""
    keys = [column.name for column in table.primary_key.columns]
    changed = [name for name in columns if name not in keys]
    if dialect.name == "sqlite":
        numbers = {name: f"?{columns.index(name) + 1}" for name in columns}
        to = ", ".join(f"{name} = {numbers[name]}" for name in changed)
        return f"UPDATE {table.name} SET {to} WHERE {' AND '.join(f'{key} = {numbers[key]}' for key in keys)}"  # noqa: S608 - names of our tables
    to = ", ".join(f"{name} = told.{name}" for name in changed)
    told = _arrays([table.columns[name] for name in columns], dialect)
    here = " AND ".join(f"{table.name}.{key} = told.{key}" for key in keys)
    return f"UPDATE {table.name} SET {to} FROM {told} AS told ({', '.join(columns)}) WHERE {here}"  # noqa: S608 - as above


def _arrays(columns: Sequence[sa.Column[Any]], dialect: sa.Dialect) -> str:
    return f"unnest({', '.join(f'%s::{_type(column, dialect)}[]' for column in columns)})"


def _type(column: sa.Column[Any], dialect: sa.Dialect) -> str:
    """The type without its collation, which belongs to the column and has no place in a cast to an array."""
    return column.type.compile(dialect).partition(" COLLATE ")[0]


@cache
def _insert(table: sa.Table, dialect: sa.Dialect) -> tuple[str, Values]:
    """The INSERT of one row, and the function that gives its values as the driver takes them."""
    columns = _columns(table)
    placeholder = "?" if dialect.name == "sqlite" else "%s"
    marks = [_mark(column, placeholder, dialect) for column in columns]
    names = ", ".join(dialect.identifier_preparer.quote(column.name) for column in columns)
    binds = [(column.key, _default(column), _bind(column, dialect)) for column in columns]

    def values(given: Given) -> Iterator[Any]:
        for key, default, bind in binds:
            value = given.get(key)
            yield bind(default() if value is None and default else value)

    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join(marks)})", values  # noqa: S608 - names of our tables


def _columns(table: sa.Table) -> list[sa.Column[Any]]:
    """Those that are not left to the database: of a column with a default there, those that have one here too."""
    ours = [column for column in table.columns if column.identity is None]
    return [column for column in ours if column.server_default is None or column.default is not None]


def _mark(column: sa.Column[Any], placeholder: str, dialect: sa.Dialect) -> str:
    """PostgreSQL cannot infer the types of parameters inside a CTE's VALUES of several rows: they are written out."""
    if dialect.name == "sqlite":
        return placeholder
    return f"{placeholder}::{column.type.compile(dialect)}"


def _default(column: sa.Column[Any]) -> Callable[[], Any] | None:
    default: Any = column.default
    if default is None:
        return None
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg


def _bind(column: sa.Column[Any], dialect: sa.Dialect) -> Bind:
    process: Bind | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    return process or (lambda value: value)
