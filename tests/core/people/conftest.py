"""A village on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shouwen.core.files.store import Store
from shouwen.core.work import House
from shouwen.kit import crypto
from shouwen.kit.clock import SystemClock
from shouwen.kit.db import Database
from shouwen.kit.keyring import Keyring
from tests.core.places.village import Village


@pytest.fixture
def village(database_url: str, tmp_path: Path) -> Iterator[Village]:
    crypto.use(Keyring.new())
    role = "shouwen_app" if database_url.startswith("postgresql") else None
    db = Database(database_url, role=role)
    built = Village(House(db=db, clock=SystemClock(), store=Store.at(tmp_path / "files")))
    built.build()
    yield built
    db.close()
