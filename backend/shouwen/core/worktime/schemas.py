"""The calendar as it is entered and answered."""

from datetime import date, datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from shouwen.core.worktime.rules import Festival, YearStatus
from shouwen.kit.schema import Body, LocalDate, Out

_MOST_DAYS = 366


class CalendarDayIn(Body):
    """A day off with its festival, or a weekend day worked to make up for it."""

    on: LocalDate
    is_workday: bool
    festival: Festival


class CalendarYearIn(Body):
    """All named days of a year. Weekends need not be given; an official year must be complete."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "is_official": False,
                    "days": [
                        {"on": "2027-01-01", "is_workday": False, "festival": "new_year"},
                        {"on": "2027-01-03", "is_workday": True, "festival": "new_year"},
                    ],
                }
            ]
        }
    )

    is_official: Annotated[bool, Field(description="Whether the State Council has published these days")]
    days: Annotated[list[CalendarDayIn], Field(max_length=_MOST_DAYS)]


class CoverageOut(Out):
    """How far the published calendar reaches."""

    official_through: int | None = Field(description="The last year in a row; null: not even this year is official")
    alarm: bool = Field(description="From 1 November on, when the next year is not published")


class CalendarYearRow(Out):
    """A year in figures."""

    year: int
    status: YearStatus
    version: int
    published_at: datetime | None
    workdays: int
    days_off: int
    holidays: int = Field(description="Days off with a name, weekends among them")
    makeup_days: int = Field(description="Weekend days that are worked")
    alarm: bool = Field(description="That this year should be official by now and is not")


class CalendarYearsOut(Out):
    """The years, the latest first."""

    data: list[CalendarYearRow]
    coverage: CoverageOut


class CalendarDayOut(Out):
    """A day with a name."""

    on: date
    is_workday: bool
    festival: Festival


class DayOut(Out):
    """Any day."""

    on: date
    is_workday: bool
    festival: Festival | None


class MonthOut(Out):
    """A month, day by day."""

    month: int
    workdays: int
    days: list[DayOut]


class CalendarYearOut(CalendarYearRow):
    """A year with its named days, and every day of every month."""

    days: list[CalendarDayOut]
    months: list[MonthOut]
