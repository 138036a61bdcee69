"""A house on a fresh database, spoken to over its own HTTP API.

The fixture `api` gives one on each kind of database; `shared_api` gives one to all tests of a module, which is cheaper:
each makes towns of its own, and moves the clock forward only.

    def test_the_owner_changes_when_somebody_accepts(api: Api) -> None:
        town = api.town()
        desk, engineer = api.staff("duty_butler", town), api.staff("engineer", town)
        case = api.hear(desk, town)
        api.act(desk, case, "offer", to_staff_id=engineer.id)
        answer = api.act(engineer, case, "accept", version=case["version"])
        assert answer.json()["owner"]["id"] == str(engineer.id)

- `town()`, `staff(role, town)`, `resident(town)`, `key(role, town)` make places and people; a `Caller` carries their
  token, so nobody signs in with a password (which would cost a hash each). `api.actor(caller)` is what identify says.
- `get`, `post`, `send` speak HTTP; `at_once` sends several requests concurrently; `hear`, `act`, `read` are the words
  of cases. Every answer must be one that the OpenAPI document promises (status, media type, shape, code of the
  problem), so a 500 fails the test; `exchange` takes answers as they are.
- `clock` stands until a test moves it; `work()` is a transaction of the system, `look` reads with nothing hidden.
- No loop runs: `seal()` and `do_jobs()` do what the loops would.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import sqlalchemy as sa
from anyio import to_thread
from fastapi import FastAPI

from shouwen.app import PREFIX, create_app, move_in
from shouwen.core.access.actor import Actor
from shouwen.core.access.identify import Credentials, identify
from shouwen.core.jobs.service import do_next, hand_out, run_next
from shouwen.core.journal.models import JournalEntry
from shouwen.core.journal.sealer import seal_all
from shouwen.core.work import House
from shouwen.house import open_house
from shouwen.kit import crypto
from shouwen.kit.db import Database
from shouwen.revisions import APP_ROLE
from shouwen.settings import Settings, load_settings
from tests.support.promises import Promises
from tests.support.settling import START, Caller, Settling, StandingClock, Town

__all__ = ["START", "Api", "Caller", "StandingClock", "Town", "heard", "keys_kept", "opened", "plain", "request"]

ORIGIN = "http://desk.test"
_CONNECTIONS = 16
_UNHURRIED_S = 60  # a busy machine is slow, not wrong

Request = tuple[str, str, dict[str, Any]]
_PROMISES: list[Promises] = []
_IDLE: list[FastAPI] = []


@dataclass
class Api(Settling):
    """The house, and what a test says to it."""

    app: FastAPI
    runner: asyncio.Runner
    client: httpx.AsyncClient
    promises: Promises

    # ------------------------------------------------------------ speaking

    def send(
        self,
        method: str,
        path: str,
        who: Caller | None = None,
        *,
        body: Any = None,
        key: str | None = None,
        version: int | None = None,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> httpx.Response:
        """One request. `path` lies below /api/v1; `key` is the Idempotency-Key, `version` becomes If-Match."""
        one = request(method, path, who, body=body, key=key, version=version, headers=headers, **more)
        return self.at_once([one])[0]

    def get(self, path: str, who: Caller | None = None, **more: Any) -> httpx.Response:
        return self.send("GET", path, who, **more)

    def post(self, path: str, who: Caller | None = None, body: Any = None, **more: Any) -> httpx.Response:
        return self.send("POST", path, who, body={} if body is None else body, **more)

    def at_once(self, requests: Sequence[Request]) -> list[httpx.Response]:
        """All of them concurrently, each on a thread of its own as in the running server."""
        answers = self.exchange(requests)
        for (method, path, _), answer in zip(requests, answers, strict=True):
            broken = self.promises.broken_by(method, path.partition("?")[0], answer)
            assert broken is None, f"{method} {path} breaks its promise: {broken}\n{answer.text[:2000]}"
        return answers

    def exchange(self, requests: Sequence[Request]) -> list[httpx.Response]:
        """As `at_once`, whatever the answers are."""

        async def all_of_them() -> list[httpx.Response]:
            to_thread.current_default_thread_limiter().total_tokens = _CONNECTIONS
            return await asyncio.gather(*(self.client.request(method, path, **more) for method, path, more in requests))

        return self.runner.run(all_of_them())

    def hear(self, who: Caller, town: Town, **more: Any) -> dict[str, Any]:
        """A case as `who` heard it, as JSON. `more` goes on top of a small repair reported by telephone."""
        answer = self.post("/cases", who, heard(town, **more), key=f"hear-{next(self.numbers)}")
        assert answer.status_code == 201, answer.text
        case: dict[str, Any] = answer.json()
        return case

    def act(
        self, who: Caller, case: dict[str, Any], verb: str, *, version: int | None = None, **body: Any
    ) -> httpx.Response:
        """Says a verb to a case."""
        return self.post(f"/cases/{case['id']}/{verb}", who, plain(body), version=version)

    def read(self, who: Caller, case: dict[str, Any], part: str = "") -> httpx.Response:
        """The case, or a part of it such as `custody`."""
        return self.get(f"/cases/{case['id']}" + (f"/{part}" if part else ""), who)

    # ------------------------------------------------------------ the system at work

    def events(self, *names: str) -> list[JournalEntry]:
        """The journal, or its rows of these events, oldest first."""
        rows = sa.select(JournalEntry).order_by(JournalEntry.id)
        if names:
            rows = rows.where(JournalEntry.event.in_(names))
        return self.look(lambda session: list(session.scalars(rows)))

    def seal(self) -> int:
        return seal_all(self.house.db, hand_out)

    def do_jobs(self) -> int:
        """Does what is due, errands too; answers how many jobs there were."""
        done = 0
        while do_next(self.house) or run_next(self.house):
            done += 1
        return done

    def actor(self, who: Caller) -> Actor:
        with self.house.db.glance() as connection:
            return identify(connection, Credentials("bearer", who.secret), self.clock.now())


def request(
    method: str,
    path: str,
    who: Caller | None = None,
    *,
    body: Any = None,
    key: str | None = None,
    version: int | None = None,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Request:
    """A request for `Api.at_once`, said as to `Api.send`."""
    told = dict(who.headers if who else {})
    if key is not None:
        told["Idempotency-Key"] = key
    if version is not None:
        told["If-Match"] = f'"v{version}"'
    if body is not None:
        told["Content-Type"] = "application/json"
        more["content"] = body if isinstance(body, bytes) else json.dumps(plain(body)).encode()
    return method, PREFIX + path, {"headers": told | (headers or {}), **more}


def heard(town: Town, **more: Any) -> dict[str, Any]:
    """The body of a small repair reported by telephone, with `more` on top."""
    contact = {"channel": "phone", "person": {"name": "王女士", "phone": "19900001234"}} | more.pop("contact", {})
    body = {"community_id": town.id, "kind": "repair", "title": "厨房水管漏水", "contact": contact}
    return plain(body | more)  # type: ignore[no-any-return]


def plain(value: Any) -> Any:
    """`value` as JSON has it: ids and instants as text."""
    match value:
        case dict():
            return {name: plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case UUID():
            return str(value)
        case datetime():
            return value.isoformat()
        case _:
            return value


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Api]:
    """The house on the migrated database at this URL, its keys and files in `folder`."""
    settings = load_settings(
        mode="development", database_url=url, data_dir=folder, connections=_CONNECTIONS, deadline_s=_UNHURRIED_S
    )
    with keys_kept(), application(settings) as app, asyncio.Runner() as runner:
        house: House = app.state.house
        clock = StandingClock()
        house.clock = clock
        house.db = unhurried(house.db)
        if not _PROMISES:  # the document depends on the program alone
            _PROMISES.append(Promises(app.openapi()))
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN)
        try:
            yield Api(house, clock, app, runner, client, _PROMISES[0])
        finally:
            runner.run(client.aclose())
            house.db.close()


def unhurried(hurried: Database) -> Database:
    """The same database with all the time in the world: what a connection may wait for is said when it is made."""
    hurried.close()
    role = None if hurried.is_sqlite else APP_ROLE
    patience = replace(hurried.limits, lock_ms=_UNHURRIED_S * 1000, statement_ms=_UNHURRIED_S * 1000)
    return Database(hurried.url.render_as_string(hide_password=False), role=role, limits=patience)


@contextmanager
def application(settings: Settings) -> Iterator[FastAPI]:
    """An application with a house of its own; routes planted in it are gone afterwards.

    The next takes it over with another house: FastAPI makes the shapes of a route when it is first asked for, and to
    make them all again for each test would cost more than the tests.
    """
    if _IDLE:
        app = _IDLE.pop()
        move_in(app, open_house(settings), settings)
    else:
        app = create_app(settings)
    routes = list(app.router.routes)
    try:
        yield app
    finally:
        app.router.routes[:] = routes
        _IDLE.append(app)


@contextmanager
def keys_kept() -> Iterator[None]:
    """Opening a house puts its keys in use for the whole process; afterwards those from before are in use again."""
    before = list(crypto._used)
    try:
        yield
    finally:
        crypto._used[:] = before
