"""Roles as data (`roles.yaml`): role → permission → reach. Checked when the house starts: a misspelt one stops it."""

import re
from collections.abc import Hashable, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import yaml

from shouwen.core.access.actor import Reach

_PERMISSION = re.compile(r"[a-z]+\.[a-z_]+\Z")
_ROLE = re.compile(r"[a-z_]+\Z")

Permissions = Mapping[str, Reach]


class RolesInvalidError(ValueError):
    """`roles.yaml` names something that does not exist, or says a thing twice."""


class _Once(yaml.SafeLoader):
    """Refuses a key given twice, of which YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - the signature of yaml
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise RolesInvalidError(f"given twice: {', '.join(twice)}")
        return super().construct_mapping(node, deep=deep)


def read_roles(text: str) -> tuple[frozenset[str], Mapping[str, Permissions]]:
    """All permissions there are, and each role with its permissions and how far they reach.

    Raises RolesInvalidError for a malformed name, a permission or reach nobody declared, or a permission no role has.
    """
    written = yaml.load(text, Loader=_Once)  # noqa: S506 - a SafeLoader
    known = frozenset(written["permissions"])
    for name in known:
        _check(_PERMISSION.match(name), f"{name!r} is not like area.verb")
    roles = {name: _read_role(name, carried, known) for name, carried in written["roles"].items()}
    idle = known - {permission for role in roles.values() for permission in role}
    _check(not idle, f"no role carries {', '.join(sorted(idle))}")
    return known, MappingProxyType(roles)


def _read_role(name: str, carried: Mapping[str, str], known: frozenset[str]) -> Permissions:
    _check(_ROLE.match(name), f"{name!r} is no name for a role")
    reaches = {reach.name.lower(): reach for reach in Reach}
    for permission, reach in carried.items():
        _check(permission in known, f"{name} carries {permission}, which is not declared")
        _check(reach in reaches, f"{name}: {permission} reaches {reach!r}, not one of {', '.join(reaches)}")
    return MappingProxyType({permission: reaches[reach] for permission, reach in carried.items()})


def _check(holds: object, message: str) -> None:
    if not holds:
        raise RolesInvalidError(message)


PERMISSIONS, ROLES = read_roles(files("shouwen.core.access").joinpath("roles.yaml").read_text(encoding="utf-8"))
NOTHING: Final[Permissions] = MappingProxyType({})
RESIDENT: Final = "resident"  # never granted: it follows from being known as a resident


def permissions_of(role: str) -> Permissions:
    """What a role carries; nothing for a role that is no longer in the data."""
    return ROLES.get(role, NOTHING)
