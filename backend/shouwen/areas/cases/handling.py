"""Between hearing and finishing: answering, explaining, waiting, urging, reporting upward, verifying, sorting anew.

None of these moves a promise. A hold is measured; an explanation makes a further promise beside the first one.
"""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases import promises
from shouwen.areas.cases.acting import begin
from shouwen.areas.cases.bodies import (
    EscalateIn,
    ExplainIn,
    HoldIn,
    ReclassifyIn,
    ReportIn,
    RespondIn,
    UrgeIn,
    VerifyIn,
)
from shouwen.areas.cases.courses import is_typed
from shouwen.areas.cases.models import Case, Hold
from shouwen.areas.cases.problems import ComplaintDetailsMisplaced, NothingReclassified, NotInPast, TypedKind
from shouwen.areas.cases.queries import Loaded, first_channel
from shouwen.areas.cases.rules import ComplaintClass, Kind, Verb
from shouwen.core.acts import Act
from shouwen.core.files.rules import Audience
from shouwen.core.people.queries import superior_of, works_in
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work


def report(work: Work, case_id: UUID, body: ReportIn) -> Loaded:
    """The first responder told the centre (FR-08); one who recorded it here has told it by that."""
    acting = begin(work, case_id, Verb.REPORT, body)
    acting.tell("cases.reported", note_id=acting.reason(body.reason))
    return acting.loaded


def respond(work: Work, case_id: UUID, body: RespondIn) -> Loaded:
    """The resident was answered: effective response (FR-09). What was told may be kept for them to read."""
    acting = begin(work, case_id, Verb.RESPOND, body)
    told = acting.write(body.text, Audience.RESIDENT).id if body.text else None
    acting.tell("cases.responded", note_id=told)
    return acting.loaded


def explain(work: Work, case_id: UUID, body: ExplainIn) -> Loaded:
    """Why it takes longer, and when the next answer comes (CP-07). The original promises stand as they were."""
    acting = begin(work, case_id, Verb.EXPLAIN, body)
    _check_to_come(work, body.new_due_at, "/new_due_at")
    note_id = acting.reason(body.reason)
    acting.tell("cases.explained", note_id=note_id, new_due_at=body.new_due_at, resident_agreed=body.resident_agreed)
    promises.promise_next_reply(work, acting.case, acting.subject, acting.moment, body.new_due_at)
    return acting.loaded


def hold(work: Work, case_id: UUID, body: HoldIn) -> Loaded:
    """Waits for somebody outside. The clock runs on."""
    acting = begin(work, case_id, Verb.HOLD, body)
    _check_to_come(work, body.until, "/until")
    work.session.add(
        Hold(
            community_id=acting.case.community_id,
            case_id=acting.case.id,
            reason=body.reason,
            until=body.until,
            started_at=acting.moment.at,
            started_by_id=work.actor.id,
        )
    )
    acting.tell("cases.held", reason=body.reason, until=body.until)
    return acting.loaded


def resume(work: Work, case_id: UUID, act: Act) -> Loaded:
    """The waiting is over."""
    acting = begin(work, case_id, Verb.RESUME, act)
    case = acting.case
    work.session.execute(
        sa.update(Hold)
        .where(Hold.community_id == case.community_id, Hold.case_id == case.id, Hold.ended_at.is_(None))
        .values(ended_at=acting.moment.at)
    )
    acting.tell("cases.resumed")
    return acting.loaded


def urge(work: Work, case_id: UUID, body: UrgeIn) -> Loaded:
    """Somebody asks where it stands (FR-15). The owner is told."""
    acting = begin(work, case_id, Verb.URGE, body)
    acting.tell("cases.urged", owner_id=acting.case.owner_id, note_id=acting.reason(body.reason))
    return acting.loaded


def escalate(work: Work, case_id: UUID, body: EscalateIn) -> Loaded:
    """Reports it upward at once (FR-04, RC-14, RP-06): to the owner's superior, or to whom the reporter names."""
    acting = begin(work, case_id, Verb.ESCALATE, body)
    if body.to_staff_id and not works_in(work.session, body.to_staff_id, acting.case.community_id, work.now):
        raise UnknownReference.at("/to_staff_id")
    to = body.to_staff_id or superior_of(work.session, acting.case.community_id, acting.case.owner_id, work.now)
    acting.tell("cases.escalated", to_staff_id=to, note_id=acting.reason(body.reason))
    return acting.loaded


def verify(work: Work, case_id: UUID, body: VerifyIn) -> Loaded:
    """Whether the complaint is valid, with a reason (CP-08)."""
    acting = begin(work, case_id, Verb.VERIFY, body)
    acting.case.complaint_valid = body.valid
    acting.tell("cases.verified", valid=body.valid, note_id=acting.reason(body.reason))
    return acting.loaded


def reclassify(work: Work, case_id: UUID, body: ReclassifyIn) -> Loaded:
    """Sorted anew: the number stays, what no longer applies is waived, new clocks count from when it was heard."""
    acting = begin(work, case_id, Verb.RECLASSIFY, body)
    case = acting.case
    if body.kind not in {None, case.kind} and is_typed(work, case):
        raise TypedKind
    before = _sorted_as(case)
    _sort_anew(acting.loaded, body)
    after = _sorted_as(case)
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        raise NothingReclassified
    acting.tell(
        "cases.reclassified", fields=changed, kind=case.kind, severity=case.severity, note_id=acting.reason(body.reason)
    )
    promises.promise_anew(work, case, acting.subject, first_channel(work, case))
    return acting.loaded


def _sorted_as(case: Case) -> dict[str, object]:
    return {
        "kind": case.kind,
        "severity": case.severity,
        "category": case.category,
        "class": case.complaint_class,
        "abroad": bool(case.complaint_abroad),
    }


def _sort_anew(loaded: Loaded, body: ReclassifyIn) -> None:
    case = loaded.case
    case.kind = body.kind or case.kind
    case.severity = body.severity or case.severity
    case.category = body.category or case.category
    if case.kind is not Kind.COMPLAINT:
        if body.class_ is not None or body.abroad:
            raise ComplaintDetailsMisplaced
        case.complaint_class = case.complaint_valid = case.complaint_abroad = None
    else:
        case.complaint_class = body.class_ or case.complaint_class or ComplaintClass.PROPERTY
        case.complaint_abroad = case.complaint_abroad if body.abroad is None else body.abroad


def _check_to_come(work: Work, at: datetime, pointer: str) -> None:
    if at <= work.now:
        raise NotInPast.at(pointer)
