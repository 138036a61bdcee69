"""R27: whatever changes something leaves a row in the journal, and whoever tampers with the journal is found out."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from contextlib import ExitStack
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import orm

from shouwen.core.journal.models import JournalEntry, Seal, UnsealedEntry
from shouwen.core.journal.sealer import chain_head, first_break
from tests.proof import audit
from tests.proof.finding import Check, Finding, Task
from tests.proof.ground import Plot
from tests.proof.people import Desk, expect
from tests.proof.running import Process
from tests.proof.shapes import Document, Operation
from tests.proof.stage import ANONYMOUS, Stage
from tests.proof.waiting import wait_until
from tests.support.vandal import as_a_vandal, at_place

# In this order, until one of them succeeds.
WHO = ("system_admin", "engineer", "resident_1", ANONYMOUS)
# What people write is Chinese on this ground; ids, enums, numbers, instants and names of fields are not.
WORDS = re.compile(r"[\u4e00-\u9fff]")


def journalled(task: Task) -> Finding:
    """For each act its rows, naming who did it and holding no words; a row changed, deleted or cut off shows."""
    finding = Finding()
    with ExitStack() as stack:
        plot, service = stack.enter_context(task.ground.served())
        if plot.kind == "postgresql":
            stack.enter_context(Process(["worker"], plot.folder, {"database_url": plot.url})).launch()
        document = Document(expect(service.caller().get("/api/openapi.json"), 200).json())
        acts = [operation for operation in document.operations if operation.method != "GET"]
        tried = random.Random(task.seed).sample(acts, len(acts))
        stages = [Stage(plot.people, service.port, who) for who in WHO]
        _act(finding, plot, stages, tried)
        wait_until(partial(_all_sealed, plot.url), "some rows were not sealed")
        _tamper(finding, plot, Desk.open(plot.people, service.port, "duty_butler").community_id, task)
    return finding


def _act(finding: Finding, plot: Plot, stages: list[Stage], acts: list[Operation]) -> None:
    """Each act once by the first who can, and what the journal tells of it."""
    done: dict[str, tuple[str, str | None]] = {}
    for operation in acts:
        for stage in stages:
            scene = stage.set_the_scene(operation)
            answer = stage.send(operation, scene, stage.base(operation, scene))
            if operation.method == "DELETE":
                stage.sign_in()
            if answer.ok:
                done[answer.headers["x-request-id"]] = operation.id, _known(stage, operation)
                break
    _expect_rows(finding, plot.url, done)
    finding.figures |= {"acts": len(acts), "succeeded": len(done)}


def _known(stage: Stage, operation: Operation) -> str | None:
    """The id of who asked; None where the caller is nobody yet."""
    return None if operation.is_public or stage.who == ANONYMOUS else str(stage.desk.me["person"]["id"])


def _expect_rows(finding: Finding, url: str, done: dict[str, tuple[str, str | None]]) -> None:
    rows = defaultdict(list)
    with audit.looking(url) as session:
        for row in session.scalars(sa.select(JournalEntry).where(JournalEntry.request_id.in_(done))):
            rows[row.request_id].append(row)
    for request_id, (operation, who) in done.items():
        told = rows[request_id]
        finding.expect(bool(told), f"{operation} left nothing in the journal")
        right = who is None or any(str(row.actor_id) == who for row in told)
        finding.expect(right, f"{operation}: the journal names another than who did it")
        wordy = [row.event for row in told if WORDS.search(str(row.detail))]
        finding.expect(not wordy, f"{operation}: words in the journal at {wordy}")


def _all_sealed(url: str) -> bool:
    with audit.looking(url) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(UnsealedEntry)) == 0


# ---------------------------------------------------------------- tampering


def _tamper(finding: Finding, plot: Plot, community: str, task: Task) -> None:
    community_id, chance = UUID(community), random.Random(task.seed)
    with audit.looking(plot.url) as session:
        last, head = chain_head(session, community_id)
    finding.expect(last > 0, "nothing was sealed")
    for seq in chance.sample(range(1, last), min(last - 1, task.pick(full=20, quick=5))):
        for deed in (_change, _delete):
            with as_a_vandal(plot.url) as session:
                session.execute(deed(community_id, seq))
                found = first_break(session, community_id)
            finding.expect(found == seq, f"{deed.__name__[1:]} at {seq} of {last} was found at {found}")
        with as_a_vandal(plot.url) as session:
            _cut_tail(session, community_id, seq)
            shown = chain_head(session, community_id)
        finding.expect(shown != (last, head), f"cut off after {seq} of {last}, and the head is the same")
    with audit.looking(plot.url) as session:
        finding.expect(first_break(session, community_id) is None, "the chain does not hold when nobody touched it")
    finding.figures["sealed"] = last


def _change(community_id: UUID, seq: int) -> sa.Executable:
    row = at_place(JournalEntry, community_id, seq)
    return sa.update(JournalEntry).where(row).values(detail={"forged": 1}).execution_options(synchronize_session=False)


def _delete(community_id: UUID, seq: int) -> sa.Executable:
    row = at_place(JournalEntry, community_id, seq)
    return sa.delete(JournalEntry).where(row).execution_options(synchronize_session=False)


def _cut_tail(session: orm.Session, community_id: UUID, after: int) -> None:
    """As if nothing had happened since."""
    tail: Any = sa.and_(Seal.community_id == community_id, Seal.seq > after)
    gone = sa.select(Seal.entry_id).where(tail)
    quietly = {"synchronize_session": False}
    rows = sa.and_(JournalEntry.community_id == community_id, JournalEntry.id.in_(gone))
    session.execute(sa.delete(JournalEntry).where(rows), execution_options=quietly)
    session.execute(sa.delete(Seal).where(tail), execution_options=quietly)


CHECK = Check("R27", "journalled", journalled)
