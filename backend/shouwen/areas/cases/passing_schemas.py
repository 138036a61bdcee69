"""What comes in and goes out about buck-passing."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shouwen.areas.cases.passing_rules import PassingLevel
from shouwen.areas.cases.schemas import Named
from shouwen.core.acts import Act
from shouwen.kit.schema import Out
from shouwen.kit.text import Words


class PassingIn(Act):
    """Who passed the buck, what follows for them, and what was seen."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "staff_id": "01890a5d-ac96-774b-bcce-b302099a8057",
                    "level": "criticism",
                    "reason": "三次拒绝接办本岗事项",
                }
            ]
        }
    }

    staff_id: UUID
    level: PassingLevel
    reason: Annotated[str, Words(1_000)]


class PassingOut(Out):
    """A finding; it counts no more where somebody took it back."""

    no: int
    staff: Named
    level: PassingLevel
    reason: str
    found_by: Named
    found_at: datetime
    withdrawn_by: Named | None
    withdrawn_at: datetime | None
    withdrawn_reason: str | None


class PassingsOut(Out):
    """What was found on a case, and of whom it may be: whoever the matter went through or was offered to."""

    data: list[PassingOut]
    chain: list[Named]


class PasserRow(Out):
    """One person: offers refused, findings by what followed, and the very cases of the findings."""

    staff: Named
    refused: int = Field(description="Offers this person refused")
    found: int
    levels: dict[PassingLevel, int]
    cases: list[Named]
