"""Personal data at rest: encrypted columns, and keyed indexes to find them again.

    phone: Mapped[str | None] = mapped_column(Encrypted("residents.phone"))
    phone_index: Mapped[bytes | None]                   # blind(phone, "residents.phone")
    phone_last4_index: Mapped[bytes | None]             # blind(phone[-4:], "residents.phone_last4")

A stored value is `version (1) ‖ key id (2, big-endian) ‖ nonce (12) ‖ ciphertext and tag`, AES-256-GCM, bound to its
table and column. A process names its keyring once, with `use`.
"""

import hmac
import secrets
from typing import Any, Final

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from sqlalchemy.sql import operators

from shouwen.kit.keyring import Keyring

_VERSION: Final = 1
_NONCE_BYTES: Final = 12
_HEAD_BYTES: Final = 3

_used: list[Keyring] = []


class DecryptionError(RuntimeError):
    """The bytes were not written by this installation for this place, or its key is gone."""


def use(keyring: Keyring) -> None:
    """The keyring of this process, from now on."""
    _used[:] = [keyring]


def in_use() -> Keyring:
    """The keyring of this process. Raises RuntimeError before `use`."""
    if not _used:
        raise RuntimeError("no keyring yet: call crypto.use(Keyring.load_or_create(path)) when the process starts")
    return _used[0]


def encrypt(plain: bytes, context: str) -> bytes:
    """`plain` encrypted with the current key and bound to `context` (such as `table.column`)."""
    keyring = in_use()
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = keyring.ciphers[keyring.current].encrypt(nonce, plain, context.encode())
    return bytes([_VERSION]) + keyring.current.to_bytes(2, "big") + nonce + sealed


def decrypt(stored: bytes, context: str) -> bytes:
    """What `encrypt` was given with the same context. Raises DecryptionError."""
    cipher = in_use().ciphers.get(key_id(stored))
    if cipher is None:
        raise DecryptionError(f"{context}: its key {key_id(stored)} is not in the keyring")
    nonce, sealed = stored[_HEAD_BYTES : _HEAD_BYTES + _NONCE_BYTES], stored[_HEAD_BYTES + _NONCE_BYTES :]
    try:
        return cipher.decrypt(nonce, sealed, context.encode())
    except InvalidTag as error:
        raise DecryptionError(f"{context}: altered, moved from elsewhere, or of another installation") from error


def key_id(stored: bytes) -> int:
    """The id of the key a value was written with. Raises DecryptionError for other bytes."""
    if len(stored) < _HEAD_BYTES + _NONCE_BYTES or stored[0] != _VERSION:
        raise DecryptionError("not an encrypted value")
    return int.from_bytes(stored[1:_HEAD_BYTES], "big")


def rewritten(stored: bytes, context: str) -> bytes | None:
    """The value under the current key, or None if it already is: the step of a rotation."""
    if key_id(stored) == in_use().current:
        return None
    return encrypt(decrypt(stored, context), context)


def derive(purpose: str) -> bytes:
    """A secret of 32 bytes for one purpose (signing cursors, refresh tokens, …); survives rotations."""
    return in_use().derive(purpose)


def blind(value: str, purpose: str) -> bytes:
    """32 bytes by which `value` can be found without being stored: equal for equal values of one purpose only.

    The caller puts the value into one form first (`normalise_phone`, `fold`).
    """
    return hmac.digest(derive(f"blind:{purpose}"), value.encode(), "sha256")


class _NoComparison(sa.types.TypeDecorator.Comparator[str]):
    """Equal values have different ciphertexts: comparing one is always a mistake."""

    def operate(self, op: operators.OperatorType, *other: Any, **kwargs: Any) -> sa.ColumnElement[Any]:
        if op not in {operators.is_, operators.is_not}:
            raise TypeError("an encrypted column cannot be compared or sorted: use its blind index")
        return super().operate(op, *other, **kwargs)


class Encrypted(sa.types.TypeDecorator[str]):
    """Text in Python, AES-256-GCM in the database. `context` is the `table.column` it stands in."""

    impl = sa.LargeBinary
    cache_ok = True
    comparator_factory = _NoComparison

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, _dialect: sa.Dialect) -> bytes | None:
        return None if value is None else encrypt(value.encode(), self.context)

    def process_result_value(self, value: Any, _dialect: sa.Dialect) -> str | None:
        return None if value is None else decrypt(bytes(value), self.context).decode()
