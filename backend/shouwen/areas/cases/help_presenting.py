"""A call for help as staff read it, and the cordons that stand."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.acting import look_beside
from shouwen.areas.cases.emergencies import CORDON, REVEAL, STAMP, emergency, emergency_contacts
from shouwen.areas.cases.help_models import Cordon, FamilyCallMade, HelpStamp
from shouwen.areas.cases.help_rules import (
    REPEATED,
    Emergency,
    HelpStep,
    catalogue,
    closing_objection,
    help_objection,
    help_of,
    missing,
    step_objection,
)
from shouwen.areas.cases.help_schemas import (
    CordonAction,
    CordonOut,
    CordonParams,
    EmergencyContactOut,
    FamilyCallOut,
    HelpKindOut,
    HelpOut,
    HelpStampOut,
    HelpStepOut,
)
from shouwen.areas.cases.models import Case
from shouwen.areas.cases.queries import Loaded, viewer, viewer_of
from shouwen.areas.cases.rules import Viewer
from shouwen.areas.cases.schemas import ActionReason, CaseRef, Named
from shouwen.core.lists import Page, Sorting, any_of, find_page
from shouwen.core.people.models import Resident
from shouwen.core.people.queries import names_of
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import involves, sight
from shouwen.core.subjects.rules import Whereabouts
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey
from shouwen.kit.phone import mask_phone
from shouwen.kit.problem import Forbidden, Lang, NotFound, Problem

READ: Final = "cases.trace"
_CORDONS: Final = Sorting({"opened_at": SortKey(Cordon.opened_at, datetime)}, SortKey(Cordon.id, UUID), "-opened_at")


def present_kinds() -> list[HelpKindOut]:
    """The seven kinds, as the catalogue has them."""
    return [HelpKindOut.model_validate(line, from_attributes=True) for line in catalogue().values()]


def read_help(work: Work, case_id: UUID) -> HelpOut:
    """A call for help. Raises NotFound, Forbidden, HelpOnly."""
    loaded = look_beside(work, case_id, READ)
    if problem := help_objection(loaded.case.kind):
        raise problem
    return present_help(work, loaded)


def present_help(work: Work, loaded: Loaded) -> HelpOut:
    """The call for help of a case in hand."""
    work.session.flush()
    case, who = loaded.case, viewer_of(work, loaded)
    line, standing = help_of(case.kind, case.category), emergency(work, case)
    stamps, calls = _all(work, HelpStamp, case), _all(work, FamilyCallMade, case)
    contacts = emergency_contacts(work, loaded.subject)
    names = names_of(work.session, {id_ for row in stamps for id_ in (row.done_by_id, row.recorded_by_id)})
    names = {**names, **names_of(work.session, {row.called_by_id for row in calls})}
    return HelpOut(
        case_id=case.id,
        help=line.key,
        arranged_by=line.arranged_by,
        harder_by=line.harder_by,
        plans=list(line.plans),
        steps=[_step(step, standing, who, work.lang) for step in line.steps],
        stamps=[_stamp(row, names) for row in stamps],
        contacts=[_contact(row) for row in contacts],
        may_reveal=who.reaches(REVEAL),
        calls=[_call(row, names, _residents(work, calls)) for row in calls],
    )


def _step(step: HelpStep, case: Emergency, who: Viewer, lang: Lang) -> HelpStepOut:
    required = any(step in one_of for one_of in missing(case))
    text = "…" if step in REPEATED else None  # the words come when it is stamped
    problem = None if who.reaches(STAMP) else Forbidden
    return HelpStepOut(
        step=step,
        done=step in case.done,
        required=required,
        **_allowed(problem or step_objection(step, case, text), lang),
    )


def _allowed(problem: Problem | type[Problem] | None, lang: Lang) -> dict[str, Any]:
    if problem is None:
        return {"allowed": True}
    return {"allowed": False, "reason": ActionReason.of(problem, lang)}


def _stamp(row: HelpStamp, names: Mapping[UUID, str]) -> HelpStampOut:
    return HelpStampOut(
        no=row.no,
        round=row.round,
        step=row.step,
        text=row.text,
        done_by=Named(id=row.done_by_id, name=names[row.done_by_id]),
        at=row.at,
        recorded_by=Named(id=row.recorded_by_id, name=names[row.recorded_by_id]),
        recorded_at=row.recorded_at,
        recorded_late=row.recorded_late,
    )


def _contact(row: sa.Row[Any]) -> EmergencyContactOut:
    phone = mask_phone(row.phone) if row.phone else None
    return EmergencyContactOut(resident_id=row.id, name=row.name, phone=phone, relation=row.relation)


def _residents(work: Work, calls: Iterable[FamilyCallMade]) -> Mapping[UUID, str]:
    ids = {row.resident_id for row in calls}
    if not ids:
        return {}
    rows = sa.select(Resident.id, Resident.name).where(Resident.id.in_(ids))
    return {row.id: row.name for row in work.session.execute(rows)}


def _call(row: FamilyCallMade, names: Mapping[UUID, str], residents: Mapping[UUID, str]) -> FamilyCallOut:
    return FamilyCallOut(
        no=row.no,
        resident=Named(id=row.resident_id, name=residents[row.resident_id]),
        outcome=row.outcome,
        text=row.text,
        called_by=Named(id=row.called_by_id, name=names[row.called_by_id]),
        at=row.at,
    )


# ---------------------------------------------------------------- cordons


def list_cordons(work: Work, params: CordonParams) -> Page[CordonOut]:
    """The cordons on cases in sight, the latest first."""
    rows = _cordons(work).where(any_of(Cordon.community_id, params.community_id))
    if params.open is not None:
        rows = rows.where(Cordon.closed_at.is_(None) if params.open else Cordon.closed_at.is_not(None))
    if params.q is not None:
        rows = rows.where(Cordon.place.icontains(params.q, autoescape=True))
    found = find_page(work, rows, params, _CORDONS)
    return found.page([one.model_dump(mode="json") for one in _shown(work, found.rows)])


def cordons_of(work: Work, case_id: UUID) -> list[CordonOut]:
    """The cordons of one case. Raises NotFound, Forbidden."""
    look_beside(work, case_id, READ)
    rows = _cordons(work).where(Cordon.case_id == case_id).order_by(Cordon.id)
    return _shown(work, [dict(row) for row in work.session.execute(rows).mappings()])


def read_cordon(work: Work, cordon_id: UUID) -> CordonOut:
    """One cordon. Raises NotFound."""
    work.session.flush()
    rows = _cordons(work).where(Cordon.id == cordon_id)
    found = _shown(work, [dict(row) for row in work.session.execute(rows).mappings()])
    if not found:
        raise NotFound
    return found[0]


def _cordons(work: Work) -> sa.Select[*tuple[Any, ...]]:
    here = sa.and_(Case.community_id == Cordon.community_id, Case.id == Cordon.case_id)
    columns = [column for column in sa.inspect(Cordon).columns if column.key != "case_id"]
    return (
        sa.select(
            *columns,
            Case.id.label("case_id"),
            Case.number,
            Case.title,
            Case.kind,
            Case.state,
            Subject.zone_id,
            Subject.department_id,
            involves(work.actor).label("involved"),
        )
        .join(Case, here)
        .join(Subject, sa.and_(Subject.community_id == Case.community_id, Subject.id == Case.id))
        .where(sight(work.actor, READ))
    )


def _shown(work: Work, rows: list[dict[str, Any]]) -> list[CordonOut]:
    names = names_of(work.session, {id_ for row in rows for id_ in (row["opened_by_id"], row["closed_by_id"]) if id_})
    return [_cordon(work, row, names) for row in rows]


def _cordon(work: Work, row: dict[str, Any], names: Mapping[UUID, str]) -> CordonOut:
    where = Whereabouts(row["community_id"], row["zone_id"], row["department_id"], bool(row["involved"]))
    problem = None if viewer(work.actor, where).reaches(CORDON) else Forbidden
    closed = row["closed_at"] is not None
    case = CaseRef(id=row["case_id"], number=row["number"], title=row["title"], kind=row["kind"], state=row["state"])
    return CordonOut(
        id=row["id"],
        community_id=row["community_id"],
        case=case,
        place=row["place"],
        sign=row["sign"],
        opened_at=row["opened_at"],
        opened_by=Named(id=row["opened_by_id"], name=names[row["opened_by_id"]]),
        due_at=row["due_at"],
        closed_at=row["closed_at"],
        closed_by=Named(id=row["closed_by_id"], name=names[row["closed_by_id"]]) if closed else None,
        restored=row["restored"],
        actions=[CordonAction(action="remove", **_allowed(problem or closing_objection(closed=closed), work.lang))],
    )


def _all(work: Work, rows: Any, case: Case) -> Any:
    here = sa.select(rows).where(rows.community_id == case.community_id, rows.case_id == case.id)
    return work.session.scalars(here.order_by(rows.no)).all()
