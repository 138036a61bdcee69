"""Workers' passes: what their token says, and what the gate says to it."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from shouwen.areas.renovations.rules import WORKING, RenovationState

_TAG: Final = "SWP1"
_ID_BYTES: Final = 16
_MAC_BYTES: Final = 16
_DOMAIN: Final = b"shouwen-worker-pass-1"


class PassState(StrEnum):
    """Where a pass is."""

    VALID = "valid"
    RETURNED = "returned"
    REVOKED = "revoked"


class GateVerdict(StrEnum):
    """What the gate says to a pass: let in, or why not."""

    ADMITTED = "admitted"
    FORGED = "forged"  # not signed by this house
    FOREIGN = "foreign"  # of another community
    UNKNOWN = "unknown"  # signed, and yet not on record
    REVOKED = "revoked"
    RETURNED = "returned"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    NO_WORK = "no_work"  # the site is stopped, or its work is over


@dataclass(frozen=True, slots=True)
class Token:
    """What the code on a pass names."""

    community_id: UUID
    pass_id: UUID


@dataclass(frozen=True, slots=True)
class PassFacts:
    """What the gate needs to know of a pass on record."""

    state: PassState
    valid_from: date
    valid_until: date
    renovation_state: RenovationState


def make_token(token: Token, secret: bytes) -> str:
    """The text of the code on a pass: what it names, signed."""
    named = token.community_id.bytes + token.pass_id.bytes
    return f"{_TAG}.{_text(named)}.{_text(_mac(named, secret))}"


def read_token(text: str, secret: bytes) -> Token | None:
    """What the code names; None when this house did not sign it. A code is the address of the gate's screen."""
    tag, _, rest = text.strip().rpartition("token=")[2].partition(".")
    named, _, mac = (_bytes(part) for part in rest.partition("."))
    if tag != _TAG or len(named) != 2 * _ID_BYTES or not hmac.compare_digest(mac, _mac(named, secret)):
        return None
    return Token(UUID(bytes=named[:_ID_BYTES]), UUID(bytes=named[_ID_BYTES:]))


def verdict(found: PassFacts, today: date) -> GateVerdict:
    """What the gate says today to a pass that is on record and of this community."""
    if found.state is not PassState.VALID:
        return GateVerdict(found.state.value)
    if today < found.valid_from:
        return GateVerdict.NOT_YET
    if today > found.valid_until or found.renovation_state is RenovationState.EXPIRED:
        return GateVerdict.EXPIRED
    return GateVerdict.ADMITTED if found.renovation_state in WORKING else GateVerdict.NO_WORK


def _mac(named: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, _DOMAIN + named, "sha256")[:_MAC_BYTES]


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return b""
    return raw if _text(raw) == text else b""  # one code has one text: no bit of it is left to play with
