"""Reading places: what lies in the communities and zones that the caller may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.lists import Column, Page, Rows, Sorting, any_of, find_page, get_row
from shouwen.core.places.models import Building, Community, Department, Household, Unit, Zone, ZoneFact
from shouwen.core.places.rules import after_prefix, label_prefixes
from shouwen.core.places.schemas import (
    BuildingOut,
    BuildingParams,
    CommunityOut,
    CommunityParams,
    DepartmentOut,
    DepartmentParams,
    UnitOut,
    UnitParams,
    ZoneDetail,
    ZoneFactOut,
    ZoneOut,
    ZoneParams,
)
from shouwen.core.work import Work
from shouwen.kit.paging import SortKey

READ: Final = "places.read"
Row = dict[str, Any]

_BY_AGE: Final = Sorting(
    {"name": SortKey(Community.name, str), "code": SortKey(Community.code, str)}, SortKey(Community.id, UUID), "id"
)
_DEPARTMENTS: Final = Sorting({"name": SortKey(Department.name, str)}, SortKey(Department.id, UUID), "id")
_ZONES: Final = Sorting({"name": SortKey(Zone.name, str)}, SortKey(Zone.id, UUID), "id")
_BUILDINGS: Final = Sorting({"name": SortKey(Building.name_key, str)}, SortKey(Building.id, UUID), "name")
_UNITS: Final = Sorting({"label": SortKey(Unit.label_key, str)}, SortKey(Unit.id, UUID), "label")


def in_reach(work: Work, permission: str, community: Column, zone: Column) -> sa.ColumnElement[bool]:
    """That a row lies in a zone or community which the permission covers."""
    covered = []
    for community_id, zone_id in work.actor.places_of(permission):
        here = sa.true() if community_id is None else community == community_id
        covered.append(here if zone_id is None else sa.and_(here, zone == zone_id))
    return sa.or_(*covered, sa.false())


def in_communities(work: Work, permission: str, community: Column) -> sa.ColumnElement[bool]:
    """That a row belongs to a community in which the permission covers anything at all."""
    communities = {community_id for community_id, _ in work.actor.places_of(permission)}
    if None in communities:
        return sa.true()
    return community.in_(communities)


def within_communities(work: Work, community: Column, asked: Sequence[UUID]) -> sa.ColumnElement[bool]:
    """That a row lies in one of the communities asked for, else in any of the session's scope.

    For callers of the whole company it names all communities: an index that begins with the community serves then.
    """
    if asked:
        return community.in_(asked)
    if work.actor.is_company_wide:
        return community.in_(sa.select(Community.id))
    return community.in_(sorted(work.actor.scope.communities))


def begins_with(column: Column, prefix: str) -> sa.ColumnElement[bool]:
    """That the text begins with `prefix`, said as a range so that an index serves. For columns kept by code point."""
    end = after_prefix(prefix)
    return column >= prefix if end is None else sa.and_(column >= prefix, column < end)


def labelled(q: str) -> sa.ColumnElement[bool]:
    """That a unit's label begins as people say it, or that `q` is the number on its door."""
    forms = sorted(label_prefixes(q))
    return sa.or_(Unit.name.in_(forms), *[begins_with(Unit.label, form) for form in forms])


def present(since: Column, until: Column, at: datetime) -> sa.ColumnElement[bool]:
    """That a time from `since` until `until` (open when null) holds the instant."""
    return sa.and_(since <= at, sa.or_(until.is_(None), until > at))


def list_communities(work: Work, params: CommunityParams) -> Page[CommunityOut]:
    """The communities in reach, the oldest first: a stable order."""
    rows = _communities(work)
    if params.q is not None:
        rows = rows.where(Community.name.icontains(params.q, autoescape=True) | (Community.code == params.q))
    found = find_page(work, rows, params, _BY_AGE)
    return found.page(found.rows)


def get_community(work: Work, community_id: UUID) -> CommunityOut:
    found: CommunityOut = get_row(work, _communities(work).where(Community.id == community_id))
    return found


def _communities(work: Work) -> Rows:
    rows = sa.select(Community.id, Community.name, Community.code, Community.time_zone, Community.version)
    return rows.where(in_communities(work, READ, Community.id))


def list_departments(work: Work, params: DepartmentParams) -> Page[DepartmentOut]:
    rows = _departments(work).where(
        any_of(Department.community_id, params.community_id),
        any_of(Department.kind, params.kind),
        _named(Department.name, params.q),
    )
    found = find_page(work, rows, params, _DEPARTMENTS)
    return found.page(found.rows)


def get_department(work: Work, department_id: UUID) -> DepartmentOut:
    found: DepartmentOut = get_row(work, _departments(work).where(Department.id == department_id))
    return found


def _departments(work: Work) -> Rows:
    rows = sa.select(Department.id, Department.community_id, Department.name, Department.kind, Department.version)
    return rows.where(in_communities(work, READ, Department.community_id))


def list_zones(work: Work, params: ZoneParams) -> Page[ZoneOut]:
    rows = _zones(work).where(any_of(Zone.community_id, params.community_id), _named(Zone.name, params.q))
    found = find_page(work, rows, params, _ZONES)
    return found.page(found.rows)


def get_zone(work: Work, zone_id: UUID) -> ZoneDetail:
    found: ZoneOut = get_row(work, _zones(work).where(Zone.id == zone_id))
    return {**found, "facts": facts_of(work, found["community_id"], zone_id)}


def facts_of(work: Work, community_id: UUID, zone_id: UUID) -> list[ZoneFactOut]:
    """The card of a zone. For callers who see the zone."""
    rows = (
        sa.select(ZoneFact.label, ZoneFact.text)
        .where(ZoneFact.community_id == community_id, ZoneFact.zone_id == zone_id)
        .order_by(ZoneFact.position)
    )
    return [{"label": row.label, "text": row.text} for row in work.session.execute(rows)]


def _zones(work: Work) -> Rows:
    return sa.select(Zone.id, Zone.community_id, Zone.name, Zone.version).where(
        in_communities(work, READ, Zone.community_id)
    )


def list_buildings(work: Work, params: BuildingParams) -> Page[BuildingOut]:
    rows = _buildings(work).where(
        any_of(Building.community_id, params.community_id),
        any_of(Building.zone_id, params.zone_id),
        _named(Building.name, params.q),
    )
    found = find_page(work, rows, params, _BUILDINGS)
    return found.page([_building(row) for row in found.rows])


def get_building(work: Work, building_id: UUID) -> BuildingOut:
    return _building(get_row(work, _buildings(work).where(Building.id == building_id)))


def _buildings(work: Work) -> Rows:
    return (
        sa.select(
            Building.id,
            Building.community_id,
            Building.name,
            Building.version,
            Zone.id.label("zone_id"),
            Zone.name.label("zone_name"),
        )
        .join(Zone, sa.and_(Zone.community_id == Building.community_id, Zone.id == Building.zone_id))
        .where(in_communities(work, READ, Building.community_id))
    )


def _building(row: Row) -> BuildingOut:
    return {
        "id": row["id"],
        "community_id": row["community_id"],
        "name": row["name"],
        "zone": {"id": row["zone_id"], "name": row["zone_name"]},
        "version": row["version"],
    }


def list_units(work: Work, params: UnitParams) -> Page[UnitOut]:
    """The units in reach, by label in natural order, each with its present household. Two statements."""
    rows = _units(work).where(
        any_of(Unit.community_id, params.community_id),
        any_of(Unit.zone_id, params.zone_id),
        any_of(Unit.building_id, params.building_id),
        any_of(Unit.kind, params.kind),
    )
    if params.q is not None:
        rows = rows.where(labelled(params.q))
    if params.occupied is not None:
        occupied = Unit.id.in_(sa.select(Household.unit_id).where(present(Household.since, Household.until, work.now)))
        rows = rows.where(occupied if params.occupied else ~occupied)
    found = find_page(work, rows, params, _UNITS)
    return found.page(_with_households(work, found.rows))


def get_unit(work: Work, unit_id: UUID) -> UnitOut:
    return _with_households(work, [get_row(work, _units(work).where(Unit.id == unit_id))])[0]


def _units(work: Work) -> Rows:
    return (
        sa.select(
            Unit.id,
            Unit.community_id,
            Unit.name,
            Unit.label,
            Unit.kind,
            Unit.version,
            Building.id.label("building_id"),
            Building.name.label("building_name"),
            Zone.id.label("zone_id"),
            Zone.name.label("zone_name"),
        )
        .join(Building, sa.and_(Building.community_id == Unit.community_id, Building.id == Unit.building_id))
        .join(Zone, sa.and_(Zone.community_id == Unit.community_id, Zone.id == Unit.zone_id))
        .where(in_reach(work, READ, Unit.community_id, Unit.zone_id))
    )


def _with_households(work: Work, rows: Sequence[Row]) -> list[UnitOut]:
    living = (
        sa.select(Household.unit_id, Household.id, Household.since)
        .where(Household.unit_id.in_([row["id"] for row in rows]), present(Household.since, Household.until, work.now))
        .order_by(Household.since, Household.id)
    )
    households = {found.unit_id: found for found in work.session.execute(living)}  # the latest, should two overlap
    return [_unit(row, households.get(row["id"])) for row in rows]


def _unit(row: Row, household: Any) -> UnitOut:
    return {
        "id": row["id"],
        "community_id": row["community_id"],
        "name": row["name"],
        "label": row["label"],
        "kind": row["kind"],
        "building": {"id": row["building_id"], "name": row["building_name"]},
        "zone": {"id": row["zone_id"], "name": row["zone_name"]},
        "version": row["version"],
        "household": {"id": household.id, "since": household.since} if household else None,
    }


def _named(column: Column, q: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if q is None else column.icontains(q, autoescape=True)
