"""Where bytes lie: a port of five methods. Today a folder of this machine, tomorrow any S3-compatible service."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import obstore
from obstore.exceptions import NotFoundError
from obstore.store import LocalStore, ObjectStore

_PIECE_BYTES: Final = 256 * 1024
_MISSING: Final = (NotFoundError, FileNotFoundError)


class BytesMissingError(Exception):
    """Nothing lies under this key."""


class Store:
    """Bytes under keys such as `3f/018f…`; what was put is never changed, only deleted.

    Keys are made by the house, never from a person's words; one that begins with `/` or has `..` is a ValueError.
    """

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    @classmethod
    def at(cls, folder: Path) -> "Store":
        """A store in a folder of this machine, made when missing and readable by this user alone."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(LocalStore(folder), folder)

    def put(self, key: str, content: bytes) -> None:
        """Writes all of it or nothing, and returns when a power cut can no longer take it away."""
        if key.startswith("/"):
            raise ValueError("a key is relative to the store")
        obstore.put(self._store, key, content)
        if self._folder:
            path = self._folder / key
            for written in (path, *path.parents):
                _settle(written)
                if written == self._folder:
                    break

    def get(self, key: str) -> Iterator[bytes]:
        """The bytes in pieces of about 256 KiB. Raises BytesMissingError at once when there are none."""
        try:
            found = obstore.get(self._store, key)
        except _MISSING as error:
            raise BytesMissingError(key) from error
        return (bytes(piece) for piece in found.stream(min_chunk_size=_PIECE_BYTES))

    def exists(self, key: str) -> bool:
        """Whether anything lies under the key."""
        try:
            obstore.head(self._store, key)
        except _MISSING:
            return False
        return True

    def delete(self, key: str) -> None:
        """Removes the bytes; a key that holds nothing is left in peace."""
        try:
            obstore.delete(self._store, key)
        except _MISSING:
            return

    def keys(self, folder: str) -> Iterator[tuple[str, datetime]]:
        """The keys below a folder of the store, each with the time it was put, by the store's own clock."""
        for some in obstore.list(self._store, prefix=folder):
            for found in some:
                yield found["path"], found["last_modified"]


def _settle(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk. The store itself only hands them to the system."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
