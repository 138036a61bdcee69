"""What a check found, as one line of JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from tests.proof.ground import Plot
from tests.proof.running import Service

SHOWN = 12
Figure = int | float | str


@dataclass
class Finding:
    """Counts of one check on one kind of database. `misses` names what failed, each kind with its count."""

    tried: int = 0
    misses: Counter[str] = field(default_factory=Counter)
    figures: dict[str, Figure] = field(default_factory=dict)
    skipped: str = ""

    def expect(self, holds: bool, otherwise: str) -> bool:
        """Counts one thing tried; when it does not hold, `otherwise` says what was seen instead."""
        self.tried += 1
        if not holds:
            self.misses[otherwise] += 1
        return holds

    def expect_quiet(self, complaints: Sequence[str]) -> bool:
        """That the service logged no error; of the first it shows how it begins and how it ends."""
        first = complaints[0] if complaints else ""
        return self.expect(
            not complaints, f"{len(complaints)} errors in the log, such as {first[:150]} … {first[-450:]}"
        )

    @property
    def failed(self) -> int:
        nothing = not self.tried and not self.skipped
        return sum(self.misses.values()) + int(nothing)

    def line(self, check: str, database: str, seconds: float, seed: int) -> str:
        """The JSON line."""
        told: dict[str, object] = {
            "check": check,
            "database": database,
            "tried": self.tried,
            "failed": self.failed,
            "seconds": round(seconds, 1),
            "seed": seed,
            **self.figures,
        }
        if self.skipped:
            told["skipped"] = self.skipped
        if self.misses:
            told["misses"] = dict(self.misses.most_common(SHOWN))
        return json.dumps(told, ensure_ascii=False)


class Scale(StrEnum):
    """How much of it: for a release, or while developing."""

    FULL = "full"
    QUICK = "quick"


class Standing(Protocol):
    """What a check asks of the ground it stands on."""

    def plot(self) -> AbstractContextManager[Plot]: ...

    def served(self, **settings: str) -> AbstractContextManager[tuple[Plot, Service]]: ...


@dataclass(frozen=True)
class Task:
    """What a check is given: the ground it stands on, how much it may try, and its seed."""

    ground: Standing
    scale: Scale
    seed: int

    @property
    def is_full(self) -> bool:
        return self.scale is Scale.FULL

    def pick(self, full: int, quick: int) -> int:
        """How many."""
        return full if self.is_full else quick


@dataclass(frozen=True)
class Check:
    """A promise and the way it is tried. `databases` are the kinds it applies to."""

    number: str
    name: str
    run: Callable[[Task], Finding]
    databases: tuple[str, ...] = ("sqlite", "postgresql")

    @property
    def title(self) -> str:
        return f"{self.number} {self.name}"

    def is_called(self, word: str) -> bool:
        return word.lower() in {self.number.lower(), self.name.lower(), self.name.replace(" ", "-").lower()}
