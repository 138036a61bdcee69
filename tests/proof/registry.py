"""All checks there are: every module of `checks` that has a `CHECK`."""

from __future__ import annotations

import importlib
import pkgutil

from tests.proof import checks
from tests.proof.finding import Check


def all_checks() -> list[Check]:
    """In the order of their numbers."""
    found: list[Check] = [
        importlib.import_module(f"{checks.__name__}.{module.name}").CHECK
        for module in pkgutil.iter_modules(checks.__path__)
    ]
    return sorted(found, key=lambda check: int(check.number.removeprefix("R")))
