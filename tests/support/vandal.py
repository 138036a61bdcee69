"""Somebody who owns the database and takes its guards away: what they do to the journal must still show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import orm

from shouwen import revisions
from shouwen.core.journal.models import Seal
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.settings import load_settings


@contextmanager
def as_a_vandal(url: str) -> Iterator[orm.Session]:
    """A session of the owner with the guards taken away; whatever it does is undone afterwards."""
    engine = revisions.owner_engine(load_settings(database_url=url))
    with engine.connect() as connection, connection.begin() as transaction:
        if connection.dialect.name == "sqlite":
            for table in ("journal", "journal_seals"):
                for verb in ("update", "delete"):
                    connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{verb}")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        with orm.Session(bind=connection, info={"scope": COMPANY_SCOPE}) as session:
            yield session
        transaction.rollback()
    engine.dispose()


def at_place(row: type[Any], community_id: UUID, seq: int) -> sa.ColumnElement[bool]:
    """That a row of the journal or a seal is the one at this place of a community's chain."""
    sealed = sa.select(Seal.entry_id).where(Seal.community_id == community_id, Seal.seq == seq).scalar_subquery()
    return sa.and_(row.community_id == community_id, (row.entry_id if row is Seal else row.id) == sealed)
