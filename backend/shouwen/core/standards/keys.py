"""The keys there are (`keys.yaml`): what kind of number each holds, how it is called, and its limits.

Read when the house starts: a misspelt line stops it.
"""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import yaml

from shouwen.core.standards.problems import OutOfRange, ValueMalformed, ValueMissing, WrongUnit
from shouwen.core.standards.rules import (
    UNITS_OF,
    WORDS,
    StandardKind,
    StandardSense,
    Unit,
    Written,
    WrittenWrongError,
    read_value,
)
from shouwen.kit.problem import Lang

_KEY = re.compile(r"[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*)+\Z")
_LENGTH = re.compile(r"(\d+)(s|m|h|d|wd|mo|q|y)\Z", re.ASCII)
_NUMBER_FOLLOWS = re.compile(r" (?:within|every|by day)(?=$| \()")
_DAY: Final = 86_400
# Only to compare a length with a limit: when something is due, the calendar decides.
_ABOUT: Final = MappingProxyType(
    {
        Unit.SECONDS: 1,
        Unit.MINUTES: 60,
        Unit.HOURS: 3600,
        Unit.DAYS: _DAY,
        Unit.WORKING_DAYS: _DAY,
        Unit.MONTHS: 30 * _DAY,
        Unit.QUARTERS: 91 * _DAY,
        Unit.YEARS: 365 * _DAY,
        Unit.SAME_DAY: _DAY,
        Unit.SAME_MONTH: 31 * _DAY,
    }
)
# The limits of each kind, where its keys have none of their own.
_LIMITS: Final[Mapping[StandardKind, tuple[int | str, int | str]]] = MappingProxyType(
    {
        StandardKind.TERM: ("1s", "1y"),
        StandardKind.ELAPSED: ("1s", "30d"),
        StandardKind.RHYTHM: ("1d", "10y"),
        StandardKind.SPAN: ("1m", "1y"),
        StandardKind.KEEPING: ("1d", "100y"),
        StandardKind.SHARE: (0, 10_000),
        StandardKind.COUNT: (0, 100),
        StandardKind.HOUSEHOLDS: (1, 100_000),
        StandardKind.RINGS: (1, 20),
        StandardKind.MONEY: (0, 1_000_000_000),
        StandardKind.TIME: ("00:00", "24:00"),
        StandardKind.DAY: (1, 31),
        StandardKind.WEEKDAY: (1, 7),
        StandardKind.MONTH: (1, 12),
        StandardKind.DATE: ("01-01", "12-31"),
    }
)
_MEMBERS: Final = frozenset({"kind", "zh", "en"})
_OPTIONS: Final = frozenset({"least", "most", "open", "sense"})


class KeysInvalidError(ValueError):
    """keys.yaml says something that cannot be understood, or says it twice."""


class Once(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the one written in C, where it is
    """A safe loader that refuses a member given twice, of which YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - the signature of yaml
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.YAMLError(f"given twice: {', '.join(twice)}")
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


@dataclass(frozen=True, slots=True)
class Key:
    """What may stand under a key. `least` and `most` as people write them: `15m`, `22:00`, 95."""

    key: str
    kind: StandardKind
    zh: str
    en: str
    least: int | str
    most: int | str
    is_open: bool
    sense: StandardSense

    @property
    def units(self) -> frozenset[Unit]:
        return UNITS_OF[self.kind]

    def title(self, lang: Lang) -> str:
        """How people call it."""
        return self.en if lang == "en" else self.zh

    def promise(self, lang: Lang) -> str:
        """How people call what is promised under it, without the number that a standard's name leads to."""
        return _NUMBER_FOLLOWS.sub("", self.title(lang))

    def read(self, written: Written, unit: Unit) -> int | None:
        """The number somebody wrote for this key. Raises WrongUnit, ValueMalformed, ValueMissing, OutOfRange."""
        if unit not in self.units:
            raise WrongUnit.at("/unit", unit=unit, allowed=", ".join(sorted(self.units)))
        try:
            value = read_value(written, unit)
        except WrittenWrongError as error:
            raise ValueMalformed.at("/value", form=error.form) from error
        if value is None and unit not in WORDS:
            if not self.is_open:
                raise ValueMissing.at("/value")
            return None
        if not _size(self.least) <= size(value, unit) <= _size(self.most):
            raise OutOfRange.at("/value", least=self.least, most=self.most)
        return value


def size(value: int | None, unit: Unit) -> int:
    """How much it is, to be compared with a limit: seconds of a length, else the number itself."""
    about = _ABOUT.get(unit)
    if about is None:
        return value or 0
    return about if unit in WORDS else (value or 0) * about


def _size(limit: int | str) -> int:
    if isinstance(limit, int):
        return limit
    if match := _LENGTH.match(limit):
        return size(int(match[1]), Unit(match[2]))
    number = read_value(limit, Unit.TIME if ":" in limit else Unit.DATE)
    return number or 0


def read_keys(text: str) -> Mapping[str, Key]:
    """All keys in their order. Raises KeysInvalidError with what is wrong."""
    try:
        written = yaml.load(text, Loader=Once)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise KeysInvalidError(str(error)) from error
    _check(isinstance(written, dict) and [*written] == ["keys"] and isinstance(written["keys"], dict), "keys, please")
    return MappingProxyType({name: _read_key(name, entry) for name, entry in written["keys"].items()})


def _read_key(name: str, entry: Any) -> Key:
    _check(_KEY.match(str(name)), f"{name!r} is not dotted words")
    _check(isinstance(entry, dict) and {*entry} >= _MEMBERS, f"{name} has {sorted(_MEMBERS)}, not {entry!r}")
    _check({*entry} <= _MEMBERS | _OPTIONS, f"{name}: unknown among {sorted(entry)}")
    _check(entry["kind"] in [*StandardKind], f"{name}: unknown kind {entry['kind']!r}")
    _check(all(isinstance(entry[lang], str) and entry[lang].strip() for lang in ("zh", "en")), f"{name}: no title")
    _check(entry.get("open", False) in (False, True), f"{name}: open {entry.get('open')!r}")
    _check(
        entry.get("sense", StandardSense.AT_LEAST) in [*StandardSense], f"{name}: unknown sense {entry.get('sense')!r}"
    )
    kind = StandardKind(entry["kind"])
    least, most = _LIMITS[kind]
    key = Key(
        key=name,
        kind=kind,
        zh=entry["zh"],
        en=entry["en"],
        least=entry.get("least", least),
        most=entry.get("most", most),
        is_open=entry.get("open", False),
        sense=StandardSense(entry.get("sense", StandardSense.AT_LEAST)),
    )
    try:
        _check(_size(key.least) < _size(key.most), f"{name}: nothing lies between {key.least} and {key.most}")
    except (WrittenWrongError, TypeError) as error:
        raise KeysInvalidError(f"{name}: limits {key.least!r} and {key.most!r}") from error
    return key


def _check(holds: object, message: str) -> None:
    if not holds:
        raise KeysInvalidError(message)


KEYS: Final = read_keys(files("shouwen.core.standards").joinpath("keys.yaml").read_text(encoding="utf-8"))
