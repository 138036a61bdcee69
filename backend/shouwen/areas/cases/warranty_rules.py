"""The ledger of warranty defects: dispatched, tracked, accepted, written off, called back (RP-03, RP-04, RP-12)."""

from enum import StrEnum
from typing import Final

from shouwen.areas.cases.problems import DefectNotNow, DefectOut
from shouwen.areas.cases.rules import OPEN, State
from shouwen.kit.problem import Problem
from shouwen.kit.states import StateTable


class PartyKind(StrEnum):
    """Who somebody outside is to us."""

    DEVELOPER = "developer"
    CONTRACTOR = "contractor"
    SUPPLIER = "supplier"


class DefectStage(StrEnum):
    """How far a defect has come: entered when it was judged valid, then the five stages of RP-12."""

    ENTERED = "entered"
    DISPATCHED = "dispatched"
    TRACKED = "tracked"
    ACCEPTED = "accepted"
    WRITTEN_OFF = "written_off"
    CALLED_BACK = "called_back"


class DefectVerb(StrEnum):
    """What can be said to a defect. It is written off when its case is finished, called back when the callback is."""

    DISPATCH = "dispatch"
    TRACK = "track"
    PASS = "pass"  # noqa: S105 - it has passed
    SEND_BACK = "send-back"
    WRITE_OFF = "write-off"


_S, _V = DefectStage, DefectVerb
_OUT: Final = frozenset({_S.DISPATCHED, _S.TRACKED})
LIFE: Final[StateTable[DefectStage, DefectVerb]] = StateTable(
    {
        _V.DISPATCH: ([_S.ENTERED, _S.DISPATCHED, _S.TRACKED], _S.DISPATCHED),  # again: to somebody else
        _V.TRACK: ([_S.DISPATCHED, _S.TRACKED], _S.TRACKED),
        _V.PASS: ([_S.DISPATCHED, _S.TRACKED], _S.ACCEPTED),
        _V.SEND_BACK: ([_S.DISPATCHED, _S.TRACKED, _S.ACCEPTED], _S.DISPATCHED),  # looked at, and not as it should be
        _V.WRITE_OFF: ([_S.ACCEPTED], _S.WRITTEN_OFF),
    }
)


def defect_objection(verb: DefectVerb, stage: DefectStage, state: State) -> type[Problem] | None:
    """Why this cannot be said to the defect now."""
    return None if state in OPEN and LIFE.allows(stage, verb) else DefectNotNow


def finish_objection(stage: DefectStage) -> type[Problem] | None:
    """What is out with the developer is accepted before it is over. What never went out we repaired ourselves."""
    return DefectOut if stage in _OUT else None
