"""The kinds of places, and how their names are ordered and found."""

import re
import unicodedata
from enum import StrEnum
from typing import Final

_DIGITS: Final = re.compile(r"[0-9]+")
# Numbers are written this wide where names are ordered; no house number is longer.
_WIDTH: Final = 6
_SPOKEN: Final = re.compile(r"([0-9A-Z])(?:号楼|栋|幢|座|单元|楼)")
# A building and a door without the stairwell between them, as people say it when there is but one.
_PARTED: Final = re.compile(r"([0-9A-Z]{1,6})(?:号楼|栋|幢|座|楼|-)([0-9]{2,5})(?:室|号|房)?")
_DOOR: Final = re.compile(r"([0-9])(?:室|号|房)$")
_LAST_BEFORE_SURROGATES: Final = 0xD7FF
_FIRST_AFTER_SURROGATES: Final = 0xE000
_LAST: Final = 0x10FFFF


class DepartmentKind(StrEnum):
    """What a department is for. The first four are those of PC-08."""

    CUSTOMER_SERVICE = "customer_service"
    ENGINEERING = "engineering"
    SAFETY = "safety"
    ENVIRONMENT = "environment"
    OFFICE = "office"


class UnitKind(StrEnum):
    """What a unit is used for."""

    RESIDENTIAL = "residential"
    SHOP = "shop"
    OFFICE = "office"
    PARKING = "parking"
    STORAGE = "storage"


class HouseholdKind(StrEnum):
    """By what right a household lives in its unit."""

    OWNER = "owner"
    TENANT = "tenant"
    COMPANY = "company"
    OTHER = "other"


def natural_key(name: str) -> str:
    """The name as it sorts: 2 before 10, so `3-1-201` comes before `3-1-1201`."""
    return _DIGITS.sub(lambda number: number[0].zfill(_WIDTH), name)


def label_prefixes(text: str) -> set[str]:
    """What a unit's label may begin with when somebody types `text`, as it stands and as people say it.

    `3栋1单元1201室` is `3-1-1201`, and so is `３-１-１２０１`. Capitals and small letters are the same.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    spoken = _DOOR.sub(r"\1", _SPOKEN.sub(r"\1-", plain.upper()))
    return {form for form in (plain, plain.upper(), plain.lower(), spoken) if form}


def building_and_door(text: str) -> tuple[str, str] | None:
    """`3栋1201` and `3-1201` name a building and a door and leave the stairwell out; None for everything else."""
    parted = _PARTED.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    return (parted[1], parted[2]) if parted else None


def after_prefix(prefix: str) -> str | None:
    """The first text behind all that begin with `prefix`, by code point; None when there is none.

    A range finds by prefix with any index; LIKE does so neither under row-level security nor on SQLite.
    """
    for end in range(len(prefix) - 1, -1, -1):
        point = ord(prefix[end])
        if point < _LAST:
            following = _FIRST_AFTER_SURROGATES if point == _LAST_BEFORE_SURROGATES else point + 1
            return prefix[:end] + chr(following)
    return None
