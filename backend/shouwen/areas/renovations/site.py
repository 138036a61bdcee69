"""On the site: the permit, the start, visits, violations to their end, stopping, extending, and what the clock does."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.renovations.acting import Acting, begin, butler_post, by_clock, promise
from shouwen.areas.renovations.models import Renovation, SiteInspection, Violation, WorkerPass
from shouwen.areas.renovations.pass_rules import PassState
from shouwen.areas.renovations.problems import (
    ChecksMissing,
    DeadlinePast,
    NoSuchViolation,
    NotLonger,
    ViolationOver,
)
from shouwen.areas.renovations.queries import next_no, today_of
from shouwen.areas.renovations.rules import (
    FITS_VIOLATION,
    OPEN_VIOLATIONS,
    SITES,
    CheckItem,
    RenovationState,
    RenovationVerb,
    ViolationState,
    after_extension,
)
from shouwen.areas.renovations.schemas import (
    BreachIn,
    ExtendIn,
    InspectIn,
    RectificationNoticeIn,
    RectifyIn,
    RenovationAct,
    RenovationReasonIn,
    ReportViolationIn,
    StartWorkIn,
)
from shouwen.core.commitments.service import Birth
from shouwen.core.delivery.rules import MessageEvent
from shouwen.core.delivery.service import Notice, tell
from shouwen.core.numbering.service import take_number
from shouwen.core.people.queries import manager_of
from shouwen.core.places.local_time import time_zone
from shouwen.core.standards.queries import standard
from shouwen.core.subjects.models import Subject
from shouwen.core.terms import term_of
from shouwen.core.work import Work
from shouwen.core.worktime.rules import end_of, midnight

INSPECT: Final = "renovation.inspect.every"
RECTIFY: Final = "renovation.rectify"
ACCEPTANCE: Final = "renovation.acceptance"
RETURN: Final = "renovation.passes_back"
AT_ONCE: Final = 200
_AHEAD: Final = timedelta(days=1)
_DAY: Final = timedelta(days=1)
_V = RenovationVerb


def issue_permit(work: Work, renovation_id: UUID, body: RenovationAct) -> Renovation:
    """The permit, on the day of approval (RN-04); the zone's butler is told at once (RN-10)."""
    acting = begin(work, renovation_id, _V.ISSUE_PERMIT, body)
    acting.gate()
    renovation = acting.renovation
    acting.move()
    renovation.permitted_at = acting.moment.at
    renovation.permit_number = _number(acting, "XK")
    acting.note(body.words)
    acting.tell("renovations.permit_issued", permit_number=renovation.permit_number)
    acting.kept("renovation.permit", "formalities.finish")
    acting.promise("renovation.tell_butler", "permitted_at")
    work.session.flush()
    _tell_butler(acting)
    acting.kept("renovation.tell_butler")
    return renovation


def _tell_butler(acting: Acting) -> None:
    post_id = butler_post(acting.work, acting.subject)
    manager = None if post_id else manager_of(acting.work.session, acting.subject.community_id, acting.work.now)
    told = Notice(MessageEvent.GIVEN, acting.subject.id, post_id=post_id, staff_id=manager)
    tell(acting.work, acting.subject.community_id, [told])


def start(work: Work, renovation_id: UUID, body: StartWorkIn) -> Renovation:
    """Work begins: from today on the site is looked at every day (RN-06)."""
    acting = begin(work, renovation_id, _V.START, body)
    acting.gate(protection_checked=body.protection_checked)
    acting.move()
    acting.renovation.started_at = acting.moment.at
    acting.tell("renovations.started")
    acting.renovation.planned_through = _local(work, acting.subject, acting.moment.at) - _DAY
    plan_site(work, acting.renovation)
    return acting.renovation


def stop(work: Work, renovation_id: UUID, body: RenovationReasonIn) -> Renovation:
    """Work stops: nobody is let in with a pass."""
    acting = begin(work, renovation_id, _V.STOP, body)
    acting.move()
    acting.renovation.is_stopped = True
    acting.note(body.words)
    acting.tell("renovations.stopped")
    return acting.renovation


def resume(work: Work, renovation_id: UUID, body: RenovationAct) -> Renovation:
    """Work goes on, once everything demanded has been put right."""
    acting = begin(work, renovation_id, _V.RESUME, body)
    acting.gate()
    acting.move()
    acting.renovation.is_stopped = False
    acting.note(body.words)
    acting.tell("renovations.resumed")
    return acting.renovation


def extend(work: Work, renovation_id: UUID, body: ExtendIn) -> Renovation:
    """A later end; passes that were good to the old one are good to the new. Raises NotLonger."""
    acting = begin(work, renovation_id, _V.EXTEND, body)
    renovation, before = acting.renovation, acting.renovation.ends_on
    if body.ends_on <= before or body.ends_on < today_of(work, renovation.community_id):
        raise NotLonger.at("/ends_on")
    renovation.state = after_extension(
        renovation.state, is_started=renovation.started_at is not None, is_stopped=renovation.is_stopped
    )
    renovation.ends_on = body.ends_on
    renovation.extensions += 1
    acting.note(body.words)
    acting.tell("renovations.extended", ends_on=body.ends_on, ended_on=before)
    _prolong(acting, before)
    if renovation.state in SITES:
        plan_site(work, renovation)
    return renovation


def _prolong(acting: Acting, before: date) -> None:
    renovation = acting.renovation
    rows = sa.select(WorkerPass).where(
        WorkerPass.community_id == renovation.community_id,
        WorkerPass.renovation_id == renovation.id,
        WorkerPass.state == PassState.VALID,
        WorkerPass.valid_until == before,
    )
    for one in acting.work.session.scalars(rows.order_by(WorkerPass.id).with_for_update()):
        one.valid_until = renovation.ends_on
        one.round += 1
        acting.waived(RETURN, slot=one.number)
        promise_return(acting.work, acting.subject, one)


def promise_return(work: Work, subject: Subject, one: WorkerPass) -> None:
    """A pass is back when its time is over (RN-05): the term begins with the last day it is good for."""
    last_day = midnight(one.valid_until, time_zone(work.session, subject.community_id))
    promise(work, subject, Birth(key=RETURN, base="valid_until", base_at=last_day, slot=one.number, round=one.round))


# ---------------------------------------------------------------- visits


def inspect(work: Work, renovation_id: UUID, body: InspectIn) -> Renovation:
    """The site was looked at: every item, and what was found wrong was dissuaded from (RN-06, RN-07, RN-17)."""
    acting = begin(work, renovation_id, _V.INSPECT, body)
    if sorted(check.item for check in body.checks) != sorted(CheckItem):
        raise ChecksMissing.at("/checks")
    renovation = acting.renovation
    no = next_no(work, SiteInspection, renovation)
    visit = SiteInspection(
        community_id=renovation.community_id,
        renovation_id=renovation.id,
        no=no,
        findings={check.item.value: check.finding.value for check in body.checks},
        progress=body.progress,
        anomaly=body.anomaly,
        by_id=work.actor.id,
        at=acting.moment.at,
        recorded_at=work.now,
    )
    work.session.add(visit)
    acting.show(body.file_ids, inspection_no=no)
    acting.tell("renovations.inspected", no=no, breaches=len(body.breaches))
    for place, breach in enumerate(body.breaches):
        _dissuade(acting, breach, no, f"/breaches/{place}/file_ids")
    acting.kept(INSPECT, slot=_local(work, acting.subject, acting.moment.at).isoformat())
    return renovation


def _dissuade(acting: Acting, breach: BreachIn, inspection_no: int, pointer: str) -> None:
    """One of a kind that is still open is that one seen again; any other is a new breach (RN-08, RN-15)."""
    work, renovation = acting.work, acting.renovation
    known = sa.select(Violation.no).where(
        Violation.community_id == renovation.community_id,
        Violation.renovation_id == renovation.id,
        Violation.kind == breach.kind,
        Violation.state.in_(OPEN_VIOLATIONS),
    )
    no = next_no(work, Violation, renovation)
    is_new = work.session.scalar(known.limit(1)) is None
    work.session.add(
        Violation(
            community_id=renovation.community_id,
            renovation_id=renovation.id,
            no=no,
            kind=breach.kind,
            state=ViolationState.DISSUADED,
            words=breach.words,
            is_new=is_new,
            inspection_no=inspection_no,
            found_by_id=work.actor.id,
            found_at=acting.moment.at,
        )
    )
    acting.show(breach.file_ids, pointer, violation_no=no)
    acting.tell("renovations.violation_found", no=no, kind=breach.kind, is_new=is_new)


# ---------------------------------------------------------------- violations


def notice(work: Work, renovation_id: UUID, body: RectificationNoticeIn) -> Renovation:
    """A rectification notice with a number and a deadline, and to whom it was handed (RN-07)."""
    acting = begin(work, renovation_id, _V.NOTICE, body)
    violation = violation_of(acting, body.violation_no)
    if violation.state not in FITS_VIOLATION[_V.NOTICE]:
        raise ViolationOver
    due_at = _due(acting, body.rectify_by)
    violation.state, violation.notice_number = ViolationState.NOTICED, _number(acting, "ZG")
    violation.notice_by_id, violation.noticed_at = work.actor.id, acting.moment.at
    violation.demand, violation.served_to, violation.notice_due_at = body.demand, body.served_to, due_at
    acting.tell("renovations.notice_served", no=violation.no, notice_number=violation.notice_number, due_at=due_at)
    acting.promise(RECTIFY, "noticed_at", slot=_slot(violation), due_at=due_at)
    return acting.renovation


def rectify(work: Work, renovation_id: UUID, body: RectifyIn) -> Renovation:
    """The butler has looked whether what was demanded is done (RN-07). If not, it stays open."""
    acting = begin(work, renovation_id, _V.RECTIFY, body)
    violation = violation_of(acting, body.violation_no)
    if violation.state not in FITS_VIOLATION[_V.RECTIFY]:
        raise ViolationOver
    acting.show(body.file_ids, violation_no=violation.no)
    acting.note(body.words)
    acting.tell("renovations.rectification_verified", no=violation.no, passed=body.passed)
    if body.passed:
        violation.state = ViolationState.RECTIFIED
        violation.rectified_at, violation.verified_by_id = acting.moment.at, work.actor.id
        acting.kept(RECTIFY, slot=_slot(violation))
    return acting.renovation


def report(work: Work, renovation_id: UUID, body: ReportViolationIn) -> Renovation:
    """A violation was reported to the authority, on record (RN-07)."""
    acting = begin(work, renovation_id, _V.REPORT, body)
    violation = violation_of(acting, body.violation_no)
    if violation.state not in FITS_VIOLATION[_V.REPORT]:
        raise ViolationOver
    violation.state = ViolationState.REPORTED
    violation.reported_at, violation.reported_to = acting.moment.at, body.authority
    acting.note(body.words)
    acting.tell("renovations.reported_to_authority", no=violation.no)
    return acting.renovation


def violation_of(acting: Acting, no: int) -> Violation:
    """The violation of that number. Raises NoSuchViolation."""
    renovation = acting.renovation
    found = acting.work.session.get(Violation, (renovation.community_id, renovation.id, no))
    if found is None:
        raise NoSuchViolation.at("/violation_no")
    return found


def _due(acting: Acting, asked: datetime | None) -> datetime:
    if asked is not None:
        if asked <= acting.moment.at:
            raise DeadlinePast.at("/rectify_by")
        return asked
    here, at = acting.subject.community_id, acting.moment.at
    return term_of(acting.work.session, here, standard(acting.work.session, here, RECTIFY, at), at).at


def _slot(violation: Violation) -> str:
    return f"violation:{violation.no}"


def _number(acting: Acting, series: str) -> str:
    here = acting.subject.community_id
    zone = time_zone(acting.work.session, here)
    return take_number(acting.work.session, here, series, acting.work.now, zone)


def _local(work: Work, subject: Subject, at: datetime) -> date:
    return at.astimezone(time_zone(work.session, subject.community_id)).date()


# ---------------------------------------------------------------- the clock


def plan_sites(work: Work) -> None:
    """Every visit of every site is promised before its day ends, once each; after a time off those between as well."""
    rows = sa.select(Renovation).where(
        Renovation.state.in_(SITES),
        Renovation.planned_through < (work.now + _AHEAD + _DAY).date(),
    )
    for renovation in _claimed(work, rows.order_by(Renovation.planned_through, Renovation.id)):
        plan_site(work, renovation)


def plan_site(work: Work, renovation: Renovation) -> None:
    """One promise for each day up to tomorrow; one that nobody kept can no longer be kept a day later."""
    subject = work.session.get_one(Subject, (renovation.community_id, renovation.id))
    zone = time_zone(work.session, renovation.community_id)
    horizon = (work.now + _AHEAD).astimezone(zone).date()
    assert renovation.planned_through is not None  # noqa: S101 - set when work began
    day = renovation.planned_through + _DAY
    while day <= horizon:
        every = standard(work.session, renovation.community_id, INSPECT, midnight(day, zone))
        last = day + (every.value or 1) * _DAY - _DAY
        due_at = end_of(last, zone)
        birth = Birth(
            key=INSPECT,
            base="window",
            base_at=midnight(day, zone),
            slot=day.isoformat(),
            due_at=due_at,
            lapses_at=due_at + _DAY,
        )
        promise(work, subject, birth)
        renovation.planned_through = last
        day = last + _DAY


def expire_permits(work: Work) -> None:
    """Where the permit's end has passed and the work is not accepted, the permit has expired."""
    live = (RenovationState.PERMITTED, RenovationState.UNDER_WAY, RenovationState.STOPPED)
    rows = sa.select(Renovation).where(Renovation.state.in_(live), Renovation.ends_on < work.now.date() + _DAY)
    for renovation in _claimed(work, rows.order_by(Renovation.ends_on, Renovation.id)):
        if renovation.ends_on < today_of(work, renovation.community_id):
            acting = by_clock(work, renovation, _V.EXPIRE)
            acting.move()
            acting.tell("renovations.expired")


def observe(work: Work) -> None:
    """Where the time of observation is over, the final acceptance may come."""
    rows = sa.select(Renovation).where(
        Renovation.state == RenovationState.INITIAL_ACCEPTED, Renovation.observe_until <= work.now
    )
    for renovation in _claimed(work, rows.order_by(Renovation.observe_until, Renovation.id)):
        acting = by_clock(work, renovation, _V.OBSERVE)
        acting.move()
        acting.tell("renovations.observed")


def _claimed(work: Work, rows: sa.Select[Renovation]) -> Sequence[Renovation]:
    claimed = rows.limit(AT_ONCE).with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return work.session.scalars(claimed).all()
