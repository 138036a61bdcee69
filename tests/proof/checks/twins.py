"""R10: the same request fifty times at once, with another body, and again after a restart."""

from __future__ import annotations

from functools import partial

import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from tests.proof import audit
from tests.proof.caller import Answer
from tests.proof.crowd import at_once
from tests.proof.finding import Check, Finding, Task
from tests.proof.people import Desk

TWINS = 50
PATIENCE = 30


def twins(task: Task) -> Finding:
    """Exactly one row and fifty same answers (or 409 while the first is at work, then the same answer)."""
    finding = Finding()
    rounds = task.pick(full=20, quick=2)
    with task.ground.served() as (plot, service):
        butler = Desk.open(plot.people, service.port, "duty_butler")
        other = Desk.open(plot.people, service.port, "supervisor")
        firsts: dict[str, Answer] = {}
        for number in range(rounds):
            key = f"twins-{number}"
            asked = at_once([partial(_ask, butler.again(), key) for _ in range(TWINS)])
            firsts[key] = _expect_same(finding, asked)
            _expect_other_refused(finding, butler, other, key)
        service.stop()
        service.start()
        for key, first in firsts.items():
            answer = butler.again().hear(key, _body(butler, key))
            finding.expect(_is_replay(answer, first), f"after a restart: {answer.status} {answer.code}")
        service.stop()
        _expect_single(finding, plot.url, list(firsts))
    finding.figures |= {"rounds": rounds, "twins": TWINS}
    return finding


def _body(desk: Desk, key: str) -> dict[str, object]:
    return desk.case(f"同一件事 {key}")


def _ask(desk: Desk, key: str) -> tuple[Answer, int]:
    """The final answer, and how often it was asked to wait."""
    for waited in range(PATIENCE):
        answer = desk.hear(key, _body(desk, key))
        if answer.status != 409 or not answer.headers.get("retry-after"):
            return answer, waited
    return answer, PATIENCE


def _expect_same(finding: Finding, asked: list[tuple[Answer, int]]) -> Answer:
    fresh = [answer for answer, _ in asked if answer.ok and "idempotent-replayed" not in answer.headers]
    finding.expect(len(fresh) == 1, f"{len(fresh)} of the twins were done, not replayed")
    first = fresh[0] if fresh else asked[0][0]
    for answer, _ in asked:
        finding.expect(answer.status == 201, f"a twin got {answer.status} {answer.code}")
        finding.expect(answer.body == first.body, "a twin got another body")
    waited = sum(times for _, times in asked)
    finding.figures["asked_to_wait"] = int(finding.figures.get("asked_to_wait", 0)) + waited
    return first


def _expect_other_refused(finding: Finding, butler: Desk, other: Desk, key: str) -> None:
    answer = butler.hear(key, butler.case("另一件事"))
    finding.expect((answer.status, answer.code) == (422, "idempotency.key_reused"), f"another body: {answer.status}")
    answer = other.hear(key, other.case(f"别人的事 {key}"))
    is_own = answer.status == 201 and "idempotent-replayed" not in answer.headers
    finding.expect(is_own, f"somebody else's key of the same name: {answer.status} {answer.code}")


def _is_replay(answer: Answer, first: Answer) -> bool:
    same = answer.status == first.status and answer.body == first.body
    headers = ("etag", "location", "content-type")
    return (
        same
        and "idempotent-replayed" in answer.headers
        and all(answer.headers.get(name) == first.headers.get(name) for name in headers)
    )


def _expect_single(finding: Finding, url: str, keys: list[str]) -> None:
    with audit.looking(url) as session:
        for key in keys:
            rows = session.scalar(sa.select(sa.func.count()).where(Case.title == f"同一件事 {key}"))
            finding.expect(rows == 1, f"{rows} rows of one key")
    audit.nothing_half_done(finding, url)


CHECK = Check("R10", "twins", twins)
