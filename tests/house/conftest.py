"""The application as it is built, for tests that look at what it declares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from shouwen.app import all_routes, create_app
from shouwen.core.web import Operation
from shouwen.settings import load_settings
from tests.support.api import keys_kept

ROOT = Path(__file__).resolve().parents[2]
BACKEND = ROOT / "backend" / "shouwen"


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    with keys_kept():
        built = create_app(load_settings(mode="development", database_url="", data_dir=tmp_path_factory.mktemp("app")))
    yield built
    built.state.house.db.close()


@pytest.fixture(scope="session")
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


@pytest.fixture(scope="session")
def operations(app: FastAPI) -> list[Operation]:
    return [operation for routes in all_routes() for operation in routes.operations]
