"""The life of a corrective action: decided, carried out, followed up (CB-09)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shouwen.areas.callbacks.problems import NotCarriedOut, NotNow, NotResponsible, OwnMeasure
from shouwen.kit.problem import Forbidden, Problem
from shouwen.kit.states import StateTable


class CorrectiveState(StrEnum):
    """Where a corrective action stands. One that had no effect has a next one."""

    OPENED = "opened"
    DECIDED = "decided"
    CARRIED_OUT = "carried_out"
    CLOSED = "closed"
    INEFFECTIVE = "ineffective"


class CorrectiveVerb(StrEnum):
    """What can be said to a corrective action."""

    DECIDE = "decide"
    CARRY_OUT = "carry_out"
    FOLLOW_UP = "follow_up"


_S, _V = CorrectiveState, CorrectiveVerb
CORRECTIVE_LIFE: Final[StateTable[CorrectiveState, CorrectiveVerb]] = StateTable(
    {
        _V.DECIDE: ([_S.OPENED], _S.DECIDED),
        _V.CARRY_OUT: ([_S.DECIDED], _S.CARRIED_OUT),
        _V.FOLLOW_UP: ([_S.DECIDED, _S.CARRIED_OUT], _S.CLOSED),  # or ineffective
    }
)


@dataclass(frozen=True, slots=True)
class CorrectiveViewer:
    """Who asks: the verbs that reach this action, and whether the measure is theirs to carry out."""

    verbs: Collection[CorrectiveVerb]
    is_responsible: bool


def corrective_objection(
    verb: CorrectiveVerb, state: CorrectiveState, viewer: CorrectiveViewer
) -> type[Problem] | None:
    """Why this caller cannot say it now; None when they can. Nobody follows up what they carried out themselves."""
    if verb not in viewer.verbs:
        return Forbidden
    if not CORRECTIVE_LIFE.allows(state, verb):
        return NotNow
    if verb is _V.CARRY_OUT and not viewer.is_responsible:
        return NotResponsible
    if verb is _V.FOLLOW_UP and viewer.is_responsible:
        return OwnMeasure
    return None


def followed_up(state: CorrectiveState, *, effective: bool) -> CorrectiveState:
    """What a follow-up leads to. Raises NotCarriedOut: what nobody did cannot have had an effect."""
    if effective and state is not _S.CARRIED_OUT:
        raise NotCarriedOut
    return _S.CLOSED if effective else _S.INEFFECTIVE
