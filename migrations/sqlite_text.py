"""Changes of what SQLite lets no ALTER TABLE change: a CHECK, a NOT NULL.

A table that others refer to cannot be made anew beside them. Where the rows stay as they are, SQLite's own way is to
correct the text of the table in the schema (sqlite.org: "Making Other Kinds Of Table Schema Changes").
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


class UnexpectedText(RuntimeError):
    """The text of a table is not what the revision knows."""


def rewrite(table: str, *changes: tuple[str, str]) -> None:
    """Replaces pieces of a table's definition, each of which stands there exactly once. Raises UnexpectedText."""
    connection = op.get_bind()
    where = "type = 'table' AND name = :name"
    text = str(connection.scalar(sa.text(f"SELECT sql FROM sqlite_schema WHERE {where}"), {"name": table}))  # noqa: S608 - our own words
    corrected = _replaced(table, text, changes)
    version = int(connection.scalar(sa.text("PRAGMA schema_version")) or 0)
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text(f"UPDATE sqlite_schema SET sql = :sql WHERE {where}"),  # noqa: S608
        {"sql": corrected, "name": table},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))


def _replaced(table: str, text: str, changes: Sequence[tuple[str, str]]) -> str:
    for old, new in changes:
        if text.count(old) != 1:
            raise UnexpectedText(f"{table}: {old!r} stands {text.count(old)} times in {text}")
        text = text.replace(old, new)
    return text
