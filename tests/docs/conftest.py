"""A served demo, once on each kind of database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shouwen.core.jobs.service import hand_out
from shouwen.core.journal.sealer import seal_all
from shouwen.demo.load import load_demo
from shouwen.house import opened
from shouwen.rooms import furniture
from shouwen.settings import load_settings
from tests.proof.running import Service
from tests.support.api import keys_kept


@dataclass(frozen=True)
class ServedDemo:
    """A running server with the demo in it, and how its people sign in."""

    origin: str
    url: str
    personas: dict[str, Any]


@pytest.fixture(scope="module")
def served_demo(shared_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDemo]:
    folder = tmp_path_factory.mktemp("served")
    personas = folder / "personas.json"
    settings = load_settings(mode="development", database_url=shared_database_url, data_dir=folder)
    with keys_kept(), opened(settings) as house:
        load_demo(house, personas)
        furniture("reactions")
        seal_all(house.db, hand_out)  # on PostgreSQL no worker runs beside this server
    with Service(folder, {"database_url": shared_database_url}) as service:
        service.start()
        yield ServedDemo(f"http://127.0.0.1:{service.port}", shared_database_url, read(personas))
        service.stop()


def read(path: Path) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return known
