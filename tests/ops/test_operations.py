"""What balancers, collectors and integrators ask for, and the application put together."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from shouwen import health
from shouwen.app import create_app
from shouwen.kit.db import NO_SCOPE, Database, Scope
from shouwen.settings import Settings, load_settings
from tests.ops.conftest import get

pytestmark = pytest.mark.anyio

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def app(sqlite_settings: Settings) -> Iterator[FastAPI]:
    made = create_app(sqlite_settings)
    yield made
    made.state.house.db.close()


@pytest.fixture
def either_app(settings: Settings) -> Iterator[FastAPI]:
    """The application on each kind of database."""
    made = create_app(settings)
    yield made
    made.state.house.db.close()


async def failed(app: FastAPI) -> list[str]:
    """The checks that /readyz says failed."""
    answer = await get(app, "/readyz")
    assert answer.headers["cache-control"] == "no-store"
    if answer.status_code == 200:
        return []
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["code"] == "house.not_ready"
    names: list[str] = answer.json()["failed"]
    return names


async def test_a_database_is_ready_at_the_newest_revision_and_at_no_other(
    either_app: FastAPI, settings: Settings
) -> None:
    assert await failed(either_app) == []
    engine = sa.create_engine(sa.make_url(settings.owner_url))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    engine.dispose()
    assert await failed(either_app) == ["migrations"]
    assert (await get(either_app, "/healthz")).status_code == 200


async def test_a_database_that_is_gone_is_not_ready_while_the_process_is_healthy(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_self: Database, _scope: Scope = NO_SCOPE) -> Any:
        raise sa.exc.OperationalError("SELECT", {}, ConnectionRefusedError())

    monkeypatch.setattr(Database, "read", gone)
    assert await failed(app) == ["database"]
    assert (await get(app, "/healthz")).json() == {"status": "ok"}


async def test_a_frozen_database_is_not_waited_for(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    thawed = threading.Event()

    @contextmanager
    def frozen(_self: Database, _scope: Scope = NO_SCOPE) -> Iterator[Any]:
        thawed.wait(60)
        yield None

    monkeypatch.setattr(Database, "read", frozen)
    try:
        assert "database" in await failed(app)
    finally:
        thawed.set()


async def test_a_disk_nearly_full_is_not_ready(app: FastAPI, sqlite_settings: Settings) -> None:
    too_much = shutil.disk_usage(sqlite_settings.data_dir).free * 2
    app.state.readiness.settings = sqlite_settings.model_copy(update={"disk_floor_bytes": too_much})
    assert await failed(app) == ["disk"]


async def test_a_clock_before_this_program_was_written_is_not_ready(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped:
        def now(self) -> datetime:
            return datetime(1970, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(app.state.house, "clock", Stopped())
    assert await failed(app) == ["clock"]
    assert datetime(2030, 1, 1, tzinfo=UTC) > health._WRITTEN


async def test_a_process_told_to_stop_is_not_ready(app: FastAPI) -> None:
    app.state.readiness.drain()
    assert await failed(app) == ["stopping"]


# ---------------------------------------------------------------- metrics


async def test_metrics_are_for_collectors_on_this_machine(app: FastAPI) -> None:
    answer = await get(app, "/metrics")
    assert answer.status_code == 200
    assert "shouwen_requests_total" in answer.text


@pytest.mark.parametrize("peer", ["203.0.113.9", "10.0.0.4", "unknown"])
async def test_for_everybody_else_there_are_no_metrics(app: FastAPI, peer: str) -> None:
    assert (await get(app, "/metrics", client=(peer, 1))).status_code == 404


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "via", "x-real-ip"])
async def test_a_proxy_on_this_machine_does_not_open_them_to_the_world(app: FastAPI, header: str) -> None:
    assert (await get(app, "/metrics", headers={header: "203.0.113.9"})).status_code == 404


async def test_a_collector_with_the_token_may_be_anywhere(sqlite_settings: Settings) -> None:
    token = load_settings(metrics_token="let me").metrics_token
    app = create_app(sqlite_settings.model_copy(update={"metrics_token": token}))
    far = ("203.0.113.9", 1)
    assert (await get(app, "/metrics", client=far, headers={"authorization": "Bearer let me"})).status_code == 200
    assert (await get(app, "/metrics", client=far, headers={"authorization": "Bearer let you"})).status_code == 404
    assert (await get(app, "/metrics", client=far)).status_code == 404
    app.state.house.db.close()


# ---------------------------------------------------------------- the reference


async def test_the_reference_needs_no_script_and_no_network_and_names_every_operation(app: FastAPI) -> None:
    document = (await get(app, "/api/openapi.json")).json()
    names = {each["operationId"] for path in document["paths"].values() for each in path.values()}
    answer = await get(app, "/api/docs", headers=ENGLISH)
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert re.findall(r'(?:src|href)="(?!/api/openapi\.json|#)', answer.text) == []
    assert set(re.findall(r'<details id="(\w+)">', answer.text)) == names
    assert len(names) > 20
    nonce = re.search(r'<style nonce="([\w-]+)">', answer.text)
    assert nonce
    assert f"'nonce-{nonce[1]}'" in answer.headers["content-security-policy"]


async def test_the_reference_speaks_the_readers_language(app: FastAPI) -> None:
    assert "首问接口文档" in (await get(app, "/api/docs")).text
    assert "Shouwen API" in (await get(app, "/api/docs", headers=ENGLISH)).text


async def test_what_the_document_says_cannot_become_markup(app: FastAPI) -> None:
    hostile = json.loads(json.dumps(app.openapi()).replace("Sign in", "<img src=x onerror=alert(1)>"))
    assert "<img" in json.dumps(hostile)
    app.openapi = lambda: hostile  # type: ignore[method-assign]
    assert "<img" not in (await get(app, "/api/docs")).text


# ---------------------------------------------------------------- put together


async def test_an_address_nobody_knows_is_a_problem_with_a_request_id_and_careful_headers(app: FastAPI) -> None:
    answer = await get(app, "/api/v1/nothing-here", headers=ENGLISH)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers


async def test_a_known_address_keeps_its_405_before_the_pages(app: FastAPI) -> None:
    assert (await get(app, "/api/v1/setup")).status_code == 405


async def test_a_trailing_slash_is_another_address(app: FastAPI) -> None:
    assert (await get(app, "/api/v1/me/")).status_code == 404
