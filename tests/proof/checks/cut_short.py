"""R34: a renovation is walked from application to refund, and the server is killed at every step of it."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.journal.models import JournalEntry
from shouwen.kit.clock import SystemClock
from tests.proof import audit
from tests.proof.caller import Answer, dumps
from tests.proof.conservation import books, expect_sound
from tests.proof.finding import Check, Finding, Task
from tests.proof.ground import Plot
from tests.proof.people import API, Desk, Said, expect
from tests.proof.renovating import (
    AFTERWARDS,
    KEPT_FEN,
    OWNER,
    PEOPLE,
    UNTIL_OBSERVED,
    VERSIONED,
    Step,
    first_body,
    upload,
)
from tests.proof.running import Service
from tests.proof.sandbox import ClockFile, service_by, worker_by
from tests.proof.waiting import wait_until

EVERY_QUICK = 4
USUAL_S = 0.2  # until it is known better
LATEST = 1.3  # of what a step usually takes: some kills come after the answer
OBSERVED_AFTER = timedelta(days=9)


def cut_short(task: Task) -> Finding:
    """Whenever it is cut, the same request again is done once: nothing lost, nothing double, the books in balance."""
    finding = Finding()
    with task.ground.plot() as plot, _running(plot) as (service, clock):
        walk = Walk(finding, plot, service, task)
        walk.apply()
        for step in UNTIL_OBSERVED:
            walk.take(step)
        clock.say(f"+{OBSERVED_AFTER.days}d")
        walk.sign_in()
        wait_until(lambda: walk.read()["state"] == "observed", "the observation is not over")
        for step in AFTERWARDS:
            walk.take(step)
        walk.expect_told((*UNTIL_OBSERVED, *AFTERWARDS))
        walk.expect_money()
        audit.nothing_half_done(finding, plot.url)
        finding.expect_quiet(service.complaints())
    finding.figures |= walk.figures
    return finding


@contextmanager
def _running(plot: Plot) -> Iterator[tuple[Service, ClockFile]]:
    """A server and, on PostgreSQL, a worker that goes on while the server is gone; both by the one clock."""
    with ExitStack() as stack:
        clock = ClockFile(plot.folder / "clock", SystemClock().now())
        clock.say("+0s")
        service = stack.enter_context(service_by(clock, plot)).start()
        if plot.kind == "postgresql":
            worker = stack.enter_context(worker_by(clock, plot))
            worker.launch()
            worker.wait_for_word("loops_started")
        yield service, clock


class Walk:
    """The renovation on its way, and the kills."""

    def __init__(self, finding: Finding, plot: Plot, service: Service, task: Task) -> None:
        self._finding = finding
        self._plot = plot
        self._service = service
        self._chance = random.Random(task.seed)
        self._every = task.pick(full=1, quick=EVERY_QUICK)
        self._cuts = task.pick(full=2, quick=1)
        self._taken = 0
        self._usual_s = USUAL_S
        self._id = ""
        self.figures = {"steps": 0, "kills": 0, "cut_before": 0, "cut_after": 0}
        self.sign_in()

    def sign_in(self) -> None:
        """Everybody, anew: by another clock their sign-ins have ended."""
        self._desks = {who: Desk.open(self._plot.people, self._service.port, who) for who in PEOPLE}

    def read(self) -> Said:
        """The file as the manager sees it now."""
        answer = self._desks["manager"].again().caller.get(f"{API}/renovations/{self._id}")
        told: Said = expect(answer, 200).json()
        return told

    def apply(self) -> None:
        """The first step: whoever lives there applies."""
        [residency] = self._desks[OWNER].me["residencies"]
        body = first_body(residency["homes"][0], self._file)
        self._id = str(self._send(Step(OWNER, "apply"), {}, body).json()["id"])

    def take(self, step: Step) -> None:
        """One step, and what must be true after it."""
        one = self.read()
        self._send(step, one, step.body(one, self._file), version=one["version"])

    def _file(self, who: str) -> str:
        return upload(self._desks[who])

    # ------------------------------------------------------------ sending, killing, sending again

    def _send(self, step: Step, one: Said, body: Said, version: int = 0) -> Answer:
        """The step, cut as often as it is its turn, and then until it is answered."""
        self._taken += 1
        key = f"step-{self._taken}"
        heard = [
            self._cut(step, one, body, key, version) for _ in range(self._cuts if self._taken % self._every == 0 else 0)
        ]
        answer = self._ask(step, one, body, key, version)
        where = f"{step.verb} of {step.who}"
        self._finding.expect(answer.ok, f"{where}, sent again: {answer.status} {answer.code} {answer.text[:200]}")
        for early in heard:
            self._finding.expect(early.status == 0 or early.ok, f"{where}, while it was cut: {early.status}")
            same = not early.ok or early.body == answer.body
            self._finding.expect(same, f"{where}: what was answered before the kill is answered otherwise now")
        if heard:
            done_before = answer.headers.get("idempotent-replayed") == "true"
            self.figures["cut_after" if done_before else "cut_before"] += 1
            expect_sound(self._finding, books(self._plot.url), f"after the kill at {where}")
        if "idempotent-replayed" not in answer.headers:
            self._usual_s = (self._usual_s + answer.seconds) / 2
        self.figures["steps"] += 1
        return expect(answer, 200, 201)

    def _cut(self, step: Step, one: Said, body: Said, key: str, version: int) -> Answer:
        """Sent, and the server killed at a moment between the first byte and shortly after the answer."""
        heard: list[Answer] = []
        asking = threading.Thread(target=lambda: heard.append(self._ask(step, one, body, key, version)))
        asking.start()
        time.sleep(self._chance.uniform(0, LATEST) * self._usual_s)
        self._service.kill()
        asking.join()
        self._service.start()
        self.figures["kills"] += 1
        return heard[0]

    def _ask(self, step: Step, one: Said, body: Said, key: str, version: int) -> Answer:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        if step.verb in VERSIONED:
            headers["If-Match"] = f'"v{version}"'
        return self._desks[step.who].again().caller.ask("POST", step.path(one), dumps(body), headers)

    # ------------------------------------------------------------ what is there in the end

    def expect_told(self, steps: Sequence[Step]) -> None:
        """The journal tells each act as often as it was done."""
        wanted = Counter(f"renovations.{event}" for step in steps for event in step.tells)
        wanted["renovations.document_added"] += 5  # with the application
        with audit.looking(self._plot.url) as session:
            rows = sa.select(JournalEntry.event).where(
                JournalEntry.subject_id == UUID(self._id), JournalEntry.event.in_(wanted)
            )
            told = Counter(session.scalars(rows))
        for event, times in wanted.items():
            self._finding.expect(told[event] == times, f"{event} is told {told[event]} times instead of {times}")

    def expect_money(self) -> None:
        """One receipt, one deduction, two slips of which one came back; nothing is left, and the file says the same."""
        one = self.read()
        self._finding.expect(one["state"] == "closed", f"the file is {one['state']}")
        for name, many in (("passes", 1), ("violations", 1), ("deductions", 1), ("settlements", 1), ("acceptances", 3)):
            self._finding.expect(len(one[name]) == many, f"{len(one[name])} {name} instead of {many}")
        answer = self._desks["manager"].again().caller.get(f"{API}/renovations/{self._id}/deposit")
        money = expect(answer, 200).json()
        refunded = money["paid_fen"] - KEPT_FEN
        right = (money["held_fen"], money["deducted_fen"], money["refunded_fen"], money["under_way_fen"])
        self._finding.expect(right == (0, KEPT_FEN, refunded, 0), f"the deposit ends as {right}")
        kinds = Counter(line["kind"] for line in money["transfers"])
        self._finding.expect(
            kinds == {"receipt": 1, "deduction": 1, "refund_slip": 3}, f"the account of the deposit shows {dict(kinds)}"
        )


CHECK = Check("R34", "cut short", cut_short)
