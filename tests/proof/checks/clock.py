"""R15: the clock goes wrong, or stands at a moment that has broken programs before."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from shouwen.core.access.models import AccessGrant
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import Step
from shouwen.core.people.models import Membership, PostHolder
from shouwen.core.standards.rules import ELAPSED, Unit
from shouwen.kit.clock import SystemClock
from shouwen.kit.db import COMPANY_SCOPE, Database
from tests.proof import audit
from tests.proof.finding import Check, Finding, Task
from tests.proof.ground import Plot
from tests.proof.people import API, Desk, Said, expect
from tests.proof.promises import all_rung, promises_due
from tests.proof.running import Service
from tests.proof.sandbox import ClockFile, service_by, worker_by
from tests.proof.shapes import Document, Operation
from tests.proof.stage import Stage
from tests.proof.waiting import wait_until

# What the clock file says, and what is special about it; the most telling first.
MOMENTS = {
    "2031-03-10T09:00:00+08:00": "a year whose calendar nobody has published",
    "-2h": "the clock was two hours fast",
    "2028-02-29T23:59:59+08:00": "a day that most years lack, about to end",
    "1988-09-10T23:30:00+08:00": "an hour that Shanghai had twice",
    "+400d": "every sign-in has long ended",
    "2027-12-31T23:59:59.500000+08:00": "the year ends within the second",
    "2027-01-31T09:00:00+08:00": "a month that is longer than the next",
    "2027-04-30T23:30:00+08:00": "a month that is shorter than the next",
    "1988-04-09T23:59:59+08:00": "Shanghai before summer time",
    "1988-04-10T00:30:00+08:00": "an hour that Shanghai never had",
}
UNPUBLISHED = "2031-03-10T09:00:00+08:00"
LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
A_FEW = 50
TICKS_S = 3.0  # the clock is looked at each second


def clock(task: Task) -> Finding:
    """No 5xx, no promise due before it was made, unpublished years provisional with an alarm, nothing rung twice."""
    finding = Finding()
    moments = list(MOMENTS)[: task.pick(full=10, quick=4)]
    with task.ground.plot() as plot, _running(plot) as (service, at):
        _begin_long_ago(plot)
        early = plot.people.sign_in(service.port, "duty_butler")
        operations = Document(expect(service.caller().get("/api/openapi.json"), 200).json()).operations
        tried = random.Random(task.seed).sample(operations, len(operations))
        for moment in moments:
            at.say(moment)
            _live(finding, tried, Stage(plot.people, service.port, "system_admin"), moment)
        _expect_sane(finding, plot)
        _expect_provisional(finding, plot, service, at)
        _expect_over(finding, service, early, at)
        _back_and_forth(finding, plot, at)
        complaints = service.complaints()
        finding.expect(
            not complaints, f"{len(complaints)} errors in the log, the last of which ends {str(complaints[-1:])[-600:]}"
        )
    finding.figures |= {"moments": len(moments), "operations": len(tried)}
    return finding


@contextmanager
def _running(plot: Plot) -> Iterator[tuple[Service, ClockFile]]:
    """A server and, on PostgreSQL, a worker, both by the one clock."""
    with ExitStack() as stack:
        at = ClockFile(plot.folder / "clock", SystemClock().now())
        service = stack.enter_context(service_by(at, plot)).start()
        if plot.kind == "postgresql":
            worker = stack.enter_context(worker_by(at, plot))
            worker.launch()
            worker.wait_for_word("loops_started")
        yield service, at


def _begin_long_ago(plot: Plot) -> None:
    """Whoever works here has always worked here: else at most of these moments nobody would."""
    database = Database(plot.url)
    with database.write(COMPANY_SCOPE) as session:
        for begun in (AccessGrant, PostHolder, Membership):
            session.execute(sa.update(begun).values(since=LONG_AGO))
    database.close()


def _live(finding: Finding, operations: Sequence[Operation], stage: Stage, moment: str) -> None:
    """Each operation once: whatever it answers then, it is no fault of ours and counts no time backwards."""
    for operation in operations:
        scene = stage.set_the_scene(operation)
        answer = stage.send(operation, scene, stage.base(operation, scene))
        where = f"at {moment} {operation.id}: {answer.status}"
        finding.expect(0 < answer.status < 500, f"{where} {answer.code} {answer.text[:100]}")
        if answer.ok and answer.headers.get("content-type") == "application/json":
            negative = list(_negative(answer.json()))
            finding.expect(not negative, f"{where} counts backwards: {negative[:3]}")
        if answer.status == 401 or operation.method == "DELETE":
            stage.sign_in()


def _negative(told: Any, name: str = "") -> Iterator[str]:
    """The names of members below zero: nothing that a desk counts ever is."""
    if isinstance(told, dict):
        for inner, value in told.items():
            yield from _negative(value, inner)
    elif isinstance(told, list):
        for value in told:
            yield from _negative(value, name)
    elif isinstance(told, int | float) and told < 0:
        yield f"{name} {told}"


def _expect_sane(finding: Finding, plot: Plot) -> None:
    """No promise is due before it began; what is elapsed time is that long to the second; the steps come in order."""
    with audit.looking(plot.url) as session:
        for promise in session.scalars(sa.select(Commitment)):
            span = promise.due_at - promise.base_at
            words = f"{promise.key}: {promise.value} {promise.unit} from {promise.base_at} is {promise.due_at}"
            finding.expect(span >= timedelta(), words)
            if promise.unit in ELAPSED and promise.value is not None:
                finding.expect(span == promise.value * ELAPSED[Unit(promise.unit)], words)
            warn, climb = promise.warn_at or promise.due_at, promise.climb_at or promise.due_at
            finding.expect(warn <= promise.due_at <= climb, f"{words}, warned {warn}, climbing {climb}")


def _expect_provisional(finding: Finding, plot: Plot, service: Service, at: ClockFile) -> None:
    """What counts working days of a year not yet published says so, and the calendar raises its alarm."""
    at.say(UNPUBLISHED)
    butler = Desk.open(plot.people, service.port, "duty_butler")
    body = butler.case("投诉维修不及时", kind="complaint", complaint={"class": "property"})
    heard: Said = expect(butler.hear("unpublished", body), 201).json()
    counted = [one for one in heard["commitments"] if one["why"]["unit"] == "wd"]
    finding.expect(bool(counted), "a complaint promises nothing within working days")
    for promise in counted:
        finding.expect(promise["provisional"], f"{promise['key']} is due {promise['due_at']} for certain")
    years = expect(butler.caller.get(f"{API}/calendar/years"), 200).json()
    finding.expect(years["coverage"]["alarm"], f"no alarm: {years['coverage']}")


def _expect_over(finding: Finding, service: Service, early: dict[str, str], at: ClockFile) -> None:
    """A sign-in of long ago is over."""
    at.say("+400d")
    answer = service.caller(early).get(f"{API}/me")
    finding.expect(answer.status == 401, f"after 400 days the sign-in is still good: {answer.status}")


def _back_and_forth(finding: Finding, plot: Plot, at: ClockFile) -> None:
    """The clock steps back behind what has rung and comes there again: nothing rings twice."""
    due_at = datetime(2032, 5, 4, 3, 0, tzinfo=UTC)
    ids = promises_due(plot.url, due_at, A_FEW, "back and forth")
    steps: dict[datetime, tuple[Step, ...]] = {
        due_at + timedelta(minutes=1): (Step.WARN, Step.DUE),
        due_at - timedelta(hours=2): (Step.WARN, Step.DUE),
        due_at + timedelta(minutes=2): (Step.WARN, Step.DUE),
        due_at + timedelta(days=1): (Step.WARN, Step.DUE, Step.CLIMB),
    }
    for moment, rung in steps.items():
        at.stand(moment)
        wait_until(partial(all_rung, plot.url, moment), "some had not rung")
        time.sleep(TICKS_S)
        audit.rung_once(finding, plot.url, dict.fromkeys(ids, rung))


CHECK = Check("R15", "clock", clock)
