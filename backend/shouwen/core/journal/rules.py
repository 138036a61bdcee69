"""What may stand in the journal, and how a row is chained to the one before it."""

import hashlib
import re
from datetime import date, datetime
from enum import Enum
from typing import Any, Final
from uuid import UUID

import orjson

# Company-wide events belong to no community; they stand under this reserved key.
COMPANY: Final = UUID(int=0)
GENESIS: Final = bytes(32)

Fact = UUID | bool | int | datetime | date | Enum | str | None | list[Any]

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,79}\Z", re.ASCII)
_LIKE_A_PHONE = re.compile(r"\+?[\d-]{7,}\Z", re.ASCII)
_WIDEST = 2**63  # beyond it a number has no canonical JSON, and one such row would stop the sealer


class NotAFactError(TypeError):
    """Somebody tried to write words or a personal value into the journal."""


def fact(value: Fact) -> Any:
    """A value as it stands in the journal. Raises NotAFactError for anything that could be free text."""
    if isinstance(value, Enum):
        return value.value
    if value is None or (isinstance(value, int) and -_WIDEST <= value < _WIDEST):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return [fact(item) for item in value]
    if isinstance(value, str) and _IDENTIFIER.match(value) and not _LIKE_A_PHONE.match(value):
        return value
    raise NotAFactError("the journal holds ids, enums, numbers, instants and names of fields only")


def chain(previous: bytes, header: dict[str, Any], detail: dict[str, Any]) -> bytes:
    """The hash that seals a row: sha256(previous ‖ header ‖ sha256(detail)), header and detail as sorted JSON."""
    digest = hashlib.sha256(_canonical(detail)).digest()
    return hashlib.sha256(previous + _canonical(header) + digest).digest()


def _canonical(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)
