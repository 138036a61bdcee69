"""The acknowledge link: what a telephone needs to say "heard" without signing in, and nothing more.

A token is made from the sending's id by a secret of the installation, so that a sending tried twice carries the same
link; the database holds its hash alone. It stands behind the `#` of the address, which no server and no log ever sees.
"""

import hashlib
import hmac
from datetime import timedelta
from typing import Final
from uuid import UUID

from shouwen.kit.crypto import derive

LINK_LASTS: Final = timedelta(days=7)
PAGE: Final = "/acknowledge"
TOKEN_LENGTH: Final = 22
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"  # fits a text message's variables


def token_of(sending_id: UUID) -> str:
    """22 letters and digits, some 130 bits."""
    number = int.from_bytes(hmac.digest(derive("delivery.links"), sending_id.bytes, "sha256"), "big")
    letters = []
    for _ in range(TOKEN_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[digit])
    return "".join(letters)


def hash_of(token: str) -> bytes:
    """What the database knows a token by."""
    return hashlib.sha256(token.encode()).digest()


def link_of(public_url: str | None, sending_id: UUID) -> str | None:
    """The address to open; None where nobody has said under which address this house is reached."""
    return f"{public_url}{PAGE}#{token_of(sending_id)}" if public_url else None
