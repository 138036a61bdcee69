"""What can be asked of standards, what can be decided, and what is answered."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from shouwen.core.lists import ListParams
from shouwen.core.standards.rules import StandardKind, StandardLevel, StandardSense, Unit
from shouwen.kit.schema import Body, Instant, Params
from shouwen.kit.text import Code, Words

KeyName = Annotated[str, Code(80), Field(examples=["complaint.finish.general"])]
PackName = Annotated[str, Code(40), Field(examples=["bt"])]
# A whole number, a time of day, a day of the year, or null for no limit. Which numbers a key takes, it says itself.
WrittenOut = Annotated[int | str | None, Field(examples=[3, "22:00", "12-15", None])]
_WrittenIn = Annotated[int, Field(ge=-(2**31), lt=2**31)] | Annotated[str, Code(10)] | None
_From = Annotated[
    Instant | None, Field(description="Holds from this instant on", examples=["2026-12-01T00:00:00+08:00"])
]

# ---------------------------------------------------------------- in


class StandardsParams(Params):
    """Which day's standards."""

    at: Annotated[Instant, Field(description="In force at this instant; default now")] | None = None


class CompareParams(Params):
    """The two packs."""

    a: PackName
    b: PackName


class PreviewParams(Params):
    """The pack that might be adopted."""

    pack: PackName


class DecisionsParams(ListParams):
    """Decisions about one number."""

    key: KeyName | None = None


class StandardOverrideIn(Body):
    """A number of the community's own. Without a unit in the present one; without a date from now on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"value": 2, "unit": "wd", "from": "2026-12-01T00:00:00+08:00", "reason": "业主大会决议"},
                {"value": "21:30", "reason": "冬季作息"},
            ]
        }
    )

    value: _WrittenIn
    unit: Unit | None = None
    from_: _From = Field(default=None, alias="from")
    reason: Annotated[str, Words(500)]


class StandardReleaseIn(Body):
    """The pack's number holds again. Without a date from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "试行期满"}]})

    from_: _From = Field(default=None, alias="from")
    reason: Annotated[str, Words(500)]


class StandardAdoptIn(Body):
    """A pack to hold from a date on; `from` null means always."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"pack": "bt", "from": "2026-12-01T00:00:00+08:00"}]})

    pack: PackName
    from_: _From = Field(alias="from")
    reason: Annotated[str, Words(500)] | None = None


# ---------------------------------------------------------------- out


class StandardOut(TypedDict):
    """A number, and where it comes from. Of an override `pack` is `community` or `company`, `version` its serial."""

    key: KeyName
    title: str
    value: WrittenOut
    unit: Unit
    clause: str | None
    source: Annotated[str, Field(description="The place in the document; `house` where none says it")]
    pack: str
    version: int


class StandardsOut(TypedDict):
    """All numbers in force in a community."""

    data: list[StandardOut]


class StandardKeyOut(TypedDict):
    """What may be set under a key."""

    key: KeyName
    title: str
    kind: StandardKind
    units: list[Unit]
    least: Annotated[int | str, Field(examples=["1m", 0])]
    most: Annotated[int | str, Field(examples=["24h", 10000])]
    open: Annotated[bool, Field(description="May be null: no limit")]
    sense: Annotated[StandardSense, Field(description="How what is measured is held against it")]


class StandardKeysOut(TypedDict):
    """All keys there are."""

    data: list[StandardKeyOut]


class StandardPackOut(TypedDict):
    """A pack, without its numbers."""

    pack: str
    pack_version: int
    title: str
    document: Annotated[str | None, Field(description="The source document it is written from", examples=["BT"])]
    extends: Annotated[str | None, Field(description="The pack whose numbers it takes over", examples=["bt"])]
    keys: Annotated[int, Field(description="How many numbers it has; the base has the others")]


class StandardPacksOut(TypedDict):
    """All packs there are, each in its newest version."""

    data: list[StandardPackOut]


class StandardPackFullOut(StandardPackOut):
    """A pack with its numbers."""

    data: list[StandardOut]


class StandardDifferenceOut(TypedDict):
    """A key on which two packs say different things; where a pack says nothing, the base speaks."""

    key: KeyName
    title: str
    a: StandardOut
    b: StandardOut


class StandardComparisonOut(TypedDict):
    """Where two packs differ."""

    a: StandardPackOut
    b: StandardPackOut
    data: list[StandardDifferenceOut]


class StandardChangeOut(TypedDict):
    """A number that would be another."""

    key: KeyName
    title: str
    now: StandardOut
    then: StandardOut


class StandardPreviewOut(TypedDict):
    """What would change in a community that adopted the pack now. Its own numbers would stay."""

    pack: StandardPackOut
    data: list[StandardChangeOut]


class StandardDecisionKind(StrEnum):
    """What was decided."""

    ADOPTED = "adopted"
    OVERRIDDEN = "overridden"
    RELEASED = "released"


class StandardDecider(TypedDict):
    """Who decided."""

    id: UUID
    name: str | None


StandardDecisionOut = TypedDict(
    "StandardDecisionOut",
    {
        "id": UUID,
        "serial": int,
        "kind": StandardDecisionKind,
        "level": StandardLevel,
        "key": str | None,
        "title": str,
        "value": WrittenOut,
        "unit": Unit | None,
        "pack": str | None,
        "pack_version": int | None,
        "from": Annotated[datetime | None, Field(description="Holds from here on; null: always")],
        "reason": str | None,
        "made_at": datetime,
        "made_by": StandardDecider,
        "replaced": Annotated[bool, Field(description="A later decision has left nothing of it")],
    },
)
"""A decision about standards: a pack adopted, a number set, or the pack followed again."""
