"""What comes in about answers, and what goes out."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from shouwen.core.lists import Ids, ListParams
from shouwen.core.people.chart_schemas import left_out
from shouwen.core.places.schemas import IdName
from shouwen.kit.schema import Body, LocalDate, Params
from shouwen.kit.text import Code, Line, Words

Question = Annotated[str, Line(200)]
Text = Annotated[str, Words(10_000)]
Keywords = Annotated[str, Line(200)]
Category = Annotated[str, Code(64)]
_EXAMPLE: Final = {
    "question": "小区到火车站坐几路公交",
    "text": "北门乘 12 路，约三十分钟",
    "keywords": "公交 火车站 交通",
    "category": "transport",
}


class StoredAnswerIn(Body):
    """A question and its answer. Without a day it is read again after the time of the standard."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"community_id": "01980000-0000-7000-8000-000000000001", **_EXAMPLE}]}
    )

    community_id: UUID
    question: Question
    text: Text
    keywords: Keywords | None = None
    category: Category | None = None
    confidential: bool = False
    review_on: LocalDate | None = None


class StoredAnswerPatch(Body):
    """What is to be different."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "北门乘 12 路或 15 路，约三十分钟"}]})

    question: Question = Field(default_factory=left_out)
    text: Text = Field(default_factory=left_out)
    keywords: Keywords | None = None
    category: Category | None = None
    confidential: bool = Field(default_factory=left_out)


class ReviewIn(Body):
    """Read again and found right; on which day next, if not after the time of the standard."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})

    review_on: LocalDate | None = None


class StoredAnswerParams(ListParams):
    """Which answers. `q`: words of the question, the answer or the keywords; `due`: those to be read again by now."""

    community_id: Ids = ()
    category: Annotated[tuple[Category, ...], Field(max_length=20)] = ()
    due: bool | None = None
    retired: bool = False


class FittingParams(Params):
    """What is being asked."""

    community_id: UUID
    words: Annotated[str, Line(200)]


class StoredAnswerOut(TypedDict):
    """A question with its answer."""

    id: UUID
    community_id: UUID
    version: int
    category: str | None
    question: str
    text: str
    keywords: str | None
    confidential: bool
    review_on: date
    due: bool
    retired_at: datetime | None
    made_at: datetime
    made_by: IdName
    reviewed_at: datetime | None


class FittingOut(TypedDict):
    """The answers that fit best, the best first; three at most."""

    data: list[StoredAnswerOut]
