"""What people are to a household, why they are away, and how that stands."""

from datetime import datetime
from enum import StrEnum


class Relation(StrEnum):
    """What a member is to the household."""

    OWNER = "owner"
    TENANT = "tenant"
    FAMILY = "family"
    AGENT = "agent"


class AbsenceReason(StrEnum):
    """Why somebody is away."""

    LEAVE = "leave"
    SICK = "sick"
    TRAINING = "training"
    OTHER = "other"


class AbsenceState(StrEnum):
    """How an absence stands."""

    PLANNED = "planned"
    PRESENT = "present"
    OVER = "over"
    CANCELLED = "cancelled"


class RevealReason(StrEnum):
    """Why somebody needs a phone number in full. A listed word, so that the journal may keep it."""

    CALL_BACK = "call_back"
    VISIT = "visit"
    EMERGENCY = "emergency"
    IDENTITY = "identity"
    OTHER = "other"


class StepOutcome(StrEnum):
    """What came of looking at somebody on the way to an answer."""

    VACANT = "vacant"
    AWAY = "away"
    ANSWERS = "answers"


def absence_state(
    since: datetime, until: datetime | None, cancelled_at: datetime | None, now: datetime
) -> AbsenceState:
    """How an absence stands at `now`."""
    if cancelled_at is not None:
        return AbsenceState.CANCELLED
    if now < since:
        return AbsenceState.PLANNED
    return AbsenceState.OVER if until is not None and until <= now else AbsenceState.PRESENT
