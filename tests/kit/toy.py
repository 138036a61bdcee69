"""A small application inside all the layers: `make_app` to be called in the process, `served` behind uvicorn."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Request, UploadFile
from fastapi.responses import HTMLResponse, PlainTextResponse, StreamingResponse

from shouwen.kit import failures, log
from shouwen.kit.http.deadline import may_commit
from shouwen.kit.http.surround import Edge, surround
from shouwen.kit.problem import Unavailable
from shouwen.kit.schema import Body
from shouwen.kit.text import Line

router = APIRouter()


class Note(Body):
    text: Annotated[str, Line(100)]


@router.get("/cases/{case_id}")
def get_case(case_id: int) -> dict[str, int]:
    return {"id": case_id}


@router.post("/notes")
def add_note(body: Note) -> Note:
    return body


@router.post("/bytes")
async def take_bytes(request: Request) -> int:
    return len(await request.body())


@router.post("/careless")
async def swallow_everything(request: Request) -> str:
    try:
        await request.body()
    except Exception:  # noqa: BLE001 - that is what is tried here
        return "read nothing"
    return "read"


@router.post("/files")
def put_file(file: UploadFile) -> int:
    return len(file.file.read())


@router.get("/bug")
def bug() -> None:
    raise ValueError("13812345678")


@router.get("/late-bug")
def late_bug() -> StreamingResponse:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"first"
        raise ValueError("13812345678")

    return StreamingResponse(chunks())


@router.get("/slow")
def slow(request: Request, before: float = 0, after: float = 0) -> dict[str, Any]:
    """Works, asks whether it may commit, and takes its time to commit."""
    time.sleep(before)
    if not may_commit(request.scope["state"]):
        request.app.state.gave_up.set()
        raise Unavailable
    time.sleep(after)
    request.app.state.committed.append(before)
    return {"expired": request.scope["state"].get("expired", False)}


@router.get("/drips")
def drips() -> StreamingResponse:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(4):
            await asyncio.sleep(0.1)
            yield b"x"

    return StreamingResponse(chunks())


@router.get("/own-headers")
def own_headers() -> PlainTextResponse:
    return PlainTextResponse("x", headers={"Cache-Control": "private", "Content-Security-Policy": "sandbox"})


def make_app(edge: Edge) -> FastAPI:
    app = FastAPI(redirect_slashes=False)
    app.state.gave_up = threading.Event()
    app.state.committed = []
    app.include_router(router, prefix="/api/v1")

    @app.get("/page")
    def page() -> HTMLResponse:
        return HTMLResponse("<p>")

    @app.get("/worker.js")
    def script() -> PlainTextResponse:
        return PlainTextResponse("", media_type="text/javascript")

    failures.install(app)
    surround(app, edge)
    return app


def served() -> FastAPI:
    """As a server process has it."""
    log.configure()
    return make_app(Edge(larger_bodies={"/api/v1/files": 2_000_000}))
