"""Routes to look places up."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from shouwen.core.lists import Page
from shouwen.core.places import queries
from shouwen.core.places.schemas import (
    BuildingOut,
    BuildingParams,
    CommunityOut,
    CommunityParams,
    DepartmentOut,
    DepartmentParams,
    UnitOut,
    UnitParams,
    ZoneOut,
    ZoneParams,
)
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

routes = Routes("places")
_READ = allow(queries.READ)
_LIST = (CursorInvalid, SortUnknown)


@routes.get("/communities", _READ, problems=_LIST)
def list_communities(work: Work, params: Annotated[CommunityParams, Query()]) -> Page[CommunityOut]:
    """The communities in reach, the oldest first."""
    return queries.list_communities(work, params)


@routes.get("/communities/{community_id}", _READ, problems=[NotFound])
def get_community(work: Work, community_id: UUID) -> CommunityOut:
    """One community."""
    return queries.get_community(work, community_id)


@routes.get("/departments", _READ, problems=_LIST)
def list_departments(work: Work, params: Annotated[DepartmentParams, Query()]) -> Page[DepartmentOut]:
    """The departments of the communities in reach."""
    return queries.list_departments(work, params)


@routes.get("/departments/{department_id}", _READ, problems=[NotFound])
def get_department(work: Work, department_id: UUID) -> DepartmentOut:
    """One department."""
    return queries.get_department(work, department_id)


@routes.get("/zones", _READ, problems=_LIST)
def list_zones(work: Work, params: Annotated[ZoneParams, Query()]) -> Page[ZoneOut]:
    """The zones of the communities in reach."""
    return queries.list_zones(work, params)


@routes.get("/zones/{zone_id}", _READ, problems=[NotFound])
def get_zone(work: Work, zone_id: UUID) -> ZoneOut:
    """One zone."""
    return queries.get_zone(work, zone_id)


@routes.get("/buildings", _READ, problems=_LIST)
def list_buildings(work: Work, params: Annotated[BuildingParams, Query()]) -> Page[BuildingOut]:
    """The buildings of the communities in reach, 2 before 10."""
    return queries.list_buildings(work, params)


@routes.get("/buildings/{building_id}", _READ, problems=[NotFound])
def get_building(work: Work, building_id: UUID) -> BuildingOut:
    """One building."""
    return queries.get_building(work, building_id)


@routes.get("/units", _READ, problems=_LIST)
def list_units(work: Work, params: Annotated[UnitParams, Query()]) -> Page[UnitOut]:
    """The units in reach, found by the beginning of their label, each with its present household."""
    return queries.list_units(work, params)


@routes.get("/units/{unit_id}", _READ, problems=[NotFound])
def get_unit(work: Work, unit_id: UUID) -> UnitOut:
    """One unit with its present household."""
    return queries.get_unit(work, unit_id)
