"""The live stream on real servers: resumed, pinged, cut off with the sign-in, carried between processes, ended in time.

On SQLite one `serve`; on PostgreSQL two of them and a worker, so that whoever acts is never where the listener is.
"""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from shouwen.core.access.sessions import open_cookie
from shouwen.core.events.streaming import MOST_EACH
from shouwen.kit.clock import SystemClock
from shouwen.settings import Settings
from tests.ops.test_server import Served
from tests.proof.running import Process
from tests.support.api import Api, Caller, Town, heard, opened

PING_S = 0.5
DEADLINE_S = 6.0  # long enough for a busy machine to record a case
SOON_S = 60.0  # on a busy machine; what is promised is measured by the bench
# The servers under test ping more often than they would, so that nobody waits a quarter of a minute.
HASTE = f"import shouwen.core.events.streaming as streaming\nstreaming.PING_S = {PING_S}\n"


@dataclass
class Listener:
    """Somebody at the stream: what came so far, and the cursor that goes with it."""

    lines: Iterator[str]
    cursor: str = ""
    pings: int = 0
    ended: bool = False
    heard: list[dict[str, Any]] = field(default_factory=list)

    def next(self) -> str:
        """Reads one message. Answers its kind: ready, message, ping, or end."""
        kind, data = "ping", None
        for line in self.lines:
            name, _, value = line.partition(": ")
            match name:
                case "" if line == "":
                    break
                case "id":
                    self.cursor = value
                case "event":
                    kind = value
                case "data":
                    data, kind = json.loads(value), kind if kind == "ready" else "message"
        else:
            self.ended = True
            return "end"
        if kind == "message" and data is not None:
            self.heard.append(data)
        self.pings += kind == "ping"
        return kind

    def until(self, event: str, case: dict[str, Any]) -> dict[str, Any]:
        """Reads on until this is told of the case."""
        give_up_at = time.perf_counter() + SOON_S
        while time.perf_counter() < give_up_at:
            assert self.next() != "end", "the stream ended"
            if self.heard and self.heard[-1]["event"] == event and self.heard[-1]["subject"]["id"] == case["id"]:
                return self.heard[-1]
        raise AssertionError(f"{event} was not told of: {[one['event'] for one in self.heard]}")

    def catch_up(self) -> str:
        """Reads on until nothing is under way. Answers the cursor, which comes with the last of what came together."""
        while self.next() not in {"ping", "end"}:
            pass
        return self.cursor


@dataclass
class Desk:
    """The servers, and people who may speak to them."""

    api: Api
    town: Town
    servers: list[Served]
    clerk: Caller

    @contextmanager
    def listening(self, who: Caller | dict[str, str], cursor: str | None = None) -> Iterator[Listener]:
        headers = who if isinstance(who, dict) else who.headers
        if cursor:
            headers = headers | {"Last-Event-ID": cursor}
        url = f"{self.servers[0].address}/api/v1/stream"
        with httpx.stream("GET", url, headers=headers, timeout=SOON_S) as answer:
            assert answer.status_code == 200, answer.read()
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield Listener(answer.iter_lines())

    def refused(self, headers: dict[str, str]) -> tuple[int, str]:
        """The status and the code of a stream that never began."""
        with httpx.stream("GET", f"{self.servers[0].address}/api/v1/stream", headers=headers, timeout=SOON_S) as answer:
            assert answer.status_code != 200
            return answer.status_code, json.loads(answer.read())["code"]

    def hear(self) -> dict[str, Any]:
        """A case recorded at the server that nobody listens to."""
        headers = self.clerk.headers | {"Idempotency-Key": f"live-{next(self.api.numbers)}"}
        url = f"{self.servers[-1].address}/api/v1/cases"
        answer = httpx.post(url, headers=headers, json=heard(self.town), timeout=SOON_S)
        assert answer.status_code == 201, answer.text
        case: dict[str, Any] = answer.json()
        return case


@pytest.fixture(scope="module")
def desk(shared_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("live")
    (folder / "sitecustomize.py").write_text(HASTE)
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder), prepend=":")
        api = stack.enter_context(opened(shared_database_url, folder))
        api.clock.at = SystemClock().now()
        town = api.town()
        clerk = api.staff("manager", town)
        settings = Settings(database_url=shared_database_url, data_dir=folder)
        servers = [stack.enter_context(Served(settings, deadline_s=str(DEADLINE_S)))]
        if shared_database_url.startswith("postgresql"):
            other = Served(settings, deadline_s="12")
            other.log = folder / "other.log"
            servers.append(stack.enter_context(other))
            worker = Process(["worker"], folder, {"database_url": shared_database_url, "log_level": "info"})
            stack.enter_context(worker).launch()
        for server in servers:
            server.launch()
        assert all(server.address for server in servers)
        yield Desk(api, town, servers, clerk)


def test_what_one_does_the_other_hears_at_once(desk: Desk) -> None:
    with desk.listening(desk.api.staff("duty_butler", desk.town)) as listener:
        assert listener.next() == "ready"
        began = time.perf_counter()
        case = desk.hear()
        event = listener.until("cases.heard", case)
        assert time.perf_counter() - began < SOON_S
        assert event["subject"]["number"] == case["number"]
        assert event["facts"]["kind"] == "repair"


def test_it_goes_on_where_it_stopped_and_nothing_is_told_to_strangers(desk: Desk) -> None:
    clerk, stranger = desk.api.staff("duty_butler", desk.town), desk.api.staff("engineer", desk.town)
    with desk.listening(clerk) as listener:
        assert listener.next() == "ready"
        before = desk.hear()
        listener.until("cases.heard", before)
        cursor = listener.catch_up()
    missed = [desk.hear(), desk.hear()]
    with desk.listening(clerk, cursor) as again:
        for case in missed:
            again.until("cases.heard", case)
        assert before["id"] not in {one["subject"]["id"] for one in again.heard if one["event"] == "cases.heard"}
    with desk.listening(stranger, cursor) as unmoved:
        assert [unmoved.next() for _ in range(3)] == ["ready", "ping", "ping"]
        assert unmoved.heard == []


def test_it_lives_longer_than_a_request_and_says_so(desk: Desk) -> None:
    with desk.listening(desk.clerk) as listener:
        began = time.perf_counter()
        while time.perf_counter() - began < DEADLINE_S + 2 * PING_S:
            assert listener.next() in {"ready", "ping", "message"}
        assert listener.pings >= 2
        listener.until("cases.heard", desk.hear())


def test_signing_out_ends_it_at_once(desk: Desk) -> None:
    leaving = desk.api.staff("duty_butler", desk.town)
    with desk.listening(leaving) as listener:
        assert listener.next() == "ready"
        done = httpx.delete(
            f"{desk.servers[-1].address}/api/v1/sessions/current", headers=leaving.headers, timeout=SOON_S
        )
        assert done.status_code == 204
        while listener.next() != "end":
            assert len(listener.heard) < 100
    assert desk.refused(leaving.headers) == (401, "access.session_unknown")


def test_it_listens_by_cookie_as_well(desk: Desk) -> None:
    with desk.api.work() as work:
        secret = open_cookie(work.session, desk.clerk.id, work.now)
    with desk.listening({"Cookie": f"shouwen_session={secret}"}) as listener:
        assert listener.next() == "ready"
        listener.until("cases.heard", desk.hear())


def test_one_person_holds_only_so_many(desk: Desk) -> None:
    greedy = desk.api.staff("duty_butler", desk.town)
    with ExitStack() as open_ones:
        listeners = [open_ones.enter_context(desk.listening(greedy)) for _ in range(MOST_EACH)]
        assert {listener.next() for listener in listeners} == {"ready"}
        assert desk.refused(greedy.headers) == (429, "events.too_many_streams")
        other = open_ones.enter_context(desk.listening(desk.api.staff("duty_butler", desk.town)))
        assert other.next() == "ready"


def test_a_cursor_of_elsewhere_is_refused_before_anything_is_sent(desk: Desk) -> None:
    assert desk.refused(desk.clerk.headers | {"Last-Event-ID": "nonsense"}) == (400, "cursor_invalid")


def test_a_server_that_stops_ends_its_streams_and_the_next_goes_on(desk: Desk) -> None:
    """The last test of the module: it stops the server."""
    with desk.listening(desk.clerk) as listener:
        assert listener.next() == "ready"
        listener.until("cases.heard", desk.hear())
        process = desk.servers[0]._running
        assert process
        began = time.perf_counter()
        process.send_signal(signal.SIGTERM)
        while listener.next() != "end":
            pass
        assert process.wait(SOON_S) in {0, -signal.SIGTERM}
        assert time.perf_counter() - began < SOON_S
    desk.servers[0].log.unlink()
    desk.servers[0].launch()
    assert desk.servers[0].address
    missed = desk.hear()
    with desk.listening(desk.clerk, listener.cursor) as again:
        again.until("cases.heard", missed)
