"""Whether a calendar that somebody enters can be right: a day forgotten would move every deadline that crosses it.

The notice of the State Council only swaps: for each weekday off beyond the law a weekend day is worked. So in each year
weekdays off less weekend days worked are exactly the days of the law. All years since 2004 have kept to this, but for
days given by a notice of their own, which are entered as `special`; the company's own days do not count either.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Final

from shouwen.core.worktime.rules import Festival, SpecialDay, Year, is_weekend
from shouwen.core.worktime.statutory import law_of, statutory_days
from shouwen.kit.problem import FieldError, pointer

_UNCOUNTED: Final = frozenset({Festival.SPECIAL, Festival.COMPANY})
_JULY: Final = 7
_NAMES: Final = {
    Festival.NEW_YEAR: ("元旦", "New Year"),
    Festival.SPRING_FESTIVAL: ("春节", "Spring Festival"),
    Festival.QINGMING: ("清明节", "Qingming"),
    Festival.LABOUR_DAY: ("劳动节", "Labour Day"),
    Festival.DRAGON_BOAT: ("端午节", "Dragon Boat Festival"),
    Festival.MID_AUTUMN: ("中秋节", "Mid-Autumn Festival"),
    Festival.NATIONAL_DAY: ("国庆节", "National Day"),
}


def misplaced(year: int, days: Sequence[SpecialDay]) -> Iterator[FieldError]:
    """What is wrong with single days of any calendar."""
    seen: set[date] = set()
    for index, day in enumerate(days):
        at = pointer("days", index, "on")
        if day.on.year != year:
            yield FieldError(at, "outside_year", f"{day.on} 不在 {year} 年", f"{day.on} is not in {year}")
        if day.on in seen:
            yield FieldError(at, "day_twice", f"{day.on} 重复", f"{day.on} is given twice")
        if day.is_workday and not is_weekend(day.on):
            at = pointer("days", index, "is_workday")
            zh, en = (
                "本来就是工作日，调休上班日须在周末",
                "is worked anyway; a make-up day lies on a weekend",
            )
            yield FieldError(at, "makeup_on_weekday", f"{day.on} {zh}", f"{day.on} {en}")
        seen.add(day.on)


def missing(year: Year, before: Year) -> Iterator[FieldError]:
    """What an official calendar lacks, seen with the year before it, whose December may swap days for New Year."""
    return chain(_unnamed(year), _unlisted(year), _broken(year), _uneven(year, before))


def _unnamed(year: Year) -> Iterator[FieldError]:
    named = {day.festival for day in year.days.values() if not day.is_workday}
    for festival in map(Festival, law_of(year.year)):
        if festival not in named:
            zh, en = _NAMES[festival]
            yield _fault("festival_missing", f"缺少{zh}假期", f"{en} is missing")


def _unlisted(year: Year) -> Iterator[FieldError]:
    for day, festival in statutory_days(year.year):
        if not _is_named_off(year, day):
            zh, en = _NAMES[festival]
            yield _fault("statutory_day_missing", f"{day}（{zh}）应当放假", f"{day} ({en}) must be off")


def _broken(year: Year) -> Iterator[FieldError]:
    runs: dict[tuple[Festival, bool], list[date]] = {}
    for day in year.days.values():
        if not day.is_workday and day.festival not in _UNCOUNTED:
            runs.setdefault((day.festival, _is_of_next(day)), []).append(day.on)
    for (festival, _), days in runs.items():
        first, last = min(days), max(days)
        for hole in (first + timedelta(days=n) for n in range((last - first).days)):
            if not _is_named_off(year, hole):
                zh, en = _NAMES[festival]
                yield _fault("day_missing", f"{zh}假期中缺少 {hole}", f"{hole} is missing from {en}")


def _uneven(year: Year, before: Year) -> Iterator[FieldError]:
    law = {Festival(name): len(days) for name, days in law_of(year.year).items()}
    new_year = law.pop(Festival.NEW_YEAR, 0)
    here = [day for day in year.days.values() if not _is_of_next(day)]
    around = [*here, *(day for day in before.days.values() if _is_of_next(day))]
    found = _free_days(day for day in here if day.festival not in {*_UNCOUNTED, Festival.NEW_YEAR})
    if found != sum(law.values()):
        yield _wrong_sum("法定节假日（元旦除外）", "the holidays but New Year", sum(law.values()), found)
    found = _free_days(day for day in around if day.festival is Festival.NEW_YEAR)
    if found != new_year:
        yield _wrong_sum("元旦（含上年 12 月的调休）", "New Year, with last December", new_year, found)


def _is_named_off(year: Year, day: date) -> bool:
    """Whether the day is entered as off: that a weekend is off anyway does not excuse a gap in what was entered."""
    special = year.days.get(day)
    return special is not None and not special.is_workday


def _free_days(days: Iterator[SpecialDay]) -> int:
    """Weekdays off less weekend days worked."""
    return sum(-1 if day.is_workday else not is_weekend(day.on) for day in days)


def _is_of_next(day: SpecialDay) -> bool:
    """Whether a day of New Year belongs to the New Year that follows."""
    return day.festival is Festival.NEW_YEAR and day.on.month >= _JULY


def _wrong_sum(whose_zh: str, whose_en: str, law: int, found: int) -> FieldError:
    return _fault(
        "days_missing",
        f"{whose_zh}应净放假 {law} 个工作日，现为 {found} 个，请核对漏录的休息日或调休上班日",
        f"{whose_en} should free {law} weekdays, not {found}: a day off or a make-up day is missing",
    )


def _fault(code: str, zh: str, en: str) -> FieldError:
    return FieldError("/days", code, zh, en)
