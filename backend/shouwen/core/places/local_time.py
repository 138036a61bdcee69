"""By which time zone a community's days are counted."""

from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from shouwen.core.places.models import Community

_ZONES: Final = "places.time_zones"


def time_zone(session: Session, community_id: UUID) -> ZoneInfo:
    """Read once a session, which is one request or one job: a session forgets rows that nobody holds.

    Raises NoResultFound for a community that is not there, or outside the session's scope.
    """
    known: dict[UUID, ZoneInfo] = session.info.setdefault(_ZONES, {})
    if community_id not in known:
        known[community_id] = ZoneInfo(session.get_one(Community, community_id).time_zone)
    return known[community_id]
