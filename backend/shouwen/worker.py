"""The loops behind the API: sealing the journal, watching promises, planning what comes round, doing jobs.

On SQLite they run as threads of `serve`; on PostgreSQL as `shouwen worker`, as many as wanted. A loop never dies: what
fails is logged and tried again, later each time.
"""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Final, Self
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from shouwen.core.commitments.tick import tick
from shouwen.core.jobs.service import do_next, hand_out, plan_schedules, run_next
from shouwen.core.journal.sealer import seal_all
from shouwen.core.work import House
from shouwen.kit.bell import ring_at_commit
from shouwen.kit.db import COMPANY_SCOPE
from shouwen.kit.ticket_lock import LockTimeoutError
from shouwen.rooms import furniture

log = structlog.get_logger(__name__)

_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 30.0
_STOP_WITHIN_S: Final = 20.0
# How long after a commit by another process its journal rows may lie unsealed; this process wakes its own loop.
_SEAL_EVERY_S: Final = 0.2
_SEAL_EVERY_ALONE_S: Final = 1.0
_JOBS_EVERY_S: Final = 1.0
_PLAN_EVERY_S: Final = 5.0
_TICK_EVERY_S: Final = 1.0


@dataclass(slots=True)
class Loop:
    """One thing done over and over. `turn` answers whether there may be more to do at once."""

    name: str
    turn: Callable[[], bool]
    rest_s: float
    wake: threading.Event = field(default_factory=threading.Event)
    failures: int = 0
    last_good: float | None = None  # time.monotonic of the last turn that did not fail

    def run(self, stop: threading.Event) -> None:
        """Turns until told to stop."""
        while not stop.is_set():
            if not self._try():
                stop.wait(min(_FIRST_PAUSE_S * 2 ** (self.failures - 1), _LONGEST_PAUSE_S))
                continue
            self.wake.wait(self.rest_s)
            self.wake.clear()

    def _try(self) -> bool:
        try:
            while self.turn():
                pass
        except Exception as error:
            self.failures = min(self.failures + 1, 16)
            if isinstance(error, LockTimeoutError):  # the writer was busy: nothing is wrong, the next turn comes soon
                log.warning("loop_waits", loop=self.name, failures=self.failures)
            else:
                log.exception("loop_failed", loop=self.name, failures=self.failures)
            return False
        self.failures = 0
        self.last_good = time.monotonic()
        return True


class Loops(AbstractContextManager["Loops"]):
    """Loops on threads of their own, for as long as the block lasts."""

    def __init__(self, loops: Sequence[Loop], stop: threading.Event | None = None) -> None:
        self.loops = loops
        self.stop = stop or threading.Event()
        self._threads = [
            threading.Thread(target=loop.run, args=(self.stop,), name=f"shouwen-{loop.name}", daemon=True)
            for loop in loops
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        log.info("loops_started", loops=[loop.name for loop in self.loops])
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets each loop end what it has in hand, and waits for that."""
        self.stop.set()
        for loop in self.loops:
            loop.wake.set()
        give_up_at = time.monotonic() + _STOP_WITHIN_S
        for thread in self._threads:
            thread.join(max(0.0, give_up_at - time.monotonic()))
        log.info("loops_stopped", still_running=[thread.name for thread in self._threads if thread.is_alive()])


def loops_of(house: House, stop: threading.Event) -> list[Loop]:
    """The loops of this house. A commit wakes the sealer, the sealer wakes the jobs and the streams."""
    for kind in ("reactions", "schedules"):
        furniture(kind)
    jobs = Loop("jobs", lambda: not stop.is_set() and do_next(house), _JOBS_EVERY_S)
    # Two, so that one who does not answer outside does not keep all the others waiting.
    errands = [Loop(f"errands-{n}", lambda: not stop.is_set() and run_next(house), _JOBS_EVERY_S) for n in (1, 2)]

    def hand_on(session: Session, community_id: UUID, entries: Sequence[sa.Row[Any]]) -> None:
        hand_out(session, community_id, entries)
        ring_at_commit(session, house.bell, community_id)

    def seal() -> bool:
        if seal_all(house.db, hand_on):
            for loop in (jobs, *errands):
                loop.wake.set()
        return False

    def plan() -> bool:
        with house.db.write(COMPANY_SCOPE) as session:
            plan_schedules(session, house.clock.now())
        return False

    pause = _SEAL_EVERY_ALONE_S if house.db.is_sqlite else _SEAL_EVERY_S
    return [
        Loop("sealer", seal, pause, wake=house.stirred),
        Loop("tick", lambda: not stop.is_set() and tick(house) > 0, _TICK_EVERY_S),
        Loop("planner", plan, _PLAN_EVERY_S),
        jobs,
        *errands,
    ]


def start_loops(house: House) -> Loops:
    """The loops, to be entered."""
    stop = threading.Event()
    return Loops(loops_of(house, stop), stop)


def run_until_told(house: House) -> None:
    """What `shouwen worker` does: turns until SIGTERM or SIGINT, then stops between two items."""
    told = threading.Event()

    def tell(_signal: int, _frame: FrameType | None) -> None:
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tell)
    with start_loops(house):
        told.wait()
