"""A client that sends what it is told, byte by byte if need be, and measures how long the answer took."""

from __future__ import annotations

import http.client
import json
import select
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter, sleep
from typing import Any, Self

PROBLEM = "application/problem+json"
LONGEST_S = 30.0
TRIES = 10


@dataclass(frozen=True)
class Answer:
    """An answer as it came over the wire. `status` 0 means that none came: `text` says why."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The problem's stable code; empty when this is not a proper problem."""
        if self.headers.get("content-type", "").split(";")[0] != PROBLEM:
            return ""
        try:
            told = self.json()
        except ValueError:
            return ""
        code = told.get("code") if isinstance(told, dict) and told.get("status") == self.status else None
        return code if isinstance(code, str) else ""

    def is_later(self) -> bool:
        """Whether this is the 503 that says when to come again."""
        return self.status == 503 and self.headers.get("retry-after", "").isdigit() and bool(self.code)


class Caller:
    """One keep-alive connection of one thread. A connection that breaks is told as status 0, never raised."""

    def __init__(self, port: int, headers: Mapping[str, str] | None = None, *, timeout: float = LONGEST_S) -> None:
        self.port = port
        self.headers = dict(headers or {})
        self.timeout = timeout
        self._connection: http.client.HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def ask(
        self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Sends one request, once."""
        began = perf_counter()
        try:
            return self._ask(method, target, body, {**self.headers, **(headers or {})}, began)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            return Answer(0, {}, f"{type(error).__name__}: {error}".encode(), perf_counter() - began)

    def get(self, target: str) -> Answer:
        return self.ask("GET", target)

    def post(self, target: str, body: object = None, **headers: str) -> Answer:
        """A JSON body; underscores in the names of headers stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask(
            "POST", target, dumps({} if body is None else body), {"Content-Type": "application/json"} | named
        )

    def put(self, target: str, body: object) -> Answer:
        return self.ask("PUT", target, dumps(body), {"Content-Type": "application/json"})

    def _ask(self, method: str, target: str, body: bytes | None, headers: Mapping[str, str], began: float) -> Answer:
        if self._connection is None or self._was_closed(self._connection):
            self.close()
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        self._connection.request(method, target, body, {"Content-Length": str(len(body or b"")), **headers})
        response = self._connection.getresponse()
        never_ends = response.headers.get_content_type() == "text/event-stream"
        content = response.readline() if never_ends else response.read()
        response.close()
        told = {name.lower(): value for name, value in response.getheaders()}
        if response.will_close or never_ends:
            self.close()
        return Answer(response.status, told, content, perf_counter() - began)

    @staticmethod
    def _was_closed(connection: http.client.HTTPConnection) -> bool:
        """Whether the server has ended the kept connection since the last answer."""
        return connection.sock is not None and bool(select.select([connection.sock], [], [], 0)[0])


class PatientCaller(Caller):
    """Comes again when the house says that it is busy: for checks that ask what is answered, not how soon."""

    def ask(
        self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        for _ in range(TRIES):
            answer = super().ask(method, target, body, headers)
            if not answer.is_later():
                break
            sleep(int(answer.headers["retry-after"]))
        return answer


def dumps(value: object) -> bytes:
    """JSON as hostile as the value: halves of characters and NaN go through."""
    return json.dumps(value).encode()


class PerThread:
    """Callers of one kind, one for each thread that asks."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self._port = port
        self._headers = headers
        self._here = threading.local()

    def caller(self) -> Caller:
        if not hasattr(self._here, "caller"):
            self._here.caller = Caller(self._port, self._headers)
        found: Caller = self._here.caller
        return found
