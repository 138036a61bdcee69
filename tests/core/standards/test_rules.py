"""Numbers are written as people write them, read back the same, and asked for in their own unit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwen.core.standards.rules import (
    UNITS_OF,
    WORDS,
    NoLimitError,
    Standard,
    StandardKind,
    Unit,
    WrittenWrongError,
    WrongUnitError,
    read_value,
    write_value,
)

MINUTES = st.integers(0, 24 * 60)
DATES = st.dates().map(lambda day: day.month * 100 + day.day)


def standard(value: int | None, unit: Unit) -> Standard:
    return Standard("some.key", value, unit, None, "house", "base", 1)


@given(MINUTES)
def test_a_time_of_day_reads_back_as_it_was_written(minutes: int) -> None:
    written = write_value(minutes, Unit.TIME)
    assert isinstance(written, str)
    assert len(written) == 5
    assert read_value(written, Unit.TIME) == minutes
    assert standard(minutes, Unit.TIME).as_time_of_day() == timedelta(minutes=minutes)


@given(DATES)
def test_a_day_of_the_year_reads_back_as_it_was_written(day: int) -> None:
    assert read_value(write_value(day, Unit.DATE), Unit.DATE) == day


@given(st.integers(), st.sampled_from(sorted(set(Unit) - WORDS - {Unit.TIME, Unit.DATE})))
def test_other_numbers_are_written_as_they_are(value: int, unit: Unit) -> None:
    assert write_value(value, unit) == value
    assert read_value(value, unit) == value


@pytest.mark.parametrize(
    ("written", "unit", "form"),
    [
        ("7", Unit.DAYS, "7"),
        (7.0, Unit.DAYS, "7"),
        (True, Unit.COUNT, "7"),
        (0.95, Unit.BASIS_POINTS, "7"),
        ("22:00", Unit.MINUTES, "7"),
        (1320, Unit.TIME, "22:00"),
        ("24:01", Unit.TIME, "22:00"),
        ("25:00", Unit.TIME, "22:00"),
        ("9:30", Unit.TIME, "22:00"),
        ("09:60", Unit.TIME, "22:00"),
        ("09:30\n", Unit.TIME, "22:00"),
        ("٠٩:٣٠", Unit.TIME, "22:00"),
        ("02-30", Unit.DATE, "12-15"),
        ("13-01", Unit.DATE, "12-15"),
        ("2-3", Unit.DATE, "12-15"),
        (1215, Unit.DATE, "12-15"),
        (1, Unit.SAME_DAY, "null"),
        ("", Unit.SAME_MONTH, "null"),
    ],
)
def test_what_is_written_otherwise_is_refused_with_an_example(written: Any, unit: Unit, form: str) -> None:
    with pytest.raises(WrittenWrongError) as refused:
        read_value(written, unit)
    assert refused.value.form == form


def test_leap_days_and_midnights_are_there() -> None:
    assert read_value("02-29", Unit.DATE) == 229
    assert read_value("00:00", Unit.TIME) == 0
    assert read_value("24:00", Unit.TIME) == 1440


@pytest.mark.parametrize("unit", Unit)
def test_a_number_is_asked_for_in_its_own_unit(unit: Unit) -> None:
    seven = standard(7, unit)
    elapsed = {Unit.SECONDS: 7, Unit.MINUTES: 420, Unit.HOURS: 25200}
    counts = {Unit.BASIS_POINTS, Unit.COUNT, Unit.HOUSEHOLDS, Unit.RINGS, Unit.FEN}
    asked: dict[str, Any] = {}
    for name in ("as_duration", "as_count", "as_time_of_day"):
        try:
            asked[name] = getattr(seven, name)()
        except WrongUnitError as error:
            assert "some.key" in str(error)  # noqa: PT017 - what is not refused is compared below
    expected: dict[str, Any] = {}
    if unit in elapsed:
        expected["as_duration"] = timedelta(seconds=elapsed[unit])
    if unit in counts:
        expected["as_count"] = 7
    if unit is Unit.TIME:
        expected["as_time_of_day"] = timedelta(minutes=7)
    assert asked == expected


def test_no_limit_is_not_nothing() -> None:
    for name, unit in (("as_duration", Unit.HOURS), ("as_count", Unit.FEN), ("as_time_of_day", Unit.TIME)):
        with pytest.raises(NoLimitError):
            getattr(standard(None, unit), name)()


def test_every_kind_has_units_and_every_unit_a_kind() -> None:
    assert set(UNITS_OF) == set(StandardKind)
    assert set().union(*UNITS_OF.values()) == set(Unit)
