"""Taking the next number."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shouwen.core.numbering.models import Counter


def take_number(session: Session, community_id: UUID, prefix: str, recorded_at: datetime, zone: ZoneInfo) -> str:
    """The next number of the series `prefix` + local month of recording.

    The counter's row stays locked until the commit, which is why no number is lost or given twice: take it last.
    """
    return take_numbers(session, community_id, prefix, recorded_at, zone, 1)[0]


def take_numbers(
    session: Session, community_id: UUID, prefix: str, recorded_at: datetime, zone: ZoneInfo, how_many: int
) -> list[str]:
    """As `take_number`, for an import: the next `how_many` numbers in one statement."""
    series = f"{prefix}{recorded_at.astimezone(zone):%Y%m}"
    last = take_serial(session, community_id, series, how_many)
    return [f"{series}-{serial:05d}" for serial in range(last - how_many + 1, last + 1)]


def take_serial(session: Session, community_id: UUID, series: str, how_many: int = 1) -> int:
    """The last of the next `how_many` whole numbers of a series. Its counter stays locked until the commit."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    counted = (
        insert(Counter)
        .values(community_id=community_id, series=series, last=how_many)
        .on_conflict_do_update(index_elements=["community_id", "series"], set_={"last": Counter.last + how_many})
        .returning(Counter.last)
    )
    return session.execute(counted).scalar_one()
