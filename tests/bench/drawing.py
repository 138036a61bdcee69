"""Two ways to draw a month of finished cases by lot: the cut, and `ORDER BY` the very same lot in SQL.

The SQL has no floor, no order of its rows and nothing to prove: it only computes the lots and hands out the lowest.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Final
from uuid import UUID

import psycopg

from shouwen.areas.callbacks.draw import WHOLE, Row, cut
from tests.bench.sides import WentWrong

_SEED: Final = hashlib.sha256(b"seed").digest()
_BEFORE: Final = hashlib.sha256(b"cut").digest()
_RATE_BP: Final = 3_000
_BEGIN: Final = datetime(2026, 11, 1, tzinfo=UTC)
_TWO_DAYS_ON: Final = _BEGIN + timedelta(days=2)
_MONTH_S: Final = 30 * 24 * 3600
_LOTS: Final = """
SELECT id FROM bench_finished
ORDER BY sha256(%(outer)s::bytea || sha256(%(inner)s::bytea || uuid_send(id))) LIMIT %(most)s
"""


@dataclass
class ByTheCut:
    """The whole month in one cut: lots, rate, and the hash that binds all of it."""

    rows: list[Row]

    @classmethod
    def of(cls, count: int) -> ByTheCut:
        return cls([_row(seq, count) for seq in range(count)])

    def go(self, seconds: float) -> float:
        began, done = perf_counter(), 0
        while done == 0 or perf_counter() - began < seconds:
            _check(len(cut(_SEED, _BEFORE, 1, _TWO_DAYS_ON, self.rows).drawn), len(self.rows))
            done += 1
        return done / (perf_counter() - began)


@dataclass
class BySql:
    """The same HMAC of the same ids, sorted by PostgreSQL, and those that were drawn fetched."""

    connection: psycopg.Connection
    count: int

    @classmethod
    def of(cls, connection: psycopg.Connection, rows: list[Row]) -> BySql:
        connection.execute("CREATE TABLE bench_finished (id uuid PRIMARY KEY)")
        with connection.cursor() as cursor, cursor.copy("COPY bench_finished FROM STDIN") as into:
            for row in rows:
                into.write_row([str(row.subject_id)])
        connection.execute("VACUUM ANALYZE bench_finished")
        return cls(connection, len(rows))

    def go(self, seconds: float) -> float:
        key = _SEED.ljust(64, b"\0")
        asked = {
            "inner": bytes(byte ^ 0x36 for byte in key) + _BEFORE,
            "outer": bytes(byte ^ 0x5C for byte in key),
            "most": self.count * _RATE_BP // WHOLE,
        }
        began, done = perf_counter(), 0
        while done == 0 or perf_counter() - began < seconds:
            _check(len(self.connection.execute(_LOTS, asked).fetchall()), self.count)
            done += 1
        return done / (perf_counter() - began)


def _row(seq: int, count: int) -> Row:
    at = _BEGIN + timedelta(seconds=seq * _MONTH_S // count)
    until = (at + timedelta(days=3)).replace(hour=15, minute=59, second=59)
    subject_id = UUID(bytes=hashlib.sha256(seq.to_bytes(8, "big")).digest()[:16])
    return Row(seq, subject_id, _RATE_BP, at, at, max(until, _TWO_DAYS_ON + timedelta(days=1)))


def _check(drawn: int, count: int) -> None:
    if drawn != count * _RATE_BP // WHOLE:
        raise WentWrong(f"{drawn} of {count} were drawn")
