"""What is said to take a spreadsheet in."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from shouwen.kit.schema import Body, Params


class ImportType(StrEnum):
    """What the rows are."""

    UNITS = "units"
    RESIDENTS = "residents"


class ImportIn(Body):
    """A spreadsheet that was uploaded, and what its rows are. A dry run writes nothing and lists what is wrong."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "community_id": "01980000-0000-7000-8000-000000000001",
                    "type": "residents",
                    "file_id": "01980000-0000-7000-8000-000000000002",
                    "dry_run": True,
                }
            ]
        }
    )

    community_id: UUID
    type: ImportType
    file_id: UUID
    dry_run: bool = False


class TemplateParams(Params):
    """Which template."""

    type: ImportType
    format: Annotated[Literal["xlsx", "csv"], Field(max_length=4)] = "xlsx"
