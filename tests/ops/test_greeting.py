"""What `serve` says once its door is open."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from shouwen.greeting import greet
from shouwen.kit.db import Database
from shouwen.settings import load_settings
from tests.support.api import Api

ADDRESS = "http://127.0.0.1:8000"


def test_it_leads_to_the_setup_while_nobody_is_known(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    greet(load_settings(mode="development", database_url=sqlite_url, data_dir=tmp_path), ADDRESS)
    assert f"{ADDRESS}/setup#token=" in capsys.readouterr().err


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_waits_for_nobody_who_writes(
    api: Api, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    api.staff("manager", None)
    path = Database(database_url).url.database
    assert path is not None
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        greet(load_settings(mode="development", database_url=database_url, data_dir=tmp_path), ADDRESS)
    finally:
        other.close()
    told = capsys.readouterr().err
    assert ADDRESS in told
    assert "/setup" not in told
