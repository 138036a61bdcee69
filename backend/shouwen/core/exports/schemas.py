"""What is said to have rows given out."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict

from shouwen.core.operations.rules import SheetType
from shouwen.core.people.rules import RevealReason
from shouwen.kit.schema import Body


class SheetFormat(StrEnum):
    """How a spreadsheet is written."""

    XLSX = "xlsx"
    CSV = "csv"


class ExportIn(Body):
    """Which rows of which community. With a reason phones are given out in full, and the journal says so."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"community_id": "01980000-0000-7000-8000-000000000001", "type": "residents", "format": "xlsx"}
            ]
        }
    )

    community_id: UUID
    type: SheetType
    format: SheetFormat = SheetFormat.XLSX
    zone_id: UUID | None = None
    reveal_reason: RevealReason | None = None
