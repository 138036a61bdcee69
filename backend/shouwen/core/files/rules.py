"""What may be uploaded, under which name it is kept, and who may fetch it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from shouwen.core.access.actor import ActorKind

_MEGABYTE: Final = 1_000_000
_MEGAPIXEL: Final = 1_000_000
_NAME_LENGTH: Final = 120


class Audience(StrEnum):
    """Who may fetch a linked file, besides having sight of the subject."""

    INTERNAL = "internal"
    RESIDENT = "resident"


class MediaType(StrEnum):
    """What is kept. Anything else is refused; photographs of an iPhone (HEIC) become JPEG."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    CSV = "text/csv"
    TEXT = "text/plain"


EXTENSIONS: Final[Mapping[MediaType, str]] = MappingProxyType(
    {
        MediaType.JPEG: "jpg",
        MediaType.PNG: "png",
        MediaType.WEBP: "webp",
        MediaType.PDF: "pdf",
        MediaType.XLSX: "xlsx",
        MediaType.DOCX: "docx",
        MediaType.CSV: "csv",
        MediaType.TEXT: "txt",
    }
)
IMAGES: Final = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
# A resident sends photographs and papers; sheets and documents are the staff's.
OF_RESIDENTS: Final = IMAGES | {MediaType.PDF}


@dataclass(frozen=True, slots=True)
class FileLimits:
    """How much is taken in. Counts and bytes of a day are those of the last 24 hours, by uploader.

    A JPEG may have more pixels than other images: phones make such, and it is decoded at reduced size.
    """

    file_bytes: int = 20 * _MEGABYTE
    day_files: int = 300
    day_bytes: int = 1000 * _MEGABYTE
    jpeg_pixels: int = 64 * _MEGAPIXEL
    image_pixels: int = 25 * _MEGAPIXEL
    image_side: int = 2560
    unpacked_bytes: int = 100 * _MEGABYTE
    unlinked_for: timedelta = timedelta(hours=24)


def may_upload(kind: ActorKind, media_type: MediaType) -> bool:
    """Whether this kind of caller may send this kind of file."""
    return kind is not ActorKind.RESIDENT or media_type in OF_RESIDENTS


def audiences(kind: ActorKind) -> frozenset[Audience]:
    """The audiences a kind of caller belongs to."""
    return frozenset({Audience.RESIDENT}) if kind is ActorKind.RESIDENT else frozenset(Audience)


def safe_name(given: str | None, media_type: MediaType) -> str:
    """The name a file was sent under: no path, no controls, nothing invisible, and the ending its content demands."""
    last = re.split(r"[/\\]", given or "")[-1]
    plain = re.sub(r'[<>:"|?*\s]+', " ", unicodedata.normalize("NFC", last))
    seen = "".join(char for char in plain if unicodedata.category(char)[0] != "C")
    before, dot, _ = seen.rpartition(".")
    stem = (before if dot else seen).strip(" .")
    return f"{stem[:_NAME_LENGTH] or 'file'}.{EXTENSIONS[media_type]}"


def key_of(file_id: UUID) -> str:
    """Where the bytes of a file lie in the store: spread over 256 folders by the random end of the id."""
    return f"{file_id.hex[-2:]}/{file_id.hex}"


def file_id_of(key: str) -> UUID:
    """The file whose bytes lie under a key of the store."""
    return UUID(hex=key.rpartition("/")[2])


def folders_of_hour(hour: int) -> list[str]:
    """The folders of the store that are looked through in an hour of the day: all of them in 24 hours."""
    return [f"{number:02x}" for number in range(256) if number % 24 == hour]
