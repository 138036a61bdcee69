"""The house on SQLite alone, for what would take too long twice and does not depend on the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.api import Api, opened


@pytest.fixture
def sqlite_api(sqlite_url: str, tmp_path: Path) -> Iterator[Api]:
    with opened(sqlite_url, tmp_path) as api:
        yield api
