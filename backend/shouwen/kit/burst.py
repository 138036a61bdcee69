"""Many rows of many tables in one statement, for the few paths where each round trip counts.

On PostgreSQL the inserts are parts of one statement (data-modifying CTEs; foreign keys are checked at its end, so the
order does not matter). On SQLite, where a statement costs no round trip, they run one after another in the order given.
The SQL is made once for each shape and kept. Scope is kept by row-level security and by whoever makes the rows.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.kit.db import Base

Bind = Callable[[Any], Any]


def insert_rows(session: Session, rows: Sequence[Base]) -> None:
    """Inserts rows that no session holds, in this transaction. Rows of one table stand together in `rows`."""
    connection = session.connection()
    dialect = connection.dialect
    groups = [(table, list(group)) for table, group in groupby(rows, key=lambda row: row.__table__)]
    if dialect.name == "sqlite":
        for table, group in groups:
            sql, values = _insert(table, dialect)
            connection.exec_driver_sql(sql, [tuple(values(row)) for row in group])
        return
    shape = tuple((table, len(group)) for table, group in groups)
    parameters = [value for table, group in groups for row in group for value in _insert(table, dialect)[1](row)]
    connection.exec_driver_sql(_all_at_once(shape, dialect), tuple(parameters))


@cache
def _all_at_once(shape: tuple[tuple[sa.Table, int], ...], dialect: sa.Dialect) -> str:
    """`WITH i0 AS (INSERT …), i1 AS (INSERT …) SELECT 1`, with as many VALUES as there are rows of each table."""
    parts = []
    for number, (table, count) in enumerate(shape):
        head, _, values = _insert(table, dialect)[0].partition(" VALUES ")
        parts.append(f"i{number} AS ({head} VALUES {', '.join([values] * count)})")
    return f"WITH {', '.join(parts)} SELECT 1"


@cache
def _insert(table: sa.Table, dialect: sa.Dialect) -> tuple[str, Callable[[Base], Iterator[Any]]]:
    """The INSERT of one row, and the function that gives its values as the driver takes them."""
    columns = [column for column in table.columns if column.server_default is None and column.identity is None]
    placeholder = "?" if dialect.name == "sqlite" else "%s"
    marks = [_mark(column, placeholder, dialect) for column in columns]
    names = ", ".join(dialect.identifier_preparer.quote(column.name) for column in columns)
    binds = [(column.key, _default(column), _bind(column, dialect)) for column in columns]

    def values(row: Base) -> Iterator[Any]:
        given = row.__dict__
        for key, default, bind in binds:
            value = given.get(key)
            yield bind(default() if value is None and default else value)

    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join(marks)})", values  # noqa: S608 - names of our tables


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
