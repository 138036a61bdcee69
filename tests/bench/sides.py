"""The two sides of a ratio: something that does so many things a second when told to go on for a while."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Protocol

from shouwen.kit.ids import new_id

SLICE_S = 2.0


class Side(Protocol):
    """One side: `go` works for the seconds and answers how many times a second it did its thing."""

    def go(self, seconds: float) -> float: ...


class WentWrong(RuntimeError):
    """A side did not do what it should: its rate would say nothing."""


@dataclass
class Hammer:
    """Requests from a process of its own."""

    ports: Sequence[int]
    method: str
    path: str
    token: str
    expected: int
    body: str = ""
    connections: int = 16
    p99_s: list[float] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[Hammer]:
        names = ("method", "path", "token", "expected", "body", "connections")
        order = {name: getattr(self, name) for name in names}
        words = [sys.executable, "-m", "tests.bench.hammer", json.dumps({**order, "ports": list(self.ports)})]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as self._process:
            try:
                yield self
            finally:
                assert self._process.stdin is not None
                self._process.stdin.close()

    def go(self, seconds: float) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{seconds}\n")
        self._process.stdin.flush()
        said: Mapping[str, float] = json.loads(self._process.stdout.readline())
        if said["wrong"] or not said["answers"]:
            raise WentWrong(f"{self.method} {self.path}: {said['wrong']} of {said['answers']} answers were wrong")
        self.p99_s.append(said["p99_s"])
        return said["answers"] / said["seconds"]


COUNTER_AND_FOUR_INSERTS = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE TABLE bench.counter (series text PRIMARY KEY, last bigint NOT NULL);
CREATE TABLE bench.row_1 (id bigserial PRIMARY KEY, series text NOT NULL, words text NOT NULL, at timestamptz NOT NULL);
CREATE TABLE bench.row_2 (LIKE bench.row_1 INCLUDING ALL);
CREATE TABLE bench.row_3 (LIKE bench.row_1 INCLUDING ALL);
CREATE TABLE bench.row_4 (LIKE bench.row_1 INCLUDING ALL);
"""
_SCRIPT = "\n".join(
    [
        "BEGIN;",
        (
            "INSERT INTO bench.counter VALUES ('TS202611', 1)"
            " ON CONFLICT (series) DO UPDATE SET last = bench.counter.last + 1;"
        ),
        *[
            f"INSERT INTO bench.row_{number} (series, words, at) VALUES ('TS202611', repeat('水管漏水', 10), now());"
            for number in (1, 2, 3, 4)
        ],
        "COMMIT;",
    ]
)


@dataclass
class Pgbench:
    """PostgreSQL's own client doing a counter and four inserts in a transaction: the engine's limit."""

    url: str
    script: Path
    clients: int = 16

    def __post_init__(self) -> None:
        self.script.write_text(_SCRIPT, encoding="utf-8")

    def go(self, seconds: float) -> float:
        how = ["-n", "-c", str(self.clients), "-j", "1", "-T", str(int(seconds)), "-f", str(self.script)]
        words = [find_pgbench(), *how, self.url]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        match = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
        if done.returncode or not match:
            raise WentWrong(f"pgbench: {done.stderr.strip()[-500:]}")
        return float(match[1])


def find_pgbench() -> str:
    """Where pgbench lies: on PATH, or beside the server's own programs as Debian keeps it."""
    found = shutil.which("pgbench") or next(map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))), None)
    if not found:
        raise WentWrong("pgbench is not on this machine: it comes with PostgreSQL's server package")
    return found


class RawSqlite:
    """The standard library's sqlite3 doing a counter and four inserts in a transaction, synchronous=FULL."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE counter (series TEXT PRIMARY KEY, last INTEGER);"
            + "".join(f"CREATE TABLE row_{n} (id BLOB PRIMARY KEY, words TEXT, at INTEGER);" for n in (1, 2, 3, 4))
        )

    def go(self, seconds: float) -> float:
        began, done = perf_counter(), 0
        while perf_counter() - began < seconds:
            self._transaction()
            done += 1
        return done / (perf_counter() - began)

    def _transaction(self) -> None:
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        execute("INSERT INTO counter VALUES ('TS', 1) ON CONFLICT (series) DO UPDATE SET last = last + 1")
        for number in (1, 2, 3, 4):
            execute(f"INSERT INTO row_{number} VALUES (?, ?, ?)", (new_id().bytes, "水管漏水" * 10, 1))
        execute("COMMIT")


def alternate(one: Side, other: Side, slices: int) -> tuple[float, float]:
    """The median rates of both sides, measured in turns. The first turn warms up and does not count."""
    rates: list[tuple[float, float]] = []
    for number in range(slices + 1):
        pair = one.go(SLICE_S), other.go(SLICE_S)
        if number:
            rates.append(pair)
    return statistics.median(a for a, _ in rates), statistics.median(b for _, b in rates)
