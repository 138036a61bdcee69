"""The keys of an installation: one file beside the data, never in the database and never in its backups.

    {"format": 1, "current": 2, "keys": {"1": "<base64>", "2": "<base64>"}, "root": "<base64>"}

`keys` encrypt; the current one writes, the others still read, so a rotation is a new key and a rewrite at leisure.
`root` stays: search indexes, cursors and sessions are derived from it. Whoever loses the file loses the personal data.
"""

import base64
import json
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
LAST_KEY_ID: Final = 0xFFFF
_FORMAT: Final = 1
# Its owner may read and write it, its group may read it (mounted secrets come like that), nobody else anything.
_TOO_OPEN: Final = 0o037


class KeyFileError(RuntimeError):
    """The key file is missing, too open, or not a key file. The message names the file and what to do."""


@dataclass(frozen=True)
class Keyring:
    """Keys by their id (1..65535), the id of the one that writes, and the root all other secrets come from."""

    keys: Mapping[int, bytes] = field(repr=False)
    current: int
    root: bytes = field(repr=False)

    def __post_init__(self) -> None:
        lengths = {len(key) for key in (*self.keys.values(), self.root)}
        if lengths != {KEY_BYTES}:
            raise ValueError(f"every key has {KEY_BYTES} bytes")
        if self.current not in self.keys or not all(1 <= number <= LAST_KEY_ID for number in self.keys):
            raise ValueError(f"the current key is one of the keys, and their ids are 1..{LAST_KEY_ID}")

    @classmethod
    def new(cls) -> "Keyring":
        """A ring with one fresh key."""
        return cls(keys={1: secrets.token_bytes(KEY_BYTES)}, current=1, root=secrets.token_bytes(KEY_BYTES))

    def rotated(self) -> "Keyring":
        """This ring with a fresh key that writes from now on. The old ones still read."""
        number = max(self.keys) + 1
        return Keyring({**self.keys, number: secrets.token_bytes(KEY_BYTES)}, number, self.root)

    @cached_property
    def ciphers(self) -> Mapping[int, AESGCM]:
        """The cipher of each key."""
        return {number: AESGCM(key) for number, key in self.keys.items()}

    def derive(self, purpose: str) -> bytes:
        """32 bytes for this purpose alone (HKDF-SHA256 of the root); the same after every rotation."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"shouwen:1:" + purpose.encode()).derive(self.root)

    def fingerprint(self) -> str:
        """16 hex digits to tell rings apart; kept in a database, it shows when the wrong file is beside it."""
        return self.derive("fingerprint")[:8].hex()

    @classmethod
    def load(cls, path: Path) -> "Keyring":
        """The ring in this file. Raises KeyFileError."""
        try:
            with path.open(encoding="ascii") as file:
                mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
                if mode & _TOO_OPEN:
                    raise KeyFileError(f"{path} may be read by others ({mode:o}): chmod 600 it, then rotate the keys")
                return cls._from_json(json.load(file))
        except FileNotFoundError as error:
            raise KeyFileError(f"{path} is not there: restore it from where keys are kept") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeyFileError(f"{path} is not a readable key file ({type(error).__name__})") from error

    @classmethod
    def load_or_create(cls, path: Path) -> "Keyring":
        """The ring in this file, made on the first run. Several processes may start at once; all get the same ring."""
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(cls.new(), path, replace=False)
        return cls.load(path)

    def save(self, path: Path) -> None:
        """Replaces the file in one step (after a rotation)."""
        _write(self, path, replace=True)

    @classmethod
    def _from_json(cls, stored: Any) -> "Keyring":
        if stored["format"] != _FORMAT:
            raise ValueError("unknown format")
        keys = {int(number): base64.b64decode(key, validate=True) for number, key in stored["keys"].items()}
        return cls(keys, int(stored["current"]), base64.b64decode(stored["root"], validate=True))


def _write(ring: Keyring, path: Path, *, replace: bool) -> None:
    text = {
        "format": _FORMAT,
        "current": ring.current,
        "keys": {str(number): base64.b64encode(key).decode() for number, key in ring.keys.items()},
        "root": base64.b64encode(ring.root).decode(),
    }
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            json.dump(text, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            draft.replace(path)
        else:
            _link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _link(draft: Path, path: Path) -> None:
    """Gives the draft its name, unless another process was faster."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
