"""Calendars for tests: the house's own, and years made up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from shouwen.core.worktime.queries import worked_out
from shouwen.core.worktime.rules import Calendar, Festival, SpecialDay, Year, YearStatus

HOUSE = Calendar(worked_out)  # published up to 2026, as long as the package says so


def year(
    number: int,
    *,
    official: bool = True,
    version: int = 1,
    off: Iterable[date] = (),
    worked: Iterable[date] = (),
) -> Year:
    """A year with these days off and these weekend days worked."""
    days = [SpecialDay(day, is_workday=False, festival=Festival.SPECIAL) for day in off]
    days += [SpecialDay(day, is_workday=True, festival=Festival.SPECIAL) for day in worked]
    status = YearStatus.OFFICIAL if official else YearStatus.PROVISIONAL
    return Year(number, version, status, {day.on: day for day in days})


def notice_2027() -> list[dict[str, Any]]:
    """The days of 2027 as a notice might give them, as somebody would send them."""
    off = [
        *_run("new_year", "2027-01-01", 3),
        *_run("spring_festival", "2027-02-05", 8),
        *_run("qingming", "2027-04-03", 3),
        *_run("labour_day", "2027-05-01", 5),
        *_run("dragon_boat", "2027-06-09", 1),
        *_run("mid_autumn", "2027-09-15", 1),
        *_run("national_day", "2027-10-01", 7),
    ]
    made_up = {
        "spring_festival": ("2027-01-31", "2027-02-20"),
        "labour_day": ("2027-05-08",),
        "national_day": ("2027-09-26", "2027-10-09"),
    }
    worked = [{"on": on, "is_workday": True, "festival": festival} for festival, days in made_up.items() for on in days]
    return off + worked


def _run(festival: str, first: str, length: int) -> list[dict[str, Any]]:
    days = [date.fromisoformat(first) + timedelta(days=n) for n in range(length)]
    return [{"on": str(day), "is_workday": False, "festival": festival} for day in days]


def calendar(*years: Year) -> Calendar:
    """These years and, for every other, one that is not published."""
    known: Mapping[int, Year] = {one.year: one for one in years}
    return Calendar(lambda number: known.get(number) or year(number, official=False, version=0))


def days_of(number: int) -> list[date]:
    return [day for n in range(366) if (day := date(number, 1, 1) + timedelta(days=n)).year == number]
