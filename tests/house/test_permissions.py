"""Permissions and roles.yaml agree both ways: nothing is asked for that no role could hold, nothing granted in vain."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from shouwen.core.access.roles import PERMISSIONS, ROLES
from shouwen.core.web import Operation
from tests.house.conftest import BACKEND

# Asked for under a name that is put together, so that no source file spells it out.
COMPOSED = {"cases.confidential": "core/subjects asks for <area>.confidential"}
# Declared ahead of the route or room that will ask. Whoever brings that takes the line away here.
AHEAD: dict[str, str] = {}
ASKING = frozenset({"allow", "may", "reaches", "grants_of", "places_of", "in_reach", "sight", "visible", "reach"})


def sources() -> Iterator[Path]:
    return (path for path in sorted(BACKEND.rglob("*.py")) if "demo" not in path.parts)


def asked_in(source: str) -> Iterator[str]:
    """The names of permissions in the calls that ask for one."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in ASKING:
            arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
            yield from (one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str))


def unknown(asked: Iterable[str], known: Iterable[str]) -> set[str]:
    return set(asked) - set(known)


def spelt_in(source: str) -> set[str]:
    """Every text of a source file that could be the name of a permission."""
    constants = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    return {one for one in constants if isinstance(one, str)} & PERMISSIONS


def test_every_route_asks_for_a_permission_that_is_declared(operations: list[Operation]) -> None:
    asked = {operation.guard.permission for operation in operations if operation.guard.permission}
    assert len(asked) > 20
    assert unknown(asked, PERMISSIONS) == set()


def test_every_permission_asked_for_in_the_code_is_declared() -> None:
    asked = {name for path in sources() for name in asked_in(path.read_text(encoding="utf-8"))}
    assert "cases.close_for_others" in asked
    assert unknown(asked, PERMISSIONS) == set()


def test_every_declared_permission_is_asked_for(operations: list[Operation]) -> None:
    asked = {operation.guard.permission for operation in operations}
    asked |= {name for path in sources() for name in spelt_in(path.read_text(encoding="utf-8"))}
    assert PERMISSIONS - asked - set(COMPOSED) == set(AHEAD)


def test_what_a_route_asks_for_somebody_holds(operations: list[Operation]) -> None:
    held = {permission for role in ROLES.values() for permission in role}
    asked = {operation.guard.permission for operation in operations if operation.guard.permission}
    assert unknown(asked, held) == set()


def test_a_misspelt_permission_is_seen() -> None:
    planted = "if work.actor.may('cases.clsoe'): allow('cases.read')\nviewer.reaches('cases.x')"
    assert unknown(asked_in(planted), PERMISSIONS) == {"cases.clsoe", "cases.x"}
    assert spelt_in(planted) == {"cases.read"}
