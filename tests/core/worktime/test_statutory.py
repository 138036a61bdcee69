"""The years nobody has edited: published ones as published, others from the law and the sky."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shouwen.core.worktime.rules import Festival, YearStatus, is_weekend
from shouwen.core.worktime.statutory import known_years, provisional, published, statutory_days
from tests.core.worktime.sky import new_moon_near, sun_reaches
from tests.core.worktime.years import days_of

TABLE = range(2004, 2041)
UNKNOWN = 2027


def falls(number: int, festival: Festival) -> list[date]:
    return [day for day, name in statutory_days(number) if name is festival]


# ---------------------------------------------------------------- published


def test_the_published_year_2026_day_by_day() -> None:
    """通知 of 4 November 2025."""
    found = published(2026)
    assert found
    assert (found.version, found.is_official) == (1, True)
    off = [
        *(Festival.NEW_YEAR, date(2026, 1, 1), date(2026, 1, 3)),
        *(Festival.SPRING_FESTIVAL, date(2026, 2, 15), date(2026, 2, 23)),
        *(Festival.QINGMING, date(2026, 4, 4), date(2026, 4, 6)),
        *(Festival.LABOUR_DAY, date(2026, 5, 1), date(2026, 5, 5)),
        *(Festival.DRAGON_BOAT, date(2026, 6, 19), date(2026, 6, 21)),
        *(Festival.MID_AUTUMN, date(2026, 9, 25), date(2026, 9, 27)),
        *(Festival.NATIONAL_DAY, date(2026, 10, 1), date(2026, 10, 7)),
    ]
    holidays = {
        first + timedelta(days=n): festival
        for festival, first, last in zip(off[::3], off[1::3], off[2::3], strict=True)
        if isinstance(first, date) and isinstance(last, date)
        for n in range((last - first).days + 1)
    }
    makeup = {date(2026, *day) for day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))}
    assert {day.on: day.festival for day in found.days.values() if not day.is_workday} == holidays
    assert {day.on for day in found.days.values() if day.is_workday} == makeup
    for day in days_of(2026):
        assert found.is_workday(day) is (day in makeup or not (is_weekend(day) or day in holidays))


def test_a_holiday_by_a_notice_of_its_own() -> None:
    found = published(2015)
    assert found
    assert {day.on for day in found.days.values() if day.festival is Festival.SPECIAL and not day.is_workday} == {
        date(2015, 9, 3),
        date(2015, 9, 4),
    }


def test_the_package_knows_its_years_without_a_gap() -> None:
    assert known_years().start == 2004
    assert known_years().stop >= UNKNOWN
    assert all(published(number) for number in known_years())
    assert published(known_years().stop) is None
    assert published(2003) is None


@pytest.mark.parametrize("number", known_years())
def test_every_day_the_law_gives_was_off_when_it_was_published(number: int) -> None:
    found = published(number)
    assert found
    assert len(list(statutory_days(number))) == (10 if number < 2008 else 11 if number < 2025 else 13)
    assert [day for day, _ in statutory_days(number) if found.is_workday(day)] == []


# ---------------------------------------------------------------- worked out


def test_a_year_that_is_not_published_has_weekends_and_the_days_of_the_law() -> None:
    found = provisional(UNKNOWN)
    assert (found.version, found.status) == (0, YearStatus.PROVISIONAL)
    assert {day: special.festival for day, special in found.days.items()} == {
        date(2027, 1, 1): Festival.NEW_YEAR,
        **{date(2027, 2, day): Festival.SPRING_FESTIVAL for day in (5, 6, 7, 8)},
        date(2027, 4, 5): Festival.QINGMING,
        **{date(2027, 5, day): Festival.LABOUR_DAY for day in (1, 2)},
        date(2027, 6, 9): Festival.DRAGON_BOAT,
        date(2027, 9, 15): Festival.MID_AUTUMN,
        **{date(2027, 10, day): Festival.NATIONAL_DAY for day in (1, 2, 3)},
    }
    assert not any(found.is_workday(day) for day in days_of(UNKNOWN) if is_weekend(day))


@pytest.mark.parametrize("number", [1900, 1988, 2003, 2041, 2100, 9999])
def test_no_year_is_refused(number: int) -> None:
    found = provisional(number)
    assert not found.is_official
    assert len(found.days) == (0 if number < 2000 else 7 if number < 2004 else 6)
    assert not found.is_workday(date(number, 12, 25) + timedelta(days=5 - date(number, 12, 25).weekday()))


# ---------------------------------------------------------------- the sky


@pytest.mark.parametrize("number", TABLE)
def test_the_months_of_the_festivals_begin_with_a_new_moon(number: int) -> None:
    spring = falls(number, Festival.SPRING_FESTIVAL)
    first = spring[0] + timedelta(days=1) if number >= 2025 or 2008 <= number < 2014 else spring[0]
    assert new_moon_near(first).date() == first
    assert date(number, 1, 21) <= first <= date(number, 2, 20)
    for festival, nth in ((Festival.DRAGON_BOAT, 5), (Festival.MID_AUTUMN, 15)):
        for day in falls(number, festival):
            begins = day - timedelta(days=nth - 1)
            assert new_moon_near(begins).date() == begins


@pytest.mark.parametrize("number", range(2008, TABLE.stop))
def test_qingming_is_the_day_the_sun_reaches_15_degrees(number: int) -> None:
    [day] = falls(number, Festival.QINGMING)
    assert sun_reaches(15, day).date() == day


@pytest.mark.parametrize(
    ("known", "moon"),
    [
        (date(2027, 2, 6), "23:56"),  # four minutes to midnight: a sloppy moon gives the 7th
        (date(2030, 2, 3), "00:07"),  # … and here the 2nd
        (date(2024, 2, 10), "06:59"),
    ],
)
def test_the_moon_is_right_to_the_minute(known: date, moon: str) -> None:
    assert f"{new_moon_near(known):%Y-%m-%d %H:%M}" == f"{known} {moon}"
