"""Every route has a guard, and the guard is met on the wire: no operation answers a stranger but those listed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from starlette.routing import Mount, WebSocketRoute

from shouwen.core.access.identify import API_KEY_PREFIX
from shouwen.core.web import Operation, Routes, UnguardedRouteError, allow
from shouwen.core.work import Work
from shouwen.kit import failures
from tests.conftest import DatabaseCopies
from tests.support.api import Api, opened

# What a stranger may do. Whoever adds one says why.
PUBLIC = {
    "create_session": "signing in",
    "refresh_session": "the refresh token in the body is the credential",
    "acknowledge_by_link": "the token of the message in the body is the credential; it says heard, and tells nothing",
    "hear_wechat_notice": "signed by WeChat Pay; nothing else is believed",
    "set_up": "the one-time token in the body is the credential",
    "use_sign_in_link": "the one-time token in the body is the credential",
}
# Routes that are no part of the API's contract, and answer strangers.
HIDDEN = {
    "/healthz": "a balancer asks whether the process lives",
    "/readyz": "a balancer asks whether to send people here",
    "/metrics": "guards itself: this machine, or the token",
    "/api/docs": "the contract, readable",
    "/api/openapi.json": "the contract",
}
JUNK = ("Bearer st_junk", f"Bearer {API_KEY_PREFIX}{0:032x}_{'a' * 43}", "Bearer ", "Basic YTpi", "st_junk")


def doors(routes: Any) -> Iterator[Any]:
    """Every route, those of included routers with them. What FastAPI matches late is read as well."""
    for route in routes:
        if hasattr(route, "effective_candidates"):
            yield from doors(route.effective_candidates())
            yield from doors(route.effective_low_priority_routes())
        else:
            yield route


def faults(app: FastAPI, document: dict[str, Any]) -> list[str]:
    """What is wrong with the doors of an application, in words."""
    found = list(doors(app.routes))
    wrong = []
    guarded = 0
    for route in found:
        original = getattr(route, "original_route", route)
        if isinstance(original, Mount | WebSocketRoute):
            wrong.append(f"{route.path or original.path} is mounted past every guard")
        elif isinstance(getattr(route.endpoint, "operation", None), Operation):
            guarded += 1
        elif route.path not in HIDDEN:
            wrong.append(f"{route.path} has no guard")
    described = sum(len(item) for item in document["paths"].values())
    if guarded != described:
        wrong.append(f"{guarded} guarded routes were found, {described} operations are described")
    return wrong


def test_every_route_has_a_guard(app: FastAPI, document: dict[str, Any]) -> None:
    assert faults(app, document) == []


def test_what_is_hidden_is_there(app: FastAPI) -> None:
    assert set(HIDDEN) <= {route.path for route in doors(app.routes)}


def test_only_the_listed_operations_are_public(operations: list[Operation]) -> None:
    assert {operation.name for operation in operations if operation.guard.public} == set(PUBLIC)


def test_a_route_past_the_guards_is_seen() -> None:
    app = FastAPI()
    router = APIRouter()
    router.add_api_route("/secret", lambda: None, operation_id="planted")
    outer = APIRouter()
    outer.include_router(router, prefix="/inner")
    app.include_router(outer, prefix="/api/v1")
    app.mount("/files", FastAPI())
    router.add_api_websocket_route("/stream", lambda: None)
    assert faults(app, app.openapi()) == [
        "/openapi.json has no guard",
        "/docs has no guard",
        "/docs/oauth2-redirect has no guard",
        "/redoc has no guard",
        "/api/v1/inner/secret has no guard",
        "/stream is mounted past every guard",
        "/files is mounted past every guard",
        "0 guarded routes were found, 1 operations are described",
    ]


def test_a_route_without_a_guard_stops_the_build() -> None:
    planted = Routes("planted")
    with pytest.raises(TypeError):
        planted.get("/planted")(lambda work: None)  # type: ignore[call-arg]
    with pytest.raises(UnguardedRouteError):
        planted.get("/planted", "cases.read")  # type: ignore[arg-type]
    with pytest.raises(UnguardedRouteError):
        planted.router.add_api_route("/planted", lambda: None)


# ---------------------------------------------------------------- on the wire


@pytest.fixture(scope="module")
def served(database_copies: DatabaseCopies, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with database_copies.copy("sqlite") as url, opened(url, tmp_path_factory.mktemp("house")) as api:
        yield api


def knock(app: FastAPI, document: dict[str, Any], authorization: str | None) -> dict[str, tuple[int, str]]:
    """What every operation says to this stranger: status and code."""

    async def everywhere() -> dict[str, tuple[int, str]]:
        headers = {"Content-Type": "application/json"}
        if authorization is not None:
            headers["Authorization"] = authorization
        said = {}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk.test") as client:
            for path, item in document["paths"].items():
                for method, operation in item.items():
                    answer = await client.request(
                        method, re.sub(r"\{\w+\}", str(UUID(int=1)), path), headers=headers, content=b"{"
                    )
                    said[operation["operationId"]] = (answer.status_code, answer.json()["code"])
        return said

    return asyncio.run(everywhere())


@pytest.mark.parametrize("authorization", [None, *JUNK])
def test_a_stranger_is_answered_401_before_the_body_is_read(
    served: Api, document: dict[str, Any], authorization: str | None
) -> None:
    said = knock(served.app, document, authorization)
    assert {name for name, (status, _) in said.items() if status != 401} == set(PUBLIC)
    assert {status for name, (status, _) in said.items() if name in PUBLIC} == {400}  # the body is no JSON


def test_a_door_left_open_is_heard_on_the_wire(served: Api) -> None:
    planted = Routes("planted")

    @planted.get("/planted/{case_id}", allow("cases.read"))
    def planted_read(work: Work, case_id: UUID) -> None: ...

    app = FastAPI()
    app.state.house = served.house
    app.include_router(planted.router)
    app.add_api_route("/open", lambda: {"code": "open"}, operation_id="planted_open")
    failures.install(app)
    said = knock(app, app.openapi(), None)
    assert said == {"planted_read": (401, "house.unauthorized"), "planted_open": (200, "open")}


def test_the_document_says_which_operations_are_public(document: dict[str, Any]) -> None:
    open_ = {
        operation["operationId"]
        for item in document["paths"].values()
        for operation in item.values()
        if operation["security"] == []
    }
    assert open_ == set(PUBLIC)
