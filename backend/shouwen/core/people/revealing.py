"""A phone in full: to whoever may ask, for a reason, and never without a line in the journal."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.people.models import Resident, ResidentPhone
from shouwen.core.people.problems import NoPhone
from shouwen.core.people.residents import READ, reached
from shouwen.core.people.schemas import PhoneOut, RevealIn
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.problem import Forbidden, NotFound

REVEAL: Final = "people.reveal"


def reveal_phone(work: Work, resident_id: UUID, body: RevealIn) -> PhoneOut:
    """The number, journalled by the name of the field. Raises NotFound, Forbidden, NoPhone, UnknownReference."""
    rows = sa.select(Resident.community_id, Resident.phone, reached(work, REVEAL).label("revealed"))
    found = work.session.execute(rows.where(Resident.id == resident_id, reached(work, READ))).one_or_none()
    if found is None:
        raise NotFound
    if not found.revealed:
        raise Forbidden
    phone = found.phone if body.phone_id is None else _further(work, found.community_id, resident_id, body.phone_id)
    if phone is None:
        raise NoPhone
    work.emit(
        "people.phone_revealed",
        community_id=found.community_id,
        resident_id=resident_id,
        field="phone",
        reason=body.reason,
    )
    return {"phone": phone}


def _further(work: Work, community_id: UUID, resident_id: UUID, phone_id: UUID) -> str:
    row = work.session.get(ResidentPhone, (community_id, phone_id))
    if row is None or row.resident_id != resident_id:
        raise UnknownReference.at("/phone_id")
    return row.phone
