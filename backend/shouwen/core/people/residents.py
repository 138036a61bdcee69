"""Reading households and residents: those of the communities and zones that the caller may see."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.lists import Column, Page, Rows, Sorting, any_of, find_page, get_row, grouped
from shouwen.core.people.incidents import known_incidents, met_at
from shouwen.core.people.models import Membership, Resident, ResidentKey, ResidentMerge, ResidentPhone
from shouwen.core.people.phones import LAST, last_digits, whole_number
from shouwen.core.people.rules import resident_state
from shouwen.core.people.schemas import (
    CallerOut,
    CallerParams,
    HouseholdNow,
    HouseholdOut,
    HouseholdParams,
    MergedOut,
    Occupant,
    OtherPhone,
    ResidentDetail,
    ResidentOut,
    ResidentParams,
)
from shouwen.core.places.models import Household, Unit
from shouwen.core.places.queries import begins_with, in_reach, labelled, present, within_communities
from shouwen.core.places.schemas import IdName
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey
from shouwen.kit.phone import mask_phone, normalise_phone
from shouwen.kit.text import fold

READ: Final = "people.read_residents"
Row = dict[str, Any]

_CALLERS: Final = 20  # a number that more people share says nothing about who is calling
_HOUSEHOLDS: Final = Sorting({"label": SortKey(Unit.label_key, str)}, SortKey(Household.id, UUID), "label")
_RESIDENTS: Final = Sorting({"name": SortKey(Resident.name, str)}, SortKey(Resident.id, UUID), "name")
_LAST_DIGITS: Final = re.compile(rf"\d{{{LAST}}}", re.ASCII)
_BUILDING_OR_DOOR: Final = re.compile(r"\d{1,2}", re.ASCII)


def list_households(work: Work, params: HouseholdParams) -> Page[HouseholdOut]:
    """The households in reach, by the label of their unit, each with its members. Two statements."""
    rows = _households(work).where(
        any_of(Household.community_id, params.community_id),
        any_of(Unit.zone_id, params.zone_id),
        any_of(Household.unit_id, params.unit_id),
    )
    if params.resident_id:
        rows = rows.where(_having(Membership.resident_id.in_(params.resident_id)))
    if params.present is not None:
        here = present(Household.since, Household.until, work.now)
        rows = rows.where(here if params.present else ~here)
    if params.q is not None:
        rows = rows.where(sa.or_(_home_said(params.q), _having(begins_with(Resident.name, params.q))))
    found = find_page(work, rows, params, _HOUSEHOLDS)
    return found.page(_with_members(work, found.rows))


def get_household(work: Work, household_id: UUID) -> HouseholdOut:
    return _with_members(work, [get_row(work, _households(work).where(Household.id == household_id))])[0]


def list_residents(work: Work, params: ResidentParams) -> Page[ResidentOut]:
    """The residents in reach by name, each with their present units and the phone masked. Two statements."""
    rows = _residents(work).where(any_of(Resident.community_id, params.community_id), on_record())
    if params.unit_id:
        rows = rows.where(living(work, Household.unit_id.in_(params.unit_id)))
    if params.household_id:
        rows = rows.where(living(work, Household.id.in_(params.household_id)))
    if params.q is not None:
        rows = rows.where(_asked_for(work, params))
    found = find_page(work, rows, params, _RESIDENTS)
    return found.page(_with_homes(work, found.rows))


def get_resident(work: Work, resident_id: UUID) -> ResidentDetail:
    """One resident with all phones, and where the record went or what went into it. Four statements."""
    rows = _residents(work).add_columns(Resident.note, Resident.language)
    row = get_row(work, rows.where(Resident.id == resident_id))
    [shown] = _with_homes(work, [row])
    into, merged = _merges(work, row["community_id"], resident_id)
    return {
        **shown,
        "note": row["note"],
        "language": row["language"],
        "other_phones": _other_phones(work, row["community_id"], resident_id),
        "merged_into": into,
        "merged": merged,
    }


def _other_phones(work: Work, community_id: UUID, resident_id: UUID) -> list[OtherPhone]:
    rows = (
        sa.select(ResidentPhone.id, ResidentPhone.phone)
        .where(ResidentPhone.community_id == community_id, ResidentPhone.resident_id == resident_id)
        .order_by(ResidentPhone.id)
    )
    return [{"id": row.id, "phone": mask_phone(row.phone)} for row in work.session.execute(rows)]


def _merges(work: Work, community_id: UUID, resident_id: UUID) -> tuple[IdName | None, list[MergedOut]]:
    """Where this record went, and the records that went into it and may come back."""
    other = sa.case((ResidentMerge.merged_id == resident_id, ResidentMerge.kept_id), else_=ResidentMerge.merged_id)
    rows = (
        sa.select(ResidentMerge.merged_id, ResidentMerge.made_at, Resident.id, Resident.name)
        .join(Resident, _same(Resident, ResidentMerge.community_id, other))
        .where(
            ResidentMerge.community_id == community_id,
            sa.or_(ResidentMerge.merged_id == resident_id, ResidentMerge.kept_id == resident_id),
            ResidentMerge.undone_at.is_(None),
        )
        .order_by(ResidentMerge.made_at, ResidentMerge.id)
    )
    found = work.session.execute(rows).all()
    into: list[IdName] = [{"id": row.id, "name": row.name} for row in found if row.merged_id == resident_id]
    merged: list[MergedOut] = [
        {"id": row.id, "name": row.name, "merged_at": row.made_at} for row in found if row.merged_id != resident_id
    ]
    return (into[0] if into else None), merged


def read_residents(work: Work, ids: Sequence[UUID]) -> list[ResidentOut]:
    """These residents as far as they are in reach, in no order. Two statements."""
    if not ids:
        return []
    rows = work.session.execute(_residents(work).where(Resident.id.in_(ids))).mappings()
    return _with_homes(work, [dict(row) for row in rows])


def standing_merge(merged: Resident) -> sa.Select[ResidentMerge]:
    """The merge by which this record went into another, unless it was undone."""
    return sa.select(ResidentMerge).where(
        ResidentMerge.community_id == merged.community_id,
        ResidentMerge.merged_id == merged.id,
        ResidentMerge.undone_at.is_(None),
    )


def where_it_went(work: Work, resident: Resident) -> Resident | None:
    """The record that stands for this one: itself, or where it went in the end; None for a voided one."""
    while resident.merged_at is not None:
        merge = work.session.scalars(standing_merge(resident)).one()
        resident = work.session.get_one(Resident, (merge.community_id, merge.kept_id))
    return None if resident.voided_at is not None else resident


def find_callers(work: Work, params: CallerParams) -> list[CallerOut]:
    """The residents in reach to whom this phone belongs, by name: a family may share one. Three statements."""
    rows = (
        _residents(work)
        .add_columns(Resident.note)
        .where(
            within_communities(work, Resident.community_id, params.community_id),
            having_phone(
                within_communities(work, Resident.community_id, params.community_id), [whole_number(params.phone)]
            ),
            on_record(),
        )
        .order_by(Resident.name, Resident.id)
        .limit(_CALLERS)
    )
    found = [dict(row) for row in work.session.execute(rows).mappings()]
    residents = _with_homes(work, found)
    incidents = known_incidents(work, [home["id"] for resident in residents for home in resident["units"]])
    return [
        {
            **resident,
            "note": row["note"],
            "incidents": met_at(incidents, [home["id"] for home in resident["units"]]),
        }
        for resident, row in zip(residents, found, strict=True)
    ]


def occupancies(work: Work, unit_id: UUID) -> list[HouseholdNow]:
    """The present households of a unit, each with who lives there now. For callers who may see it. Two statements."""
    living_there = (
        sa.select(Household.id, Household.since, Household.kind, Household.version)
        .where(Household.unit_id == unit_id, present(Household.since, Household.until, work.now))
        .order_by(Household.since, Household.id)
    )
    households = work.session.execute(living_there).all()
    members = (
        sa.select(
            Membership.household_id,
            Resident.id,
            Resident.name,
            Resident.phone,
            Resident.note,
            Membership.relation,
            Membership.is_adult,
            Membership.is_emergency_contact,
            Membership.since,
        )
        .join(Resident, _same(Resident, Membership.community_id, Membership.resident_id))
        .where(
            on_record(),
            Membership.household_id.in_([household.id for household in households]),
            present(Membership.since, Membership.until, work.now),
        )
        .order_by(Membership.since, Membership.id)
    )
    by_household = grouped(work.session.execute(members).mappings().all(), "household_id")
    return [
        {
            "id": home.id,
            "since": home.since,
            "kind": home.kind,
            "version": home.version,
            "members": [_occupant(row) for row in by_household.get(home.id, [])],
        }
        for home in households
    ]


def _occupant(row: Row) -> Occupant:
    return {
        "id": row["id"],
        "name": row["name"],
        "phone": mask_phone(row["phone"]) if row["phone"] else None,
        "note": row["note"],
        "relation": row["relation"],
        "is_adult": row["is_adult"],
        "is_emergency_contact": row["is_emergency_contact"],
        "since": row["since"],
    }


def _households(work: Work) -> Rows:
    return (
        sa.select(
            Household.id,
            Household.community_id,
            Household.since,
            Household.until,
            Household.kind,
            Household.version,
            Unit.id.label("unit_id"),
            Unit.label,
        )
        .join(Unit, _same(Unit, Household.community_id, Household.unit_id))
        .where(in_reach(work, READ, Unit.community_id, Unit.zone_id))
    )


def _residents(work: Work) -> Rows:
    return sa.select(
        Resident.id,
        Resident.community_id,
        Resident.name,
        Resident.phone,
        Resident.person_id.is_not(None).label("can_sign_in"),
        Resident.merged_at,
        Resident.voided_at,
        Resident.version,
    ).where(reached(work, READ))


def reached(work: Work, permission: str) -> sa.ColumnElement[bool]:
    """With a zone alone in reach: those who live there at present. With a community: all it knows."""
    known = in_reach(work, permission, Resident.community_id, sa.null())
    if any(zone_id for _, zone_id in work.actor.places_of(permission)):
        home = _homes(work).where(
            in_reach(work, permission, Unit.community_id, Unit.zone_id),
            Membership.community_id == Resident.community_id,
            Membership.resident_id == Resident.id,
        )
        known = sa.or_(known, home.exists())  # looked up for each who was found, not for everybody in the zone
    return known


def on_record() -> sa.ColumnElement[bool]:
    """That the record is neither merged into another nor voided."""
    return sa.and_(Resident.merged_at.is_(None), Resident.voided_at.is_(None))


def having_phone(here: sa.ColumnElement[bool], blinds: Sequence[bytes]) -> sa.ColumnElement[bool]:
    """That one of these whole numbers is the resident's first or a further one. Each has an index of its own."""
    first = sa.select(Resident.id).where(here, Resident.phone_blind.in_(blinds))
    return Resident.id.in_(sa.union_all(first, further(ResidentPhone.phone_blind.in_(blinds))))


def further(where: sa.ColumnElement[bool]) -> sa.Select[UUID]:
    """The residents of whom a further phone is as described."""
    return sa.select(ResidentPhone.resident_id).where(where)


def living(work: Work, where: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """That the resident belongs to a household and unit as described, at present."""
    return Resident.id.in_(_homes(work).where(where))


def _homes(work: Work) -> sa.Select[UUID]:
    """Who belongs to a household at present, with the household and its unit to say more about."""
    return (
        sa.select(Membership.resident_id)
        .join(Household, _same(Household, Membership.community_id, Membership.household_id))
        .join(Unit, _same(Unit, Household.community_id, Household.unit_id))
        .where(
            present(Membership.since, Membership.until, work.now),
            present(Household.since, Household.until, work.now),
        )
    )


def _having(where: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """That the household has or had a member as described."""
    rows = (
        sa.select(Membership.household_id)
        .join(Resident, _same(Resident, Membership.community_id, Membership.resident_id))
        .where(where)
    )
    return Household.id.in_(rows)


def _asked_for(work: Work, params: ResidentParams) -> sa.ColumnElement[bool]:
    """Name, initials, unit, phone or its last digits: whatever `q` can be, each reading with an index of its own."""
    q = params.q or ""
    readings = [begins_with(Resident.name, q)]
    keys = any_of(ResidentKey.community_id, params.community_id)
    keyed = sa.select(ResidentKey.resident_id).where(keys, begins_with(ResidentKey.key, fold(q)))
    readings.append(Resident.id.in_(keyed))
    if any(char.isdigit() for char in q):
        readings.append(living(work, _home_said(q)))
    if _LAST_DIGITS.fullmatch(q):
        digits = last_digits(q)
        readings.append(Resident.phone_last4_blind == digits)
        readings.append(Resident.id.in_(further(ResidentPhone.phone_last4_blind == digits)))
    with suppress(ValueError):  # what is no phone has its other readings
        number = whole_number(normalise_phone(q))
        readings.append(Resident.phone_blind == number)
        readings.append(Resident.id.in_(further(ResidentPhone.phone_blind == number)))
    here = any_of(Resident.community_id, params.community_id)
    return Resident.id.in_(sa.union_all(*[sa.select(Resident.id).where(here, reading) for reading in readings]))


def _home_said(q: str) -> sa.ColumnElement[bool]:
    """The unit, as people say it. One or two digits are a whole building or door: many labels begin with a 1."""
    number = fold(q)
    if not _BUILDING_OR_DOOR.fullmatch(number):
        return labelled(q)
    return sa.or_(Unit.name == number, Unit.label == number, begins_with(Unit.label, f"{number}-"))


def _with_members(work: Work, rows: Sequence[Row]) -> list[HouseholdOut]:
    members = (
        sa.select(
            Membership.household_id,
            Resident.id,
            Resident.name,
            Membership.relation,
            Membership.is_adult,
            Membership.is_emergency_contact,
            Membership.since,
            Membership.until,
        )
        .join(Resident, _same(Resident, Membership.community_id, Membership.resident_id))
        .where(Resident.merged_at.is_(None), Membership.household_id.in_([row["id"] for row in rows]))
        .order_by(Membership.since, Membership.id)
    )
    by_household = grouped(work.session.execute(members).mappings().all(), "household_id")
    return [_household(row, by_household.get(row["id"], [])) for row in rows]


def _household(row: Row, members: list[Any]) -> HouseholdOut:
    return {
        "id": row["id"],
        "community_id": row["community_id"],
        "unit": {"id": row["unit_id"], "label": row["label"]},
        "since": row["since"],
        "until": row["until"],
        "kind": row["kind"],
        "version": row["version"],
        "members": members,
    }


def _with_homes(work: Work, rows: Sequence[Row]) -> list[ResidentOut]:
    homes = (
        sa.select(Membership.resident_id, Unit.id, Unit.label, Membership.household_id, Membership.relation)
        .join(Household, _same(Household, Membership.community_id, Membership.household_id))
        .join(Unit, _same(Unit, Household.community_id, Household.unit_id))
        .where(
            Membership.resident_id.in_([row["id"] for row in rows]),
            present(Membership.since, Membership.until, work.now),
            present(Household.since, Household.until, work.now),
        )
        .order_by(Unit.label_key, Unit.id)
    )
    by_resident = grouped(work.session.execute(homes).mappings().all(), "resident_id")
    return [_resident(row, by_resident.get(row["id"], [])) for row in rows]


def _resident(row: Row, homes: list[Any]) -> ResidentOut:
    return {
        "id": row["id"],
        "community_id": row["community_id"],
        "name": row["name"],
        "phone": mask_phone(row["phone"]) if row["phone"] else None,
        "can_sign_in": row["can_sign_in"],
        "state": resident_state(row["merged_at"], row["voided_at"]),
        "version": row["version"],
        "units": homes,
    }


def _same(rows: Any, community: Column, id: Column) -> sa.ColumnElement[bool]:
    return sa.and_(rows.community_id == community, rows.id == id)
