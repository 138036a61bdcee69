"""The life of a commitment and its arithmetic."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shouwen.kit.problem import Conflict, Forbidden
from shouwen.kit.states import StateTable


class CommitmentState(StrEnum):
    """How a promise stands or ended. Past due and unkept it is still `open`, and overdue."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"
    WAIVED = "waived"
    EXCUSED = "excused"


class CommitmentVerb(StrEnum):
    """What can become of a promise."""

    KEEP = "keep"
    KEEP_LATE = "keep_late"
    MISS = "miss"
    WAIVE = "waive"
    EXCUSE = "excuse"


_S, _V = CommitmentState, CommitmentVerb

# A judged row changes by an excuse, or by evidence that was recorded late; a waived one not at all.
LIFE: StateTable[CommitmentState, CommitmentVerb] = StateTable(
    {
        _V.KEEP: ([_S.OPEN, _S.LATE, _S.MISSED], _S.KEPT),
        _V.KEEP_LATE: ([_S.OPEN, _S.MISSED], _S.LATE),
        _V.MISS: ([_S.OPEN], _S.MISSED),
        _V.WAIVE: ([_S.OPEN], _S.WAIVED),
        _V.EXCUSE: ([_S.OPEN, _S.LATE, _S.MISSED], _S.EXCUSED),
    }
)


class Step(StrEnum):
    """What the clock does to an open promise, in this order."""

    WARN = "warn"
    DUE = "due"
    CLIMB = "climb"
    LAPSE = "lapse"


class Responsible(StrEnum):
    """Who answers for a promise: a person, or whoever holds a post."""

    STAFF = "staff"
    POST = "post"


class Follows(StrEnum):
    """Whom an open promise goes along with when a case changes hands."""

    OWNER = "owner"
    ACCOUNTABLE = "accountable"


class WaiveReason(StrEnum):
    """Why a promise lost its object, or was let go."""

    RECLASSIFIED = "reclassified"
    VOIDED = "voided"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Steps:
    """The instants at which something must happen to a promise while it is open."""

    warn_at: datetime | None
    due_at: datetime
    climb_at: datetime | None
    lapses_at: datetime | None

    def in_order(self) -> list[tuple[datetime, Step]]:
        """The steps that exist, by time; equal times in the order of Step."""
        order = list(Step)
        known = [(self.warn_at, Step.WARN), (self.due_at, Step.DUE), (self.climb_at, Step.CLIMB)]
        steps = [(at, step) for at, step in [*known, (self.lapses_at, Step.LAPSE)] if at is not None]
        return sorted(steps, key=lambda pair: (pair[0], order.index(pair[1])))


def steps_of(base_at: datetime, due_at: datetime, lapses_at: datetime | None, *, warn_bp: int, climb_bp: int) -> Steps:
    """Warned when `warn_bp` of 10,000 of the time has gone; climbing when `climb_bp` has gone again after it is due."""
    span = due_at - base_at
    return Steps(
        warn_at=base_at + span * warn_bp / 10_000,
        due_at=due_at,
        climb_at=due_at + span * climb_bp / 10_000,
        lapses_at=lapses_at,
    )


def next_step(steps: Steps, rung: int) -> datetime | None:
    """When the next step comes after `rung` steps have been taken, or None when nothing more will happen."""
    ahead = steps.in_order()[rung:]
    return ahead[0][0] if ahead else None


def judged(due_at: datetime, kept_at: datetime) -> CommitmentVerb:
    """Kept in time or late. In time includes the very instant it is due."""
    return CommitmentVerb.KEEP if kept_at <= due_at else CommitmentVerb.KEEP_LATE


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of one line of the board. `due` and `rate` follow from the counts, never the other way about."""

    kept: int = 0
    late: int = 0
    missed: int = 0
    excused: int = 0
    overdue: int = 0

    @property
    def due(self) -> int:
        return self.kept + self.late + self.missed + self.excused + self.overdue

    @property
    def rate(self) -> float | None:
        """Kept of what was due and not excused; None when nothing was."""
        counted = self.due - self.excused
        return self.kept / counted if counted else None


class ExcuseReason(StrEnum):
    """The listed reasons for which a promise may be excused or let go."""

    RESIDENT_AWAY = "resident_away"
    RESIDENT_REFUSED = "resident_refused"
    AWAITING_PARTS = "awaiting_parts"
    AWAITING_DEVELOPER = "awaiting_developer"
    AWAITING_AUTHORITY = "awaiting_authority"
    FORCE_MAJEURE = "force_majeure"
    RECORDED_WRONGLY = "recorded_wrongly"
    SYSTEM_FAULT = "system_fault"


class Responsibility(Forbidden):
    """Nobody excuses or waives a promise of their own."""

    code = "commitments.own"
    zh = "自己负责的承诺不能由自己免责或撤销，请由他人决定"
    en = "You answer for this promise yourself; somebody else has to decide"


class NotOpen(Conflict):
    """The promise has ended already."""

    code = "commitments.ended"
    zh = "该承诺已有结论，不能再更改"
    en = "This promise has ended already"


class NoRequest(Conflict):
    """Nobody has asked for an excuse."""

    code = "commitments.no_request"
    zh = "该承诺没有待审批的免责申请"
    en = "Nobody has asked for an excuse"
