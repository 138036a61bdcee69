"""Two ways to take a step of a thousand promises among a hundred thousand: the tick of the worker, and plain SQL.

Both write the same: the step into the promise, its ring, its row of the journal, and that row's place in the queue of
the sealer. The SQL does so in one statement that computes nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import perf_counter
from typing import Final

import psycopg

from shouwen.core.commitments.tick import tick
from shouwen.core.work import House
from tests.bench.sides import WentWrong
from tests.proof.promises import promises_due
from tests.support.settling import StandingClock

DUE: Final = 1_000
_AHEAD: Final = timedelta(minutes=5)  # warned already, due only after the clock that stands

_THE_SAME: Final = """
WITH due AS (
  SELECT community_id, id FROM commitments WHERE next_at <= %(now)s ORDER BY next_at FOR UPDATE SKIP LOCKED
),
stepped AS (
  UPDATE commitments AS one SET rung = rung + 1, next_at = due_at FROM due
  WHERE one.community_id = due.community_id AND one.id = due.id
  RETURNING one.community_id, one.id, one.key, one.due_at, one.subject_id
),
rung AS (
  INSERT INTO commitment_rings (community_id, commitment_id, step, rung_at)
  SELECT community_id, id, 'warn', %(now)s FROM stepped
  RETURNING 1
),
told AS (
  INSERT INTO journal (community_id, id, event, at, recorded_at, actor_kind, actor_id, subject_id, detail)
  SELECT community_id, gen_random_uuid(), 'commitments.warned', %(now)s, %(now)s, 'system',
         '00000000-0000-0000-0000-000000000000', subject_id,
         jsonb_build_object('commitment_id', id, 'key', key, 'due_at', due_at, 'step', 'warn')
  FROM stepped
  RETURNING community_id, id
),
queued AS (
  INSERT INTO journal_unsealed (community_id, entry_id) SELECT community_id, id FROM told RETURNING 1
)
SELECT (SELECT count(*) FROM rung), (SELECT count(*) FROM queued)
"""


@dataclass
class Ticking:
    """`step` takes the step of what is due and answers how many promises it moved. Only that is measured."""

    url: str
    clock: StandingClock
    step: Callable[[], int]
    name: str
    turns: itertools.count[int] = field(default_factory=itertools.count)

    def go(self, seconds: float) -> float:
        taken, moved = 0.0, 0
        while taken < seconds:
            promises_due(self.url, self.clock.now() + _AHEAD, DUE, f"{self.name} {next(self.turns)}")
            began = perf_counter()
            done = self.step()
            taken += perf_counter() - began
            if done != DUE:
                raise WentWrong(f"{self.name} moved {done} promises, not {DUE}")
            moved += done
        return moved / taken


def by_the_worker(house: House, url: str, clock: StandingClock) -> Ticking:
    """The tick, as the worker calls it."""
    return Ticking(url, clock, lambda: tick(house), "tick")


def by_sql(connection: psycopg.Connection, url: str, clock: StandingClock) -> Ticking:
    """The same rows by one statement."""

    def step() -> int:
        row = connection.execute(_THE_SAME, {"now": clock.now()}).fetchone()
        return min(row) if row else 0

    return Ticking(url, clock, step, "sql")
