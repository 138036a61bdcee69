"""R13: two editors of one version. One wins, the others are told; nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.journal.models import JournalEntry
from tests.proof import audit
from tests.proof.caller import Answer, dumps
from tests.proof.crowd import at_once
from tests.proof.finding import Check, Finding, Task
from tests.proof.ground import Plot
from tests.proof.people import API, Desk, Said, expect
from tests.proof.shapes import JSON, Document, Operation
from tests.proof.stage import Stage

EDITORS = 8
LOST = {409, 412}
ACTS = {"accept_case", "close_case", "refuse_case"}


@dataclass(frozen=True)
class Crew:
    """Who edits here, each with one connection for each editor."""

    butler: Desk
    engineer: Desk
    manager: Desk


def stale(task: Task) -> Finding:
    """Exactly one of those who act on the same version wins; the rest are told 412 or 409."""
    finding = Finding()
    rounds = task.pick(full=40, quick=3)
    done: list[tuple[str, str]] = []
    with task.ground.served() as (plot, service):
        names = ("duty_butler", "engineer", "manager")
        crew = Crew(*(Desk.open(plot.people, service.port, who) for who in names))
        for number in range(rounds):
            for race, event in ((_accepts, "cases.offer_accepted"), (_refusals, "cases.offer_refused")):
                case_id, version = _offered(crew, f"{race.__name__} {number}")
                _expect_one_winner(finding, at_once(race(crew, case_id, version)))
                seen = crew.engineer.caller.get(f"{API}/cases/{case_id}")
                finding.expect(seen.status == 200, f"after {event} who answered is told {seen.status}")
                done.append((case_id, event))
            case_id, version = _finished(crew, f"close {number}")
            _expect_one_winner(finding, at_once(_closes(crew, case_id, version)))
            done.append((case_id, "cases.closed"))
            _expect_stale_refused(finding, crew, case_id, version)
        document = Document(expect(service.caller().get("/api/openapi.json"), 200).json())
        _race_editors(finding, document, Stage(plot.people, service.port, "system_admin"))
        service.stop()
        _expect_journal(finding, plot, done)
    finding.figures |= {"races": len(done), "editors": EDITORS}
    return finding


def _accepts(crew: Crew, case_id: str, version: int) -> list[Callable[[], Answer]]:
    return [partial(crew.engineer.again().act, case_id, "accept", {}, version) for _ in range(EDITORS)]


def _refusals(crew: Crew, case_id: str, version: int) -> list[Callable[[], Answer]]:
    body = {"reason": "不属于我"}
    return [partial(crew.engineer.again().act, case_id, "refuse", body, version) for _ in range(EDITORS)]


def _closes(crew: Crew, case_id: str, version: int) -> list[Callable[[], Answer]]:
    desks = [crew.manager, crew.butler] * (EDITORS // 2)
    return [
        partial(desk.again().act, case_id, "close", {"reason": f"第 {number} 位"}, version)
        for number, desk in enumerate(desks)
    ]


def _offered(crew: Crew, title: str) -> tuple[str, int]:
    heard: Said = expect(crew.butler.hear(title.replace(" ", "-").strip("_"), crew.butler.case(title)), 201).json()
    offer = {"to_staff_id": crew.engineer.staff_id}
    told = expect(crew.butler.act(heard["id"], "offer", offer), 200).json()
    return told["id"], told["version"]


def _finished(crew: Crew, title: str) -> tuple[str, int]:
    heard: Said = expect(crew.butler.hear(title.replace(" ", "-"), crew.butler.case(title)), 201).json()
    told = expect(crew.butler.act(heard["id"], "finish", {"result": "已答复"}), 200).json()
    return told["id"], told["version"]


def _expect_one_winner(finding: Finding, answers: list[Answer]) -> None:
    won = [answer for answer in answers if answer.status == 200]
    finding.expect(len(won) == 1, f"{len(won)} of {len(answers)} editors won")
    for answer in answers:
        finding.expect(answer.status in LOST | {200}, f"an editor got {answer.status} {answer.code}")
        if answer.status == 412:
            finding.figures["told_412"] = int(finding.figures.get("told_412", 0)) + 1


def _expect_stale_refused(finding: Finding, crew: Crew, case_id: str, version: int) -> None:
    """An old version is 412 on acts that need none as well; without a version `accept` is 428."""
    answer = crew.manager.act(case_id, "reopen", {"reason": "旧版本"}, version)
    finding.expect(answer.status == 412, f"an old version: {answer.status} {answer.code}")
    answer = crew.engineer.act(case_id, "accept")
    finding.expect(answer.status == 428, f"without a version: {answer.status} {answer.code}")


def _race_editors(finding: Finding, document: Document, stage: Stage) -> None:
    """Every other operation that takes a version, PATCH and PUT alike."""
    for operation in document.operations:
        if operation.needs("If-Match") and operation.id not in ACTS:
            scene = stage.set_the_scene(operation)
            target = stage.target(operation, scene)
            etag = stage.etag(operation, target)
            bodies = [_edited(operation, stage.base(operation, scene), number) for number in range(EDITORS)]
            asked = [partial(_edit, stage.desk.again(), operation.method, target, etag, body) for body in bodies]
            answers = at_once(asked)
            if operation.method != "POST" or any(answer.ok for answer in answers):
                _expect_one_winner(finding, answers)
                finding.figures["edited"] = f"{finding.figures.get('edited', '')} {operation.id}".strip()
            else:
                finding.figures["not_raced"] = f"{operation.id}: {answers[0].status} {answers[0].code}"


def _edited(operation: Operation, example: Said, number: int) -> Said:
    """Each editor wants something else, where the thing has a name or an address."""
    assert operation.body is not None
    wanted = {"name": f"第 {number} 位", "wecom_user": f"editor-{number}", "takes": "all"}
    edited = {field: wanted[field] for field in operation.body.get("properties", {}) if field in wanted}
    return edited or example


def _edit(desk: Desk, method: str, target: str, etag: str, body: Said) -> Answer:
    return desk.caller.ask(method, target, dumps(body), {"Content-Type": JSON, "If-Match": etag})


def _expect_journal(finding: Finding, plot: Plot, done: list[tuple[str, str]]) -> None:
    """One winner, one row."""
    with audit.looking(plot.url) as session:
        counted = sa.select(JournalEntry.subject_id, JournalEntry.event, sa.func.count()).group_by(
            JournalEntry.subject_id, JournalEntry.event
        )
        rows: dict[tuple[UUID | None, str], int] = {
            (subject, event): n for subject, event, n in session.execute(counted)
        }
    for case_id, event in done:
        count = rows.get((UUID(case_id), event), 0)
        finding.expect(count == 1, f"{count} rows of {event}")
    audit.nothing_half_done(finding, plot.url)


CHECK = Check("R13", "stale", stale)
