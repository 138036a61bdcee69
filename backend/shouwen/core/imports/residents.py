"""A resident from a row: joins the household of the unit, which begins where there is none."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.imports.cells import RowFault
from shouwen.core.people.models import Membership, Resident
from shouwen.core.people.moving import add_member, add_with_home, move_in
from shouwen.core.people.phones import whole_number
from shouwen.core.people.registering import EDIT
from shouwen.core.people.resident_schemas import HouseholdIn, JoinIn, MemberIn, ResidentIn
from shouwen.core.people.residents import READ, having_phone, on_record, reached
from shouwen.core.people.rules import Relation
from shouwen.core.places.local_time import time_zone
from shouwen.core.places.models import Household, Unit
from shouwen.core.places.queries import in_reach
from shouwen.core.places.rules import HouseholdKind, label_prefixes
from shouwen.core.work import Work

_ITS_HEADS = {Relation.TENANT: HouseholdKind.TENANT}


def write_resident(work: Work, community_id: UUID, row: Mapping[str, Any]) -> bool:
    """Writes the resident and where they live; False when they are there already. Raises RowFault, Problem."""
    unit_id = _unit(work, community_id, row["unit"])
    since = _since(work, community_id, row)
    household_id = work.session.scalar(
        sa.select(Household.id).where(
            Household.community_id == community_id, Household.unit_id == unit_id, Household.until.is_(None)
        )
    )
    known = _people_with(work, community_id, row["phone"])
    there = _living_in(work, community_id, household_id, row["name"])
    if there & set(known) or (there and not row["phone"]):
        return False
    same = [id_ for id_, name in known.items() if name == row["name"]]
    shared = bool(row["phone_shared"]) or bool(known.keys() & _members(work, community_id, household_id))
    if known and not same and not shared:
        raise RowFault("phone", "phone_known")
    if household_id is None:
        kind = _ITS_HEADS.get(row["relation"], HouseholdKind.OWNER)
        household_id = move_in(work, HouseholdIn(unit_id=unit_id, kind=kind, since=since))
    belonging = {
        "relation": row["relation"],
        "is_adult": row["is_adult"] is not False,
        "is_emergency_contact": bool(row["is_emergency_contact"]),
        "since": since,
    }
    if same:
        add_member(work, household_id, MemberIn(resident_id=same[0], **belonging))
        return True
    first, *others = row["phone"] or (None,)
    body = ResidentIn(
        community_id=community_id,
        name=row["name"],
        phone=first,
        other_phones=tuple(others),
        note=row["note"],
        language=row["language"],
        household=JoinIn(household_id=household_id, **belonging),
        phone_shared=True,  # looked at above
    )
    add_with_home(work, body)
    return True


def _unit(work: Work, community_id: UUID, said: str) -> UUID:
    """The unit as it is written, or as people say it."""
    rows = sa.select(Unit.id, Unit.label).where(
        Unit.community_id == community_id,
        Unit.label.in_(sorted({said, *label_prefixes(said)})),
        in_reach(work, EDIT, Unit.community_id, Unit.zone_id),
    )
    found: dict[str, UUID] = {row.label: row.id for row in work.session.execute(rows)}
    if said in found:
        return found[said]
    if len(found) != 1:
        raise RowFault("unit", "unit_unknown")
    return next(iter(found.values()))


def _since(work: Work, community_id: UUID, row: Mapping[str, Any]) -> datetime | None:
    if row["since"] is None:
        return None
    since = datetime.combine(row["since"], time(), time_zone(work.session, community_id))
    if since > work.now:
        raise RowFault("since", "not_yet")
    return since


def _people_with(work: Work, community_id: UUID, phones: tuple[str, ...]) -> dict[UUID, str]:
    """Those in sight to whom one of these numbers belongs, with their names."""
    if not phones:
        return {}
    rows = sa.select(Resident.id, Resident.name).where(
        having_phone(Resident.community_id == community_id, [whole_number(phone) for phone in phones]),
        Resident.community_id == community_id,
        on_record(),
        reached(work, READ),
    )
    return {row.id: row.name for row in work.session.execute(rows)}


def _living_in(work: Work, community_id: UUID, household_id: UUID | None, name: str) -> set[UUID]:
    """The members of this name."""
    if household_id is None:
        return set()
    rows = (
        sa.select(Resident.id)
        .join(Membership, _member_of(community_id, household_id))
        .where(Resident.community_id == community_id, Resident.name == name, on_record())
    )
    return set(work.session.scalars(rows))


def _members(work: Work, community_id: UUID, household_id: UUID | None) -> set[UUID]:
    if household_id is None:
        return set()
    rows = sa.select(Membership.resident_id).where(
        Membership.community_id == community_id,
        Membership.household_id == household_id,
        Membership.until.is_(None),
    )
    return set(work.session.scalars(rows))


def _member_of(community_id: UUID, household_id: UUID) -> sa.ColumnElement[bool]:
    return sa.and_(
        Membership.community_id == community_id,
        Membership.resident_id == Resident.id,
        Membership.household_id == household_id,
        Membership.until.is_(None),
    )
