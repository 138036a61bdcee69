"""Places set up and changed by those who answer for a whole community; the card of a zone by those who work in it."""

from typing import Final, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from shouwen.core.lists import Column
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
from shouwen.core.places.models import Building, Community, Unit, Zone, ZoneFact
from shouwen.core.places.problems import PlaceTaken
from shouwen.core.places.queries import READ, in_communities, in_reach
from shouwen.core.places.rules import natural_key
from shouwen.core.references import UnknownReference
from shouwen.core.work import Work
from shouwen.kit.db import Thing
from shouwen.kit.ids import new_id
from shouwen.kit.problem import Forbidden, NotFound

EDIT: Final = "places.edit"
EDIT_FACTS: Final = "places.edit_facts"
FOUND: Final = "places.found"

Place = TypeVar("Place", Zone, Building, Unit)


def found_community(work: Work, body: CommunityIn) -> UUID:
    """A new community. Raises Forbidden but for callers of the whole company, PlaceTaken."""
    if not _covers(work, None, FOUND):
        raise Forbidden
    if work.session.scalar(sa.select(Community.id).where(Community.code == body.code)) is not None:
        raise PlaceTaken(name=body.code)
    community = Community(id=new_id(), name=body.name, code=body.code, created_at=work.now)
    work.session.add(community)
    work.session.flush()
    work.emit("places.community_founded", community_id=community.id)
    return community.id


def change_community(work: Work, community_id: UUID, body: CommunityPatch) -> UUID:
    """Another name. Raises NotFound, Forbidden, Stale."""
    rows = sa.select(Community).where(Community.id == community_id, in_communities(work, READ, Community.id))
    community = work.session.scalars(rows.with_for_update(key_share=True)).one_or_none()
    if community is None:
        raise NotFound
    if not _covers(work, community_id):
        raise Forbidden
    work.check_version(community.version)
    if "name" in body.model_fields_set:
        community.name = body.name
    work.session.flush()
    work.emit("places.community_changed", community_id=community_id, fields=sorted(body.model_fields_set))
    return community_id


def add_zone(work: Work, body: ZoneIn) -> UUID:
    """A new zone. Raises UnknownReference, PlaceTaken."""
    _refer_to_community(work, body.community_id)
    _hold(work, body.community_id)
    zone = Zone(community_id=body.community_id, id=new_id(), name=body.name)
    _check_free(work, zone, Zone.name, body.name)
    work.session.add(zone)
    work.session.flush()
    work.emit("places.zone_added", community_id=zone.community_id, zone_id=zone.id)
    return zone.id


def change_zone(work: Work, zone_id: UUID, body: ZonePatch) -> UUID:
    """Another name. Raises NotFound, Forbidden, Stale, PlaceTaken."""
    zone = _take(work, Zone, zone_id)
    if "name" in body.model_fields_set:
        _check_free(work, zone, Zone.name, body.name)
        zone.name = body.name
    work.session.flush()
    work.emit(
        "places.zone_changed", community_id=zone.community_id, zone_id=zone.id, fields=sorted(body.model_fields_set)
    )
    return zone.id


def write_card(work: Work, zone_id: UUID, body: ZoneFactsPatch) -> UUID:
    """The card of a zone as it is to read from now on. Raises NotFound, Forbidden, Stale."""
    zone = _see(work, Zone, zone_id)
    may = sa.select(Zone.id).where(Zone.id == zone_id, in_reach(work, EDIT_FACTS, Zone.community_id, Zone.id))
    if work.session.scalar(may) is None:
        raise Forbidden
    work.check_version(zone.version)
    here = (ZoneFact.community_id == zone.community_id, ZoneFact.zone_id == zone.id)
    work.session.execute(sa.delete(ZoneFact).where(*here))
    work.session.add_all(
        ZoneFact(community_id=zone.community_id, zone_id=zone.id, position=place, label=fact.label, text=fact.text)
        for place, fact in enumerate(body.facts, 1)
    )
    flag_modified(zone, "name")  # its version counts its card as well
    work.session.flush()
    work.emit("places.card_written", community_id=zone.community_id, zone_id=zone.id, lines=len(body.facts))
    return zone.id


def add_building(work: Work, body: BuildingIn) -> UUID:
    """A new building. Raises UnknownReference, PlaceTaken."""
    zone = _refer(work, Zone, body.zone_id, "/zone_id")
    building = Building(community_id=zone.community_id, id=new_id(), zone_id=zone.id, name=body.name)
    _check_free(work, building, Building.name, body.name)
    work.session.add(building)
    work.session.flush()
    work.emit("places.building_added", community_id=building.community_id, building_id=building.id, zone_id=zone.id)
    return building.id


def change_building(work: Work, building_id: UUID, body: BuildingPatch) -> UUID:
    """Another name. Raises NotFound, Forbidden, Stale, PlaceTaken."""
    building = _take(work, Building, building_id)
    if "name" in body.model_fields_set:
        _check_free(work, building, Building.name, body.name)
        building.name, building.name_key = body.name, natural_key(body.name)
    work.session.flush()
    work.emit(
        "places.building_changed",
        community_id=building.community_id,
        building_id=building.id,
        fields=sorted(body.model_fields_set),
    )
    return building.id


def add_unit(work: Work, body: UnitIn) -> UUID:
    """A new unit. Raises UnknownReference, PlaceTaken."""
    building = _refer(work, Building, body.building_id, "/building_id")
    unit = Unit(
        community_id=building.community_id,
        id=new_id(),
        building_id=building.id,
        zone_id=building.zone_id,
        name=body.name,
        label=body.label,
        kind=body.kind,
    )
    _check_free(work, unit, Unit.label, body.label)
    work.session.add(unit)
    work.session.flush()
    work.emit("places.unit_added", community_id=unit.community_id, unit_id=unit.id, building_id=building.id)
    return unit.id


def change_unit(work: Work, unit_id: UUID, body: UnitPatch) -> UUID:
    """Another door, label or kind. Raises NotFound, Forbidden, Stale, PlaceTaken."""
    unit = _take(work, Unit, unit_id)
    given = body.model_fields_set
    if "label" in given:
        _check_free(work, unit, Unit.label, body.label)
        unit.label, unit.label_key = body.label, natural_key(body.label)
    if "name" in given:
        unit.name = body.name
    if "kind" in given:
        unit.kind = body.kind
    work.session.flush()
    work.emit("places.unit_changed", community_id=unit.community_id, unit_id=unit.id, fields=sorted(given))
    return unit.id


def _covers(work: Work, community_id: UUID | None, permission: str = EDIT) -> bool:
    """Whether the caller holds it for the whole community; for None, for the whole company."""
    return any(
        grant.community_id in (None, community_id) and grant.zone_id is None and grant.department_id is None
        for grant in work.actor.grants_of(permission)
    )


def _refer_to_community(work: Work, community_id: UUID) -> None:
    if not _covers(work, community_id) or work.session.get(Community, community_id) is None:
        raise UnknownReference.at("/community_id")


def _refer(work: Work, rows: type[Place], id: UUID, pointer: str) -> Place:
    """The place that a body names, its community held. Raises UnknownReference out of reach."""
    found = work.session.scalars(sa.select(rows).where(rows.id == id)).one_or_none()
    if found is None or not _covers(work, found.community_id):
        raise UnknownReference.at(pointer)
    _hold(work, found.community_id)
    return found


def _see(work: Work, rows: type[Place], id: UUID) -> Place:
    """The place in a path, its community held. Raises NotFound out of sight."""
    community_id = work.session.scalar(sa.select(rows.community_id).where(rows.id == id, _seen(work, rows)))
    if community_id is None:
        raise NotFound
    _hold(work, community_id)
    row = sa.select(rows).where(rows.community_id == community_id, rows.id == id)
    return work.session.scalars(row.execution_options(populate_existing=True)).one()


def _seen(work: Work, rows: type[Zone] | type[Building] | type[Unit]) -> sa.ColumnElement[bool]:
    """Units are seen as far as the reach goes, zones and buildings in the whole community."""
    if issubclass(rows, Unit):
        return in_reach(work, READ, rows.community_id, rows.zone_id)
    return in_communities(work, READ, rows.community_id)


def _take(work: Work, rows: type[Place], id: UUID) -> Place:
    """The place to be changed. Raises NotFound out of sight, Forbidden in sight only, Stale."""
    place = _see(work, rows, id)
    if not _covers(work, place.community_id):
        raise Forbidden
    work.check_version(place.version)
    return place


def _hold(work: Work, community_id: UUID) -> None:
    """Lets one at a time change the places of a community: what is checked stays so until the commit."""
    here = sa.select(Community.id).where(Community.id == community_id)
    work.session.execute(here.with_for_update(key_share=True)).one()


def _check_free(work: Work, place: Thing, said: Column, name: str) -> None:
    rows = type(place)
    taken = sa.select(rows.id).where(rows.community_id == place.community_id, said == name, rows.id != place.id)
    if work.session.scalar(taken) is not None:
        raise PlaceTaken(name=name)
