"""Which number holds in a community at an instant.

The decisions of a community and of the company are read in one statement, once a session: a session is a request's or
a job's one transaction.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.journal.rules import COMPANY
from shouwen.core.standards.models import StandardAdoption, StandardOverride
from shouwen.core.standards.packs import LIBRARY
from shouwen.core.standards.rules import Standard, StandardLevel, Unit
from shouwen.core.standards.sheet import Adoption, Override, Sheet, StandardUnknownError

__all__ = ["StandardUnknownError", "count", "duration", "effective", "forget", "sheet", "standard", "time_of_day"]

_SHEETS: Final = "standards.sheets"


def standard(session: Session, community_id: UUID, key: str, at: datetime) -> Standard:
    """The standard in force in the community at that instant. Raises StandardUnknownError."""
    return sheet(session, community_id).standard(key, at)


def duration(session: Session, community_id: UUID, key: str, at: datetime) -> timedelta:
    """The length of a standard in s, m or h. Raises WrongUnitError for any other, NoLimitError where none is set."""
    return standard(session, community_id, key, at).as_duration()


def count(session: Session, community_id: UUID, key: str, at: datetime) -> int:
    """A standard that counts: things, fen, basis points. Raises WrongUnitError and NoLimitError."""
    return standard(session, community_id, key, at).as_count()


def time_of_day(session: Session, community_id: UUID, key: str, at: datetime) -> timedelta:
    """A standard that names a time of the local day, as the time since midnight. Raises as the others."""
    return standard(session, community_id, key, at).as_time_of_day()


def effective(session: Session, community_id: UUID, at: datetime) -> list[Standard]:
    """Every standard in force in the community at that instant, by key."""
    return sheet(session, community_id).all(at)


def sheet(session: Session, community_id: UUID) -> Sheet:
    """What follows from all decisions of the community and the company. One statement, the first time it is asked."""
    known: dict[UUID, Sheet] = session.info.setdefault(_SHEETS, {})
    if community_id not in known:
        known[community_id] = _read(session, community_id)
    return known[community_id]


def forget(session: Session) -> None:
    """Something was decided in this transaction: the next question reads anew."""
    session.info.pop(_SHEETS, None)


def _read(session: Session, community_id: UUID) -> Sheet:
    rows = session.execute(_DECISIONS, {"here": community_id, "company": COMPANY}).all()
    adoptions = [
        Adoption(_level(row), row.serial, row.since, row.pack, row.version) for row in rows if row.pack is not None
    ]
    overrides = [
        Override(_level(row), row.serial, row.since, row.key, row.value, Unit(row.unit) if row.unit else None)
        for row in rows
        if row.key is not None
    ]
    return Sheet(LIBRARY, adoptions, overrides)


def _level(row: sa.Row[Any]) -> StandardLevel:
    return StandardLevel.COMPANY if row.community_id == COMPANY else StandardLevel.COMMUNITY


def _here(table: type[StandardAdoption | StandardOverride]) -> sa.ColumnElement[bool]:
    column = table.community_id
    return column.in_([sa.bindparam("here", type_=column.type), sa.bindparam("company", type_=column.type)])


_O, _A = StandardOverride, StandardAdoption
_DECISIONS: Final[sa.CompoundSelect[Any]] = sa.union_all(
    sa.select(
        _O.community_id,
        _O.serial,
        _O.since,
        _O.key,
        _O.value,
        _O.unit,
        sa.null().label("pack"),
        sa.null().label("version"),
    ).where(_here(_O)),
    sa.select(
        _A.community_id,
        _A.serial,
        _A.since,
        sa.null().label("key"),
        sa.null().label("value"),
        sa.null().label("unit"),
        _A.pack,
        _A.version,
    ).where(_here(_A)),
)
