"""Types of case as data: stages in order, check-lists, due times (TS-01, TS-02). A new kind of work needs no code."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from shouwen.areas.cases.problems import (
    NotNow,
    StageItemDone,
    StageItemsMissing,
    StageItemUnknown,
    StagesOver,
    TypeKeysTwice,
    TypeTimeWrong,
)
from shouwen.areas.cases.rules import OPEN, State
from shouwen.core.standards.rules import UNITS_OF, WORDS, StandardKind, Unit
from shouwen.kit.problem import Lang, Problem

STAGE: Final = "case_type.stage"
PACK: Final = "case_type"  # where the number of a stage comes from, beside the packs of standards
_TERM: Final = UNITS_OF[StandardKind.TERM]


class TypePack(StrEnum):
    """A set of types that a community may take as it is."""

    SHOWROOM = "showroom"


@dataclass(frozen=True, slots=True)
class Text:
    """Words in two languages, of whoever defined the type."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a check-list. Two signatures are of two people."""

    key: str
    name: Text
    required: bool
    signatures: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: by when it is to end, and what is looked to before it does."""

    key: str
    name: Text
    value: int | None
    unit: Unit | None  # null: no limit
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Definition:
    """What a version of a type says."""

    name: Text
    clause: str | None
    stages: Sequence[Stage]


def read_definition(data: Mapping[str, Any]) -> Definition:
    """The definition as it is kept."""
    return Definition(_text(data["name"]), data["clause"], [_stage(stage) for stage in data["stages"]])


def _text(data: Mapping[str, str]) -> Text:
    return Text(data["zh"], data["en"])


def _stage(data: Mapping[str, Any]) -> Stage:
    within = data["within"] or {}
    unit = Unit(within["unit"]) if within else None
    items = [Item(one["key"], _text(one["name"]), one["required"], one["signatures"]) for one in data["items"]]
    return Stage(data["key"], _text(data["name"]), within.get("value"), unit, items)


def check_definition(definition: Definition) -> None:
    """Raises TypeKeysTwice, TypeTimeWrong at the place that is wrong."""
    if (twice := _twice([stage.key for stage in definition.stages])) is not None:
        raise TypeKeysTwice.at(f"/stages/{twice}/key")
    for no, stage in enumerate(definition.stages):
        if (twice := _twice([item.key for item in stage.items])) is not None:
            raise TypeKeysTwice.at(f"/stages/{no}/items/{twice}/key")
        if stage.unit is not None and (stage.unit not in _TERM or (stage.unit in WORDS) != (stage.value is None)):
            raise TypeTimeWrong.at(f"/stages/{no}/within")


def _twice(keys: Sequence[str]) -> int | None:
    """The place of the first key that came before."""
    return next((place for place, key in enumerate(keys) if key in keys[:place]), None)


Signers = Mapping[str, Collection[object]]
"""Who signed which line of the stage under way."""


def tick_objection(
    state: State, stage: Stage | None, item_key: str, signers: Signers, by: object
) -> Problem | type[Problem] | None:
    """Why this person cannot tick the line, or None when they can."""
    if state not in OPEN:
        return NotNow
    if stage is None:
        return StagesOver
    item = next((one for one in stage.items if one.key == item_key), None)
    if item is None:
        return StageItemUnknown.at("/item")
    signed = signers.get(item.key, ())
    return StageItemDone if by in signed or len(signed) >= item.signatures else None


def end_objection(state: State, stage: Stage | None, signers: Signers) -> type[Problem] | None:
    """Why the stage cannot end, or None when it can: required lines have all their signatures."""
    if state not in OPEN:
        return NotNow
    if stage is None:
        return StagesOver
    missing = [item for item in stage.items if item.required and len(signers.get(item.key, ())) < item.signatures]
    return StageItemsMissing if missing else None
