"""When a promise falls due (mechanics: time). Civil Code, book one, chapter ten:

- article 201: the starting day does not count, counting begins on the day after;
- article 202: a month without the corresponding day ends the count on its last day (31 January + 1 mo = 28 February);
- article 203: the last day ends at 24:00, written here as 23:59:59 local.

Article 203 would also move a last day that is a holiday; here it moves only where the standard says `roll`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

_ONE_DAY: Final = timedelta(days=1)
_LAST_SECOND: Final = time(23, 59, 59)
_SATURDAY: Final = 5
ELAPSED: Final[Mapping[str, timedelta]] = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
}
CHINA: Final = ZoneInfo("Asia/Shanghai")  # whose calendar it is, wherever a community may lie
ALARM_FROM: Final = (11, 1)  # the notice for the next year comes in early November
_MONTHS: Final[Mapping[str, int]] = {"mo": 1, "q": 3, "y": 12}
CALENDAR: Final = frozenset({"d", "wd", "same_day", "same_month", *_MONTHS})


class YearStatus(StrEnum):
    """Whether the State Council has published the year's days."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"


class Festival(StrEnum):
    """Why a day leaves the rhythm of the week; a make-up workday names the festival it makes up for."""

    NEW_YEAR = "new_year"
    SPRING_FESTIVAL = "spring_festival"
    QINGMING = "qingming"
    LABOUR_DAY = "labour_day"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    NATIONAL_DAY = "national_day"
    SPECIAL = "special"  # once, by a notice of its own: 3 September 2015
    COMPANY = "company"  # the company's own day


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day with a name: off, or worked to make up for one that is off."""

    on: date
    is_workday: bool
    festival: Festival


@dataclass(frozen=True, slots=True)
class Year:
    """What is known of a calendar year: its named days, and whether the State Council has spoken.

    `version` goes up with each change of the days or the status; 0 is a year that was only worked out.
    """

    year: int
    version: int
    status: YearStatus
    days: Mapping[date, SpecialDay]

    @property
    def is_official(self) -> bool:
        return self.status is YearStatus.OFFICIAL

    def is_workday(self, day: date) -> bool:
        """Monday to Friday unless the day has a name, make-up weekends included."""
        special = self.days.get(day)
        return day.weekday() < _SATURDAY if special is None else special.is_workday


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= _SATURDAY


@dataclass(frozen=True, slots=True)
class Calendar:
    """Years by need: counting days asks for a year when it gets there."""

    year_of: Callable[[int], Year]

    def is_workday(self, day: date) -> bool:
        return self.year_of(day.year).is_workday(day)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the published calendar reaches: the last year without a gap from this one on, None when not even this.

    `alarm`: the first year after that should be published by now.
    """

    official_through: int | None
    alarm: bool


def coverage(today: date, is_official: Callable[[int], bool]) -> Coverage:
    """How far the published calendar reaches, seen from `today` in China."""
    year = today.year
    while is_official(year):
        year += 1
    return Coverage(year - 1 if year > today.year else None, alarm=is_due(year, today))


def is_due(year: int, today: date) -> bool:
    """Whether the days of `year` should be published by now: from 1 November of the year before."""
    return today.year <= year and date(year - 1, *ALARM_FROM) <= today


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due.

    `provisional`: a day was asked for that lies in a year not published yet. Only days that decide are asked for: with
    `wd` those after the starting day up to the last, with `roll` those from the last day on. So 3 wd from 31 December
    hang on the new year alone, and `s m h`, and `d mo q y` without `roll`, hang on no calendar at all.
    `calendar_version`: that of the latest year asked, null where none was.
    """

    at: datetime
    provisional: bool
    calendar_version: int | None


@dataclass(slots=True)
class _Inquiry:
    """A calendar that remembers which years were asked."""

    calendar: Calendar
    years: dict[int, Year] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        year = self.years.get(day.year)
        if year is None:
            year = self.years[day.year] = self.calendar.year_of(day.year)
        return year.is_workday(day)

    def deadline(self, at: datetime) -> Deadline:
        provisional = not all(year.is_official for year in self.years.values())
        return Deadline(at, provisional, self.years[max(self.years)].version if self.years else None)


def deadline(
    base_at: datetime, value: int | None, unit: str, zone: ZoneInfo, calendar: Calendar, *, roll: bool = False
) -> Deadline:
    """When `value` `unit` after `base_at` (aware) is over; `same_day` and `same_month` take no value.

    Raises ValueError for a unit that is no time, and for one that counts without a number of at least 0.
    """
    base_at = base_at.astimezone(UTC)  # in a zone Python adds to the clock on the wall, past summer time
    if unit in ELAPSED:
        return Deadline(base_at + _counted(value, unit) * ELAPSED[unit], provisional=False, calendar_version=None)
    if unit not in CALENDAR:
        raise ValueError(f"{unit} is no unit of time")
    start = base_at.astimezone(zone).date()
    inquiry = _Inquiry(calendar)
    last = _last_day(start, value, unit, inquiry)
    while roll and not inquiry.is_workday(last):
        last += _ONE_DAY
    # Nothing falls due before it began: the last second of a day is longer than its name.
    return inquiry.deadline(max(end_of(last, zone), base_at))


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant a local day begins."""
    return datetime.combine(day, time(), tzinfo=zone)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """23:59:59 local in UTC: the later one where the clocks go back at midnight."""
    last = datetime.combine(day, _LAST_SECOND, tzinfo=zone)
    return max(last.astimezone(UTC), last.replace(fold=1).astimezone(UTC))


def _counted(value: int | None, unit: str) -> int:
    if value is None or value < 0:
        raise ValueError(f"{value} {unit} is no length of time")
    return value


def _last_day(start: date, value: int | None, unit: str, calendar: _Inquiry) -> date:
    match unit:
        case "wd":
            return _after_workdays(start, _counted(value, unit), calendar)
        case "same_day":
            return start
        case "same_month":
            return start + relativedelta(day=31)
        case "d":
            return start + timedelta(days=_counted(value, unit))
        case _:
            return start + relativedelta(months=_MONTHS[unit] * _counted(value, unit))


def _after_workdays(start: date, value: int, calendar: _Inquiry) -> date:
    day, left = start, value
    while left > 0:
        day += _ONE_DAY
        left -= calendar.is_workday(day)
    return day
