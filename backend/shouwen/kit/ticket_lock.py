"""A lock that serves in the order of arrival; `threading.Lock` promises no order, and under load somebody starves."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class LockTimeoutError(Exception):
    """The turn did not come in time."""


class TicketLock:
    """First come, first served."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def held(self, timeout: float) -> Iterator[None]:
        """Holds the lock for the block. Raises LockTimeoutError after `timeout` seconds of waiting."""
        self._acquire(timeout)
        try:
            yield
        finally:
            self._release()

    def _acquire(self, timeout: float) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(timeout):
            return
        with self._guard:
            if turn.is_set():  # our turn came between the timeout and this line: hand it on
                self._hand_on()
            else:
                self._waiting.remove(turn)
        raise LockTimeoutError

    def _release(self) -> None:
        with self._guard:
            self._hand_on()

    def _hand_on(self) -> None:
        if self._waiting:
            self._waiting.popleft().set()
        else:
            self._taken = False
