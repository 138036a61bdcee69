"""The rooms of the house, found by where they lie: every package of `core` and `areas` brings its own furniture.

A new room needs no line in any central list.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

_WINGS = ("shouwen.core", "shouwen.areas")


@cache
def furniture(kind: str) -> tuple[ModuleType, ...]:
    """The modules called `kind` (`api`, `models`, …) of all rooms that have one, in the order of their names."""
    return tuple(importlib.import_module(f"{room}.{kind}") for room in _rooms() if _has(room, kind))


def _rooms() -> Iterator[str]:
    for wing in _WINGS:
        package = importlib.import_module(wing)
        yield from sorted(
            found.name for found in pkgutil.iter_modules(package.__path__, prefix=f"{wing}.") if found.ispkg
        )


def _has(room: str, kind: str) -> bool:
    package = importlib.import_module(room)
    return any(found.name == kind for found in pkgutil.iter_modules(package.__path__))
