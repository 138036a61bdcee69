"""Which number holds: override of the community → of the company → adopted pack in force → base.

Of decisions about the same thing, the one written last of those whose date has come holds: a later row replaces the
earlier ones from its date on, planned ones included. What is written never begins in the past (an adoption may hold
`always`), so what held at an instant stays what held.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Protocol, TypeVar

from shouwen.core.standards.packs import Library, Pack
from shouwen.core.standards.rules import Standard, StandardLevel, Unit


class StandardUnknownError(KeyError):
    """No pack has this key: a defect of the code that asks, since the base is complete."""


class Decision(Protocol):
    """What a community or the company decided, the `serial`-th time it decided anything."""

    @property
    def level(self) -> StandardLevel: ...
    @property
    def serial(self) -> int: ...
    @property
    def since(self) -> datetime | None: ...


Decided = TypeVar("Decided", bound=Decision)


@dataclass(frozen=True, slots=True)
class Adoption:
    """That a version of a pack holds from a date on; no date: always."""

    level: StandardLevel
    serial: int
    since: datetime | None
    pack: str
    version: int


@dataclass(frozen=True, slots=True)
class Override:
    """That a number holds from a date on, whatever the pack says; no unit: that the pack is followed again."""

    level: StandardLevel
    serial: int
    since: datetime
    key: str
    value: int | None
    unit: Unit | None


def begins_by(decision: Decision, at: datetime) -> bool:
    """Whether its date has come."""
    return decision.since is None or decision.since <= at


def replaces(later: Decision, earlier: Decision) -> bool:
    """Whether nothing is left of the earlier one, both being about the same thing."""
    if later.level != earlier.level or later.serial <= earlier.serial:
        return False
    return later.since is None or (earlier.since is not None and later.since <= earlier.since)


def _holding(decisions: Iterable[Decided], level: StandardLevel, at: datetime) -> Decided | None:
    begun = [one for one in decisions if one.level is level and begins_by(one, at)]
    return max(begun, key=lambda one: one.serial, default=None)


class Sheet:
    """All that a community and the company ever decided, and what follows from it at any instant."""

    def __init__(self, library: Library, adoptions: Iterable[Adoption], overrides: Iterable[Override]) -> None:
        self._library = library
        self._adoptions = tuple(adoptions)
        by_key = sorted(overrides, key=lambda override: override.key)
        self._overrides = {key: tuple(group) for key, group in groupby(by_key, key=lambda override: override.key)}

    @property
    def adoptions(self) -> Sequence[Adoption]:
        return self._adoptions

    def overrides_of(self, key: str) -> Sequence[Override]:
        return self._overrides.get(key, ())

    def pack(self, at: datetime) -> Pack:
        """The pack in force: the community's, else the company's, else the base."""
        for level in StandardLevel:
            if adopted := _holding(self._adoptions, level, at):
                return self._library.pack(adopted.pack, adopted.version)
        return self._library.base

    def turns(self, after: datetime, until: datetime) -> Sequence[datetime]:
        """The instants after one and up to another from which a decision holds, sorted: between two nothing changes."""
        decided: list[Decision] = [*self._adoptions]
        for overrides in self._overrides.values():
            decided += overrides
        return sorted({one.since for one in decided if one.since is not None and after < one.since <= until})

    def standard(self, key: str, at: datetime) -> Standard:
        """The number in force. Raises StandardUnknownError."""
        if key not in self._library.base.values:
            raise StandardUnknownError(key)
        return self._over(self._library.laid_over_base(self.pack(at), key), at)

    def all(self, at: datetime) -> list[Standard]:
        """Every number in force, by key."""
        pack = self.pack(at)
        return [self._over(self._library.laid_over_base(pack, key), at) for key in sorted(self._library.base.values)]

    def _over(self, under: Standard, at: datetime) -> Standard:
        overrides = self.overrides_of(under.key)
        for level in StandardLevel:
            decided = _holding(overrides, level, at)
            if decided is not None and decided.unit is not None:
                return replace(
                    under, value=decided.value, unit=decided.unit, source=level, pack=level, version=decided.serial
                )
        return under

    def adopting(self, pack: Pack, level: StandardLevel) -> "Sheet":
        """As it would be, had the pack been adopted just now, always."""
        last = max((adoption.serial for adoption in self._adoptions), default=0)
        adoption = Adoption(level, last + 1, None, pack.name, pack.version)
        overrides = [override for group in self._overrides.values() for override in group]
        return Sheet(self._library, [*self._adoptions, adoption], overrides)
