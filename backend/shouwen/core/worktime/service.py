"""Publishing and correcting the calendar.

A year that becomes official says so in the journal, and promises counted over it are worked out again. A correction of
an official year holds for promises made from then on.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Final

import sqlalchemy as sa

from shouwen.core.work import Work
from shouwen.core.worktime.completeness import misplaced, missing
from shouwen.core.worktime.models import CalendarDay, CalendarYear
from shouwen.core.worktime.problems import CalendarWrong, StaysOfficial
from shouwen.core.worktime.queries import calendar_for, forget, worked_out
from shouwen.core.worktime.rules import SpecialDay, Year, YearStatus
from shouwen.core.worktime.statutory import known_years, published
from shouwen.kit.db import insert_into
from shouwen.kit.problem import Forbidden

MANAGE: Final = "worktime.manage"
_MOST_ERRORS: Final = 20


def put_year(work: Work, year: int, status: YearStatus, days: Sequence[SpecialDay]) -> None:
    """Replaces the days of a year. Raises Forbidden, Stale, StaysOfficial, CalendarWrong."""
    if not any(grant.community_id is None for grant in work.actor.grants_of(MANAGE)):
        raise Forbidden  # the calendar is the whole company's
    row = _hold(work, year)
    work.check_version(row.version)
    if row.status is YearStatus.OFFICIAL and status is not YearStatus.OFFICIAL:
        raise StaysOfficial(year=year)
    _refuse_wrong(work, Year(year, row.version, status, {day.on: day for day in days}), days)
    published_now = row.status is not status
    row.version, row.status = row.version + 1, status
    row.published_at = work.now if published_now else row.published_at
    _replace_days(work, year, days)
    work.emit("worktime.year_published" if published_now else "worktime.year_edited", year=year, version=row.version)


def adopt_published(work: Work) -> None:
    """Writes down the years the package knows and the table does not: at first all, later what an upgrade has brought.

    From then on the table decides, whatever becomes of the package. A year that somebody edited stays as it is.
    """
    held = set(work.session.scalars(sa.select(CalendarYear.year)))
    new = [year for number in known_years() if number not in held and (year := published(number))]
    if not new:
        return
    is_upgrade = bool(held)
    for year in new:
        row = CalendarYear(year=year.year, version=year.version, status=year.status)
        row.published_at = work.now if is_upgrade else None
        work.session.add(row)
        if is_upgrade:
            work.emit("worktime.year_published", year=year.year, version=year.version)
    work.session.flush()
    for year in new:
        _replace_days(work, year.year, list(year.days.values()))
    if not is_upgrade:
        work.emit("worktime.calendar_seeded", first=new[0].year, last=new[-1].year)


def _hold(work: Work, year: int) -> CalendarYear:
    """The row of the year, locked; made first where there was none, so that two who edit meet on it."""
    known = worked_out(year)
    made = insert_into(work.session, CalendarYear).values(year=year, version=known.version, status=known.status)
    work.session.execute(made.on_conflict_do_nothing())
    return work.session.scalars(sa.select(CalendarYear).where(CalendarYear.year == year).with_for_update()).one()


def _refuse_wrong(work: Work, year: Year, days: Sequence[SpecialDay]) -> None:
    faults = list(islice(misplaced(year.year, days), _MOST_ERRORS))
    if not faults and year.is_official:
        before = calendar_for(work.session).year_of(year.year - 1)
        faults = list(islice(missing(year, before), _MOST_ERRORS))
    if faults:
        raise CalendarWrong(errors=faults)


def _replace_days(work: Work, year: int, days: Sequence[SpecialDay]) -> None:
    work.session.execute(sa.delete(CalendarDay).where(CalendarDay.year == year))
    work.session.add_all(
        CalendarDay(on=day.on, year=year, is_workday=day.is_workday, festival=day.festival) for day in days
    )
    work.session.flush()
    forget(work.session, year)
