"""Contingency plans: nine check-lists that a community may make its own, run on a case, and drill (HR-04, HR-11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

import yaml

from shouwen.areas.cases.problems import NotNow, PlanMisplaced
from shouwen.areas.cases.rules import OPEN, Kind, Severity, State
from shouwen.kit.problem import Problem

HOUSE_VERSION: Final = 0  # the list the house brings; a community counts its own from 1


class PlanKey(StrEnum):
    """What a plan is for."""

    FIRST_AID = "first_aid"
    FIRE = "fire"
    STORM = "storm"
    POWER_CUT = "power_cut"
    WATER_CUT = "water_cut"
    GAS_LEAK = "gas_leak"
    CRIME = "crime"
    FLOOD = "flood"
    LIFT = "lift"


# How often each is drilled; every one is a duty of its own.
DRILL_EVERY: Final[Mapping[PlanKey, str]] = {plan: f"drill.{plan}.every" for plan in PlanKey}


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A line of a check-list, in the words of whoever wrote it."""

    zh: str
    en: str | None


@cache
def house_plans() -> Mapping[PlanKey, Sequence[PlanItem]]:
    """The lists a community begins with, read once. ValueError where one of the nine is missing."""
    text = resources.files("shouwen.areas.cases").joinpath("plans.yaml").read_text(encoding="utf-8")
    lines = {PlanKey(line["key"]): line["items"] for line in yaml.safe_load(text)["plans"]}
    if missing := set(PlanKey) - lines.keys():
        raise ValueError(f"plans.yaml: {sorted(missing)} are missing")
    return {key: [PlanItem(item["zh"], item["en"]) for item in items] for key, items in lines.items()}


def run_objection(kind: Kind, severity: Severity, state: State) -> type[Problem] | None:
    """A plan is run on an emergency: a call for help, an incident, or anything graver than normal."""
    if state not in OPEN:
        return NotNow
    grave = kind in {Kind.HELP, Kind.INCIDENT} or severity is not Severity.NORMAL
    return None if grave else PlanMisplaced
