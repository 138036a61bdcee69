"""Routes to look places up, set them up and change them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from shouwen.core.lists import Page
from shouwen.core.places import queries, service
from shouwen.core.places.bodies import (
    BuildingIn,
    BuildingPatch,
    CommunityIn,
    CommunityPatch,
    UnitIn,
    UnitPatch,
    ZoneFactsPatch,
    ZoneIn,
    ZonePatch,
)
from shouwen.core.places.problems import PlaceTaken
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
    ZoneOut,
    ZoneParams,
)
from shouwen.core.references import UnknownReference
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.kit.paging import CursorInvalid, SortUnknown
from shouwen.kit.problem import NotFound

routes = Routes("places")
_READ = allow(queries.READ)
_EDIT = allow(service.EDIT)
_LIST = (CursorInvalid, SortUnknown)
_NEW = (UnknownReference, PlaceTaken)
_CHANGE = (NotFound, PlaceTaken)


@routes.get("/communities", _READ, problems=_LIST)
def list_communities(work: Work, params: Annotated[CommunityParams, Query()]) -> Page[CommunityOut]:
    """The communities in reach, the oldest first."""
    return queries.list_communities(work, params)


@routes.get("/communities/{community_id}", _READ, problems=[NotFound])
def get_community(work: Work, community_id: UUID) -> CommunityOut:
    """One community."""
    return queries.get_community(work, community_id)


@routes.post("/communities", allow(service.FOUND), status=201, problems=[PlaceTaken])
def create_community(work: Work, body: CommunityIn) -> CommunityOut:
    """A new community. Only those with a role in the whole company set one up."""
    community_id = service.found_community(work, body)
    work.reply.created(f"/api/v1/communities/{community_id}")
    return queries.get_community(work, community_id)


@routes.patch("/communities/{community_id}", _EDIT, problems=[NotFound])
def change_community(work: Work, community_id: UUID, body: CommunityPatch) -> CommunityOut:
    """Another name."""
    return queries.get_community(work, service.change_community(work, community_id, body))


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
def get_zone(work: Work, zone_id: UUID) -> ZoneDetail:
    """One zone with its card."""
    return queries.get_zone(work, zone_id)


@routes.post("/zones", _EDIT, status=201, problems=_NEW)
def create_zone(work: Work, body: ZoneIn) -> ZoneDetail:
    """A new zone of a community."""
    zone_id = service.add_zone(work, body)
    work.reply.created(f"/api/v1/zones/{zone_id}")
    return queries.get_zone(work, zone_id)


@routes.patch("/zones/{zone_id}", _EDIT, problems=_CHANGE)
def change_zone(work: Work, zone_id: UUID, body: ZonePatch) -> ZoneDetail:
    """Another name."""
    return queries.get_zone(work, service.change_zone(work, zone_id, body))


@routes.patch("/zones/{zone_id}/facts", allow(service.EDIT_FACTS), problems=[NotFound])
def write_zone_facts(work: Work, zone_id: UUID, body: ZoneFactsPatch) -> ZoneDetail:
    """The card of a zone, the whole of it: phones of the guard booth, pumps, lifts. The version is the zone's."""
    return queries.get_zone(work, service.write_card(work, zone_id, body))


@routes.get("/buildings", _READ, problems=_LIST)
def list_buildings(work: Work, params: Annotated[BuildingParams, Query()]) -> Page[BuildingOut]:
    """The buildings of the communities in reach, 2 before 10."""
    return queries.list_buildings(work, params)


@routes.get("/buildings/{building_id}", _READ, problems=[NotFound])
def get_building(work: Work, building_id: UUID) -> BuildingOut:
    """One building."""
    return queries.get_building(work, building_id)


@routes.post("/buildings", _EDIT, status=201, problems=_NEW)
def create_building(work: Work, body: BuildingIn) -> BuildingOut:
    """A new building in a zone."""
    building_id = service.add_building(work, body)
    work.reply.created(f"/api/v1/buildings/{building_id}")
    return queries.get_building(work, building_id)


@routes.patch("/buildings/{building_id}", _EDIT, problems=_CHANGE)
def change_building(work: Work, building_id: UUID, body: BuildingPatch) -> BuildingOut:
    """Another name."""
    return queries.get_building(work, service.change_building(work, building_id, body))


@routes.get("/units", _READ, problems=_LIST)
def list_units(work: Work, params: Annotated[UnitParams, Query()]) -> Page[UnitOut]:
    """The units in reach, found by the beginning of their label, each with its present household."""
    return queries.list_units(work, params)


@routes.get("/units/{unit_id}", _READ, problems=[NotFound])
def get_unit(work: Work, unit_id: UUID) -> UnitOut:
    """One unit with its present household."""
    return queries.get_unit(work, unit_id)


@routes.post("/units", _EDIT, status=201, problems=_NEW)
def create_unit(work: Work, body: UnitIn) -> UnitOut:
    """A new unit in a building. It is found by its label from now on."""
    unit_id = service.add_unit(work, body)
    work.reply.created(f"/api/v1/units/{unit_id}")
    return queries.get_unit(work, unit_id)


@routes.patch("/units/{unit_id}", _EDIT, problems=_CHANGE)
def change_unit(work: Work, unit_id: UUID, body: UnitPatch) -> UnitOut:
    """Another door, label or kind."""
    return queries.get_unit(work, service.change_unit(work, unit_id, body))
