"""When somebody counts as not reached, so that another may be drawn in their stead: only by the rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from shouwen.areas.callbacks.models import Attempt
from shouwen.areas.callbacks.rules import AttemptOutcome
from shouwen.core.places.local_time import time_zone
from shouwen.core.standards.queries import count
from shouwen.core.work import Work

REPLACE_ATTEMPTS = "callback.replace.attempts"
REPLACE_DAYS = "callback.replace.days"


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt, as the rule needs to know it."""

    outcome: AttemptOutcome
    at: datetime
    next_at: datetime | None = None


def is_unreached(tried: Sequence[Tried], now: datetime, zone: ZoneInfo, *, attempts: int, days: int) -> bool:
    """They refused; or so many attempts on so many days came to nothing, and no appointment is still to come."""
    if any(one.outcome is AttemptOutcome.REFUSED for one in tried):
        return True
    if any(one.outcome is AttemptOutcome.ANSWERED or (one.next_at and one.next_at > now) for one in tried):
        return False
    return len(tried) >= attempts and len({one.at.astimezone(zone).date() for one in tried}) >= days


def unreached(work: Work, community_id: UUID, callback_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these callbacks nobody could be reached for, by the standard in force. One statement."""
    rule = {
        "attempts": count(work.session, community_id, REPLACE_ATTEMPTS, work.now),
        "days": count(work.session, community_id, REPLACE_DAYS, work.now),
    }
    zone = time_zone(work.session, community_id)
    tried = _tried(work, community_id, callback_ids)
    return {id for id, attempts in tried.items() if is_unreached(attempts, work.now, zone, **rule)}


def _tried(work: Work, community_id: UUID, callback_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Tried]]:
    rows = sa.select(Attempt.callback_id, Attempt.outcome, Attempt.at, Attempt.next_at).where(
        Attempt.community_id == community_id, Attempt.callback_id.in_(callback_ids)
    )
    tried: dict[UUID, list[Tried]] = {}
    for row in work.session.execute(rows):
        tried.setdefault(row.callback_id, []).append(Tried(row.outcome, row.at, row.next_at))
    return tried
