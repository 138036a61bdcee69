"""Requests as no proper client would send them: endless, slow, or announcing what does not come."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter

PIECE = 65_536


@dataclass(frozen=True)
class Reply:
    """What came back: 0 when the connection ended without an answer. `sent` counts bytes of the body."""

    status: int
    head: str
    seconds: float
    sent: int


def head(method: str, path: str, headers: Mapping[str, str]) -> bytes:
    """The first bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def exchange(port: int, opening: bytes, body: Iterable[bytes], *, patience: float) -> Reply:
    """Sends, listening all the while; ends with the answer, with the connection, or with our patience (seconds)."""
    began = perf_counter()
    sent, answer = 0, b""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as line:
        try:
            line.sendall(opening)
            for piece in body:
                line.sendall(piece)
                sent += len(piece)
                if (answer := _heard(line)) or perf_counter() - began > patience:
                    break
        except OSError:
            pass  # refused in the middle: what it said before is still to be read
        if not answer:
            answer = _wait(line, began + patience)
    first = answer.split(b"\r\n", 1)[0].split(b" ")
    status = int(first[1]) if len(first) > 1 and first[1].isdigit() else 0
    return Reply(status, answer.decode("latin-1"), perf_counter() - began, sent)


def _heard(line: socket.socket) -> bytes:
    line.setblocking(False)
    try:
        return line.recv(PIECE)
    except BlockingIOError:
        return b""
    finally:
        line.setblocking(True)


def _wait(line: socket.socket, until: float) -> bytes:
    with suppress(OSError):
        line.settimeout(max(0.01, until - perf_counter()))
        return line.recv(PIECE)
    return b""


def plain(size: int) -> Iterator[bytes]:
    """`size` bytes."""
    for start in range(0, size, PIECE):
        yield b"x" * min(PIECE, size - start)


def chunked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same without an announced length."""
    for piece in pieces:
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def dripping(pieces: Iterable[bytes], pause: float) -> Iterator[bytes]:
    """The same, slowly."""
    for piece in pieces:
        yield piece
        time.sleep(pause)
