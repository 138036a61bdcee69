"""Limits at the door that the server does not set by itself: how large a request's head may be, how long it may take.

Without them a few lines of a script that sends one header for ever hold a connection, or the memory, for ever.
"""

import asyncio
import socket
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES: Final = 32_768
HEAD_SECONDS: Final = 15.0
DEAD_AFTER_MS: Final = 30_000


class BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1 whose request heads are bounded in size and time; one that is not in time is cut off."""

    _head_bytes: int = 0
    _in_head: bool = True
    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        _notice_the_dead(transport.get_extra_info("socket"))
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._hush()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The process is about to stop. A stream would keep it waiting for ever, so it is told to end."""
        scope: Any = self.scope  # None before the first request
        if scope and (end := scope["state"].get("end_stream")):
            end()
        super().shutdown()

    def data_received(self, data: bytes) -> None:
        self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > HEAD_BYTES:
            self.send_400_response("Request head too large")

    def on_message_begin(self) -> None:
        self._expect_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._hush()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._head_bytes = 0

    def _expect_head(self) -> None:
        self._hush()
        self._in_head = True
        self._head_bytes = 0
        self._alarm = self.loop.call_later(HEAD_SECONDS, self._cut_off)

    def _cut_off(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()

    def _hush(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None


def _notice_the_dead(peer: socket.socket | None) -> None:
    """A caller that fell asleep says no goodbye: what was sent and not received in time ends the connection."""
    if peer is not None and hasattr(socket, "TCP_USER_TIMEOUT"):
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_AFTER_MS)
