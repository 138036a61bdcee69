"""What comes in and goes out about help in steps."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from shouwen.areas.cases.ladder_rules import Rung
from shouwen.areas.cases.schemas import Named
from shouwen.core.acts import Act
from shouwen.kit.schema import Out
from shouwen.kit.text import Words


class RungIn(Act):
    """Help was given by one means: whether it solved the matter, and how or why not; remotely, if it was permitted."""

    model_config = {
        "json_schema_extra": {"examples": [{"rung": "hotline", "solved": False, "reason": "电话指导后门禁仍无法开启"}]}
    }

    rung: Rung
    permitted: bool | None = None
    solved: bool
    reason: Annotated[str, Words(1_000)]


class RungOut(Out):
    """A step that was taken."""

    rung: Rung
    permitted: bool | None
    solved: bool
    reason: str
    done_by: Named
    at: datetime


class LadderOut(Out):
    """The steps taken in this round, and which one may come next."""

    case_id: UUID
    applies: bool
    steps: list[RungOut]
    next: Rung | None
    may_climb: bool
