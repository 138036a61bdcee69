"""What is said about places when they are set up and changed."""

from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import ConfigDict, Field

from shouwen.core.places.rules import UnitKind
from shouwen.kit.schema import Body
from shouwen.kit.text import Code, Line, Name, Words

_AN_ID: Final = "01980000-0000-7000-8000-000000000001"
_MOST_FACTS: Final = 30
PlaceName = Annotated[str, Name(64)]


def _left_out() -> Any:
    """What stands in a patch for a member that is not there; it may be left out, but is never null."""
    return None


def _example(**example: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


class CommunityIn(Body):
    """A new community. Its code is short and stays."""

    model_config = _example(name="翠湖花园", code="CUIHU")

    name: PlaceName
    code: Annotated[str, Code(32)]


class CommunityPatch(Body):
    """What is to be different about a community."""

    model_config = _example(name="翠湖花园二期")

    name: PlaceName = Field(default_factory=_left_out)


class ZoneIn(Body):
    """A new zone of a community."""

    model_config = _example(community_id=_AN_ID, name="东区")

    community_id: UUID
    name: PlaceName


class ZonePatch(Body):
    """What is to be different about a zone."""

    model_config = _example(name="东苑")

    name: PlaceName = Field(default_factory=_left_out)


class ZoneFactIn(Body):
    """One line of the card."""

    label: Annotated[str, Line(40)]
    text: Annotated[str, Words(300)]


class ZoneFactsPatch(Body):
    """The whole card of a zone, in the order in which it is read."""

    model_config = _example(facts=[{"label": "东门岗亭", "text": "010-62340001，24 小时有人"}])

    facts: Annotated[tuple[ZoneFactIn, ...], Field(max_length=_MOST_FACTS)]


class BuildingIn(Body):
    """A new building in a zone."""

    model_config = _example(zone_id=_AN_ID, name="12栋")

    zone_id: UUID
    name: PlaceName


class BuildingPatch(Body):
    """What is to be different about a building."""

    model_config = _example(name="会所东楼")

    name: PlaceName = Field(default_factory=_left_out)


class UnitIn(Body):
    """A new unit in a building: what stands on its door, and how people say it in full."""

    model_config = _example(building_id=_AN_ID, name="1201", label="12-1-1201", kind="residential")

    building_id: UUID
    name: PlaceName
    label: PlaceName
    kind: UnitKind = UnitKind.RESIDENTIAL


class UnitPatch(Body):
    """What is to be different about a unit."""

    model_config = _example(kind="shop")

    name: PlaceName = Field(default_factory=_left_out)
    label: PlaceName = Field(default_factory=_left_out)
    kind: UnitKind = Field(default_factory=_left_out)
