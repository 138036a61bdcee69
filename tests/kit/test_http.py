"""What surrounds every request: id, headers, addresses, deadline, size."""

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from shouwen.kit import metrics
from shouwen.kit.http import deadline
from shouwen.kit.http.surround import Edge
from tests.kit.toy import make_app
from tests.support.logs import logged_lines

pytestmark = pytest.mark.anyio

CHUNK = b"x" * 65_536
PLENTY_S = 30.0  # nothing here takes so long, even on a busy machine


@pytest.fixture(autouse=True)
def logged() -> Iterator[io.StringIO]:
    """What is logged meanwhile, as JSON lines."""
    with logged_lines() as lines:
        yield lines


@pytest.fixture
def app() -> FastAPI:
    return make_app(
        Edge(
            deadline_s=PLENTY_S,
            larger_bodies={"/api/v1/files": 2_000_000},
            longer_deadlines={"/api/v1/files": PLENTY_S},
        )
    )


def hasty_app(deadline_s: float = 0.2) -> FastAPI:
    """One whose patience ends soon."""
    return make_app(Edge(deadline_s=deadline_s))


async def call(app: FastAPI, method: str, path: str, **more: Any) -> httpx.Response:
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
        return await client.request(method, path, **more)


def is_problem(reply: httpx.Response, status: int, code: str) -> bool:
    body = reply.json()
    return (
        (reply.status_code, body["status"], body["code"]) == (status, status, code)
        and reply.headers["content-type"] == "application/problem+json"
        and body["request_id"] == reply.headers["x-request-id"] != ""
        and "13812345678" not in reply.text
    )


def lines_of(logged: io.StringIO, event: str) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, logged.getvalue().splitlines()) if line["event"] == event]


class TestContext:
    @pytest.mark.parametrize("given", ["0192f0c1-2345-7abc-8def-0123456789ab", "4bf92f3577b34da6a3ce929d0e0e4736"])
    async def test_a_sane_id_is_kept(self, app: FastAPI, given: str) -> None:
        reply = await call(app, "GET", "/api/v1/cases/1", headers={"X-Request-Id": given})
        assert reply.headers.get_list("x-request-id") == [given]

    @pytest.mark.parametrize(
        "given", ["", "abc", "13812345678", "110101199003078515", "g" * 20, "a" * 65, "a" * 20 + "\xe9"]
    )
    async def test_another_id_is_replaced(self, app: FastAPI, given: str) -> None:
        reply = await call(app, "GET", "/api/v1/cases/1", headers={"X-Request-Id": given.encode("latin-1")})
        assert reply.headers["x-request-id"] != given
        assert len(reply.headers["x-request-id"]) == 36

    async def test_the_log_names_the_route_and_no_address(self, app: FastAPI, logged: io.StringIO) -> None:
        reply = await call(app, "GET", "/api/v1/cases/7?q=13812345678")
        (line,) = lines_of(logged, "request")
        assert (line["method"], line["route"], line["status"]) == ("GET", "/api/v1/cases/{case_id}", 200)
        assert line["request_id"] == reply.headers["x-request-id"]
        assert line["ms"] >= 0
        assert "13812345678" not in logged.getvalue()

    async def test_metrics_count_by_route(self, app: FastAPI) -> None:
        counter = 'shouwen_requests_total{method="GET",route="/api/v1/cases/{case_id}",status="422"}'
        before = _value(counter)
        await call(app, "GET", "/api/v1/cases/x")
        await call(app, "GET", "/api/v1/cases/y")
        assert _value(counter) == before + 2
        await call(app, "BREW", "/nowhere")
        assert _value('shouwen_requests_total{method="OTHER",route="unmatched",status="404"}') >= 1
        assert _value("shouwen_requests_in_flight") == 0

    async def test_our_own_fault(self, app: FastAPI, logged: io.StringIO) -> None:
        reply = await call(app, "GET", "/api/v1/bug")
        assert is_problem(reply, 500, "house.internal")
        (line,) = lines_of(logged, "failed")
        assert line["request_id"] == reply.headers["x-request-id"]
        assert "Traceback" in line["exception"]
        assert "13812345678" not in logged.getvalue()

    async def test_a_fault_after_the_reply_began_leaves_it_unfinished(self, app: FastAPI, logged: io.StringIO) -> None:
        with pytest.raises(AssertionError):  # httpx: the reply was not complete
            await call(app, "GET", "/api/v1/late-bug")
        assert len(lines_of(logged, "failed")) == 1
        assert lines_of(logged, "request")[0]["status"] == 200


def _value(sample: str) -> float:
    for line in metrics.exposition().decode().splitlines():
        if line.startswith(sample + " "):
            return float(line.rsplit(" ", 1)[1])
    return 0


class TestHeaders:
    @pytest.mark.parametrize("path", ["/api/v1/cases/1", "/api/v1/nothing", "/api/v1/bug", "/api/v1/cases/%00"])
    async def test_of_the_api(self, app: FastAPI, path: str) -> None:
        headers = (await call(app, "GET", path)).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "permissions-policy" in headers
        assert "strict-transport-security" not in headers

    async def test_of_pages_and_scripts(self, app: FastAPI) -> None:
        page, script = await call(app, "GET", "/page"), await call(app, "GET", "/worker.js")
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "content-security-policy" not in script.headers
        assert "cache-control" not in page.headers
        assert script.headers["x-content-type-options"] == "nosniff"

    async def test_set_on_purpose(self, app: FastAPI) -> None:
        headers = (await call(app, "GET", "/api/v1/own-headers")).headers
        assert headers.get_list("cache-control") == ["private"]
        assert headers.get_list("content-security-policy") == ["sandbox"]

    async def test_over_https_only(self) -> None:
        reply = await call(make_app(Edge(secure=True)), "GET", "/page")
        assert reply.headers["strict-transport-security"].startswith("max-age=")


async def raw_call(app: FastAPI, raw_path: bytes, path: str, query: bytes = b"") -> tuple[int, dict[str, Any]]:
    """A request whose address is as bad as a server lets through."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": raw_path,
        "query_string": query,
        "headers": [],
        "scheme": "http",
        "server": ("test", 80),
        "client": ("test", 1),
        "root_path": "",
        "http_version": "1.1",
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], json.loads(sent[1]["body"])


class TestUrls:
    @pytest.mark.parametrize(
        ("raw_path", "path"),
        [
            (b"/api/v1/cases/%00", "/api/v1/cases/\x00"),
            (b"/api/v1/cases/%0a", "/api/v1/cases/\n"),
            (b"/api/v1/cases/%", "/api/v1/cases/%"),
            (b"/api/v1/cases/%zz", "/api/v1/cases/%zz"),
            (b"/api/v1/cases/%ff", "/api/v1/cases/\ufffd"),
            (b"/api/v1/cases/%ed%a0%80", "/api/v1/cases/\ud800"),
            (b"/" + b"a" * 2_000, "/" + "a" * 2_000),
        ],
        ids=range(7),
    )
    async def test_paths_that_cannot_be(self, app: FastAPI, raw_path: bytes, path: str) -> None:
        status, body = await raw_call(app, raw_path, path)
        assert (status, body["code"]) == (404, "house.not_found")

    @pytest.mark.parametrize(
        ("query", "why"),
        [
            *((query, "not_utf8") for query in (b"q=%", b"q=%f", b"q=%zz", b"q=%ff", b"q=%ed%a0%80", b"q=\xff")),
            (b"q=" + b"a" * 8_000, "too_long"),
        ],
        ids=range(7),
    )
    async def test_queries_that_cannot_be(self, app: FastAPI, query: bytes, why: str) -> None:
        status, body = await raw_call(app, b"/api/v1/cases/1", "/api/v1/cases/1", query)
        assert (status, body["code"]) == (400, "house.url_invalid")
        assert [(error["pointer"], error["code"]) for error in body["errors"]] == [("query:", why)]

    @pytest.mark.parametrize("query", [b"q=%E7%94%B5%E6%A2%AF", b"q=a+b%25", b"&&==&", b"q=%00"])
    async def test_strange_but_readable(self, app: FastAPI, query: bytes) -> None:
        status, body = await raw_call(app, b"/api/v1/cases/1", "/api/v1/cases/1", query)
        assert (status, body) == (200, {"id": 1})

    async def test_chinese_path(self, app: FastAPI) -> None:
        reply = await call(app, "GET", "/api/v1/cases/一")
        assert is_problem(reply, 422, "house.malformed")
        assert reply.json()["errors"][0]["pointer"] == "path:case_id"


class Upload:
    """A body in pieces that counts how many were asked for."""

    def __init__(self, pieces: int, pause: float = 0) -> None:
        self.pieces = pieces
        self.pause = pause
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self.pieces):
            await asyncio.sleep(self.pause)
            self.taken += 1
            yield CHUNK


class TestBody:
    async def test_sixty_megabytes_announced(self, app: FastAPI) -> None:
        upload = Upload(960)
        reply = await call(app, "POST", "/api/v1/bytes", content=upload, headers={"Content-Length": "62914560"})
        assert is_problem(reply, 413, "house.too_large")
        assert upload.taken == 0

    @pytest.mark.parametrize("path", ["/api/v1/bytes", "/api/v1/careless", "/api/v1/notes"])
    async def test_sixty_megabytes_unannounced(self, app: FastAPI, path: str) -> None:
        upload = Upload(960)
        reply = await call(app, "POST", path, content=upload, headers={"Content-Type": "application/json"})
        assert is_problem(reply, 413, "house.too_large")
        assert upload.taken == 16

    async def test_more_than_announced(self, app: FastAPI) -> None:
        reply = await call(app, "POST", "/api/v1/bytes", content=Upload(960), headers={"Content-Length": "5"})
        assert is_problem(reply, 413, "house.too_large")

    @pytest.mark.parametrize("path", ["/api/v1/bytes", "/api/v1/notes"])
    async def test_compressed(self, app: FastAPI, path: str) -> None:
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        reply = await call(app, "POST", path, content=gzip.compress(b"{}"), headers=headers)
        assert is_problem(reply, 415, "house.unsupported_media")
        assert [error["pointer"] for error in reply.json()["errors"]] == ["header:content-encoding"]

    @pytest.mark.parametrize("length", ["-1", "abc", "1.5", "٣", "+5", "9" * 400, "0x10", ""])
    async def test_no_length(self, app: FastAPI, length: str) -> None:
        headers = {"Content-Length": length.encode()}
        reply = await call(app, "POST", "/api/v1/bytes", content=Upload(1), headers=headers)
        assert reply.status_code in {400, 413}

    @pytest.mark.parametrize(("size", "status"), [(0, 200), (1_000_000, 200), (1_000_001, 413)])
    async def test_the_very_limit(self, app: FastAPI, size: int, status: int) -> None:
        reply = await call(app, "POST", "/api/v1/bytes", content=b"x" * size)
        assert reply.status_code == status

    @pytest.mark.parametrize(("size", "status"), [(1_900_000, 200), (2_000_001, 413)])
    async def test_more_where_files_come(self, app: FastAPI, size: int, status: int) -> None:
        reply = await call(app, "POST", "/api/v1/files", files={"file": b"x" * size})
        assert reply.status_code == status


class TestDeadline:
    async def test_answers_although_the_work_hangs(self, logged: io.StringIO) -> None:
        app = hasty_app()
        reply = await call(app, "GET", "/api/v1/slow?before=2")
        assert not app.state.gave_up.is_set()  # the work hangs still
        assert is_problem(reply, 503, "house.timed_out")
        assert reply.headers["retry-after"] == "2"
        assert await asyncio.to_thread(app.state.gave_up.wait, PLENTY_S)
        assert app.state.committed == []
        assert len(lines_of(logged, "timed_out")) == 1

    async def test_a_commit_that_has_begun_is_waited_for(self) -> None:
        app = hasty_app(deadline_s=1)
        reply = await call(app, "GET", "/api/v1/slow?after=1.2")
        assert reply.json() == {"expired": False}
        assert app.state.committed == [0]

    async def test_but_not_for_ever(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(deadline, "GRACE_S", 0.1)
        reply = await call(hasty_app(deadline_s=1), "GET", "/api/v1/slow?after=3")
        assert is_problem(reply, 503, "house.outcome_unknown")

    async def test_a_reply_that_has_begun_is_not_cut(self) -> None:
        reply = await call(hasty_app(), "GET", "/api/v1/drips")
        assert reply.text == "xxxx"

    async def test_streams_have_none(self) -> None:
        app = make_app(Edge(deadline_s=0.1, streams=("/api/v1/slow",)))
        assert (await call(app, "GET", "/api/v1/slow?before=0.3")).status_code == 200

    async def test_longer_for_uploads(self) -> None:
        app = make_app(Edge(deadline_s=0.1, longer_deadlines={"/api/v1/bytes": PLENTY_S}))
        reply = await call(app, "POST", "/api/v1/bytes", content=Upload(3, pause=0.1))
        assert reply.json() == 3 * len(CHUNK)

    async def test_a_slow_upload_ends(self) -> None:
        upload = Upload(20, pause=0.09)
        assert is_problem(await call(hasty_app(), "POST", "/api/v1/bytes", content=upload), 503, "house.timed_out")
        assert upload.taken < upload.pieces

    async def test_the_race_has_one_winner(self) -> None:
        for first, second in (("expire", "begin_commit"), ("begin_commit", "expire")):
            one = deadline.RequestDeadline()
            assert getattr(one, first)()
            assert not getattr(one, second)()
        assert deadline.may_commit({})
