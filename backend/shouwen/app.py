"""The web application: every room's routes, what surrounds them, and the pages behind them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from importlib.metadata import version
from typing import Any

from anyio import to_thread
from fastapi import FastAPI
from fastapi.routing import APIRoute

from shouwen.core.contract import describe
from shouwen.core.web import Operation, Routes, words_of
from shouwen.core.work import House
from shouwen.health import Readiness
from shouwen.house import open_house
from shouwen.kit import failures
from shouwen.kit.bell import carry_over
from shouwen.kit.http.surround import Edge, surround
from shouwen.kit.memory import made_to_stay
from shouwen.operations import add_operations
from shouwen.rooms import furniture
from shouwen.serving import Pages
from shouwen.settings import ROOT, Settings
from shouwen.worker import start_loops

PREFIX = "/api/v1"
UPLOADS = (f"{PREFIX}/files", f"{PREFIX}/imports")
STAFF_PAGES = ROOT / "frontend" / "apps" / "staff" / "dist"


@made_to_stay()
def create_app(settings: Settings) -> FastAPI:
    """The application. Opens the house at once, so that what is wrong with it shows before anybody is served."""
    house = open_house(settings)
    app = FastAPI(
        title="首问 Shouwen",
        version=version("shouwen"),
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_name_of,
        lifespan=_life(house, settings),
    )
    move_in(app, house, settings)
    furniture("finders")
    rooms = all_routes()
    for routes in rooms:
        app.include_router(routes.router, prefix=PREFIX)
    app.state.words = words_of(rooms, PREFIX)
    add_operations(app)
    _complete_document(app, [operation for routes in rooms for operation in routes.operations])
    failures.install(app)
    surround(app, _edge(settings))
    app.router.default = Pages(STAFF_PAGES)
    return app


def move_in(app: FastAPI, house: House, settings: Settings) -> None:
    """What the application serves from now on."""
    app.state.house = house
    app.state.settings = settings
    app.state.readiness = Readiness(house, settings)
    for room in furniture("gauges"):
        room.show(house)


def all_routes() -> list[Routes]:
    """The routes of every room that has an `api.py`."""
    return [routes for module in furniture("api") if isinstance(routes := getattr(module, "routes", None), Routes)]


def _complete_document(app: FastAPI, operations: list[Operation]) -> None:
    """Lets the OpenAPI document say what the routes declare beside what FastAPI sees."""
    bare = app.openapi

    @cache
    @made_to_stay()
    def document() -> dict[str, Any]:
        return describe(bare(), operations)

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way


def _edge(settings: Settings) -> Edge:
    """The limits of a request. Uploads may be larger, and come over slow lines."""
    return Edge(
        body_bytes=settings.body_bytes,
        larger_bodies=dict.fromkeys(UPLOADS, settings.upload_bytes),
        deadline_s=settings.deadline_s,
        longer_deadlines=dict.fromkeys(UPLOADS, settings.upload_deadline_s),
        secure=settings.is_production,
    )


def _name_of(route: APIRoute) -> str:
    return route.operation_id or route.name


def _life(house: House, settings: Settings) -> Callable[[FastAPI], Any]:
    """What lives as long as the process.

    On SQLite the loops, since no other process may write; on PostgreSQL what carries over the rings of the others.
    """

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = settings.connections
        async with AsyncExitStack() as stack:
            stack.push_async_callback(to_thread.run_sync, house.db.close)
            if settings.is_sqlite:
                loops = start_loops(house)
                loops.__enter__()
                stack.push_async_callback(to_thread.run_sync, loops.close)
            else:
                carrying = asyncio.create_task(carry_over(house.db, house.bell))
                stack.callback(carrying.cancel)
            yield

    return life
