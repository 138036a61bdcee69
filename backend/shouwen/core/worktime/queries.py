"""The calendar in force: what was published or edited here, else what the package knows, else worked out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shouwen.core.worktime import rules
from shouwen.core.worktime.models import CalendarDay, CalendarYear
from shouwen.core.worktime.rules import CHINA, Calendar, Coverage, Festival, SpecialDay, Year, YearStatus
from shouwen.core.worktime.statutory import known_years, provisional, published

_KNOWN: Final = "calendar_years"
_YEARS: Final = (
    sa.select(
        CalendarYear.year,
        CalendarYear.version,
        CalendarYear.status,
        CalendarYear.published_at,
        CalendarDay.on,
        CalendarDay.is_workday,
        CalendarDay.festival,
    )
    .outerjoin(CalendarDay, CalendarDay.year == CalendarYear.year)
    .order_by(CalendarYear.year, CalendarDay.on)
)

_Row = sa.Row[int, int, YearStatus, datetime | None, date, bool, Festival]


@dataclass(frozen=True, slots=True)
class Standing:
    """A year, and when the house learned that it is official."""

    year: Year
    published_at: datetime | None


def calendar_for(session: Session) -> Calendar:
    """The calendar as this session sees it. A year is read once in a session, when counting gets there."""
    known: dict[int, Year] = session.info.setdefault(_KNOWN, {})

    def year_of(year: int) -> Year:
        if year not in known:
            known[year] = standing_of(session, year).year
        return known[year]

    return Calendar(year_of)


def forget(session: Session, year: int) -> None:
    """Lets the session read a year anew that it has just changed."""
    session.info.get(_KNOWN, {}).pop(year, None)


def standing_of(session: Session, year: int) -> Standing:
    """One year of the calendar, in one statement."""
    rows = session.execute(_YEARS.where(CalendarYear.year == year)).all()
    return _standing(rows) if rows else Standing(worked_out(year), None)


def worked_out(year: int) -> Year:
    """The year as it is where nobody has edited it."""
    return published(year) or provisional(year)


def list_standings(session: Session, now: datetime) -> list[Standing]:
    """All years the house knows, and this and the next one, the latest first. One statement."""
    this = now.astimezone(CHINA).year
    standings = {year: Standing(worked_out(year), None) for year in (*known_years(), this, this + 1)}
    by_year: dict[int, list[_Row]] = {}
    for row in session.execute(_YEARS):
        by_year.setdefault(row.year, []).append(row)
    standings |= {year: _standing(rows) for year, rows in by_year.items()}
    return [standings[year] for year in sorted(standings, reverse=True)]


def coverage(session: Session, now: datetime) -> Coverage:
    """How far the published calendar reaches, and whether somebody must see to it."""
    rows = session.execute(sa.select(CalendarYear.year, CalendarYear.status))
    statuses = {row.year: row.status for row in rows}

    def is_official(year: int) -> bool:
        return statuses[year] is YearStatus.OFFICIAL if year in statuses else published(year) is not None

    return rules.coverage(now.astimezone(CHINA).date(), is_official)


def official_runs(session: Session, now: datetime) -> list[tuple[int, int]]:
    """The first and the last year of each run of years that are published without a gap."""
    runs: list[tuple[int, int]] = []
    for standing in reversed(list_standings(session, now)):
        year = standing.year
        if year.is_official:
            follows = runs and runs[-1][1] == year.year - 1
            runs.append((runs.pop()[0] if follows else year.year, year.year))
    return runs


def _standing(rows: Sequence[_Row]) -> Standing:
    first = rows[0]
    days = {row.on: SpecialDay(row.on, row.is_workday, row.festival) for row in rows if row.on is not None}
    return Standing(Year(first.year, first.version, first.status, days), first.published_at)
