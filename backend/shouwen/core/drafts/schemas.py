"""What comes in about drafts, and what goes out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from shouwen.kit.schema import Body, Params
from shouwen.kit.text import Code, Words

DraftName = Annotated[str, Code(120)]
"""Which form: a word the client chose, such as `record` or `finish.01980000-…`."""


class DraftIn(Body):
    """A form as it stands. What the text says is the client's alone."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"community_id": "01980000-0000-7000-8000-000000000001", "text": '{"title": "走廊灯不亮"}'}]
        }
    )

    community_id: UUID
    text: Annotated[str, Words(40_000)]


class DraftParams(Params):
    """Which of one's own drafts."""

    name: Annotated[tuple[DraftName, ...], Field(max_length=20)] = ()


class DraftOut(TypedDict):
    """A draft of one's own."""

    name: str
    community_id: UUID
    text: str
    saved_at: datetime


class DraftsOut(TypedDict):
    """The latest first."""

    data: list[DraftOut]
