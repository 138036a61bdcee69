"""What is said and answered about people who begin, change and leave."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from shouwen.core.people.chart_schemas import left_out
from shouwen.core.places.schemas import IdName
from shouwen.kit.schema import Body, LocalDate
from shouwen.kit.text import Code, Name, Words

StaffNumber = Annotated[str, Code(32)]
TitleKey = Annotated[str, Code(64)]


class StaffPatch(Body):
    """What is to be different about a member of staff; null takes the title away."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "李文静"}]})

    name: Annotated[str, Name(64)] = Field(default_factory=left_out)
    number: StaffNumber = Field(default_factory=left_out)
    title_key: TitleKey | None = None


class LeaveIn(Body):
    """The last day, if not today."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"left_on": "2026-11-20"}]})

    left_on: LocalDate | None = None


class HandOverIn(Body):
    """Who takes everything over, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"to_staff_id": "01980000-0000-7000-8000-000000000001", "reason": "离职交接，由区域管家接手"}]
        }
    )

    to_staff_id: UUID
    reason: Annotated[str, Words(1_000)]


class Moved(TypedDict):
    """How many things of a kind."""

    kind: str
    count: int


class HandOverOut(TypedDict):
    """What went from whom to whom."""

    id: UUID
    from_staff: IdName
    to_staff: IdName
    moved: list[Moved]
