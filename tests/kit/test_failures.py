"""Whatever is raised answers with problem+json, and what may succeed later says when to try again."""

import errno
import io
import json
import sqlite3
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Annotated, Any

import httpx
import psycopg
import pytest
import sqlalchemy as sa
from fastapi import APIRouter, FastAPI, HTTPException, Request, Response, UploadFile
from fastapi.routing import APIRoute
from httpx import ASGITransport, AsyncClient
from psycopg import errors as pg
from pydantic import Field
from sqlalchemy import exc as sa_exc
from sqlalchemy.orm.exc import StaleDataError

from shouwen.kit import failures
from shouwen.kit.failures import is_passing, problem_of
from shouwen.kit.json_text import JsonRequest
from shouwen.kit.problem import Conflict
from shouwen.kit.schema import Body
from shouwen.kit.text import Line
from tests.support.logs import logged_lines

pytestmark = pytest.mark.anyio


class NotOwner(Conflict):
    code = "toy.not_owner"
    zh = "由{owner}负责"
    en = "Belongs to {owner}"


class CaseIn(Body):
    title: Annotated[str, Line(20)]
    count: Annotated[int, Field(ge=0, le=9)] = 0
    ratio: Annotated[float, Field(ge=0, le=1)] = 0


def toy(*, strict_json: bool = False) -> FastAPI:
    app = FastAPI()
    failures.install(app)
    router = APIRouter(prefix="/api", route_class=StrictRoute if strict_json else APIRoute)

    @router.post("/cases")
    def open_case(body: CaseIn) -> CaseIn:
        return body

    @router.get("/cases")
    def list_cases() -> list[int]:
        return []

    @router.put("/files")
    def put_file(file: UploadFile) -> str:
        return file.filename or ""

    @router.get("/raise/{name}")
    def raise_it(name: str) -> None:
        raise RAISED[name]

    app.include_router(router)
    return app


class StrictRoute(APIRoute):
    """Reads bodies with `read_json`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(JsonRequest(request.scope, request.receive))

        return strictly


RAISED: dict[str, Exception] = {
    "problem": NotOwner(owner="李强"),
    "stale": StaleDataError("UPDATE statement on table expected to update 1 row(s); 0 were matched."),
    "teapot": HTTPException(418, detail="13812345678"),
    "later": HTTPException(503, headers={"Retry-After": "9"}),
    "bug": ValueError("13812345678"),
    "full": OSError(errno.ENOSPC, "No space left on device"),
    "recursion": RecursionError(),
    "integrity": sa_exc.IntegrityError("INSERT", {"phone": "13812345678"}, sqlite3.IntegrityError("UNIQUE")),
}


@pytest.fixture(autouse=True)
def logged() -> Iterator[io.StringIO]:
    """What is logged meanwhile, as JSON lines."""
    with logged_lines() as lines:
        yield lines


async def call(method: str, path: str, app: FastAPI | None = None, **more: Any) -> httpx.Response:
    transport = ASGITransport(app or toy(), raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.request(method, path, **more)


def is_problem(reply: httpx.Response, status: int, code: str) -> bool:
    body = reply.json()
    return (
        (reply.status_code, body["status"], body["code"]) == (status, status, code)
        and reply.headers["content-type"] == "application/problem+json"
        and body.keys() >= {"type", "title", "detail", "instance", "request_id", "errors"}
        and "13812345678" not in reply.text
    )


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("problem", 409, "toy.not_owner"),
        ("stale", 412, "house.stale"),
        ("teapot", 400, "house.bad_request"),
        ("later", 503, "house.unavailable"),
        ("bug", 500, "house.internal"),
        ("full", 503, "house.unavailable"),
        ("recursion", 400, "house.json_invalid"),
        ("integrity", 409, "house.conflict"),
    ],
)
async def test_raised(name: str, status: int, code: str) -> None:
    reply = await call("GET", f"/api/raise/{name}")
    assert is_problem(reply, status, code)


async def test_our_own_fault_is_logged_with_its_traceback(logged: io.StringIO) -> None:
    await call("GET", "/api/raise/bug")
    (line,) = [json.loads(line) for line in logged.getvalue().splitlines() if "shouwen.failures" in line]
    assert line["event"] == "failed"
    assert line["level"] == "error"
    assert "raise_it" in line["exception"]
    assert "13812345678" not in logged.getvalue()


async def test_what_the_database_said_is_logged_without_values(logged: io.StringIO) -> None:
    await call("GET", "/api/raise/integrity")
    (line,) = [json.loads(line) for line in logged.getvalue().splitlines() if "shouwen.failures" in line]
    assert (line["event"], line["kind"], line["code"]) == ("database", "IntegrityError", "house.conflict")
    assert "INSERT" not in logged.getvalue()


async def test_languages() -> None:
    chinese = await call("GET", "/api/raise/problem")
    english = await call("GET", "/api/raise/problem", headers={"Accept-Language": "en-GB"})
    assert chinese.json()["detail"] == "由李强负责"
    assert english.json()["detail"] == "Belongs to 李强"
    assert english.headers["content-language"] == "en"


async def test_later_says_when() -> None:
    assert (await call("GET", "/api/raise/later")).headers["retry-after"] == "9"
    assert (await call("GET", "/api/raise/full")).headers["retry-after"] == "2"


async def test_unknown_path_and_method() -> None:
    assert is_problem(await call("GET", "/api/nothing"), 404, "house.not_found")
    reply = await call("DELETE", "/api/cases")
    assert is_problem(reply, 405, "house.method_not_allowed")
    assert reply.headers["allow"] == "GET, POST"


HOSTILE = {
    "nan": b'{"title": "x", "ratio": NaN}',
    "nan for text": b'{"title": NaN}',
    "infinity": b'{"title": "x", "ratio": Infinity}',
    "minus infinity": b'{"title": "x", "count": -Infinity}',
    "too large a number": b'{"title": "x", "ratio": 1e999}',
    "too many digits": b'{"title": "x", "count": ' + b"9" * 5000 + b"}",
    "many digits": b'{"title": "x", "count": ' + b"9" * 4000 + b"}",
    "surrogate as key": b'{"title": "x", "\\ud800": 1}',
    "surrogate as value": b'{"title": "\\ud800"}',
    "nul": b'{"title": "a\\u0000b"}',
    "bidi": b'{"title": "a\\u202eb"}',
    "deep list": b'{"title": ' + b"[" * 100_000,
    "deep closed list": b'{"title": ' + b"[" * 900 + b"]" * 900 + b"}",
    "deep object": b'{"a":' * 50_000,
    "empty": b"",
    "null": b"null",
    "list": b"[]",
    "text": b'"x"',
    "number": b"0",
    "cut": b'{"title": "x"',
    "not utf-8": b'{"title": "\xff"}',
    "bom": b'\xef\xbb\xbf{"title": "\x00"}',
    "bool for number": b'{"title": "x", "count": false}',
    "phone as key": b'{"title": "x", "count": "13812345678"}',
    "1 MB": b'{"title": "' + b"x" * 1_000_000 + b'"}',
    "many members": b"{" + b",".join(b'"k%d": 1' % number for number in range(50_000)) + b"}",
}


@pytest.mark.parametrize("strict_json", [False, True], ids=["fastapi", "strict"])
@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_bodies(raw: bytes, *, strict_json: bool) -> None:
    reply = await call(
        "POST", "/api/cases", toy(strict_json=strict_json), content=raw, headers={"Content-Type": "application/json"}
    )
    assert reply.status_code in {400, 422}
    assert is_problem(reply, reply.status_code, reply.json()["code"])
    assert reply.text.isascii()
    assert len(reply.json()["errors"]) <= 20


@pytest.mark.parametrize("strict_json", [False, True], ids=["fastapi", "strict"])
async def test_a_good_body_passes(*, strict_json: bool) -> None:
    reply = await call("POST", "/api/cases", toy(strict_json=strict_json), json={"title": "𠮷 😀"})
    assert reply.json()["title"] == "𠮷 😀"


async def test_a_member_twice() -> None:
    headers = {"Content-Type": "application/json"}
    raw = b'{"title": "x", "title": "y"}'
    reply = await call("POST", "/api/cases", toy(strict_json=True), content=raw, headers=headers)
    assert is_problem(reply, 400, "house.json_invalid")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense", ""])
async def test_another_kind_of_body(kind: str) -> None:
    reply = await call("POST", "/api/cases", content=b'{"title": "x"}', headers={"Content-Type": kind})
    assert is_problem(reply, 415, "house.unsupported_media")


@pytest.mark.parametrize(
    ("kind", "raw", "status"),
    [
        ("multipart/form-data", b"x", 400),
        ("multipart/form-data; boundary=a", b"x", 400),
        (
            "multipart/form-data; boundary=a; charset=none-such",
            b"--a\r\nContent-Disposition: form-data\r\n\r\nx\r\n--a--",
            400,
        ),
        ("application/json", b"{}", 422),
        (
            "multipart/form-data; boundary=a",
            b'--a\r\nContent-Disposition: form-data; name="f"\r\n\r\nx\r\n' * 10_000,
            413,
        ),
    ],
    ids=["no boundary", "no part", "charset", "json", "10,000 fields"],
)
async def test_hostile_forms(kind: str, raw: bytes, status: int) -> None:
    reply = await call("PUT", "/api/files", content=raw, headers={"Content-Type": kind})
    assert is_problem(reply, status, reply.json()["code"])


def wrapped(orig: Exception, base: type[Exception], *, gone: bool = False) -> sa_exc.DBAPIError:
    """`orig` as SQLAlchemy hands it on."""
    error = sa_exc.DBAPIError.instance("SELECT", {}, orig, base, connection_invalidated=gone)
    assert isinstance(error, sa_exc.DBAPIError)
    return error


@pytest.mark.parametrize(
    "error",
    [
        pg.DeadlockDetected,
        pg.SerializationFailure,
        pg.LockNotAvailable,
        pg.QueryCanceled,
        pg.AdminShutdown,
        pg.CrashShutdown,
        pg.CannotConnectNow,
        pg.IdleInTransactionSessionTimeout,
        pg.TooManyConnections,
        pg.DiskFull,
        pg.ReadOnlySqlTransaction,
        pg.ConnectionFailure,
        psycopg.OperationalError,
        psycopg.InterfaceError,
    ],
)
async def test_postgresql_may_succeed_later(error: type[psycopg.Error]) -> None:
    problem = problem_of(wrapped(error("13812345678"), psycopg.Error))
    assert (problem.status, problem.retry_after) == (503, 2)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (pg.UniqueViolation, 409),
        (pg.ForeignKeyViolation, 409),
        (pg.CheckViolation, 409),
        (pg.CharacterNotInRepertoire, 422),
        (pg.NumericValueOutOfRange, 422),
        (psycopg.DataError, 422),
        (pg.UndefinedTable, 500),
        (pg.SyntaxError, 500),
        (pg.InsufficientPrivilege, 500),
        (pg.InFailedSqlTransaction, 500),
    ],
)
async def test_postgresql_will_not(error: type[psycopg.Error], status: int) -> None:
    assert problem_of(wrapped(error("13812345678"), psycopg.Error)).status == status


async def test_a_lost_connection_passes() -> None:
    assert is_passing(wrapped(pg.UndefinedTable("x"), psycopg.Error, gone=True))
    assert is_passing(sa_exc.TimeoutError("QueuePool limit"))
    assert not is_passing(sa_exc.NoResultFound())
    assert not is_passing(ValueError())


async def test_sqlite_locked_and_full_and_read_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'toy.db'}"
    engine = sa.create_engine(url, connect_args={"timeout": 0.01})
    with engine.begin() as first:
        first.execute(sa.text("CREATE TABLE t (x UNIQUE)"))
    with engine.connect() as first, engine.connect() as second:
        first.execute(sa.text("BEGIN IMMEDIATE"))
        assert problem_of(_failure(second, "INSERT INTO t VALUES (1)")).status == 503
    with engine.connect() as first:
        first.execute(sa.text("PRAGMA max_page_count = 3"))
        assert problem_of(_failure(first, f"INSERT INTO t VALUES ('{'x' * 50_000}')")).status == 503
    with engine.connect() as first:
        first.execute(sa.text("PRAGMA query_only = 1"))
        assert problem_of(_failure(first, "INSERT INTO t VALUES (1)")).status == 503
        assert problem_of(_failure(first, "SELECT * FROM nowhere")).status == 500
    with engine.connect() as first:
        assert problem_of(_failure(first, "INSERT INTO t VALUES (1), (1)")).status == 409
    engine.dispose()
    nowhere = sa.create_engine(f"sqlite:///{tmp_path}/no/such/folder.db")
    with pytest.raises(sa_exc.OperationalError) as caught:
        nowhere.connect()
    assert problem_of(caught.value).status == 503


def _failure(connection: sa.Connection, statement: str) -> Exception:
    with pytest.raises(sa_exc.DBAPIError) as caught:
        connection.execute(sa.text(statement))
    connection.rollback()
    return caught.value
