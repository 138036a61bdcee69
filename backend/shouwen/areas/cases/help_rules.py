"""Calls for help: the seven kinds, the steps of each, calls to the family, cordons (HR-01 to HR-10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from shouwen.areas.cases.plan_rules import PlanKey
from shouwen.areas.cases.problems import (
    CordonClosed,
    HelpOnly,
    HelpOver,
    NotNow,
    StepDone,
    StepElsewhere,
    StepsMissing,
    StepTextMissing,
)
from shouwen.areas.cases.rules import OPEN, Kind, Severity, State
from shouwen.kit.problem import Problem

OF_HELP: Final = frozenset({Kind.HELP, Kind.INCIDENT})
CORDON_CHECK: Final = "cordon.check"


class HelpKind(StrEnum):
    """What kind of help is asked for (HR-06)."""

    MEDICAL = "medical"
    INCIDENT = "incident"
    INQUIRY = "inquiry"
    SERVICE = "service"
    REPAIR = "repair"
    COMPLAINT = "complaint"
    OTHER = "other"


class HelpStep(StrEnum):
    """What is done about a call for help, each with its own time and person (HR-02, HR-08, HR-09)."""

    NEAREST_SENT = "nearest_sent"
    MONITORING_TOLD = "monitoring_told"
    DESK_TOLD = "desk_told"
    DEPARTMENTS_PHONED = "departments_phoned"
    ON_THE_SPOT = "on_the_spot"
    OFFICER_VERIFIED = "officer_verified"
    MANAGER_INFORMED = "manager_informed"
    SCENE_PROTECTED = "scene_protected"
    POLICE_CALLED = "police_called"
    AMBULANCE_CALLED = "ambulance_called"
    AMBULANCE_MET = "ambulance_met"
    RELATIVE_PRESENT = "relative_present"
    RELATIVES_INFORMED = "relatives_informed"
    REGISTERED = "registered"
    MEDICINE_FETCHED = "medicine_fetched"
    ACCOMPANIED = "accompanied"
    SUPERVISOR_CAME = "supervisor_came"
    MANAGER_CAME = "manager_came"
    HANDED_TO_POLICE = "handed_to_police"
    CHANGE_REPORTED = "change_reported"
    OVER = "over"


# Said as often as there is something to say, and in words (HR-02: keep reporting; HR-09: report changes).
REPEATED: Final = frozenset({HelpStep.CHANGE_REPORTED})


class Arranger(StrEnum):
    """Who arranges a request (HR-05, HR-06)."""

    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    DIRECTOR = "director"


class FamilyCall(StrEnum):
    """What came of calling an emergency contact (HR-07)."""

    REACHED = "reached"
    COMING = "coming"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


@dataclass(frozen=True, slots=True)
class Need:
    """One of these steps, where it is so grave."""

    one_of: frozenset[HelpStep]
    severities: frozenset[Severity] = frozenset(Severity)


@dataclass(frozen=True, slots=True)
class Help:
    """A line of help.yaml."""

    key: HelpKind
    case_kind: Kind
    severity: Severity
    arranged_by: Arranger
    harder_by: Arranger | None
    plans: Sequence[PlanKey]
    steps: Sequence[HelpStep]
    needs: Sequence[Need]


@cache
def catalogue() -> Mapping[HelpKind, Help]:
    """Read once. ValueError for a word that does not exist."""
    text = resources.files("shouwen.areas.cases").joinpath("help.yaml").read_text(encoding="utf-8")
    lines = [_line(line) for line in yaml.safe_load(text)["kinds"]]
    return {line.key: line for line in lines}


def _line(line: Mapping[str, Any]) -> Help:
    harder = line.get("harder_by")
    return Help(
        key=HelpKind(line["key"]),
        case_kind=Kind(line["case_kind"]),
        severity=Severity(line["severity"]),
        arranged_by=Arranger(line["arranged_by"]),
        harder_by=Arranger(harder) if harder else None,
        plans=[PlanKey(word) for word in line.get("plans", ())],
        steps=[HelpStep(word) for word in line.get("steps", ())],
        needs=[_need(need) for need in line.get("needs", ())],
    )


def _need(need: Mapping[str, Any]) -> Need:
    severities = frozenset(Severity(word) for word in need.get("severities", Severity))
    return Need(frozenset(HelpStep(word) for word in need["one_of"]), severities)


def help_of(kind: Kind, category: str | None) -> Help:
    """Which kind of help a case is: an incident by its kind, a call for help by its category."""
    if kind is Kind.INCIDENT:
        return catalogue()[HelpKind.INCIDENT]
    known = catalogue().get(HelpKind(category)) if category in set(HelpKind) else None
    return known if known and known.steps else catalogue()[HelpKind.OTHER]


@dataclass(frozen=True, slots=True)
class Emergency:
    """What the rules need to know of a call for help."""

    kind: Kind
    category: str | None
    severity: Severity
    state: State
    done: frozenset[HelpStep] = frozenset()


def help_objection(kind: Kind) -> type[Problem] | None:
    """Steps belong to a call for help or an incident."""
    return None if kind in OF_HELP else HelpOnly


def step_objection(step: HelpStep, case: Emergency, text: str | None) -> Problem | type[Problem] | None:
    """Why the step cannot be stamped now, or None when it can."""
    if case.state not in OPEN:
        return NotNow
    if step not in help_of(case.kind, case.category).steps:
        return StepElsewhere
    if HelpStep.OVER in case.done:
        return HelpOver
    if step in REPEATED:
        return None if text else StepTextMissing.at("/text")
    if step in case.done:
        return StepDone
    return StepsMissing if step is HelpStep.OVER and missing(case) else None


def missing(case: Emergency) -> Sequence[frozenset[HelpStep]]:
    """Of which steps one each must still come before it is over."""
    needs = help_of(case.kind, case.category).needs
    return [need.one_of for need in needs if case.severity in need.severities and not need.one_of & case.done]


def cordon_objection(state: State) -> type[Problem] | None:
    """A cordon is set while the matter is open."""
    return None if state in OPEN else NotNow


def closing_objection(*, closed: bool) -> type[Problem] | None:
    """A cordon is taken away once."""
    return CordonClosed if closed else None
