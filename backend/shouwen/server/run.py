"""Opening the door and closing it again, so that nobody's request is lost."""

import contextlib
import os
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any, Final

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors.multiprocess import Multiprocess

from shouwen.app import create_app
from shouwen.kit import log
from shouwen.server.protocol import BoundedProtocol
from shouwen.settings import Settings, SettingsError, load_settings

# Longer than any request may take (SHOUWEN_DEADLINE_S), so that a stop cuts none off.
_STOP_WITHIN_S: Final = 20
_KEEP_ALIVE_S: Final = 20
_WAITING_CONNECTIONS: Final = 2048

DRAIN_SIGNAL: Final = signal.SIGUSR1


class DrainingServer(uvicorn.Server):
    """Told to stop, it first says it is not ready, serves on for a while, and only then closes its door."""

    def __init__(self, config: uvicorn.Config, drain: Callable[[], None], seconds: float, started: Callable[[], None]):
        super().__init__(config)
        self._drain = drain
        self._seconds = seconds
        self._started = started
        self._told = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as the signal module calls it
        if self._told or not self._seconds:
            self._close(sig)
            return
        self._told = True
        self._drain()
        later = threading.Timer(self._seconds, self._close, (sig,))
        later.daemon = True
        later.start()

    def _close(self, sig: int) -> None:
        """As uvicorn does, which then raises the signal again: having stopped as told is no failure."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


class DrainingProcesses(Multiprocess):
    """Several server processes on one socket, drained in the same way."""

    drain_seconds: float = 0

    def terminate_all(self) -> None:
        if self.drain_seconds:
            for process in self.processes:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process.pid or 0, DRAIN_SIGNAL)
            time.sleep(self.drain_seconds)
        super().terminate_all()


def serve(settings: Settings, *, processes: int, tls: Mapping[str, Any], started: Callable[[str], None]) -> None:
    """Serves until told to stop. `started` is called with the address once the door is open."""
    door = _door(settings)
    address = _address(settings, door, secure=bool(tls))
    if processes == 1:
        app = create_app(settings)
        server = DrainingServer(
            uvicorn.Config(app, **_options(settings), **tls),
            app.state.readiness.drain,
            settings.drain_seconds,
            lambda: started(address),
        )
        server.run([door])
        return
    config = uvicorn.Config(
        "shouwen.server.run:one_of_several", factory=True, workers=processes, **_options(settings), **tls
    )
    with tempfile.TemporaryDirectory() as shared:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = shared  # where the processes put their numbers together
        several = DrainingProcesses(config, [door])
        several.drain_seconds = settings.drain_seconds
        started(address)
        several.run()


def one_of_several() -> FastAPI:
    """The application of a process that a parent started, with the settings of the environment."""
    settings = load_settings()
    log.configure(settings.log_level.upper())
    app = create_app(settings)
    signal.signal(DRAIN_SIGNAL, lambda _signal, _frame: app.state.readiness.drain())
    return app


def _door(settings: Settings) -> socket.socket:
    """The listening socket. Raises SettingsError when the address cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_WAITING_CONNECTIONS)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise SettingsError(
            f"cannot listen on {settings.host} port {settings.port} ({reason}): choose another with --port"
        ) from error


def _address(settings: Settings, door: socket.socket, *, secure: bool) -> str:
    if settings.public_url:
        return settings.public_url
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - compared, not bound
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if secure else 'http'}://{shown}:{door.getsockname()[1]}"


def _options(settings: Settings) -> dict[str, Any]:
    """How uvicorn runs: our own log, nobody's word about addresses but the named proxies', no hint of the software."""
    return {
        "access_log": False,
        "log_config": None,
        "server_header": False,
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": list(settings.trusted_proxies),
        "http": BoundedProtocol,
        "ws": "none",
        "lifespan": "on",
        "timeout_keep_alive": _KEEP_ALIVE_S,
        "timeout_graceful_shutdown": _STOP_WITHIN_S,
        "timeout_worker_healthcheck": _STOP_WITHIN_S,
        "limit_concurrency": settings.connections * 64,
    }
