"""One listener's stream. It waits on the event loop and takes a thread and a session only to look.

Each look asks anew who the caller is and what they may see, so a stream ends with the sign-in it was opened under, and
a grant that was taken away is gone from the next event on.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final
from uuid import UUID

import anyio
import orjson
import structlog
from anyio import to_thread

from shouwen.core.access.identify import Credentials, identify
from shouwen.core.events.positions import Position, write_cursor
from shouwen.core.events.problems import TooManyStreams
from shouwen.core.events.queries import Listener, Look, heads, look, stand
from shouwen.core.journal.rules import COMPANY
from shouwen.core.work import House
from shouwen.kit.bell import Bell, Ear
from shouwen.kit.crypto import derive
from shouwen.kit.event_stream import message, ping
from shouwen.kit.problem import Unauthorized

log = structlog.get_logger(__name__)

PING_S: Final = 15.0
MOST_EACH: Final = 8  # of one person: a browser holds one, whatever the number of its tabs
MOST_TOGETHER: Final = 500  # a process accepts about twice as many connections; ordinary requests need some as well
RETRY_MS: Final = 3000
_AT_ONCE: Final = 100
_BREATH_S: Final = 0.2  # between two looks of one stream: what comes in a burst is fetched together
_LOOKING: Final = 2  # threads for all streams of the process, apart from those of the requests

_threads = anyio.CapacityLimiter(_LOOKING)


def cursor_secret() -> bytes:
    """Signs the cursors of the feed and of the stream, which are the same."""
    return derive("events.cursors")


def admit_stream(bell: Bell, who: UUID) -> None:
    """Raises TooManyStreams when this person, or everybody together, has enough of them."""
    ears = bell.ears()
    if len(ears) >= MOST_TOGETHER or sum(ear.of == who for ear in ears) >= MOST_EACH:
        raise TooManyStreams


@dataclass(slots=True)
class Stream:
    """Who listens, to what, and how far they have heard."""

    house: House
    credentials: Credentials
    listener: Listener
    position: Position | None
    _ear: Ear | None = field(default=None, init=False)
    _ended: bool = field(default=False, init=False)

    async def begin(self) -> None:
        """Finds where the stream begins. Raises CursorInvalid and TooManyCommunities, while they can be answered."""
        self.position = await to_thread.run_sync(self._stand, limiter=_threads)

    def end(self) -> None:
        """Lets it end by itself: the process is about to stop."""
        self._ended = True
        if self._ear is not None:
            self._ear.wake()

    async def lines(self) -> AsyncIterator[bytes]:
        """The stream, until the caller leaves, may no longer listen, or is told that the process stops."""
        yield message("{}", event="ready", id=self._cursor(), retry_ms=RETRY_MS)
        with self.house.bell.heard(self.listener.actor.id, self._concerns) as self._ear:
            while not self._ended:
                found = await self._look_again()
                if found is None:
                    return
                for line in self._told(found):
                    yield line
                if found.has_more:
                    continue
                looked_at = perf_counter()
                if await self._ear.wait(PING_S):
                    await asyncio.sleep(looked_at + _BREATH_S - perf_counter())
                else:
                    yield ping(self._cursor())

    def _told(self, found: Look) -> list[bytes]:
        """The events of a look. The last carries the cursor, and with it all are heard."""
        self.position = found.position
        told = [orjson.dumps(event, option=orjson.OPT_UTC_Z).decode() for event in found.events]
        return [
            message(data, id=self._cursor() if number == len(told) else None)
            for number, data in enumerate(told, start=1)
        ]

    def _cursor(self) -> str:
        return write_cursor(self.position or {}, cursor_secret())

    def _concerns(self, place: UUID) -> bool:
        """What happens in the company concerns everybody: sign-ins end there, and grants with them."""
        scope = self.listener.actor.scope
        return place == COMPANY or scope.company or place in scope.communities

    async def _look_again(self) -> Look | None:
        """None when there is nothing more to hear: the caller is not who they were, or the database does not answer."""
        try:
            return await to_thread.run_sync(self._look, limiter=_threads)
        except Unauthorized:
            return None
        except Exception as error:  # noqa: BLE001 - whatever it is: the listener comes again, with the cursor
            log.warning("stream_broken", kind=type(error).__name__)
            return None

    def _stand(self) -> Position:
        with self.house.db.read(self.listener.actor.scope) as session:
            return stand(self.position, heads(session, self.listener), new_from_now=True)

    def _look(self) -> Look:
        with self.house.db.glance() as connection:
            actor = identify(connection, self.credentials, self.house.clock.now())
        if actor != self.listener.actor:
            self.listener = Listener.of(actor, self.listener.wanted)
        with self.house.db.read(actor.scope) as session:
            return look(session, self.listener, self.position, limit=_AT_ONCE, new_from_now=True)
