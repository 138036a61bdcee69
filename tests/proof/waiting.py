"""Waiting for something to become true."""

from __future__ import annotations

import time
from collections.abc import Callable
from time import perf_counter

from tests.proof.people import NotAsExpected

LONGEST_S = 120.0


def wait_until(holds: Callable[[], bool], otherwise: str, *, every_s: float = 0.1) -> None:
    """Raises NotAsExpected with `otherwise` when it takes too long."""
    began = perf_counter()
    while not holds():
        if perf_counter() - began > LONGEST_S:
            raise NotAsExpected(f"after {LONGEST_S:.0f} s {otherwise}")
        time.sleep(every_s)
