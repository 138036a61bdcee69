"""The calendar as it is answered."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from shouwen.core.worktime.queries import Standing
from shouwen.core.worktime.rules import CHINA, Year, is_due
from shouwen.core.worktime.schemas import CalendarDayOut, CalendarYearOut, CalendarYearRow, DayOut, MonthOut


def present_row(standing: Standing, now: datetime) -> CalendarYearRow:
    """A year in figures."""
    return CalendarYearRow(**_figures(standing, now))


def present_year(standing: Standing, now: datetime) -> CalendarYearOut:
    """A year with all its days."""
    year = standing.year
    named = [CalendarDayOut.model_validate(year.days[on]) for on in sorted(year.days)]
    months = [_month(year, month, list(days)) for month, days in groupby(_days(year), key=lambda day: day.month)]
    return CalendarYearOut(**_figures(standing, now), days=named, months=months)


def _figures(standing: Standing, now: datetime) -> dict[str, Any]:
    year = standing.year
    all_days = _days(year)
    workdays = sum(map(year.is_workday, all_days))
    makeup_days = sum(day.is_workday for day in year.days.values())
    return {
        "year": year.year,
        "status": year.status,
        "version": year.version,
        "published_at": standing.published_at,
        "workdays": workdays,
        "days_off": len(all_days) - workdays,
        "holidays": len(year.days) - makeup_days,
        "makeup_days": makeup_days,
        "alarm": not year.is_official and is_due(year.year, now.astimezone(CHINA).date()),
    }


def _month(year: Year, month: int, days: list[date]) -> MonthOut:
    return MonthOut(month=month, workdays=sum(map(year.is_workday, days)), days=[_day(year, day) for day in days])


def _day(year: Year, day: date) -> DayOut:
    special = year.days.get(day)
    return DayOut(on=day, is_workday=year.is_workday(day), festival=special and special.festival)


def _days(year: Year) -> list[date]:
    first, after = date(year.year, 1, 1), date(year.year + 1, 1, 1)
    return [first + timedelta(days=number) for number in range((after - first).days)]
