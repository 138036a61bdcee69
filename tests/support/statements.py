"""Statements compiled once per run, not once per database.

An engine keeps what it compiled for itself, and each test has an engine of its own: compiling the same few hundred
statements again was a fifth of a test. All engines of one kind share a dialect and its compiled statements here.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.util import LRUCache

_SIZE = 4000
_SHARED: dict[str, tuple[sa.Dialect, LRUCache[Any, Any]]] = {}


def share_compiled() -> None:
    """From now on every connection of this process compiles for all of its kind."""
    event.listen(sa.Engine, "engine_connect", _share)


def _share(connection: sa.Connection) -> None:
    """The first dialect that has met its server serves all that come later."""
    dialect, compiled = _SHARED.setdefault(connection.dialect.name, (connection.dialect, LRUCache(_SIZE)))
    connection.dialect = connection.engine.dialect = dialect
    connection.engine._compiled_cache = compiled
