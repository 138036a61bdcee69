"""Households that move in, change and move out. What belongs to one stays with it; the next sees nothing of it."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from shouwen.core.people.models import Membership, Resident
from shouwen.core.people.problems import (
    AlreadyMember,
    EndsBeforeBegin,
    HouseholdEnded,
    NotMember,
    NotYet,
    UnitOccupied,
)
from shouwen.core.people.registering import EDIT, add_resident, refer_to_resident
from shouwen.core.people.resident_schemas import (
    Belonging,
    HouseholdIn,
    HouseholdPatch,
    MemberIn,
    MemberPatch,
    MoveOutIn,
    ResidentIn,
)
from shouwen.core.people.residents import READ
from shouwen.core.places.models import Household, Unit
from shouwen.core.places.queries import in_reach
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Forbidden, NotFound


def move_in(work: Work, body: HouseholdIn) -> UUID:
    """A household begins. Raises UnknownReference, NotYet, UnitOccupied, AlreadyMember."""
    unit = _hold_unit(work, body.unit_id)
    since = _no_later_than_now(work, body.since, "/since")
    _check_free(work, unit, since)
    household = Household(
        community_id=unit.community_id, id=new_id(), unit_id=unit.id, kind=body.kind, since=since, until=None
    )
    work.session.add(household)
    work.session.flush()
    work.emit(
        "people.household_began",
        community_id=household.community_id,
        household_id=household.id,
        unit_id=unit.id,
        kind=body.kind,
        since=since,
    )
    for number, mover in enumerate(body.members):
        resident = refer_to_resident(work, household.community_id, mover.resident_id, f"/members/{number}/resident_id")
        _join(work, household, resident, mover, since)
    return household.id


def move_out(work: Work, household_id: UUID, body: MoveOutIn) -> UUID:
    """A household ends, and everybody's part in it. Raises NotFound, Forbidden, HouseholdEnded, NotYet, …"""
    household = _take_present(work, household_id)
    until = _no_later_than_now(work, body.until, "/until")
    if until < household.since:
        raise EndsBeforeBegin.at("/until")
    household.until = until
    for member in work.session.scalars(_members(household)):
        member.until = max(until, member.since)
    work.session.flush()
    work.emit(
        "people.household_ended",
        community_id=household.community_id,
        household_id=household.id,
        unit_id=household.unit_id,
        until=until,
    )
    return household.id


def change_household(work: Work, household_id: UUID, body: HouseholdPatch) -> UUID:
    """Another kind. Raises NotFound, Forbidden, Stale, HouseholdEnded."""
    household = _take_present(work, household_id)
    work.check_version(household.version)
    if "kind" in body.model_fields_set:
        household.kind = body.kind
    work.session.flush()
    work.emit(
        "people.household_changed",
        community_id=household.community_id,
        household_id=household.id,
        fields=sorted(body.model_fields_set),
    )
    return household.id


def add_member(work: Work, household_id: UUID, body: MemberIn) -> UUID:
    """Somebody joins. Raises NotFound, Forbidden, HouseholdEnded, UnknownReference, NotYet, AlreadyMember."""
    household = _take_present(work, household_id)
    resident = refer_to_resident(work, household.community_id, body.resident_id, "/resident_id")
    _join(work, household, resident, body, _since(work, household, body.since, "/since"))
    _touch(work, household)
    return household.id


def change_member(work: Work, household_id: UUID, resident_id: UUID, body: MemberPatch) -> UUID:
    """Another relation, or called in an emergency. Raises NotFound, Forbidden, Stale, HouseholdEnded, NotMember."""
    household, member = _take_member(work, household_id, resident_id)
    work.check_version(household.version)
    for field in body.model_fields_set:
        setattr(member, field, getattr(body, field))
    _touch(work, household)
    work.emit(
        "people.member_changed",
        community_id=household.community_id,
        household_id=household.id,
        resident_id=resident_id,
        fields=sorted(body.model_fields_set),
    )
    return household.id


def remove_member(work: Work, household_id: UUID, resident_id: UUID, body: MoveOutIn) -> UUID:
    """Somebody leaves, the others stay. Raises NotFound, Forbidden, HouseholdEnded, NotMember, NotYet, …"""
    household, member = _take_member(work, household_id, resident_id)
    until = _no_later_than_now(work, body.until, "/until")
    if until < member.since:
        raise EndsBeforeBegin.at("/until")
    member.until = until
    _touch(work, household)
    work.emit(
        "people.member_left",
        community_id=household.community_id,
        household_id=household.id,
        resident_id=resident_id,
        until=until,
    )
    return household.id


def add_with_home(work: Work, body: ResidentIn) -> UUID:
    """A new resident, in a household from the start where one is named. Raises what `add_member` raises, PhoneKnown."""
    resident = add_resident(work, body)
    if body.household is not None:
        home = body.household
        household = _household_named(work, resident.community_id, home.household_id)
        _join(work, household, resident, home, _since(work, household, home.since, "/household/since"))
        _touch(work, household)
    return resident.id


def _join(work: Work, household: Household, resident: Resident, what: Belonging, since: datetime) -> None:
    known = _members(household).where(Membership.resident_id == resident.id)
    if work.session.scalar(known.limit(1)) is not None:
        raise AlreadyMember
    work.session.add(
        Membership(
            community_id=household.community_id,
            id=new_id(),
            household_id=household.id,
            resident_id=resident.id,
            relation=what.relation,
            is_adult=what.is_adult,
            is_emergency_contact=what.is_emergency_contact,
            since=since,
        )
    )
    work.session.flush()
    work.emit(
        "people.member_joined",
        community_id=household.community_id,
        household_id=household.id,
        resident_id=resident.id,
        relation=what.relation,
        since=since,
    )


def _members(household: Household) -> sa.Select[Membership]:
    """Who belongs to it now."""
    return sa.select(Membership).where(
        Membership.community_id == household.community_id,
        Membership.household_id == household.id,
        Membership.until.is_(None),
    )


def _hold_unit(work: Work, unit_id: UUID) -> Unit:
    """The unit that a body names, held: one at a time moves in. Raises UnknownReference out of reach."""
    rows = sa.select(Unit).where(Unit.id == unit_id, in_reach(work, EDIT, Unit.community_id, Unit.zone_id))
    unit = work.session.scalars(rows.with_for_update(key_share=True)).one_or_none()
    if unit is None:
        raise UnknownReference.at("/unit_id")
    return unit


def _check_free(work: Work, unit: Unit, since: datetime) -> None:
    there = (
        sa.select(Household.id)
        .where(
            Household.community_id == unit.community_id,
            Household.unit_id == unit.id,
            sa.or_(Household.until.is_(None), Household.until > since),
        )
        .order_by(Household.until.is_(None).desc(), Household.since.desc())
    )
    if (found := work.session.scalar(there.limit(1))) is not None:
        raise UnitOccupied(more={"household_id": str(found)})


def _household_named(work: Work, community_id: UUID, household_id: UUID) -> Household:
    rows = _reached(work, EDIT).where(Household.community_id == community_id, Household.id == household_id)
    household = work.session.scalars(rows.with_for_update(key_share=True, of=Household)).one_or_none()
    if household is None:
        raise UnknownReference.at("/household/household_id")
    if household.until is not None:
        raise HouseholdEnded
    return household


def _take_present(work: Work, household_id: UUID) -> Household:
    """The household to be changed, held. Raises NotFound out of sight, Forbidden in sight only, HouseholdEnded."""
    if work.session.scalars(_reached(work, READ).where(Household.id == household_id)).one_or_none() is None:
        raise NotFound
    rows = _reached(work, EDIT).where(Household.id == household_id)
    rows = rows.with_for_update(key_share=True, of=Household).execution_options(populate_existing=True)
    household = work.session.scalars(rows).one_or_none()
    if household is None:
        raise Forbidden
    if household.until is not None:
        raise HouseholdEnded
    return household


def _take_member(work: Work, household_id: UUID, resident_id: UUID) -> tuple[Household, Membership]:
    household = _take_present(work, household_id)
    member = work.session.scalars(_members(household).where(Membership.resident_id == resident_id)).one_or_none()
    if member is None:
        raise NotMember
    return household, member


def _reached(work: Work, permission: str) -> sa.Select[Household]:
    same = sa.and_(Unit.community_id == Household.community_id, Unit.id == Household.unit_id)
    return sa.select(Household).join(Unit, same).where(in_reach(work, permission, Unit.community_id, Unit.zone_id))


def _touch(work: Work, household: Household) -> None:
    """The version of a household counts changes of its members as well."""
    flag_modified(household, "unit_id")
    work.session.flush()


def _no_later_than_now(work: Work, at: datetime | None, pointer: str) -> datetime:
    if at is not None and at > work.now:
        raise NotYet.at(pointer)
    return at or work.now


def _since(work: Work, household: Household, at: datetime | None, pointer: str) -> datetime:
    """Nobody belongs to a household before it began."""
    return max(_no_later_than_now(work, at, pointer), household.since)
