"""A TCP proxy that misbehaves when told to: between the application and its database."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from enum import StrEnum
from typing import Self

CHUNK = 65_536


class Mode(StrEnum):
    """What becomes of connections. `freeze` takes them and every byte, and passes nothing on."""

    PASS = "pass"
    CUT = "cut"
    FREEZE = "freeze"


class FaultProxy:
    """Listens on `port` and passes on to `target` on this machine, on an event loop in a thread of its own."""

    def __init__(self, target: int) -> None:
        self.port = 0
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fault-proxy", daemon=True)
        self._flowing = asyncio.Event()
        self._mode = Mode.PASS
        self._pairs: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(60)
        return self

    def __exit__(self, *_error: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)
        self._loop.close()

    def turn(self, mode: Mode) -> None:
        """From now on; what stands is cut or frozen as well."""
        asyncio.run_coroutine_threadsafe(self._turn(mode), self._loop).result(60)

    async def _listen(self) -> None:
        self._flowing.set()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _turn(self, mode: Mode) -> None:
        self._mode = mode
        if mode is Mode.FREEZE:
            self._flowing.clear()
        else:
            self._flowing.set()
        if mode is Mode.CUT:
            self._cut()

    def _cut(self) -> None:
        for pair in self._pairs:
            for writer in pair:
                writer.transport.abort()

    async def _close(self) -> None:
        self._server.close()
        self._cut()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._flowing.wait()
        if self._mode is Mode.CUT:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        pair = (writer, far_writer)
        self._pairs.add(pair)
        try:
            await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        finally:
            self._pairs.discard(pair)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await reader.read(CHUNK):
                await self._flowing.wait()
                writer.write(chunk)
                await writer.drain()
        writer.close()
