"""Many at once: functions that all begin at the same moment, or keep going until told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Told = TypeVar("Told")


def at_once(deeds: Sequence[Callable[[], Told]]) -> list[Told]:
    """What each gives, in their order; all begin at the same moment."""
    gate = threading.Barrier(len(deeds))

    def through_the_gate(deed: Callable[[], Told]) -> Told:
        gate.wait(60)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(through_the_gate, deeds))
