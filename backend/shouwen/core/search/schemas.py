"""What can be asked of the search over all rooms, and what is answered."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from shouwen.core.lists import Ids
from shouwen.core.search.rules import Match
from shouwen.kit.schema import Params
from shouwen.kit.text import Line

SHOWN = 20
MOST_SHOWN = 50


class HitUnit(TypedDict):
    """A unit that belongs to what was found."""

    id: UUID
    label: str


class Hit(TypedDict):
    """One thing found, in the same shape whatever it is, so that one list shows it.

    `type` is `resident`, `unit` or `case`; more may come. `title` is the name, the label or the title of the case.
    """

    type: Annotated[str, Field(examples=["resident"])]
    id: UUID
    community_id: UUID
    matched: Match
    title: Annotated[str, Field(examples=["张伟"])]
    number: str | None
    kind: str | None
    state: str | None
    phone: Annotated[str | None, Field(examples=["138****5678"])]
    at: datetime | None
    units: list[HitUnit]


class SearchOut(TypedDict):
    """What was found, the surest first. There are no further pages: whoever finds too much says more."""

    data: list[Hit]


class SearchParams(Params):
    """What is looked for: a name, the initials of its pinyin, a phone or its last four digits, a unit, a case."""

    q: Annotated[str, Line(100)]
    community_id: Ids = ()
    limit: Annotated[int, Field(ge=1, le=MOST_SHOWN, description="Hits")] = SHOWN
