"""The same layers behind a real server, where sockets, memory and broken requests are real."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

UNHURRIED_S = 60  # a busy machine is slow, not wrong
ROOT = Path(__file__).resolve().parents[2]
PART = b'--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
SIXTY_MEGABYTES = len(PART) + 960 * 65_536


class Server:
    """uvicorn with the toy application, in a process of its own."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        uvicorn = [sys.executable, "-m", "uvicorn", "--factory", "tests.kit.toy:served", "--port", str(self.port)]
        self.process = subprocess.Popen(uvicorn, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.url = f"http://127.0.0.1:{self.port}"
        self._wait()

    def _wait(self) -> None:
        for _ in range(20 * UNHURRIED_S):
            try:
                httpx.get(f"{self.url}/page", timeout=UNHURRIED_S)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise TimeoutError

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(UNHURRIED_S)

    def peak(self) -> int:
        """The most memory it has held so far, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found[1]) * 1024

    def send(self, raw: bytes) -> bytes:
        """The start of what comes back for these bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=UNHURRIED_S) as connection:
            connection.sendall(raw)
            return connection.recv(65_536)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    started = Server()
    yield started
    started.stop()


def pieces() -> Iterator[bytes]:
    yield PART
    for _ in range(960):
        yield b"x" * 65_536


@pytest.mark.parametrize("headers", [{}, {"Content-Length": str(SIXTY_MEGABYTES)}], ids=["unannounced", "announced"])
@pytest.mark.parametrize("path", ["bytes", "notes", "files"])
def test_sixty_megabytes_cost_nothing(server: Server, path: str, headers: dict[str, str]) -> None:
    before = server.peak()
    kind = "multipart/form-data; boundary=x" if path == "files" else "application/json"
    reply = httpx.post(
        f"{server.url}/api/v1/{path}", content=pieces(), headers={**headers, "Content-Type": kind}, timeout=UNHURRIED_S
    )
    assert reply.status_code == 413
    assert reply.json()["code"] == "house.too_large"
    assert server.peak() - before < 50_000_000


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (b"/api/v1/cases/%00", 404),
        (b"/api/v1/cases/%ff", 404),
        (b"/api/v1/cases/%", 404),
        (b"/api/v1/cases/1?q=%ff", 400),
        (b"/api/v1/cases/1?q=%", 400),
        (b"/api/v1/cases/%2e%2e%2f", 404),
        (b"/../../etc/passwd", 404),
        (b"//api//v1", 404),
        (b"/api/v1/cases/\xff", 400),
        (b"/" + b"a" * 60_000, 404),
        (b"http://elsewhere/api/v1/cases/1", 200),
        (b"*", 404),
    ],
    ids=range(12),
)
def test_odd_addresses(server: Server, target: bytes, status: int) -> None:
    answer = server.send(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 %d " % status)


def test_an_unfinished_reply_is_cut_off(server: Server) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"{server.url}/api/v1/late-bug", timeout=UNHURRIED_S)
    assert httpx.get(f"{server.url}/api/v1/cases/1", timeout=UNHURRIED_S).status_code == 200


def test_our_own_fault_says_only_its_id(server: Server) -> None:
    reply = httpx.get(f"{server.url}/api/v1/bug", timeout=UNHURRIED_S)
    assert reply.status_code == 500
    assert reply.json()["request_id"] == reply.headers["x-request-id"]
    assert "138" not in reply.text.replace(reply.headers["x-request-id"], "")
