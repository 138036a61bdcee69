"""Programmes, kinds and the life of a callback; when one may be made, and by whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from shouwen.areas.callbacks.problems import (
    ByHandler,
    NoAttempt,
    NotCaller,
    NothingSuggested,
    NotNow,
    OwnRecord,
    SecondByTheSame,
    TooEarly,
)
from shouwen.kit.problem import Forbidden, Problem
from shouwen.kit.states import StateTable


class Programme(StrEnum):
    """Why somebody is called back.

    `courtesy`: all that was finished that day (RC-07). `verify`: drawn, by another than the handler (CB-02).
    `home_visit`: of the drawn complaints those that are visited (CB-03).
    """

    COURTESY = "courtesy"
    VERIFY = "verify"
    HOME_VISIT = "home_visit"


class CallbackKind(StrEnum):
    """What is called back about: each has a rate and a window of its own."""

    COMPLAINT = "complaint"
    REPAIR = "repair"
    WARRANTY = "warranty"
    SERVICE = "service"
    HELP = "help"
    EVENT = "event"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of a row of a draw."""

    LOT = "lot"
    FLOOR = "floor"
    REPLACEMENT = "replacement"
    NOT_DRAWN = "not_drawn"
    NOT_CALLABLE = "not_callable"
    SUPERSEDED = "superseded"
    VOIDED = "voided"
    SHORT = "short"


class CallbackState(StrEnum):
    """Where a callback stands."""

    DRAWN = "drawn"
    ASSIGNED = "assigned"
    ATTEMPTED = "attempted"
    RECORDED = "recorded"
    REVIEWED = "reviewed"
    FAILED = "failed"
    REPLACED = "replaced"
    SUPERSEDED = "superseded"
    SHORT = "short"


class CallbackVerb(StrEnum):
    """What can be said to a callback."""

    ASSIGN = "assign"
    REVEAL = "reveal"
    ATTEMPT = "attempt"
    RECORD = "record"
    SECOND_OPINION = "second_opinion"
    SUGGEST = "suggest"
    REVIEW = "review"


class AttemptOutcome(StrEnum):
    """What came of a call (CB-15, CB-20)."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    APPOINTED = "appointed"
    REFUSED = "refused"


class Method(StrEnum):
    """How somebody was called back."""

    PHONE = "phone"
    HOME_VISIT = "home_visit"
    WECHAT = "wechat"


class Grade(StrEnum):
    """How something was found (CB-05)."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


_S, _V = CallbackState, CallbackVerb
_WAITING: Final = (_S.DRAWN, _S.ASSIGNED, _S.ATTEMPTED)
_SAID: Final = (_S.RECORDED, _S.REVIEWED, _S.FAILED)

LIFE: Final[StateTable[CallbackState, CallbackVerb]] = StateTable(
    {
        _V.ASSIGN: (_WAITING, None),  # one that nobody had is assigned from then on
        _V.REVEAL: ((*_WAITING, *_SAID), None),
        _V.ATTEMPT: ([_S.ASSIGNED, _S.ATTEMPTED], _S.ATTEMPTED),
        _V.RECORD: ([_S.ASSIGNED, _S.ATTEMPTED], _S.RECORDED),  # failed at once where the answer is bad
        _V.SECOND_OPINION: (_SAID, None),
        _V.SUGGEST: (_SAID, None),
        _V.REVIEW: ([_S.RECORDED, _S.FAILED], _S.REVIEWED),  # or failed
    }
)
OPEN: Final = frozenset(_WAITING)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules need to know of a callback. `handlers`: who did the work; `recorders`: who recorded an answer.

    `has_suggestion`: something was suggested that is no matter of its own yet.
    """

    state: CallbackState
    callable_from: datetime
    handlers: Collection[UUID]
    recorders: Collection[UUID]
    has_attempt: bool
    has_suggestion: bool


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: the verbs that reach this callback, and whether it is theirs to call."""

    id: UUID
    verbs: Collection[CallbackVerb]
    is_caller: bool


Objection = type[Problem] | None


def objection(verb: CallbackVerb, callback: Standing, viewer: Viewer, now: datetime) -> Objection:
    """Why this caller cannot say it now; None when they can."""
    if verb not in viewer.verbs:
        return Forbidden
    if not LIFE.allows(callback.state, verb):
        return NotNow
    if verb is CallbackVerb.ASSIGN:
        return None
    if verb is CallbackVerb.SUGGEST:
        return None if callback.has_suggestion else NothingSuggested
    if verb is CallbackVerb.REVIEW:
        return OwnRecord if viewer.id in callback.recorders else None
    return _calling(verb, callback, viewer, now)


def _calling(verb: CallbackVerb, callback: Standing, viewer: Viewer, now: datetime) -> Objection:
    """Whoever calls is another than who did the work (CB-04), and not before the window."""
    if viewer.id in callback.handlers:
        return ByHandler
    if verb is CallbackVerb.SECOND_OPINION:
        return SecondByTheSame if viewer.id in callback.recorders else None
    if not viewer.is_caller:
        return NotCaller
    if now < callback.callable_from:
        return TooEarly
    return NoAttempt if verb is CallbackVerb.RECORD and not callback.has_attempt else None


def fails(satisfaction: Grade, *, irregular_charge: bool) -> bool:
    """Whether what was heard goes back into the complaint procedure by itself (CB-08)."""
    return satisfaction is Grade.POOR or irregular_charge
