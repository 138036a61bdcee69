"""Hearing: a call becomes a case that is never ownerless, and later calls join it (FR-01, FR-05, FR-07)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from shouwen.areas.cases.bodies import AnsweredIn, CaseIn, MatterIn, MoreContactIn
from shouwen.areas.cases.callers import (
    PHONE_PURPOSE,
    Caller,
    Whereabouts,
    caller_of,
    community_of,
    contact_row,
    first_responder_of,
    place_rows,
    reported,
    spots_of,
    whereabouts_of,
)
from shouwen.areas.cases.courses import begin_course, chosen_type
from shouwen.areas.cases.incidents import describe_new
from shouwen.areas.cases.measures import facts_of
from shouwen.areas.cases.models import Case, Contact, ContactPlace, Outcome
from shouwen.areas.cases.problems import ComplaintDetailsMisplaced, IncidentDetailsMisplaced
from shouwen.areas.cases.promises import RECORD, born, demanded, promise_anew, promise_outside
from shouwen.areas.cases.queries import Loaded, check, first_channel, get_case
from shouwen.areas.cases.rules import (
    NUMBER_PREFIX,
    ComplaintClass,
    ContactPart,
    Kind,
    Origin,
    Severity,
    State,
    Verb,
)
from shouwen.core.access.actor import ActorKind
from shouwen.core.acts import Moment, settle
from shouwen.core.commitments.models import Commitment
from shouwen.core.custody.service import first_link
from shouwen.core.files.rules import Audience
from shouwen.core.files.service import attach
from shouwen.core.numbering.service import take_number
from shouwen.core.people.queries import reception_holder, works_in
from shouwen.core.places.models import Community, Department
from shouwen.core.references import UnknownReference, refer
from shouwen.core.search.service import Document, index_new
from shouwen.core.standards.queries import count
from shouwen.core.subjects.models import Involvement, Part, Subject, SubjectType
from shouwen.core.work import Work
from shouwen.kit.burst import insert_rows
from shouwen.kit.crypto import blind
from shouwen.kit.ids import new_id


@dataclass(frozen=True, slots=True)
class Heard:
    """A case just written, with the rows that came with it."""

    loaded: Loaded
    contact: Contact
    places: Sequence[ContactPlace]
    outcome: Outcome | None
    promises: Sequence[Commitment]
    to_be_read: bool  # more hangs on it than what stands here


class Times(NamedTuple):
    """When it was said, when we had it in writing, and when it was answered, if it was answered at once."""

    heard: Moment
    recorded: Moment
    answered: Moment


@dataclass(frozen=True, slots=True)
class Told:
    """What a case is made of: a contact with its places, new or written down before, and who it was."""

    contact: Contact
    places: Sequence[ContactPlace]
    caller: Caller
    where: Whereabouts
    times: Times
    is_new: bool


def hear(work: Work, body: CaseIn) -> Heard:
    """Records what a resident raised: the case, its owner, its first contact. FR-01, FR-05, RC-02."""
    community = community_of(work, body.community_id, "cases.hear")
    check_matter(body)
    moment = settle(
        work, community.id, body.contact.heard_at, late_reason=body.late_reason, pointer="/contact/heard_at"
    )
    caller = caller_of(work, community.id, body.contact, "/contact")
    spots = spots_of(work, community.id, body.contact, "/contact")
    heard_by_id = first_responder_of(work, community.id, body.heard_by_id, body.contact, moment.at)
    contact = contact_row(work, community.id, body.contact, caller, heard_by_id, moment, at="/contact")
    told = Told(
        contact=contact,
        places=place_rows(contact, spots),
        caller=caller,
        where=whereabouts_of(work, community.id, caller, spots),
        times=Times(moment, Moment(work.now, recorded_late=moment.recorded_late), moment),
        is_new=True,
    )
    return open_case(work, community, body, told)


def open_case(work: Work, community: Community, body: MatterIn, told: Told) -> Heard:
    """The case that comes of what was told; it has an owner from this moment on."""
    contact, moment = told.contact, told.times.heard
    type_ = chosen_type(work, community.id, body.type_id, body.kind, at_once=body.answered is not None)
    about = _about(work, community.id, body)
    subject = _subject(work, community.id, body, told)
    case = _case(work, body, subject, moment, contact.heard_by_id)
    _find_owner(work, case, about)
    _tell(work, case, subject, contact)
    acts = _acts_at_birth(body, told.times)
    heard = Heard(
        loaded=Loaded(case, subject, involved=True),
        contact=contact,
        places=told.places,
        outcome=_outcome(work, case, subject, body.answered, told.times.answered) if body.answered else None,
        promises=[*born(work, case, subject, contact.channel, acts), *demanded(work, case, subject, contact, acts)],
        to_be_read=bool(body.file_ids) or type_ is not None,
    )
    parts = _parts(case, subject, told.caller, about, private=body.private)
    # The number comes last: its counter stays locked until the commit, and the next caller waits for it.
    case.number = subject.number = take_number(
        work.session, community.id, NUMBER_PREFIX[body.kind], work.now, ZoneInfo(community.time_zone)
    )
    _write(work, heard, told, parts)
    if type_ is not None:
        begin_course(work, case, subject, type_)
    if body.kind is Kind.INCIDENT:
        describe_new(work, case, body.incident, told.places)
    attach(work, subject, body.file_ids, _audience_of_uploads(work), pointer="/file_ids")
    if heard.outcome:
        work.emit("cases.finished", subject, at=told.times.answered.at, round=case.round, at_once=True)
    return heard


def _write(work: Work, heard: Heard, told: Told, parts: Sequence[Involvement]) -> None:
    """Everything in one statement, then its words into the index. A contact known before is now the case's first."""
    case, subject = heard.loaded.case, heard.loaded.subject
    held = first_link(subject, case.owner_id, case.heard_at)
    outcomes = [heard.outcome] if heard.outcome else []
    if told.is_new:
        heard.contact.case_id, heard.contact.part = case.id, ContactPart.FIRST
    first = [heard.contact, *heard.places] if told.is_new else []
    insert_rows(work.session, [subject, case, *first[:1], *parts, *first[1:], held, *outcomes, *heard.promises])
    heard.contact.case_id, heard.contact.part = case.id, ContactPart.FIRST
    text = "\n".join(filter(None, [case.number, case.title, case.detail]))
    index_new(work.session, [Document(case.community_id, case.id, text)])


def _acts_at_birth(body: MatterIn, times: Times) -> dict[str, Moment]:
    """Recording it is reporting it (FR-08), when it is written down; answering on the spot finishes it (FR-02)."""
    return {RECORD: times.recorded} | ({Verb.FINISH: times.answered} if body.answered else {})


def _tell(work: Work, case: Case, subject: Subject, contact: Contact) -> None:
    work.emit(
        "cases.heard",
        subject,
        at=case.heard_at,
        kind=case.kind,
        severity=case.severity,
        channel=contact.channel,
        first_responder_id=case.first_responder_id,
        owner_id=case.owner_id,
        late=case.recorded_late,
    )


def add_contact(work: Work, case_id: UUID, body: MoreContactIn) -> Contact:
    """A repeat of the same household, or somebody else joining the same matter (FR-07)."""
    loaded = get_case(work, case_id, lock=True)
    check(work, loaded, Verb.ADD_CONTACT)
    case, subject = loaded.case, loaded.subject
    moment = settle(work, case.community_id, body.heard_at, late_reason=body.late_reason, pointer="/heard_at")
    caller = caller_of(work, case.community_id, body, "")
    spots = spots_of(work, case.community_id, body, "")
    heard_by = first_responder_of(work, case.community_id, body.heard_by_id, body, moment.at)
    part = _part_of(work, case, caller)
    contact = contact_row(work, case.community_id, body, caller, heard_by, moment)
    contact.case_id, contact.part = case.id, part
    parts = [reported(subject, caller, private=False)] if caller.is_known else []
    insert_rows(work.session, [contact, *parts, *place_rows(contact, spots)])
    work.emit("cases.contact_added", subject, at=moment.at, contact_id=contact.id, part=part, channel=body.channel)
    promise_outside(work, case, subject, contact)
    make_major_when_many(work, case, subject)
    return contact


# ---------------------------------------------------------------- rows


def check_matter(body: MatterIn) -> None:
    """Only a complaint concerns somebody, and ends with a measure; only an incident has words for its callers."""
    if body.kind is not Kind.COMPLAINT and body.complaint is not None:
        raise ComplaintDetailsMisplaced.at("/complaint")
    if body.kind is not Kind.INCIDENT and body.incident is not None:
        raise IncidentDetailsMisplaced.at("/incident")


def _about(work: Work, community_id: UUID, body: MatterIn) -> Sequence[UUID]:
    about = body.complaint.about_staff_ids if body.complaint else []
    for i, staff_id in enumerate(about):
        if not works_in(work.session, staff_id, community_id, work.now):
            raise UnknownReference.at(f"/complaint/about_staff_ids/{i}")
    return about


def _subject(work: Work, community_id: UUID, body: MatterIn, told: Told) -> Subject:
    department_id = body.complaint.about_department_id if body.complaint else None
    refer(work, Department, community_id, department_id, "/complaint/about_department_id")
    return Subject(
        community_id=community_id,
        id=new_id(),
        type=SubjectType.CASE,
        zone_id=told.where.zone_id,
        department_id=department_id,
        unit_id=told.where.unit_id,
        household_id=told.caller.household_id,
        confidential=body.confidential,
    )


def _case(work: Work, body: MatterIn, subject: Subject, moment: Moment, first_responder_id: UUID) -> Case:
    return Case(
        community_id=subject.community_id,
        id=subject.id,
        version=1,
        state=State.HEARD,
        round=1,
        origin=Origin.LIVE,
        kind=body.kind,
        category=body.category,
        severity=body.severity,
        complaint_class=_class_of(body),
        complaint_abroad=body.complaint.abroad if body.complaint else None,
        about_department_id=subject.department_id,
        title=body.title,
        detail=body.detail,
        appointment_at=body.appointment_at,
        first_responder_id=first_responder_id,
        accountable_id=first_responder_id,
        owner_id=first_responder_id,
        recorded_by_kind=work.actor.kind,
        recorded_by_id=work.actor.id,
        heard_at=moment.at,
        recorded_at=work.now,
        recorded_late=moment.recorded_late,
        is_disputed=False,
    )


def _class_of(body: MatterIn) -> ComplaintClass | None:
    """What class of complaint it is; one that does not say concerns us until somebody sorts it (CP-01)."""
    if body.kind is not Kind.COMPLAINT:
        return None
    return body.complaint.class_ if body.complaint else ComplaintClass.PROPERTY


def _find_owner(work: Work, case: Case, about: Sequence[UUID]) -> None:
    """Nobody answers for a complaint about themselves: then the reception's chain does."""
    if case.first_responder_id in about:
        other = reception_holder(work.session, case.community_id, case.heard_at, now=work.now, but_not=about)
        case.owner_id = case.accountable_id = other.id


def _parts(case: Case, subject: Subject, caller: Caller, about: Sequence[UUID], *, private: bool) -> list[Involvement]:
    played = [
        (Part.HEARD, case.first_responder_id),
        (Part.OWNS, case.owner_id),
        (Part.ANSWERS, case.accountable_id),
        *[(Part.ABOUT, staff_id) for staff_id in about],
    ]
    parts = [
        Involvement(community_id=subject.community_id, subject_id=subject.id, part=part, person_id=person_id)
        for part, person_id in played
    ]
    if caller.is_known:
        parts.append(reported(subject, caller, private=private))
    return parts


def _outcome(work: Work, case: Case, subject: Subject, answered: AnsweredIn, moment: Moment) -> Outcome:
    """Answered on the spot (FR-02): heard and finished are one act."""
    case.state, case.finished_at = State.FINISHED, moment.at
    return Outcome(
        community_id=case.community_id,
        case_id=case.id,
        round=case.round,
        result=answered.result,
        preventive_measure=answered.preventive_measure,
        finished_by_id=case.owner_id,
        finished_at=moment.at,
        recorded_at=work.now,
        **facts_of(work, case, subject, case.owner_id, moment.at),
    )


def _audience_of_uploads(work: Work) -> Audience:
    return Audience.RESIDENT if work.actor.kind is ActorKind.RESIDENT else Audience.INTERNAL


# ---------------------------------------------------------------- many callers


def _part_of(work: Work, case: Case, caller: Caller) -> ContactPart:
    """The same household again is a repeat; without a household the same resident is."""
    same = []
    if caller.household_id:
        same.append(Contact.household_id == caller.household_id)
    if caller.resident:
        same.append(Contact.resident_id == caller.resident.id)
    if caller.person.phone:
        same.append(Contact.phone_blind == blind(caller.person.phone, PHONE_PURPOSE))
    if not same:
        return ContactPart.JOINT
    known = sa.select(Contact.id).where(
        Contact.community_id == case.community_id, Contact.case_id == case.id, sa.or_(*same)
    )
    return ContactPart.REPEAT if work.session.scalar(known.limit(1)) else ContactPart.JOINT


def make_major_when_many(work: Work, case: Case, subject: Subject) -> None:
    """From `complaint.joint_from` households on a complaint is major (CP-04)."""
    if case.kind != Kind.COMPLAINT or case.severity == Severity.MAJOR:
        return
    households = work.session.scalar(
        sa.select(sa.func.count(sa.distinct(Contact.household_id))).where(
            Contact.community_id == case.community_id, Contact.case_id == case.id
        )
    )
    if (households or 0) >= count(work.session, case.community_id, "complaint.joint_from", work.now):
        case.severity = Severity.MAJOR
        work.emit("cases.made_major", subject, households=households or 0)
        promise_anew(work, case, subject, first_channel(work, case))
