"""When a promise falls due: examples by hand, and properties against a reference that counts day by day."""

from __future__ import annotations

import calendar as months
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shouwen.core.worktime.rules import CHINA, Calendar, Deadline, Year, deadline, end_of
from tests.core.worktime.years import HOUSE, calendar, year

HAVANA = ZoneInfo("America/Havana")  # clocks go on at midnight in spring, back at 1:00 in autumn
AZORES = ZoneInfo("Atlantic/Azores")  # clocks go back at 1:00 to midnight
SAO_PAULO = ZoneInfo("America/Sao_Paulo")  # up to 2019 clocks went back at midnight: 23:59:59 came twice
ZONES = [CHINA, ZoneInfo("UTC"), ZoneInfo("Asia/Urumqi"), ZoneInfo("Asia/Kathmandu"), HAVANA, AZORES, SAO_PAULO]
COUNTED = ["d", "wd", "mo", "q", "y"]


def china(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def due(base: str, value: int | None, unit: str, *, roll: bool = False, on: Calendar = HOUSE) -> str:
    """The local time in China at which it is due."""
    found = deadline(china(base), value, unit, CHINA, on, roll=roll)
    assert found.at.tzinfo is UTC
    return f"{found.at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"


# ---------------------------------------------------------------- by hand


@pytest.mark.parametrize(
    ("base", "value", "unit", "expected"),
    [
        # s m h elapse, over midnight, month and year
        ("2026-11-22 16:00", 15, "m", "2026-11-22 16:15:00"),
        ("2026-12-31 23:59:30", 45, "s", "2027-01-01 00:00:15"),
        ("2026-02-28 12:00", 24, "h", "2026-03-01 12:00:00"),
        ("2028-02-28 12:00", 24, "h", "2028-02-29 12:00:00"),
        # the starting day does not count, at whatever hour it began
        ("2026-11-23 00:00", 1, "d", "2026-11-24 23:59:59"),
        ("2026-11-23 23:59:59", 1, "d", "2026-11-24 23:59:59"),
        ("2026-11-23 09:00", 3, "wd", "2026-11-26 23:59:59"),
        # Friday to Wednesday; a Saturday's three workdays end on Wednesday as well
        ("2026-11-20 09:00", 3, "wd", "2026-11-25 23:59:59"),
        ("2026-11-21 09:00", 3, "wd", "2026-11-25 23:59:59"),
        ("2026-11-22 23:59:59", 3, "wd", "2026-11-25 23:59:59"),
        # calendar days do not care: Friday to Sunday
        ("2026-11-20 09:00", 2, "d", "2026-11-22 23:59:59"),
        ("2026-11-20 09:00", 0, "d", "2026-11-20 23:59:59"),
        # month ends
        ("2026-01-31 09:00", 1, "mo", "2026-02-28 23:59:59"),
        ("2028-01-31 09:00", 1, "mo", "2028-02-29 23:59:59"),
        ("2026-03-31 09:00", 1, "mo", "2026-04-30 23:59:59"),
        ("2026-02-28 09:00", 1, "mo", "2026-03-28 23:59:59"),
        ("2026-12-31 09:00", 2, "mo", "2027-02-28 23:59:59"),
        ("2026-11-30 09:00", 1, "q", "2027-02-28 23:59:59"),
        ("2027-11-30 09:00", 1, "q", "2028-02-29 23:59:59"),
        # 29 February
        ("2028-02-29 09:00", 1, "y", "2029-02-28 23:59:59"),
        ("2028-02-29 09:00", 4, "y", "2032-02-29 23:59:59"),
        ("2028-02-29 09:00", 1, "mo", "2028-03-29 23:59:59"),
        ("2028-02-28 09:00", 1, "d", "2028-02-29 23:59:59"),
        # year ends
        ("2026-12-31 23:59:59", 1, "d", "2027-01-01 23:59:59"),
        ("2025-12-31 09:00", 1, "wd", "2026-01-04 23:59:59"),  # 1 to 3 January off, Sunday 4 January made up
        ("2026-12-31 09:00", 1, "y", "2027-12-31 23:59:59"),
        # the same day, the same month
        ("2026-11-22 00:00", None, "same_day", "2026-11-22 23:59:59"),
        ("2026-11-22 23:59:59", None, "same_day", "2026-11-22 23:59:59"),
        ("2026-02-01 09:00", None, "same_month", "2026-02-28 23:59:59"),
        ("2028-02-29 09:00", None, "same_month", "2028-02-29 23:59:59"),
        ("2026-12-31 23:00", None, "same_month", "2026-12-31 23:59:59"),
        # Spring Festival 2026: 15 to 23 February off, Saturdays 14 and 28 February made up
        ("2026-02-13 09:00", 1, "wd", "2026-02-14 23:59:59"),
        ("2026-02-13 09:00", 2, "wd", "2026-02-24 23:59:59"),
        ("2026-02-27 09:00", 1, "wd", "2026-02-28 23:59:59"),
        # two holidays side by side: Mid-Autumn and National Day 2025, 1 to 8 October, with make-up days around
        ("2025-09-26 09:00", 1, "wd", "2025-09-28 23:59:59"),
        ("2025-09-30 09:00", 1, "wd", "2025-10-09 23:59:59"),
        ("2025-10-05 09:00", 3, "wd", "2025-10-11 23:59:59"),
    ],
)
def test_due(base: str, value: int | None, unit: str, expected: str) -> None:
    assert due(base, value, unit) == expected


@pytest.mark.parametrize(
    ("base", "value", "unit", "plain", "rolled"),
    [
        ("2026-11-20 09:00", 1, "d", "2026-11-21", "2026-11-23"),  # Saturday to Monday
        ("2026-02-13 09:00", 1, "d", "2026-02-14", "2026-02-14"),  # a Saturday that is worked
        ("2026-02-14 09:00", 1, "d", "2026-02-15", "2026-02-24"),  # the whole Spring Festival
        ("2026-01-23 09:00", 1, "mo", "2026-02-23", "2026-02-24"),
        ("2026-05-01 09:00", None, "same_day", "2026-05-01", "2026-05-06"),
        ("2026-01-10 09:00", None, "same_month", "2026-01-31", "2026-02-02"),
        ("2026-11-20 09:00", 1, "wd", "2026-11-23", "2026-11-23"),
    ],
)
def test_a_holiday_moves_a_deadline_only_where_the_standard_says_so(
    base: str, value: int | None, unit: str, plain: str, rolled: str
) -> None:
    assert due(base, value, unit) == f"{plain} 23:59:59"
    assert due(base, value, unit, roll=True) == f"{rolled} 23:59:59"


def test_hours_never_roll() -> None:
    assert due("2026-11-20 23:00", 2, "h", roll=True) == "2026-11-21 01:00:00"


@pytest.mark.parametrize("unit", ["share", "count", "wd ", "", "D", "fen", "time"])
def test_what_is_no_time_is_refused(unit: str) -> None:
    with pytest.raises(ValueError, match="no unit of time"):
        deadline(china("2026-11-22"), 3, unit, CHINA, HOUSE)


@pytest.mark.parametrize("unit", ["s", "m", "h", *COUNTED])
@pytest.mark.parametrize("value", [None, -1])
def test_a_unit_that_counts_needs_a_number(unit: str, value: int | None) -> None:
    with pytest.raises(ValueError, match="no length of time"):
        deadline(china("2026-11-22"), value, unit, CHINA, HOUSE)


def test_summer_time_in_shanghai_in_1988() -> None:
    # 17 April 1988, 2:00 to 3:00: the day has 23 hours, and ends in UTC+9
    before = datetime(1988, 4, 16, 12, 0, tzinfo=CHINA)
    assert deadline(before, 1, "d", CHINA, HOUSE).at == datetime(1988, 4, 17, 14, 59, 59, tzinfo=UTC)
    assert deadline(before, 24, "h", CHINA, HOUSE).at.astimezone(CHINA).hour == 13
    # 11 September 1988: the day has 25 hours, and ends in UTC+8
    last = datetime(1988, 9, 10, 12, 0, tzinfo=CHINA)
    assert deadline(last, None, "same_day", CHINA, HOUSE).at == datetime(1988, 9, 10, 14, 59, 59, tzinfo=UTC)
    assert deadline(last, 1, "d", CHINA, HOUSE).at == datetime(1988, 9, 11, 15, 59, 59, tzinfo=UTC)


def test_a_last_second_that_comes_twice_is_the_later_one() -> None:
    # 16 February 2019, Sao Paulo: at midnight it was 23:00 again
    assert end_of(date(2019, 2, 16), SAO_PAULO) == datetime(2019, 2, 17, 2, 59, 59, tzinfo=UTC)


def test_the_same_instant_has_another_day_elsewhere() -> None:
    base = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # 23 November in China
    assert deadline(base, None, "same_day", CHINA, HOUSE).at == datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC)
    assert deadline(base, None, "same_day", HAVANA, HOUSE).at == datetime(2026, 11, 23, 4, 59, 59, tzinfo=UTC)


def test_nothing_is_due_before_it_began() -> None:
    base = china("2026-11-22 23:59:59").replace(microsecond=700_000)
    assert deadline(base, None, "same_day", CHINA, HOUSE).at == base


# ---------------------------------------------------------------- what is provisional


SURE, UNSURE = year(2026, version=3), year(2027, official=False, version=5)


@pytest.mark.parametrize(
    ("base", "value", "unit", "roll", "provisional", "version"),
    [
        ("2026-12-30 09:00", 1, "wd", False, False, 3),  # ends on 31 December
        ("2026-12-30 09:00", 2, "wd", False, True, 5),  # the second day lies in 2027
        ("2027-12-30 09:00", 1, "wd", False, True, 5),
        ("2026-12-30 09:00", 5, "d", False, False, None),  # no calendar is asked
        ("2027-03-01 09:00", 1, "mo", False, False, None),
        ("2027-03-01 09:00", 30, "h", True, False, None),
        ("2027-03-01 09:00", None, "same_day", False, False, None),
        ("2027-03-01 09:00", None, "same_day", True, True, 5),
        ("2026-12-30 09:00", 1, "d", True, False, 3),
        ("2026-12-30 09:00", 2, "d", True, True, 5),  # 1 January: is it worked?
        ("2027-03-01 09:00", 0, "wd", False, False, None),
    ],
)
def test_provisional_is_what_hangs_on_a_year_that_is_not_published(
    base: str, value: int | None, unit: str, roll: bool, provisional: bool, version: int | None
) -> None:
    found = deadline(china(base), value, unit, CHINA, calendar(SURE, UNSURE), roll=roll)
    assert (found.provisional, found.calendar_version) == (provisional, version)


def test_the_year_it_began_in_does_not_matter_when_none_of_its_days_was_counted() -> None:
    later = year(2028, version=2)
    found = deadline(china("2027-12-31 09:00"), 3, "wd", CHINA, calendar(UNSURE, later))
    assert (found.provisional, found.calendar_version) == (False, 2)


def test_a_calendar_is_asked_once_for_each_year_and_only_for_years_it_goes_through() -> None:
    asked: list[int] = []

    def year_of(number: int) -> Year:
        asked.append(number)
        return year(number)

    deadline(china("2026-12-24 09:00"), 300, "wd", CHINA, Calendar(year_of))
    assert asked == [2026, 2027, 2028]


# ---------------------------------------------------------------- properties

PLAIN_DAYS = st.dates(date(2003, 1, 1), date(2029, 12, 31))
EDGES = st.sampled_from(
    [
        *[date(2026, month, months.monthrange(2026, month)[1]) for month in range(1, 13)],
        *[date(2028, 2, 28), date(2028, 2, 29), date(2024, 2, 29), date(2025, 9, 30), date(2026, 2, 13)],
        *[date(number, 12, 31) for number in range(2004, 2029)],
        *[date(number, 1, 1) for number in range(2004, 2029)],
        *[day for number in (2020, 2025, 2026) for day in sorted(HOUSE.year_of(number).days)],
    ]
)
DAYS = PLAIN_DAYS | EDGES
TIMES = st.timedeltas(timedelta(0), timedelta(hours=23, minutes=59, seconds=59))
ZONE = st.sampled_from(ZONES)
UNITS = st.sampled_from(COUNTED)
VALUES = st.integers(0, 40)
EXAMPLE = {"day": date(2026, 1, 31), "past": timedelta(hours=9), "zone": CHINA}


def at(day: date, past: timedelta, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone) + past


def naively(start: date, value: int, unit: str, on: Calendar) -> date:
    """The last day, by going through the days one by one with a finger on the wall calendar."""
    if unit in ("d", "wd"):
        day = start
        while value:
            day += timedelta(days=1)
            value -= unit == "d" or on.is_workday(day)
        return day
    months_on = value * {"mo": 1, "q": 3, "y": 12}[unit]
    day, wanted = start, start.day
    for _ in range(months_on):
        day = day.replace(day=months.monthrange(day.year, day.month)[1]) + timedelta(days=1)
    return day if not months_on else day.replace(day=min(wanted, months.monthrange(day.year, day.month)[1]))


@given(day=DAYS, past=TIMES, zone=ZONE, value=VALUES, unit=UNITS)
@example(**EXAMPLE, value=1, unit="mo")
@example(**EXAMPLE, value=13, unit="q")
def test_counting_agrees_with_a_finger_on_the_calendar(
    day: date, past: timedelta, zone: ZoneInfo, value: int, unit: str
) -> None:
    base = at(day, past, zone)
    found = deadline(base, value, unit, zone, HOUSE)
    last = naively(base.date(), value, unit, HOUSE)
    local = found.at.astimezone(zone)
    assert (local.date(), (local.hour, local.minute, local.second)) == (last, (23, 59, 59))
    assert (found.at + timedelta(seconds=1)).astimezone(zone).date() > last
    looked_at = [base.date() + timedelta(days=n + 1) for n in range((last - base.date()).days)] if unit == "wd" else []
    years = {one.year: HOUSE.year_of(one.year) for one in looked_at}
    assert found.provisional is any(not one.is_official for one in years.values())
    assert found.calendar_version == (years[max(years)].version if years else None)


@given(day=DAYS, past=TIMES, zone=ZONE, value=VALUES, unit=UNITS)
def test_rolling_goes_to_the_first_workday_and_no_further(
    day: date, past: timedelta, zone: ZoneInfo, value: int, unit: str
) -> None:
    base = at(day, past, zone)
    plain = deadline(base, value, unit, zone, HOUSE).at.astimezone(zone).date()
    rolled = deadline(base, value, unit, zone, HOUSE, roll=True).at.astimezone(zone).date()
    between = [plain + timedelta(days=n) for n in range((rolled - plain).days)]
    assert HOUSE.is_workday(rolled)
    assert not any(HOUSE.is_workday(one) for one in between)


@given(day=DAYS, past=TIMES, zone=ZONE, value=VALUES, more=VALUES, unit=st.sampled_from(["s", "m", "h", *COUNTED]))
def test_more_time_is_never_less(day: date, past: timedelta, zone: ZoneInfo, value: int, more: int, unit: str) -> None:
    base = at(day, past, zone)
    shorter, longer = (deadline(base, one, unit, zone, HOUSE).at for one in (value, value + more))
    assert base <= shorter <= longer
    assert (shorter < longer) is bool(more)


@given(day=DAYS, past=TIMES, zone=ZONE, later=st.timedeltas(timedelta(0), timedelta(days=40)), value=VALUES, unit=UNITS)
def test_who_begins_later_is_never_due_earlier(
    day: date, past: timedelta, zone: ZoneInfo, later: timedelta, value: int, unit: str
) -> None:
    base = at(day, past, zone)
    assert deadline(base, value, unit, zone, HOUSE).at <= deadline(base + later, value, unit, zone, HOUSE).at


@given(
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    off=st.sets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=60),
    worked=st.sets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=60),
    value=st.integers(1, 60),
)
def test_on_any_calendar_exactly_so_many_workdays_pass(
    day: date, off: set[date], worked: set[date], value: int
) -> None:
    years = [
        year(n, off=[one for one in off - worked if one.year == n], worked=[one for one in worked if one.year == n])
        for n in (2026, 2027, 2028)
    ]
    on = calendar(*years)
    last = deadline(at(day, timedelta(hours=9), CHINA), value, "wd", CHINA, on).at.astimezone(CHINA).date()
    passed = [day + timedelta(days=n + 1) for n in range((last - day).days)]
    assert sum(map(on.is_workday, passed)) == value
    assert on.is_workday(last)


@given(day=DAYS, value=st.integers(1, 30))
def test_a_year_that_is_not_published_is_never_refused_and_always_marked(day: date, value: int) -> None:
    found = deadline(at(day, timedelta(hours=9), CHINA), value, "wd", CHINA, calendar())
    assert found == Deadline(found.at, provisional=True, calendar_version=0)
