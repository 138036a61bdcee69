"""Corrective actions: opened by the quarter's analysis, decided, carried out, followed up (CB-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.callbacks.callers import take_part
from shouwen.areas.callbacks.corrective_rules import (
    CORRECTIVE_LIFE,
    CorrectiveState,
    CorrectiveVerb,
    CorrectiveViewer,
    corrective_objection,
    followed_up,
)
from shouwen.areas.callbacks.models import CorrectiveAction, CorrectiveCase, Quarter
from shouwen.areas.callbacks.problems import CannotCarryOut, UntilPast
from shouwen.areas.callbacks.queries import READ
from shouwen.areas.callbacks.schemas import (
    CallbackReason,
    CarryOutIn,
    CorrectiveActionOut,
    CorrectiveDecideIn,
    CorrectiveOut,
    CorrectiveParams,
    FollowUpIn,
)
from shouwen.areas.cases.public import Kind, names_of_cases
from shouwen.core.access.identify import acting_for
from shouwen.core.acts import Moment
from shouwen.core.commitments.models import Commitment
from shouwen.core.commitments.rules import CommitmentState
from shouwen.core.commitments.service import Birth, keep, make, miss
from shouwen.core.numbering.service import take_number
from shouwen.core.people.problems import NobodyToAnswer
from shouwen.core.people.queries import acts_for, manager_of, names_of, reception_of, works_in
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Unit
from shouwen.core.references import UnknownReference
from shouwen.core.subjects.models import Subject
from shouwen.core.subjects.queries import sight
from shouwen.core.terms import term_ends
from shouwen.core.work import Work
from shouwen.core.worktime.rules import end_of
from shouwen.kit.ids import new_id
from shouwen.kit.problem import NotFound

SERIES: Final = "JZ"  # 纠正措施
DECIDE: Final = "corrective.decide"
MEASURE: Final = "corrective.measure"
FOLLOW_UP: Final = "corrective.follow_up"
_OF_CASE: Final = sa.and_(Subject.community_id == CorrectiveCase.community_id, Subject.id == CorrectiveCase.case_id)


@dataclass(frozen=True, slots=True)
class Again:
    """What came up again and again at one home."""

    kind: Kind
    category: str
    unit_id: UUID
    times: int
    case_ids: Sequence[UUID]


def open_corrective(work: Work, subject: Subject, again: Again, follows: CorrectiveAction | None = None) -> None:
    """An action to be decided on by the manager within its term."""
    zone = time_zone(work.session, subject.community_id)
    action = CorrectiveAction(
        community_id=subject.community_id,
        id=new_id(),
        version=1,
        number=take_number(work.session, subject.community_id, SERIES, work.now, zone),
        state=CorrectiveState.OPENED,
        quarter_id=subject.id,
        kind=again.kind,
        category=again.category,
        unit_id=again.unit_id,
        times=again.times,
        follows_id=follows.id if follows else None,
        opened_at=work.now,
    )
    work.session.add(action)
    work.session.flush()
    work.session.add_all(
        CorrectiveCase(community_id=subject.community_id, corrective_id=action.id, case_id=id) for id in again.case_ids
    )
    work.emit("callbacks.corrective_opened", subject, corrective_id=action.id, number=action.number)
    staff_id, post_id = _who_decides(work, subject)
    birth = Birth(DECIDE, "opened_at", work.now, staff_id=staff_id, post_id=post_id, slot=action.number)
    make(work, subject, birth)


def known_matters(work: Work, quarter: Quarter) -> set[tuple[str, str, UUID]]:
    """Kind, category and home of what something is done about already."""
    rows = sa.select(CorrectiveAction.kind, CorrectiveAction.category, CorrectiveAction.unit_id).where(
        CorrectiveAction.community_id == quarter.community_id, CorrectiveAction.quarter_id == quarter.id
    )
    return {(row.kind, row.category, row.unit_id) for row in work.session.execute(rows)}


def _who_decides(work: Work, subject: Subject) -> tuple[UUID | None, UUID | None]:
    """The manager by name; the post of the desk where the community has none."""
    try:
        return manager_of(work.session, subject.community_id, work.now), None
    except NobodyToAnswer:
        return None, reception_of(work.session, subject.community_id)


def decide(work: Work, corrective_id: UUID, body: CorrectiveDecideIn) -> UUID:
    """What is done, by whom and until when; and by when it is looked whether it helped."""
    action, subject = _begin(work, corrective_id, CorrectiveVerb.DECIDE)
    until = _until(work, subject, body)
    _check_responsible(work, subject, body.responsible_id)
    action.state = CORRECTIVE_LIFE.after(action.state, CorrectiveVerb.DECIDE)
    action.measure, action.responsible_id, action.until = body.measure, body.responsible_id, until
    action.decided_by_id, action.decided_at = work.actor.id, work.now
    for case in _cases_of(work, action):
        take_part(work, case, body.responsible_id)
    take_part(work, subject, body.responsible_id)
    work.emit(
        "callbacks.corrective_decided",
        subject,
        corrective_id=action.id,
        responsible_id=body.responsible_id,
        until=until,
    )
    keep(work, subject, [DECIDE], Moment(work.now, recorded_late=False), slot=action.number)
    _promise(work, subject, action, MEASURE, body.responsible_id, until)
    _promise(work, subject, action, FOLLOW_UP, work.actor.id, _look_by(work, subject, until))
    return action.id


def carry_out(work: Work, corrective_id: UUID, body: CarryOutIn) -> UUID:
    """Whoever was named says what they did."""
    action, subject = _begin(work, corrective_id, CorrectiveVerb.CARRY_OUT)
    action.state = CORRECTIVE_LIFE.after(action.state, CorrectiveVerb.CARRY_OUT)
    action.done, action.done_at = body.done, work.now
    work.emit("callbacks.corrective_carried_out", subject, corrective_id=action.id)
    keep(work, subject, [MEASURE], Moment(work.now, recorded_late=False), slot=action.number)
    return action.id


def follow_up(work: Work, corrective_id: UUID, body: FollowUpIn) -> UUID:
    """Another looks whether it helped; where it did not, the next action is opened. Raises NotCarriedOut."""
    action, subject = _begin(work, corrective_id, CorrectiveVerb.FOLLOW_UP)
    action.state = followed_up(action.state, effective=body.effective)
    action.finding, action.followed_up_by_id, action.followed_up_at = body.finding, work.actor.id, work.now
    work.emit("callbacks.corrective_followed_up", subject, corrective_id=action.id, effective=body.effective)
    keep(work, subject, [FOLLOW_UP], Moment(work.now, recorded_late=False), slot=action.number)
    if not body.effective:
        _miss_measure(work, subject, action)
        ids = work.session.scalars(_case_ids(action)).all()
        open_corrective(work, subject, _as_before(action, ids), follows=action)
    return action.id


# ---------------------------------------------------------------- what these share


def _begin(work: Work, corrective_id: UUID, verb: CorrectiveVerb) -> tuple[CorrectiveAction, Subject]:
    rows = sa.select(CorrectiveAction).where(CorrectiveAction.id == corrective_id, _seen(work))
    action = work.session.scalars(rows.with_for_update()).one_or_none()
    if action is None:
        raise NotFound
    work.check_version(action.version)
    problem = corrective_objection(verb, action.state, _viewer(work, action))
    if problem is not None:
        raise problem
    return action, work.session.get_one(Subject, (action.community_id, action.quarter_id))


def _viewer(work: Work, action: CorrectiveAction) -> CorrectiveViewer:
    verbs = [verb for verb in CorrectiveVerb if work.actor.may(f"callbacks.{verb}", action.community_id)]
    return CorrectiveViewer(verbs, is_responsible=acts_for(work.actor, action.responsible_id, None))


def _until(work: Work, subject: Subject, body: CorrectiveDecideIn) -> datetime:
    zone = time_zone(work.session, subject.community_id)
    if body.until < work.now.astimezone(zone).date():
        raise UntilPast.at("/until")
    return end_of(body.until, zone)


def _look_by(work: Work, subject: Subject, until: datetime) -> datetime:
    """The term to look whether it helped begins when it is to be done."""
    return term_ends(work.session, subject.community_id, FOLLOW_UP, until, by=work.now)


def _promise(
    work: Work, subject: Subject, action: CorrectiveAction, key: str, staff_id: UUID, due_at: datetime
) -> None:
    make(
        work,
        subject,
        Birth(key=key, base="decided_at", base_at=work.now, staff_id=staff_id, slot=action.number, due_at=due_at),
    )


def _check_responsible(work: Work, subject: Subject, staff_id: UUID) -> None:
    """Somebody of the community whose roles let them say that it is done."""
    if not works_in(work.session, staff_id, subject.community_id, work.now):
        raise UnknownReference.at("/responsible_id")
    actor = acting_for(work.session, staff_id, work.now)
    if actor is None or not actor.may(f"callbacks.{CorrectiveVerb.CARRY_OUT}", subject.community_id):
        raise CannotCarryOut.at("/responsible_id")


def _miss_measure(work: Work, subject: Subject, action: CorrectiveAction) -> None:
    """What was not carried out until then can no longer be."""
    rows = sa.select(Commitment).where(
        Commitment.community_id == subject.community_id,
        Commitment.subject_id == subject.id,
        Commitment.key == MEASURE,
        Commitment.slot == action.number,
        Commitment.state == CommitmentState.OPEN,
    )
    for promise in work.session.scalars(rows).all():
        miss(work, subject, promise)


def _as_before(action: CorrectiveAction, case_ids: Sequence[UUID]) -> Again:
    return Again(Kind(action.kind), action.category, action.unit_id, action.times, case_ids)


def _case_ids(action: CorrectiveAction) -> sa.Select[UUID]:
    return sa.select(CorrectiveCase.case_id).where(
        CorrectiveCase.community_id == action.community_id, CorrectiveCase.corrective_id == action.id
    )


def _cases_of(work: Work, action: CorrectiveAction) -> Sequence[Subject]:
    rows = sa.select(Subject).where(Subject.community_id == action.community_id, Subject.id.in_(_case_ids(action)))
    return work.session.scalars(rows).all()


# ---------------------------------------------------------------- reading


def list_corrective(work: Work, params: CorrectiveParams) -> list[CorrectiveOut]:
    """The actions of a quarter or about a case, the oldest first."""
    rows = sa.select(CorrectiveAction).where(_seen(work))
    if params.community_id is not None:
        rows = rows.where(CorrectiveAction.community_id == params.community_id)
    if params.quarter is not None:
        of_quarter = sa.select(Quarter.id).where(Quarter.quarter == params.quarter)
        rows = rows.where(CorrectiveAction.quarter_id.in_(of_quarter))
    if params.case_id is not None:
        about = sa.select(CorrectiveCase.corrective_id).where(CorrectiveCase.case_id == params.case_id)
        rows = rows.where(CorrectiveAction.id.in_(about))
    return present(work, work.session.scalars(rows.order_by(CorrectiveAction.number).limit(params.limit)).all())


def get_corrective(work: Work, corrective_id: UUID) -> CorrectiveOut:
    """One action. Raises NotFound."""
    rows = sa.select(CorrectiveAction).where(CorrectiveAction.id == corrective_id, _seen(work))
    action = work.session.scalars(rows).one_or_none()
    if action is None:
        raise NotFound
    return present(work, [action])[0]


def _seen(work: Work) -> sa.ColumnElement[bool]:
    """Whoever sees one of its cases; who carries it out takes part in them."""
    about = sa.select(CorrectiveCase.corrective_id).join(Subject, _OF_CASE).where(sight(work.actor, READ))
    return CorrectiveAction.id.in_(about)


def present(work: Work, actions: Sequence[CorrectiveAction]) -> list[CorrectiveOut]:
    """Actions as they are answered. Five statements, whatever their number."""
    ids = [action.id for action in actions]
    cases: dict[UUID, list[UUID]] = {id: [] for id in ids}
    about = (
        sa.select(CorrectiveCase.corrective_id, CorrectiveCase.case_id)
        .join(
            Subject, sa.and_(Subject.community_id == CorrectiveCase.community_id, Subject.id == CorrectiveCase.case_id)
        )
        .where(CorrectiveCase.corrective_id.in_(ids), sight(work.actor, READ))
    )
    for row in work.session.execute(about.order_by(Subject.number)):
        cases[row.corrective_id].append(row.case_id)
    units = sa.select(Unit.id, Unit.label).where(Unit.id.in_([action.unit_id for action in actions]))
    quarters = sa.select(Quarter.id, Quarter.quarter).where(Quarter.id.in_([action.quarter_id for action in actions]))
    people = [id for one in actions for id in (one.responsible_id, one.decided_by_id, one.followed_up_by_id) if id]
    names = {
        **{row.id: row.label for row in work.session.execute(units)},
        **{row.id: row.quarter for row in work.session.execute(quarters)},
        **names_of(work.session, people),
    }
    named = names_of_cases(work.session, [id for found in cases.values() for id in found])
    followed = [one.follows_id for one in actions if one.follows_id]
    rows = sa.select(CorrectiveAction.id, CorrectiveAction.number).where(CorrectiveAction.id.in_(followed))
    numbers = {row.id: row.number for row in work.session.execute(rows)}
    return [_out(work, action, cases[action.id], named, names, numbers) for action in actions]


def _out(
    work: Work,
    action: CorrectiveAction,
    case_ids: Sequence[UUID],
    cases: Any,
    names: dict[UUID, str],
    numbers: dict[UUID, str],
) -> CorrectiveOut:
    def named(id: UUID | None) -> Any:
        return {"id": id, "name": names[id]} if id else None

    return {
        "id": action.id,
        "community_id": action.community_id,
        "number": action.number,
        "quarter": names[action.quarter_id],
        "state": action.state,
        "version": action.version,
        "kind": Kind(action.kind),
        "category": action.category,
        "unit": {"id": action.unit_id, "name": names[action.unit_id]},
        "times": action.times,
        "cases": [
            {"id": id, "number": cases[id].number, "kind": cases[id].kind, "title": cases[id].title} for id in case_ids
        ],
        "follows": numbers[action.follows_id] if action.follows_id else None,
        "opened_at": action.opened_at,
        "measure": action.measure,
        "responsible": named(action.responsible_id),
        "until": action.until,
        "decided_by": named(action.decided_by_id),
        "decided_at": action.decided_at,
        "done": action.done,
        "done_at": action.done_at,
        "finding": action.finding,
        "followed_up_by": named(action.followed_up_by_id),
        "followed_up_at": action.followed_up_at,
        "actions": _actions(work, action),
    }


def _actions(work: Work, action: CorrectiveAction) -> list[CorrectiveActionOut]:
    viewer = _viewer(work, action)
    told: list[CorrectiveActionOut] = []
    for verb in CorrectiveVerb:
        if verb not in viewer.verbs:
            continue
        problem = corrective_objection(verb, action.state, viewer)
        if problem is None:
            told.append({"action": verb, "allowed": True})
            continue
        reason: CallbackReason = {"code": problem.code, "message": problem().detail(work.lang)}
        told.append({"action": verb, "allowed": False, "reason": reason})
    return told
