"""A unit from a row: its building is made where there is none yet, in the zone that the row names."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.imports.cells import RowFault
from shouwen.core.places.bodies import BuildingIn, UnitIn
from shouwen.core.places.models import Building, Unit, Zone
from shouwen.core.places.rules import UnitKind
from shouwen.core.places.service import add_building, add_unit
from shouwen.core.work import Work

_PART: Final = "-"


def write_unit(work: Work, community_id: UUID, row: Mapping[str, Any]) -> bool:
    """Writes the unit; False when it is there already. Raises RowFault and what places raise."""
    kind = row["kind"] or UnitKind.RESIDENTIAL
    zone = _zone(work, community_id, row["zone"])
    building = work.session.execute(
        sa.select(Building.id, Building.zone_id).where(
            Building.community_id == community_id, Building.name == row["building"]
        )
    ).one_or_none()
    if building is not None and zone is not None and building.zone_id != zone:
        raise RowFault("zone", "building_elsewhere")
    known = work.session.execute(
        sa.select(Unit.building_id, Unit.kind).where(Unit.community_id == community_id, Unit.label == row["label"])
    ).one_or_none()
    if known is not None:
        if building is None or known.building_id != building.id or known.kind != kind:
            raise RowFault("label", "label_taken")
        return False
    if building is not None:
        building_id: UUID = building.id
    elif zone is None:
        raise RowFault("zone", "zone_needed")
    else:
        building_id = add_building(work, BuildingIn(zone_id=zone, name=row["building"]))
    door = row["door"] or row["label"].rpartition(_PART)[2] or row["label"]
    add_unit(work, UnitIn(building_id=building_id, name=door, label=row["label"], kind=kind))
    return True


def _zone(work: Work, community_id: UUID, name: str | None) -> UUID | None:
    if name is None:
        return None
    found = work.session.scalar(sa.select(Zone.id).where(Zone.community_id == community_id, Zone.name == name))
    if found is None:
        raise RowFault("zone", "zone_unknown")
    return found
