"""Houses to run and to back up: fresh databases, a folder of their own, and the application called in this process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from shouwen.settings import Settings, load_settings

# On a busy machine the document, made when it is first asked for, may take longer than people are kept waiting.
UNHURRIED_S = 60


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have settings of their own; here they do not count."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SHOUWEN_{name.upper()}", raising=False)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings for a fresh migrated database, once of each kind."""
    return settings_for(database_url, tmp_path)


@pytest.fixture
def sqlite_settings(sqlite_url: str, tmp_path: Path) -> Settings:
    return settings_for(sqlite_url, tmp_path)


def settings_for(url: str, folder: Path, **more: object) -> Settings:
    return load_settings(
        **{"database_url": url, "data_dir": folder / "data", "disk_floor_bytes": 0, "deadline_s": UNHURRIED_S} | more
    )


async def get(
    app: FastAPI, path: str, *, client: tuple[str, int] = ("127.0.0.1", 1), headers: Mapping[str, str] | None = None
) -> httpx.Response:
    """One request, as if from this peer."""
    transport = httpx.ASGITransport(app, client=client, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as caller:
        return await caller.get(path, headers=headers)
