"""A bell that threads and processes ring, and coroutines listen for: "something happened there, go and look".

    with bell.heard(of=person_id, concerns=lambda place: place in mine) as ear:
        rung = await ear.wait(15)

A ring carries the id of a place and nothing else. Whoever hears it looks for himself, and looks now and then without
having heard anything: a ring that is lost costs time, never an event.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final
from uuid import UUID

import psycopg
import sqlalchemy as sa
import structlog
from sqlalchemy import event
from sqlalchemy.orm import Session

from shouwen.kit.db import Database

log = structlog.get_logger(__name__)

Concerns = Callable[[UUID], bool]

_CHANNEL: Final = "shouwen_bell"
_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 15.0


class Ear:
    """Hears the bell on the event loop it was made on."""

    def __init__(self, of: UUID, concerns: Concerns) -> None:
        self.of = of
        self.concerns = concerns
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    def wake(self) -> None:
        """From any thread."""
        with suppress(RuntimeError):  # the loop has ended, and with it whoever listened
            self._loop.call_soon_threadsafe(self._rung.set)

    async def wait(self, seconds: float) -> bool:
        """Until the bell rings, at most so long. Answers whether it rang since the last time."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)
        rung = self._rung.is_set()
        self._rung.clear()
        return rung


class Bell:
    """The bell of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ears: set[Ear] = set()

    def ring(self, place: UUID) -> None:
        """Wakes whom it concerns. From any thread."""
        for ear in self.ears():
            if ear.concerns(place):
                ear.wake()

    def wake_all(self) -> None:
        """Rings may have been lost: everybody looks."""
        for ear in self.ears():
            ear.wake()

    def ears(self) -> tuple[Ear, ...]:
        """Who listens now."""
        with self._lock:
            return tuple(self._ears)

    @contextmanager
    def heard(self, of: UUID, concerns: Concerns) -> Iterator[Ear]:
        """An ear for the length of the block."""
        ear = Ear(of, concerns)
        with self._lock:
            self._ears.add(ear)
        try:
            yield ear
        finally:
            with self._lock:
                self._ears.discard(ear)


def ring_at_commit(session: Session, bell: Bell, place: UUID) -> None:
    """Rings when this transaction commits: in every process on PostgreSQL, in this one on SQLite, where no other is.

    On PostgreSQL a transaction with a NOTIFY waits for the others that have one when it commits. So only the sealer
    rings, whom nobody waits for; no request does.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_notify(_CHANNEL, str(place))))
    else:
        event.listen(session, "after_commit", lambda _session: bell.ring(place), once=True)


async def carry_over(db: Database, bell: Bell) -> None:
    """Rings here what other processes ring, until cancelled. One connection of its own, made again when it is lost."""
    url = db.url.set(drivername="postgresql").render_as_string(hide_password=False)
    pause = _FIRST_PAUSE_S
    while True:
        try:
            async with await _listen(url, db.limits.connect_s) as connection:
                log.info("bell_connected")
                pause = _FIRST_PAUSE_S
                bell.wake_all()
                async for notice in connection.notifies():
                    with suppress(ValueError):  # somebody else's word: the channel is open to whoever may connect
                        bell.ring(UUID(notice.payload))
        except (psycopg.Error, OSError) as error:
            log.warning("bell_lost", kind=type(error).__name__, again_in_s=pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_S)


async def _listen(url: str, connect_s: int) -> psycopg.AsyncConnection:
    connection = await psycopg.AsyncConnection.connect(
        url, autocommit=True, connect_timeout=connect_s, keepalives_idle=5, keepalives_interval=1, keepalives_count=2
    )
    await connection.execute(f"LISTEN {_CHANNEL}")
    return connection
