"""Units from rows: a building is made where there is none yet, in the zone that the row names."""

from collections.abc import Sequence
from typing import Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.imports.batches import Values
from shouwen.core.imports.cells import RowFault
from shouwen.core.people.authority import covers
from shouwen.core.places.in_bulk import NewPlaces
from shouwen.core.places.models import Building, Unit, Zone
from shouwen.core.places.rules import UnitKind
from shouwen.core.places.service import EDIT
from shouwen.core.work import Work

_PART: Final = "-"


class _Building(NamedTuple):
    id: UUID
    zone_id: UUID


class _Unit(NamedTuple):
    building_id: UUID
    kind: str


class UnitBatch:
    """Takes units in."""

    def __init__(self, work: Work, community_id: UUID, rows: Sequence[Values]) -> None:
        self._new = NewPlaces(work, community_id)
        self._may = covers(work, EDIT, community_id)
        zones = sa.select(Zone.id, Zone.name).where(Zone.community_id == community_id)
        buildings = sa.select(Building.name, Building.id, Building.zone_id).where(
            Building.community_id == community_id, Building.name.in_({row["building"] for row in rows})
        )
        units = sa.select(Unit.label, Unit.building_id, Unit.kind).where(
            Unit.community_id == community_id, Unit.label.in_({row["label"] for row in rows})
        )
        read = work.session.execute
        self._zones = {row.name: row.id for row in read(zones)}
        self._buildings = {row.name: _Building(row.id, row.zone_id) for row in read(buildings)}
        self._units = {row.label: _Unit(row.building_id, row.kind) for row in read(units)}

    def take(self, row: Values, /) -> bool:
        kind = row["kind"] or UnitKind.RESIDENTIAL
        zone_id = self._zone(row["zone"])
        building = self._buildings.get(row["building"])
        if building is not None and zone_id is not None and building.zone_id != zone_id:
            raise RowFault("zone", "building_elsewhere")
        known = self._units.get(row["label"])
        if known is not None:
            if building is None or known != _Unit(building.id, kind):
                raise RowFault("label", "label_taken")
            return False
        if not self._may:  # taken away since it was asked for
            raise RowFault(None, "no_permission")
        if building is None:
            if zone_id is None:
                raise RowFault("zone", "zone_needed")
            building = self._add_building(row["building"], zone_id)
        self._add_unit(building, row, kind)
        return True

    def write(self) -> None:
        self._new.write()

    def _zone(self, name: str | None) -> UUID | None:
        if name is not None and name not in self._zones:
            raise RowFault("zone", "zone_unknown")
        return self._zones[name] if name is not None else None

    def _add_building(self, name: str, zone_id: UUID) -> _Building:
        building = _Building(self._new.add_building(zone_id, name), zone_id)
        self._buildings[name] = building
        return building

    def _add_unit(self, building: _Building, row: Values, kind: UnitKind) -> None:
        label = row["label"]
        door = row["door"] or label.rpartition(_PART)[2] or label
        self._new.add_unit(building.id, building.zone_id, door, label, kind)
        self._units[label] = _Unit(building.id, kind)
