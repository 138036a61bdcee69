"""Many units set up at once (imports): the same rows, and the same words in the journal, as one by one."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from shouwen.core.places.models import Building, Community, Unit
from shouwen.core.places.rules import UnitKind, natural_key
from shouwen.core.work import Work
from shouwen.kit.burst import NewRow, insert_rows
from shouwen.kit.ids import new_id


class NewPlaces:
    """Buildings and units that are to be, until they are written by one statement. What may be is for others to know.

    Holds the community, as whoever sets up places one by one does: what is checked stays so until the commit.
    """

    def __init__(self, work: Work, community_id: UUID) -> None:
        self._work = work
        self._community_id = community_id
        self._buildings: list[NewRow] = []
        self._units: list[NewRow] = []
        self._told: list[tuple[str, dict[str, UUID]]] = []
        here = sa.select(Community.id).where(Community.id == community_id)
        work.session.execute(here.with_for_update(key_share=True)).one()

    def add_building(self, zone_id: UUID, name: str) -> UUID:
        id_ = new_id()
        given = {"zone_id": zone_id, "name": name, "name_key": natural_key(name)}
        self._buildings.append(self._row(Building, id_, given))
        self._told.append(("places.building_added", {"building_id": id_, "zone_id": zone_id}))
        return id_

    def add_unit(self, building_id: UUID, zone_id: UUID, name: str, label: str, kind: UnitKind) -> UUID:
        id_ = new_id()
        given = {"building_id": building_id, "zone_id": zone_id, "name": name, "kind": kind.value}
        self._units.append(self._row(Unit, id_, {**given, "label": label, "label_key": natural_key(label)}))
        self._told.append(("places.unit_added", {"unit_id": id_, "building_id": building_id}))
        return id_

    def write(self) -> None:
        """All of them, and that it was done."""
        insert_rows(self._work.session, [*self._buildings, *self._units])
        for event, facts in self._told:
            self._work.emit(event, community_id=self._community_id, facts=facts)

    def _row(self, table: Any, id_: UUID, given: dict[str, Any]) -> NewRow:
        return NewRow(table, {"community_id": self._community_id, "id": id_, **given})
