"""How far somebody has read: the last `seq` of each community's chain, and its form as an opaque cursor."""

import base64
import binascii
import hmac
import struct
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from shouwen.kit.paging import CursorInvalid

Position = Mapping[UUID, int]

# Each takes 24 bytes of a cursor, and a cursor has to fit into an address.
MOST_COMMUNITIES: Final = 200
LONGEST_CURSOR: Final = 7000

_MAC_BYTES: Final = 16
_STEP: Final = struct.Struct(">16sQ")


def write_cursor(position: Position, secret: bytes) -> str:
    """The position as text. A community nothing has happened in stands there as well: it is known, not new."""
    body = b"".join(_STEP.pack(community.bytes, seq) for community, seq in sorted(position.items()))
    return base64.urlsafe_b64encode(_mac(body, secret) + body).decode().rstrip("=")


def read_cursor(cursor: str, secret: bytes) -> dict[UUID, int]:
    """The position a cursor stands for. Raises CursorInvalid for one that we did not make."""
    try:
        raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError) as error:
        raise CursorInvalid from error
    mac, body = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(body, secret)):
        raise CursorInvalid
    return {UUID(bytes=community): seq for community, seq in _STEP.iter_unpack(body)}


def _mac(body: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, body, "sha256")[:_MAC_BYTES]
