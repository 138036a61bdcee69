"""When a term of a standard is over in a community: its number, the community's time and the calendar in one word."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from shouwen.core.people.lengths import longest_absence
from shouwen.core.places.local_time import time_zone
from shouwen.core.standards.queries import standard
from shouwen.core.standards.rules import Standard
from shouwen.core.worktime.queries import calendar_for
from shouwen.core.worktime.rules import Deadline, deadline


def term_ends(session: Session, community_id: UUID, key: str, begins_at: datetime, *, by: datetime) -> datetime:
    """When a term that begins at an instant is over, by the number in force at another.

    Raises StandardUnknownError, and ValueError for a standard that is no time.
    """
    return term_of(session, community_id, standard(session, community_id, key, by), begins_at).at


def term_of(session: Session, community_id: UUID, found: Standard, begins_at: datetime) -> Deadline:
    """As `term_ends`, of a number that is at hand; with the calendar it rests on."""
    zone = time_zone(session, community_id)
    return deadline(begins_at, found.value, found.unit, zone, calendar_for(session))


def _absence_ends(session: Session, community_id: UUID, since: datetime, by: datetime) -> datetime:
    return term_ends(session, community_id, "absence.longest", since, by=by)


longest_absence.told_by(_absence_ends)
