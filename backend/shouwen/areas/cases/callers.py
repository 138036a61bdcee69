"""Who reached us, where it is, and the row that keeps it: what every contact shares, with a case or without."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from shouwen.areas.cases.bodies import ContactIn, PersonIn, PlaceIn
from shouwen.areas.cases.models import Contact, ContactPlace
from shouwen.areas.cases.problems import (
    AnonymousWithIdentity,
    ExternalRefTaken,
    ForeignChannel,
    MayNotNameHeard,
    OutsideDueMisplaced,
    RingsMisplaced,
)
from shouwen.areas.cases.rules import BY_TELEPHONE, OF_RESIDENTS, UNHEARD
from shouwen.core.access.actor import ActorKind
from shouwen.core.acts import Moment
from shouwen.core.people.models import Membership, Resident
from shouwen.core.people.queries import reception_holder, works_in
from shouwen.core.people.residents import where_it_went
from shouwen.core.places.models import Building, Community, Household, Unit, Zone
from shouwen.core.references import UnknownReference, refer
from shouwen.core.standards.queries import count
from shouwen.core.subjects.models import Involvement, Part, Subject
from shouwen.core.work import Work
from shouwen.kit.crypto import blind
from shouwen.kit.ids import new_id
from shouwen.kit.problem import FieldError, Malformed

PHONE_PURPOSE: Final = "contacts.phone"
RINGS: Final = "phone.answer.rings"


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


class Whereabouts(NamedTuple):
    """The home and the zone a contact is about, as far as they are known."""

    unit_id: UUID | None
    zone_id: UUID | None


def community_of(work: Work, community_id: UUID, permission: str) -> Community:
    """The community where the caller may do this. Raises UnknownReference."""
    community = work.session.get(Community, community_id)
    if community is None or not work.actor.may(permission, community_id):
        raise UnknownReference.at("/community_id")
    return community


def caller_of(work: Work, community_id: UUID, contact: ContactIn, at: str) -> Caller:
    """Who reached us. `at`: where in the body the contact stands."""
    person = contact.person
    if person.anonymous and (person.name or person.phone or person.resident_id):
        raise AnonymousWithIdentity.at(f"{at}/person/anonymous")
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
        raise ForeignChannel.at(f"{at}/channel")
    return named or min(mine)


def first_responder_of(work: Work, community_id: UUID, named: UUID | None, contact: ContactIn, at: datetime) -> UUID:
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


def _spot(work: Work, community_id: UUID, place: PlaceIn, pointer: str) -> Spot:
    if sum(value is not None for value in (place.unit_id, place.building_id, place.zone_id, place.text)) != 1:
        zh, en = "请填写单元、楼栋、片区或文字说明中的一项", "Give exactly one of unit, building, zone or words"
        raise Malformed(errors=[FieldError(pointer, "one_place", zh, en)])
    unit = refer(work, Unit, community_id, place.unit_id, f"{pointer}/unit_id")
    building = refer(work, Building, community_id, place.building_id, f"{pointer}/building_id")
    zone = refer(work, Zone, community_id, place.zone_id, f"{pointer}/zone_id")
    zone_id = unit.zone_id if unit else building.zone_id if building else zone.id if zone else None
    return Spot(place, zone_id, unit.id if unit else None)


def spots_of(work: Work, community_id: UUID, contact: ContactIn, at: str) -> list[Spot]:
    """The places they spoke of, each found. Raises Malformed, UnknownReference."""
    return [_spot(work, community_id, place, f"{at}/places/{i}") for i, place in enumerate(contact.places)]


def whereabouts_of(work: Work, community_id: UUID, caller: Caller, spots: Sequence[Spot]) -> Whereabouts:
    """The first place that was named; where none was, the home of the household."""
    unit_id = next((spot.unit_id for spot in spots if spot.unit_id), None)
    zone_id = next((spot.zone_id for spot in spots if spot.zone_id), None)
    if unit_id is None and caller.household_id:
        home = work.session.execute(
            sa.select(Unit.id, Unit.zone_id)
            .join(Household, sa.and_(Household.community_id == Unit.community_id, Household.unit_id == Unit.id))
            .where(Household.community_id == community_id, Household.id == caller.household_id)
        ).one()
        return Whereabouts(home.id, zone_id or home.zone_id)
    return Whereabouts(unit_id, zone_id)


# ---------------------------------------------------------------- rows


def contact_row(
    work: Work,
    community_id: UUID,
    body: ContactIn,
    caller: Caller,
    heard_by_id: UUID,
    moment: Moment,
    *,
    at: str = "",
) -> Contact:
    """The contact, not written yet, and of no case yet. Raises ExternalRefTaken, *Misplaced."""
    _check_ref(work, community_id, body)
    if body.outside_due_at and (body.external_ref is None or body.outside_due_at <= moment.at):
        raise OutsideDueMisplaced.at(f"{at}/outside_due_at")
    if body.rings is not None and body.channel not in BY_TELEPHONE:
        raise RingsMisplaced.at(f"{at}/rings")
    phone = body.person.phone
    return Contact(
        community_id=community_id,
        id=new_id(),
        case_id=None,
        part=None,
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
        outside_due_at=body.outside_due_at,
        rings=body.rings,
        rings_within=count(work.session, community_id, RINGS, moment.at) if body.rings else None,
    )


def _check_ref(work: Work, community_id: UUID, body: ContactIn) -> None:
    if body.external_ref is None:
        return
    known = work.session.scalar(
        sa.select(Contact.id).where(
            Contact.community_id == community_id,
            Contact.external_system == body.external_ref.system,
            Contact.external_id == body.external_ref.id,
        )
    )
    if known is not None:
        raise ExternalRefTaken


def place_rows(contact: Contact, spots: Sequence[Spot]) -> list[ContactPlace]:
    """The places of a contact, not written yet."""
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


def reported(subject: Subject, caller: Caller, *, private: bool) -> Involvement:
    """That the caller, and their household unless it is private, take part in the matter."""
    return Involvement(
        community_id=subject.community_id,
        subject_id=subject.id,
        part=Part.REPORTED,
        person_id=caller.resident.person_id if caller.resident else None,
        household_id=caller.household_id,
        private=private,
    )
