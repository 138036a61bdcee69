"""A calendar with a missing day is refused, and says which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.worktime.completeness import misplaced, missing
from shouwen.core.worktime.queries import worked_out
from shouwen.core.worktime.rules import Festival, SpecialDay, Year, YearStatus, is_weekend
from shouwen.core.worktime.statutory import known_years
from shouwen.kit.problem import FieldError

# Years whose days were changed by notices of their own, entered as such.
BY_NOTICE = {2020: [date(2020, 1, 30), date(2020, 1, 31)]}  # Spring Festival was made longer, and a make-up day dropped
# In these years the package gives a festival no day of its own, or none in this year.
TOGETHER = {2020: (date(2020, 10, 8), Festival.MID_AUTUMN)}

# Weekend days of holidays that the package does not name.
UNNAMED = [date(2011, 6, 5), date(2012, 6, 23), date(2015, 6, 21)]
# The notice for 2006 had this Saturday worked; the package forgot it, and the check finds it out.
FORGOTTEN = SpecialDay(date(2005, 12, 31), is_workday=True, festival=Festival.NEW_YEAR)


def days(number: int) -> list[SpecialDay]:
    """A published year as somebody would enter it."""
    listed = dict(worked_out(number).days)
    for on in BY_NOTICE.get(number, []):
        listed[on] = replace(listed[on], festival=Festival.SPECIAL)
    if number in TOGETHER:
        on, festival = TOGETHER[number]
        listed[on] = replace(listed[on], festival=festival)
    for on in UNNAMED:
        if on.year == number:
            listed[on] = SpecialDay(on, is_workday=False, festival=Festival.DRAGON_BOAT)
    if number == FORGOTTEN.on.year:
        listed[FORGOTTEN.on] = FORGOTTEN
    return sorted(listed.values(), key=lambda day: day.on)


def entered(number: int, listed: Iterable[SpecialDay]) -> Year:
    return Year(number, 1, YearStatus.OFFICIAL, {day.on: day for day in listed})


def faults(number: int, listed: list[SpecialDay]) -> list[FieldError]:
    return [*misplaced(number, listed), *missing(entered(number, listed), entered(number - 1, days(number - 1)))]


def codes(number: int, listed: list[SpecialDay]) -> set[str]:
    return {fault.code for fault in faults(number, listed)}


def day(text: str, festival: Festival = Festival.COMPANY, *, is_workday: bool = False) -> SpecialDay:
    return SpecialDay(date.fromisoformat(text), is_workday, festival)


@pytest.mark.parametrize("number", known_years())
def test_every_published_year_is_complete(number: int) -> None:
    assert faults(number, days(number)) == []


# But for a weekend at the edge of a holiday, which is off whether it is entered or not.
EDGE = {date(2026, *day) for day in ((1, 3), (2, 15), (4, 4), (6, 21), (9, 27))}
ONE_OF_2026 = st.sampled_from([one for one in days(2026) if one.on not in EDGE])


@given(ONE_OF_2026)
def test_any_day_that_is_missing_is_missed(gone: SpecialDay) -> None:
    assert codes(2026, [one for one in days(2026) if one != gone]) & {
        "day_missing",
        "days_missing",
        "statutory_day_missing",
        "festival_missing",
    }


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.sampled_from([f for f in Festival if f not in ("special", "company")]),
)
def test_any_day_too_many_is_seen(extra: date, festival: Festival) -> None:
    listed = days(2026)
    if is_weekend(extra) or extra in {one.on for one in listed} or (festival, extra.month > 6) == ("new_year", True):
        return
    assert "days_missing" in codes(2026, [*listed, SpecialDay(extra, is_workday=False, festival=festival)])


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (
            "2026-10-02",
            {("statutory_day_missing", "2026-10-02（国庆节）应当放假"), ("day_missing", "国庆节假期中缺少 2026-10-02")},
        ),
        ("2026-10-05", {("day_missing", "国庆节假期中缺少 2026-10-05")}),
        ("2026-06-19", {("statutory_day_missing", "2026-06-19（端午节）应当放假")}),
    ],
)
def test_the_missing_day_is_named(gone: str, said: set[tuple[str, str]]) -> None:
    found = faults(2026, [one for one in days(2026) if str(one.on) != gone])
    assert {(fault.code, fault.zh) for fault in found} >= said
    assert {fault.pointer for fault in found} == {"/days"}
    assert "days_missing" in {fault.code for fault in found}


@pytest.mark.parametrize("festival", [f for f in Festival if f not in (Festival.SPECIAL, Festival.COMPANY)])
def test_a_missing_festival_is_named(festival: Festival) -> None:
    found = faults(2026, [one for one in days(2026) if one.festival is not festival])
    assert "festival_missing" in {fault.code for fault in found}
    assert not any("  " in fault.en or not fault.zh for fault in found)


def test_an_empty_year_lacks_everything() -> None:
    assert codes(2026, []) == {"festival_missing", "statutory_day_missing", "days_missing"}


@pytest.mark.parametrize("own", [day("2026-07-01"), day("2026-07-01", Festival.SPECIAL)])
def test_days_of_the_company_and_of_special_notices_are_free_to_choose(own: SpecialDay) -> None:
    assert faults(2026, [*days(2026), own]) == []


@pytest.mark.parametrize(("off", "found"), [((1, 2), 6), ((1, 2, 3, 4), 8)])
def test_a_statutory_day_on_a_weekend_needs_a_weekday_instead(off: tuple[int, ...], found: int) -> None:
    # 1 and 2 May 2027 are Saturday and Sunday; of the other days of the law six fall on weekdays
    labour = [day(f"2027-05-0{n}", Festival.LABOUR_DAY) for n in off]
    others = [one for one in worked_out(2027).days.values() if one.festival is not Festival.LABOUR_DAY]
    [fault] = missing(entered(2027, [*others, *labour]), worked_out(2026))
    assert (fault.code, f"应净放假 12 个工作日，现为 {found} 个" in fault.zh) == ("days_missing", True)


def test_new_year_may_be_made_up_for_in_december_before() -> None:
    # 2011: Saturday 31 December was worked for 3 January 2012
    assert day("2011-12-31", Festival.NEW_YEAR, is_workday=True) in days(2011)
    without = [one for one in days(2011) if one.on != date(2011, 12, 31)]
    assert list(missing(entered(2011, without), entered(2010, days(2010)))) == []
    found = missing(entered(2012, days(2012)), entered(2011, without))
    assert [(fault.code, "12 月" in fault.zh) for fault in found] == [("days_missing", True)]


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        (day("2025-12-31"), "/days/0/on", "outside_year"),
        (day("2027-01-01"), "/days/0/on", "outside_year"),
        (day("2026-01-01"), "/days/1/on", "day_twice"),
        (day("2026-07-01", is_workday=True), "/days/0/is_workday", "makeup_on_weekday"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(wrong: SpecialDay, pointer: str, code: str) -> None:
    found = list(misplaced(2026, [wrong, *days(2026)]))
    assert [(fault.pointer, fault.code) for fault in found] == [(pointer, code)]


def test_a_weekend_day_may_be_made_up_for_or_named() -> None:
    saturday = date(2026, 7, 4)
    assert list(misplaced(2026, [SpecialDay(saturday, is_workday=True, festival=Festival.COMPANY)])) == []
    assert list(misplaced(2026, [SpecialDay(saturday + timedelta(days=1), False, Festival.COMPANY)])) == []
