"""Rework 返修 recognised: marked by itself, contradicted by a person, counted on the board (RP-07)."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import tell
from shouwen.areas.cases.bodies import ReasonIn
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.problems import NoRework
from shouwen.areas.cases.queries import Loaded, get_case, viewer_of
from shouwen.areas.cases.rework_models import Rework
from shouwen.areas.cases.rework_rules import Repaired, rework_of
from shouwen.areas.cases.rules import TO_CLOSE, Kind, Origin, State
from shouwen.areas.cases.schemas import Named, ReworkOut
from shouwen.areas.cases.similar import LIKENESS
from shouwen.core.acts import settle
from shouwen.core.people.queries import names_of
from shouwen.core.standards.queries import count, duration
from shouwen.core.subjects.models import Subject
from shouwen.core.work import Work
from shouwen.kit.problem import Forbidden

WITHIN: Final = "repair.rework.within"
CONTRADICT: Final = "cases.work_order"
_LOOKED_AT: Final = 50


def recognise(work: Work, case: Case) -> None:
    """Marks it, once, when the home had the same repaired within the window. Without a home nobody can know."""
    subject = work.session.get_one(Subject, (case.community_id, case.id))
    if subject.unit_id is None or work.session.get(Rework, (case.community_id, case.id)) is not None:
        return
    least_bp = count(work.session, case.community_id, LIKENESS, case.heard_at)
    found = rework_of(case.category, case.title, _repaired_there(work, case, subject.unit_id), least_bp)
    if found is None:
        return
    work.session.add(
        Rework(
            community_id=case.community_id,
            case_id=case.id,
            of_id=found.of.id,
            found_by=found.sign,
            words_bp=found.words_bp,
            found_at=work.now,
        )
    )
    work.session.flush()
    work.emit("cases.rework_found", subject, of_id=found.of.id, found_by=found.sign)


def _repaired_there(work: Work, case: Case, unit_id: UUID) -> Sequence[Repaired]:
    """What was finished in this home before it was heard, the latest first."""
    since = case.heard_at - duration(work.session, case.community_id, WITHIN, case.heard_at)
    rows = (
        sa.select(Case.id, Case.category, Case.title)
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .where(
            Case.community_id == case.community_id,
            Subject.unit_id == unit_id,
            Case.id != case.id,
            Case.kind == Kind.REPAIR,
            Case.origin == Origin.LIVE,
            Case.state.in_([*TO_CLOSE, State.CLOSED]),
            Case.finished_at >= since,
            Case.finished_at <= case.heard_at,
        )
        .order_by(Case.finished_at.desc(), Case.id)
        .limit(_LOOKED_AT)
    )
    return [Repaired(row.id, row.category, row.title) for row in work.session.execute(rows)]


def contradict(work: Work, case_id: UUID, body: ReasonIn) -> Loaded:
    """A person says it is another matter: it counts no more. Raises NoRework."""
    loaded = get_case(work, case_id, lock=True)
    if not viewer_of(work, loaded).reaches(CONTRADICT):
        raise Forbidden
    case = loaded.case
    row = work.session.get(Rework, (case.community_id, case.id))
    if row is None or row.contradicted_at is not None:
        raise NoRework
    moment = settle(work, case.community_id, body.at, late_reason=body.late_reason, not_before=case.heard_at)
    row.contradicted_by_id, row.contradicted_at, row.reason = work.actor.id, moment.at, body.reason
    tell(work, loaded, "cases.rework_contradicted", moment, of_id=row.of_id)
    work.session.flush()
    return loaded


def read_rework(work: Work, case: Case) -> ReworkOut | None:
    """What it is rework of, for staff."""
    if case.kind is not Kind.REPAIR:
        return None
    rows = (
        sa.select(Rework, Case.number)
        .join(Case, sa.and_(Case.community_id == Rework.community_id, Case.id == Rework.of_id))
        .where(Rework.community_id == case.community_id, Rework.case_id == case.id)
    )
    found = work.session.execute(rows).one_or_none()
    if found is None:
        return None
    row: Rework = found[0]
    by_id = row.contradicted_by_id
    return ReworkOut(
        of=Named(id=row.of_id, name=found.number),
        found_by=row.found_by,
        words_bp=row.words_bp,
        found_at=row.found_at,
        contradicted_by=Named(id=by_id, name=names_of(work.session, {by_id})[by_id]) if by_id else None,
        contradicted_at=row.contradicted_at,
        reason=row.reason,
    )
