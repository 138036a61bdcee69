"""Hearing: a call becomes a case that is never ownerless, and later calls join it (FR-01, FR-05, FR-07)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from shouwen.areas.cases.bodies import CaseIn, ContactIn, MoreContactIn, PersonIn, PlaceIn
from shouwen.areas.cases.measures import facts_of
from shouwen.areas.cases.models import Case, Contact, ContactPlace, Outcome
from shouwen.areas.cases.problems import (
    AnonymousWithIdentity,
    ComplaintDetailsMisplaced,
    ExternalRefTaken,
    ForeignChannel,
    MayNotNameHeard,
)
from shouwen.areas.cases.promises import RECORD, born
from shouwen.areas.cases.queries import Loaded, check, get_case
from shouwen.areas.cases.rules import (
    NUMBER_PREFIX,
    OF_RESIDENTS,
    UNHEARD,
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
from shouwen.core.people.models import Membership, Resident
from shouwen.core.people.queries import reception_holder, works_in
from shouwen.core.people.residents import where_it_went
from shouwen.core.places.models import Building, Community, Department, Household, Unit, Zone
from shouwen.core.references import UnknownReference, refer
from shouwen.core.search.service import Document, index_new
from shouwen.core.standards.queries import count
from shouwen.core.subjects.models import Involvement, Part, Subject, SubjectType
from shouwen.core.work import Work
from shouwen.kit.burst import insert_rows
from shouwen.kit.crypto import blind
from shouwen.kit.ids import new_id
from shouwen.kit.problem import FieldError, Malformed

PHONE_PURPOSE: Final = "contacts.phone"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who reached us, and the household that follows from it."""

    resident: Resident | None
    household_id: UUID | None
    person: PersonIn

    @property
    def is_known(self) -> bool:
        """Whether somebody can be told apart who may later see the case from home."""
        return self.household_id is not None or (self.resident is not None and self.resident.person_id is not None)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place somebody spoke of, resolved."""

    asked: PlaceIn
    zone_id: UUID | None
    unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class Heard:
    """A case just written, with the rows that came with it."""

    loaded: Loaded
    contact: Contact
    places: Sequence[ContactPlace]
    outcome: Outcome | None
    promises: Sequence[Commitment]
    has_files: bool


def hear(work: Work, body: CaseIn) -> Heard:
    """Records what a resident raised: the case, its owner, its first contact. FR-01, FR-05, RC-02."""
    community = _community(work, body.community_id)
    _check_complaint(body)
    moment = settle(
        work, community.id, body.contact.heard_at, late_reason=body.late_reason, pointer="/contact/heard_at"
    )
    caller = _caller(work, community.id, body.contact, "/contact")
    spots = [_spot(work, community.id, place, f"/contact/places/{i}") for i, place in enumerate(body.contact.places)]
    about = _about(work, body)
    first_responder_id = _first_responder(work, community.id, body.heard_by_id, body.contact, moment.at)
    subject = _subject(work, body, caller, spots)
    case = _case(work, body, subject, moment, first_responder_id)
    _find_owner(work, case, about)
    contact = _contact(work, case, body.contact, caller, first_responder_id, moment, ContactPart.FIRST)
    _tell(work, case, subject, contact)
    heard = Heard(
        loaded=Loaded(case, subject, involved=True),
        contact=contact,
        places=_place_rows(contact, spots),
        outcome=_outcome(work, case, subject, body.answered.result, moment) if body.answered else None,
        promises=born(work, case, subject, contact.channel, _acts_at_birth(work, body, moment)),
        has_files=bool(body.file_ids),
    )
    parts = _parts(case, subject, caller, about, private=body.private)
    # The number comes last: its counter stays locked until the commit, and the next caller waits for it.
    case.number = subject.number = take_number(
        work.session, community.id, NUMBER_PREFIX[body.kind], work.now, ZoneInfo(community.time_zone)
    )
    _write(work, heard, parts)
    attach(work, subject, body.file_ids, _audience_of_uploads(work), pointer="/file_ids")
    if heard.outcome:
        work.emit("cases.finished", subject, at=case.heard_at, round=case.round, at_once=True)
    return heard


def _write(work: Work, heard: Heard, parts: Sequence[Involvement]) -> None:
    """Everything in one statement, then its words into the index."""
    case, subject = heard.loaded.case, heard.loaded.subject
    held = first_link(subject, case.owner_id, case.heard_at)
    outcomes = [heard.outcome] if heard.outcome else []
    rows = [subject, case, heard.contact, *parts, *heard.places, held, *outcomes, *heard.promises]
    insert_rows(work.session, rows)
    text = "\n".join(filter(None, [case.number, case.title, case.detail]))
    index_new(work.session, [Document(case.community_id, case.id, text)])


def _acts_at_birth(work: Work, body: CaseIn, moment: Moment) -> dict[str, Moment]:
    """Recording it is reporting it (FR-08), when it is written down; answering on the spot finishes it (FR-02)."""
    acts = {RECORD: Moment(work.now, recorded_late=moment.recorded_late)}
    return acts | ({Verb.FINISH: moment} if body.answered else {})


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
    caller = _caller(work, case.community_id, body, "")
    spots = [_spot(work, case.community_id, place, f"/places/{i}") for i, place in enumerate(body.places)]
    heard_by = _first_responder(work, case.community_id, body.heard_by_id, body, moment.at)
    part = _part_of(work, case, caller)
    contact = _contact(work, case, body, caller, heard_by, moment, part)
    reported = [_reported(subject, caller, private=False)] if caller.is_known else []
    insert_rows(work.session, [contact, *reported, *_place_rows(contact, spots)])
    work.emit("cases.contact_added", subject, at=moment.at, contact_id=contact.id, part=part, channel=body.channel)
    _make_major_when_many(work, case, subject)
    return contact


# ---------------------------------------------------------------- who and where


def _community(work: Work, community_id: UUID) -> Community:
    community = work.session.get(Community, community_id)
    if community is None or not work.actor.may("cases.hear", community_id):
        raise UnknownReference.at("/community_id")
    return community


def _check_complaint(body: CaseIn) -> None:
    if body.kind is not Kind.COMPLAINT and body.complaint is not None:
        raise ComplaintDetailsMisplaced(errors=[_field("/complaint", ComplaintDetailsMisplaced)])


def _caller(work: Work, community_id: UUID, contact: ContactIn, at: str) -> Caller:
    """Who reached us. `at`: where in the body the contact stands."""
    person = contact.person
    if person.anonymous and (person.name or person.phone or person.resident_id):
        raise AnonymousWithIdentity(errors=[_field(f"{at}/person/anonymous", AnonymousWithIdentity)])
    resident_id = person.resident_id
    if work.actor.kind is ActorKind.RESIDENT:
        resident_id = _themselves(work, community_id, contact, at)
    resident = _resident(work, community_id, resident_id, f"{at}/person/resident_id")
    spoken_of = [place.unit_id for place in contact.places if place.unit_id]
    household_id = _household(work, resident, spoken_of) if resident else None
    return Caller(resident, household_id, person)


def _resident(work: Work, community_id: UUID, resident_id: UUID | None, at: str) -> Resident | None:
    """The record on which they stand now: one that was merged meanwhile answers where it went."""
    named = refer(work, Resident, community_id, resident_id, at)
    if named is None:
        return None
    resident = where_it_went(work, named)
    if resident is None:
        raise UnknownReference.at(at)
    return resident


def _household(work: Work, resident: Resident, spoken_of: Sequence[UUID]) -> UUID | None:
    """The household the resident speaks for: that of the unit they name, else their only one."""
    rows = work.session.execute(
        sa.select(Household.id, Household.unit_id)
        .join(
            Membership,
            sa.and_(Membership.community_id == Household.community_id, Membership.household_id == Household.id),
        )
        .where(
            Membership.community_id == resident.community_id,
            Membership.resident_id == resident.id,
            Membership.until.is_(None),
        )
    ).all()
    named = [row.id for row in rows if row.unit_id in spoken_of]
    return named[0] if named else rows[0].id if len(rows) == 1 else None


def _themselves(work: Work, community_id: UUID, contact: ContactIn, at: str) -> UUID:
    mine = {residency.resident_id for residency in work.actor.residencies if residency.community_id == community_id}
    named = contact.person.resident_id
    if contact.channel not in OF_RESIDENTS or (named is not None and named not in mine) or not mine:
        raise ForeignChannel(errors=[_field(f"{at}/channel", ForeignChannel)])
    return named or min(mine)


def _first_responder(work: Work, community_id: UUID, named: UUID | None, contact: ContactIn, at: datetime) -> UUID:
    """Whom the resident first spoke to; where nobody heard, the holder on duty of the reception post (FR-01)."""
    if named is not None and named != work.actor.staff_id:
        if not work.actor.may("cases.record_for_others", community_id):
            raise MayNotNameHeard
        if not works_in(work.session, named, community_id, work.now):
            raise UnknownReference.at("/heard_by_id")
        return named
    if work.actor.staff_id is None or (contact.channel in UNHEARD and named is None):
        return reception_holder(work.session, community_id, at, now=work.now).id
    return work.actor.staff_id


def _about(work: Work, body: CaseIn) -> Sequence[UUID]:
    about = body.complaint.about_staff_ids if body.complaint else []
    for i, staff_id in enumerate(about):
        if not works_in(work.session, staff_id, body.community_id, work.now):
            raise UnknownReference.at(f"/complaint/about_staff_ids/{i}")
    return about


def _spot(work: Work, community_id: UUID, place: PlaceIn, pointer: str) -> Spot:
    if sum(value is not None for value in (place.unit_id, place.building_id, place.zone_id, place.text)) != 1:
        zh, en = "请填写单元、楼栋、片区或文字说明中的一项", "Give exactly one of unit, building, zone or words"
        raise Malformed(errors=[FieldError(pointer, "one_place", zh, en)])
    unit = refer(work, Unit, community_id, place.unit_id, f"{pointer}/unit_id")
    building = refer(work, Building, community_id, place.building_id, f"{pointer}/building_id")
    zone = refer(work, Zone, community_id, place.zone_id, f"{pointer}/zone_id")
    zone_id = unit.zone_id if unit else building.zone_id if building else zone.id if zone else None
    return Spot(place, zone_id, unit.id if unit else None)


# ---------------------------------------------------------------- rows


def _subject(work: Work, body: CaseIn, caller: Caller, spots: Sequence[Spot]) -> Subject:
    unit_id = next((spot.unit_id for spot in spots if spot.unit_id), None)
    zone_id = next((spot.zone_id for spot in spots if spot.zone_id), None)
    if unit_id is None and caller.household_id:
        home = work.session.execute(
            sa.select(Unit.id, Unit.zone_id)
            .join(Household, sa.and_(Household.community_id == Unit.community_id, Household.unit_id == Unit.id))
            .where(Household.community_id == body.community_id, Household.id == caller.household_id)
        ).one()
        unit_id, zone_id = home.id, zone_id or home.zone_id
    department_id = body.complaint.about_department_id if body.complaint else None
    refer(work, Department, body.community_id, department_id, "/complaint/about_department_id")
    return Subject(
        community_id=body.community_id,
        id=new_id(),
        type=SubjectType.CASE,
        zone_id=zone_id,
        department_id=department_id,
        unit_id=unit_id,
        household_id=caller.household_id,
        confidential=body.confidential,
    )


def _case(work: Work, body: CaseIn, subject: Subject, moment: Moment, first_responder_id: UUID) -> Case:
    return Case(
        community_id=body.community_id,
        id=subject.id,
        version=1,
        state=State.HEARD,
        round=1,
        origin=Origin.LIVE,
        kind=body.kind,
        category=body.category,
        severity=body.severity,
        complaint_class=_class_of(body),
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


def _class_of(body: CaseIn) -> ComplaintClass | None:
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
        parts.append(_reported(subject, caller, private=private))
    return parts


def _reported(subject: Subject, caller: Caller, *, private: bool) -> Involvement:
    return Involvement(
        community_id=subject.community_id,
        subject_id=subject.id,
        part=Part.REPORTED,
        person_id=caller.resident.person_id if caller.resident else None,
        household_id=caller.household_id,
        private=private,
    )


def _contact(
    work: Work, case: Case, body: ContactIn, caller: Caller, heard_by_id: UUID, moment: Moment, part: ContactPart
) -> Contact:
    _check_ref(work, case.community_id, body)
    phone = body.person.phone
    return Contact(
        community_id=case.community_id,
        id=new_id(),
        case_id=case.id,
        part=part,
        channel=body.channel,
        heard_at=moment.at,
        heard_by_id=heard_by_id,
        recorded_at=work.now,
        words=body.words,
        wants_reply=body.wants_reply,
        resident_id=caller.resident.id if caller.resident else None,
        household_id=caller.household_id,
        name=body.person.name or (caller.resident.name if caller.resident else None),
        phone=phone,
        phone_blind=blind(phone, PHONE_PURPOSE) if phone else None,
        anonymous=body.person.anonymous,
        relation=body.person.relation,
        external_system=body.external_ref.system if body.external_ref else None,
        external_id=body.external_ref.id if body.external_ref else None,
    )


def _check_ref(work: Work, community_id: UUID, body: ContactIn) -> None:
    if body.external_ref is None:
        return
    known = work.session.scalar(
        sa.select(Contact.case_id).where(
            Contact.community_id == community_id,
            Contact.external_system == body.external_ref.system,
            Contact.external_id == body.external_ref.id,
        )
    )
    if known is not None:
        raise ExternalRefTaken


def _place_rows(contact: Contact, spots: Sequence[Spot]) -> list[ContactPlace]:
    return [
        ContactPlace(
            community_id=contact.community_id,
            contact_id=contact.id,
            role=spot.asked.role,
            unit_id=spot.asked.unit_id,
            building_id=spot.asked.building_id,
            zone_id=spot.asked.zone_id,
            text=spot.asked.text,
        )
        for spot in spots
    ]


def _outcome(work: Work, case: Case, subject: Subject, result: str, moment: Moment) -> Outcome:
    """Answered on the spot (FR-02): heard and finished are one act."""
    case.state, case.finished_at = State.FINISHED, moment.at
    return Outcome(
        community_id=case.community_id,
        case_id=case.id,
        round=case.round,
        result=result,
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


def _make_major_when_many(work: Work, case: Case, subject: Subject) -> None:
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


def _field(pointer: str, problem: type[Malformed]) -> FieldError:
    return FieldError(pointer, problem.code.partition(".")[2], problem.zh, problem.en)
