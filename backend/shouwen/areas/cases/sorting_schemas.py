"""What comes in and goes out about the words by which imported messages are sorted."""

from typing import Annotated

from pydantic import Field

from shouwen.areas.cases.rules import ComplaintClass, Kind
from shouwen.kit.schema import Body, Out
from shouwen.kit.text import Code, Name

SortingWord = Annotated[str, Name(40)]


class SortingRuleIn(Body):
    """The words that decide, and what a message with one of them is; a complaint has a class."""

    words: Annotated[list[SortingWord], Field(min_length=1, max_length=50)]
    kind: Kind
    class_: ComplaintClass | None = Field(default=None, alias="class")
    category: Annotated[str, Code(64)] | None = None


class SortingIn(Body):
    """The whole table, in the order in which its lines are tried; replaces what was there."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"rules": [{"words": ["物业", "业委会"], "kind": "complaint", "class": "property"}]}]
        }
    }

    rules: Annotated[list[SortingRuleIn], Field(max_length=100)]


class SortingRuleOut(Out):
    """A line of the table."""

    words: list[str]
    kind: Kind
    class_: ComplaintClass | None = Field(validation_alias="class_", serialization_alias="class")
    category: str | None


class SortingOut(Out):
    """The table in force, in the order in which its lines are tried; version 0 was never written here."""

    version: int
    data: list[SortingRuleOut]
