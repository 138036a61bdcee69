"""A lean client: keeps N connections busy with one kind of request. Run as a process of its own, told what by stdin.

Each line of stdin is the seconds to go on for; each line of stdout the answers that came, as JSON.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter


@dataclass
class Slice:
    """What came back in a slice: answers, how many were not as expected, and the time each took."""

    expected: int
    wrong: int = 0
    taken_s: list[float] = field(default_factory=list)


class Busy(asyncio.Protocol):
    """One connection with one request under way at any time."""

    def __init__(self, requests: Iterator[bytes], slice_: Slice, until: float) -> None:
        self.requests = requests
        self.slice = slice_
        self.until = until
        self.buffer = b""
        self.began = 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.send()

    def send(self) -> None:
        self.began = perf_counter()
        self.transport.write(next(self.requests))

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, separator, rest = self.buffer.partition(b"\r\n\r\n")
        if not separator or len(rest) < length_of(head):
            return
        self.slice.taken_s.append(perf_counter() - self.began)
        self.slice.wrong += int(head[9:12]) != self.slice.expected
        self.buffer = b""
        if perf_counter() < self.until:
            self.send()
        else:
            self.transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


def length_of(head: bytes) -> int:
    """Content-Length, in whatever case it was written."""
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def requests(method: str, path: str, port: int, token: str, body: str) -> Callable[[], Iterator[bytes]]:
    """Makes the endless requests of one connection; each create carries a key of its own."""
    numbers = itertools.count()
    raw = body.encode()
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        f"Content-Length: {len(raw)}",
    ]
    head = "\r\n".join(lines).encode()
    run = f"{perf_counter():.9f}"

    def endless() -> Iterator[bytes]:
        while True:
            key = f"Idempotency-Key: {run}-{next(numbers)}" if raw else "Accept: application/json"
            yield head + b"\r\n" + key.encode() + b"\r\n\r\n" + raw

    return endless


async def hammer(ports: list[int], make: list[Callable[[], Iterator[bytes]]], slice_: Slice, seconds: float) -> None:
    """Keeps all connections busy for the time, spread over the ports."""
    loop = asyncio.get_running_loop()
    until = perf_counter() + seconds
    connections = []
    for port, endless in zip(ports, make, strict=True):
        _, busy = await loop.create_connection(partial(Busy, endless(), slice_, until), "127.0.0.1", port)
        connections.append(busy.done)
    await asyncio.gather(*connections)


def main() -> None:
    order = json.loads(sys.argv[1])
    ports = [port for port, _ in zip(itertools.cycle(order["ports"]), range(order["connections"]), strict=False)]
    make = [requests(order["method"], order["path"], port, order["token"], order.get("body", "")) for port in ports]
    for line in sys.stdin:
        slice_ = Slice(order["expected"])
        began = perf_counter()
        asyncio.run(hammer(ports, make, slice_, float(line)))
        seconds = perf_counter() - began
        taken = sorted(slice_.taken_s)
        p99 = taken[int(len(taken) * 0.99)] if taken else 0.0
        print(json.dumps({"answers": len(taken), "wrong": slice_.wrong, "seconds": seconds, "p99_s": p99}), flush=True)


if __name__ == "__main__":
    main()
