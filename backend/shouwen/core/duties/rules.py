"""The windows of a rhythm, and when a duty can be said to be done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

_DAY: Final = timedelta(days=1)
_A_MONDAY: Final = date(2001, 1, 1)
_MONTHS: Final = {"mo": 1, "q": 3, "y": 12}
IsWorkday = Callable[[date], bool]


class DutyHolder(StrEnum):
    """Whose duty it is when a community begins."""

    RECEPTION = "reception"
    HEAD_OF_DESK = "head_of_desk"


@dataclass(frozen=True, slots=True)
class Window:
    """The days within which a duty is to be done once, the last one included."""

    first: date
    last: date


def window_from(first: date, value: int, unit: str, is_workday: IsWorkday) -> Window | None:
    """The window that `first` falls into, begun on it: windows follow each other without gap or overlap.

    Days are counted from a Monday, so that seven of them are a week; months, quarters and years from January; working
    days from the first of their month. None for a day that is in no window: a day off, with working days.
    Raises ValueError for a unit that is no rhythm, and for a number below 1.
    """
    if value < 1:
        raise ValueError(f"{value} {unit} is no rhythm")
    if unit == "d":
        return Window(first, first + (value - 1 - (first - _A_MONDAY).days % value) * _DAY)
    if unit == "wd":
        return _of_workdays(first, value, is_workday)
    if unit not in _MONTHS:
        raise ValueError(f"{unit} is no rhythm")
    span = _MONTHS[unit] * value
    month = _month_of(first)
    return Window(first, _begin_of(month - month % span + span) - _DAY)


def _of_workdays(first: date, value: int, is_workday: IsWorkday) -> Window | None:
    if not is_workday(first):
        return None
    month = _month_of(first)
    before = sum(1 for day in _days(_begin_of(month), first) if is_workday(day))
    ahead = [day for day in _days(first, _begin_of(month + 1)) if is_workday(day)]
    return Window(first, ahead[min(value - 1 - before % value, len(ahead) - 1)])


def _month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


def _begin_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _days(begin: date, end: date) -> Iterator[date]:
    day = begin
    while day < end:
        yield day
        day += _DAY
