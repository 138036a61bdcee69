"""What people are to a household, why they are away, and how that stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

_AND: Final = "；"


class Relation(StrEnum):
    """What a member is to the household."""

    OWNER = "owner"
    TENANT = "tenant"
    FAMILY = "family"
    AGENT = "agent"


class Language(StrEnum):
    """What somebody is best spoken to in."""

    ZH = "zh"
    EN = "en"
    JA = "ja"
    KO = "ko"
    OTHER = "other"


class ResidentState(StrEnum):
    """How a resident's record stands. One that was merged into another or voided is found by its id only."""

    KNOWN = "known"
    MERGED = "merged"
    VOIDED = "voided"


class VoidReason(StrEnum):
    """Why a resident's record is to be found no more. A listed word, so that the journal may keep it."""

    MISTAKE = "mistake"
    GONE = "gone"
    DECEASED = "deceased"
    OTHER = "other"


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


def resident_state(merged_at: datetime | None, voided_at: datetime | None) -> ResidentState:
    """How a resident's record stands."""
    if merged_at is not None:
        return ResidentState.MERGED
    return ResidentState.VOIDED if voided_at is not None else ResidentState.KNOWN


def both_notes(kept: str | None, merged: str | None) -> str | None:
    """What the desk should mind of two people who are one: nothing is lost, and nothing said twice."""
    if not merged or kept == merged:
        return kept
    return f"{kept}{_AND}{merged}" if kept else merged


def without_note(both: str | None, merged: str | None) -> str | None:
    """What is left of a note when what a merge added goes again; what was written since stays."""
    if not merged or not both:
        return both
    return None if both == merged else both.removesuffix(f"{_AND}{merged}")


def absence_state(
    since: datetime, until: datetime | None, cancelled_at: datetime | None, now: datetime
) -> AbsenceState:
    """How an absence stands at `now`."""
    if cancelled_at is not None:
        return AbsenceState.CANCELLED
    if now < since:
        return AbsenceState.PLANNED
    return AbsenceState.OVER if until is not None and until <= now else AbsenceState.PRESENT


@dataclass(frozen=True, slots=True)
class Matter:
    """What the routing table asks of a matter."""

    kind: str
    category: str | None
    complaint_class: str | None
    zone_id: UUID | None
