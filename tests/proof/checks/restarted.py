"""R5: PostgreSQL is restarted in the middle of the work: in an orderly way, and as if it had crashed."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from time import perf_counter

import sqlalchemy as sa

from shouwen.core.journal.models import UnsealedEntry
from tests.proof import audit
from tests.proof.cluster import Cluster, cluster
from tests.proof.finding import Check, Finding, Task
from tests.proof.ground import plant
from tests.proof.load import Ledger, Load, Seen
from tests.proof.people import Desk
from tests.proof.running import Process

SHIFTS = 4
BACK_WITHIN_S = 2.0
SEALED_WITHIN_S = 30.0
WORK_S, AWAY_S = 2.0, 1.0


def restarted(task: Task) -> Finding:
    """Only 2xx and 503 with Retry-After, the first success soon after the database is up, nothing lost."""
    finding, ledger = Finding(), Ledger()
    with cluster() as made, tempfile.TemporaryDirectory(prefix="shouwen-proof-") as folder:
        plot = plant(made.server.url, Path(folder))
        worker = Process(["worker"], plot.folder, {"database_url": plot.url, "log_level": "info"})
        with plot.service() as service, worker:
            service.start()
            worker.launch()
            worker.wait_for_word("loops_started")
            butler = Desk.open(plot.people, service.port, "duty_butler")
            engineer = Desk.open(plot.people, service.port, "engineer")
            modes = ("immediate", "fast") * task.pick(full=3, quick=1)
            back = []
            with Load(butler, engineer, ledger, shifts=SHIFTS, name="restart", seed=task.seed):
                for mode in modes:
                    time.sleep(WORK_S)
                    back.append(_restart(made, mode, ledger, finding))
                time.sleep(WORK_S)
            _expect_answers(finding, ledger)
            finding.expect(worker.is_running, f"the worker ended: {worker.last_words()[-300:]}")
            _expect_sealed(finding, plot.url)
        audit.nothing_lost(finding, plot.url, ledger)
        audit.nothing_half_done(finding, plot.url)
    statuses = ledger.statuses()
    finding.figures |= {
        "restarts": len(modes),
        "acknowledged": ledger.acknowledged,
        "later_503": statuses[503],
        "back_s": round(max(back), 2),
        "slowest_s": round(max(one.seconds for one in ledger.seen), 2),
    }
    return finding


def _restart(made: Cluster, mode: str, ledger: Ledger, finding: Finding) -> float:
    """Seconds from the database being up to the first success."""
    made.stop(mode)
    time.sleep(AWAY_S)
    before = len(ledger.seen)
    made.start()
    up = perf_counter()
    back = _first_success(ledger, before, up)
    finding.expect(back < BACK_WITHIN_S, f"after a {mode} restart the first success took {back:.1f} s")
    return back


def _first_success(ledger: Ledger, before: int, up: float) -> float:
    while perf_counter() - up < 4 * BACK_WITHIN_S:
        for one in ledger.seen[before:]:
            if 200 <= one.status < 300:
                return max(0.0, one.at - up)
        time.sleep(0.01)
    return perf_counter() - up


def _expect_answers(finding: Finding, ledger: Ledger) -> None:
    for one in ledger.seen:
        finding.expect(_is_expected(one), f"under restart: {one.status} {one.code}")


def _is_expected(one: Seen) -> bool:
    return one.status in {200, 201} or one.is_later


def _expect_sealed(finding: Finding, url: str) -> None:
    """The worker, too, goes on by itself."""
    began = perf_counter()
    left: int | None = None
    with audit.looking(url) as session:
        while perf_counter() - began < SEALED_WITHIN_S and left != 0:
            time.sleep(0.2)
            left = session.scalar(sa.select(sa.func.count()).select_from(UnsealedEntry))
            session.rollback()
    finding.expect(left == 0, f"{left} rows of the journal are still unsealed")


CHECK = Check("R5", "restarted", restarted, databases=("postgresql",))
