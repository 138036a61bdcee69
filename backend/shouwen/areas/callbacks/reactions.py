"""What is finished is enrolled; what is reopened or voided leaves the draw."""

from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.callbacks.draw import Obstacle
from shouwen.areas.callbacks.enrolment import Enrolling, enrol, leave
from shouwen.areas.callbacks.rules import Outcome, Programme
from shouwen.areas.callbacks.windows import KIND_OF
from shouwen.areas.cases.public import finished_case
from shouwen.core.jobs.registry import registry
from shouwen.core.journal.models import JournalEntry
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work


@registry.on("cases.finished", "callbacks.enrol")
def enrol_finished(work: Work, entry_id: UUID) -> None:
    """Both programmes take it: courtesy, and the draw. A part is asked about with its whole."""
    entry = _read(work, entry_id)
    assert entry.subject_id is not None  # noqa: S101 - a case was finished
    case = finished_case(work.session, entry.community_id, entry.subject_id)
    is_the_round = case.is_finished and case.round == entry.detail["round"]
    if not case.is_live or not is_the_round or case.subject.parent_id is not None:
        return
    matter = Enrolling(
        subject=case.subject,
        kind=KIND_OF[case.kind],
        round=case.round,
        base_at=work.now if entry.detail.get("late") else entry.at,
        obstacle=Obstacle(case.no_call) if case.no_call else None,
    )
    for programme in (Programme.COURTESY, Programme.VERIFY):
        enrol(work, programme, matter)


@registry.on("cases.reopened", "callbacks.supersede")
def supersede(work: Work, entry_id: UUID) -> None:
    """It is not finished after all; its next finish enrols anew."""
    _leave(work, entry_id, Outcome.SUPERSEDED)


@registry.on("cases.voided", "callbacks.void")
def void(work: Work, entry_id: UUID) -> None:
    """It stays in the population, marked."""
    _leave(work, entry_id, Outcome.VOIDED)


def _leave(work: Work, entry_id: UUID, outcome: Outcome) -> None:
    entry = _read(work, entry_id)
    assert entry.subject_id is not None  # noqa: S101 - a case was reopened or voided
    leave(work, work.session.get_one(Subject, (entry.community_id, entry.subject_id)), outcome)


def _read(work: Work, entry_id: UUID) -> JournalEntry:
    return work.session.scalars(sa.select(JournalEntry).where(JournalEntry.id == entry_id)).one()
