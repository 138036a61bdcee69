"""Quarters by name, such as 2026-Q4."""

from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta

_MONTHS: Final = 3


def quarter_of(day: date) -> str:
    """The quarter a day lies in."""
    return f"{day.year}-Q{(day.month - 1) // _MONTHS + 1}"


def quarter_before(quarter: str) -> str:
    """The one before."""
    return quarter_of(first_day(quarter) - relativedelta(days=1))


def first_day(quarter: str) -> date:
    """Its first day."""
    year, _, number = quarter.partition("-Q")
    return date(int(year), _MONTHS * (int(number) - 1) + 1, 1)


def first_day_after(quarter: str) -> date:
    """The first day of the next."""
    return first_day(quarter) + relativedelta(months=_MONTHS)


def months_of(quarter: str) -> list[str]:
    """Its months, as draws name theirs."""
    return [f"{first_day(quarter) + relativedelta(months=month):%Y-%m}" for month in range(_MONTHS)]
