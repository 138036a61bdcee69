"""The ledger of warranty defects read: one defect with its course, its lines, and how they add up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from shouwen.areas.cases.models import Case
from shouwen.areas.cases.problems import NoDefect
from shouwen.areas.cases.queries import Loaded, get_case, unit_labels, viewer_of
from shouwen.areas.cases.repair_rules import FINISH_WITHIN
from shouwen.areas.cases.rules import Kind, State, Viewer
from shouwen.areas.cases.schemas import ActionReason, Named
from shouwen.areas.cases.warranties import LEAD, defect_of
from shouwen.areas.cases.warranty_models import Defect, DefectStep, OutsideParty
from shouwen.areas.cases.warranty_rules import DefectVerb, defect_objection
from shouwen.areas.cases.warranty_schemas import (
    DefectAction,
    DefectCount,
    DefectCountParams,
    DefectFilters,
    DefectGrouping,
    DefectOut,
    DefectPartyOut,
    DefectRow,
    DefectStepOut,
)
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.lists import Page, Rows, Sorting, any_of, find_page
from shouwen.core.people.models import Person
from shouwen.core.people.queries import names_of
from shouwen.core.places.models import Community
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.work import Work
from shouwen.core.worktime.spans import span_of
from shouwen.kit.paging import SortKey
from shouwen.kit.problem import Forbidden, NotFound

READ: Final = "cases.read_defects"
_SORTING: Final = Sorting(
    {"entered_at": SortKey(Defect.entered_at, datetime)}, SortKey(Defect.id, UUID), default="-entered_at"
)
_REACHED: Final = ("dispatched", "accepted", "written_off", "called_back")
_LATE: Final = (CommitmentState.LATE, CommitmentState.MISSED)


def read_defect(work: Work, case_id: UUID) -> DefectOut:
    """The defect of a case with its course. Raises NoDefect."""
    loaded = get_case(work, case_id)
    if not viewer_of(work, loaded).reaches(READ):
        raise Forbidden
    return present_defect(work, loaded)


def present_defect(work: Work, loaded: Loaded) -> DefectOut:
    """The defect of a case in hand, of the latest round that has one."""
    work.session.flush()
    defect = _latest(work, loaded.case)
    if defect is None:
        raise NoDefect
    steps = _steps(work, defect)
    names = names_of(work.session, {step.said_by_id for step in steps})
    parties = _parties(work, {defect.party_id, *(step.party_id for step in steps)} - {None})
    party = parties.get(defect.party_id) if defect.party_id else None
    return DefectOut(
        case_id=defect.case_id,
        round=defect.round,
        size=defect.size,
        stage=defect.stage,
        party=party,
        entered_at=defect.entered_at,
        dispatched_at=defect.dispatched_at,
        accepted_at=defect.accepted_at,
        written_off_at=defect.written_off_at,
        called_back_at=defect.called_back_at,
        due_at=work.session.scalar(sa.select(Commitment.due_at).where(_promised(defect)).limit(1)),
        steps=[
            DefectStepOut(
                no=step.no,
                verb=step.verb,
                party=_named(parties, step.party_id),
                text=step.text,
                said_by=Named(id=step.said_by_id, name=names[step.said_by_id]),
                at=step.at,
                recorded_at=step.recorded_at,
            )
            for step in steps
        ],
        actions=_actions(work, loaded.case, defect, viewer_of(work, loaded)),
    )


def _latest(work: Work, case: Case) -> Defect | None:
    found = defect_of(work, case)
    if found is not None:
        return found
    rows = sa.select(Defect).where(Defect.community_id == case.community_id, Defect.case_id == case.id)
    return work.session.scalars(rows.order_by(Defect.round.desc()).limit(1)).one_or_none()


def _steps(work: Work, defect: Defect) -> Sequence[DefectStep]:
    rows = sa.select(DefectStep).where(
        DefectStep.community_id == defect.community_id, DefectStep.defect_id == defect.id
    )
    return work.session.scalars(rows.order_by(DefectStep.no)).all()


def _parties(work: Work, ids: set[Any]) -> dict[UUID, DefectPartyOut]:
    if not ids:
        return {}
    rows = sa.select(OutsideParty.id, OutsideParty.company, OutsideParty.name).where(OutsideParty.id.in_(ids))
    return {row.id: DefectPartyOut(id=row.id, company=row.company, name=row.name) for row in work.session.execute(rows)}


def _named(parties: dict[UUID, DefectPartyOut], party_id: UUID | None) -> Named | None:
    if party_id is None:
        return None
    party = parties[party_id]
    return Named(id=party_id, name=f"{party.company} {party.name}")


def _actions(work: Work, case: Case, defect: Defect, viewer: Viewer) -> list[DefectAction]:
    """Only the defect of the round the case is in can be acted on."""
    if defect.round != case.round or not viewer.reaches(LEAD):
        return []
    actions = []
    for verb in DefectVerb:
        problem = defect_objection(verb, defect.stage, case.state)
        reason = ActionReason.of(problem, work.lang) if problem else None
        actions.append(DefectAction(action=verb, allowed=problem is None, reason=reason))
    return actions


# ---------------------------------------------------------------- lines


def list_defects(work: Work, filters: DefectFilters) -> Page[dict[str, Any]]:
    """A page of the ledger in sight, the latest entered first. Two statements."""
    rows = ledger_lines(work).where(
        any_of(Defect.community_id, filters.community_id),
        any_of(Defect.party_id, filters.party_id),
        any_of(Defect.stage, filters.stage),
        any_of(Defect.size, filters.size),
    )
    if filters.overdue is not None:
        rows = rows.where(_overdue(work) if filters.overdue else sa.not_(sa.func.coalesce(_overdue(work), sa.false())))
    if filters.q is not None:
        looked_in = (Case.title, Case.number)
        rows = rows.where(sa.or_(*(column.icontains(filters.q, autoescape=True) for column in looked_in)))
    found = find_page(work, rows, filters, _SORTING)
    return found.page([row.model_dump() for row in rows_of(work, found.rows)])


def ledger_lines(work: Work) -> Rows:
    """The ledger: warranty cases that stand."""
    return (
        sa.select(
            Defect.id,
            Defect.case_id,
            Defect.round,
            Defect.size,
            Defect.stage,
            Defect.party_id,
            Defect.entered_at,
            Defect.dispatched_at,
            Defect.accepted_at,
            Defect.written_off_at,
            Defect.called_back_at,
            OutsideParty.company,
            OutsideParty.name.label("party_name"),
            Case.number,
            Case.title,
            Case.state,
            Case.owner_id,
            Subject.unit_id,
            Person.name.label("owner_name"),
            Commitment.due_at,
            sa.func.coalesce(_overdue(work), sa.false()).label("overdue"),
        )
        .join(Case, sa.and_(Case.community_id == Defect.community_id, Case.id == Defect.case_id))
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .join(Person, Person.id == Case.owner_id)
        .outerjoin(
            OutsideParty,
            sa.and_(OutsideParty.community_id == Defect.community_id, OutsideParty.id == Defect.party_id),
        )
        .outerjoin(Commitment, _promised(Defect))
        .where(Case.state != State.VOIDED, Case.kind == Kind.WARRANTY, sight(work.actor, READ))
    )


def _promised(defect: Any) -> sa.ColumnElement[bool]:
    """The limit by its size."""
    return sa.and_(
        Commitment.community_id == defect.community_id,
        Commitment.subject_id == defect.case_id,
        Commitment.round == defect.round,
        Commitment.key.in_(FINISH_WITHIN.values()),
        Commitment.state != CommitmentState.WAIVED,
    )


def _overdue(work: Work) -> sa.ColumnElement[bool]:
    return sa.and_(Commitment.state == CommitmentState.OPEN, Commitment.due_at < work.now)


def rows_of(work: Work, rows: Sequence[dict[str, Any]]) -> list[DefectRow]:
    labels = unit_labels(work, {row["unit_id"] for row in rows if row["unit_id"]})
    return [_row(row, labels) for row in rows]


def _row(row: dict[str, Any], labels: Any) -> DefectRow:
    party = None
    if row["party_id"]:
        party = DefectPartyOut(id=row["party_id"], company=row["company"], name=row["party_name"])
    same = DefectRow.model_fields.keys() & row.keys()
    return DefectRow(
        **{name: row[name] for name in same},
        unit=Named(id=row["unit_id"], name=labels[row["unit_id"]]) if row["unit_id"] else None,
        owner=Named(id=row["owner_id"], name=row["owner_name"]),
        party=party,
    )


# ---------------------------------------------------------------- statistics


def count_defects(work: Work, params: DefectCountParams) -> list[DefectCount]:
    """How the defects entered in those days stand, by size or by whom they went to. One statement. Raises NotFound."""
    community = work.session.get(Community, params.community_id)
    if community is None or not work.actor.may(READ, community.id):
        raise NotFound
    since, until = span_of(params, ZoneInfo(community.time_zone))
    lines = (
        ledger_lines(work)
        .add_columns(Commitment.state.label("promise"))
        .where(Defect.community_id == community.id, Defect.entered_at >= since, Defect.entered_at < until)
        .subquery()
    )
    by_size = params.group_by is DefectGrouping.SIZE
    of = (lines.c.size,) if by_size else (lines.c.party_id, lines.c.company, lines.c.party_name)
    reached = {name: lines.c[f"{name}_at"].is_not(None) for name in _REACHED} | {
        "in_time": lines.c.promise == CommitmentState.KEPT,
        "late": lines.c.promise.in_(_LATE),
        "overdue": lines.c.overdue,
    }
    counts = [sa.func.count(sa.case((condition, 1))).label(name) for name, condition in reached.items()]
    found = work.session.execute(
        sa.select(*of, sa.func.count().label("entered"), *counts).group_by(*of).order_by(sa.desc("entered"), of[0])
    )
    return [_count(row, by_size=by_size) for row in found]


def _count(row: Any, *, by_size: bool) -> DefectCount:
    party = None
    if not by_size and row.party_id:
        party = DefectPartyOut(id=row.party_id, company=row.company, name=row.party_name)
    judged = row.in_time + row.late + row.overdue
    return DefectCount(
        size=row.size if by_size else None,
        party=party,
        entered=row.entered,
        dispatched=row.dispatched,
        accepted=row.accepted,
        written_off=row.written_off,
        called_back=row.called_back,
        in_time=row.in_time,
        late=row.late,
        overdue=row.overdue,
        rate=row.in_time / judged if judged else None,
    )
