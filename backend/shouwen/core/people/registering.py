"""Residents written down, changed and voided. What they are found by is kept in step in the same transaction."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from shouwen.core.people.authority import covers
from shouwen.core.people.models import Membership, Resident, ResidentPhone
from shouwen.core.people.naming import index_name, unindex_name
from shouwen.core.people.phones import further_phone, phone_columns, whole_number
from shouwen.core.people.problems import HouseholdNeeded, NotOnRecord, PhoneKnown, StillLivesThere
from shouwen.core.people.resident_schemas import ResidentIn, ResidentPatch, VoidIn
from shouwen.core.people.residents import READ, having_phone, on_record, reached
from shouwen.core.places.models import Community, Household, Unit
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Forbidden, NotFound

EDIT: Final = "people.edit"
_NAMED: Final = 5  # of those who have the phone


def add_resident(work: Work, body: ResidentIn) -> Resident:
    """A new resident, who belongs to no household yet. Raises UnknownReference, PhoneKnown."""
    _check_community(work, body)
    if not body.phone_shared:
        check_phones(work, body.community_id, [body.phone, *body.other_phones])
    resident = Resident(
        id=new_id(),
        community_id=body.community_id,
        name=body.name,
        note=body.note,
        language=body.language,
        **phone_columns(body.phone),
    )
    work.session.add(resident)
    index_name(work.session, resident)
    _add_phones(work, resident, body.other_phones)
    work.emit("people.resident_added", community_id=resident.community_id, resident_id=resident.id)
    return resident


def change_resident(work: Work, resident_id: UUID, body: ResidentPatch) -> UUID:
    """Another name, phone, note. Raises NotFound, Forbidden, Stale, NotOnRecord, PhoneKnown, UnknownReference."""
    resident = take_resident(work, resident_id, EDIT)
    work.check_version(resident.version)
    given = body.model_fields_set - {"phone_shared"}
    if not body.phone_shared:
        check_phones(work, resident.community_id, [body.phone, *body.add_phones], but_not=resident.id)
    for field in given & {"name", "note", "language"}:
        setattr(resident, field, getattr(body, field))
    if "phone" in given:
        for column, value in phone_columns(body.phone).items():
            setattr(resident, column, value)
    _remove_phones(work, resident, body.remove_phone_ids)
    _add_phones(work, resident, body.add_phones)
    if given & {"add_phones", "remove_phone_ids"}:
        flag_modified(resident, "name")  # its version counts its phones as well
    if "name" in given:
        index_name(work.session, resident)
    work.session.flush()
    work.emit(
        "people.resident_changed", community_id=resident.community_id, resident_id=resident.id, fields=sorted(given)
    )
    return resident.id


def void_resident(work: Work, resident_id: UUID, body: VoidIn) -> UUID:
    """The record stays and is found no more. Raises NotFound, Forbidden, NotOnRecord, StillLivesThere."""
    resident = take_resident(work, resident_id, EDIT)
    home = (
        sa.select(Unit.label)
        .join(Household, sa.and_(Household.community_id == Unit.community_id, Household.unit_id == Unit.id))
        .join(
            Membership,
            sa.and_(Membership.community_id == Household.community_id, Membership.household_id == Household.id),
        )
        .where(
            Membership.community_id == resident.community_id,
            Membership.resident_id == resident.id,
            sa.or_(Membership.until.is_(None), Membership.until > work.now),
        )
    )
    if label := work.session.scalar(home.limit(1)):
        raise StillLivesThere(unit=label)
    resident.voided_at = work.now
    unindex_name(work.session, resident)
    work.session.flush()
    work.emit("people.resident_voided", community_id=resident.community_id, resident_id=resident.id, reason=body.reason)
    return resident.id


def take_resident(work: Work, resident_id: UUID, permission: str) -> Resident:
    """The resident to be changed, held. Raises NotFound out of sight, Forbidden in sight only, NotOnRecord."""
    resident = hold_resident(work, resident_id, permission)
    if resident.merged_at is not None or resident.voided_at is not None:
        raise NotOnRecord
    return resident


def hold_resident(work: Work, resident_id: UUID, permission: str) -> Resident:
    """As `take_resident`, whatever became of the record."""
    found = work.session.execute(
        sa.select(Resident.community_id, reached(work, permission).label("may")).where(
            Resident.id == resident_id, reached(work, READ)
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    if not found.may:
        raise Forbidden
    row = sa.select(Resident).where(Resident.community_id == found.community_id, Resident.id == resident_id)
    return work.session.scalars(row.with_for_update(key_share=True).execution_options(populate_existing=True)).one()


def hold_in_order(work: Work, resident_ids: Collection[UUID]) -> None:
    """Locks these records in an order that all keep."""
    rows = sa.select(Resident.id).where(Resident.id.in_(resident_ids)).order_by(Resident.id)
    work.session.execute(rows.with_for_update(key_share=True)).all()


def refer_to_resident(work: Work, community_id: UUID, resident_id: UUID, pointer: str) -> Resident:
    """The resident on record whom a body names. Raises UnknownReference, alike for all others."""
    row = sa.select(Resident).where(
        Resident.community_id == community_id, Resident.id == resident_id, on_record(), reached(work, READ)
    )
    resident = work.session.scalars(row).one_or_none()
    if resident is None:
        raise UnknownReference.at(pointer)
    return resident


def check_phones(
    work: Work, community_id: UUID, phones: Collection[str | None], *, but_not: UUID | None = None
) -> None:
    """Raises PhoneKnown when one of these is a resident's whom the caller sees in this community."""
    wanted = {phone for phone in phones if phone}
    if not wanted:
        return
    known = (
        sa.select(Resident.id, Resident.name)
        .where(
            having_phone(Resident.community_id == community_id, [whole_number(phone) for phone in wanted]),
            Resident.community_id == community_id,
            on_record(),
            reached(work, READ),
        )
        .order_by(Resident.name, Resident.id)
        .limit(_NAMED)
    )
    if but_not is not None:
        known = known.where(Resident.id != but_not)
    if found := work.session.execute(known).all():
        raise PhoneKnown(
            name=found[0].name, more={"residents": [{"id": str(row.id), "name": row.name} for row in found]}
        )


def _check_community(work: Work, body: ResidentIn) -> None:
    """Somebody who belongs to no household is anybody's only who answers for the whole community."""
    if covers(work, EDIT, body.community_id) and work.session.get(Community, body.community_id) is not None:
        return
    if not any(place == body.community_id for place, _ in work.actor.places_of(EDIT)):
        raise UnknownReference.at("/community_id")
    if body.household is None:
        raise HouseholdNeeded.at("/household")


def _add_phones(work: Work, resident: Resident, phones: Sequence[str]) -> None:
    """Further phones, each once."""
    work.session.flush()
    rows = sa.select(ResidentPhone.phone_blind).where(
        ResidentPhone.community_id == resident.community_id, ResidentPhone.resident_id == resident.id
    )
    known = {resident.phone_blind, *work.session.scalars(rows)}
    for phone in dict.fromkeys(phones):
        if whole_number(phone) not in known:
            work.session.add(further_phone(resident.community_id, resident.id, phone))


def _remove_phones(work: Work, resident: Resident, ids: Sequence[UUID]) -> None:
    for number, id in enumerate(ids):
        row = work.session.get(ResidentPhone, (resident.community_id, id))
        if row is None or row.resident_id != resident.id:
            raise UnknownReference.at(f"/remove_phone_ids/{number}")
        work.session.delete(row)
