"""The server as a process: how its door opens, what it does not let in, and how it closes without losing a request."""

from __future__ import annotations

import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from shouwen.server import protocol
from shouwen.settings import Settings
from tests.ops.conftest import UNHURRIED_S
from tests.proof.running import Process, environment


class Served(Process):
    """`shouwen serve` on a free port of its own choosing."""

    def __init__(self, settings: Settings, *words: str, **more: str) -> None:
        own = {"database_url": settings.database_url, "log_level": "info", **more}
        super().__init__(["serve", "--port", "0", *words], settings.data_dir, own)
        settings.data_dir.mkdir(parents=True, exist_ok=True)

    @property
    def address(self) -> str:
        """What the greeting says, once it says it."""
        for _ in range(20 * UNHURRIED_S):
            said = self.log.read_text("utf-8") if self.log.exists() else ""
            if line := next((line for line in said.splitlines() if "首问 Shouwen" in line), ""):
                return line.split()[-1]
            assert self.is_running, self.last_words()
            time.sleep(0.05)
        raise AssertionError(self.last_words())

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])


def get(url: str, **more: Any) -> httpx.Response:
    return httpx.get(url, timeout=UNHURRIED_S, **more)


@contextmanager
def served(settings: Settings, *words: str, **more: str) -> Iterator[Served]:
    with Served(settings, *words, **more) as server:
        server.launch()
        assert server.address
        yield server


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests that leave it as it is; its database is made on the way."""
    folder = tmp_path_factory.mktemp("served")
    with served(Settings(database_url=f"sqlite:///{folder}/x.sqlite3", data_dir=folder)) as server:
        yield server


def test_it_says_where_it_is_and_how_to_set_it_up(running: Served) -> None:
    assert get(f"{running.address}/readyz").status_code == 200
    link = next(word for word in running.last_words().split() if "/setup#token=su_" in word)
    body = {
        "token": link.partition("token=")[2],
        "name": "李强",
        "username": "liqiang",
        "password": "four quiet words here",
    }
    answer = httpx.post(
        f"{running.address}/api/v1/setup", json=body, headers={"origin": running.address}, timeout=UNHURRIED_S
    )
    assert answer.status_code == 201, answer.text


def test_a_port_that_is_taken_is_said_in_one_line(running: Served) -> None:
    words = [*running_words(), "--port", str(running.port)]
    done = subprocess.run(
        words, env=environment(running.settings), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("choose another with --port")


def running_words() -> list[str]:
    from tests.proof.running import SHOUWEN  # noqa: PLC0415 - beside what it serves

    return [str(SHOUWEN), "serve"]


def test_a_head_without_end_is_cut_off(running: Served) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=UNHURRIED_S) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
        answer = b""
        for _ in range(100):
            try:
                connection.sendall(b"X-More: " + b"y" * 8000 + b"\r\n")
            except OSError:
                break
            connection.settimeout(0.02)
            try:
                answer += connection.recv(4096)
            except TimeoutError:
                continue
            break
    assert answer.startswith(b"HTTP/1.1 400")
    assert get(f"{running.address}/healthz").status_code == 200


def test_a_header_value_without_end_is_cut_off_too(running: Served) -> None:
    sent = 0
    with socket.create_connection(("127.0.0.1", running.port), timeout=UNHURRIED_S) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ")
        try:
            while sent < 10_000_000:
                sent += connection.send(b"y" * 65_536)
                time.sleep(0.001)
        except OSError:
            pass
    assert sent < 5_000_000


def test_many_requests_on_one_connection_are_no_endless_head(running: Served) -> None:
    with httpx.Client(base_url=running.address, timeout=UNHURRIED_S, headers={"x-filler": "z" * 4000}) as client:
        assert {client.get("/healthz").status_code for _ in range(30)} == {200}


def test_somebody_who_says_nothing_is_shown_the_door(
    sqlite_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 5 <= protocol.HEAD_SECONDS <= 30
    begin = Path(sqlite_settings.data_dir) / "sitecustomize.py"
    begin.parent.mkdir(parents=True, exist_ok=True)
    begin.write_text("import shouwen.server.protocol as p\np.HEAD_SECONDS = 0.5\n")
    monkeypatch.setenv("PYTHONPATH", str(begin.parent), prepend=":")
    with served(sqlite_settings) as server:
        for words in (b"", b"GET /healthz HT"):
            with socket.create_connection(("127.0.0.1", server.port), timeout=UNHURRIED_S) as connection:
                connection.sendall(words)
                began = time.perf_counter()
                assert connection.recv(100) == b""
                assert time.perf_counter() - began < 5


def test_told_to_stop_it_says_it_is_not_ready_serves_on_and_ends_well(sqlite_settings: Settings) -> None:
    with (
        served(sqlite_settings, drain_s="5") as server,
        httpx.Client(base_url=server.address, timeout=UNHURRIED_S) as client,
    ):
        assert client.get("/readyz").status_code == 200
        process = server._running
        assert process
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["failed"]) == (503, ["stopping"])
        assert client.get("/healthz").status_code == 200
        assert process.wait(UNHURRIED_S) == 0


def test_a_request_in_hand_is_finished_before_it_ends(sqlite_settings: Settings) -> None:
    with served(sqlite_settings) as server, ThreadPoolExecutor() as threads:
        process = server._running
        assert process
        with socket.create_connection(("127.0.0.1", server.port), timeout=UNHURRIED_S) as connection:
            body = b'{"username":"a","password":"b"}'
            head = f"POST /api/v1/sessions HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            head += f"Content-Type: application/json\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
            connection.sendall(head.encode() + body[:5])
            time.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert process.poll() is None
            connection.sendall(body[5:])
            answer = threads.submit(connection.recv, 65_536).result(UNHURRIED_S)
        assert answer.startswith(b"HTTP/1.1 4"), answer[:200]
        assert process.wait(UNHURRIED_S) == 0
        assert "loops_stopped" in server.last_words()


def test_with_tls_of_its_own_making_the_page_comes_by_https(sqlite_settings: Settings) -> None:
    with served(sqlite_settings, "--tls") as server:
        assert server.address.startswith("https://127.0.0.1:")
        trusting = ssl.create_default_context(cafile=str(sqlite_settings.data_dir / "tls" / "certificate.pem"))
        assert get(f"{server.address}/readyz", verify=trusting).status_code == 200
        assert (sqlite_settings.data_dir / "tls" / "key.pem").stat().st_mode & 0o077 == 0


def test_in_a_sandbox_the_clock_is_where_the_file_says(sqlite_settings: Settings) -> None:
    sqlite_settings.data_dir.mkdir(parents=True, exist_ok=True)
    clock = sqlite_settings.data_dir / "clock"
    clock.write_text("1999-12-31T23:59:59+08:00\n")
    with served(sqlite_settings, "--sandbox", "--clock", str(clock)) as server:
        assert "sandbox" in server.last_words()
        assert get(f"{server.address}/readyz").json()["failed"] == ["clock"]
        clock.write_text("+400d")
        assert get(f"{server.address}/readyz").status_code == 200


def test_several_processes_share_one_door_and_end_together(postgres_url: str, tmp_path: Path) -> None:
    settings = Settings(database_url=postgres_url, data_dir=tmp_path)
    with served(settings, "--processes", "2", drain_s="3") as server:
        until_ready(server.address)
        text = get(f"{server.address}/metrics").text
        assert "shouwen_requests_total" in text
        process = server._running
        assert process
        process.send_signal(signal.SIGTERM)
        until_stopping(server.address)
        assert process.wait(UNHURRIED_S) == 0
    with pytest.raises(httpx.ConnectError):
        get(f"{server.address}/healthz")


def until_stopping(address: str) -> None:
    """Until the one door says that it is about to close, as it does before it closes."""
    while "stopping" not in get(f"{address}/readyz").json().get("failed", []):
        time.sleep(0.05)


def until_ready(address: str) -> None:
    for _ in range(10 * UNHURRIED_S):
        try:
            if get(f"{address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("never ready")
