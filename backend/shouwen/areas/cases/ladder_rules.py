"""Help in three steps: by the hotline, remotely with the customer's permission, on site (RC-22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shouwen.areas.cases.problems import LadderMisplaced, NotNow, PermissionUnsaid, RungDone, RungTooHigh
from shouwen.areas.cases.rules import OPEN, Kind, State
from shouwen.kit.problem import Problem

HELPED_BY_STEPS: Final = frozenset({Kind.INQUIRY, Kind.HELP, Kind.REPAIR})


class Rung(StrEnum):
    """How help is given; each only after the one before could not solve it."""

    HOTLINE = "hotline"
    REMOTE = "remote"
    ON_SITE = "on_site"


@dataclass(frozen=True, slots=True)
class Climbed:
    """A step that was taken."""

    rung: Rung
    solved: bool


def next_rung(climbed: Sequence[Climbed]) -> Rung | None:
    """The step that may be taken now; None when it is solved, or nothing is left."""
    if any(one.solved for one in climbed):
        return None
    done = {one.rung for one in climbed}
    return next((rung for rung in Rung if rung not in done), None)


def rung_objection(
    kind: Kind, state: State, climbed: Sequence[Climbed], rung: Rung, *, permitted: bool | None, solved: bool
) -> Problem | type[Problem] | None:
    """Why this step cannot be recorded now, or None when it can."""
    if kind not in HELPED_BY_STEPS:
        return LadderMisplaced
    if state not in OPEN:
        return NotNow
    if (permitted is None) is (rung is Rung.REMOTE) or (solved and permitted is False):
        return PermissionUnsaid.at("/permitted")
    expected = next_rung(climbed)
    if expected is None or rung in {one.rung for one in climbed}:
        return RungDone
    return None if rung is expected else RungTooHigh
