"""What must be true of the tables after any accident, looked at from outside the application."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.areas.cases.models import Case, Contact, Note
from shouwen.areas.cases.rules import State
from shouwen.core.commitments.models import Ring
from shouwen.core.commitments.rules import Step
from shouwen.core.commitments.tick import EVENTS
from shouwen.core.custody.models import CustodyLink
from shouwen.core.custody.rules import LinkState
from shouwen.core.idempotency.models import KeptReply
from shouwen.core.journal.models import JournalEntry
from shouwen.core.numbering.models import Counter as NumberCounter
from shouwen.core.subjects.models import Subject
from shouwen.kit.db import COMPANY_SCOPE, Database
from tests.proof.finding import Finding
from tests.proof.load import Ledger

_OVER = (State.CLOSED, State.VOIDED)


@contextmanager
def looking(url: str) -> Iterator[Session]:
    """A session for reading everything."""
    database = Database(url)
    try:
        with database.read(COMPANY_SCOPE) as session:
            yield session
    finally:
        database.close()


def nothing_lost(finding: Finding, url: str, ledger: Ledger) -> None:
    """Every acknowledged case, version and note is there."""
    with looking(url) as session:
        versions = {str(id): version for id, version in session.execute(sa.select(Case.id, Case.version))}
        notes = {str(id): str(case) for id, case in session.execute(sa.select(Note.id, Note.case_id))}
    for case_id, version in ledger.versions.items():
        finding.expect(versions.get(case_id, 0) >= version, "an acknowledged change of a case is lost")
    for note_id, case_id in ledger.notes.items():
        finding.expect(notes.get(note_id) == case_id, "an acknowledged note is lost")


def done_once(finding: Finding, url: str, titles: list[str]) -> None:
    """Each title belongs to exactly one case."""
    with looking(url) as session:
        counted = sa.select(Case.title, sa.func.count().label("times")).group_by(Case.title)
        times = {row.title: row.times for row in session.execute(counted)}
    for title in titles:
        finding.expect(times.get(title) == 1, f"a case sent again is there {times.get(title, 0)} times")


def rung_once(finding: Finding, url: str, steps: Mapping[UUID, Collection[Step]]) -> None:
    """Each of these promises has rung at exactly these steps, and each time the journal tells it exactly once."""
    with looking(url) as session:
        rung = Counter((one.commitment_id, one.step) for one in session.scalars(sa.select(Ring)))
        rows = session.scalars(sa.select(JournalEntry.detail).where(JournalEntry.event.in_(EVENTS.values())))
        told = Counter((UUID(row["commitment_id"]), Step(row["step"])) for row in rows if "step" in row)
    for id_, expected in steps.items():
        times = [(rung[id_, step], told[id_, step]) for step in Step]
        once = [(1, 1) if step in expected else (0, 0) for step in Step]
        finding.expect(times == once, f"a promise rang, and was told to have rung, {times} times instead of {once}")


def nothing_half_done(finding: Finding, url: str) -> None:
    """Every case has its holder, its contact and its journal; numbers have no gaps; no key is without its reply."""
    with looking(url) as session:
        _custody(finding, session)
        _companions(finding, session)
        _numbers(finding, session)
        empty = session.scalar(sa.select(sa.func.count()).where(KeptReply.reply.is_(None)))
        finding.expect(empty == 0, "a key was kept without its reply")
        if session.get_bind().dialect.name == "sqlite":
            said = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
            finding.expect(said == "ok", f"integrity_check: {said}")
            wrong = session.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
            finding.expect(not wrong, f"foreign_key_check: {len(wrong)} rows")


def _custody(finding: Finding, session: Session) -> None:
    """One holder while the case lives, none afterwards; the last who held it is the owner."""
    chains: dict[UUID, list[CustodyLink]] = defaultdict(list)
    holding = sa.select(CustodyLink).where(CustodyLink.state.in_((LinkState.HELD, LinkState.ENDED)))
    for link in session.scalars(holding.order_by(CustodyLink.started_at, CustodyLink.id)):
        chains[link.subject_id].append(link)
    for case in session.scalars(sa.select(Case)):
        chain = chains[case.id]
        held = [link for link in chain if link.state == LinkState.HELD]
        finding.expect(len(held) == int(case.state not in _OVER), f"{len(held)} holders of a case that is {case.state}")
        last = held or chain[-1:]
        finding.expect(bool(last) and last[0].holder_id == case.owner_id, "the owner is not who holds the case")


def _companions(finding: Finding, session: Session) -> None:
    contacts = set(session.scalars(sa.select(Contact.case_id)))
    journalled = set(session.scalars(sa.select(JournalEntry.subject_id)))
    merged_away = set(session.scalars(sa.select(Case.id).where(Case.state == State.VOIDED)))
    wholes = dict(session.execute(sa.select(Subject.id, Subject.parent_id)).all())
    for case_id in session.scalars(sa.select(Case.id)):
        heard = wholes[case_id] or case_id  # who called, called about the whole
        finding.expect(heard in contacts or heard in merged_away, "a case without a contact")
        finding.expect(case_id in journalled, "a case without a word in the journal")


def _numbers(finding: Finding, session: Session) -> None:
    series: dict[tuple[UUID, str], list[int]] = defaultdict(list)
    for community_id, number in session.execute(sa.select(Case.community_id, Case.number)):
        stem, _, serial = number.partition("-")
        series[community_id, stem].append(int(serial))
    counters = {(row.community_id, row.series): row.last for row in session.scalars(sa.select(NumberCounter))}
    for key, serials in series.items():
        there = sorted(serials)
        finding.expect(there == list(range(1, len(there) + 1)), f"gaps or twins in the numbers {key[1]}")
        finding.expect(counters.get(key) == len(there), f"the counter of {key[1]} does not agree with its numbers")
