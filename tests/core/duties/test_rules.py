"""The windows of a rhythm cover the days once, without gap or overlap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.duties.rules import window_from

DAY = timedelta(days=1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def weekday(day: date) -> bool:
    return day.weekday() < 5


def spans(first: date, value: int, unit: str) -> tuple[date, date]:
    window = window_from(first, value, unit, weekday)
    assert window
    return window.first, window.last


@pytest.mark.parametrize(
    ("first", "value", "unit", "last"),
    [
        (date(2026, 11, 25), 1, "d", date(2026, 11, 25)),
        (date(2026, 11, 25), 7, "d", date(2026, 11, 29)),  # begun on a Wednesday, over on Sunday
        (date(2026, 11, 30), 7, "d", date(2026, 12, 6)),
        (date(2024, 2, 10), 1, "mo", date(2024, 2, 29)),
        (date(2026, 11, 2), 1, "q", date(2026, 12, 31)),
        (date(2026, 11, 2), 1, "y", date(2026, 12, 31)),
        (date(2026, 11, 2), 6, "mo", date(2026, 12, 31)),
        (date(2026, 11, 27), 1, "wd", date(2026, 11, 27)),
        (date(2026, 11, 3), 2, "wd", date(2026, 11, 3)),  # the second workday of November ends the first pair
        (date(2026, 11, 4), 2, "wd", date(2026, 11, 5)),
        (date(2026, 11, 30), 4, "wd", date(2026, 11, 30)),  # the month's rest is a window of its own
    ],
)
def test_a_window_ends_where_its_rhythm_does(first: date, value: int, unit: str, last: date) -> None:
    assert spans(first, value, unit) == (first, last)


def test_a_day_off_is_in_no_window_of_workdays() -> None:
    assert window_from(date(2026, 11, 28), 1, "wd", weekday) is None


@pytest.mark.parametrize(("value", "unit"), [(0, "d"), (-1, "mo"), (1, "h"), (1, "same_day")])
def test_what_is_no_rhythm_is_refused(value: int, unit: str) -> None:
    with pytest.raises(ValueError, match="no rhythm"):
        window_from(date(2026, 11, 28), value, unit, weekday)


@given(DAYS, st.integers(1, 40), st.sampled_from(["d", "mo", "q", "y", "wd"]))
def test_whoever_begins_anywhere_in_a_window_ends_with_it(day: date, value: int, unit: str) -> None:
    begun = window_from(day, value, unit, weekday)
    if begun is None:
        return
    assert begun.first == day <= begun.last
    later = begun.first + DAY
    while later <= min(begun.last, begun.first + 40 * DAY):
        inside = window_from(later, value, unit, weekday)
        assert inside is None or inside.last == begun.last
        later += DAY
