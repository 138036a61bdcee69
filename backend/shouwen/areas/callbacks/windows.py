"""How many of a kind are called back, and when: which standards say so (CB-01 to CB-03, RC-07)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from shouwen.areas.callbacks.rules import CallbackKind, Programme
from shouwen.areas.cases.public import Kind
from shouwen.core.places.local_time import time_zone
from shouwen.core.standards.queries import count, standard
from shouwen.core.terms import term_ends
from shouwen.core.worktime.rules import midnight

COURTESY_RATE: Final = "callback.courtesy.rate"
COURTESY_WINDOW: Final = "callback.courtesy.window"
VISIT_RATE: Final = "callback.rate.complaint.home_visit"
_REPAIR_FROM: Final = "repair.callback.from"

KIND_OF: Final[Mapping[Kind, CallbackKind]] = {
    Kind.COMPLAINT: CallbackKind.COMPLAINT,
    Kind.REPAIR: CallbackKind.REPAIR,
    Kind.WARRANTY: CallbackKind.WARRANTY,
    Kind.SERVICE: CallbackKind.SERVICE,
    Kind.HELP: CallbackKind.HELP,
    Kind.INQUIRY: CallbackKind.OTHER,
    Kind.SUGGESTION: CallbackKind.OTHER,
    Kind.INCIDENT: CallbackKind.OTHER,
    Kind.PRAISE: CallbackKind.OTHER,
}
# A special service has no window of its own in any document but its middle and its end.
_WINDOWS: Final = {kind: f"{kind}.callback.window" for kind in CallbackKind} | {
    CallbackKind.SERVICE: "other.callback.window"
}


@dataclass(frozen=True, slots=True)
class Window:
    """When somebody may be called, and until when they are to be."""

    begins_at: datetime
    ends_at: datetime


def window_key(programme: Programme, kind: CallbackKind) -> str:
    """The standard by which such a callback is due."""
    return COURTESY_WINDOW if programme is Programme.COURTESY else _WINDOWS[kind]


def rate_of(session: Session, community_id: UUID, programme: Programme, kind: CallbackKind, at: datetime) -> int:
    """How many of 10,000 are called, by the standard in force."""
    keys = {Programme.COURTESY: COURTESY_RATE, Programme.HOME_VISIT: VISIT_RATE}
    return count(session, community_id, keys.get(programme, f"callback.rate.{kind}"), at)


def window_of(
    session: Session, community_id: UUID, programme: Programme, kind: CallbackKind, base_at: datetime
) -> Window:
    """The window that is counted from an instant: when the matter was finished, or enrolled if that was told late."""
    ends_at = term_ends(session, community_id, window_key(programme, kind), base_at, by=base_at)
    is_later = kind is CallbackKind.REPAIR and programme is not Programme.COURTESY
    return Window(_begin_of_repair(session, community_id, base_at) if is_later else base_at, ends_at)


def _begin_of_repair(session: Session, community_id: UUID, base_at: datetime) -> datetime:
    """Not before its day has come: the last day of the term (CB-01)."""
    if standard(session, community_id, _REPAIR_FROM, base_at).value is None:
        return base_at
    zone = time_zone(session, community_id)
    last = term_ends(session, community_id, _REPAIR_FROM, base_at, by=base_at)
    return max(base_at, midnight(last.astimezone(zone).date(), zone))
