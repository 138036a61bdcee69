"""What the search needs beyond its table: an inverted index, of each database's own kind.

`create_all` makes it by itself; a revision calls `statements(dialect)` after it has made the table.
"""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event

from shouwen.core.search.models import SearchDocument

# Contentless: the words are kept in search_documents once, not twice. No positions, no sizes: grams are asked for with
# AND alone.
_GRAMS: Final = "fts5(grams, content='', detail='none', columnsize=0, tokenize='ascii')"
# New rows wait in a list that now and then somebody's INSERT works off: a short list keeps that wait short.
_PENDING: Final = "gin_pending_list_limit = 1024"

CREATE: Final = {
    "postgresql": (f"CREATE INDEX ix_search_documents_grams ON search_documents USING gin (grams) WITH ({_PENDING})",),
    "sqlite": (f"CREATE VIRTUAL TABLE search_grams USING {_GRAMS}",),
}
DROP: Final = {
    "postgresql": ("DROP INDEX IF EXISTS ix_search_documents_grams",),
    "sqlite": ("DROP TABLE IF EXISTS search_grams",),
}


def statements(dialect: str) -> tuple[str, ...]:
    """The statements that make the index on `postgresql` or `sqlite`."""
    return CREATE[dialect]


@event.listens_for(SearchDocument.__table__, "after_create")
def _make(_table: sa.Table, connection: sa.Connection, **_more: Any) -> None:
    for statement in CREATE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


@event.listens_for(SearchDocument.__table__, "before_drop")
def _drop(_table: sa.Table, connection: sa.Connection, **_more: Any) -> None:
    for statement in DROP[connection.dialect.name]:
        connection.exec_driver_sql(statement)
