"""Taking the next number."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shouwen.core.numbering.models import Counter

_NUMBER: Final = re.compile(r"[A-Z]+\d{6}-\d{5,}")


def is_number(text: str) -> bool:
    """Whether a text reads like one of these numbers."""
    return _NUMBER.fullmatch(text) is not None


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
    connection = session.connection()
    row = {"community_id": community_id, "series": series, "last": how_many}
    return int(connection.execute(_COUNT[connection.dialect.name], row).scalar_one())


def _counting(insert: Callable[[type[Counter]], Any]) -> sa.Executable:
    """Begins the series or goes on in it, and gives the last number."""
    begin = insert(Counter).values({name: sa.bindparam(name) for name in ("community_id", "series", "last")})
    go_on = {"last": Counter.last + begin.excluded.last}
    statement: sa.Executable = begin.on_conflict_do_update(
        index_elements=["community_id", "series"], set_=go_on
    ).returning(Counter.last)
    return statement


# Made once, and said to the connection: an ORM session would add more than the statement costs.
_COUNT: Final = {"sqlite": _counting(sqlite.insert), "postgresql": _counting(postgresql.insert)}
