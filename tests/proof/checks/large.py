"""R22: bodies too large, announced or not, too many fields, and bodies that come a byte at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.proof.crowd import at_once
from tests.proof.finding import Check, Finding, Task
from tests.proof.people import API, Desk, Headers
from tests.proof.running import Service
from tests.proof.wire import Reply, chunked, dripping, exchange, head, plain

MEGABYTE = 1_000_000
MOST_GROWTH = 50 * MEGABYTE
PATIENCE_S = 30.0
SLOW_ONES = 24  # more than there are threads
NEIGHBOUR_WAITS_S = 2.0
FIELDS = 10_000
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "multipart/form-data; boundary=b"}
TOO_LARGE, NOT_IN_TIME = {413}, {408, 413, 503}


@dataclass(frozen=True)
class Trial:
    """One hostile body, where it goes, and the answers that are right."""

    words: str
    path: str
    body: Callable[[], Iterator[bytes]]
    right: set[int]
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None


def large(task: Task) -> Finding:
    """413, or 408 or 503 for the slow; and the process holds none of it in memory."""
    finding = Finding()
    seconds = "6" if task.is_full else "2"
    with task.ground.served(deadline_s=seconds, upload_deadline_s=seconds) as (plot, service):
        desk = Desk.open(plot.people, service.port, "duty_butler")
        desk.hear("warm", desk.case())
        before = _memory_from_now(service)
        size = 60 * MEGABYTE
        for trial in [*_large(desk.caller.headers, size), _fields(desk.caller.headers)]:
            _expect(finding, trial, _send(service.port, trial))
        _slow(finding, service, desk)
        finding.expect(desk.hear("after", desk.case()).status == 201, "afterwards it does not work any more")
        growth = service.memory("VmHWM") - before
        finding.expect(growth < MOST_GROWTH, f"memory grew by {growth // MEGABYTE} MB")
        finding.figures |= {"growth_mb": round(growth / MEGABYTE, 1), "body_mb": size // MEGABYTE}
    return finding


def _large(bearer: Headers, size: int) -> Iterator[Trial]:
    """Every kind of door, with and without an announced length, with and without a name."""
    key = {"Idempotency-Key": "large"}
    doors = (
        ("cases", f"{API}/cases", {**bearer, **JSON, **key}, TOO_LARGE),
        ("cases of nobody", f"{API}/cases", {**JSON, **key}, {401, 413}),
        ("files", f"{API}/files", {**bearer, **FORM}, TOO_LARGE),
        ("files with a key", f"{API}/files", {**bearer, **FORM, **key}, TOO_LARGE),
        ("sessions", f"{API}/sessions", JSON, TOO_LARGE),
        ("nowhere", f"{API}/nowhere", JSON, {404, 413}),
        ("a page", "/cases", JSON, {405, 413}),
    )
    for name, path, headers, right in doors:
        content = partial(_one_file if headers.get("Content-Type") == FORM["Content-Type"] else plain, size)
        yield Trial(f"{name}, announced", path, content, right, headers, size)
        yield Trial(f"{name}, not announced", path, partial(_in_chunks, content), right, headers)
    headers = {**bearer, **JSON, **key}
    yield Trial("announced and not sent", f"{API}/cases", lambda: plain(10), TOO_LARGE, headers, size)


def _one_file(size: int) -> Iterator[bytes]:
    """A form with one file that never ends."""
    opening = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    yield opening
    yield from plain(size - len(opening))


def _in_chunks(content: Callable[[], Iterator[bytes]]) -> Iterator[bytes]:
    return chunked(content())


def _fields(bearer: Headers) -> Trial:
    parts = (f'--b\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\n{n}\r\n' for n in range(FIELDS))
    content = "".join([*parts, "--b--\r\n"]).encode()
    words = f"{FIELDS} fields"
    return Trial(words, f"{API}/files", lambda: iter([content]), TOO_LARGE, {**bearer, **FORM}, len(content))


def _slow(finding: Finding, service: Service, desk: Desk) -> None:
    """More slow bodies at once than there are threads; meanwhile a neighbour is served."""
    trials = []
    for number in range(SLOW_ONES):
        headers = {**desk.caller.headers, **JSON, "Idempotency-Key": f"slow-{number}"}
        path, kind = (f"{API}/files", FORM) if number % 3 == 0 else (f"{API}/cases", JSON)
        body = partial(dripping, [b"x"] * 1_000, 0.1)
        trials.append(Trial(f"slow {path}", path, body, NOT_IN_TIME, headers | kind, 500_000))
    told = at_once([*(partial(_send, service.port, trial) for trial in trials), partial(_neighbour, desk.again())])
    for trial, reply in zip([*trials, None], told, strict=True):
        if trial:
            _expect(finding, trial, reply)
        else:
            finding.expect(reply.status == 200, f"a neighbour of slow uploads got {reply.status}")
            finding.expect(reply.seconds < NEIGHBOUR_WAITS_S, f"and waited {reply.seconds:.1f} s")
    finding.figures["slowest_s"] = round(max(reply.seconds for reply in told), 1)


def _neighbour(desk: Desk) -> Reply:
    answer = desk.caller.get(f"{API}/me")
    return Reply(answer.status, "", answer.seconds, 0)


def _send(port: int, trial: Trial) -> Reply:
    length = {"Transfer-Encoding": "chunked"} if trial.length is None else {"Content-Length": str(trial.length)}
    return exchange(port, head("POST", trial.path, {**trial.headers, **length}), trial.body(), patience=PATIENCE_S)


def _expect(finding: Finding, trial: Trial, reply: Reply) -> None:
    finding.expect(reply.status in trial.right, f"{trial.words}: {reply.status} after {reply.seconds:.1f} s")
    if reply.status >= 400:
        finding.expect("application/problem+json" in reply.head.lower(), f"{trial.words}: no problem+json")


def _memory_from_now(service: Service) -> int:
    """Resident bytes now; the greatest ever (`VmHWM`) is counted anew where the system lets us."""
    with suppress(OSError):
        Path(f"/proc/{service.pid}/clear_refs").write_text("5", "ascii")
    return service.memory()


CHECK = Check("R22", "large", large)
