"""What the calendar says where nobody has edited it: published years from a maintained package, others worked out."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

import chinese_calendar
import yaml

from shouwen.core.worktime.rules import Festival, SpecialDay, Year, YearStatus, is_weekend
from shouwen.kit.schema import FIRST_YEAR, LAST_YEAR

_LAW: Final = yaml.safe_load(files("shouwen.core.worktime").joinpath("statutory.yaml").read_text(encoding="utf-8"))
_MOVING: Final = (Festival.SPRING_FESTIVAL, Festival.QINGMING, Festival.DRAGON_BOAT, Festival.MID_AUTUMN)
_NAMES: Final[Mapping[str, Festival]] = {
    "New Year's Day": Festival.NEW_YEAR,
    "Spring Festival": Festival.SPRING_FESTIVAL,
    "Tomb-sweeping Day": Festival.QINGMING,
    "Labour Day": Festival.LABOUR_DAY,
    "Dragon Boat Festival": Festival.DRAGON_BOAT,
    "Mid-autumn Festival": Festival.MID_AUTUMN,
    "National Day": Festival.NATIONAL_DAY,
}


@cache
def published(year: int) -> Year | None:
    """The year as the State Council published it, or None when it has not (or the package does not know yet)."""
    try:
        days = chinese_calendar.get_dates(date(year, 1, 1), date(year, 12, 31))
        named = {special.on: special for day in days if (special := _special(day))}
    except NotImplementedError:
        return None
    return Year(year, version=1, status=YearStatus.OFFICIAL, days=named)


def _special(day: date) -> SpecialDay | None:
    is_off, name = chinese_calendar.get_holiday_detail(day)
    if name is None and is_off == is_weekend(day):
        return None
    return SpecialDay(day, is_workday=not is_off, festival=_NAMES.get(name or "", Festival.SPECIAL))


@cache
def provisional(year: int) -> Year:
    """Weekends and statutory days. Swapped weekends cannot be known before the notice."""
    named = {day: SpecialDay(day, is_workday=False, festival=festival) for day, festival in statutory_days(year)}
    return Year(year, version=0, status=YearStatus.PROVISIONAL, days=named)


@cache
def known_years() -> range:
    """The years that the package knows; it has no gaps."""
    years = [year for year in range(FIRST_YEAR, LAST_YEAR + 1) if published(year)]
    return range(years[0], years[-1] + 1)


def statutory_days(year: int) -> Iterator[tuple[date, Festival]]:
    """The days the law gives in this year, as far as the dates of its festivals are known here."""
    falls = dict(zip(_MOVING, _LAW["moving"].get(year, ()), strict=False))
    for name, days in law_of(year).items():
        festival = Festival(name)
        for day in days:
            if isinstance(day, str):
                yield date.fromisoformat(f"{year}-{day}"), festival
            elif festival in falls:
                yield date.fromisoformat(f"{year}-{falls[festival]}") + timedelta(days=day), festival


def law_of(year: int) -> Mapping[str, list[Any]]:
    """The festivals of the law in force in this year, each with its days; before the first law known here, none."""
    laws = [law for law in _LAW["eras"] if law["since"] <= year]
    return {name: days for name, days in laws[-1].items() if name != "since"} if laws else {}
