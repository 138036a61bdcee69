"""R6: the connection to the database is cut, and then frozen, by a proxy in between."""

from __future__ import annotations

import time
from dataclasses import dataclass
from time import perf_counter

import sqlalchemy as sa

from tests.proof import audit
from tests.proof.caller import Caller
from tests.proof.finding import Check, Finding, Task
from tests.proof.load import Ledger, Load, Seen
from tests.proof.people import Desk
from tests.proof.proxy import FaultProxy, Mode

SHIFTS = 20  # more than there are connections
CUT_ANSWER_S = 1.0
FROZEN_ANSWER_S = 8.0
QUICK_ANSWER_S = 3.0  # with a deadline of one second and the grace a commit has
PROBE_ANSWER_S = 2.0
BACK_WITHIN_S = 5.0


@dataclass(frozen=True)
class Fault:
    """One kind of trouble, how long it lasts, and how long an answer may take meanwhile."""

    mode: Mode
    seconds: float
    answer_s: float


def cut_off(task: Task) -> Finding:
    """Cut: 503 at once. Frozen: an answer all the same. Health tells the truth, and it recovers by itself."""
    finding, ledger = Finding(), Ledger()
    deadline = {} if task.is_full else {"deadline_s": "1"}
    frozen = Fault(Mode.FREEZE, task.pick(full=20, quick=5), FROZEN_ANSWER_S if task.is_full else QUICK_ANSWER_S)
    faults = (Fault(Mode.CUT, task.pick(full=5, quick=2), CUT_ANSWER_S), frozen)
    with task.ground.plot() as plot:
        url = sa.make_url(plot.url)
        with FaultProxy(url.port or 5432) as proxy:
            through = url.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
            with plot.service(database_url=through, owner_database_url=plot.url, **deadline) as service:
                service.start()
                butler = Desk.open(plot.people, service.port, "duty_butler")
                engineer = Desk.open(plot.people, service.port, "engineer")
                with Load(butler, engineer, ledger, shifts=SHIFTS, name="cut", seed=task.seed):
                    for fault in faults:
                        time.sleep(1)
                        _try(finding, fault, proxy, ledger, service.port)
                for one in ledger.seen:
                    finding.expect(one.status in {200, 201} or one.is_later, f"{one.status} {one.code}")
        audit.nothing_lost(finding, plot.url, ledger)
        audit.nothing_half_done(finding, plot.url)
    finding.figures |= {"acknowledged": ledger.acknowledged, "later_503": ledger.statuses()[503]}
    return finding


def _try(finding: Finding, fault: Fault, proxy: FaultProxy, ledger: Ledger, port: int) -> None:
    """Makes the trouble, looks at what is answered meanwhile, ends it, and waits for the first success."""
    before = len(ledger.seen)
    proxy.turn(fault.mode)
    began = perf_counter()
    time.sleep(0.2)
    _expect_health(finding, fault, port)
    time.sleep(max(0.0, fault.seconds - (perf_counter() - began)))
    proxy.turn(Mode.PASS)
    ended = perf_counter()
    back = _first_success(ledger, ended)
    during = [one for one in ledger.seen[before:] if began < one.at < ended + 0.5]
    slowest = max((one.at - max(began, one.at - one.seconds) for one in during), default=0.0)
    finding.expect(bool(during), f"{fault.mode}: nothing was answered while it lasted")
    finding.expect(slowest <= fault.answer_s, f"{fault.mode}: an answer took {slowest:.2f} s")
    finding.expect(back <= BACK_WITHIN_S, f"{fault.mode}: the first success came {back:.1f} s after the end")
    finding.figures |= {f"{fault.mode}_slowest_s": round(slowest, 2), f"{fault.mode}_back_s": round(back, 2)}


def _expect_health(finding: Finding, fault: Fault, port: int) -> None:
    with Caller(port) as caller:
        for path, status in (("/healthz", 200), ("/readyz", 503)):
            answer = caller.get(path)
            finding.expect(answer.status == status, f"{fault.mode}: {path} says {answer.status}")
            finding.expect(answer.seconds < PROBE_ANSWER_S, f"{fault.mode}: {path} took {answer.seconds:.1f} s")


def _first_success(ledger: Ledger, ended: float) -> float:
    """Seconds until something begun after the end of the trouble succeeded."""
    while perf_counter() - ended < 4 * BACK_WITHIN_S:
        if any(_is_after(one, ended) for one in reversed(ledger.seen[-200:])):
            break
        time.sleep(0.02)
    return perf_counter() - ended


def _is_after(one: Seen, ended: float) -> bool:
    return 200 <= one.status < 300 and one.at - one.seconds >= ended


CHECK = Check("R6", "cut off", cut_off, databases=("postgresql",))
