"""What a standard is: a number of some unit, in force in a community, and where it comes from."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

Written = int | str | None
"""A number as people write it: whole, `HH:MM`, `MM-DD`, or null."""


class Unit(StrEnum):
    """What a number counts."""

    SECONDS = "s"
    MINUTES = "m"
    HOURS = "h"
    DAYS = "d"
    WORKING_DAYS = "wd"
    MONTHS = "mo"
    QUARTERS = "q"
    YEARS = "y"
    SAME_DAY = "same_day"
    SAME_MONTH = "same_month"
    BASIS_POINTS = "bp"
    COUNT = "count"
    HOUSEHOLDS = "households"
    RINGS = "rings"
    FEN = "fen"
    TIME = "time"
    DAY = "day"
    WEEKDAY = "weekday"
    MONTH = "month"
    DATE = "date"


class StandardKind(StrEnum):
    """What kind of number a key holds; it decides the units."""

    TERM = "term"
    ELAPSED = "elapsed"
    RHYTHM = "rhythm"
    SPAN = "span"
    KEEPING = "keeping"
    SHARE = "share"
    COUNT = "count"
    HOUSEHOLDS = "households"
    RINGS = "rings"
    MONEY = "money"
    TIME = "time"
    DAY = "day"
    WEEKDAY = "weekday"
    MONTH = "month"
    DATE = "date"


class StandardSense(StrEnum):
    """How what was measured is held against a standard."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"


class StandardLevel(StrEnum):
    """Who decided: the community, or the company for all its communities."""

    COMMUNITY = "community"
    COMPANY = "company"


_U, _K = Unit, StandardKind
ELAPSED: Final = MappingProxyType(
    {_U.SECONDS: timedelta(seconds=1), _U.MINUTES: timedelta(minutes=1), _U.HOURS: timedelta(hours=1)}
)
# Units that say it all: no number stands beside them.
WORDS: Final = frozenset({_U.SAME_DAY, _U.SAME_MONTH})
_DAYS: Final = frozenset({_U.DAYS, _U.WORKING_DAYS, _U.MONTHS, _U.QUARTERS, _U.YEARS})
_NUMBERS: Final = frozenset({_U.BASIS_POINTS, _U.COUNT, _U.HOUSEHOLDS, _U.RINGS, _U.FEN})
UNITS_OF: Final = MappingProxyType(
    {
        _K.TERM: frozenset(ELAPSED) | _DAYS | WORDS,
        _K.ELAPSED: frozenset(ELAPSED),
        _K.RHYTHM: _DAYS,
        _K.SPAN: (frozenset(ELAPSED) | _DAYS) - {_U.WORKING_DAYS},
        _K.KEEPING: _DAYS - {_U.WORKING_DAYS},
        _K.SHARE: frozenset({_U.BASIS_POINTS}),
        _K.COUNT: frozenset({_U.COUNT}),
        _K.HOUSEHOLDS: frozenset({_U.HOUSEHOLDS}),
        _K.RINGS: frozenset({_U.RINGS}),
        _K.MONEY: frozenset({_U.FEN}),
        _K.TIME: frozenset({_U.TIME}),
        _K.DAY: frozenset({_U.DAY}),
        _K.WEEKDAY: frozenset({_U.WEEKDAY}),
        _K.MONTH: frozenset({_U.MONTH}),
        _K.DATE: frozenset({_U.DATE}),
    }
)

_CLOCK = re.compile(r"(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))\Z", re.ASCII)
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)\Z", re.ASCII)
_LEAP_YEAR: Final = 2000  # so that 02-29 is a day


class WrittenWrongError(ValueError):
    """A number not written as its unit wants it; `form` is an example of how."""

    def __init__(self, form: str) -> None:
        super().__init__(f"written like {form}")
        self.form = form


class WrongUnitError(TypeError):
    """A number was asked for in a unit it does not have: a defect of the code that asks."""


class NoLimitError(TypeError):
    """A number was asked for where none is set. Keys that may be null are `open` in keys.yaml: ask `value` first."""


def read_value(written: object, unit: Unit) -> int | None:
    """The number behind what was written. Raises WrittenWrongError.

    A `time` becomes minutes after midnight, a `date` month * 100 + day.
    """
    if written is None:
        return None
    if unit in WORDS:
        raise WrittenWrongError("null")
    if unit is Unit.TIME:
        return _read_time(written)
    if unit is Unit.DATE:
        return _read_date(written)
    if type(written) is not int:
        raise WrittenWrongError("7")
    return written


def _read_time(written: object) -> int:
    match = _CLOCK.match(written) if isinstance(written, str) else None
    if match is None:
        raise WrittenWrongError("22:00")
    hours, minutes = filter(None, match.groups())
    return int(hours) * 60 + int(minutes)


def _read_date(written: object) -> int:
    match = _MONTH_DAY.match(written) if isinstance(written, str) else None
    try:
        month, day = map(int, match.groups() if match else ())
        date(_LEAP_YEAR, month, day)
    except ValueError as error:
        raise WrittenWrongError("12-15") from error
    return month * 100 + day


def write_value(value: int | None, unit: Unit) -> Written:
    """The number as people write it: what `read_value` reads."""
    if value is not None and unit is Unit.TIME:
        return f"{value // 60:02}:{value % 60:02}"
    if value is not None and unit is Unit.DATE:
        return f"{value // 100:02}-{value % 100:02}"
    return value


@dataclass(frozen=True, slots=True)
class Standard:
    """A number in force, and all that is needed to say why it is this one.

    `value` is null beside same_day and same_month, and where there is no limit. Of an override `pack` is the level
    that decided and `version` the number of its decision; `clause` stays that of the number it stands for.
    """

    key: str
    value: int | None
    unit: Unit
    clause: str | None
    source: str
    pack: str
    version: int

    @property
    def written(self) -> Written:
        """The value as people write it."""
        return write_value(self.value, self.unit)

    def says_as(self, other: "Standard") -> bool:
        """Whether both say the same number of the same unit, wherever they come from."""
        return (self.value, self.unit) == (other.value, other.unit)

    def as_duration(self) -> timedelta:
        """The length of a time in s, m or h. Those in days and longer need a calendar to become a due date."""
        if self.unit not in ELAPSED:
            raise WrongUnitError(f"{self.key} is no elapsed time but counted in {self.unit}")
        return self._number() * ELAPSED[self.unit]

    def as_count(self) -> int:
        """A number of things: households, rings, fen, or basis points of a share."""
        if self.unit not in _NUMBERS:
            raise WrongUnitError(f"{self.key} is no count but {self.unit}")
        return self._number()

    def as_time_of_day(self) -> timedelta:
        """How long after local midnight; 24:00 is the midnight that follows."""
        if self.unit is not Unit.TIME:
            raise WrongUnitError(f"{self.key} is no time of day but {self.unit}")
        return self._number() * ELAPSED[Unit.MINUTES]

    def _number(self) -> int:
        if self.value is None:
            raise NoLimitError(f"{self.key} has no limit")
        return self.value
