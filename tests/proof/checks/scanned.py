"""R12: many promises fall due at once, several processes scan them, and one is killed in the middle of its batch."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from functools import partial
from time import perf_counter
from typing import Protocol

import psycopg

from shouwen.core.commitments.rules import Step
from shouwen.kit.clock import SystemClock
from tests.proof import audit
from tests.proof.finding import Check, Finding, Task
from tests.proof.ground import Plot
from tests.proof.promises import all_rung, promises_due, steps_left
from tests.proof.sandbox import ClockFile, service_by, worker_by
from tests.proof.waiting import wait_until

WORKERS = 4
LONGEST_PAUSE_S = 0.3  # between seeing a batch under way and the kill
STEPS = (Step.WARN, Step.DUE, Step.CLIMB)
LOCKS_OF_A_BATCH = (
    "SELECT 1 FROM pg_locks AS held JOIN pg_stat_activity AS who USING (pid)"
    " WHERE who.application_name = %s AND held.relation = 'commitments'::regclass LIMIT 1"
)


class Watch(Protocol):
    """The processes that watch the clock, one of which is killed."""

    def kill_in_the_middle(self, at: datetime, pause_s: float) -> None:
        """Moves the clocks there, and kills one process `pause_s` after it was seen in its batch."""

    def go_on(self) -> None:
        """Starts what is needed for the rest to be done."""


def scanned(task: Task) -> Finding:
    """Each promise rings once at each step, whoever was killed: no ring is lost, none comes twice."""
    finding, chance = Finding(), random.Random(task.seed)
    rounds, many = task.pick(full=10, quick=2), 2_000
    at, left, slowest = SystemClock().now(), 0, 0.0
    with task.ground.plot() as plot, _watching(plot, at) as watch:
        for number in range(rounds):
            ids = promises_due(plot.url, at + timedelta(hours=1), many, f"round {number}")
            at += timedelta(hours=2)
            began = perf_counter()
            watch.kill_in_the_middle(at, chance.uniform(0, LONGEST_PAUSE_S))
            left += steps_left(plot.url, at)
            watch.go_on()
            wait_until(partial(all_rung, plot.url, at), "some had not rung")
            slowest = max(slowest, perf_counter() - began)
            audit.rung_once(finding, plot.url, dict.fromkeys(ids, STEPS))
    finding.expect(left > 0, "nobody was killed before all was done")
    finding.figures |= {
        "rounds": rounds,
        "promises": rounds * many,
        "left_at_the_kill": left,
        "slowest_round_s": round(slowest, 1),
    }
    return finding


@contextmanager
def _watching(plot: Plot, at: datetime) -> Iterator[Watch]:
    with ExitStack() as stack:
        if plot.kind == "sqlite":
            yield Alone(plot, ClockFile(plot.folder / "clock", at), stack)
        else:
            yield Workers(plot, [ClockFile(plot.folder / f"clock-{n}", at) for n in range(WORKERS)], stack)


class Alone:
    """The one process that serves and watches on SQLite: killed, and started again to do the rest."""

    def __init__(self, plot: Plot, clock: ClockFile, stack: ExitStack) -> None:
        self._clock = clock
        self._service = stack.enter_context(service_by(clock, plot)).start()
        self._probe = stack.enter_context(closing(sqlite3.connect(plot.url.removeprefix("sqlite:///"), timeout=0)))

    def kill_in_the_middle(self, at: datetime, pause_s: float) -> None:
        self._clock.stand(at)
        wait_until(self._is_writing, "the clock did not begin", every_s=0.002)
        time.sleep(pause_s)
        self._service.kill()

    def go_on(self) -> None:
        self._service.start()

    def _is_writing(self) -> bool:
        try:
            self._probe.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        self._probe.execute("ROLLBACK")
        return False


class Workers:
    """Several workers on PostgreSQL, each with a clock of its own. The first is killed; the others do the rest."""

    def __init__(self, plot: Plot, clocks: Sequence[ClockFile], stack: ExitStack) -> None:
        self._clocks = clocks
        self._workers = [stack.enter_context(worker_by(clock, plot)) for clock in clocks]
        self._probe = stack.enter_context(psycopg.connect(plot.url, autocommit=True))

    def kill_in_the_middle(self, at: datetime, pause_s: float) -> None:
        self.go_on()
        victim, *others = self._clocks
        victim.stand(at)
        wait_until(partial(self._is_in_a_batch, victim.path.name), "the first worker did not begin", every_s=0.002)
        for other in others:
            other.stand(at)
        time.sleep(pause_s)
        self._workers[0].kill()

    def go_on(self) -> None:
        resting = [worker for worker in self._workers if not worker.is_running]
        for worker in resting:
            worker.log.unlink(missing_ok=True)
            worker.launch()
        for worker in resting:
            worker.wait_for_word("loops_started")

    def _is_in_a_batch(self, name: str) -> bool:
        return self._probe.execute(LOCKS_OF_A_BATCH, [name]).fetchone() is not None


CHECK = Check("R12", "scanned", scanned)
