"""One planted community and one server for each kind of database, shared by all that is tried here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.proof.ground import Ground, Plot, ground
from tests.proof.running import Service
from tests.support.databases import KINDS


class SharedGround:
    """Always the same plot; its server keeps running until somebody needs it with other settings."""

    def __init__(self, ground: Ground, plot: Plot) -> None:
        self.kind = plot.kind
        self.ground = ground
        self._plot = plot
        self._settings: dict[str, str] = {}
        self._service = plot.service()

    @contextmanager
    def plot(self) -> Iterator[Plot]:
        self._service.kill()
        yield self._plot

    @contextmanager
    def served(self, **settings: str) -> Iterator[tuple[Plot, Service]]:
        if settings != self._settings:
            self._service.kill()
            self._settings, self._service = settings, self._plot.service(**settings)
        if not self._service.is_running:
            self._service.start()
        yield self._plot, self._service

    def close(self) -> None:
        self._service.kill()


@pytest.fixture(scope="session", params=KINDS)
def shared_ground(request: pytest.FixtureRequest) -> Iterator[SharedGround]:
    with ground(request.param) as found, found.plot() as plot:
        shared = SharedGround(found, plot)
        try:
            yield shared
        finally:
            shared.close()
