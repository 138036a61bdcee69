"""The pages behind the routes: never HTML for a missing script, never an old index, never a file of another kind."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from shouwen.kit import failures
from shouwen.serving import Pages

pytestmark = pytest.mark.anyio

SCRIPT = b"console.log('heard')" * 20


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / ".vite").mkdir()
    (folder / "index.html").write_text('<meta name="csp-nonce" content="__CSP_NONCE__">')
    (folder / "assets" / "app-1a2b.js").write_bytes(SCRIPT)
    (folder / "assets" / "app-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT))
    (folder / "assets" / "app-1a2b.js.br").write_bytes(b"as if by brotli")
    (folder / "assets" / "app-1a2b.js.map").write_text("{}")
    (folder / ".vite" / "manifest.json").write_text("{}")
    (folder / "mark.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("not a page")
    return folder


async def ask(dist: Path, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    app = FastAPI(openapi_url=None)
    failures.install(app)
    app.router.default = Pages(dist)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as client:
        request = client.build_request(method, "/", headers={"accept-encoding": "", **named})
        request.url = httpx.URL("http://desk.test").copy_with(raw_path=path.encode())
        return await client.send(request)


@pytest.mark.parametrize("path", ["/", "/cases/12", "/cases?state=heard", "/m/x/y", "/index.html"])
async def test_every_address_a_person_may_reload_gives_the_index_afresh(dist: Path, path: str) -> None:
    answer = await ask(dist, path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert "etag" not in answer.headers


async def test_each_index_has_a_nonce_of_its_own_and_its_policy_names_it(dist: Path) -> None:
    nonces = []
    for _ in range(2):
        answer = await ask(dist, "/")
        found = re.search(r'content="([\w-]{20,})"', answer.text)
        assert found
        nonces.append(found[1])
        assert f"style-src 'self' 'nonce-{found[1]}'" in answer.headers["content-security-policy"]
    assert nonces[0] != nonces[1]


async def test_the_policy_lets_nothing_in_from_elsewhere(dist: Path) -> None:
    policy = (await ask(dist, "/")).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("accepted", "encoding", "content"),
    [
        ("", None, SCRIPT),
        ("gzip, deflate", "gzip", SCRIPT),
        ("gzip, deflate, br", "br", b"as if by brotli"),
        ("gzip;q=1.0, br;q=0", "gzip", SCRIPT),
    ],
)
async def test_assets_are_for_ever_and_packed_as_the_browser_takes_them(
    dist: Path, accepted: str, encoding: str | None, content: bytes
) -> None:
    app = Pages(dist)
    transport = httpx.ASGITransport(app)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://desk.test") as client,
        client.stream("GET", "/assets/app-1a2b.js", headers={"accept-encoding": accepted}) as answer,
    ):
        raw = b"".join([piece async for piece in answer.aiter_raw()])
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert (answer.headers.get("content-encoding"), answer.headers["vary"]) == (encoding, "Accept-Encoding")
    assert (gzip.decompress(raw) if encoding == "gzip" else raw) == content


async def test_a_browser_that_has_it_is_told_so(dist: Path) -> None:
    etag = (await ask(dist, "/assets/app-1a2b.js")).headers["etag"]
    again = await ask(dist, "/assets/app-1a2b.js", if_none_match=f'"other", W/{etag}')
    assert (again.status_code, again.content) == (304, b"")
    assert (await ask(dist, "/assets/app-1a2b.js", if_none_match='"other"')).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/assets/gone-9z.js",
        "/assets/",
        "/assets/app-1a2b.js.br",
        "/assets/app-1a2b.js.gz",
        "/assets/app-1a2b.js.map",
        "/.vite/manifest.json",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/favicon.ico",
        "/api",
        "/api/v1/nope",
    ],
)
async def test_what_is_no_page_is_404_and_never_the_index(dist: Path, path: str) -> None:
    answer = await ask(dist, path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_other_methods_are_refused(dist: Path) -> None:
    answer = await ask(dist, "/cases/12", method="POST")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert (await ask(dist, "/cases/12", method="HEAD")).status_code == 200


async def test_without_a_build_it_says_how_to_build(tmp_path: Path) -> None:
    answer = await ask(tmp_path / "dist", "/cases/12")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert "make screens" in answer.text
    assert "__CSP_NONCE__" not in answer.text
    assert (await ask(tmp_path / "dist", "/api/v1/nope")).status_code == 404


async def test_a_build_made_while_running_is_found(dist: Path) -> None:
    pages = Pages(dist)
    transport = httpx.ASGITransport(pages)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as client:
        assert "second" not in (await client.get("/")).text
        (dist / "index.html").write_text("second build")
        os.utime(dist / "index.html", ns=(1, 1))
        assert (await client.get("/")).text == "second build"
