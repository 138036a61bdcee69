"""Routes of the calendar."""

from typing import Annotated, Final

from fastapi import Path

from shouwen.core.web import Routes, allow
from shouwen.core.work import Work
from shouwen.core.worktime import queries, service
from shouwen.core.worktime.presenting import present_row, present_year
from shouwen.core.worktime.problems import CalendarWrong, StaysOfficial
from shouwen.core.worktime.rules import SpecialDay, YearStatus
from shouwen.core.worktime.schemas import CalendarYearIn, CalendarYearOut, CalendarYearsOut, CoverageOut
from shouwen.kit.schema import FIRST_YEAR, LAST_YEAR

routes = Routes("worktime")
_READ: Final = allow("worktime.read")
YearNumber = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR)]


@routes.get("/calendar/years", _READ)
def list_calendar_years(work: Work) -> CalendarYearsOut:
    """The years of the calendar, and how far it is published."""
    return CalendarYearsOut(
        data=[present_row(standing, work.now) for standing in queries.list_standings(work.session, work.now)],
        coverage=CoverageOut.model_validate(queries.coverage(work.session, work.now)),
    )


@routes.get("/calendar/years/{year}", _READ)
def get_calendar_year(work: Work, year: YearNumber) -> CalendarYearOut:
    """One year, day by day; one that is not published yet as far as it can be worked out."""
    return present_year(queries.standing_of(work.session, year), work.now)


@routes.put("/calendar/years/{year}", allow(service.MANAGE), if_match=True, problems=[CalendarWrong, StaysOfficial])
def put_calendar_year(work: Work, year: YearNumber, body: CalendarYearIn) -> CalendarYearOut:
    """Publishes or corrects a year: all its named days at once."""
    status = YearStatus.OFFICIAL if body.is_official else YearStatus.PROVISIONAL
    service.put_year(work, year, status, [SpecialDay(day.on, day.is_workday, day.festival) for day in body.days])
    return present_year(queries.standing_of(work.session, year), work.now)
