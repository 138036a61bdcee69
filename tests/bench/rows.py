"""The figures of the project itself. Each row measures both sides of its ratio in one go."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import psycopg

from shouwen.house import opened
from shouwen.settings import load_settings
from tests.bench.drawing import BySql, ByTheCut
from tests.bench.filling import fill
from tests.bench.searching import listing, searching, settle
from tests.bench.sides import COUNTER_AND_FOUR_INSERTS, Hammer, Pgbench, RawSqlite, alternate
from tests.bench.ticking import by_sql, by_the_worker
from tests.proof.ground import Ground, Plot
from tests.proof.people import API, Desk
from tests.proof.promises import promises_due
from tests.proof.running import Process, Service
from tests.support.postgres import Server
from tests.support.settling import StandingClock

SLICES: Final = 5
QUICK_SLICES: Final = 1
MANY: Final = 100_000
VERY_MANY: Final = 1_000_000


@dataclass(frozen=True)
class Run:
    """What a row works with."""

    postgres: Server
    folder: Path
    quick: bool

    @property
    def slices(self) -> int:
        return QUICK_SLICES if self.quick else SLICES

    @contextmanager
    def ground(self, kind: str) -> Iterator[Plot]:
        with tempfile.TemporaryDirectory(dir=self.folder) as folder, ExitStack() as stack:
            ground = Ground(kind, Path(folder), self.postgres if kind == "postgresql" else None)
            stack.callback(ground.close)
            yield stack.enter_context(ground.plot())


Row = Callable[[Run], Mapping[str, Any]]


def create_a_case(run: Run) -> Mapping[str, Any]:
    """Two servers and a worker on PostgreSQL, 16 connections, against pgbench with 16 clients."""
    with run.ground("postgresql") as plot, _serving(plot, 2) as services:
        with psycopg.connect(plot.url, autocommit=True) as connection:
            connection.execute(COUNTER_AND_FOUR_INSERTS)
        ours = _creating(plot, services)
        limit = Pgbench(plot.url, plot.folder / "limit.sql")
        with ours.running():
            rate, raw = alternate(ours, limit, run.slices)
    figure = "create a case / pgbench counter transaction, 16 clients"
    return _ratio(figure, rate, raw, floor=0.20, p99_s=max(ours.p99_s))


def create_on_sqlite(run: Run) -> Mapping[str, Any]:
    """One process, the embedded database with full durability, against the standard library's sqlite3."""
    with run.ground("sqlite") as plot, _serving(plot, 1) as services:
        ours = _creating(plot, services)
        with ours.running():
            rate, raw = alternate(ours, RawSqlite(plot.folder / "raw.db"), run.slices)
    return _ratio("SQLite create / raw sqlite3 transaction (FULL), one process", rate, raw, floor=0.15)


def list_of_many(run: Run) -> Mapping[str, Any]:
    """50 heard cases, newest first: out of a million against out of a hundred thousand."""
    with ExitStack() as stack:
        sides = []
        for count in (VERY_MANY, MANY) if not run.quick else (MANY, MANY // 10):
            plot = stack.enter_context(run.ground("postgresql"))
            fill(plot.url, count)
            services = stack.enter_context(_serving(plot, 1))
            side = _reading(plot, services, f"{API}/cases?state=heard&limit=50")
            sides.append(stack.enter_context(side.running()))
        rate, base = alternate(sides[0], sides[1], run.slices)
    return _ratio("list 50 of 1M / of 100k", rate, base, floor=0.8)


def one_case(run: Run) -> Mapping[str, Any]:
    """One case with its contacts, commitments and actions, against the same server's list of 50 out of 100k."""
    with run.ground("postgresql") as plot, _serving(plot, 1) as services:
        fill(plot.url, MANY // 10 if run.quick else MANY)
        case_id = Desk.open(plot.people, services[0].port, "manager").first("cases?state=handling")
        one = _reading(plot, services, f"{API}/cases/{case_id}")
        listing = _reading(plot, services, f"{API}/cases?state=heard&limit=50")
        with one.running(), listing.running():
            rate, base = alternate(one, listing, run.slices)
    return _ratio("one case with what hangs on it / list 50 of 100k", rate, base, floor=None)


def tick_of_many(run: Run) -> Mapping[str, Any]:
    """A thousand of a hundred thousand promises take a step: by the tick, and by SQL that writes as much."""
    with run.ground("postgresql") as plot, ExitStack() as stack:
        clock = StandingClock()
        promises_due(plot.url, clock.now() + timedelta(days=365), MANY // 10 if run.quick else MANY, "ahead")
        house = stack.enter_context(opened(load_settings(database_url=plot.url, data_dir=plot.folder)))
        house.clock = clock
        connection = stack.enter_context(psycopg.connect(plot.url, autocommit=True))
        connection.execute("UPDATE commitments SET next_at = NULL WHERE slot NOT LIKE 'ahead%'")  # the demo's own
        connection.execute("VACUUM ANALYZE")
        ours, theirs = by_the_worker(house, plot.url, clock), by_sql(connection, plot.url, clock)
        rate, raw = alternate(ours, theirs, run.slices)
    return _ratio("tick over 100k open promises with 1k due / the same rows by one SQL statement", rate, raw, floor=0.3)


def draw_of_many(run: Run) -> Mapping[str, Any]:
    """A month of a hundred thousand finished cases drawn in one cut, against the same lots sorted by SQL."""
    with run.ground("postgresql") as plot, psycopg.connect(plot.url, autocommit=True) as connection:
        ours = ByTheCut.of(MANY // 10 if run.quick else MANY)
        rate, raw = alternate(ours, BySql.of(connection, ours.rows), run.slices)
    return _ratio("draw of a month for 100k finished cases / ORDER BY hash in SQL", rate, raw, floor=0.5)


def search_on_postgresql(run: Run) -> Mapping[str, Any]:
    """One person at the desk of a hundred thousand residents looks them up by all that callers say."""
    return _search(run, "postgresql")


def search_on_sqlite(run: Run) -> Mapping[str, Any]:
    """The same on the embedded database."""
    return _search(run, "sqlite")


def _search(run: Run, kind: str) -> Mapping[str, Any]:
    with run.ground(kind) as plot:
        count = MANY // 10 if run.quick else MANY
        known = settle(plot, count)
        with _serving(plot, 1) as services:
            desk = Desk.open(plot.people, services[0].port, "duty_butler")
            search, residents = searching(desk, known), listing(desk, known)
            rate, base = alternate(search, residents, run.slices)
    listed = {f"list_{name}": value for name, value in residents.told().items()}
    figure = f"search over everything / the list of residents, {count:,} residents on {kind}"
    return _ratio(figure, rate, base, floor=None, **search.told(), **listed)


ROWS: Final[Mapping[str, Row]] = {
    "create": create_a_case,
    "draw": draw_of_many,
    "list": list_of_many,
    "one": one_case,
    "search": search_on_postgresql,
    "search_sqlite": search_on_sqlite,
    "sqlite": create_on_sqlite,
    "tick": tick_of_many,
}


def _ratio(figure: str, rate: float, base: float, *, floor: float | None, **more: Any) -> Mapping[str, Any]:
    return {
        "figure": figure,
        "ratio": round(rate / base, 3),
        "floor": floor,
        "per_second": round(rate, 1),
        "against_per_second": round(base, 1),
        **{name: round(value, 4) for name, value in more.items()},
    }


@contextmanager
def _serving(plot: Plot, servers: int) -> Iterator[list[Service]]:
    with ExitStack() as stack:
        services = [stack.enter_context(plot.service()).start() for _ in range(servers)]
        if plot.kind == "postgresql":
            worker = stack.enter_context(Process(["worker"], plot.folder, {"database_url": plot.url}))
            worker.launch()
        yield services


def _creating(plot: Plot, services: list[Service]) -> Hammer:
    desk = Desk.open(plot.people, services[0].port, "duty_butler")
    return Hammer(
        ports=[service.port for service in services],
        method="POST",
        path=f"{API}/cases",
        token=_token(plot, services[0].port, "duty_butler"),
        expected=201,
        body=json.dumps(desk.case()),
    )


def _reading(plot: Plot, services: list[Service], path: str) -> Hammer:
    ports = [service.port for service in services]
    return Hammer(ports=ports, method="GET", path=path, token=_token(plot, ports[0], "manager"), expected=200)


def _token(plot: Plot, port: int, who: str) -> str:
    return plot.people.sign_in(port, who)["Authorization"].removeprefix("Bearer ")
