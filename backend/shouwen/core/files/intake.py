"""Taking bytes in: how large, what they are by their content, and made harmless. Nothing here believes a file's name.

Runs before the request's transaction: decoding an image takes a while, and on SQLite a transaction keeps others from
writing.
"""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO, Final
from uuid import UUID

import filetype

from shouwen.core.access.actor import ActorKind
from shouwen.core.files.images import rewrite
from shouwen.core.files.packages import check_package
from shouwen.core.files.problems import (
    FileDamaged,
    FileEmpty,
    FileTooLarge,
    TypeNotForResidents,
    TypeRefused,
)
from shouwen.core.files.rules import FileLimits, MediaType, key_of, may_upload, safe_name
from shouwen.core.files.store import Store
from shouwen.kit.ids import new_id

_IMAGES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic"})
_HEAD_BYTES: Final = 1024
_MARKUP: Final = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<iframe", b"<?xml")
_SAFE_CONTROLS: Final = frozenset("\t\n\r\f")
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """A file whose bytes lie in the store, not yet known to the database. Without a row they are swept away."""

    id: UUID
    name: str
    media_type: MediaType
    size: int
    sha256: bytes


def take_in(store: Store, source: BinaryIO, name: str | None, kind: ActorKind, limits: FileLimits) -> Taken:
    """Reads, examines, rewrites where needed, and stores. Raises one of problems.py when it is not to be kept."""
    content = source.read(limits.file_bytes + 1)
    if len(content) > limits.file_bytes:
        raise FileTooLarge(most_megabytes=limits.file_bytes // _MEGABYTE)
    if not content:
        raise FileEmpty.at("/file")
    media_type, kept = examine(content, name or "", limits)
    if not may_upload(kind, media_type):
        raise TypeNotForResidents
    taken = Taken(new_id(), safe_name(name, media_type), media_type, len(kept), hashlib.sha256(kept).digest())
    store.put(key_of(taken.id), kept)
    return taken


def examine(content: bytes, name: str, limits: FileLimits) -> tuple[MediaType, bytes]:
    """What the bytes are, and the bytes as they are kept. The name only tells CSV from other text."""
    found = filetype.guess_mime(content)
    if found in _IMAGES:
        return rewrite(content, limits)
    if found == "application/pdf":
        _check_pdf(content)
        return MediaType.PDF, content
    if content.startswith(b"PK\x03\x04"):
        return check_package(content, limits), content
    if found is not None:
        raise TypeRefused
    return MediaType.CSV if name.lower().endswith(".csv") else MediaType.TEXT, _text(content)


def _check_pdf(content: bytes) -> None:
    """A PDF from its first byte to its last, and no page of markup in disguise."""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-_HEAD_BYTES:]:
        raise FileDamaged.at("/file")
    if _looks_like_markup(content[:_HEAD_BYTES]):
        raise TypeRefused


def _text(content: bytes) -> bytes:
    """Text as UTF-8, from UTF-8 or from the encoding of Chinese spreadsheets. Raises TypeRefused for anything else."""
    if _looks_like_markup(content[:_HEAD_BYTES]) or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise TypeRefused
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(char < " " and char not in _SAFE_CONTROLS for char in text):
            raise TypeRefused
        return content if encoding == "utf-8" else text.encode()
    raise TypeRefused


def _looks_like_markup(head: bytes) -> bool:
    lowered = head.lower()
    return any(mark in lowered for mark in _MARKUP)
