"""What can be asked of places, and what is answered."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from shouwen.core.lists import Ids, ListParams
from shouwen.core.places.rules import DepartmentKind, UnitKind


class IdName(TypedDict):
    """Something referred to, by id and name."""

    id: UUID
    name: str


class CommunityOut(TypedDict):
    id: UUID
    name: str
    code: str
    time_zone: str
    version: int


class DepartmentOut(TypedDict):
    id: UUID
    community_id: UUID
    name: str
    kind: DepartmentKind
    version: int


class ZoneOut(TypedDict):
    id: UUID
    community_id: UUID
    name: str
    version: int


class ZoneFactOut(TypedDict):
    """One line of the card of a zone, as staff wrote it."""

    label: str
    text: str


class ZoneDetail(ZoneOut):
    """A zone with what there is to know of it: the guard booth, the pumps, who cuts the lawn."""

    facts: list[ZoneFactOut]


class BuildingOut(TypedDict):
    id: UUID
    community_id: UUID
    name: str
    zone: IdName
    version: int


class Occupancy(TypedDict):
    """The household that lives in a unit now."""

    id: UUID
    since: datetime


class UnitOut(TypedDict):
    id: UUID
    community_id: UUID
    name: str
    label: str
    kind: UnitKind
    building: IdName
    zone: IdName
    version: int
    household: Occupancy | None


class CommunityParams(ListParams):
    """Which communities. `q`: part of the name or code."""


class DepartmentParams(ListParams):
    """Which departments. `q`: part of the name."""

    community_id: Ids = ()
    kind: Annotated[tuple[DepartmentKind, ...], Field(max_length=len(DepartmentKind))] = ()


class ZoneParams(ListParams):
    """Which zones. `q`: part of the name."""

    community_id: Ids = ()


class BuildingParams(ListParams):
    """Which buildings. `q`: part of the name."""

    community_id: Ids = ()
    zone_id: Ids = ()


class UnitParams(ListParams):
    """Which units. `q`: the beginning of the label (`3-1-12`, `3栋1单元`), or the number on the door."""

    community_id: Ids = ()
    zone_id: Ids = ()
    building_id: Ids = ()
    kind: Annotated[tuple[UnitKind, ...], Field(max_length=len(UnitKind))] = ()
    occupied: bool | None = None
